"""The bytes of a paper → its picture, as a printer would put it on paper.

For the played printer of the training counter: what is seen there came over the line, nothing else
is known. Our own commands are drawn, others pass without ink.
"""

import io
from typing import Final

from PIL import Image, ImageOps

from app.printing import qr
from app.printing.charset import spell
from app.printing.commands import first
from app.printing.preview import MARGIN
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack

_STORE: Final = b"1P0"  # what GS ( k keeps for the code it prints with _SHOW
_SIZE: Final = b"1C"
_SHOW: Final = b"1Q0"


def picture(paper: bytes, profile: PrinterProfile, fonts: FontStack) -> Image.Image:
    """The paper, mode "1", black on white, with its white margins; cut bytes end where they end."""
    sheet = _Sheet(profile, fonts)
    rest = paper
    while size := first(rest):
        sheet.take(rest[:size])
        rest = rest[size:]
    sheet.break_line()
    page = Image.new("1", (profile.dots + 2 * MARGIN, sheet.y + MARGIN))
    for drawn, x, y in sheet.inked:
        page.paste(drawn, (MARGIN + x, y))
    return ImageOps.invert(page.convert("L")).convert("1")


def png(paper: bytes, profile: PrinterProfile, fonts: FontStack) -> bytes:
    """The same as a PNG file. Slow: for a worker."""
    file = io.BytesIO()
    picture(paper, profile, fonts).save(file, "PNG")
    return file.getvalue()


class _Sheet:
    """The paper under the head: settings, the line being set, what is inked already."""

    def __init__(self, profile: PrinterProfile, fonts: FontStack) -> None:
        self._profile, self._fonts = profile, fonts
        self.y = MARGIN
        self.inked: list[tuple[Image.Image, int, int]] = []
        self._line: list[Image.Image] = []
        self._code, self._module = "", profile.module
        self._begin()

    def take(self, command: bytes) -> None:
        """Obey one command, or print a piece of text."""
        match command[:2]:
            case b"\x1b@":
                self._begin()
            case b"\x1ba":
                self._centred = command[2] & 3 == 1
            case b"\x1bE":
                self._bold = bool(command[2] & 1)
            case b"\x1d!":
                self._scale = 2 if command[2] else 1
            case b"\x1b3":
                self._pitch = command[2] // self._profile.units_per_dot
            case b"\x1bJ":
                self.y += command[2] // self._profile.units_per_dot
            case b"\x1dv":
                self._dots(command)
            case b"\x1d(" if command[2:3] == b"k":
                self._two_dimensional(command[5:])
            case _ if command[0] not in b"\x1b\x1c\x1d\x10":
                self._text(command)

    def break_line(self) -> None:
        """Ink what is set, and feed."""
        if not self._line:
            return
        wide, high = sum(part.width for part in self._line), self._line[-1].height
        x = (self._profile.dots - wide) // 2 if self._centred else 0
        for part in self._line:
            self.inked.append((part, x, self.y))
            x += part.width
        self.y += max(high, self._pitch)
        self._line = []

    def _begin(self) -> None:
        self._centred = self._bold = False
        self._scale, self._pitch = 1, self._profile.pitch

    def _text(self, data: bytes) -> None:
        whole = data.endswith(b"\n")
        text, _ = spell(data.rstrip(b"\n").decode("gb18030", "replace"), self._fonts.has)
        if text:
            self._line.append(self._fonts.line(text, bold=self._bold, scale=self._scale))
        if whole and self._line:
            self.break_line()
        elif whole:
            self.y += self._pitch

    def _dots(self, command: bytes) -> None:
        wide, high = (int.from_bytes(command[at : at + 2], "little") for at in (4, 6))
        self._ink(Image.frombytes("1", (wide * 8, high), command[8:]))

    def _two_dimensional(self, body: bytes) -> None:
        if body.startswith(_SIZE):
            self._module = body[2]
        elif body.startswith(_STORE):
            self._code = body[3:].decode("ascii", "replace")
        elif body.startswith(_SHOW) and self._code:
            self._ink(qr.picture(self._code, self._module))

    def _ink(self, drawn: Image.Image) -> None:
        x = max(0, (self._profile.dots - drawn.width) // 2) if self._centred else 0
        self.inked.append((drawn, x, self.y))
        self.y += drawn.height
