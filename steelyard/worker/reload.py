"""What the worker works by, read anew when its files change; the old stays while the new is wrong."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from enrichment.yamlplaces import Problems
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.settings import Settings, load_settings
from steelyard.worker.files import digest


class Orders(msgspec.Struct, frozen=True):
    """Settings and rules that were valid together."""

    settings: Settings
    rulebook: Rulebook


class News(msgspec.Struct, frozen=True):
    """What a look brought: orders in force from now on, or what is wrong with the new ones."""

    orders: Orders | None = None
    problems: tuple[str, ...] = ()


class Reloader:
    """Looks after the files of `orders`. Values of the environment are as the process got them."""

    def __init__(self, orders: Orders) -> None:
        """Take `orders` as just loaded."""
        self._config = orders.settings.path
        self._rules = _rule_files(orders.settings)
        self._seen = self._digest()
        self._try_again = False
        self.problems: tuple[str, ...] = ()

    def look(self) -> News | None:
        """What changed since the last look; None when nothing did.

        A configuration that names what is not there is tried again at every look, told once.
        """
        seen = self._digest()
        if seen == self._seen and not self._try_again:
            return None
        changed, told = seen != self._seen, self.problems
        news = self._loaded(seen)
        self.problems = news.problems
        return news if news.orders or changed or news.problems != told else None

    def _loaded(self, seen: str) -> News:
        self._seen, self._try_again = seen, True
        try:
            settings = load_settings(self._config)
            self._rules = _rule_files(settings)
            self._seen, self._try_again = self._digest(), False
            return News(Orders(settings, load_rulebook(settings.packs, settings.context)))
        except Problems as found:
            return News(problems=tuple(map(str, found.problems)))

    def _digest(self) -> str:
        return digest((self._config, self._config.parent / ".env", *self._rules))


def load_orders(config: Path) -> Orders:
    """The first orders; raises Problems with all that is wrong."""
    settings = load_settings(config)
    return Orders(settings, load_rulebook(settings.packs, settings.context))


def _rule_files(settings: Settings) -> tuple[Path, ...]:
    context: Iterable[Path] = (settings.context,) if settings.context else ()
    return (*settings.packs, *context)
