"""Entries made into a pack: expressions compiled and tried, so that nothing is left to fail later."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol, TypeVar

from connectors.names import plain
from enrichment.packs.cel import Conditions, EvaluationError, Expression, ExpressionError, Language
from enrichment.packs.entries import NAMED, Entries, Entry, Loc
from enrichment.packs.facts import Publisher
from enrichment.packs.model import Both, CheckEntry, GradeEntry, Override
from enrichment.packs.pack import Check, DecisionRule, Grade, Layer, Pack
from enrichment.packs.schema import DECISION_VARIABLES, VARIABLES, descriptors, with_topics
from enrichment.packs.silent import both_of, own, silent_checks, silent_decisions, silent_layers
from enrichment.reading.slots import Empty, Kind, Role
from enrichment.verdict import Decision, Flag
from enrichment.wording import Texts
from enrichment.words import Lexicon
from enrichment.yamlplaces import Problem, Problems

_ASKED = {"open": (False,), "finished": (True,), "all": (False, True)}
"""Whether finished cards are asked, by what a check says of `cards`."""

_GUARD = "put a condition before it that makes it safe"


class _Rule(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Rule)


def compile_pack(entries: Entries, version: str, words: tuple[Path, ...]) -> Pack:
    """Make a pack of `entries`; raises Problems with every rule that cannot run."""
    compiler = _Compiler(entries)
    checks = {
        (kind, finished): compiler.checks(kind, finished=finished)
        for kind in Kind
        for finished in (False, True)
    }
    layers, decisions = compiler.layers(), compiler.decisions()
    grades = sorted(entries.evidence.items(), key=lambda item: -item[1].value.weight)
    problems = [
        *dict.fromkeys(compiler.problems),
        *compiler.silent_problems(),
        *_name_problems(entries),
        *_lane_problems(entries),
        *_grade_problems(grades),
    ]
    if problems:
        raise Problems(problems)
    return Pack(
        version=version,
        language=compiler.language,
        judging=compiler.judging,
        publisher=compiler.asked_publisher(),
        checks=checks,
        lanes={name: entry.value for name, entry in entries.lanes.items()},
        homes={
            (kind, entry.value.role): name
            for name, entry in entries.lanes.items()
            for kind in entry.value.kinds
        },
        layers=layers,
        decisions=decisions,
        grades=tuple(Grade(id_, entry.value) for id_, entry in grades),
        evidence=Lexicon((id_, one.value.words) for id_, one in grades[:-1]),
        topics=Lexicon(entries.topics.items()),
        human={plain(word): decision for word, decision in entries.human.items()},
        cases=tuple(entries.cases),
        origins={
            id_: entry.origin for name in NAMED for id_, entry in entries.section(name).items()
        },
        words=words,
    )


class _Compiler:
    """Compiles the rules of `entries` and gathers what is wrong with them."""

    def __init__(self, entries: Entries) -> None:
        messages = with_topics(entries.topics)
        pool = descriptors(messages)
        self.entries = entries
        self._messages = messages
        self.publisher = Publisher(messages)
        self.language = Language(pool, VARIABLES, messages)
        self.judging = Language(pool, DECISION_VARIABLES, messages)
        self.problems: list[Problem] = []
        blank = self.publisher.blank()
        self._blank = {one: one.empty(blank) for one in (self.language, self.judging)}

    def checks(self, kind: Kind, *, finished: bool) -> tuple[tuple[Check, ...], Conditions]:
        """Give the checks as they stand for cards of `kind`, finished or not."""
        rules: list[tuple[Check, Expression]] = []
        for id_, entry in self.entries.checks.items():
            when = self._expression(self.language, id_, entry, own(entry.value, kind, "when"))
            unless = self._expression(self.language, id_, entry, own(entry.value, kind, "unless"))
            show = self._show(id_, entry)
            if when is None or unless is None or kind not in (entry.value.only or Kind):
                continue
            if finished in _ASKED[entry.value.cards]:
                both = self.language.compile(both_of(when.source, unless.source), "bool")
                rules.append((_check(id_, entry.value, kind, show), both))
        return self._together(self.language, rules)

    def silent_problems(self) -> Iterator[Problem]:
        """Find rules that can never fire; only when every expression can be run."""
        if self.problems:
            return
        yield from silent_checks(self.entries, self.language, self.publisher)
        yield from silent_layers(self.entries, self.language, self.publisher)
        yield from silent_decisions(self.entries, self.judging, self.publisher)

    def asked_publisher(self) -> Publisher:
        """Give a publisher of what the rules look at."""
        return Publisher(self._messages, self.language.asked() | self.judging.asked())

    def layers(self) -> tuple[tuple[Layer, ...], Conditions]:
        """Give the layers with their formulas."""
        rules: list[tuple[Layer, Expression]] = []
        for id_, entry in self.entries.layers.items():
            layer = entry.value
            add = self._expression(self.language, id_, entry, (("add",), layer.add), "double")
            when = self._expression(self.language, id_, entry, (("when",), layer.when))
            if add is not None and when is not None:
                made = Layer(id_, add, layer.cap, texts(layer.why), layer.confidence)
                rules.append((made, when))
        return self._together(self.language, rules)

    def decisions(self) -> tuple[tuple[DecisionRule, ...], Conditions]:
        """Give the decisions in their order; the last must always hold."""
        rules: list[tuple[DecisionRule, Expression]] = []
        for id_, entry in self.entries.decisions.items():
            rule = entry.value
            when = self._expression(self.judging, id_, entry, (("when",), rule.when))
            if when is not None:
                rules.append((DecisionRule(id_, rule.decision, texts(rule.why)), when))
        if not self.entries.decisions:
            self.problems.append(Problem("rules", 0, 0, "no pack says anything of decisions"))
        elif entry.value.when.strip() != "true":
            hint = "end the decisions with one that says `when: true`"
            self.problems.append(entry.problem(id_, "some cards get no decision at all", hint))
        elif entry.value.decision is Decision.LAUNCH:
            what = "the decision that is left when no other holds cannot be to launch"
            self.problems.append(entry.problem(id_, what))
        return self._together(self.judging, rules)

    def _expression(
        self,
        language: Language,
        id_: str,
        entry: Entry[Any],
        source: tuple[Loc, str],
        want: str = "bool",
    ) -> Expression | None:
        """Compile a source that stands at its key of the entry, or note why it cannot be."""
        at, text = source
        try:
            return language.compile(text, want)
        except ExpressionError as error:
            self.problems += [entry.problem(id_, *fault, at) for fault in error.faults]
            return None

    def _show(self, id_: str, entry: Entry[CheckEntry]) -> Expression | None:
        if not entry.value.show:
            return None
        return self._expression(self.language, id_, entry, (("show",), entry.value.show), "string")

    def _together(
        self, language: Language, rules: list[tuple[R, Expression]]
    ) -> tuple[tuple[R, ...], Conditions]:
        """Join the conditions of rules and try them on an empty card."""
        conditions = language.together([(rule.id, expression) for rule, expression in rules])
        try:
            conditions.hold(self._blank[language])
        except EvaluationError as error:
            what = f"it cannot be evaluated on an empty card: {error.what}"
            self.problems.append(self.entries.find(error.rule).problem(error.rule, what, _GUARD))
        return tuple(rule for rule, _ in rules), conditions


def _check(id_: str, entry: CheckEntry, kind: Kind, show: Expression | None) -> Check:
    override = entry.kinds.get(kind) or Override()
    severity = override.severity or entry.severity
    ask, why = texts(override.ask or entry.ask), texts(override.why or entry.why)
    empty = Empty.ABSENT if entry.slot else None
    flags = {one: Flag(id_, severity, ask[one], why[one], entry.slot, empty) for one in ask}
    return Check(id_, severity, entry.slot, ask, why, flags, show)


def texts(both: Both) -> Texts:
    """Give the two texts of a rule by language."""
    return {"ru": both.ru, "en": both.en}


def _name_problems(entries: Entries) -> Iterator[Problem]:
    """A verdict names its rules by id alone, so an id belongs to one section."""
    homes: dict[str, str] = {}
    for name in NAMED:
        for id_, entry in entries.section(name).items():
            if id_ in homes:
                yield entry.problem(id_, f"an entry of '{homes[id_]}' has this name already")
            homes.setdefault(id_, name)


def _lane_problems(entries: Entries) -> Iterator[Problem]:
    """Every kind has to stand in exactly one lane for all roles, and at most one for each role."""
    homes: dict[tuple[Kind, Role | None], str] = {}
    for id_, entry in entries.lanes.items():
        for kind in entry.value.kinds:
            home = (kind, entry.value.role)
            if home in homes:
                what = f"cards of kind '{kind}' stand in lane '{homes[home]}' already"
                yield entry.problem(id_, what, at=("kinds",))
            homes[home] = id_
    if homeless := sorted(kind for kind in Kind if (kind, None) not in homes):
        kinds = ", ".join(f"'{kind}'" for kind in homeless)
        yield Problem("rules", 0, 0, f"no lane takes cards of kind {kinds}")


def _grade_problems(grades: list[tuple[str, Entry[GradeEntry]]]) -> Iterator[Problem]:
    """Weaker evidence may never promise more, not even at worst."""
    if not grades:
        yield Problem("rules", 0, 0, "no pack says what evidence is worth")
    for (_, better), (id_, entry) in pairwise(grades):
        if entry.value.worst > better.value.worst:
            what = "weaker evidence cannot be worth more at worst"
            yield entry.problem(id_, what, at=("worst",))
    for id_, entry in grades:
        if entry.value.worst > entry.value.weight:
            yield entry.problem(id_, "'worst' should be at most 'weight'", at=("worst",))
