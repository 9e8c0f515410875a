"""Which field answers which question, and what each status stands for: proposed, then agreed upon."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

import msgspec

from connectors.card import Card, Stage
from connectors.errors import ConnectorError, Stopped
from connectors.mask import mask
from connectors.names import plain
from connectors.protocol import Access
from connectors.registry import TRACKERS
from connectors.survey import Outline, Seen, Status
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.setup.asker import Option
from steelyard.setup.desk import Desk
from steelyard.setup.proposals import by_stage, name_in_file, propose_fields, propose_stages

_SAMPLES = 3
_LONG = 40
_NAMED = 30
_NONE = "-"


def choose_fields(desk: Desk, access: Access, outline: Outline) -> dict[str, str]:
    """The field of each slot as the file will name it."""
    proposed = {
        slot: name_in_file(one, outline.fields)
        for slot, one in propose_fields(outline.fields, desk.known).items()
    }
    for slot, name in desk.asker.pairs("field").items():
        proposed.pop(slot, None)
        if name != _NONE:
            proposed[_slot(desk, slot)] = _field(desk, name, outline.fields)
    _show_fields(desk, access, outline, proposed)
    if desk.asker.yes("accept", desk.say("take fields"), default=True):
        return proposed
    return dict(_one_by_one(desk, outline.fields, proposed))


def _show_fields(desk: Desk, access: Access, outline: Outline, proposed: Mapping[str, str]) -> None:
    """What is proposed, each with values from recent cards, and what else there is."""
    desk.asker.say(desk.say("proposed fields" if proposed else "no fields"))
    values = _samples(desk, access, outline, proposed)
    kinds = {name: one.type for one in outline.fields for name in (one.name, one.id)}
    for slot, name in proposed.items():
        shown = " | ".join(values.get(slot, ())) or desk.say("no values")
        desk.asker.say(f"  {slot:<9} «{name}» ({kinds.get(name, '')}): {shown}")
    used = {plain(name) for name in (*proposed.values(), access.score, access.flags)}
    rest = [
        one.name for one in outline.fields if plain(one.name) not in used and one.type != "title"
    ]
    if rest:
        desk.asker.say(desk.say("other fields", names=", ".join(rest[:_NAMED])))


def _samples(
    desk: Desk, access: Access, outline: Outline, proposed: Mapping[str, str]
) -> dict[str, list[str]]:
    """Values of the proposed fields, read as a run would read them."""
    if not proposed or not outline.recent:
        return {}
    mapped = msgspec.structs.replace(access, fields=proposed)
    connector = TRACKERS[access.tracker].connect(mapped, desk.gate(mapped))
    try:
        cards = connector.reread(connector.discover(), outline.recent).values()
    except Stopped:
        raise
    except ConnectorError as error:  # without samples the names still stand for themselves
        desk.asker.say(str(error))
        return {}
    return {slot: list(_values(cards, slot)) for slot in proposed}


def _values(cards: Iterable[Card], slot: str) -> Iterator[str]:
    found = (card.field(slot) for card in cards)
    texts = dict.fromkeys(" ".join(one.text.split()) for one in found if one and one.text.strip())
    for text in list(texts)[:_SAMPLES]:
        masked = mask(text)
        yield masked if len(masked) <= _LONG else f"{masked[: _LONG - 1]}…"


def _one_by_one(
    desk: Desk, fields: Sequence[Seen], proposed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Every proposal looked at, then fields of one's own."""
    for slot, name in proposed.items():
        found = _asked_field(desk, desk.say("field", slot=slot), fields, name)
        if found:
            yield slot, found
    while said := desk.asker.text("", desk.say("more field"), ""):
        slot, _, name = (part.strip() for part in said.partition("="))
        try:
            yield _slot(desk, slot), _field(desk, name, fields)
        except UserError as error:
            desk.asker.again(error.where, error.what, error.todo)


def _asked_field(desk: Desk, prompt: str, fields: Sequence[Seen], default: str) -> str:
    while True:
        said = desk.asker.text("", prompt, default)
        if said == _NONE:
            return ""
        try:
            return _field(desk, said, fields)
        except UserError as error:
            desk.asker.again(error.where, error.what, error.todo)


def _slot(desk: Desk, slot: str) -> str:
    """A slot by its name; UserError lists what there is."""
    if slot in desk.known.fields:
        return slot
    what = desk.say("no such slot", name=slot, known=", ".join(desk.known.fields))
    raise UserError("--field", what, "--field effect=...", Exit.CONFIGURATION)


def _field(desk: Desk, name: str, fields: Sequence[Seen]) -> str:
    """A field by name or id, as the file will name it; UserError with what is close."""
    for one in fields:
        if name == one.id or plain(name) == plain(one.name):
            return one.id if name == one.id else name_in_file(one, fields)
    spelt = {plain(one.name): one.name for one in fields}
    close = [f"«{spelt[each]}»" for each in get_close_matches(plain(name), spelt, n=3)]
    hint = desk.say("close", names=", ".join(close)) if close else ""
    what = desk.say("no such field", name=name, close=hint)
    todo = desk.say("other fields", names=", ".join(list(spelt.values())[:_NAMED]))
    raise UserError("--field", what, todo, Exit.CONFIGURATION)


def choose_stages(desk: Desk, statuses: Sequence[Status]) -> dict[Stage, list[str]]:
    """The statuses under the stages they stand for; those left without one are not named."""
    proposed = propose_stages(statuses, desk.known)
    for stage, names in desk.asker.pairs("stage").items():
        proposed |= dict.fromkeys((each.strip() for each in names.split(",")), _stage(stage))
    desk.asker.say(desk.say("proposed stages"))
    for name, at in proposed.items():
        desk.asker.say(f"  {at.value if at else desk.say('no stage'):<12} «{name}»")
    unclear = [name for name, stage in proposed.items() if stage is None]
    agreed = desk.asker.yes("accept", desk.say("take stages"), default=True)
    for name in unclear if agreed else proposed:
        proposed[name] = _asked_stage(desk, name, proposed[name])
    return by_stage(proposed)


def _stage(name: str) -> Stage:
    if name not in {one.value for one in Stage}:
        what = f"'{name}' is none of {', '.join(one.value for one in Stage)}"
        raise UserError("--stage", what, 'write --stage "test=On review"', Exit.CONFIGURATION)
    return Stage(name)


def _asked_stage(desk: Desk, name: str, now: Stage | None) -> Stage | None:
    skip = Option(_NONE, desk.say("skip"))
    options = [*(Option(one.value) for one in Stage), skip]
    said = desk.asker.one("", desk.say("stage", name=name), options, now.value if now else _NONE)
    return None if said == _NONE else Stage(said)
