"""`${NAME}` in the file: values that come from the environment, `.env` or secret files only."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from enrichment.yamlplaces import Document, Problem

SECRET_KEYS = frozenset({"token", "key"})
"""Values of these keys of a connection may only be references."""


_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_STRAY = re.compile(r"\$\{")
_Loc = tuple[str | int, ...]


def with_secrets(
    document: Document, folder: Path
) -> tuple[Document, tuple[str, ...], list[Problem]]:
    """Fill in every `${NAME}`: the document, the values never to be shown, and what is wrong.

    Looks in the environment, then in `.env` of `folder`, then in the files of the folder
    STEELYARD_SECRETS names (or /run/secrets). Wrong are names nobody set and secrets written
    into the file itself; both stay as they stand.
    """
    references = list(_references(document.data, ()))
    problems = [*_written_out(document), *_malformed(document, references)]
    values = _resolve({name for _, text in references for name in _REFERENCE.findall(text)}, folder)
    for loc, text in references:
        missing = [name for name in _REFERENCE.findall(text) if not values.get(name)]
        problems += [_unset(document, loc, name) for name in missing]
        odd = [name for name in _REFERENCE.findall(text) if not values.get(name, "").isascii()]
        problems += [_odd(document, loc, name) for name in odd if loc[-1] in SECRET_KEYS]
    known = {name: value for name, value in values.items() if value}
    return replace(document, data=_filled(document.data, known)), tuple(known.values()), problems


def _resolve(names: set[str], folder: Path) -> Mapping[str, str]:
    mounted = Path(os.environ.get("STEELYARD_SECRETS", "/run/secrets"))

    class Environment(BaseSettings):
        model_config = SettingsConfigDict(
            env_file=folder / ".env",
            env_file_encoding="utf-8",
            secrets_dir=mounted if mounted.is_dir() else None,
            case_sensitive=True,
            extra="ignore",  # a .env may hold others, which are none of our business
        )

    fields: dict[str, Any] = {name: (SecretStr, SecretStr("")) for name in names}
    found = create_model("Secrets", __base__=Environment, **fields)()
    return {name: getattr(found, name).get_secret_value().strip() for name in names}


def _references(value: Any, loc: _Loc) -> Iterator[tuple[_Loc, str]]:
    if isinstance(value, str) and _STRAY.search(value):
        yield loc, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _references(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, (*loc, index))


def _written_out(document: Document) -> Iterator[Problem]:
    connections = document.data.get("connections") if isinstance(document.data, dict) else None
    for name, connection in (connections if isinstance(connections, dict) else {}).items():
        for key in SECRET_KEYS & set(connection if isinstance(connection, dict) else ()):
            value = connection[key]
            if value is not None and not (isinstance(value, str) and _REFERENCE.fullmatch(value)):
                yield document.problem(
                    ("connections", name, key),
                    f"'{key}' is written out in the file",
                    f"write {key}: ${{{name.upper()}_{key.upper()}}} and set that variable",
                )


def _malformed(document: Document, references: list[tuple[_Loc, str]]) -> Iterator[Problem]:
    for loc, text in references:
        if _STRAY.search(_REFERENCE.sub("", text)):
            yield document.problem(loc, "a ${...} without a proper name", "write ${NAME}")


def _unset(document: Document, loc: _Loc, name: str) -> Problem:
    hint = f"export {name}=..., or put it into .env beside the configuration"
    return document.problem(loc, f"the variable {name} is not set", hint)


def _odd(document: Document, loc: _Loc, name: str) -> Problem:
    """No token has other letters; a Cyrillic one that looks Latin comes with copying by hand."""
    what = f"the variable {name} holds a letter that is not Latin"
    return document.problem(loc, what, "copy the value anew from the tracker")


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _REFERENCE.sub(lambda match: values.get(match[1], match[0]), value)
    if isinstance(value, dict):
        return {key: _filled(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, values) for item in value]
    return value
