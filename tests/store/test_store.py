"""The store, on a real SQLite file, and on a real PostgreSQL server where one is installed."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from connectors.card import Shown
from connectors.protocol import Absence, Page, Surface
from connectors.write import Outcome, SetFields, Target
from enrichment.compare import compare
from enrichment.judge import Judged
from enrichment.plan import Planned
from enrichment.reading.slots import Reading
from enrichment.subject import Written
from enrichment.verdict import Flag, Severity
from steelyard.store import Store, StoreError, open_store
from steelyard.store.engine import open_engine
from steelyard.store.tables import metadata
from tests.support.cards import NOW, a_card, a_verdict
from tests.support.verdicts import READER, keep_verdicts

SURFACE = Surface(me="us", score="f1", labels=True, comments=True, resolved=NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database that is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/s.db"
    fresh: Callable[[], str] = request.getfixturevalue("fresh_postgres")
    return fresh()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        opened.save_surface("growth", "scope", SURFACE)
        yield opened


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/s.db") as opened:
        opened.save_surface("growth", "scope", SURFACE)
        yield opened


def page(*numbers: int, cursor: str = "c1", complete: bool = False) -> Page:
    return Page(cards=tuple(map(a_card, numbers)), cursor=cursor, complete=complete)


def test_the_migrations_lead_to_the_tables_the_program_knows(address: str) -> None:
    engine = open_engine(address)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_a_page_is_kept_with_its_cursor(store: Store) -> None:
    store.save_page("growth", page(1, 2), 1, NOW)
    assert store.connection("growth", "scope").cursor == "c1"

    store.save_page("growth", page(3, cursor="c2"), 1, NOW)
    assert store.connection("growth", "scope").cursor == "c2"
    assert [card.key for card in store.cards()] == ["card1", "card2", "card3"]


def test_only_what_people_wrote_counts_as_a_change(store: Store) -> None:
    assert store.save_page("growth", page(1, 2), 1, NOW) == 2
    touched = a_card(1, updated=NOW + timedelta(hours=1))
    edited = a_card(2, title="Another")
    again = Page(cards=(touched, edited), cursor="c2")

    assert store.save_page("growth", again, 2, NOW) == 1


def test_a_card_that_left_is_kept_with_the_reason_and_comes_back_as_itself(store: Store) -> None:
    store.save_page("growth", page(1, 2), 1, NOW)
    store.outbox.recall(a_card(2), Written(score=7.0, comment="c1"))
    store.save_census("growth", {a_card(2).id: Absence.MOVED}, NOW)
    assert [card.key for card in store.cards()] == ["card1"]
    assert store.absences("growth") == {a_card(2).id: "moved"}

    changed = store.save_page("growth", page(2), 3, NOW)
    assert [card.key for card in store.cards()] == ["card1", "card2"]
    assert store.absences("growth") == {}
    assert changed == 0
    assert store.outbox.written("growth", [a_card(2).id])[a_card(2).id].comment == "c1"


def test_a_page_alone_retires_nothing(store: Store) -> None:
    store.save_page("growth", page(1, 2, complete=True), 1, NOW)
    store.save_page("growth", page(1, complete=True), 2, NOW)

    assert len(list(store.cards())) == 2


def test_a_connection_pointed_elsewhere_starts_anew(store: Store) -> None:
    store.save_page("growth", page(1), 1, NOW)

    assert store.connection("growth", "another scope").cursor is None
    assert store.connection("growth", "another scope").surface is None


def test_what_was_written_is_remembered_with_the_card_and_the_write(store: Store) -> None:
    store.save_page("growth", page(1), 1, NOW)
    card = a_card(1)
    write = SetFields(Target("growth", card.id, card.key, card.title, "seen"), 7.0, ())
    shown = msgspec.structs.replace(card, shown=msgspec.structs.replace(card.shown, score=7.0))
    store.outbox.queue(["growth"], [write])
    ((number, queued),) = next(store.outbox.todo("growth"))[card.id]

    store.outbox.remember(shown, Written(score=7.0, at=NOW), number, Outcome.DONE)

    assert queued == write
    assert list(store.outbox.todo("growth")) == []
    assert store.outbox.written("growth", [card.id]) == {card.id: Written(score=7.0, at=NOW)}
    assert next(iter(store.cards())).shown.score == 7.0


def test_a_new_plan_takes_the_place_of_the_old_one_of_its_connections(store: Store) -> None:
    old, new = (
        SetFields(Target(name, "1", "1", "title", "seen"), score, ())
        for name, score in (("growth", 1.0), ("shop", 2.0))
    )
    store.outbox.queue(["growth", "shop"], [old, new])

    store.outbox.queue(["growth"], [])

    assert store.outbox.left() == {"shop": 1}


def test_verdicts_stay_with_cards_that_are_there_each_with_its_place(store: Store) -> None:
    store.save_page("growth", page(1, 2), 1, NOW)
    one, two = a_card(1).id, a_card(2).id
    keep_verdicts(store, {one: a_verdict(10.0, at=1), two: a_verdict(20.0, at=2)})
    assert store.verdicts()["growth", two] == a_verdict(20.0, at=2)

    store.save_census("growth", {one: Absence.DELETED}, NOW)
    keep_verdicts(store, {two: a_verdict(30.0, at=1)})

    assert store.verdicts() == {("growth", two): a_verdict(30.0, at=1)}
    ((known,),) = store.scales.cards(["growth"], READER)
    assert known.reading == Reading(language="en")


def test_the_last_verdicts_are_held_without_their_texts_and_compare_as_they_are(
    store: Store,
) -> None:
    store.save_page("growth", page(1, 2), 1, NOW)
    one, two = a_card(1).id, a_card(2).id
    flag = Flag("missing-metric", Severity.REQUIRED, "Which metric?" * 100, "because" * 100)
    keep_verdicts(store, {one: a_verdict(10.0, at=1, flags=(flag,)), two: a_verdict(20.0, at=2)})

    last = store.scales.last(["growth"])

    keep_verdicts(store, {one: a_verdict(10.0, at=2), two: a_verdict(20.0, at=1)})
    judged = [
        Judged(
            a_card(number), Reading(language="en"), store.verdicts()["growth", a_card(number).id]
        )
        for number in (1, 2)
    ]
    compared = compare(last, judged)
    assert [(one.key, one.place, one.vanish) for one in compared.moved] == [
        ("card2", (2, 1), ()),
        ("card1", (1, 2), ("missing-metric",)),
    ]
    assert len(last) == 2


def test_a_reading_is_kept_until_the_card_or_the_reader_changes(store: Store) -> None:
    store.save_page("growth", page(1), 1, NOW)
    keep_verdicts(store, {a_card(1).id: a_verdict()})

    def kept(reader: str) -> bool:
        ((known,),) = store.scales.cards(["growth"], reader)
        return known.reading is not None

    assert kept(READER)
    assert not kept("another reader")
    shown = Shown(score=7.0)
    store.save_page("growth", Page(cards=(a_card(1, shown=shown),), cursor="c"), 2, NOW)
    assert kept(READER)
    store.save_page("growth", Page(cards=(a_card(1, title="Another"),), cursor="c"), 3, NOW)
    assert not kept(READER)


def test_what_is_to_be_done_comes_card_by_card_in_the_order_of_the_plan(store: Store) -> None:
    def fields(card: str, score: float) -> SetFields:
        return SetFields(Target("growth", card, card, "title", "seen"), score, ())

    writes = [fields(str(number % 700), float(number)) for number in range(1400)]
    store.outbox.queue(["growth"], writes)

    given = [(card, todo) for batch in store.outbox.todo("growth") for card, todo in batch.items()]

    assert [card for card, _ in given] == [str(number) for number in range(700)]
    assert [write.score for _, write in given[5][1] if isinstance(write, SetFields)] == [5.0, 705.0]


def test_only_writes_that_were_begun_and_have_no_answer_may_have_been_done(store: Store) -> None:
    writes = [SetFields(Target("growth", one, one, "t", "seen"), 1.0, ()) for one in "abc"]
    store.outbox.queue(["growth"], writes)
    numbers = [todo[0][0] for batch in store.outbox.todo("growth") for todo in batch.values()]

    store.outbox.begin(numbers[0])
    store.outbox.begin(numbers[1])
    store.outbox.answer(numbers[0], Outcome.DONE)

    assert [write.target.id for write in store.outbox.begun("growth")] == ["b"]


def test_a_plan_stays_in_the_database_in_its_order(store: Store) -> None:
    writes = [SetFields(Target("growth", one, one, "t", "seen"), 1.0, ()) for one in "abcd"]
    turns = [(1, 5), (0, 9), (1, 2), (0, 1)]
    planned = [Planned(*turn, write) for turn, write in zip(turns, writes, strict=True)]

    drafts = store.outbox.draft(["growth"], planned)

    assert [write.target.id for write in drafts] == ["d", "b", "c", "a"]
    assert len(drafts) == 4
    assert writes[0] in drafts
    assert store.outbox.left() == {}


def test_a_database_of_the_first_release_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/s.db"
    open_engine(url, "0001").dispose()
    surface, card = msgspec.msgpack.encode(SURFACE), msgspec.msgpack.encode(a_card(1))
    memory = msgspec.msgpack.encode({"score": 7.0, "comment": "c1", "digest": "d"})
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute(
            "INSERT INTO connections VALUES ('growth', 'scope', 'c1', ?, ?, ?)",
            (surface, "2026-11-20 10:00:00.000000", "2026-11-20 10:00:00.000000"),
        )
        raw.execute("INSERT INTO cards VALUES ('growth', '1', 'card1', 'h', ?, 1, 1)", (card,))
        raw.execute("INSERT INTO cards VALUES ('growth', '2', 'card2', 'h', ?, 1, 0)", (card,))
        raw.execute("INSERT INTO written VALUES ('growth', '1', ?)", (memory,))
    raw.close()

    with open_store(url) as store:
        known = store.connection("growth", "scope")
        assert (known.cursor, known.surface, known.census) == ("c1", SURFACE, None)
        assert [one.key for one in store.cards()] == ["card1"]
        assert store.absences("growth") == {"2": "deleted or access lost"}
        assert store.outbox.written("growth", ["1"])["1"].comment == "c1"
        assert store.outbox.left() == {}


def test_what_an_older_program_was_at_is_looked_at_and_its_verdicts_keep_their_places(
    tmp_path: Path,
) -> None:
    """It did writes one after another and kept the place inside the verdict."""
    url, card = f"sqlite:///{tmp_path}/s.db", a_card(1)
    open_engine(url, "0004").dispose()
    writes = [SetFields(Target("growth", one, one, "t", "seen"), 1.0, ()) for one in "abc"]
    with sqlite3.connect(tmp_path / "s.db") as raw:
        for write, outcome in zip(writes, ("done", None, None), strict=True):
            row = ("growth", write.target.id, msgspec.msgpack.encode(write), outcome)
            raw.execute(
                "INSERT INTO outbox (connection, id, data, outcome) VALUES (?, ?, ?, ?)", row
            )
        packed = msgspec.msgpack.encode(card)
        raw.execute(
            "INSERT INTO cards VALUES ('growth', ?, 'card1', 'h', ?, 1, 1, NULL)", (card.id, packed)
        )
        verdict = msgspec.msgpack.encode(a_verdict(at=7))
        raw.execute("INSERT INTO verdicts VALUES ('growth', ?, ?)", (card.id, verdict))
    raw.close()

    with open_store(url) as store:
        assert [write.target.id for write in store.outbox.begun("growth")] == ["b"]
        assert store.verdicts() == {("growth", card.id): a_verdict(at=7)}
        assert [known.reading for (known,) in store.scales.cards(["growth"], READER)] == [None]


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/s.db"
    with open_store(url):
        pass
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()

    with pytest.raises(StoreError, match="newer Steelyard"):
        open_store(url)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_text("this is a shopping list, not a database" * 50)

    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/s.db")


@pytest.mark.parametrize("url", ["nonsense", "nosuchdb://x", "sqlite:////no/such/folder/s.db"])
def test_an_address_that_cannot_be_opened_is_a_clear_error(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_a_full_disk_is_a_failed_run_said_loudly(file_store: Store) -> None:
    with (
        file_store._database.begin() as db
    ):  # the smallest disk there is: a cap on the file's pages
        pages = db.execute(sa.text("PRAGMA page_count")).scalar_one()
        db.execute(sa.text(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(StoreError, match="full"):
        file_store.save_page("growth", page(*range(2000)), 1, NOW)
    assert list(file_store.cards()) == []


def test_many_cards_fit_in_one_page(store: Store) -> None:
    store.save_page("growth", page(*range(6000)), 1, NOW)

    assert store.counts() == {"growth": 6000}


def test_the_database_can_be_read_by_its_owner_alone(file_store: Store, tmp_path: Path) -> None:
    assert file_store.counts() == {}
    assert (tmp_path / "s.db").stat().st_mode & 0o077 == 0
