"""A run over the sample backlog, and the cards it wrote on, as each tracker keeps them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from docs.pictures.formats import adf_html, markdown_html, rich_text_html, wiki_html
from steelyard.demo.backlog import SampleCard, load_backlog
from steelyard.demo.demo import save
from steelyard.demo.faces import Face, jira_face, notion_face, trello_face
from steelyard.language import Language
from steelyard.loopback.jira.service import jira_server
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback
from steelyard.rulebook import load_rulebook
from steelyard.settings import load_settings
from tests.support.clock import FakeClock
from tests.support.office import Office, office_in

_ALL = 30
_CLOUD = ("SHOP-10", "SHOP-15")
_OWN = ("SHOP-17", "SHOP-7")
_TRELLO = ("growth-2", "growth-17")
_NOTION = ("idea-4", "idea-6")
_LANGUAGES: tuple[Language, ...] = (Language.RU, Language.EN)
_DATACENTER = """\
context: {context}
connections:
  shop:
    tracker: jira
    deployment: datacenter
    url: {url}
    token: ${{JIRA_TOKEN}}
    cards: {{jql: project = SHOP}}
    write: {{level: comments}}
"""


class Shown(msgspec.Struct, frozen=True):
    """A card to be drawn: its name in file names, whose look, what stands on it, the comment."""

    name: str
    look: str
    language: Language
    face: Face
    comment: str


def written(folder: Path) -> Iterator[Shown]:
    """Every card to be drawn, and reports beside them in `folder`: `report-ru.html` and so on."""
    with office_in(folder, _ALL) as office:
        settings = load_settings(office.config)
        done = office.run(load_rulebook(settings.packs, settings.context)).done
        for language in _LANGUAGES:
            save(folder, done, language).rename(folder / f"report-{language}.html")
        yield from _shown(office)
        with _own_jira(folder) as (own, keys):
            for card, language in zip(_OWN, _LANGUAGES, strict=True):
                body = wiki_html(str(_ours(own, keys[card])))
                yield Shown(
                    f"datacenter-{language}", "jira", language, jira_face(own, keys[card]), body
                )


def _shown(office: Office) -> Iterator[Shown]:
    ids = office.seeded.cards
    for at, language in enumerate(_LANGUAGES):
        key, card, page = ids[_CLOUD[at]], ids[_TRELLO[at]], ids[_NOTION[at]]
        show = partial(_one, language)
        yield show("jira", jira_face(office.jira, key), adf_html(_ours(office.jira, key)))
        text = office.trello.comments_of(office.trello.cards[card])[-1].data["text"]
        yield show("trello", trello_face(office.trello, card), markdown_html(text))
        said = office.notion.comments_of(office.notion.pages[page])[-1].rich_text
        yield show("notion", notion_face(office.notion, page), rich_text_html(said))


def _one(language: Language, look: str, face: Face, comment: str) -> Shown:
    return Shown(f"{look}-{language}", look, language, face, comment)


def _ours(jira: JiraState, key: str) -> Any:
    """The body of our comment as it was sent."""
    (own,) = (one for one in jira.issue(key).comments if one.author == jira.me.id)
    return own.body


@contextmanager
def _own_jira(folder: Path) -> Iterator[tuple[JiraState, Mapping[str, str]]]:
    """A Data Center after a run, and its keys by the sample's."""
    clock = FakeClock()
    state = JiraState(clock=clock.now)
    state.add_project("SHOP", "Shop")
    state.add_field("Steelyard score", "float")
    cards = {card.key: card for card in load_backlog(clock.now().date()).jira.cards}
    keys = {name: _added(state, cards[name]) for name in _OWN}
    place = folder / "own"
    place.mkdir()
    with Loopback(jira_server(state), prefix="/jira") as server:
        config = _DATACENTER.format(url=server.url, context=folder / "context.yaml")
        (place / "steelyard.yaml").write_text(config, encoding="utf-8")
        (place / ".env").write_text(f"JIRA_TOKEN={state.token}\n", encoding="utf-8")
        office = Office(place, state, None, None, {"shop": server}, None, clock)  # type: ignore[arg-type] # one tracker is enough here
        settings = load_settings(office.config)
        office.run(load_rulebook(settings.packs, settings.context))
        yield state, keys


def _added(state: JiraState, card: SampleCard) -> str:
    return state.add_issue("SHOP", card.title, card.body)
