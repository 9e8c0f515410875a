"""Answers of another shape than documented stop one connection, with a message, not the program."""

import functools
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ParamSpec, TypeVar

import msgspec

from connectors.card import Card
from connectors.errors import ConnectorError, TrackerError
from connectors.gate import Gate
from connectors.protocol import Absence, Access, Connector, Page, Surface
from connectors.survey import Account, Footing, Headroom, Lack, Outline, Place, Surveyor
from connectors.write import Receipt, Write

P = ParamSpec("P")
T = TypeVar("T")

_MISFITS = (LookupError, TypeError, AttributeError, ValueError, msgspec.MsgspecError)
"""What reading an answer raises when a member is missing, or is something else."""

_log = logging.getLogger(__name__)


def careful(connect: Callable[[Access, Gate], Connector]) -> Callable[[Access, Gate], Connector]:
    """A way to open connections that raise `ConnectorError` alone."""
    return lambda access, gate: Careful(connect(access, gate))


class Careful:
    """A connector that raises `ConnectorError` alone; see `connectors.protocol.Connector`.

    Three vendors' JSON arrives as it is, so a missing member shows as whatever Python makes of
    it. That is a failure of this connection; its trace goes to the log.
    """

    def __init__(self, connector: Connector) -> None:
        """Do all that `connector` does."""
        self._connector = connector

    @property
    def access(self) -> Access:
        """The configuration the connector was made from."""
        return self._connector.access

    def discover(self) -> Surface:
        """Find out who we are and resolve every configured name to an id."""
        return self._tried(self._connector.discover)()

    def pull(self, surface: Surface, cursor: str | None) -> Iterator[Page]:
        """Pages of cards changed since `cursor`; all of them when it is None."""
        pages = self._tried(self._connector.pull)(surface, cursor)
        following = self._tried(lambda: next(pages, None))
        while (page := following()) is not None:
            yield page

    def census(self, surface: Surface) -> frozenset[str]:
        """The ids of all cards there are now."""
        return self._tried(self._connector.census)(surface)

    def whereabouts(self, surface: Surface, cards: Sequence[Card]) -> Mapping[str, Absence]:
        """Why these cards are in no census, by id."""
        return self._tried(self._connector.whereabouts)(surface, cards)

    def reread(self, surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards as they are now."""
        return self._tried(self._connector.reread)(surface, ids)

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do one write to `card`."""
        return self._tried(self._connector.apply)(surface, write, card)

    def _tried(self, step: Callable[P, T]) -> Callable[P, T]:
        return _tried(self.access, step)


def careful_survey(
    connect: Callable[[Access, Gate], Surveyor],
) -> Callable[[Access, Gate], Surveyor]:
    """A way to make surveyors that raise `ConnectorError` alone."""
    return lambda access, gate: _CarefulSurvey(access, connect(access, gate))


class _CarefulSurvey:
    """A surveyor that raises `ConnectorError` alone; see `connectors.survey.Surveyor`."""

    def __init__(self, access: Access, surveyor: Surveyor) -> None:
        self._access, self._surveyor = access, surveyor

    def account(self) -> Account:
        return _tried(self._access, self._surveyor.account)()

    def places(self) -> Sequence[Place]:
        return _tried(self._access, self._surveyor.places)()

    def outline(self) -> Outline:
        return _tried(self._access, self._surveyor.outline)()

    def footing(self, surface: Surface) -> Footing:
        return _tried(self._access, self._surveyor.footing)(surface)

    def headroom(self) -> Sequence[Headroom]:
        return _tried(self._access, self._surveyor.headroom)()

    def lack(self, surface: Surface) -> Lack | None:
        return _tried(self._access, self._surveyor.lack)(surface)

    def make_score(self, surface: Surface) -> None:
        _tried(self._access, self._surveyor.make_score)(surface)


def _tried(access: Access, step: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(step)
    def careful(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return step(*args, **kwargs)
        except ConnectorError:
            raise
        except _MISFITS as error:
            _log.debug("answer not understood", exc_info=True)
            raise _misfit(access, error) from error

    return careful


def _misfit(access: Access, error: Exception) -> TrackerError:
    tracker = access.tracker.value.title()
    what = f"{tracker} gave an answer of another shape than documented ({type(error).__name__})"
    todo = "run again later; when it stays, report it with the output of -vv"
    return TrackerError(access.name, what, todo)
