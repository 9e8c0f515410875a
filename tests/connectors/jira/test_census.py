"""Which issues there are, and why one of them is not there any more."""

import pytest

from connectors.errors import SetupError
from connectors.protocol import Absence
from tests.connectors.jira.world import World, filled, world


def test_a_census_is_five_thousand_ids_a_request_and_a_look_at_the_account(cloud: World) -> None:
    filled(cloud, 5100)
    surface, start = cloud.surface(), len(cloud.server.log)

    ids = cloud.jira.census(surface)

    assert ids == {str(number) for number in cloud.state.issues}
    assert cloud.sent(start) == ["POST search/jql", "POST search/jql", "GET myself"]


def test_a_data_center_counts_all_the_same(datacenter: World) -> None:
    filled(datacenter, 1300)

    assert len(datacenter.jira.census(datacenter.surface())) == 1300


def test_a_token_that_dies_during_a_census_makes_it_no_census(cloud: World) -> None:
    filled(cloud, 3)
    surface = cloud.surface()
    cloud.state.alive = False

    with pytest.raises(SetupError):
        cloud.jira.census(surface)


def test_deleted_moved_and_hidden_issues_are_told_apart(cloud: World) -> None:
    cloud.state.add_project("OPS", "Операции")
    filled(cloud, 4)
    hidden = cloud.state.add_issue("OPS", "За закрытой дверью")
    both = cloud.again(cards={"jql": ("project in (SHOP, OPS)",)})
    cards = {card.key: card for page in both.read() for card in page.cards}
    cloud.state.delete("SHOP-1")
    cloud.state.move("SHOP-2", "OPS")
    cloud.clock.sleep(3600)
    cloud.state.delete(hidden)
    del cloud.state.projects["OPS"]

    asked = [cards[key] for key in ("SHOP-1", "SHOP-2", hidden)]
    why = cloud.jira.whereabouts(cloud.surface(), asked)

    assert {card.key: why[card.id] for card in asked} == {
        "SHOP-1": Absence.UNSEEN,
        "SHOP-2": Absence.MOVED,
        hidden: Absence.HIDDEN,
    }


def test_an_issue_the_index_does_not_show_yet_is_not_missing() -> None:
    with world(index_lag=60) as site:
        filled(site, 1)
        site.state.settle()
        card = site.card(site.state.add_issue("SHOP", "Только что"))

        assert card.id not in site.jira.census(site.surface())
        assert site.jira.whereabouts(site.surface(), [card]) == {}
