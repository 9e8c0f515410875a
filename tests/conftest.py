"""What every test may use."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that stands beside the repository on the builders' machines."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared/ is not beside the repository")
    return folder
