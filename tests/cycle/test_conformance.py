"""Every request of a whole cycle, and every answer to it, against the vendors' documents."""

from pathlib import Path

from tests.support.house import House
from tests.support.vendors import jira_document, notion_document, trello_document


def test_a_cycle_speaks_to_the_trackers_as_their_documents_say(house: House, shared: Path) -> None:
    house.edit_config("token: ${NOTION_TOKEN}", 'token: ${NOTION_TOKEN}\n    version: "2026-03-11"')
    house.steelyard("run")
    house.jira.edit("SHOP-1", summary="Заказ без пароля")
    house.steelyard("run")

    documents = {
        "shop": jira_document(shared),
        "growth": trello_document(shared),
        "ideas": notion_document(shared),
    }
    for name, document in documents.items():
        violations = [
            fault for record in house.servers[name].log for fault in document.violations(record)
        ]
        assert sorted(set(violations)) == []
