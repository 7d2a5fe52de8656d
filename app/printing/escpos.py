"""Rows → the exact bytes for a printer. The only place that knows opcodes.

Same document, profile and fonts → same bytes. What a citizen typed reaches the printer as
characters or dots, never as a command.
"""

import re
from typing import Final, Protocol, assert_never

from PIL import Image

from app.printing import layout, qr
from app.printing.charset import native_text
from app.printing.layout import Row
from app.printing.profiles import PrinterProfile
from app.printing.raster import EM, FontStack
from app.printing.strokes import stroke

_ESC: Final = b"\x1b"
_GS: Final = b"\x1d"
_START: Final = _ESC + b"@" + b"\x1c&"  # initialise; Chinese mode
_CUT: Final = {"part": _GS + b"VB\x00", "full": _GS + b"VA\x00", "none": b""}
_MOST: Final = 255  # dots or units one feed command takes

# Real-time commands are obeyed even inside image data (DLE EOT 1–4, DLE ENQ 1–3, DLE DC4 …), and
# a printer that lost count inside an image would obey the cuts; dots never spell any of them.
NEVER_IN_DOTS: Final = re.compile(
    rb"\x10\x04[\x01-\x04]|\x10\x05[\x01-\x03]|\x10\x14[\x01\x02\x03\x08]|\x1dV|\x1b[im]"
)
# What comes after the dots must not make a command of their last bytes.
_OPEN_END: Final = re.compile(rb"(?:\x10[\x04\x05\x14]?|\x1b|\x1d)\Z")
_THICKER: Final = {0x10: 0x18, 0x1B: 0x1F, 0x1D: 0x1F}  # no command begins or goes on with these


class Container(Protocol):
    """Where commands gather: python-escpos' Dummy."""

    def _raw(self, msg: bytes) -> None: ...

    @property
    def output(self) -> bytes:
        """Everything gathered so far."""
        ...


def encode(
    rows: tuple[Row, ...], profile: PrinterProfile, fonts: FontStack, into: Container
) -> bytes:
    """The bytes of a paper. `into` must be empty; rows must end in exactly one End."""
    if rows[-1:] != (layout.End(),) or layout.End() in rows[:-1]:
        raise ValueError("a paper ends in exactly one cut")
    writer = _Writer(profile, fonts, into)
    for row in rows:
        writer.row(row)
    return into.output


class _Writer:
    """Writes rows; sends a setting only when it changes."""

    def __init__(self, profile: PrinterProfile, fonts: FontStack, into: Container) -> None:
        self._profile = profile
        self._fonts = fonts
        self._gap = profile.pitch - EM
        self._raw = into._raw
        self._settings = {b"a": b"\x00", b"E": b"\x00", b"!": b"\x00", b"3": b""}
        self._raw(_START)

    def row(self, row: Row) -> None:
        match row:
            case layout.Line():
                self._line(row)
            case layout.Stroke(dashed):
                self._center(False)
                self._dots(stroke(self._profile.dots, dashed))
            case layout.Code(text):
                self._center(True)
                self._code(text)
            case layout.Space(dots):
                self._feed(dots)
            case layout.End():
                self._feed(self._profile.tail_dots)
                self._raw(_CUT[self._profile.cut])
            case _:
                assert_never(row)

    def _line(self, line: layout.Line) -> None:
        """Settings follow from the layout alone, never from what was typed."""
        self._center(line.center)
        self._set(_GS, b"!", b"\x11" if line.scale == 2 else b"\x00")
        self._set(_ESC, b"3", self._units(EM * line.scale + self._gap))
        head = native_text(line.head, self._profile.rom)
        text = native_text(line.text, self._profile.rom)
        is_native = head is not None and text is not None
        if line.head.strip():
            self._bold(False)
        if is_native:
            self._raw(head or b"")
        self._bold(line.bold)
        if is_native:
            self._raw((text or b"") + b"\n")
        else:
            self._dots(self._drawn(line))

    def _drawn(self, line: layout.Line) -> Image.Image:
        """The line as dots, with the white below it that a native line would have."""
        drawn = self._fonts.line(line.text, bold=line.bold, scale=line.scale, head=line.head)
        spaced = Image.new("1", (drawn.width, drawn.height + self._gap))
        spaced.paste(drawn)
        return spaced

    def _code(self, text: str) -> None:
        if self._profile.qr == "native":
            self._raw(qr.command(text, self._profile.module))
        else:
            self._dots(qr.picture(text, self._profile.module))

    def _dots(self, image: Image.Image) -> None:
        content, wide = _harmless(image.tobytes()), (image.width + 7) // 8
        step = wide * self._profile.band_rows
        for start in range(0, len(content), step):
            band = content[start : start + step]
            size = wide.to_bytes(2, "little") + (len(band) // wide).to_bytes(2, "little")
            self._raw(_GS + b"v0\x00" + size + band)

    def _feed(self, dots: int) -> None:
        while dots > 0:
            step = min(dots, _MOST // self._profile.units_per_dot)
            self._raw(_ESC + b"J" + self._units(step))
            dots -= step

    def _bold(self, bold: bool) -> None:
        self._set(_ESC, b"E", b"\x01" if bold else b"\x00")

    def _center(self, center: bool) -> None:
        self._set(_ESC, b"a", b"\x01" if center else b"\x00")

    def _set(self, prefix: bytes, name: bytes, value: bytes) -> None:
        if self._settings[name] != value:
            self._settings[name] = value
            self._raw(prefix + name + value)

    def _units(self, dots: int) -> bytes:
        return bytes([dots * self._profile.units_per_dot])


def _harmless(dots: bytes) -> bytes:
    """The dots with one more beside the ink wherever their bytes would spell a command; nothing
    moves, so a line stays inside its columns and the paper."""
    return _OPEN_END.sub(_thicker, NEVER_IN_DOTS.sub(_thicker, dots))


def _thicker(command: re.Match[bytes]) -> bytes:
    first, *rest = command[0]
    return bytes((_THICKER[first], *rest))
