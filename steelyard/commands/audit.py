"""`audit`: the verdict on exported cards, before anybody gives a token."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from connectors.exports import Export, ExportProblem, read_exports
from connectors.gate import Redactor, SystemClock
from enrichment.audit import Audit, audit_of
from enrichment.case import prepare
from enrichment.judge import Judged
from steelyard.answers import COUNTED, TEXTS
from steelyard.baseline import tracker_of
from steelyard.commands.gate import Gate, Outcome
from steelyard.data import pack_folder
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.language import Language
from steelyard.log import set_up_logs
from steelyard.report import Told, main_language, save_report
from steelyard.report.audit_texts import OPEN, SUMMARY
from steelyard.report.chapters import Chapter, Point, chapters_of
from steelyard.report.rulings import Rulings, rulings
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.screen import complain
from steelyard.settings import known_names
from steelyard.show import print_table, queue_table
from steelyard.speech import Speech

_ROWS = 10
_NAMED = 3


class Request(msgspec.Struct, frozen=True):
    """What the command line asks of an audit; `asked` is a language somebody chose."""

    files: Sequence[Path]
    context: Path | None
    report: Path | None
    as_json: bool
    asked: Language | None
    locale: Language
    gate: Gate | None = None


def audit(request: Request) -> int:
    """Judge the cards of files and folders; what cannot be read is said, the rest is judged."""
    set_up_logs(0, Redactor())
    rulebook = load_rulebook([pack_folder("ecommerce")], request.context)
    exports, problems = read_exports(request.files, known_names())
    for problem in problems:
        complain(str(problem))
    cards = [card for export in exports for card in export.cards]
    now = SystemClock().now().astimezone()
    judged = rulebook.judge(cards, now.date(), "auto")
    found = audit_of(judged, prepare(rulebook.pack, rulebook.context, now.date()))
    speech = Speech(request.asked or request.locale)
    said = chapters_of(found, judged, rulebook, now.date(), speech)
    unread = any(not problem.harmless for problem in problems)
    held = _judged_at(request, rulebook, judged, whole=not unread)
    if request.as_json:
        facts = _facts(exports, judged, problems) | {"audit": _parts(found, said)}
        facts |= {"gate": held.facts} if held else {}
        print(json_line(facts))  # noqa: T201 - a command's answer
    else:
        _show(exports, judged, rulings(rulebook, speech))
        for line in _lines(found, said, speech) if judged else ():
            print(line)  # noqa: T201 - a command's answer
        for line in held.said if held else ():
            print(printable(line))  # noqa: T201 - a command's answer
    if request.report is not None and judged:
        told = Told(judged, rulebook, now, repeats=False)
        save_report(request.report, told, request.asked or main_language(judged))
        complain(speech.say(TEXTS["report"], path=request.report))
    if unread:
        return Exit.PARTIAL if exports else Exit.CONFIGURATION
    return Exit.GATE if held and held.new else Exit.DONE


def _judged_at(
    request: Request, rulebook: Rulebook, judged: Sequence[Judged], *, whole: bool
) -> Outcome | None:
    if request.gate is None:
        return None
    language = request.asked or "auto"
    return request.gate.judge(judged, rulebook, language, whole=whole, where=tracker_of)


def _show(exports: Sequence[Export], judged: Sequence[Judged], rules: Rulings) -> None:
    for export in exports:
        counted = rules.speech.count(len(export.cards), COUNTED["cards"])
        print(f"{printable(export.name)}: {export.kind}, {counted}")  # noqa: T201 - a command's answer
        for finding in export.findings:
            print(f"  {printable(finding)}")  # noqa: T201
    if judged:
        print_table(queue_table(judged, _ROWS, rules))
    else:
        print(rules.speech.say(TEXTS["no_cards"]))  # noqa: T201


def _lines(found: Audit, said: Sequence[Chapter], speech: Speech) -> Iterator[str]:
    """The counts, then the three parts with the first cards of each finding."""
    yield speech.say(
        SUMMARY,
        cards=speech.count(found.cards, COUNTED["cards"]),
        open=speech.count(found.open, OPEN),
        complete=speech.number(found.complete),
        of=speech.number(found.open),
        share=speech.percent(found.complete / found.open if found.open else 0.0),
    )
    for chapter in said:
        yield from ("", chapter.title)
        for at, point in enumerate(chapter.points, 1):
            mark = f"{at}." if chapter.id == "steps" else "-"
            yield f"  {mark} {point.title}" + (f" — {point.counted}" if point.counted else "")
            yield f"     {point.why}"
            yield from (f"       {line}" for line in _cards(point, speech))
        if not chapter.points:
            yield f"  {chapter.empty}"


def _cards(point: Point, speech: Speech) -> Iterator[str]:
    for row in point.rows[:_NAMED]:
        at = f"№ {row.place.in_queue}" if row.place else row.key
        yield printable(f"{at} {row.title[:70]}")
    if len(point.rows) > _NAMED:
        yield speech.say(TEXTS["and_more"], n=speech.number(len(point.rows) - _NAMED))


def _parts(found: Audit, said: Sequence[Chapter]) -> dict[str, object]:
    """The audit for a program: ids and figures, with the words beside them."""
    counts = {"cards": found.cards, "open": found.open, "complete": found.complete}
    return counts | {chapter.id: [_point(one) for one in chapter.points] for chapter in said}


def _point(one: Point) -> dict[str, object]:
    return {
        "id": one.id,
        "about": one.about,
        "title": one.title,
        "why": one.why,
        "cards": len(one.rows),
        "of": one.of,
        "share": round(one.share, 4),
        "figures": one.figures,
        "card_keys": [row.key for row in one.rows],
    }


def _facts(
    exports: Sequence[Export], judged: Sequence[Judged], problems: Sequence[ExportProblem]
) -> dict[str, object]:
    return {
        "exports": [
            {"name": one.name, "kind": one.kind, "cards": len(one.cards)} for one in exports
        ],
        "problems": [str(one) for one in problems if not one.harmless],
        "passed_over": [str(one) for one in problems if one.harmless],
        "cards": [
            {"key": one.card.key, "title": one.card.title, "verdict": one.verdict} for one in judged
        ],
    }
