"""Cards of a connection are written side by side; the writes of one card never are."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from connectors.gate import SystemClock
from steelyard.cycle import cycle
from steelyard.loopback.server import Record
from steelyard.settings import load_settings
from steelyard.store import open_store
from steelyard.tell import nobody
from steelyard.world import open_world
from tests.support.house import is_write
from tests.support.office import Office, office_in, rules

LATENCY = 0.15
_CARD = re.compile(r"/issue/(\d+)|/cards/(\w{24})|/pages/([\w-]+)")


def run(office: Office) -> None:
    settings = load_settings(office.config)
    with open_store(settings.database) as store:
        world = open_world(settings, store, SystemClock(), rules(), read_only=False)
        cycle(world, 1, nobody)
        world.close()


def by_card(log: list[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for one in sorted(log, key=lambda record: record.at):
        card = _CARD.search(one.path)
        body = one.body if isinstance(one.body, dict) else {}
        parent = str((body.get("parent") or {}).get("page_id") or "")
        if is_write(one.method, one.path) and (card or parent):
            found[parent or next(filter(None, card.groups() if card else ()))].append(one)
    return found


def test_many_cards_at_once_and_each_in_its_order(tmp_path: Path) -> None:
    with office_in(tmp_path, cards=8) as office:
        for server in office.servers.values():
            server.faults.latency = LATENCY

        run(office)

        for name, server in office.servers.items():
            cards = by_card(server.log)
            starts = sorted(one.at for card in cards.values() for one in card)
            close = sum(later - one < LATENCY / 2 for one, later in pairwise(starts))
            assert close > len(starts) / 3, name
            for writes in cards.values():
                times = [one.at for one in writes]
                assert all(later - one >= LATENCY for one, later in pairwise(times))
        for writes in by_card(office.servers["shop"].log).values():
            assert [one.method for one in writes] == ["PUT", "POST"]
        for writes in by_card(office.servers["ideas"].log).values():
            assert [one.method for one in writes] == ["POST", "PATCH"]
        assert set(office.living_comments().values()) <= {0, 1}


def test_a_label_many_cards_need_at_once_is_made_once(tmp_path: Path) -> None:
    with office_in(tmp_path, cards=12) as office:
        office.servers["growth"].faults.latency = LATENCY

        run(office)

        (board,) = office.trello.boards.values()
        names = Counter(label.name for label in board.labels)
        ours = {name: count for name, count in names.items() if name.startswith("steelyard:")}
        assert len(ours) > 3
        assert set(ours.values()) == {1}
