"""Jira behind the one protocol of all trackers."""

from collections.abc import Iterator, Mapping, Sequence

from connectors.card import Card
from connectors.errors import SetupError
from connectors.gate import Gate
from connectors.jira import discover, pull
from connectors.jira.census import all_ids, whereabouts
from connectors.jira.client import JiraApi
from connectors.jira.legend import legend
from connectors.jira.values import account_id
from connectors.jira.write import Writer
from connectors.protocol import Absence, Access, Page, Surface
from connectors.write import Receipt, Write


class JiraConnector:
    """One Jira site: Cloud (REST v3), or Data Center (REST v2) when `access.datacenter`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Send nothing yet."""
        self._access, self._clock = access, gate.clock
        self._api = JiraApi(access, gate)
        self._writer = Writer(access, self._api)
        self._just_met = ""

    @property
    def access(self) -> Access:
        """The configuration this connector was made from."""
        return self._access

    def discover(self) -> Surface:
        """Find out who we are and resolve every configured name; at most three requests."""
        surface = discover.discover(self._access, self._api, self._clock.now())
        self._just_met = surface.me
        return surface

    def pull(self, surface: Surface, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; all of them when it is None.

        The account is asked for first: to a dead token some searches answer with nothing at all.
        """
        now = self._clock.now()
        if self._just_met != surface.me:
            self._still_ourselves(surface)
        self._just_met = ""
        key = legend(self._access, surface)
        yield from pull.pull(self._access, self._api, key, cursor, now)

    def census(self, surface: Surface) -> frozenset[str]:
        """The ids of all issues, five thousand a request on Cloud.

        The account is asked for afterwards: a token that died in between got shorter answers.
        """
        found = frozenset(all_ids(self._access, self._api))
        self._still_ourselves(surface)
        return found

    def whereabouts(self, _surface: Surface, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why no search shows these issues any more."""
        return whereabouts(self._access, self._api, cards, self._clock.now())

    def reread(self, surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards as they are now, a hundred a request; absent ones are missing."""
        return pull.reread(self._access, self._api, legend(self._access, surface), ids)

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do one write to `card`, as it was just read."""
        return self._writer.apply(surface, write, card)

    def _still_ourselves(self, surface: Surface) -> None:
        if account_id(discover.whoami(self._access, self._api)) != surface.me:
            raise SetupError(
                self._access.name,
                "the token belongs to another account than before, which cannot edit our comments",
                "put a token of the former account where the configuration reads it",
            )
