"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House, house_in

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that stands beside the repository on the builders' machines."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared/ is not beside the repository")
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Three seeded trackers and a user's folder that knows them."""
    with house_in(tmp_path) as made:
        yield made
