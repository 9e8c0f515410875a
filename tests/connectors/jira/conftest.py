"""Sites to talk to."""

from collections.abc import Iterator

import pytest

from tests.connectors.jira.world import World, world


@pytest.fixture
def cloud() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture
def datacenter() -> Iterator[World]:
    with world(datacenter=True) as made:
        yield made


@pytest.fixture(params=["cloud", "datacenter"])
def site(request: pytest.FixtureRequest) -> Iterator[World]:
    with world(datacenter=request.param == "datacenter") as made:
        yield made
