"""One connection, asked for step by step: who, where, which cards, what they mean, how far to go."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

import msgspec
from pydantic import SecretStr

from connectors.card import Stage, Tracker
from connectors.errors import ConnectorError, Stopped
from connectors.names import plain
from connectors.protocol import Access, Level
from connectors.registry import TRACKERS
from connectors.survey import Outline, Place, Surveyor
from steelyard.settings.file import NOTION, TRELLO
from steelyard.setup.asker import Option
from steelyard.setup.desk import Desk
from steelyard.setup.entry import Entry
from steelyard.setup.mapping import choose_fields, choose_stages
from steelyard.setup.secrets import Safe, Secret, ask_email, ask_secret, variable_of
from steelyard.setup.texts import FALLBACK, HELP, LEVELS, MAKE, PLACES

_DEFAULT_URL = {Tracker.TRELLO: TRELLO, Tracker.NOTION: NOTION}
_KINDS = {Tracker.TRELLO: ("key", "token"), Tracker.NOTION: ("token",)}
_CARDS = {Tracker.JIRA: "jql", Tracker.TRELLO: "boards", Tracker.NOTION: "data_sources"}
_NAME = 40
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:/[^\s?#]*)?", re.ASCII)
_CLOUD = re.compile(r"https://[\w-]+\.atlassian\.net(?=/|$)", re.IGNORECASE)

T = TypeVar("T")


class Draft(msgspec.Struct, frozen=True):
    """A connection agreed upon: what to write, and whether to make the score field."""

    entry: Entry
    access: Access
    secrets: tuple[Secret, ...]
    make_score: bool


def talk(desk: Desk, safe: Safe, taken: Collection[str]) -> Draft:
    """Ask for one connection. Raises ConnectorError when the tracker fails behind the door."""
    trackers = [Option(one.value) for one in Tracker]
    tracker = Tracker(desk.asker.one("tracker", desk.say("tracker"), trackers))
    name = _name(desk, tracker, taken)
    desk.asker.hint(desk.speech.say(HELP[tracker]))
    access, secrets = _signed_in(desk, safe, tracker, name)
    aimed, outline = _until_done(desk, lambda: _aimed(desk, access))
    fields = choose_fields(desk, aimed, outline)
    stages = choose_stages(desk, outline.statuses)
    mapped = msgspec.structs.replace(aimed, fields=fields, level=_level(desk))
    final, make = _until_done(desk, lambda: _scored(desk, mapped))
    return Draft(_entry(final, secrets, stages), final, tuple(secrets.values()), make)


def _entry(
    access: Access, secrets: Mapping[str, Secret], stages: Mapping[Stage, list[str]]
) -> Entry:
    tracker = access.tracker
    key = _CARDS[tracker]
    cards = access.cards[key]
    return Entry(
        name=access.name,
        tracker=tracker,
        url="" if access.url == _DEFAULT_URL.get(tracker) else access.url,
        deployment="datacenter" if access.datacenter else "",
        secrets={kind: secret.variable for kind, secret in secrets.items()},
        cards=(key, cards[0] if key == "jql" and len(cards) == 1 else cards),
        stages=stages,
        fields=access.fields,
        level=access.level,
        score=access.score,
    )


def _until_done(desk: Desk, step: Callable[[], T]) -> T:
    """The outcome of a step whose questions come again while the tracker says no."""
    while True:
        try:
            return step()
        except Stopped:
            raise
        except ConnectorError as error:
            desk.asker.again(error.where, error.what, error.todo)


def _name(desk: Desk, tracker: Tracker, taken: Collection[str]) -> str:
    numbered = (f"{tracker.value}-{number}" for number in range(2, 1000))
    default = next(name for name in (tracker.value, *numbered) if name not in taken)
    while True:
        name = desk.asker.text("name", desk.say("name"), default)
        fits = name.replace("-", "_").isidentifier() or name.replace("-", "").isalnum()
        if fits and len(name) <= _NAME and name not in taken:
            return name
        desk.asker.again("--name", f"'{name}'", desk.say("bad name"))


def _signed_in(
    desk: Desk, safe: Safe, tracker: Tracker, name: str
) -> tuple[Access, dict[str, Secret]]:
    """Address and credentials, asked for again until the tracker knows us."""
    url, secrets = _DEFAULT_URL.get(tracker), dict[str, Secret]()
    while True:
        url = _address(desk, url)
        datacenter = tracker is Tracker.JIRA and _is_datacenter(desk)
        kinds = _KINDS.get(tracker) or (("token",) if datacenter else ("email", "token"))
        secrets = {kind: _secret(desk, safe, kind, (tracker, name), secrets) for kind in kinds}
        desk.redact.add(*(one.value for kind, one in secrets.items() if kind != "email"))
        access = _access(desk, tracker, name, url, datacenter, secrets)
        try:
            account = _surveyor(desk, access).account()
        except Stopped:
            raise
        except ConnectorError as error:
            desk.asker.again(error.where, error.what, error.todo)
        else:
            desk.asker.say(desk.say("met", name=account.name))
            return access, secrets


def _secret(
    desk: Desk, safe: Safe, kind: str, named: tuple[Tracker, str], before: Mapping[str, Secret]
) -> Secret:
    """One credential; of those that may be seen the last answer is offered again."""
    own = variable_of(kind, *named)
    if kind != "email":
        return ask_secret(desk.asker, desk.speech, safe, kind, own)
    last = before.get(kind)
    shown = (last.value if last.new else f"${last.variable}") if last else None
    return ask_email(desk.asker, desk.speech, safe, own, shown)


def _access(  # noqa: PLR0913, PLR0917 - the parts of an access
    desk: Desk,
    tracker: Tracker,
    name: str,
    url: str,
    datacenter: bool,
    secrets: dict[str, Secret],
) -> Access:
    email, key = secrets.get("email"), secrets.get("key")
    return Access(
        name=name,
        tracker=tracker,
        url=url,
        cards={_CARDS[tracker]: ()},
        token=SecretStr(secrets["token"].value),
        email=email.value if email else None,
        key=SecretStr(key.value) if key else None,
        datacenter=datacenter,
        known_stages={plain(one): stage for one, stage in desk.known.stages.items()},
        known_fields=desk.known.fields,
    )


def _is_datacenter(desk: Desk) -> bool:
    options = [Option("cloud", "*.atlassian.net"), Option("datacenter", "Server, REST v2")]
    return desk.asker.one("deployment", desk.say("deployment"), options, "cloud") == "datacenter"


def _address(desk: Desk, default: str | None) -> str:
    """An address that can be one, asked for until it is."""
    while True:
        said = desk.asker.text("url", desk.say("url"), default)
        url = whole_address(said)
        if _ADDRESS.fullmatch(url):
            return url
        desk.asker.again("--url", f"'{said}'", desk.say("bad url"))


def whole_address(said: str) -> str:
    """What people paste, as an address: with https, and of a site of Cloud only the host."""
    text = said.strip().rstrip("/")
    if "://" not in text:
        text = f"https://{text if '.' in text or ':' in text else f'{text}.atlassian.net'}"
    cloud = _CLOUD.match(text)
    return cloud[0] if cloud else text


def _aimed(desk: Desk, access: Access) -> tuple[Access, Outline]:
    """The access with its cards chosen, and what there is to map."""
    aimed = msgspec.structs.replace(access, cards=_cards(desk, access))
    TRACKERS[access.tracker].connect(aimed, desk.gate(aimed)).discover()  # says what is amiss
    return aimed, _surveyor(desk, aimed).outline()


def _surveyor(desk: Desk, access: Access) -> Surveyor:
    return TRACKERS[access.tracker].survey(access, desk.gate(access))


def _cards(desk: Desk, access: Access) -> dict[str, tuple[str, ...]]:
    if access.tracker is Tracker.JIRA and (jql := desk.asker.given("jql")):
        return {"jql": (jql,)}
    places: Sequence[Place] = _surveyor(desk, access).places()
    if not places:
        desk.asker.say(desk.say("no places"))
    options = [Option(one.id, one.name) for one in places]
    chosen = desk.asker.some("place", desk.speech.say(PLACES[access.tracker]), options)
    if access.tracker is not Tracker.JIRA:
        return {_CARDS[access.tracker]: chosen}
    listed = ", ".join(f'"{key}"' for key in chosen)
    return {"jql": (f"project = {listed}" if len(chosen) == 1 else f"project in ({listed})",)}


def _level(desk: Desk) -> Level:
    options = [Option(one.value, desk.speech.say(LEVELS[one])) for one in Level]
    return Level(desk.asker.one("level", desk.say("level"), options, Level.REPORT.value))


def _scored(desk: Desk, access: Access) -> tuple[Access, bool]:
    """The access with the name of its score field, and whether to make that field."""
    name = desk.asker.text("score", desk.say("score"), access.score)
    named = msgspec.structs.replace(access, score=name)
    return named, _make_score(desk, named)


def _make_score(desk: Desk, access: Access) -> bool:
    """Whether to make the score field; what falls back is said where it cannot be."""
    surface = TRACKERS[access.tracker].connect(access, desk.gate(access)).discover()
    if surface.score is not None:
        desk.asker.say(desk.say("score there", name=access.score))
        return False
    lack = _surveyor(desk, access).lack(surface)
    if lack is not None:
        why = desk.speech.say(FALLBACK[lack], name=access.score)
        desk.asker.say(desk.say("no score", name=access.score, why=why))
        return False
    desk.asker.say(desk.say("label instead"))
    asked = desk.speech.say(MAKE[access.tracker], name=access.score, flags=access.flags)
    return desk.asker.yes("create-score", asked, default=False)
