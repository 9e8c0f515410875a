"""The vendors' documents, each with what it is known to get wrong."""

from functools import cache
from pathlib import Path

from tests.support.openapi import Document, Known

_JIRA = (
    Known(
        r"/field: .*'untranslatedName' was unexpected",
        "The live service names a field in the account's language and untranslated; "
        "design.md section 5 resolves names by it.",
    ),
)

_NESTED = (
    r"(lists|cards|card|members|member|memberCreator|labels|label|checklists|checklist|actions|"
    r"action|attachments|list)_\w+|limit|before|since|filter|customFieldItems|members|checklists|"
    r"attachments|actions|fields"
)
_TRELLO = (
    Known(
        r"PUT /cards/\{id\}: body idLabels at root: .* does not match",
        "Its own description says a comma-separated list; the pattern is that of one id.",
    ),
    Known(
        r"GET /members/\{id\}: query fields at root",
        "The schema lists one field of the many its description links to.",
    ),
    Known(
        rf"GET /(boards|cards|lists|members)/.*: query ({_NESTED}) is not in the document",
        "Nested resources and paging of cards: contracts section 3.1; the document lists few.",
    ),
    Known(
        r"answer 200 at (.*/)?(avatarHash|avatarUrl|descData|idOrganization|softLimit): "
        r"None is not of type",
        "Recorded answers hold null there.",
    ),
    Known(
        r"GET /(boards/\{id\}/memberships: answer 200 at root|members/\{id\}/boards: .*/memberships)",
        "Recorded boards carry a list of memberships; the document has a text, or one of them.",
    ),
    Known(r"prefs/permissionLevel: 'private'", "Recorded boards are private too."),
    Known(r"answer 200 at (.*/)?labels/\d+: .* is not of type 'string'", "Recorded cards hold whole labels."),
    Known(r"at \d+/value: None is not of type 'object'", "Recorded items of list fields hold null."),
    Known(
        r"customField/\{idCustomField\}/item: body at root: .*valid under each of",
        "Its two alternatives do not exclude each other.",
    ),
    Known(
        r"customFieldItems/\d+/(value|idValue): '' ",
        "Clearing takes empty strings: contracts section 3.4.",
    ),
)  # fmt: skip

_NOTION = (
    Known(
        r"(PATCH|DELETE) /v1/comments/[0-9a-f-]+: no such operation",
        "The document is of 2026-03, the calls are newer: contracts section 1; recorded.",
    ),
)


@cache
def jira_document(shared: Path) -> Document:
    """Jira Cloud REST v3."""
    return Document(shared / "contracts" / "jira-cloud-v3.openapi.json", _JIRA)


@cache
def trello_document(shared: Path) -> Document:
    """Trello REST v1."""
    path = shared / "contracts" / "trello-rest.openapi.json"
    return Document(path, _TRELLO, body_as_query=True)


@cache
def notion_document(shared: Path) -> Document:
    """Notion, 2026-03-11."""
    path = shared / "contracts" / "notion.openapi.json"
    # Recorded answers of July 2026 carry both.
    return Document(path, _NOTION, newer={"request_id", "is_archived"})
