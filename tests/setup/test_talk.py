"""What a script's flags come to: proposals taken, rights looked at, the score field made or not."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from connectors.card import Stage
from connectors.gate import Books, Redactor
from steelyard.commands.init import make_scores
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.settings import known_names
from steelyard.setup.asker import Flags
from steelyard.setup.conversation import Draft, talk
from steelyard.setup.desk import Desk
from steelyard.setup.secrets import Safe
from steelyard.speech import Speech
from tests.support.office import Office, office_in

Given = dict[str, str | tuple[str, ...] | bool | None]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as made:
        yield made


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def given(office: Office, name: str, **more: str | tuple[str, ...] | bool) -> Given:
    own: dict[str, Given] = {
        "shop": {"tracker": "jira", "email": "$JIRA_EMAIL", "token-env": "JIRA_TOKEN", "place": ("SHOP",)},
        "growth": {"tracker": "trello", "key-env": "TRELLO_KEY", "token-env": "TRELLO_TOKEN", "place": (office.seeded.board,)},
        "ideas": {"tracker": "notion", "token-env": "NOTION_TOKEN", "place": (office.seeded.data_source,)},
    }  # fmt: skip
    flags = {flag.replace("_", "-"): value for flag, value in more.items()}
    return {**own[name], "name": name, "url": office.servers[name].url, **flags}


def desk_of(office: Office, closing: ExitStack, flags: Given) -> Desk:
    asker = Flags(flags)
    return Desk(asker, Speech("en"), office.clock, Redactor(), known_names(), Books(), closing)


def talked(office: Office, closing: ExitStack, flags: Given) -> Draft:
    return talk(desk_of(office, closing, flags), Safe(office.secrets, ""), ["taken"])


@pytest.mark.parametrize(
    ("name", "flag"),
    [("shop", "tracker"), ("shop", "url"), ("shop", "email"), ("shop", "token-env"),
     ("shop", "place"), ("growth", "key-env"), ("ideas", "place")],
)  # fmt: skip
def test_every_answer_that_is_missing_names_its_flag(
    office: Office, closing: ExitStack, name: str, flag: str
) -> None:
    with pytest.raises(UserError, match=f"--{flag}: is missing") as caught:
        talked(office, closing, given(office, name) | {flag: None})
    assert caught.value.code == 2


@pytest.mark.parametrize(
    ("flags", "said"),
    [({"tracker": "asana"}, "'asana' is none of jira, trello, notion"),
     ({"name": "taken"}, "not taken"), ({"level": "all"}, "none of report"),
     ({"token-env": "NOBODY"}, "NOBODY is neither"), ({"field": ("effect",)}, "has no '='"),
     ({"field": ("efect=Эффект",)}, "no slot «efect»"),
     ({"field": ("effect=Эфект",)}, "did you mean «Эффект»"),
     ({"stage": ("later=Идеи",)}, "'later' is none of backlog"),
     ({"url": "ftp://x"}, "should be an address"), ({"place": ("no-id",)}, "no id")],
)  # fmt: skip
def test_an_answer_that_is_wrong_says_how(
    office: Office, closing: ExitStack, flags: Given, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        talked(office, closing, given(office, "ideas") | flags)


@pytest.mark.parametrize("name", ["shop", "growth", "ideas"])
def test_a_dead_token_ends_with_its_reason(office: Office, closing: ExitStack, name: str) -> None:
    office.jira.alive = office.trello.alive = office.notion.alive = False
    with pytest.raises(UserError, match="401"):
        talked(office, closing, given(office, name))


def test_flags_map_what_was_not_discovered(office: Office, closing: ExitStack) -> None:
    flags = given(office, "ideas", field=("evidence=Теги", "owner=-"), stage=("in progress=Пилот",))
    entry = talked(office, closing, flags | {"level": "fields"}).entry
    assert entry.fields["evidence"] == "Теги"
    assert "owner" not in entry.fields
    assert entry.stages[Stage.IN_PROGRESS] == ["В работе", "Пилот"]
    assert entry.level == "fields"


def test_real_values_of_recent_cards_stand_beside_the_proposals(
    office: Office, closing: ExitStack, capsys: pytest.CaptureFixture[str]
) -> None:
    key = next(iter(office.jira.issues.values())).key
    office.jira.edit(key, **{"Ожидаемый эффект": "+5 % заказов, ivan@shop.example \u202e"})
    talked(office, closing, given(office, "shop"))
    shown = capsys.readouterr().out
    assert "effect    «Ожидаемый эффект» (textfield): " in shown
    assert "+5 % заказов, [e-mail]" in shown
    assert "ivan@" not in shown
    assert "\u202e" not in shown


def test_a_query_stands_in_for_projects(office: Office, closing: ExitStack) -> None:
    flags = given(office, "shop", jql="project = SHOP AND labels is EMPTY") | {"place": ()}
    assert talked(office, closing, flags).entry.cards == (
        "jql",
        "project = SHOP AND labels is EMPTY",
    )


@pytest.mark.parametrize("name", ["shop", "growth", "ideas"])
def test_the_score_field_is_made_where_rights_allow_and_once(
    office: Office, closing: ExitStack, name: str
) -> None:
    flags = given(office, name, score="Наш балл", create_score=True)
    draft = talked(office, closing, flags)
    assert office.writes() == []
    assert make_scores(desk_of(office, closing, flags), [draft]) == Exit.DONE
    made = {
        "shop": "POST /rest/api/3/field",
        "growth": "POST /1/customFields",
        "ideas": f"PATCH /v1/data_sources/{office.seeded.data_source}",
    }
    assert office.writes() == [made[name]]
    assert not talked(office, closing, flags).make_score
    make_scores(desk_of(office, closing, flags), [draft])
    assert office.writes() == [made[name]]


@pytest.mark.parametrize("lack", ["admin", "power-up", "observer", "scope"])
def test_where_it_cannot_be_made_it_says_what_falls_back_and_writes_nothing(
    office: Office, closing: ExitStack, capsys: pytest.CaptureFixture[str], lack: str
) -> None:
    board = next(iter(office.trello.boards.values()))
    board.fields.clear()
    match lack:
        case "admin":
            office.jira.admin = False
        case "power-up":
            board.power_up = False
        case "observer":
            board.roles[office.trello.me.id] = "observer"
        case "scope":
            office.trello.scopes = {"read"}
    name = "shop" if lack == "admin" else "growth"
    draft = talked(office, closing, given(office, name, score="Наш балл", create_score=True))
    said = {"admin": "only a Jira administrator", "power-up": "does not use Custom Fields"}
    assert said.get(lack, "may not write") in capsys.readouterr().out
    assert not draft.make_score
    assert office.writes() == []


def test_a_field_the_tracker_refuses_in_the_end_is_told_and_a_label_stands_in(
    office: Office, closing: ExitStack, capsys: pytest.CaptureFixture[str]
) -> None:
    office.notion.capabilities.update_content = False
    flags = given(office, "ideas", score="Наш балл", create_score=True)
    draft = talked(office, closing, flags)
    assert make_scores(desk_of(office, closing, flags), [draft]) == Exit.PARTIAL
    assert "the field is not made, a label shows the score" in capsys.readouterr().out
