"""Issues people saved from Jira: search answers and issues as JSON, the CSV of the issue list."""

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.card import Card
from connectors.errors import SetupError
from connectors.jira.cards import SCORE_FIELD, Legend, Mapped, card
from connectors.jira.csv_export import cards_from_csv, recognise_csv
from connectors.jira.stages import Stages
from connectors.known import Known
from connectors.names import plain

__all__ = ["cards_from_csv", "cards_from_json", "recognise_csv", "recognise_json"]

_PAGING = ("total", "startAt", "maxResults", "isLast", "nextPageToken", "issueErrors")


def recognise_json(data: Any) -> bool:
    """Whether this is a search answer, a list of issues or one issue."""
    match data:
        case {"issues": [*issues]}:
            return all(map(_is_issue, issues)) if issues else any(name in data for name in _PAGING)
        case [*issues]:
            return bool(issues) and all(map(_is_issue, issues))
    return _is_issue(data)


def cards_from_json(data: Any, name: str, known: Known = Known()) -> list[Card]:  # noqa: B008 - frozen and empty
    """The cards of what `recognise_json` recognises; `name` stands for the connection.

    Bodies may be ADF (Cloud) or wiki markup (Data Center). Custom fields carry their names only
    when the answer was asked for with `expand=names`. Raises SetupError for anything else.
    """
    if not recognise_json(data):
        raise SetupError(name, "this JSON holds no Jira issues", "give a search answer or an issue")
    stages = Stages(known={plain(status): stage for status, stage in known.stages.items()})
    return [
        card(issue, _legend(issue, names, name, known, stages)) for issue, names in _issues(data)
    ]


def _is_issue(data: Any) -> bool:
    match data:
        case {"data": {"key": str(), "fields": {}}} | {"key": str(), "fields": {}}:
            return True
    return False


def _issues(data: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, str]]]:
    """Each issue with the names of its fields; some tools wrap an issue into `data`."""
    names: Mapping[str, str] = {}
    if isinstance(data, dict) and "issues" in data:
        data, names = data["issues"], data.get("names") or {}
    for entry in data if isinstance(data, list) else [data]:
        issue = entry if "fields" in entry else entry["data"]
        yield _unwrapped(issue, issue.get("names") or names)


def _unwrapped(
    issue: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The issue with bare values: some tools put `{id, name, value}` in a custom field's place."""
    wrapped = {
        ident: value
        for ident, value in issue["fields"].items()
        if isinstance(value, dict) and value.get("id") == ident and "value" in value
    }
    bare = {ident: value["value"] for ident, value in wrapped.items()}
    titles = {ident: str(value.get("name") or ident) for ident, value in wrapped.items()}
    return {**issue, "fields": {**issue["fields"], **bare}}, {**names, **titles}


def _legend(
    issue: Mapping[str, Any], names: Mapping[str, str], name: str, known: Known, stages: Stages
) -> Legend:
    """How to read an issue that brings its own names: every custom field, mapped by its name."""
    custom = {
        ident: str(names.get(ident) or ident)
        for ident in issue["fields"]
        if ident.startswith("customfield_")
    }
    score = next((one for one, title in custom.items() if plain(title) == plain(SCORE_FIELD)), None)
    return Legend(
        connection=name,
        url=_site(issue),
        score=score,
        fields=tuple(
            Mapped(ident, title, known.slot_of(title), wiki=_is_long(issue["fields"][ident]))
            for ident, title in sorted(custom.items())
        ),
        stages=stages,
    )


def _site(issue: Mapping[str, Any]) -> str:
    """The site's address, which the issue's own address begins with."""
    site, found, _ = str(issue.get("self") or "").partition("/rest/api/")
    return site if found else ""


def _is_long(value: Any) -> bool:
    """Only text areas hold several lines; their strings are wiki markup."""
    return isinstance(value, str) and "\n" in value.strip()
