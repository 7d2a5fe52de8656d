"""Lines across the paper, as dots."""

from typing import Final

from PIL import Image

THICK: Final = 2
_DASH: Final = 8
_PERIOD: Final = 12


def stroke(dots: int, dashed: bool) -> Image.Image:
    """A line `dots` long and THICK high, mode "1", ink 1."""
    image = Image.new("1", (dots, THICK), 0 if dashed else 1)
    if dashed:
        for x in range(0, dots, _PERIOD):
            image.paste(1, (x, 0, min(x + _DASH, dots), THICK))
    return image
