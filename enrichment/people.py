"""Who has to do with a card, as far as the context knows people."""

from collections.abc import Iterable, Mapping

from connectors.card import Card, Person
from enrichment.context import Context, Member
from enrichment.reading.slots import Reading


def developers(context: Context) -> frozenset[str]:
    """Names and account ids of development."""
    members = (member for member in context.people if member.development)
    return frozenset(name for member in members for name in _names(member))


def homes(context: Context) -> Mapping[str, str]:
    """The department of each name and account id; empty where no departments are listed."""
    members = context.people if context.departments else ()
    return {
        name: member.department
        for member in members
        if member.department
        for name in _names(member)
    }


def has_developer(card: Card, known: frozenset[str]) -> bool:
    """Tell whether development has to do with the card; true when nobody knows who it is."""
    return not known or any(key in known for key in _keys(card))


def departments_on(card: Card, reading: Reading, known: Mapping[str, str]) -> frozenset[str]:
    """List the departments of everybody who has to do with the card."""
    if not known:
        return frozenset()
    owner = reading.owner.value
    keys = [*_keys(card), owner.name.casefold() if owner else ""]
    return frozenset(known[key] for key in keys if key in known)


def deputy_of(reading: Reading, context: Context) -> str:
    """Name who stands in for the owner; empty when nobody does."""
    owner = reading.owner.value
    if owner is None:
        return ""
    own = (m for m in context.people if m.deputy and _is(m, owner.name, owner.person_id))
    return next((member.deputy for member in own), "")


def _keys(card: Card) -> Iterable[str]:
    for person in _people(card):
        yield person.name.casefold()
        yield f"{card.connection}:{person.id}"


def _people(card: Card) -> Iterable[Person]:
    """List everybody who has to do with the card, commenters too: an estimate may be theirs."""
    yield from card.assignees
    yield from card.members
    if card.author:
        yield card.author
    for field in card.fields:
        yield from field.people
    yield from (comment.author for comment in card.comments if comment.author)


def _names(member: Member) -> Iterable[str]:
    yield member.name.casefold()
    yield from (f"{connection}:{account}" for connection, account in member.ids.items())


def _is(member: Member, name: str, person: str) -> bool:
    return member.name.casefold() == name.casefold() or person in member.ids.values()
