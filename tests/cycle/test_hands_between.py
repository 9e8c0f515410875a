"""People at the cards between the read and the write: what they do there is not overwritten."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from connectors.card import IGNORE_LABEL
from steelyard.demo.faces import FLAGS, SCORE
from steelyard.loopback.server import Record
from steelyard.tell import News, Progress, Step
from tests.support.hands import hands_of
from tests.support.house import House
from tests.support.office import Office, office_in

CONNECTIONS = ("shop", "growth", "ideas")


class Between:
    """Hears a run; does something, once, when everything is read and nothing written yet."""

    def __init__(self, office: Office, minutes: float) -> None:
        self.office, self.minutes, self.done = office, minutes, False

    def __call__(self, news: News) -> None:
        if isinstance(news, Progress) and news.step is Step.JUDGE and not self.done:
            self.done = True
            self.act()
            self.office.later(minutes=self.minutes)

    def act(self) -> None:
        """What people do."""
        for name in CONNECTIONS:
            hands = hands_of(self.office, name)
            hands.set_score(0, 99)
            hands.toggle_label(1, IGNORE_LABEL)
            hands.rewrite(2, "Решили иначе.")


class AnOption(Between):
    """A person puts an option of her own among our flags."""

    def act(self) -> None:
        page = next(iter(self.office.notion.pages.values()))
        person = self.office.notion.add_user("Ира")
        self.office.notion.edit(page, by=person, **{FLAGS: ["срочно"]})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as made:
        yield made


def ids(office: Office, connection: str) -> list[str]:
    keys = {
        "shop": [issue.key for issue in office.jira.issues.values()],
        "growth": list(office.trello.cards),
        "ideas": list(office.notion.pages),
    }
    return keys[connection]


@pytest.mark.parametrize("connection", CONNECTIONS)
def test_a_run_leaves_alone_what_people_changed_since_it_read(
    office: Office, connection: str
) -> None:
    ran = office.run(tell=Between(office, minutes=3))

    assert ran.code == 0, ran.errors
    scored, silenced, rewritten, *others = ids(office, connection)
    faces = office.faces()
    assert (faces[scored].score, faces[silenced].score) == (99, None)
    comments = office.living_comments()
    assert [comments[one] for one in (scored, silenced, rewritten)] == [0, 0, 0]
    assert any(comments[one] for one in others)
    assert ran.summary.connections[connection].refused >= 3


@pytest.mark.parametrize("connection", CONNECTIONS)
def test_the_next_run_speaks_of_what_they_did(office: Office, connection: str) -> None:
    office.run(tell=Between(office, minutes=3))

    office.run()

    scored, silenced, rewritten, *_ = ids(office, connection)
    faces = office.faces()
    assert faces[scored].score == 99
    assert "99" in faces[scored].comments[-1]
    assert (faces[silenced].score, office.living_comments()[silenced]) == (None, 0)
    assert office.living_comments()[rewritten] == 1
    office.clear_logs()
    office.run()
    assert office.writes() == []


def test_an_option_a_person_puts_among_our_flags_stays(office: Office) -> None:
    office.run(tell=AnOption(office, minutes=3))
    page = next(iter(office.notion.pages))
    assert "срочно" in office.faces()[page].labels

    office.run()

    labels = office.faces()[page].labels
    assert "срочно" in labels
    assert any(label.startswith("steelyard:") for label in labels)


def test_cards_that_are_written_at_once_are_not_read_again(office: Office) -> None:
    office.run()

    growth, ideas = office.servers["growth"].log, office.servers["ideas"].log
    assert [one.path for one in growth if one.path == "/1/batch"] == []
    assert all(times == 1 for times in reads_of_pages(ideas).values())


def reads_of_pages(log: Sequence[Record]) -> dict[str, int]:
    """How often the content of each page was read."""
    paths = [one.path for one in log if one.path.endswith("/markdown")]
    return {path: paths.count(path) for path in paths}


def test_a_plan_leaves_the_comment_too_where_a_person_set_another_score(house: House) -> None:
    house.steelyard("plan")
    house.jira.edit("SHOP-1", **{house.jira.field_named(SCORE).id: 99.0})

    applied = house.steelyard("apply", "steelyard-plan.json")

    assert applied.code == 3
    assert "shop SHOP-1: comment left alone, the score was changed since the plan" in applied.err
    assert house.living_comments()["SHOP-1"] == 0
    assert house.living_comments()["SHOP-2"] == 1
