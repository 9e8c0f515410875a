"""What one connection stands on, asked of its tracker without a write."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from connectors.errors import ConnectorError, Denied, SetupError, Stopped
from connectors.gate import Gate
from connectors.protocol import Access, Surface
from connectors.registry import TRACKERS
from connectors.survey import Account, Footing, Headroom, Surveyor
from steelyard.checkup.facts import Fact, State
from steelyard.checkup.fields import field_facts
from steelyard.checkup.rights import right_facts
from steelyard.checkup.texts import CARDS, SAY
from steelyard.speech import Speech

_SOON = timedelta(days=14)
_PAGE = 100


class Look(msgspec.Struct, frozen=True):
    """How a connection is looked at: its access, its gate, and the language and time of telling."""

    access: Access
    gate: Gate
    speech: Speech
    now: datetime

    def fact(self, topic: str, state: State, key: str, todo: str = "", **values: object) -> Fact:
        """A fact in the words of `SAY`."""
        what = self.speech.say(SAY[key], **values)
        return Fact(
            self.access.name, topic, state, what, self.speech.say(SAY[todo]) if todo else ""
        )


def connection_facts(look: Look) -> Iterator[Fact]:
    """Facts up to the first thing that makes further ones pointless; raises only Stopped."""
    entry = TRACKERS[look.access.tracker]
    surveyor = entry.survey(look.access, look.gate)
    try:
        account = surveyor.account()
    except Stopped:
        raise
    except ConnectorError as error:
        yield from _unmet(look, error)
        return
    yield look.fact("address", State.OK, "address", url=_site(look.access.url))
    yield look.fact("account", State.OK, "account", name=_public(account), id=account.id)
    try:
        surface = entry.connect(look.access, look.gate).discover()
        footing = surveyor.footing(surface)
        yield from _of_footing(look, surveyor, surface, footing)
    except Stopped:
        raise
    except ConnectorError as error:
        yield _failure(look, "names", error)


def _unmet(look: Look, error: ConnectorError) -> Iterator[Fact]:
    """Nobody let us in: the address is wrong, or it is right and the credentials are not."""
    if isinstance(error, Denied):
        yield look.fact("address", State.OK, "address", url=_site(look.access.url))
        yield Fact(look.access.name, "credentials", State.FAILED, error.what, error.todo)
    else:
        yield Fact(look.access.name, "address", State.FAILED, error.what, error.todo)


def _failure(look: Look, topic: str, error: ConnectorError) -> Fact:
    """A name that is not there is the file's fault; all else is the connection's."""
    names = isinstance(error, SetupError) and not isinstance(error, Denied)
    state = State.FAULT if names else State.FAILED
    return Fact(look.access.name, topic if names else "rights", state, error.what, error.todo)


def _of_footing(
    look: Look, surveyor: Surveyor, surface: Surface, footing: Footing
) -> Iterator[Fact]:
    yield _credentials(look, footing)
    yield from _product(look, footing)
    yield from _cards(look, footing)
    yield from right_facts(look.access, footing, look.speech)
    yield from field_facts(look.access, surface, footing, look.speech)
    yield from _stages(look, surface, footing)
    for finding in surface.findings:
        if not finding.topic:
            yield Fact(look.access.name, "finding", State.NOTE, finding.what, finding.todo)
    yield from _limits(look, surveyor.headroom())


def _credentials(look: Look, footing: Footing) -> Fact:
    if not footing.told:
        tracker = look.access.tracker.value.title()
        return look.fact("credentials", State.OK, "credentials", tracker=tracker)
    if footing.expires is None:
        return look.fact("credentials", State.OK, "endless")
    day = look.speech.day(footing.expires.date())
    if footing.expires - look.now < _SOON:
        return look.fact("credentials", State.NOTE, "ending", "ending todo", day=day)
    return look.fact("credentials", State.OK, "ending", day=day)


def _product(look: Look, footing: Footing) -> Iterator[Fact]:
    """Whether the site is of the kind the file says."""
    server = footing.product.startswith("Jira Server")
    if footing.product.startswith("Jira") and server is not look.access.datacenter:
        said = {
            "product": footing.product,
            "deployment": "datacenter" if look.access.datacenter else "cloud",
        }
        yield look.fact("address", State.FAULT, "other site", "other site todo", **said)


def _cards(look: Look, footing: Footing) -> Iterator[Fact]:
    if not footing.fresh:
        yield look.fact("cards", State.NOTE, "no cards", "no cards todo")
        return
    key = "many cards" if footing.fresh >= _PAGE else "cards"
    yield look.fact("cards", State.OK, key, count=look.speech.count(footing.fresh, CARDS))
    if footing.left_out:
        yield look.fact("cards", State.NOTE, "left out", "left out todo", count=footing.left_out)


def _stages(look: Look, surface: Surface, footing: Footing) -> Iterator[Fact]:
    found = [finding for finding in surface.findings if finding.topic == "stages"]
    for finding in found:
        yield Fact(look.access.name, "stages", State.NOTE, finding.what, finding.todo)
    if footing.by_category:
        names = "», «".join(footing.by_category)
        yield look.fact("stages", State.NOTE, "by category", "by category todo", names=names)
    if not found and not footing.by_category:
        yield look.fact("stages", State.OK, "stages")


def _limits(look: Look, told: Sequence[Headroom]) -> Iterator[Fact]:
    for one in told:
        window = (
            look.speech.say(SAY["window"], seconds=look.speech.number(one.seconds))
            if one.seconds
            else ""
        )
        left, most = one.left, one.most
        yield look.fact(
            "limits", State.OK, "limit", limit=one.limit, left=left, most=most, window=window
        )
    if not told:
        yield look.fact(
            "limits", State.OK, "limits untold", tracker=look.access.tracker.value.title()
        )


def _site(url: str) -> str:
    """The address without what may stand before its host."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()


def _public(account: Account) -> str:
    """A bot's name; of a person's the first letter, enough to see that it is the right one."""
    return f"{account.name[:1]}…" if account.personal else account.name
