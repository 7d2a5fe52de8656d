"""Lines across the paper, as dots."""

from typing import Final

from PIL import Image

THICK: Final = 2
_DASH: Final = 8
_PERIOD: Final = 12


def stroke(dots: int, dashed: bool) -> Image.Image:
    """A line `dots` long and THICK high, mode "1", ink 1."""
    period = _PERIOD if dashed else _DASH
    row = (b"\xff" * _DASH + b"\x00" * (period - _DASH)) * (dots // period + 1)
    return Image.frombytes("1", (dots, THICK), row[:dots] * THICK, "raw", "1;8")
