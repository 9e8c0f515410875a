"""`--gate new`: fails a run on cards that became incomplete since the baseline was made."""

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from enrichment.judge import Judged
from steelyard.annotations import github_lines
from steelyard.baseline import (
    Baseline,
    NewLack,
    Where,
    baseline_of,
    connection_of,
    new_lacks,
    read_baseline,
    save_baseline,
)
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.files import writing
from steelyard.gate_faces import Face, annotation_of, face_of, line_of, markdown_of
from steelyard.gate_texts import TEXTS
from steelyard.report import main_language
from steelyard.report.rulings import Rulings, rulings
from steelyard.report.texts import COUNTED
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech

_MOST = 20
"""Cards named one by one on a terminal."""


class Wanted(msgspec.Struct, frozen=True):
    """What the command line asks of a gate.

    `gate` compares, `write` keeps what lacks now; `annotate` is for GitHub; `summary` is made
    anew, to `step_summary` is added. `again` is the command that writes the baseline.
    """

    baseline: Path
    gate: bool
    write: bool
    annotate: bool = False
    summary: Path | None = None
    step_summary: Path | None = None
    again: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What a gate found: new lacks, how many the baseline excused, how many of its cards are well."""

    new: Sequence[NewLack]
    excused: int
    answered: int
    written: bool
    said: Sequence[str]

    @property
    def facts(self) -> dict[str, object]:
        """For a program to read."""
        new = [
            {
                "connection": lack.judged.card.connection,
                "id": lack.judged.card.id,
                "key": lack.judged.card.key,
                "rules": lack.rules,
                "known": lack.known,
            }
            for lack in self.new
        ]
        counts = {"excused": self.excused, "answered": self.answered, "written": self.written}
        return {"passed": not self.new, "new": new, **counts}


class Gate:
    """A baseline opened before the first request, and what to do with it after the last."""

    def __init__(self, wanted: Wanted) -> None:
        """Read the baseline; raises UserError when it is needed and not there."""
        self.wanted = wanted
        known = read_baseline(wanted.baseline)
        if known is None and wanted.gate and not wanted.write:
            todo = f"accept the cards as they are now, and commit the file: {wanted.again}"
            raise UserError(
                str(wanted.baseline), "there is no baseline yet", todo, Exit.CONFIGURATION
            )
        self._known = known

    def judge(
        self,
        judged: Collection[Judged],
        rulebook: Rulebook,
        language: str,
        *,
        whole: bool = True,
        where: Where = connection_of,
    ) -> Outcome:
        """Compare, and write what was asked for.

        `language` is `ru`, `en`, or `auto` for that of most cards. `whole` is False when not all
        cards were read: then the baseline stays as it is.
        """
        spoken = main_language(judged) if language == "auto" else language
        rules = rulings(rulebook, Speech(spoken))
        now = baseline_of(judged, where)
        known = now if self._known is None else self._known
        new = new_lacks(judged, known, where) if self.wanted.gate else []
        write = self.wanted.write and whole and not new
        if write:
            save_baseline(self.wanted.baseline, now)
        excused = now.count - sum(not lack.known for lack in new)
        answered = len(known.pairs - now.pairs) if whole else 0
        outcome = Outcome(new, excused, answered, write, ())
        said = tuple(self._said(outcome, now, known, rules.speech, whole=whole))
        faces = [face_of(lack, rules) for lack in new]
        self._leave(faces, said, rules)
        return msgspec.structs.replace(outcome, said=(*said, *_lines(faces, rules)))

    def _said(
        self, found: Outcome, now: Baseline, known: Baseline, speech: Speech, *, whole: bool
    ) -> Iterator[str]:
        """What was found in sentences, the most important first."""

        def tell(text: str, count: int = 0) -> str:
            cards = speech.count(count, COUNTED["cards"])
            return speech.say(TEXTS[text], cards=cards, file=self.wanted.baseline.name)

        if self.wanted.gate:
            yield tell("held" if found.new else "passed", len(found.new))
            if found.excused:
                yield tell("excused", found.excused)
            if found.answered and not found.written:
                yield tell("answered", found.answered)
            if found.new and known.rules != now.rules:
                yield tell("rules")
        if found.written:
            yield tell("written", now.count)
        elif self.wanted.write:
            yield tell("kept" if found.new and whole else "not_written")

    def _leave(self, faces: Sequence[Face], said: Sequence[str], rules: Rulings) -> None:
        """Annotations and summaries, where they are wanted."""
        if self.wanted.annotate:
            more = rules.speech.count(len(faces), COUNTED["cards"])
            more = (
                f"{rules.speech.say(TEXTS['held'], cards=more)}; {rules.speech.say(TEXTS['see'])}"
            )
            for line in github_lines([annotation_of(face) for face in faces], more):
                sys.stderr.write(f"{line}\n")  # GitHub reads both streams, --json owns the other
        text = markdown_of(faces, said, rules, self.wanted.again)
        for path, mode in ((self.wanted.summary, "w"), (self.wanted.step_summary, "a")):
            if path is not None:
                with writing(path, "summary"), path.open(mode, encoding="utf-8") as file:
                    file.write(text)


def _lines(faces: Sequence[Face], rules: Rulings) -> Iterator[str]:
    yield from map(line_of, faces[:_MOST])
    if len(faces) > _MOST:
        cards = rules.speech.count(len(faces) - _MOST, COUNTED["cards"])
        yield f"  {rules.speech.say(TEXTS['more'], cards=cards)}"
