"""`status`: the connections, the last runs, and what waits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from steelyard.answers import ABSENT, COUNTED, TEXTS
from steelyard.commands.session import Frame, store_of
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.rhythm import Rhythm, rhythm_of
from steelyard.speech import Speech
from steelyard.store import Beat, Run, Store

_RUNS, _LOOKED_AT = 10, 200
"""Runs shown, and those looked at: a worker may run one connection a night and one a minute."""


def status(frame: Frame, *, as_json: bool) -> int:
    """Print what the database knows; asks no tracker."""
    with store_of(frame) as (settings, store):
        rhythm = rhythm_of(store, frame.clock.now())
        facts = _facts(store, settings.names, rhythm)
    if as_json:
        print(json_line(facts))  # noqa: T201 - a command's answer
        return Exit.DONE
    zone = ZoneInfo(settings.timezone)
    for line in (*rhythm.lines(frame.speech, zone), *_lines(facts, frame.speech, zone)):
        print(line)  # noqa: T201 - a command's answer
    return Exit.DONE


def _facts(store: Store, names: Sequence[str], rhythm: Rhythm) -> dict[str, Any]:
    known, counts, left = store.connections(), store.counts(), store.outbox.left()
    departed = store.departures()
    runs, beats = store.last_runs(_LOOKED_AT), store.heartbeat.beats()
    waiting = next((run.summary["waiting"] for run in runs if "waiting" in run.summary), 0)
    return {
        "connections": {
            name: {
                "cards": counts.get(name, 0),
                "pulled": known[name].pulled if name in known else None,
                "whole_read": known[name].complete if name in known else None,
                "census": known[name].census if name in known else None,
                "departed": departed.get(name, {}),
                "writes_left": left.get(name, 0),
                **_beat(beats.get(name), rhythm),
            }
            for name in names
        },
        "last_run": rhythm.last,
        "next_run": rhythm.next,
        "nothing_runs_since": rhythm.silent,
        "failures": _errors(runs, unfinished=False),
        "unfinished": _errors(runs, unfinished=True),
        "findings": _findings(runs),
        "remarks_waiting": waiting,
        "runs": [_run(run) for run in runs[:_RUNS]],
    }


def _beat(beat: Beat | None, rhythm: Rhythm) -> dict[str, Any]:
    """What the worker says of a connection; nothing where none runs it."""
    if beat is None:
        return {}
    return {
        "schedule": beat.schedule,
        "last_success": beat.succeeded,
        "next_run": beat.due if rhythm.next else None,
        "failed_runs": beat.failures,
    }


def _errors(runs: Sequence[Run], *, unfinished: bool) -> dict[str, str]:
    """Why connections failed when they ran last, or were cut by the end of the run's time."""
    last = _last(run for run in runs if "connections" in run.summary)
    return {
        name: one["error"]
        for name, one in last.items()
        if one["error"] and one.get("unfinished", False) is unfinished
    }


def _findings(runs: Sequence[Run]) -> list[str]:
    """What was found worth a look when each connection was read last."""
    last = _last(run for run in runs if run.summary.get("cards"))
    return [text for one in last.values() for text in one["findings"]]


def _last(runs: Iterable[Run]) -> dict[str, Any]:
    """Each connection's part of the newest run it took part in; `runs` come newest first."""
    found: dict[str, Any] = {}
    for run in runs:
        found = dict(run.summary["connections"]) | found
    return found


def _run(run: Run) -> dict[str, Any]:
    picked = {name: run.summary.get(name, 0) for name in ("cards", "planned", "written", "left")}
    times = {"started": run.started, "ended": run.ended, "exit_code": run.exit_code}
    return {"id": run.id, "command": run.command, **times, **picked}


def _lines(facts: dict[str, Any], speech: Speech, zone: ZoneInfo) -> Iterator[str]:
    for name, one in facts["connections"].items():
        yield f"{name}: {', '.join(filter(None, _connection(one, speech, zone)))}"
    for name, error in facts["failures"].items():
        yield speech.say(TEXTS["failed_last"], name=name, error=printable(error))
    for name, error in facts["unfinished"].items():
        yield speech.say(TEXTS["unfinished_last"], name=name, error=printable(error))
    for text in facts["findings"]:
        yield speech.say(TEXTS["finding"], text=printable(text))
    if facts["remarks_waiting"]:
        remarks = speech.count(facts["remarks_waiting"], COUNTED["remarks"])
        yield speech.say(TEXTS["remarks_next"], remarks=remarks)
    for run in facts["runs"]:
        yield _run_line(run, speech, zone)
    if not facts["runs"]:
        yield speech.say(TEXTS["no_runs"])


def _connection(one: dict[str, Any], speech: Speech, zone: ZoneInfo) -> Iterator[str]:
    yield speech.count(one["cards"], COUNTED["cards"])
    if one["pulled"] is None:
        yield speech.say(TEXTS["never_read"])
    else:
        yield speech.say(TEXTS["read_at"], at=_face(one["pulled"], zone))
        whole = one["whole_read"]
        told = TEXTS["whole_read" if whole else "first_read"]
        yield speech.say(told, at=_face(whole, zone) if whole else "")
    if one["departed"]:
        whys = (speech.say(ABSENT[why], n=n) for why, n in one["departed"].items())
        yield speech.say(TEXTS["departed"], whys=", ".join(whys))
    if one["writes_left"]:
        writes = speech.count(one["writes_left"], COUNTED["writes"])
        yield speech.say(TEXTS["left"], writes=writes)
    if one.get("failed_runs"):
        yield speech.count(one["failed_runs"], COUNTED["failed_runs"])
    if one.get("next_run"):
        yield speech.say(TEXTS["next_run_at"], at=_face(one["next_run"], zone))
    yield one.get("schedule", "")


def _run_line(run: dict[str, Any], speech: Speech, zone: ZoneInfo) -> str:
    line = speech.say(
        TEXTS["run_line"],
        id=run["id"],
        command=run["command"],
        at=_face(run["started"], zone),
        end=_took(run["started"], run["ended"], speech),
        cards=speech.count(run["cards"], COUNTED["cards"]),
        written=run["written"],
        planned=run["planned"],
    )
    code = run["exit_code"]
    return line + (speech.say(TEXTS["exit_code"], code=code) if code else "")


def _took(started: datetime, ended: datetime | None, speech: Speech) -> str:
    if ended is None:
        return speech.say(TEXTS["not_ended"])
    seconds = speech.number((ended - started).total_seconds())
    return speech.say(TEXTS["took"], seconds=seconds)


def _face(moment: datetime, zone: ZoneInfo) -> str:
    """The same in both languages: these lines are sorted and searched."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
