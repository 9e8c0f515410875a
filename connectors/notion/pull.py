"""Cards as pages come in: all of them the first time, afterwards those people changed."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

import msgspec

from connectors.card import Card
from connectors.errors import NotFound, Refused
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
    Trace,
    judged,
    next_since,
    trace_of,
)
from connectors.notion.rows import Order, rows
from connectors.protocol import Finding, Page
from connectors.remark import digest_of

THREADS = 4
"""Pages whose content is asked for at once; the gate keeps the pace."""

_A = TypeVar("_A")
_B = TypeVar("_B")
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

    def pull(self, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; the last one has no cards and the new cursor."""
        shape = digest_of((self._names, self._layouts))
        state = memory.decoded(cursor, shape)
        whole = not state.read
        for layout in self._layouts.values():
            state = yield from self._source(layout, state)
        yield Page(
            cards=(),
            cursor=memory.encoded(state),
            complete=whole,
            findings=tuple(self._findings.values()),
        )

    def reread(self, ids: Sequence[str]) -> dict[str, Card]:
        """These cards as they are now; what is gone, or moved out of sight, is missing."""
        cards = side_by_side(self._again, ids)
        return {card.id: card for card in cards if card}

    def _source(self, layout: Layout, state: Cursor) -> Pages:
        """Every page in the order of creation the first time, then what changed since.

        The cursor moves when the data source was read to its end: a read that broke off is
        begun again.
        """
        mark = state.read.get(layout.id, Mark())
        by: Order = "last_edited_time" if layout.id in state.read else "created_time"
        since = mark.since.strftime("%Y-%m-%dT%H:%M:00.000Z") if mark.since else None
        for found in rows(self._api, layout.id, by, since):
            news, mark = self._look(found, layout, mark)
            if news:
                yield Page(cards=self._cards(news, layout), cursor=memory.encoded(state))
        return _read(state, layout, mark, self._now)

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

    def _cards(self, pages: Sequence[Json], layout: Layout) -> tuple[Card, ...]:
        cards = side_by_side(lambda page: self._whole(page, layout), pages)
        return tuple(card for card in cards if card)

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


def _read(state: Cursor, layout: Layout, mark: Mark, started: datetime) -> Cursor:
    """The cursor once a data source was read to its end."""
    newest = max((trace.edited for trace in mark.pages.values()), default=None)
    since = next_since(mark, newest, started)
    read = {**state.read, layout.id: msgspec.structs.replace(mark, since=since)}
    return msgspec.structs.replace(state, read=read)


def side_by_side(work: Callable[[_A], _B], items: Sequence[_A]) -> list[_B]:
    """The results of `work` in the order of `items`; the first failure ends the rest."""
    pool = ThreadPoolExecutor(max_workers=THREADS)
    try:
        return list(pool.map(work, items))
    finally:
        pool.shutdown(cancel_futures=True)
