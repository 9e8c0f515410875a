from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House, house_in
from tests.support.office import _small


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Three trackers with six cards each."""
    with house_in(tmp_path, _small(6)) as made:
        yield made
