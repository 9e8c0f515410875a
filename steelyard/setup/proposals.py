"""What a site's own names probably mean; a person has the last word."""

from collections.abc import Iterable, Mapping, Sequence

from connectors.card import Stage
from connectors.known import Known
from connectors.names import plain
from connectors.survey import Seen, Status

_PEOPLE = {"userpicker", "multiuserpicker", "people", "user"}
_DATES = {"datepicker", "datetime", "date"}
_NEVER = {"checkbox", "button", "files", "title", "relation", "created_time", "created_by"}
_NEVER |= {"last_edited_time", "last_edited_by", "unique_id", "verification", "status", "place"}
_FOR_PEOPLE = {"owner", "origin"}
_SHORTEST = 4
"""A shorter known name inside a longer one is chance."""


def propose_fields(seen: Sequence[Seen], known: Known) -> dict[str, Seen]:
    """The field of each slot: one of a known name first, else one whose name begins with such.

    A name of another type than the slot's answers (a date for a metric) is passed over.
    """
    proposed: dict[str, Seen] = {}
    for fits in (_is, _begins):
        for slot, names in known.fields.items():
            taken = {one.id for one in proposed.values()}
            free = [one for one in seen if one.id not in taken and _suits(slot, one.type)]
            found = next((one for name in names for one in free if fits(one.name, name)), None)
            if slot not in proposed and found is not None:
                proposed[slot] = found
    return {slot: proposed[slot] for slot in known.fields if slot in proposed}


def name_in_file(field: Seen, seen: Iterable[Seen]) -> str:
    """Its name, or its id where two bear the name."""
    alike = [one for one in seen if plain(one.name) == plain(field.name)]
    return field.name if len(alike) == 1 else field.id


def propose_stages(statuses: Iterable[Status], known: Known) -> dict[str, Stage | None]:
    """The stage of each status: by its name, else by its category; None is for a person to say."""
    return {one.name: known.stage_of(one.name) or one.stage for one in statuses}


def by_stage(stages: Mapping[str, Stage | None]) -> dict[Stage, list[str]]:
    """Statuses under their stages, in the order cards go through them."""
    grouped = {stage: [name for name, at in stages.items() if at is stage] for stage in Stage}
    return {stage: names for stage, names in grouped.items() if names}


def _suits(slot: str, kind: str) -> bool:
    if kind in _NEVER:
        return False
    if kind in _PEOPLE:
        return slot in _FOR_PEOPLE
    return kind not in _DATES or slot == "deadline"


def _is(name: str, known: str) -> bool:
    return plain(name) == plain(known)


def _begins(name: str, known: str) -> bool:
    """«Эффект, руб/мес» for «эффект»."""
    rest = plain(name).removeprefix(plain(known))
    return len(known) >= _SHORTEST and rest != plain(name) and not rest[:1].isalnum()
