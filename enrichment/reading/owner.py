"""Who answers for the result: a person, or a team that stands where a person should."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from connectors.card import Card, Person
from enrichment.reading.answers import bare_words, empty, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import (
    ANSWERS,
    ESTIMATES,
    HANDLES,
    LETTER,
    MONTH_WORD,
    NUMERAL,
    RECURRENT,
    ROLE,
    TAKES,
    TEAM,
)
from enrichment.reading.marks import Mark
from enrichment.reading.names import Name, may_name, names
from enrichment.reading.owners import account, name_of, stays, sure_name
from enrichment.reading.slots import Empty, Owner, OwnerKind, Place, Quote, Slot
from enrichment.reading.words import Words

_AFTER: Final = re.compile(r"[\s:—–*_.(-]*(?:[^\W\d_-]+(?:-[^\W\d_]+)*\s){0,3}[\s*_@]*$")
_BEFORE: Final = re.compile(
    r"[\s,—–*_)-]*(?:(?:to|is|will|be|the|it|this|сам|сама|лично|сейчас|пока|его|её)\s+){0,3}$",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    r"\b(?:по|из|от|для|и|или|в|на|с|of|for|and|or|the|to|in|by|with|через|via|не|not)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;|·/()+]|\s[—–-]\s|(?<=\w)\.\s")
_BARE: Final = re.compile(r"[\W_]*")
_FROM: Final = re.compile(r"\s*(?:из|от|со|с|from|of|in|at)\s")
_QUOTES: Final = '>«"“„'
_SHORT: Final = 14  # words of a line that may be a name and an estimate
_MANY: Final = 12  # names or verbs of one clause that are looked at
_LINES: Final = 1000  # clauses: what a card says so late names nobody
_ROLE: Final = 5  # words of a role beside a name
_BESIDE: Final = NUMERAL | MONTH_WORD | ESTIMATES | RECURRENT | ROLE | TEAM
_BODY: Final = frozenset({Place.PROSE, Place.SECTION})
_FOREIGN: Final = frozenset({"aside", "origin", "problem", "evidence", "unknown"})


def read_owner(card: Card, said: Said, words: Words) -> Slot[Owner]:
    """A person named in the text, then a personal assignee, then a team; an author is none."""
    team: Slot[Owner] | None = None
    unsaid: Slot[Owner] | None = None
    assigned = (_assignee(one, words) for one in card.assignees)
    for slot in chain(_said(card, said, words), assigned):
        if slot.value is None:
            unsaid = unsaid or slot
        elif slot.value.kind is OwnerKind.PERSON:
            return _accepted(slot, slot.value, card, said)
        elif team is None:
            team = slot
    found = _signed(said, words) or team
    if found is not None and found.value is not None:
        return _accepted(found, found.value, card, said)
    return unsaid or Slot()


def _said(card: Card, said: Said, words: Words) -> Iterator[Slot[Owner]]:
    """What fields, sections and sentences say, in the order of trust."""
    for clause in said.where("owner", groups=TAKES | ANSWERS | HANDLES):
        if clause.slot == "owner":
            yield from _asked(clause, words)
        else:
            yield from _told(card, clause, words)


def _asked(clause: Clause, words: Words) -> list[Slot[Owner]]:
    people = clause.field.people if clause.field else ()
    if people:
        accounts = (account(person, words) for person in people)
        return [Slot(owner, clause.quote, None) for owner in accounts if owner is not None]
    if reason := unanswered(clause):
        return [empty(clause, reason)]
    owner = name_of(clause.text, words)
    if owner is None:
        return [empty(clause, Empty.VAGUE)]
    if clause.turn and not sure_name(clause.text, words):
        return []  # after the answer other things are told
    return [Slot(owner, clause.quote, None)]


def _assignee(person: Person, words: Words) -> Slot[Owner]:
    owner = account(person, words)
    if owner is None:
        return Slot()
    return Slot(owner, Quote(person.name, Place.FIELD, "assignee"), None)


def _told(card: Card, clause: Clause, words: Words) -> list[Slot[Owner]]:
    """«отвечает Жанна Ли»; «беру на себя» says it of the comment's author or the assignee."""
    found = _named(clause, words)
    if clause.mask & TAKES:
        return _taken(card, clause, found, words)
    told: list[Slot[Owner]] = []
    for mark in clause.marks(ANSWERS)[:_MANY]:
        name = _beside(clause, mark, found, words, strong=True)
        if name is not None:
            told.append(Slot(Owner(name.text, OwnerKind.PERSON), clause.quote, None))
        elif _team_near(after := clause.text[mark.end :], words):
            team = Owner(after[:60].strip(" :—–-."), OwnerKind.TEAM)
            told.append(Slot(team, clause.quote, None))
    for mark in clause.marks(HANDLES)[:_MANY] if found else ():
        name = _beside(clause, mark, found, words, strong=False)
        if name is not None:
            told.append(Slot(Owner(name.text, OwnerKind.PERSON), clause.quote, None))
    return told


def _named(clause: Clause, words: Words) -> list[Name]:
    """The names of a clause; a word that only begins the sentence loud is none."""
    text = clause.text
    if text[1:].islower() and not may_name(text, words):
        return []
    return [one for one in names(text, words)[:_MANY] if stays(one, clause.marked)]


def _taken(card: Card, clause: Clause, found: list[Name], words: Words) -> list[Slot[Owner]]:
    """Who says «беру на себя»: a name in the words, the comment's author, the assignee."""
    speaker = clause.person or next(iter(card.assignees), None)
    if speaker is not None and (owner := account(speaker, words)) is not None:
        return [Slot(owner, clause.quote, None)]
    sure = [one for one in found if one.sure]
    return [Slot(Owner(sure[0].text, OwnerKind.PERSON), clause.quote, None)] if sure else []


def _beside(
    clause: Clause, mark: Mark, found: list[Name], words: Words, *, strong: bool
) -> Name | None:
    """The name that a word for answering belongs to: it follows or stands right before."""
    for one in found:
        if _after(clause, mark.end, one, words, strong=strong):
            return one
    for one in found:
        if _before(clause, mark.start, one, words, strong=strong):
            return one
    return None


def _after(clause: Clause, end: int, name: Name, words: Words, *, strong: bool) -> bool:
    """Whether a name follows: «ведёт юрист Кологривов»; an unknown one only a strong word."""
    gap = clause.text[end : name.start]
    if name.start < end or not _AFTER.match(gap) or _SMALL.search(gap):
        return False
    quiet = gap == gap.lower()
    if name.sure and quiet:
        return True
    role = bool(words.marks(gap).mask & ROLE)
    if not role and not (quiet and strong):
        return False
    return name.sure or not words.marks(name.text).mask


def _before(clause: Clause, start: int, name: Name, words: Words, *, strong: bool) -> bool:
    """Whether a name stands right before: "Kofi to own it", «Витя — на тебе»."""
    full = strong and name.words > 1 and not words.marks(name.text).mask
    if name.end > start or not (name.sure or full):
        return False
    quoted = name.start > 0 and clause.text[name.start - 1] in _QUOTES
    return not quoted and _BEFORE.match(clause.text[name.end : start]) is not None


def _team_near(after: str, words: Words) -> bool:
    return any(
        mark.first <= 1
        for mark in words.marks(after[:40]).of(TEAM | ROLE)
        if after[mark.start : mark.end] != "it"
    )


def _accepted(slot: Slot[Owner], owner: Owner, card: Card, said: Said) -> Slot[Owner]:
    """Mark the owner who said yes: in a comment, or in the words that name them."""
    for clause in said.where(groups=TAKES):
        speaker = clause.person or next(iter(card.assignees), None)
        if speaker is not None and speaker.name == owner.name:
            taken = Owner(owner.name, owner.kind, owner.person_id or speaker.id, accepted=True)
            return Slot(taken, slot.quote, None)
    return slot


def _signed(said: Said, words: Words) -> Slot[Owner] | None:
    """A line of nothing but a name, a role and an estimate: «Три недели, Кузьма Родин».

    Nobody is meant where several lines hold names, or where the writer greets or thanks.
    """
    if said.mask & LETTER:
        return None
    found: dict[str, Slot[Owner]] = {}
    for clause in said.clauses[:_LINES]:
        text = clause.text
        short = clause.marked.length <= _SHORT and clause.place in _BODY
        if not short or clause.slot in _FOREIGN or not may_name(text, words) or text[0] in _QUOTES:
            continue
        name = _alone(text, words)
        if name is not None and name.text not in found:
            found[name.text] = Slot(Owner(name.text, OwnerKind.PERSON), clause.quote, None)
    return next(iter(found.values())) if len(found) == 1 else None


def _alone(text: str, words: Words) -> Name | None:
    """The name in a line when all its other parts are estimates, days and roles."""
    found = None
    for part in filter(None, (_BARE.sub("", one, count=1) for one in _PARTS.split(text))):
        name = next((one for one in names(part, words) if one.sure), None)
        if found is None and name is not None and _only(name, part, words):
            found = name
        elif not _estimate(part, words):
            return None
    return found


def _estimate(part: str, words: Words) -> bool:
    """Whether a part counts something, or names a day, a span of time, a role or a group."""
    if any(char.isdigit() for char in part) or words.marks(part).mask & _BESIDE:
        return True
    return not words.tails.isdisjoint(bare_words(part.lower()))


def _only(name: Name, part: str, words: Words) -> bool:
    """Whether a part is a name with nothing but a role beside it, or where the person works."""
    before, after = words.marks(part[: name.start]), part[name.end :]
    lead = before.mask & ROLE or (before.mask & TEAM and ":" in part)
    if before.length and not lead:
        return False
    behind = words.marks(after)
    works = _FROM.match(after) or behind.mask & ROLE
    return not behind.length or (behind.length <= _ROLE and bool(works))
