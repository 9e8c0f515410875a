"""`status`: the connections, the last runs, and what waits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from steelyard.commands.session import Frame, store_of
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.rhythm import Rhythm, rhythm_of
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
    told = rhythm.lines(frame.speech, ZoneInfo(settings.timezone))
    for line in (*told, *_lines(facts)):
        print(line)  # noqa: T201 - a command's answer
    return Exit.DONE


def _facts(store: Store, names: Sequence[str], rhythm: Rhythm) -> dict[str, Any]:
    known, counts, left = store.connections(), store.counts(), store.outbox.left()
    runs, beats = store.last_runs(_LOOKED_AT), store.heartbeat.beats()
    waiting = next((run.summary["waiting"] for run in runs if "waiting" in run.summary), 0)
    return {
        "connections": {
            name: {
                "cards": counts.get(name, 0),
                "pulled": known[name].pulled if name in known else None,
                "whole_read": known[name].complete if name in known else None,
                "census": known[name].census if name in known else None,
                "writes_left": left.get(name, 0),
                **_beat(beats.get(name), rhythm),
            }
            for name in names
        },
        "last_run": rhythm.last,
        "next_run": rhythm.next,
        "nothing_runs_since": rhythm.silent,
        "failures": _failures(runs),
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


def _failures(runs: Sequence[Run]) -> dict[str, str]:
    """Why connections failed, those that did when they ran last."""
    last = _last(run for run in runs if "connections" in run.summary)
    return {name: one["error"] for name, one in last.items() if one["error"]}


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


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    for name, one in facts["connections"].items():
        read = f"read {_face(one['pulled'])}" if one["pulled"] else "never read"
        whole = one["whole_read"]
        unread = "its first read is not at its end" if one["pulled"] else ""
        parts = [f"{one['cards']} cards", read, f"whole read {_face(whole)}" if whole else unread]
        parts += [f"{one['writes_left']} writes left"] if one["writes_left"] else []
        parts += [f"{one['failed_runs']} failed runs in a row"] if one.get("failed_runs") else []
        parts += [f"next run {_face(one['next_run'])}"] if one.get("next_run") else []
        parts += [one["schedule"]] if "schedule" in one else []
        yield f"{name}: {', '.join(filter(None, parts))}"
    for name, error in facts["failures"].items():
        yield f"{name} FAILED in the last run: {printable(error)}"
    yield from (f"finding: {printable(text)}" for text in facts["findings"])
    if facts["remarks_waiting"]:
        yield f"{facts['remarks_waiting']} first remarks wait for the next run"
    for run in facts["runs"]:
        end = _took(run["started"], run["ended"])
        yield (
            f"run {run['id']} {run['command']} {_face(run['started'])}, {end}: "
            f"{run['cards']} cards, {run['written']} of {run['planned']} writes"
            + (f", exit code {run['exit_code']}" if run["exit_code"] else "")
        )
    if not facts["runs"]:
        yield "no runs yet; start with: steelyard plan"


def _took(started: datetime, ended: datetime | None) -> str:
    return f"{(ended - started).total_seconds():.1f} s" if ended else "not ended"


def _face(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"
