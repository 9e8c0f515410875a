"""Mapped fields and our own, by place and type of card."""

from collections.abc import Iterable, Iterator

from connectors.protocol import Access, Surface
from connectors.survey import Footing, Part, Reach
from steelyard.checkup.facts import Fact, State
from steelyard.checkup.texts import SAY
from steelyard.speech import Speech


def field_facts(
    access: Access, surface: Surface, footing: Footing, speech: Speech
) -> Iterator[Fact]:
    """Up to three facts a field: where it is editable, where it is not, where it is absent."""
    parts = dict.fromkeys(reach.part for reach in footing.reaches)
    if surface.score is None:
        yield _no_score(access, surface, speech)
    for part in parts:
        if part != Part.SCORE or surface.score is not None:
            yield from _of_part(
                access, [one for one in footing.reaches if one.part == part], speech
            )


def _of_part(access: Access, reaches: list[Reach], speech: Speech) -> Iterator[Fact]:
    part = reaches[0].part
    own = part in set(Part)
    there = [one for one in reaches if one.present]
    kinds = (
        ("field", State.OK, "", [one for one in there if one.editable is True]),
        ("field untold", State.OK, "", [one for one in there if one.editable is None]),
        ("field off", State.NOTE, _off(part), [one for one in there if one.editable is False]),
        (
            "field absent",
            State.NOTE,
            "field absent todo",
            [one for one in reaches if not one.present],
        ),
    )
    for key, state, todo, some in kinds:
        if some:
            said = {"slot": "" if own else f"{part}: ", "name": some[0].name, "id": some[0].id}
            text = speech.say(SAY[key], **said, where=_where(some))
            yield Fact(
                access.name,
                part if own else "fields",
                state,
                text,
                speech.say(SAY[todo]) if todo else "",
            )


def _off(part: str) -> str:
    own: dict[str, str] = {Part.SCORE: "score off todo", Part.LABELS: "labels off todo"}
    return own.get(part, "field off todo")


def _where(reaches: Iterable[Reach]) -> str:
    """«SHOP (Task, Bug), GROW (Task)»."""
    places: dict[str, list[str]] = {}
    for one in reaches:
        places.setdefault(one.place, []).extend([one.kind] if one.kind else [])
    return ", ".join(
        f"{place} ({', '.join(kinds)})" if kinds else place for place, kinds in places.items()
    )


def _no_score(access: Access, surface: Surface, speech: Speech) -> Fact:
    instead = speech.say(SAY["label" if surface.labels else "comment"])
    text = speech.say(SAY["no score"], name=access.score, instead=instead)
    return Fact(access.name, Part.SCORE, State.NOTE, text, speech.say(SAY["no score todo"]))
