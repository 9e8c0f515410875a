"""A connection as it stands in `steelyard.yaml`, in a new file or in one that is there."""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from connectors.card import Stage, Tracker
from connectors.protocol import Level
from enrichment.yamlplaces import parse
from steelyard.data import data_folder
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.setup.texts import COMMENTS
from steelyard.speech import Speech

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# {made}

language: auto                    # {language}
timezone: Europe/Moscow
database: sqlite:///steelyard.db  # {database}
rules: [ecommerce]                # {rules}
# context: ./context.yaml         # {context}
safety:
  changed_cards: 25%              # {changed}
  remarks_per_run: 40             # {remarks}
  quiet_days: 7                   # {quiet}

"""
_COLUMN = 36
"""Where the comments behind keys of a connection stand."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one connection's part of the file says.

    `secrets` give the variable of `email`, `key` and `token`; `cards` the one key of `cards` and
    its value.
    """

    name: str
    tracker: Tracker
    url: str = ""
    deployment: str = ""
    secrets: Mapping[str, str]
    cards: tuple[str, str | tuple[str, ...]]
    stages: Mapping[Stage, list[str]] = {}
    fields: Mapping[str, str] = {}
    level: Level = Level.REPORT
    score: str


def new_file(path: Path, entries: list[Entry], speech: Speech) -> str:
    """The whole text of a new file."""
    said = {name: speech.say(texts) for name, texts in COMMENTS.items()}
    connections = CommentedMap((one.name, _mapped(one, speech)) for one in entries)
    return _HEAD.format(schema=_schema(path), **said) + _dumped(
        CommentedMap(connections=connections)
    )


def with_entries(path: Path, text: str, entries: list[Entry], speech: Speech) -> str:
    """The text of a file with more connections, its comments and all else as they were."""
    try:
        data = _yaml().load(text)
        known = data.setdefault("connections", CommentedMap())
        if known is None:
            known = data["connections"] = CommentedMap()
        for entry in entries:
            known[entry.name] = _mapped(entry, speech)
    except (YAMLError, AttributeError, TypeError) as error:
        what = "this file cannot be added to: it is no mapping with `connections`"
        todo = "mend it (steelyard check tells), or choose another file with --config"
        raise UserError(str(path), what, todo, Exit.CONFIGURATION) from error
    made = _dumped(data)
    _same_but(path, text, made, {entry.name for entry in entries})
    return made


def names_of(text: str, path: Path) -> list[str]:
    """The connections a file has; raises Problems when it is no YAML."""
    data = parse(text, str(path)).data
    connections = data.get("connections") if isinstance(data, dict) else None
    return list(connections) if isinstance(connections, dict) else []


def _mapped(entry: Entry, speech: Speech) -> CommentedMap:
    data = CommentedMap(tracker=entry.tracker.value)
    if entry.deployment:
        data["deployment"] = entry.deployment
    if entry.url:
        data["url"] = entry.url
    for key, variable in entry.secrets.items():
        data[key] = f"${{{variable}}}"
    key, value = entry.cards
    data["cards"] = CommentedMap({key: value if isinstance(value, str) else _row(value)})
    if entry.stages:
        data["stages"] = CommentedMap(
            (one.value, _row(names)) for one, names in entry.stages.items()
        )
    if entry.fields:
        data["fields"] = CommentedMap(entry.fields)
    data["write"] = CommentedMap(level=entry.level.value, score=entry.score, labels=True)
    data.yaml_add_eol_comment(speech.say(COMMENTS["secrets"]), "token", column=_COLUMN)
    data["write"].yaml_add_eol_comment(speech.say(COMMENTS["level"]), "level", column=_COLUMN)
    return data


def _row(values: Any) -> CommentedSeq:
    row = CommentedSeq(values)
    row.fa.set_flow_style()
    return row


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(data: CommentedMap) -> str:
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _same_but(path: Path, before: str, after: str, added: set[str]) -> None:
    """Nothing a person wrote may be lost on the way; UserError when it would."""
    old, new = parse(before, str(path)).data, parse(after, str(path)).data
    rest = {name: one for name, one in new["connections"].items() if name not in added}
    same = {**old, "connections": old.get("connections") or {}} == {**new, "connections": rest}
    if not same or not _comments(before) <= _comments(after):
        what = "adding to this file would change what stands there"
        todo = "write a new file with --config and copy the connection by hand"
        raise UserError(str(path), what, todo, Exit.CONFIGURATION)


def _comments(text: str) -> set[str]:
    """What follows the last ` #` of each line; close enough to see that one is missing."""
    lines = (f" {line.strip()}".rpartition(" #") for line in text.splitlines())
    return {comment.strip() for _, sign, comment in lines if sign}


def _schema(path: Path) -> str:
    """The way to the schema from the file's folder, absolute where that is far."""
    schema = data_folder("config") / "schema" / "steelyard.schema.json"
    near = os.path.relpath(schema, path.resolve().parent)
    return str(schema) if near.startswith("../../..") else near
