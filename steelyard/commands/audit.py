"""`audit`: the verdict on exported cards, before anybody gives a token."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from connectors.exports import Export, ExportProblem, read_exports
from connectors.gate import Redactor, SystemClock
from enrichment.judge import Judged
from steelyard.data import pack_folder
from steelyard.exits import Exit
from steelyard.harmless import json_line, printable
from steelyard.log import set_up_logs
from steelyard.report import main_language, save_report
from steelyard.rulebook import load_rulebook
from steelyard.screen import complain
from steelyard.settings import known_names
from steelyard.show import in_queue, print_table, queue_table

_ROWS = 25


def audit(
    files: Sequence[Path], context: Path | None, report: Path | None, *, as_json: bool
) -> int:
    """Judge the cards of files and folders; what cannot be read is said, the rest is judged."""
    set_up_logs(0, Redactor())
    rulebook = load_rulebook([pack_folder("ecommerce")], context)
    exports, problems = read_exports(files, known_names())
    for problem in problems:
        complain(str(problem))
    cards = [card for export in exports for card in export.cards]
    now = SystemClock().now().astimezone()
    judged = rulebook.judge(cards, now.date(), "auto")
    if as_json:
        print(json_line(_facts(exports, judged, problems)))  # noqa: T201
    else:
        _show(exports, judged)
    if report is not None and judged:
        save_report(report, judged, rulebook=rulebook, made=now, language=main_language(judged))
        complain(f"report: {report}")
    if problems:
        return Exit.PARTIAL if exports else Exit.CONFIGURATION
    return Exit.DONE


def _show(exports: Sequence[Export], judged: Sequence[Judged]) -> None:
    for export in exports:
        print(f"{printable(export.name)}: {export.kind}, {len(export.cards)} cards")  # noqa: T201
        for finding in export.findings:
            print(f"  {printable(finding)}")  # noqa: T201
    if not judged:
        print("no cards to judge")  # noqa: T201
        return
    print_table(queue_table(judged, _ROWS))
    for line in _findings(judged):
        print(line)  # noqa: T201


def _findings(judged: Sequence[Judged]) -> Iterator[str]:
    """What lacks most, with the cards it lacks on."""
    queue = in_queue(judged)
    complete = sum(not one.verdict.required for one in queue)
    yield f"{len(queue)} open cards of {len(judged)}, {complete} of them answer every required question"
    counts = Counter(flag.rule for one in queue for flag in one.verdict.required)
    for rule, count in counts.most_common():
        names = [
            one.card.title for one in queue if rule in {flag.rule for flag in one.verdict.required}
        ]
        shown = "; ".join(printable(name)[:40] for name in names[:3])
        yield f"  {rule}: {count} cards ({count / len(queue):.0%}), for example {shown}"


def _facts(
    exports: Sequence[Export], judged: Sequence[Judged], problems: Sequence[ExportProblem]
) -> dict[str, object]:
    return {
        "exports": [
            {"name": one.name, "kind": one.kind, "cards": len(one.cards)} for one in exports
        ],
        "problems": [str(problem) for problem in problems],
        "cards": [
            {"key": one.card.key, "title": one.card.title, "verdict": one.verdict} for one in judged
        ],
    }
