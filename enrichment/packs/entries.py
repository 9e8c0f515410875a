"""The entries of several pack files put together: later ones replace earlier ones by id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from enrichment.packs.model import (
    CaseEntry,
    CheckEntry,
    DecisionEntry,
    GradeEntry,
    LaneEntry,
    LayerEntry,
    PackFile,
)
from enrichment.verdict import Decision
from enrichment.yamlplaces import Document, Problem, nearest

T = TypeVar("T")
Loc = tuple[str | int, ...]

NAMED = ("checks", "lanes", "layers", "decisions", "evidence")
"""The sections whose entries have an id."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An entry and where it stands."""

    value: T
    document: Document
    loc: Loc

    def problem(self, rule: str, what: str, hint: str = "", at: Loc = ()) -> Problem:
        """Make a problem of `rule`, at the key `at` inside the entry."""
        return self.document.problem((*self.loc, *at), f"rule '{rule}': {what}", hint)

    @property
    def origin(self) -> str:
        """`file:line` of the entry."""
        return f"{self.document.name}:{self.document.place(self.loc)[0]}"


@dataclass(slots=True)
class Entries:
    """What the packs say in sum, in the order it is shown. Filled pack by pack while loading."""

    checks: dict[str, Entry[CheckEntry]] = field(default_factory=dict)
    lanes: dict[str, Entry[LaneEntry]] = field(default_factory=dict)
    layers: dict[str, Entry[LayerEntry]] = field(default_factory=dict)
    decisions: dict[str, Entry[DecisionEntry]] = field(default_factory=dict)
    evidence: dict[str, Entry[GradeEntry]] = field(default_factory=dict)
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    human: dict[str, Decision] = field(default_factory=dict)
    cases: list[CaseEntry] = field(default_factory=list)

    def find(self, id_: str) -> Entry[Any]:
        """Find a rule that is known to be there."""
        return next(self.section(name)[id_] for name in NAMED if id_ in self.section(name))

    def section(self, name: str) -> dict[str, Entry[Any]]:
        """Give the entries of one of the sections in NAMED."""
        section: dict[str, Entry[Any]] = getattr(self, name)
        return section


def subject(loc: Loc) -> str:
    """Name the rule a place belongs to, as the messages open."""
    if len(loc) < 2 or loc[0] not in NAMED:
        return ""
    return f"decision {loc[1] + 1}: " if isinstance(loc[1], int) else f"rule '{loc[1]}': "


def add_pack(entries: Entries, files: list[tuple[Document, PackFile]]) -> Iterator[Problem]:
    """Put one pack on top of what is there; yields what does not fit.

    New decisions of a later pack come before the older ones, which end with one that always
    holds.
    """
    for document, file in files:
        yield from _drop(entries, document, file.without)
    fresh = Entries()
    for document, file in files:
        for name in NAMED:
            yield from _collect(fresh.section(name), _section(document, file, name))
        fresh.topics |= file.topics
        fresh.human |= {word: decision for decision, words in file.human.items() for word in words}
        fresh.cases += file.tests
    for name in NAMED:
        old, new = entries.section(name), fresh.section(name)
        ahead = {id_: entry for id_, entry in new.items() if id_ not in old}
        replaced = {id_: new.get(id_, entry) for id_, entry in old.items()}
        setattr(entries, name, ahead | replaced if name == "decisions" else replaced | ahead)
    entries.topics |= fresh.topics
    entries.human |= fresh.human
    entries.cases += fresh.cases


def _section(document: Document, file: PackFile, name: str) -> Iterator[tuple[str, Entry[Any]]]:
    section = getattr(file, name)
    if isinstance(section, Mapping):
        for id_, value in section.items():
            yield id_, Entry(value, document, (name, id_))
        return
    for at, value in enumerate(section):
        yield value.id or value.decision.value, Entry(value, document, (name, at))


def _collect(
    section: dict[str, Entry[Any]], found: Iterator[tuple[str, Entry[Any]]]
) -> Iterator[Problem]:
    for id_, entry in found:
        if id_ in section:
            first = section[id_].origin
            yield entry.problem(id_, f"the pack has this rule twice, first at {first}")
        section.setdefault(id_, entry)


def _drop(entries: Entries, document: Document, without: tuple[str, ...]) -> Iterator[Problem]:
    for at, id_ in enumerate(without):
        holders = [name for name in NAMED if id_ in entries.section(name)]
        for name in holders:
            del entries.section(name)[id_]
        if not holders:
            known = sorted(id_ for name in NAMED for id_ in entries.section(name))
            what = f"there is no rule '{id_}' to do without"
            yield document.problem(("without", at), what, nearest(id_, known))
