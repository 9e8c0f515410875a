"""What setting up and checking say to the trackers, and hear, is what the vendors' documents say."""

from pathlib import Path

from tests.support.house import House
from tests.support.vendors import jira_document, notion_document, trello_document

OLDER = "2025-09-03"
"""What `init` writes: the document is newer, and its answers have other members."""


def test_setting_up_and_checking_speak_to_the_trackers_as_their_documents_say(
    house: House, shared: Path
) -> None:
    house.edit_config("token: ${NOTION_TOKEN}", 'token: ${NOTION_TOKEN}\n    version: "2026-03-11"')
    own = {
        "shop": ["jira", "--email", "$JIRA_EMAIL", "--token-env", "JIRA_TOKEN", "--place", "SHOP"],
        "growth": ["trello", "--key-env", "TRELLO_KEY", "--token-env", "TRELLO_TOKEN",
                   "--place", house.seeded.board],
        "ideas": ["notion", "--token-env", "NOTION_TOKEN", "--place", house.seeded.data_source],
    }  # fmt: skip
    for name, flags in own.items():
        ran = house.steelyard(
            "init", "--non-interactive", "--existing", "add", "--name", f"{name}-2", "--score",
            "Наш балл", "--create-score", "--url", house.servers[name].url, "--tracker", *flags,
        )  # fmt: skip
        assert ran.code == 0, ran.err
    checked = house.steelyard("check")
    assert checked.code == 0, checked.out

    documents = {
        "shop": jira_document(shared),
        "growth": trello_document(shared),
        "ideas": notion_document(shared),
    }
    for name, document in documents.items():
        violations = [
            fault
            for record in house.servers[name].log
            for fault in document.violations(record)
            if record.headers.get("notion-version") != OLDER or ": answer 200 " not in fault
        ]
        assert sorted(set(violations)) == []
