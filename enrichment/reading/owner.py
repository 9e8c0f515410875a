"""Who answers for the result: a person, or a team that stands where a person should."""

import re
from collections.abc import Iterator

from connectors.card import Card, Person, PersonKind
from enrichment.reading.answers import bare_words, empty, unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import ANSWERS, BOT, NEGATED, PLACEHOLDER, ROLE, TAKES, TEAM
from enrichment.reading.slots import Empty, Owner, OwnerKind, Place, Quote, Slot
from enrichment.reading.words import Words

_CUT = re.compile(r"[,;/]|\.\s|\s[—–-]\s|\s(?:до|by|until|срок)\s")
_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
_SMALL = re.compile(
    r"\b(?:по|из|от|для|за|и|или|в|на|с|of|for|and|or|the|to|in|by|with)\b", re.IGNORECASE
)
_MENTION = re.compile(r"^[\s@*_\[~]+|[\s*_.\]!?]+$")
_BEFORE = re.compile(r"\W*((?:[A-ZА-ЯЁ][\w'’.-]+\s+){2,3})(?:is\s+|will\s+be\s+)?$")
_AFTER = re.compile(r"[\s:—–*_-]*((?:[A-ZА-ЯЁ][\w'’.-]*\s?){1,3})")


def read_owner(card: Card, said: Said, words: Words) -> Slot[Owner]:
    """A person named in the text, then a personal assignee, then a team; an author is none."""
    told = list(_said(card, said, words))
    person = next((slot for slot in told if _is(slot, OwnerKind.PERSON)), None)
    assigned = [_assignee(one, words) for one in card.assignees]
    person = person or next((slot for slot in assigned if _is(slot, OwnerKind.PERSON)), None)
    team = next((slot for slot in (*told, *assigned) if _is(slot, OwnerKind.TEAM)), None)
    found = person or team
    if found is not None and found.value is not None:
        return _accepted(found, found.value, card, said)
    return next((slot for slot in told if slot.empty is not None), Slot())


def _is(slot: Slot[Owner], kind: OwnerKind) -> bool:
    return slot.value is not None and slot.value.kind is kind


def _said(card: Card, said: Said, words: Words) -> Iterator[Slot[Owner]]:
    """What fields, sections and sentences say, in the order of trust."""
    for clause in said.where("owner", groups=TAKES | ANSWERS):
        if clause.slot == "owner":
            yield from _asked(clause, words)
        else:
            yield from _told(card, clause, words)


def _asked(clause: Clause, words: Words) -> Iterator[Slot[Owner]]:
    people = clause.field.people if clause.field else ()
    for person in people:
        if (owner := _account(person, words)) is not None:
            yield Slot(owner, Quote(clause.text, clause.place, clause.source), None)
    if people:
        return
    if reason := unanswered(clause):
        yield empty(clause, reason)
        return
    owner = name_of(clause.text, words)
    yield empty(clause, Empty.VAGUE) if owner is None else Slot(owner, clause.quote, None)


def _account(person: Person, words: Words) -> Owner | None:
    """A tracker account as an owner: groups are teams, machines are nobody."""
    if person.kind is PersonKind.BOT:
        return None
    if person.kind is PersonKind.GROUP:
        return Owner(person.name, OwnerKind.TEAM, person.id)
    owner = name_of(person.name, words)
    if owner is None and words.marks(person.name).mask & (BOT | NEGATED | PLACEHOLDER):
        return None
    kind = owner.kind if owner else OwnerKind.PERSON
    return Owner(person.name, kind, person.id)


def _assignee(person: Person, words: Words) -> Slot[Owner]:
    owner = _account(person, words)
    if owner is None:
        return Slot()
    return Slot(owner, Quote(person.name, Place.FIELD, "assignee"), None)


def name_of(text: str, words: Words) -> Owner | None:
    """«Олег Гринько», «Логистика (Вадим)», "Search squad" as an owner; None when it is no name."""
    inner = _BRACKETS.search(text)
    outer = _BRACKETS.sub(" ", text)
    cut = _CUT.search(outer.strip())
    head = _MENTION.sub("", outer.strip()[: cut.start()] if cut else outer).strip()
    owner = _named(head, words)
    if inner is not None and (owner is None or owner.kind is OwnerKind.TEAM):
        within = _named(_MENTION.sub("", inner[1]), words)
        if within is not None and within.kind is OwnerKind.PERSON:
            return within
    return owner


def _named(name: str, words: Words) -> Owner | None:
    marks = words.marks(name)
    count = len(bare_words(name))
    if not count or marks.mask & (BOT | NEGATED | PLACEHOLDER):
        return None
    if marks.mask & TEAM:
        return Owner(name, OwnerKind.TEAM)
    if marks.mask & ROLE:
        rest = _without(name, max(mark.end for mark in marks.of(ROLE)))
        personal = (
            rest and len(bare_words(rest)) <= 3 and rest[0].isupper() and not _SMALL.search(rest)
        )
        return Owner(rest, OwnerKind.PERSON) if personal else Owner(name, OwnerKind.TEAM)
    if count > 4 or _SMALL.search(name) or any(char.isdigit() for char in name):
        return None
    return Owner(name, OwnerKind.PERSON)


def _without(name: str, end: int) -> str:
    return name[end:].strip(" :—–-")


def _told(card: Card, clause: Clause, words: Words) -> Iterator[Slot[Owner]]:
    """«отвечает Жанна Ли»; «беру на себя» says it of the comment's author or the assignee."""
    if clause.mask & TAKES:
        one = clause.person or next(iter(card.assignees), None)
        if one is not None and (owner := _account(one, words)) is not None:
            yield Slot(owner, clause.quote, None)
        return
    for mark in clause.marks(ANSWERS):
        after = clause.text[mark.end :]
        match = _AFTER.match(after)
        if match and not _SMALL.match(match[1]):
            owner = name_of(match[1].strip(), words)
            if owner is not None:
                yield Slot(owner, clause.quote, None)
        elif before := _BEFORE.match(clause.text[: mark.start]):
            owner = name_of(before[1].strip(), words)
            if owner is not None:
                yield Slot(owner, clause.quote, None)
        elif _team_near(after, words):
            yield Slot(Owner(after[:60].strip(" :—–-."), OwnerKind.TEAM), clause.quote, None)


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
