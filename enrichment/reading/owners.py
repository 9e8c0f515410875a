"""What words name as an owner: a person, a team, or nobody at all."""

import re
from typing import Final

from connectors.card import Person, PersonKind
from enrichment.reading.answers import bare_words
from enrichment.reading.groups import BOT, GONE, METRIC, NEGATED, PLACEHOLDER, ROLE, TEAM
from enrichment.reading.marks import Marked
from enrichment.reading.memory import remember
from enrichment.reading.names import Name, may_name, names
from enrichment.reading.slots import Owner, OwnerKind
from enrichment.reading.words import Words

_CUT: Final = re.compile(r"[,;/]|(?<!\b\w)\.\s|\s[—–-]\s|\s(?:до|by|until|срок)\s")
_BRACKETS: Final = re.compile(r"\(([^()]{1,60})\)")
_MENTION: Final = re.compile(r"^[\s@*_\[~]+|[\s*_.\]!?]+$")
_LOGIN: Final = re.compile(r"[._@\s-]+")
_QUOTED: Final = re.compile(r"[«»\"“”]|@\w*$")
_SMALL: Final = re.compile(
    r"\b(?:по|из|от|для|за|и|или|в|на|с|со|у|к|of|for|and|or|the|to|in|by|with|from|at)\b",
    re.IGNORECASE,
)
_LONGEST: Final = 4  # words of a person's name with a role before it
_MANY: Final = 12  # names that are looked at
_PARTS: Final = 3  # words of a name written small
_LIMIT: Final = 5_000  # names remembered; a backlog has a few hundred
_REMEMBERED: Final = 60  # characters: what is longer says more than a name
_NEAR: Final = 3  # characters between a name and a word that takes it back


def name_of(text: str, words: Words) -> Owner | None:
    """«Олег Гринько», «Логистика (Вадим)», "Search squad" as an owner; None when it is no name."""
    if len(text) > _REMEMBERED:
        return _named(text, words)
    if text in words.owners:
        return words.owners[text]
    return remember(words.owners, text, _named(text, words), _LIMIT)


def _named(text: str, words: Words) -> Owner | None:
    outer = _BRACKETS.sub(" ", text).strip() if "(" in text else text.strip()
    cut = _CUT.search(outer)
    head = _bare(outer[: cut.start()] if cut else outer)
    owner = _headed(head, words)
    if owner is not None and owner.kind is OwnerKind.PERSON:
        return owner
    if words.marks(head).mask & (NEGATED | PLACEHOLDER | GONE):
        return owner
    others = (*_BRACKETS.findall(text), outer[len(head) :])
    within = (sure_name(_bare(one), words) for one in others if one)
    found = next(filter(None, within), None)
    return Owner(found.text, OwnerKind.PERSON) if found else owner


def sure_name(text: str, words: Words) -> Name | None:
    """The first name in a text that is certainly a person's, and of one who is not gone."""
    if not may_name(text, words):
        return None
    marks = words.marks(text)
    found = names(text, words)[:_MANY]
    return next((one for one in found if one.sure and stays(one, marks)), None)


def _bare(text: str) -> str:
    """A text without the signs of a mention or of emphasis around it."""
    if text[:1].isalnum() and text[-1].isalnum():
        return text
    return _MENTION.sub("", text).strip()


def stays(name: Name, marks: Marked) -> bool:
    """Whether nothing takes a name back: «бывший», "not", «уволился»."""
    return not any(
        mark.end <= name.start or 0 <= mark.start - name.end <= _NEAR for mark in marks.of(GONE)
    )


def _headed(head: str, words: Words) -> Owner | None:
    """What stands first under the heading: a name, a group, a role, or a role with a name."""
    marks = words.marks(head)
    if marks.mask & (BOT | NEGATED | PLACEHOLDER) or not any(map(str.isalnum, head)):
        return None
    found = names(head, words)
    sure = next((one for one in found if one.sure), None)
    if sure is not None:
        if not stays(sure, marks):
            return None
        grouped = _grouped_by(sure, marks)
        return Owner(head, OwnerKind.TEAM) if grouped else Owner(sure.text, OwnerKind.PERSON)
    grouped = bool(marks.mask & TEAM or _QUOTED.search(head))
    if not grouped and found and _alone(found[-1], head, words):
        return Owner(found[-1].text, OwnerKind.PERSON)
    if not grouped and not found and _small_name(head, words):
        return Owner(head, OwnerKind.PERSON)
    named = marks.mask & ROLE or head[:1].isupper()
    grouped = grouped or bool(named and not _SMALL.search(head))
    return Owner(head, OwnerKind.TEAM) if grouped else None


def _small_name(head: str, words: Words) -> bool:
    """Whether a name or login was written small: "lena", «паша», "olga_k"."""
    parts = [part for part in _LOGIN.split(head) if part]
    return len(parts) <= _PARTS and any(
        one.sure for part in parts for one in names(part.capitalize(), words)
    )


def _grouped_by(name: Name, marks: Marked) -> bool:
    """Whether a group stands before a name: «команда Анны»; «бухгалтер» is a role."""
    roles = {mark.start for mark in marks.of(ROLE)}
    return any(mark.end <= name.start and mark.start not in roles for mark in marks.of(TEAM))


def _alone(name: Name, head: str, words: Words) -> bool:
    """Whether unknown words are a name: they end the text, with nothing but a role before."""
    before = head[: name.start]
    plain = not _SMALL.search(before) and before == before.lower()
    role = plain or bool(words.marks(before).mask & ROLE)
    known = words.marks(name.text).mask & METRIC
    return (
        role
        and not known
        and name.end >= len(head.rstrip("."))
        and len(bare_words(head)) <= _LONGEST
        and not any(char.isdigit() for char in head)
    )


def account(person: Person, words: Words) -> Owner | None:
    """A tracker's account as an owner: groups are teams, machines are nobody."""
    if person.kind is PersonKind.BOT:
        return None
    if person.kind is PersonKind.GROUP:
        return Owner(person.name, OwnerKind.TEAM, person.id)
    name, seen = person.name, words.accounts
    kind = seen[name] if name in seen else remember(seen, name, _kind(name, words), _LIMIT)
    return Owner(name, kind, person.id) if kind else None


def _kind(name: str, words: Words) -> OwnerKind | None:
    """What a display name or login stands for; one that says nothing is a person's."""
    parts = [part for part in _LOGIN.split(name) if part]
    marks = words.marks(" ".join(parts))
    sure = next((one for one in names(name, words) if one.sure), None)
    if sure is not None:
        return OwnerKind.TEAM if _grouped_by(sure, marks) else OwnerKind.PERSON
    if _small_name(name, words):
        return OwnerKind.PERSON
    if marks.mask & (BOT | NEGATED | PLACEHOLDER):
        return OwnerKind.TEAM if marks.mask & TEAM and not marks.mask & BOT else None
    return OwnerKind.TEAM if marks.mask & (TEAM | ROLE) or _grouped(name) else OwnerKind.PERSON


def _grouped(name: str) -> bool:
    """Whether a name is written as groups are: quoted, abbreviated, or with small words in it."""
    if _QUOTED.search(name):
        return True
    said = name.split()
    small = len(said) > 1 and said[0][:1].isupper() and any(one[0].islower() for one in said[1:])
    return small or (len(said) == 1 and name.isupper())
