"""What every run stands on besides its connections: rules, context, database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from enrichment.context import load_context
from enrichment.packs import load_packs, word_files
from enrichment.packs.model import PackFile
from enrichment.reading.words import load_words
from enrichment.yamlplaces import Problems, load, validate
from steelyard.checkup.facts import Fact, State, faults
from steelyard.checkup.texts import CONNECTIONS, RULES, SAY
from steelyard.settings import Settings
from steelyard.speech import Speech
from steelyard.store.engine import HEAD, StoreError
from steelyard.store.look import Look, look_at


def premises(settings: Settings, speech: Speech) -> Iterator[Fact]:
    """One fact a file, or one a fault of it."""
    count = speech.count(len(settings.accesses), CONNECTIONS)
    said = speech.say(SAY["configuration"], file=settings.path.name, count=count)
    yield Fact("configuration", "", State.OK, said)
    yield from _rules(settings, speech)
    yield from _context(settings, speech)
    yield _database(settings, speech)


def _rules(settings: Settings, speech: Speech) -> Iterator[Fact]:
    for load_all in (
        lambda: load_packs(settings.packs),
        lambda: load_words(word_files(settings.packs)),
    ):
        wrong = _wrong("rules", load_all)
        yield from wrong
        if wrong:
            return
    for pack in settings.packs:
        count = speech.count(_size(pack), RULES)
        yield Fact("rules", "", State.OK, speech.say(SAY["pack"], name=pack.name, count=count))


def _wrong(about: str, attempt: Callable[[], object]) -> list[Fact]:
    try:
        attempt()
    except Problems as found:
        return faults(about, found)
    return []


def _size(pack: Path) -> int:
    """How many rules a pack brings, those that override another's included."""
    files = [pack] if pack.is_file() else sorted(pack.glob("*.yaml"))
    return sum(_rules_in(validate(load(file), PackFile)) for file in files)


def _rules_in(file: PackFile) -> int:
    named = (file.checks, file.lanes, file.layers, file.evidence)
    return len(file.decisions) + sum(len(section) for section in named)


def _context(settings: Settings, speech: Speech) -> Iterator[Fact]:
    path = settings.context
    if path is None:
        todo = speech.say(SAY["no context todo"])
        yield Fact("context", "", State.NOTE, speech.say(SAY["no context"]), todo)
        return
    try:
        said = load_context(path).model_fields_set
    except Problems as found:
        yield from faults("context", found)
        return
    key = "context" if said else "empty context"
    text = speech.say(SAY[key], file=path.name, sections=", ".join(sorted(said)))
    yield Fact("context", "", State.OK if said else State.NOTE, text)


def _database(settings: Settings, speech: Speech) -> Fact:
    where = _shown(settings)
    try:
        look = look_at(settings.database)
    except StoreError as error:
        return Fact("database", "", State.FAULT, f"{where}: {error.what}", error.todo)
    if not look.schema:
        return _new(where, look, speech)
    zone = ZoneInfo(settings.timezone)
    said = {"file": where, "schema": look.schema, "head": HEAD, "reason": look.refusal}
    said["last"] = (
        speech.say(SAY["last run"], when=speech.moment(look.last.astimezone(zone)))
        if look.last
        else speech.say(SAY["no run"])
    )
    if look.refusal:
        return _fact(speech, "read only", State.FAULT, said)
    if look.schema > HEAD:
        return _fact(speech, "newer", State.FAULT, said)
    if look.schema < HEAD:
        return Fact("database", "", State.NOTE, speech.say(SAY["older"], **said))
    return Fact("database", "", State.OK, speech.say(SAY["database"], **said))


def _new(where: str, look: Look, speech: Speech) -> Fact:
    if look.refusal:
        return _fact(speech, "no place", State.FAULT, {"file": where})
    return Fact("database", "", State.OK, speech.say(SAY["new database"], file=where))


def _fact(speech: Speech, key: str, state: State, said: dict[str, str]) -> Fact:
    text, todo = speech.say(SAY[key], **said), speech.say(SAY[f"{key} todo"])
    return Fact("database", "", state, text, todo)


def _shown(settings: Settings) -> str:
    """The database without account, password and the folders above the configuration."""
    address = sa.make_url(settings.database)
    if address.get_backend_name() != "sqlite":
        return f"{address.get_backend_name()} {address.database}"
    file, folder = Path(address.database or ":memory:"), settings.path.parent
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else file.name
