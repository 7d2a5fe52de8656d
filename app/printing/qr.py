"""QR codes of ticket numbers: as dots, or as the printer's own command."""

from typing import Final

import segno
from PIL import Image

QUIET: Final = 4  # modules of white around a code (ISO/IEC 18004)
LEVEL: Final = "M"
# One mask for all: trying the eight takes five times as long as the rest, and over ticket numbers
# this one's penalty is 2 % above that of the best of them (ISO/IEC 18004, 7.8.3).
MASK: Final = 1


def picture(text: str, module: int) -> Image.Image:
    """The code with its quiet zone, mode "1", ink 1, `module` dots a module."""
    code = segno.make_qr(text, error=LEVEL, boost_error=False, mask=MASK)
    inner = len(code.matrix)
    small = Image.frombytes("1", (inner, inner), b"".join(code.matrix), "raw", "1;8")
    page = Image.new("1", (inner + 2 * QUIET, inner + 2 * QUIET))
    page.paste(small, (QUIET, QUIET))
    side = page.width * module
    return page.resize((side, side), Image.Resampling.NEAREST)


def command(text: str, module: int) -> bytes:
    """GS ( k: model 2, module size, level M, store, print. `text` must be ASCII."""
    stored = text.encode("ascii")
    return b"".join(
        b"\x1d(k" + (len(body) + 1).to_bytes(2, "little") + b"1" + body
        for body in (b"A2\x00", bytes([0x43, module]), b"E1", b"P0" + stored, b"Q0")
    )
