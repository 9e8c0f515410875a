"""Score and labels in one edit of an issue; a field off the edit screen gives way to a label."""

from threading import Lock

from connectors.card import Card, score_label
from connectors.errors import Refused
from connectors.jira.client import JiraApi, Json
from connectors.protocol import Surface
from connectors.write import Outcome, Receipt, SetFields

_LABELS = "labels"


class Fields:
    """Sets scores and labels; remembers by project and type of issue what cannot be set there."""

    def __init__(self, api: JiraApi) -> None:
        """Nothing is refused yet."""
        self._api = api
        self._off_screen: dict[tuple[str, str], frozenset[str]] = {}
        self._learning = Lock()

    def set(self, surface: Surface, write: SetFields, card: Card) -> Receipt:
        """One request with what differs; again without a field Jira says is off the screen.

        The first issues of a project and type go one after another: one of them learns for all.
        """
        with self._learning:
            if (card.group, card.kind) not in self._off_screen:
                return self._set(surface, write, card)
        return self._set(surface, write, card)

    def _set(self, surface: Surface, write: SetFields, card: Card) -> Receipt:
        place, learnt = (card.group, card.kind), list[Refused]()
        known = self._off_screen.get(place, frozenset())
        barred = known | _carried_by_label(surface, write, card)
        while body := _changes(surface, write, card, barred):
            try:
                self._api.edit_issue(card.id, body)
            except Refused as error:
                refused = _off_screen(error, surface, barred)
                barred, known = barred | refused, known | refused
                self._off_screen[place] = known
                learnt.append(error)
            else:
                self._off_screen.setdefault(place, known)
                return Receipt(Outcome.DONE, detail=_told(learnt, place))
        if learnt:
            raise learnt[-1]
        return Receipt(Outcome.ALREADY)


def _off_screen(error: Refused, surface: Surface, known: frozenset[str]) -> frozenset[str]:
    """Fields of ours Jira newly refused; raises `error` again when it is about something else."""
    refused = frozenset({surface.score or "", _LABELS} & set(error.code.split())) - known
    if error.status != 400 or not refused:
        raise error
    return refused


def _carried_by_label(surface: Surface, write: SetFields, card: Card) -> frozenset[str]:
    """The score field, when a label already shows this score because the field could not."""
    if surface.score is None or write.score is None or card.shown.score is not None:
        return frozenset()
    shown = score_label(write.score) in card.shown.labels
    return frozenset({surface.score}) if shown else frozenset()


def _changes(surface: Surface, write: SetFields, card: Card, barred: frozenset[str]) -> Json:
    """The body of the edit: what differs, and nothing else; empty when nothing does.

    Labels are added and removed by name, so that a label somebody adds meanwhile stays.
    """
    by_field = surface.score is not None and surface.score not in barred
    body: Json = {}
    if by_field and write.score != card.shown.score:
        body["fields"] = {surface.score: write.score}
    if surface.labels and _LABELS not in barred:
        carrier = {score_label(write.score)} if write.score is not None and not by_field else set()
        wanted, shown = set(write.labels) | carrier, set(card.shown.labels)
        changes = [{"add": label} for label in sorted(wanted - shown)]
        changes += [{"remove": label} for label in sorted(shown - wanted)]
        body |= {"update": {_LABELS: changes}} if changes else {}
    return body


def _told(learnt: list[Refused], place: tuple[str, str]) -> str:
    """What to tell when a field could not be set; said once for a project and type of issue."""
    if not learnt:
        return ""
    where = " ".join(part for part in place if part)
    return f"{learnt[-1].what}; on every card of {where} what is refused here is left out or shown by a label"
