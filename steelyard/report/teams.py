"""Whose card it is: the department of its people, or the project or board it lives in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from enrichment.context import Context
from enrichment.judge import Judged
from steelyard.report.texts import DEPARTMENTS, NO_TEAM
from steelyard.speech import Speech


@dataclass(frozen=True, slots=True)
class Teams:
    """Departments by account (`connection:id`) and by name in lower case, as `people` has them."""

    departments: Mapping[str, str]
    nobody: str

    def team_of(self, one: Judged) -> str:
        """The team of a card: of its owner, else of its first assignee with a department.

        Where the context names no departments, the project or board stands for the team.
        """
        if not self.departments:
            return one.card.group or self.nobody
        found = (self.departments[key] for key in _keys(one) if key in self.departments)
        return next(found, self.nobody)


def teams_of(context: Context, speech: Speech) -> Teams:
    """Departments under the names people know them by."""
    departments: dict[str, str] = {}
    listed = {one.id: one.name for one in context.departments}
    for member in context.people:
        if member.department:
            known = DEPARTMENTS.get(member.department.casefold())
            usual = speech.say(known) if known else member.department
            name = listed.get(member.department, usual)
            keys = [f"{place}:{account}" for place, account in member.ids.items()]
            departments |= dict.fromkeys([*keys, member.name.casefold()], name)
    return Teams(departments, speech.say(NO_TEAM))


def _keys(one: Judged) -> Iterator[str]:
    card, owner = one.card, one.reading.owner.value
    if owner is not None:
        yield f"{card.connection}:{owner.person_id}"
        yield owner.name.casefold()
    for person in card.assignees:
        yield f"{card.connection}:{person.id}"
        yield person.name.casefold()
