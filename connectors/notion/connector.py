"""Notion behind the protocol: who does what, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

from connectors.card import Card
from connectors.errors import Denied
from connectors.gate import Gate
from connectors.notion.api import NotionApi
from connectors.notion.comments import Comments
from connectors.notion.content import Contents
from connectors.notion.discover import discover, layouts_of
from connectors.notion.layout import Layout, names_of
from connectors.notion.pull import Reader
from connectors.notion.write import Target, answered, set_fields
from connectors.protocol import Absence, Access, Finding, Page, Surface
from connectors.write import Outcome, PutComment, Receipt, SetFields, WithdrawComment, Write

_RIGHTS = "give the connection the capabilities to read and to insert comments"


class NotionConnector:
    """The data sources of one Notion connection."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Nothing is sent yet."""
        self._access, self._clock = access, gate.clock
        self._api = NotionApi(access, gate)
        self._contents = Contents(self._api)
        self._names = names_of(access)
        self._told: tuple[Finding, ...] = ()

    @property
    def access(self) -> Access:
        """The configuration this connector was made from."""
        return self._access

    def discover(self) -> Surface:
        """Who we are, the data sources, and their properties by id."""
        return discover(self._api, self._access, self._clock.now())

    def pull(self, surface: Surface, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; all of them when it is None."""
        return self._reader(surface).pull(cursor)

    def census(self, surface: Surface) -> frozenset[str]:
        """The ids of all pages, a hundred a request."""
        return self._reader(surface).census()

    def whereabouts(self, surface: Surface, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why these pages are in none of the data sources any more; a request each."""
        return self._reader(surface).whereabouts(cards)

    def reread(self, surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards as they are now; Notion gives them one by one."""
        return self._reader(surface).reread(ids)

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do one write to `card`, as it was just read."""
        return answered(lambda: self._apply(surface, write, card))

    def _apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        if isinstance(write, SetFields):
            layout = _layout_of(surface, card)
            if layout is None:
                detail = f"{card.group!r} is not among the data sources any more"
                return Receipt(Outcome.REFUSED, detail=detail)
            to = Target(surface, layout, lambda page: self.reread(surface, [page]).get(page))
            return set_fields(self._api, to, write, card)
        try:
            return self._comment(Comments(self._api, surface.me), write, card)
        except Denied as denial:
            if denial.status == 403:
                self._told = (Finding(denial.where, denial.what, _RIGHTS),)
            raise

    def _comment(
        self, comments: Comments, write: PutComment | WithdrawComment, card: Card
    ) -> Receipt:
        if isinstance(write, WithdrawComment):
            return comments.withdraw(card.id, write.comments)
        return comments.put(card.id, write)

    def _reader(self, surface: Surface) -> Reader:
        return Reader(
            self._api,
            self._contents,
            self._names,
            layouts_of(surface).values(),
            me=surface.me,
            now=self._clock.now(),
            findings=self._told,
        )


def _layout_of(surface: Surface, card: Card) -> Layout | None:
    """A card's data source is known by the name its group bears (unique, see `discover`)."""
    return next((one for one in layouts_of(surface).values() if one.name == card.group), None)
