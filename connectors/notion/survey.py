"""Looking over Notion: data sources to choose from, and what the capabilities allow."""

from collections.abc import Iterator, Sequence

from connectors.errors import Denied, Refused
from connectors.gate import Gate
from connectors.notion.api import Json, NotionApi
from connectors.notion.discover import layouts_of
from connectors.notion.ids import id_in
from connectors.notion.layout import Layout
from connectors.notion.schema import Property, properties_of
from connectors.protocol import Access, Surface
from connectors.survey import (
    Account,
    Footing,
    Grant,
    Headroom,
    Lack,
    Outline,
    Part,
    Place,
    Reach,
    Right,
    Seen,
    Status,
)
from connectors.text.notion_rich import plain as words

_RECENT = 3
_COMPUTED = {"formula", "rollup", "created_time", "created_by", "last_edited_time"}
_COMPUTED |= {"last_edited_by", "unique_id", "button", "verification"}


class NotionSurvey:
    """The data sources shared with one connection; see `connectors.survey.Surveyor`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Nothing is sent yet."""
        self._access, self._api = access, NotionApi(access, gate)

    def account(self) -> Account:
        """The connection's bot."""
        me = self._api.whoami()
        return Account(str(me["id"]), str(me.get("name") or me["id"]), me.get("type") != "bot")

    def places(self) -> Sequence[Place]:
        """The data sources a search shows; a new one may not be among them yet."""
        found = self._api.search("data_source")
        return [
            Place(str(one["id"]), words(one.get("title")).strip() or str(one["id"]))
            for one in found
            if one.get("object") == "data_source" and not one.get("in_trash")
        ]

    def outline(self) -> Outline:
        """Properties, status options and the newest pages of the data sources."""
        fields: dict[str, Seen] = {}
        statuses: dict[str, Status] = {}
        recent: list[str] = []
        for source in self._sources():
            properties = properties_of(self._api.data_source(source).get("properties") or {})
            fields |= {one.name: Seen(one.id, one.name, one.type) for one in properties}
            statuses |= {one.name: one for one in _statuses(properties)}
            recent += self._latest(source)
        return Outline(tuple(fields.values()), tuple(statuses.values()), tuple(recent[:_RECENT]))

    def footing(self, surface: Surface) -> Footing:
        """What reading shows; whether we may write only a write would tell."""
        layouts = list(layouts_of(surface).values())
        pages = {layout.id: self._latest(layout.id) for layout in layouts}
        return Footing(
            product=f"Notion {self._access.version}",
            grants=tuple(
                grant for layout in layouts for grant in self._grants(layout, pages[layout.id])
            ),
            reaches=tuple(
                reach
                for layout in layouts
                for reach in _reaches(self._access, layout, self._computed(layout.id))
            ),
            fresh=sum(map(len, pages.values())),
        )

    def headroom(self) -> Sequence[Headroom]:
        """Notion tells nothing of its limits before they are reached."""
        return ()

    def lack(self, _surface: Surface) -> Lack | None:
        """Whether the connection may update content only a write tells."""
        return None

    def make_score(self, surface: Surface) -> None:
        """A number property for the score and a multi-select for labels, where they are missing."""
        for layout in layouts_of(surface).values():
            wanted: dict[str, Json] = {}
            if layout.score is None:
                wanted[self._access.score] = {"number": {"format": "number"}}
            if layout.flags is None and self._access.labels:
                wanted[self._access.flags] = {"multi_select": {"options": []}}
            if wanted:
                self._api.add_properties(layout.id, wanted)

    def _sources(self) -> list[str]:
        return [id_in(text) or text for text in self._access.cards["data_sources"]]

    def _computed(self, source: str) -> set[str]:
        """Properties Notion fills in itself, by id."""
        found = properties_of(self._api.data_source(source).get("properties") or {})
        return {one.id for one in found if one.type in _COMPUTED}

    def _latest(self, source: str) -> list[str]:
        sorts = [{"timestamp": "last_edited_time", "direction": "descending"}]
        found = self._api.query(source, sorts=sorts).get("results") or ()
        return [str(one["id"]) for one in found if one.get("object") == "page"]

    def _grants(self, layout: Layout, pages: Sequence[str]) -> Iterator[Grant]:
        yield Grant(layout.name, Right.READ, held=True)
        yield Grant(layout.name, Right.EDIT, held=None)
        yield Grant(layout.name, Right.COMMENT, self._reads_comments(pages))

    def _reads_comments(self, pages: Sequence[str]) -> bool | None:
        """False when even reading comments is refused; otherwise nobody tells."""
        try:
            for page in pages[:1]:
                next(iter(self._api.comments(page)), None)
        except Denied as denial:
            if denial.status == 403:
                return False
            raise
        except Refused:  # taken away since the query
            return None
        return None


def _statuses(properties: Sequence[Property]) -> Iterator[Status]:
    """Options of status properties, with the stage of their group."""
    for prop in properties:
        if prop.type == "status":
            for option, name in prop.options.items():
                yield Status(name, prop.groups.get(option))


def _reaches(access: Access, layout: Layout, computed: set[str]) -> Iterator[Reach]:
    slots = {slot: prop for prop, slot in layout.slots.items()}
    for slot in dict.fromkeys((*access.fields, *slots)):
        prop = slots.get(slot)
        name = layout.names.get(prop or "", access.fields.get(slot, ""))
        editable = False if prop in computed else None
        yield Reach(slot, name, prop or "", layout.name, "", prop is not None, editable)
    own = {Part.SCORE: (layout.score, access.score), Part.LABELS: (layout.flags, access.flags)}
    for part, (prop, name) in own.items():
        if prop is not None:
            yield Reach(part, name, prop, layout.name)
