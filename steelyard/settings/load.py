"""From the file's text to what the program is handed: settings with an access a connection."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from connectors.card import Stage, Tracker
from connectors.known import Known
from connectors.names import plain
from connectors.protocol import Access
from enrichment.yamlplaces import Document, Problem, Problems, load, nearest, validate
from steelyard.data import pack_folder
from steelyard.settings.file import (
    Boards,
    Connection,
    DataSources,
    File,
    Jira,
    Jql,
    Notion,
    Safety,
    Trello,
)
from steelyard.settings.names import known_names
from steelyard.settings.schedule import Schedule
from steelyard.settings.secrets import with_secrets

DEFAULT = Path("steelyard.yaml")


class Settings(msgspec.Struct, frozen=True):
    """Everything a run is told. Paths are absolute; `secrets` are the values never to be shown.

    `schedules` says when the worker runs each connection.
    """

    path: Path
    language: str
    timezone: str
    database: str
    packs: tuple[Path, ...]
    context: Path | None
    safety: Safety
    accesses: tuple[Access, ...]
    secrets: tuple[str, ...]
    schedules: Mapping[str, Schedule]

    @property
    def names(self) -> tuple[str, ...]:
        """The connections, in the order of the file."""
        return tuple(access.name for access in self.accesses)


def load_settings(path: Path) -> Settings:
    """Read the file and the secrets it names; raises Problems with everything that is wrong."""
    if not path.exists():
        raise Problems(
            [Problem(str(path), 0, 0, "there is no such file", "make it: steelyard init")]
        )
    folder = path.resolve().parent
    document, secrets, unset = with_secrets(load(path), folder)
    problems = [*unset, *_beyond_shape(document, folder)]
    try:
        file = validate(document, File)
    except Problems as found:
        raise Problems([*problems, *_elsewhere(found, unset)]) from None
    if problems:
        raise Problems(problems)
    return Settings(
        path=path.resolve(),
        language=file.language,
        timezone=file.timezone,
        database=_database(file.database, folder),
        packs=tuple(pack_path(name, folder) for name in file.rules),
        context=folder / file.context if file.context else None,
        safety=file.safety,
        accesses=tuple(
            _access(name, entry, _places(document, name))
            for name, entry in file.connections.items()
        ),
        secrets=secrets,
        schedules={
            name: entry.schedule or file.schedule for name, entry in file.connections.items()
        },
    )


def _elsewhere(found: Problems, unset: list[Problem]) -> list[Problem]:
    """Faults of values that are known; a variable nobody set is fault enough at its place."""
    places = {(problem.line, problem.column) for problem in unset}
    return [one for one in found.problems if (one.line, one.column) not in places]


def _beyond_shape(document: Document, folder: Path) -> list[Problem]:
    """What a model of single values cannot see; looks at whatever has the shape to be looked at."""
    data = document.data if isinstance(document.data, dict) else {}
    connections = data.get("connections")
    problems: list[Problem] = []
    for name, entry in (connections if isinstance(connections, dict) else {}).items():
        if isinstance(entry, dict):
            problems += _of_connection(document, ("connections", name), entry)
    rules = data.get("rules")
    for index, name in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(name, str) and not pack_path(name, folder).exists():
            hint = "give the path of a folder, or 'ecommerce'"
            what = f"there is no rule pack '{name}'"
            problems.append(document.problem(("rules", index), what, hint))
    context = data.get("context")
    if isinstance(context, str) and not (folder / context).is_file():
        problems.append(document.problem(("context",), f"there is no file '{context}'"))
    return problems


def _of_connection(
    document: Document, here: tuple[str, str], entry: Mapping[str, object]
) -> Iterator[Problem]:
    slots, fields = sorted(known_names().fields), entry.get("fields")
    for slot in set(fields if isinstance(fields, dict) else ()) - set(slots):
        what = f"'{slot}' is not something a card can say"
        hint = nearest(slot, slots) or f"one of {', '.join(slots)}"
        yield document.problem((*here, "fields", slot), what, hint)
    cloud = entry.get("tracker") == "jira" and entry.get("deployment", "cloud") == "cloud"
    if cloud and not entry.get("email"):
        what = "'email' is missing: Jira Cloud signs in with an e-mail address and an API token"
        yield document.problem(here, what, "or set deployment: datacenter")


def pack_path(name: str, folder: Path) -> Path:
    """Where a rule pack is: a name that ships with the program, or a way from `folder`."""
    return folder / name if "/" in name or name.startswith(".") else pack_folder(name)


def _database(url: str, folder: Path) -> str:
    """A relative SQLite path is relative to the configuration, not to where cron stands."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url == prefix + ":memory:":
        return url
    return prefix + str(folder / url.removeprefix(prefix))


def _access(name: str, entry: Connection, places: Mapping[str, str]) -> Access:
    known = known_names()
    return Access(
        name=name,
        tracker=Tracker(entry.tracker),
        url=entry.url,
        cards=_cards(entry.cards),
        token=entry.token,
        email=entry.email if isinstance(entry, Jira) else None,
        key=entry.key if isinstance(entry, Trello) else None,
        datacenter=isinstance(entry, Jira) and entry.deployment == "datacenter",
        version=entry.version if isinstance(entry, Notion) else "",
        pace=entry.pace,
        stages=_stages(entry.stages),
        fields=entry.fields,
        known_stages=_plain(known),
        known_fields=known.fields,
        level=entry.write.level,
        score=entry.write.score,
        flags=entry.write.flags,
        labels=entry.write.labels,
        places=places,
    )


def _places(document: Document, connection: str) -> dict[str, str]:
    """Where the names of a connection stand; those of stages by their plain form."""
    here = ("connections", connection)
    found: dict[str, str] = {}
    for loc, (line, column) in document.places.items():
        if loc[:2] != here or len(loc) not in {4, 5}:
            continue
        section, key, *_ = map(str, loc[2:])
        if section == "stages":
            name = _value(document, loc)
            key = plain(name) if isinstance(name, str) else ""
        found[f"{section}.{key}"] = f"{document.name}:{line}:{column}"
    return found


def _value(document: Document, loc: tuple[str | int, ...]) -> object:
    value = document.data
    for step in loc:
        value = value[step]
    return value


def _cards(cards: Jql | Boards | DataSources) -> Mapping[str, tuple[str, ...]]:
    return {name: getattr(cards, name) for name in type(cards).model_fields}


def _stages(stages: Mapping[Stage, tuple[str, ...]]) -> Mapping[str, Stage]:
    return {plain(name): stage for stage, names in stages.items() for name in names}


def _plain(known: Known) -> Mapping[str, Stage]:
    return {plain(name): stage for name, stage in known.stages.items()}
