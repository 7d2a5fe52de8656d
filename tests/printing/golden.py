"""Every slip as text, read back from its bytes: `python -m tests.printing.golden` writes them anew.

A line as the printer breaks it; `#` before double size, `*` before bold, and what is drawn in
brackets. Look through the changes before they are committed.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import zxingcpp
from PIL import Image

from app.printing.escpos import Container
from app.printing.library import container_factory
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from tests.fakes.escpos_reader import Dots, Run, Sheet, TextLine, read
from tests.looks.slips import COPY, WAYS
from tests.printing import samples
from tests.printing.samples import EVERY, PROFILES, RESOURCES, MakePaper

FOLDER: Final = Path(__file__).parent / "golden"
MAKERS: Final[Mapping[str, MakePaper]] = MappingProxyType(
    {make.__name__: make for make in EVERY} | dict(WAYS)
)
THICK: Final = 2


def told(sheet: Sheet, profile: PrinterProfile) -> str:
    """The sheet, line by line."""
    return "\n".join(line.rstrip() for line in _lines(sheet, profile)) + "\n"


def _lines(sheet: Sheet, profile: PrinterProfile) -> Iterator[str]:
    codes: list[Image.Image] = []
    for part in sheet.parts:
        if isinstance(part, Dots) and part.image.height not in (THICK, profile.pitch):
            codes.append(part.image)
            continue
        if codes:
            yield f"[{_code(codes)}]".center(profile.columns)
            codes = []
        if isinstance(part, TextLine):
            yield _text(part, profile)
        elif isinstance(part, Dots) and part.image.height == THICK:
            dashed = any(part.image.getpixel((x, 0)) for x in range(profile.dots))
            yield ("- " * profile.columns if dashed else "-" * profile.columns)[: profile.columns]
        elif isinstance(part, Dots):
            yield f"[drawn, {part.image.width // 12} columns]"
    yield "=" * profile.columns


def _text(line: TextLine, profile: PrinterProfile) -> str:
    before = " " * ((profile.columns - line.columns) // 2) if line.center else ""
    runs = (f"{_mark(run) if run.text.strip() else ''}{run.text}" for run in line.runs)
    return before + "".join(runs)


def _mark(run: Run) -> str:
    return "#" if run.scale == 2 else "*" if run.bold else ""


def _code(bands: list[Image.Image]) -> str:
    whole = Image.new("L", (bands[0].width, sum(b.height for b in bands)), 255)
    y = 0
    for band in bands:
        whole.paste(band.convert("L"), (0, y))
        y += band.height
    return " ".join(found.text for found in zxingcpp.read_barcodes(whole))


def every(
    fonts: FontStack, containers: Callable[[], Container], profile: PrinterProfile
) -> Iterator[tuple[str, str]]:
    """(name of the file, what should stand in it) of each slip on this paper."""
    press = Press(profile, fonts, containers)
    for name, make in MAKERS.items():
        sheet = read(press.compose(make()).content)
        yield f"{name}-{profile.columns}.txt", told(sheet, profile)
    copy = read(press.compose(samples.accept_receipt(), COPY).content)
    yield f"accept_receipt_copy-{profile.columns}.txt", told(copy, profile)


def main() -> int:
    """Write them anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    fonts = FontStack.shipped(RESOURCES / "fonts")
    with tempfile.TemporaryDirectory() as folder:
        for profile in PROFILES:
            for name, text in every(fonts, container_factory(Path(folder)), profile):
                (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
