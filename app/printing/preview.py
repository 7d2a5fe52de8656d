"""Rows → the picture of the paper, dot by dot: for the clerk's preview and for the record."""

import io
from collections.abc import Iterable
from typing import Final, assert_never

from PIL import Image, ImageOps

from app.printing import layout, qr
from app.printing.layout import Row
from app.printing.profiles import PrinterProfile
from app.printing.raster import EM, FontStack
from app.printing.strokes import THICK, stroke

MARGIN: Final = 32  # dots of white paper at each side: 4 mm at 203 dpi


def picture(rows: Iterable[Row], profile: PrinterProfile, fonts: FontStack) -> Image.Image:
    """The paper, mode "1", black on white, with its white margins.

    Native text is drawn with our font: places and sizes are exact, the ROM's strokes differ.
    """
    drawn = ink(rows, profile, fonts)
    page = Image.new("1", (drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN))
    page.paste(drawn, (MARGIN, MARGIN))
    return ImageOps.invert(page.convert("L")).convert("1")


def ink(rows: Iterable[Row], profile: PrinterProfile, fonts: FontStack) -> Image.Image:
    """What is printed on the paper, as wide as the printer's line, mode "1", ink 1."""
    parts: list[tuple[Image.Image, int, int]] = []
    y = 0
    for row in rows:
        drawn, height = _draw(row, profile, fonts)
        if drawn:
            centered = isinstance(row, layout.Code) or (isinstance(row, layout.Line) and row.center)
            parts.append((drawn, (profile.dots - drawn.width) // 2 if centered else 0, y))
        y += height
    page = Image.new("1", (profile.dots, y))
    for drawn, x, top in parts:
        page.paste(drawn, (x, top))
    return page


def png(rows: Iterable[Row], profile: PrinterProfile, fonts: FontStack) -> bytes:
    """The same as a PNG file."""
    file = io.BytesIO()
    picture(rows, profile, fonts).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw(row: Row, profile: PrinterProfile, fonts: FontStack) -> tuple[Image.Image | None, int]:
    """The ink of a row and how far it moves the paper."""
    match row:
        case layout.Line(text, bold, scale, _, head):
            drawn = fonts.line(text, bold=bold, scale=scale, head=head)
            return drawn, drawn.height + profile.pitch - EM
        case layout.Stroke(dashed):
            return stroke(profile.dots, dashed), THICK
        case layout.Code(text):
            drawn = qr.picture(text, profile.module)
            return drawn, drawn.height
        case layout.Space(dots):
            return None, dots
        case layout.End():
            return None, profile.tail_dots
        case _:
            assert_never(row)
