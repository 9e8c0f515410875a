"""`python -m docs.pictures`: draw everything anew into `docs/images`; needs chromium."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from docs.pictures.cards import written
from docs.pictures.draw import page
from tests.support.chromium import Tab, browser

IMAGES = Path(__file__).resolve().parents[1] / "images"
_WIDTH = 760
_HEIGHT = "Math.ceil(document.querySelector('#card').getBoundingClientRect().height)"
_REPORT = (1100, 1500)
_COLORS = 64


def main() -> None:
    """Draw every card and the report, and say how large the files are."""
    with tempfile.TemporaryDirectory() as name, browser(Path(name) / "profile") as tab:
        folder = Path(name)
        tab.send("Emulation.setScrollbarsHidden", hidden=True)
        for shown in written(folder):
            sheet = folder / f"{shown.name}.html"
            sheet.write_text(page(shown), encoding="utf-8")
            _keep(shown.name, _card(tab, sheet))
        for report in sorted(folder.glob("report-*.html")):
            tab.look(*_REPORT)
            tab.visit(report)
            _keep(report.stem, tab.picture())


def _card(tab: Tab, sheet: Path) -> bytes:
    tab.look(_WIDTH, 100)
    tab.visit(sheet)
    tab.look(_WIDTH, tab.run(_HEIGHT))
    return tab.picture()


def _keep(name: str, png: bytes) -> None:
    file = IMAGES / f"{name}.png"
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    sys.stdout.write(f"{file.name}: {file.stat().st_size / 1024:.0f} KB\n")


if __name__ == "__main__":
    main()
