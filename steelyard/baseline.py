"""The baseline of a gate: which cards lack which answers already, so that only new lacks fail.

A small file for git: a line a card, sorted, with the ids of trackers and of checks and nothing
that people wrote.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from connectors.card import IGNORE_LABEL, Card
from enrichment.judge import Judged
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.files import READABLE, replace_file, writing

VERSION = 1

Lacks = Mapping[str, tuple[str, ...]]
"""The checks whose required answers lack, sorted, by the id of the card."""

Where = Callable[[Card], str]
"""What the ids of a card are unique in."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


def connection_of(card: Card) -> str:
    """Where a card of a configured connection is."""
    return card.connection


def tracker_of(card: Card) -> str:
    """Where a card of an export is: the file it came in bears another name every night."""
    return card.tracker


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Incomplete cards by where they are. `rules` names the packs and the reader that judged them."""

    version: int = VERSION
    rules: str = ""
    cards: dict[str, Lacks] = {}

    def of(self, card: Card, where: Where) -> tuple[str, ...] | None:
        """The checks a card lacked, or None when it was complete, or was not there."""
        return self.cards.get(where(card), {}).get(_id(card))

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """The cards it holds: where each is, and its id."""
        return {(where, card) for where, cards in self.cards.items() for card in cards}

    @property
    def count(self) -> int:
        """How many cards it holds."""
        return sum(map(len, self.cards.values()))


class NewLack(msgspec.Struct, frozen=True):
    """An incomplete card the baseline does not excuse.

    `rules` are the checks it has to answer: all that it lacks, or, when the card is `known`,
    those that were answered before.
    """

    judged: Judged
    rules: tuple[str, ...]
    known: bool


def baseline_of(judged: Iterable[Judged], where: Where = connection_of) -> Baseline:
    """What lacks now."""
    cards: dict[str, dict[str, tuple[str, ...]]] = {}
    rules = ""
    for one in judged:
        rules = one.verdict.version
        if lacks := _lacks(one):
            cards.setdefault(where(one.card), {})[_id(one.card)] = lacks
    return Baseline(rules=rules, cards=dict(cards))


def new_lacks(
    judged: Iterable[Judged], known: Baseline, where: Where = connection_of
) -> list[NewLack]:
    """Incomplete cards that are not in the baseline or lack more than there, first of the queue first."""
    found = list[NewLack]()
    for one in judged:
        before = known.of(one.card, where)
        grown = tuple(rule for rule in _lacks(one) if rule not in (before or ()))
        if grown:
            found.append(NewLack(one, grown, before is not None))
    return sorted(found, key=_standing)


def read_baseline(path: Path) -> Baseline | None:
    """The baseline of a file, or None when there is none; raises UserError when it is not ours."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise _unreadable(path, f"the baseline cannot be read ({reason})") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _unreadable(path, f"this is no baseline of Steelyard ({error})") from error
    if found.version != VERSION:
        raise _unreadable(path, "the baseline was made by another version of Steelyard")
    return found


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Write the file, whole or not at all; equal baselines give equal bytes."""
    with writing(path, "baseline"):
        replace_file(path, _text(baseline), READABLE)


def _lacks(one: Judged) -> tuple[str, ...]:
    """What a card has to answer; nothing when it is finished, stopped, or silenced by its people."""
    if one.verdict.place is None or IGNORE_LABEL in one.card.labels:
        return ()
    return tuple(sorted({flag.rule for flag in one.verdict.required}))


def _id(card: Card) -> str:
    """The tracker's id; where an export has none and a title stands in, a digest of it."""
    if _PLAIN_ID.fullmatch(card.id):
        return card.id
    return hashlib.blake2b(card.id.encode(), digest_size=12).hexdigest()


def _standing(lack: NewLack) -> int:
    place = lack.judged.verdict.place
    return place.in_queue if place else 0


def _text(baseline: Baseline) -> str:
    """JSON with one line a card: a change of one card is a change of one line."""
    head = [f'"version": {baseline.version}', f'"rules": {_json(baseline.rules)}']
    cards = _object(
        (name, _object(((card, _json(lacks)) for card, lacks in sorted(cards.items())), 2))
        for name, cards in sorted(baseline.cards.items())
    )
    return "{\n" + ",\n".join([*head, f'"cards": {cards}']) + "\n}\n"


def _object(members: Iterable[tuple[str, str]], depth: int = 1) -> str:
    lines = [f"{' ' * depth}{_json(name)}: {value}" for name, value in members]
    return "{\n" + ",\n".join(lines) + "\n" + " " * (depth - 1) + "}" if lines else "{}"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _unreadable(path: Path, what: str) -> UserError:
    todo = "make it anew with: steelyard run --dry --baseline FILE --write-baseline"
    return UserError(str(path), what, todo, Exit.CONFIGURATION)
