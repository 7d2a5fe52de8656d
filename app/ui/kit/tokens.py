"""Tokens: the colours and sizes of resources/theme, and the style sheet made of them. No Qt."""

import re
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

Mode = Literal["light", "dark"]
Density = Literal["regular", "compact"]

LINE: Final = 3  # px up to this are lines and borders, which no letter size makes thicker
PIXELS: Final = re.compile(r"\b(\d+)px(?:-(\d+)\b)?")


class Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """tokens.json: `colours[mode][name]` is "#RRGGBB", `sizes[density][name]` px at 100 %."""

    colours: Mapping[Mode, Mapping[str, str]]
    sizes: Mapping[Density, Mapping[str, int]]


def load_tokens(folder: Path) -> Tokens:
    """The tokens of a folder. Raises msgspec.ValidationError for another shape."""
    return msgspec.json.decode((folder / "tokens.json").read_bytes(), type=Tokens)


def scaled(px: int, percent: int) -> int:
    """Pixels at a letter size of 100, 115 or 130 percent; lines stay as thin as they are."""
    return px if px <= LINE else round(px * percent / 100)


def fill(template: str, tokens: Tokens, *, mode: Mode, density: Density, percent: int) -> str:
    """The style sheet. Raises KeyError for a name the tokens lack."""
    sizes = {name: str(px) for name, px in tokens.sizes[density].items()}
    text = string.Template(template).substitute(tokens.colours[mode], **sizes)

    def px(found: re.Match[str]) -> str:
        return f"{scaled(int(found[1]), percent) - int(found[2] or 0)}px"

    return PIXELS.sub(px, text)
