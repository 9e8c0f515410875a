"""A cycle in figures: one value for the line a run prints, for --json and for the runs table."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from connectors.errors import ConnectorError, Stopped
from connectors.write import Outcome, Plan
from steelyard.answers import COUNTED, TEXTS
from steelyard.apply import Applied
from steelyard.done import Cycle, exit_of
from steelyard.exits import Exit
from steelyard.pull import Pulled
from steelyard.speech import Speech
from steelyard.world import World

_REFUSALS = (Outcome.REFUSED, Outcome.CHANGED, Outcome.GONE)


class OfConnection(msgspec.Struct, frozen=True):
    """One connection's part of a run. `requests` counts what left for the tracker.

    Of the planned `writes` some were `done`, some stood there `already`, some were `refused` by
    the tracker or because people had changed the card, some are `left`. `gone` cards left it. `unfinished` says that the end of the run's time cut its reading or
    writing: nothing failed, and the next run goes on.
    """

    cards: int
    changed: int
    writes: int
    done: int
    refused: int
    left: int
    requests: int
    waited: float
    already: int = 0
    gone: int = 0
    unfinished: bool = False
    error: str = ""
    findings: tuple[str, ...] = ()


class Summary(msgspec.Struct, frozen=True):
    """A run in figures. `incomplete` counts open cards that lack a required answer."""

    cards: int
    incomplete: int
    planned: int
    written: int
    left: int
    waiting: int
    changed: int
    known: int
    exit_code: int
    connections: dict[str, OfConnection]

    @property
    def figures(self) -> dict[str, int]:
        """The run as a whole, without its connections."""
        return {
            name: getattr(self, name) for name in self.__struct_fields__ if name != "connections"
        }


def summary_of(world: World, done: Cycle) -> Summary:
    """Count what a cycle did."""
    writes = Counter(write.target.connection for write in done.plan.writes)
    connections = {
        name: _of_connection(
            world,
            name,
            cards=done.judged.counts.get(name, 0),
            writes=writes[name],
            applied=done.applied.get(name),
            pulled=done.pulled.get(name),
            failure=done.failed.get(name),
        )
        for name in world.names
    }
    return Summary(
        cards=len(done.judged),
        incomplete=done.judged.incomplete,
        waiting=done.draft.waiting,
        changed=done.draft.changed,
        known=done.draft.known,
        exit_code=exit_of(done),
        connections=connections,
        **_totals(connections),
    )


def summary_of_apply(world: World, made: Plan, applied: Mapping[str, Applied]) -> Summary:
    """Count what came of a plan from a file; no card is judged then.

    A write that was not done, be it that people changed the card, makes it partial.
    """
    writes = Counter(write.target.connection for write in made.writes)
    connections = {
        name: _of_connection(world, name, cards=0, writes=writes[name], applied=one)
        for name, one in applied.items()
    }
    partial = any(one.error or one.refused for one in connections.values())
    return Summary(
        cards=0,
        incomplete=0,
        waiting=0,
        changed=0,
        known=0,
        exit_code=Exit.PARTIAL if partial else Exit.DONE,
        connections=connections,
        **_totals(connections),
    )


def summary_of_withdrawal(read: Summary, made: Plan) -> Summary:
    """What a cycle read, and the writes of `made` in place of those it would have made."""
    writes = Counter(write.target.connection for write in made.writes)
    connections = {
        name: msgspec.structs.replace(one, writes=writes[name])
        for name, one in read.connections.items()
    }
    return msgspec.structs.replace(
        read,
        planned=len(made.writes),
        waiting=0,
        changed=0,
        exit_code=Exit.DONE if read.exit_code == Exit.SAFETY else read.exit_code,
        connections=connections,
    )


def _totals(connections: Mapping[str, OfConnection]) -> dict[str, int]:
    every = connections.values()
    return {
        "planned": sum(one.writes for one in every),
        "written": sum(one.done for one in every),
        "left": sum(one.left for one in every),
    }


def _of_connection(  # noqa: PLR0913 - one connection's part of every step, by name
    world: World,
    name: str,
    *,
    cards: int,
    writes: int,
    applied: Applied | None,
    pulled: Pulled | None = None,
    failure: ConnectorError | None = None,
) -> OfConnection:
    counts = world.gates[name].counts
    outcomes = Counter(applied.outcomes if applied else {})
    error = failure or (applied.error if applied else None)
    findings = pulled.findings if pulled else ()
    return OfConnection(
        cards=cards,
        changed=pulled.changed if pulled else 0,
        writes=writes,
        done=outcomes[Outcome.DONE],
        already=outcomes[Outcome.ALREADY],
        refused=sum(outcomes[one] for one in _REFUSALS),
        left=applied.left if applied else 0,
        requests=counts.total,
        waited=round(counts.waited, 1),
        gone=pulled.gone if pulled else 0,
        unfinished=isinstance(error, Stopped),
        error=str(error) if error else "",
        findings=tuple(f"{one.where}: {one.what}; {one.todo}" for one in findings),
    )


def line_of(summary: Summary, verb: str, speech: Speech) -> str:
    """The one line of a run, for logs of cron and CI."""
    every = summary.connections.values()
    names = ", ".join(
        f"{name} {speech.count(one.cards, COUNTED['cards'])}{_ended(one, speech)}"
        for name, one in summary.connections.items()
    )
    refused = sum(one.refused for one in every)
    findings, gone = sum(len(one.findings) for one in every), sum(one.gone for one in every)
    remarks = speech.count(summary.waiting, COUNTED["remarks"])
    found = speech.count(findings, COUNTED["findings"])
    left = speech.count(summary.left, COUNTED["writes"])
    parts = [
        f"{verb}: {names}" if summary.cards else verb,
        speech.say(TEXTS["gone"], n=gone) if gone else "",
        speech.say(TEXTS["incomplete"], n=summary.incomplete) if summary.incomplete else "",
        _written(summary, sum(one.already for one in every), speech),
        speech.say(TEXTS["not_done"], n=refused) if refused else "",
        speech.say(TEXTS["next_run"], remarks=remarks) if summary.waiting else "",
        speech.say(TEXTS["status_lists"], findings=found) if findings else "",
        speech.say(TEXTS["left"], writes=left) if summary.left else "",
        _stopped(summary, speech),
    ]
    return "; ".join(filter(None, parts))


def _written(summary: Summary, already: int, speech: Speech) -> str:
    if not summary.planned:
        return speech.say(TEXTS["nothing_to_write"])
    writes = speech.count(summary.planned, COUNTED["of_writes"])
    done = speech.say(TEXTS["written"], done=speech.number(summary.written), writes=writes)
    return done + (speech.say(TEXTS["stood"], n=already) if already else "")


def _stopped(summary: Summary, speech: Speech) -> str:
    if summary.exit_code != Exit.SAFETY:
        return ""
    cards = speech.count(summary.known, COUNTED["of_cards"])
    return speech.say(TEXTS["stopped"], n=speech.number(summary.changed), cards=cards)


def _ended(one: OfConnection, speech: Speech) -> str:
    if one.unfinished:
        return speech.say(TEXTS["unfinished"])
    return speech.say(TEXTS["failed"]) if one.error else ""
