"""Where the data files travel: beside the packages in a checkout, inside them in a wheel."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """The folder of packs (`rules`) or of examples and names (`config`)."""
    installed = _HERE / "data" / name
    return installed if installed.is_dir() else _HERE.parent / name


def pack_folder(name: str) -> Path:
    """The folder of a rule pack that ships with the program."""
    return data_folder("rules") / name
