"""Lines drawn as dots: for characters that the printer's ROM lacks, and for the preview.

Every character sits in its own cell of 12 or 24 dots, so columns agree with native lines.
Ink is 1. The fonts and every drawn cell are kept inside one `FontStack`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from app.printing.charset import width
from app.printing.coverage import Coverage

CELL: Final = 12  # dots of one column
EM: Final = 24  # dots of a 汉字
_BASELINE: Final = 21  # of 24: 0.88 em, where Noto Sans SC and Hanazono put it
_FINE: Final = 2  # glyphs are drawn this much larger, then squeezed into their cell
_INK: Final = 128

_SHIPPED: Final = ("NotoSansSC_500Medium.ttf", "HanaMinB.ttf")


class FontStack:
    """Fonts in order of preference; the first that has a character draws it.

    `paths` are TrueType files. Raises OSError or ValueError if one cannot be used.
    Belongs to one thread.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._coverage = tuple(Coverage(path) for path in paths)
        self._fonts: dict[tuple[int, int], ImageFont.FreeTypeFont] = {}
        self._cells: dict[tuple[str, int, bool], Image.Image] = {}

    @classmethod
    def shipped(cls, folder: Path, drop_in: Path | None = None) -> "FontStack":
        """The fonts of `folder` (resources/fonts), then every *.ttf of `drop_in` by name."""
        more = sorted(drop_in.glob("*.ttf")) if drop_in else []
        return cls([*(folder / name for name in _SHIPPED), *more])

    def has(self, char: str) -> bool:
        """Whether some font draws the character."""
        return any(char in coverage for coverage in self._coverage)

    def line(self, text: str, *, bold: bool = False, scale: int = 1, head: str = "") -> Image.Image:
        """One line, mode "1", CELL × scale dots a column and EM × scale dots high.

        `head` stands before `text` and is never bold. Every character must be one that `has`
        knows, or a space: raises ValueError otherwise.
        """
        columns = width(head) + width(text)
        image = Image.new("1", (columns * CELL * scale, EM * scale))
        x = 0
        for part, heavy in ((head, False), (text, bold)):
            for char in part:
                image.paste(self._cell(char, scale, heavy), (x, 0))
                x += width(char) * CELL * scale
        return image

    def _cell(self, char: str, scale: int, bold: bool) -> Image.Image:
        key = (char, scale, bold)
        if key not in self._cells:
            self._cells[key] = self._draw(char, scale, bold)
        return self._cells[key]

    def _draw(self, char: str, scale: int, bold: bool) -> Image.Image:
        size = (width(char) * CELL * scale, EM * scale)
        if char in " \u3000":
            return Image.new("1", size)
        which = next((n for n, known in enumerate(self._coverage) if char in known), None)
        if which is None:
            raise ValueError(f"no font has U+{ord(char):04X}")
        fine = _FINE * scale
        font = self._font(which, EM * fine)
        wide = max(size[0] * _FINE, round(font.getlength(char)))
        big = Image.new("L", (wide, EM * fine))
        pen = ImageDraw.Draw(big)
        pen.text((wide / 2, _BASELINE * fine), char, fill=255, font=font, anchor="ms")
        if bold:  # as a thermal head does it: the same dots once more, one dot to the right
            pen.text((wide / 2 + _FINE, _BASELINE * fine), char, fill=255, font=font, anchor="ms")
        grey = big.resize(size, Image.Resampling.BOX)
        return grey.point(lambda ink: 255 if ink >= _INK else 0).convert(
            "1", dither=Image.Dither.NONE
        )

    def _font(self, which: int, size: int) -> ImageFont.FreeTypeFont:
        key = (which, size)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(
                self._paths[which], size, layout_engine=ImageFont.Layout.BASIC
            )
        return self._fonts[key]
