import re
from importlib.resources import files

import pytest

INKS = ("ink", "quiet", "accent", "warn", "launch", "pilot", "defer", "stop", "learn")
PAPERS = ("paper", "sheet", "soft")


def themes() -> dict[str, dict[str, str]]:
    style = files("steelyard.report").joinpath("templates", "page.css").read_text(encoding="utf-8")
    light, dark, *_ = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        for name, block in (("light", light), ("dark", dark))
    }


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_is_readable_on_every_paper(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(ink, paper) for ink in INKS for paper in PAPERS]
    pairs += [("warn", "warn-soft"), ("paper", "ink")]
    pairs += [("ink", f"heat{at}") for at in range(1, 5)]
    weak = {
        pair: round(value, 2)
        for pair in pairs
        if (value := contrast(colours[pair[0]], colours[pair[1]])) < 4.5
    }
    assert not weak
