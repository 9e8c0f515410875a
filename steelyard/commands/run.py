"""`run`, `plan` and `apply`: the cycle, its plan alone, and a plan from a file."""

from pathlib import Path

import msgspec

from connectors.protocol import Access, Level
from connectors.write import Plan
from enrichment.compare import compare
from steelyard.answers import TEXTS
from steelyard.commands.gate import Gate, Outcome
from steelyard.commands.session import Frame, recorded, recorded_cycle, world_of
from steelyard.cycle import apply_all, withdrawal_of
from steelyard.done import Cycle
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.lately import NEVER
from steelyard.planfile import read_plan, save_plan
from steelyard.report.rulings import rulings
from steelyard.show import moved_lines, plan_lines, print_table, queue_table
from steelyard.speech import Speech
from steelyard.summary import Summary, line_of, summary_of_apply, summary_of_withdrawal
from steelyard.tell import Tell
from steelyard.world import World

_ROWS = 10
KEPT_PLAN = "steelyard-stopped-plan.json"


def run(frame: Frame, gate: Gate | None = None, *, dry: bool = False, as_json: bool) -> int:
    """One whole cycle; a `dry` one sends no write. A run that is not whole keeps its exit code."""
    with world_of(frame, read_only=dry) as world:
        done, summary = recorded_cycle(frame, world, "run", write=not dry)
        stopped = summary.exit_code == Exit.SAFETY and not dry
        if stopped:
            kept = frame.config.resolve().parent / KEPT_PLAN
            save_plan(kept, done.plan)
        found = _judged_at(gate, frame, world, done) if gate and done.pulled else None
        if as_json or done.pulled:
            _say(summary, "run (dry)" if dry else "run", frame.speech, found, as_json=as_json)
        if stopped and not as_json:
            print(frame.speech.say(TEXTS["kept_plan"], path=kept, name=kept.name))  # noqa: T201
    code = Exit.DONE if dry and summary.exit_code == Exit.SAFETY else summary.exit_code
    return Exit.GATE if code == Exit.DONE and found and found.new else code


def _judged_at(gate: Gate, frame: Frame, world: World, done: Cycle) -> Outcome:
    language = frame.asked or world.settings.language
    return gate.judge(done.judged, world.rulebook, language, whole=not done.failed)


def plan(frame: Frame, out: Path, *, as_json: bool) -> int:
    """Everything but the writes: they go into a file, and a preview to the screen."""
    with world_of(frame, read_only=True) as world:
        before = world.store.scales.last(world.connectors)
        done, summary = recorded_cycle(frame, world, "plan", write=False)
        save_plan(out, done.plan)
        compared = compare(before, done.judged)
        if as_json:
            told = msgspec.to_builtins(summary) | {"comparison": msgspec.to_builtins(compared)}
            print(json_line(told))  # noqa: T201 - a command's answer
        else:
            moved = moved_lines(compared, frame.speech) if before else ()
            if done.judged:
                print_table(queue_table(done.judged, _ROWS, rulings(world.rulebook, frame.speech)))
            silent = [access.name for access in world.settings.accesses if _is_silent(access)]
            for line in (*moved, *plan_lines(done.plan, summary, out, frame.speech, silent)):
                print(line)  # noqa: T201 - a command's answer
    return Exit.DONE if summary.exit_code == Exit.SAFETY else summary.exit_code


def withdraw(frame: Frame, out: Path, *, as_json: bool) -> int:
    """The same with a plan that takes everything of ours off the cards again."""
    with world_of(frame, read_only=True) as world:
        done, summary = recorded_cycle(frame, world, "plan", write=False)
        made = withdrawal_of(world, set(done.pulled))
        save_plan(out, made)
        said = summary_of_withdrawal(summary, made)
        if as_json:
            _say(said, "plan", frame.speech, as_json=True)
        else:
            for line in plan_lines(made, said, out, frame.speech):
                print(line)  # noqa: T201 - a command's answer
    return said.exit_code


def apply(frame: Frame, path: Path, *, as_json: bool) -> int:
    """Exactly the writes of a plan file, but those of cards that changed since."""
    made = read_plan(path)
    with world_of(frame, read_only=False) as world:
        named = {write.target.connection for write in made.writes}
        _refuse(path, world, named)

        def do(_run: int, tell: Tell) -> tuple[Plan, Summary]:
            applied = apply_all(world, made, tell, dict.fromkeys(named, NEVER))
            return made, summary_of_apply(world, made, applied)

        _, summary = recorded(frame, world, "apply", do)
        _say(summary, "apply", frame.speech, as_json=as_json)
    return summary.exit_code


def _refuse(path: Path, world: World, named: set[str]) -> None:
    """UserError when the plan is for connections that are not there, or that write nothing."""
    strangers = named - set(world.connectors)
    if strangers:
        what = f"the plan is for the connection {', '.join(sorted(strangers))}"
        todo = "use the configuration the plan was made with"
        raise UserError(str(path), what, todo, Exit.CONFIGURATION)
    silent = named & {access.name for access in world.settings.accesses if _is_silent(access)}
    if silent:
        what = f"the plan writes to {', '.join(sorted(silent))}, where `write.level` is report"
        todo = "raise the level there first"
        raise UserError(str(path), what, todo, Exit.CONFIGURATION)


def _is_silent(access: Access) -> bool:
    return access.level is Level.REPORT


def _say(
    summary: Summary, verb: str, speech: Speech, found: Outcome | None = None, *, as_json: bool
) -> None:
    if as_json:
        gate = {"gate": found.facts} if found else {}
        print(json_line(msgspec.to_builtins(summary) | gate))  # noqa: T201
        return
    print(line_of(summary, verb, speech))  # noqa: T201 - a command's answer
    for line in found.said if found else ():
        print(printable(line))  # noqa: T201 - a command's answer
