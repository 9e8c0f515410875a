"""Cards as pages come in: all of them the first time, afterwards those people changed."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from connectors.ahead import side_by_side
from connectors.card import Card
from connectors.errors import ConnectorError, NotFound, Refused
from connectors.notion import memory
from connectors.notion.api import Json, NotionApi
from connectors.notion.cards import card_of, leaves_questions
from connectors.notion.content import Contents
from connectors.notion.ids import same
from connectors.notion.layout import Layout, Names
from connectors.notion.long import completed
from connectors.notion.memory import (
    Cursor,
    Mark,
    Part,
    Trace,
    judged,
    next_since,
    trace_of,
)
from connectors.notion.rows import rows
from connectors.protocol import Absence, Finding, Page
from connectors.remark import digest_of

THREADS = 4
"""Pages whose content is asked for at once; the gate keeps the pace."""

_A_QUERY = 100
"""The most rows one answer to a query holds."""

AT_ONCE = 25
"""Cards that come together, when their content has to be read: some eight seconds of it."""

Pages = Generator[Page, None, Cursor]
"""Pages of one data source, and the cursor it was read up to."""


class Reader:
    """Reads the cards of one connection; `me` is our own user."""

    def __init__(  # noqa: PLR0913 - the parts of a reading, each by name
        self,
        api: NotionApi,
        contents: Contents,
        names: Names,
        layouts: Iterable[Layout],
        *,
        me: str,
        now: datetime,
        findings: Iterable[Finding] = (),
    ) -> None:
        """Nothing is read yet; `now` is when this begins, `findings` what is to be said at its end."""
        self._api, self._contents, self._names = api, contents, names
        self._layouts = {layout.id: layout for layout in layouts}
        self._me, self._now = me, now
        self._findings = {finding.what: finding for finding in findings}
        self._total: int | None = None
        self._foreseen = False

    def pull(self, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; the last one has no cards and the new cursor."""
        shape = digest_of((self._names, self._layouts))
        state = memory.decoded(cursor, shape)
        anew = not state.read and not state.parts
        whole = any(layout not in state.read for layout in self._layouts)
        for layout in self._layouts.values():
            first = layout.id not in state.read
            state = yield from (self._first if first else self._changed)(layout, state)
        yield Page(
            cards=(),
            cursor=memory.encoded(state),
            complete=whole,
            census=anew,
            total=self._total,
            findings=tuple(self._findings.values()),
        )

    def census(self) -> frozenset[str]:
        """The ids of all pages, a hundred a request."""
        return frozenset(
            str(row["id"])
            for source in self._layouts
            for found in rows(self._api, source, "created_time", None, ["title"])
            for row in found
        )

    def whereabouts(self, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why no query shows these pages."""
        pages = side_by_side(lambda card: (card.id, self._page(card.id)), cards, THREADS)
        told = ((identity, self._why(page)) for identity, page in pages)
        return {identity: why for identity, why in told if why}

    def _why(self, page: Json | None) -> Absence | None:
        """A page that is deleted for good and one that is not shared look alike."""
        if page is None:
            return Absence.UNSEEN
        if any(page.get(flag) is True for flag in ("in_trash", "archived", "is_archived")):
            return Absence.ARCHIVED
        return None if self._layout(page) else Absence.MOVED

    def reread(self, ids: Sequence[str]) -> dict[str, Card]:
        """These cards as they are now; what is gone, or moved out of sight, is missing."""
        cards = side_by_side(self._again, ids, THREADS)
        return {card.id: card for card in cards if card}

    def _first(self, layout: Layout, state: Cursor) -> Pages:
        """Every page in the order of creation, from where the last attempt came to."""
        part, mark = state.parts.get(layout.id, Part(self._now)), Mark()
        for found in rows(self._api, layout.id, "created_time", part.reached):
            rest = [row for row in found if str(row["id"]) not in part.brought]
            self._foresee(found, layout, state)
            news, mark = self._look(rest, layout, mark)
            for group, cards in self._cards(news, layout):
                part = part.behind(group)
                parts = {**state.parts, layout.id: part}
                state = msgspec.structs.replace(state, parts=parts)
                yield Page(cards=cards, cursor=memory.encoded(state), total=self._total)
        return _read(state, layout, mark, part.began, part.newest)

    def _foresee(self, found: Sequence[Json], layout: Layout, state: Cursor) -> None:
        """Find out once how many cards this read will bring, where that will take long.

        To count a hundred pages costs a request, to read their content a hundred.
        """
        if self._foreseen:
            return
        self._foreseen = True
        unread = [source for source in self._layouts if source not in state.read]
        if len(found) < _A_QUERY and unread == [layout.id]:
            brought = state.parts.get(layout.id, Part(self._now)).brought
            self._total = sum(str(row["id"]) not in brought for row in found)
        elif any(self._is_open(row, layout) for row in found):
            self._total = sum(self._left(source, state) for source in unread)

    def _is_open(self, row: Json, layout: Layout) -> bool:
        return bool(row.get("properties")) and leaves_questions(self._card(row, layout))

    def _left(self, source: str, state: Cursor) -> int:
        """How many pages of a data source are still to be read."""
        part = state.parts.get(source, Part(self._now))
        found = rows(self._api, source, "created_time", part.reached, ["title"])
        return sum(str(row["id"]) not in part.brought for some in found for row in some)

    def _changed(self, layout: Layout, state: Cursor) -> Pages:
        """What changed since; the cursor moves when the data source was read to its end."""
        mark = state.read[layout.id]
        since = mark.since.strftime("%Y-%m-%dT%H:%M:00.000Z") if mark.since else None
        for found in rows(self._api, layout.id, "last_edited_time", since):
            news, mark = self._look(found, layout, mark)
            for _, cards in self._cards(news, layout):
                yield Page(cards=cards, cursor=memory.encoded(state))
        newest = max((trace.edited for trace in mark.pages.values()), default=None)
        return _read(state, layout, mark, self._now, newest)

    def _look(self, found: Iterable[Json], layout: Layout, mark: Mark) -> tuple[list[Json], Mark]:
        """The pages that may say something new, and the mark with all of them noted."""
        pages, news = dict(mark.pages), []
        for row in found:
            identity = str(row["id"])
            page = row if row.get("properties") else self._page(identity)
            if page is None:
                continue
            is_news, pages[identity] = judged(pages.get(identity), self._trace(page, layout))
            if is_news:
                news.append(page)
        return news, msgspec.structs.replace(mark, pages=pages)

    def _trace(self, page: Json, layout: Layout) -> Trace:
        editor = page.get("last_edited_by") or {}
        return trace_of(self._card(page, layout), self._now, by_us=editor.get("id") == self._me)

    def _page(self, page: str) -> Json | None:
        try:
            return self._api.page(page)
        except NotFound:
            return None

    def _again(self, page: str) -> Card | None:
        read = self._page(page)
        layout = self._layout(read) if read else None
        return self._whole(read, layout) if read and layout else None

    def _layout(self, page: Json) -> Layout | None:
        parent = page.get("parent") or {}
        source = str(parent.get("data_source_id") or "")
        if not source and len(self._layouts) == 1:
            return next(iter(self._layouts.values()))
        return next((one for key, one in self._layouts.items() if same(key, source)), None)

    def _cards(
        self, pages: Sequence[Json], layout: Layout
    ) -> Iterator[tuple[Sequence[Json], tuple[Card, ...]]]:
        """Pages as cards, some at a time: content is slow, and what was read is to be kept.

        A failure comes after the cards that were read before it.
        """
        read = side_by_side(lambda page: self._whole(page, layout), pages, THREADS)
        for start in range(0, len(pages), AT_ONCE):
            group, cards = pages[start : start + AT_ONCE], list[Card | None]()
            try:
                for _ in group:
                    cards.append(next(read))
            except ConnectorError:
                yield group[: len(cards)], tuple(card for card in cards if card)
                raise
            yield group, tuple(card for card in cards if card)

    def _whole(self, page: Json, layout: Layout) -> Card | None:
        """The card with everything that was cut; None when the page went away meanwhile."""
        self._note_renames(page, layout)
        page = self._completed(page, layout)
        card = self._card(page, layout)
        try:
            content = self._contents.of(card.id) if leaves_questions(card) else None
        except NotFound:
            return None
        if content and content.cut:
            self._note("", f"Notion gives only a part of the content of {card.key}", _SPLIT)
        return self._card(page, layout, content.text) if content else card

    def _completed(self, page: Json, layout: Layout) -> Json:
        try:
            return completed(self._api, page, {*layout.slots, layout.assignees or ""})
        except Refused as refusal:
            what = f"a long property of {page.get('url') or page['id']} was read only in part"
            self._note("", f"{what} ({refusal.what})", _SPLIT)
            return page

    def _card(self, page: Json, layout: Layout, body: str = "") -> Card:
        where = self._api.where
        return card_of(page, layout, self._names, connection=where, body=body, me=self._me)

    def _note_renames(self, page: Json, layout: Layout) -> None:
        names = {str(value.get("id")): name for name, value in page["properties"].items()}
        for prop, name in layout.names.items():
            now = names.get(prop)
            if now is None:
                what = f"the property {name!r} of {layout.name!r} is not there any more"
                self._note(prop, what, "name another property in the configuration")
            elif now != name:
                what = f"the property {name!r} of {layout.name!r} is now called {now!r}"
                self._note(prop, what, "it is still used; put the new name into the configuration")

    def _note(self, about: str, what: str, todo: str) -> None:
        self._findings[about or what] = Finding(self._api.where, what, todo)


_SPLIT = "the rest was not read; a shorter page is read whole"


def _read(
    state: Cursor, layout: Layout, mark: Mark, started: datetime, newest: datetime | None
) -> Cursor:
    """The cursor once a data source was read to its end; `newest` is the last edit seen."""
    since = next_since(mark, newest, started)
    read = {**state.read, layout.id: msgspec.structs.replace(mark, since=since)}
    parts = {source: part for source, part in state.parts.items() if source != layout.id}
    return msgspec.structs.replace(state, read=read, parts=parts)
