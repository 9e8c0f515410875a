"""Rights by place, against what the level of writing needs."""

from collections.abc import Iterator, Mapping

from connectors.protocol import Access, Level
from connectors.survey import Footing, Grant, Right
from steelyard.checkup.facts import Fact, State
from steelyard.checkup.texts import HELD, RIGHTS, SAY
from steelyard.speech import Speech

_NEEDED: Mapping[Level, frozenset[Right]] = {
    Level.REPORT: frozenset({Right.READ}),
    Level.FIELDS: frozenset({Right.READ, Right.EDIT}),
    Level.COMMENTS: frozenset(Right),
}


def right_facts(access: Access, footing: Footing, speech: Speech) -> Iterator[Fact]:
    """One fact a place, then the switches of boards."""
    places = dict.fromkeys(grant.place for grant in footing.grants)
    for place in places:
        yield _at(access, place, [one for one in footing.grants if one.place == place], speech)
    for place, on in (footing.custom_fields or {}).items():
        yield _power_up(access, place, on, speech)
    for place, allowed in (footing.comments or {}).items():
        if allowed is False:
            needed = access.level is Level.COMMENTS
            text = speech.say(SAY["comments off"], place=place)
            state = State.FAILED if needed else State.NOTE
            yield Fact(access.name, "comments", state, text, speech.say(SAY["comments todo"]))
        elif allowed:
            text = speech.say(SAY["comments on"], place=place)
            yield Fact(access.name, "comments", State.OK, text)


def _at(access: Access, place: str, grants: list[Grant], speech: Speech) -> Fact:
    listed = ", ".join(
        f"{speech.say(RIGHTS[one.right])}: {speech.say(HELD[one.held])}" for one in grants
    )
    text = speech.say(SAY["rights"], place=place, rights=listed)
    needed = [one for one in grants if one.right in _NEEDED[access.level]]
    if any(one.held is False for one in needed):
        todo = speech.say(SAY["rights lack"], place=place)
        return Fact(access.name, "rights", State.FAILED, text, todo)
    if any(one.held is None for one in needed):
        return Fact(access.name, "rights", State.NOTE, text, speech.say(SAY["rights untold"]))
    if all(one.held for one in grants):
        return Fact(access.name, "rights", State.OK, text)
    todo = speech.say(SAY["rights later"], level=access.level.value)
    return Fact(access.name, "rights", State.OK, text, todo)


def _power_up(access: Access, place: str, on: bool | None, speech: Speech) -> Fact:
    key = {True: "power-up on", False: "power-up off", None: "power-up untold"}[on]
    todo = speech.say(SAY["power-up todo"]) if on is False else ""
    state = State.NOTE if on is False else State.OK
    return Fact(access.name, "custom fields", state, speech.say(SAY[key], place=place), todo)
