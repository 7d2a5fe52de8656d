"""QR codes of ticket numbers: as dots, or as the printer's own command."""

from typing import Final

import segno
from PIL import Image

QUIET: Final = 4  # modules of white around a code (ISO/IEC 18004)
LEVEL: Final = "M"


def picture(text: str, module: int) -> Image.Image:
    """The code with its quiet zone, mode "1", ink 1, `module` dots a module."""
    code = segno.make_qr(text, error=LEVEL, boost_error=False)
    rows = [bytes(255 * bit for bit in row) for row in code.matrix_iter(border=QUIET)]
    small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    side = len(rows) * module
    return small.convert("1").resize((side, side), Image.Resampling.NEAREST)


def command(text: str, module: int) -> bytes:
    """GS ( k: model 2, module size, level M, store, print. `text` must be ASCII."""
    stored = text.encode("ascii")
    return b"".join(
        b"\x1d(k" + (len(body) + 1).to_bytes(2, "little") + b"1" + body
        for body in (b"A2\x00", bytes([0x43, module]), b"E1", b"P0" + stored, b"Q0")
    )
