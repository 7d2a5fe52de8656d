"""Which characters a Chinese printer draws itself, and what must never reach it.

Printers differ in their ROM: every one of them has GB2312, many have GBK in two bytes, four-byte
codes come out as garbage on most. So a line goes as native text only if all of it is in the set
chosen by the profile; anything else is drawn as dots.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, Literal

Rom = Literal["gb2312", "gbk"]

_NEWLINE: Final = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_SAME: Final = str.maketrans({"\t": " ", "¥": "￥", "―": "—", "・": "·"})
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})  # controls, bidi and zero-width, surrogates


def clean(text: str) -> str:
    """The text as it may be printed: no control, no direction, no invisible character.

    Newlines stay, in the one form `\\n`. The stored text is never changed, and nothing is
    normalised: NFC would rewrite compatibility 汉字, which are people's names.
    """
    text = _NEWLINE.sub("\n", text).translate(_SAME)
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if " " <= char <= "~" or char == "\n":
        return char
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""  # variation selectors
    category = unicodedata.category(char)
    if category == "Zs" and char != "\u3000":
        return " "
    return "" if category in _INVISIBLE else char


def native(char: str, rom: Rom) -> bytes | None:
    """The one or two bytes by which the printer's ROM draws the character, or None.

    The bytes come from gb18030, the test from the set itself: Python's gb2312 codec maps — and ·
    to code points nobody types, and gb18030 fills the unassigned pairs of GB2312.
    """
    if " " <= char <= "~":
        return char.encode("ascii")
    try:
        pair = char.encode("gb18030")
        pair.decode(rom)
    except UnicodeError:
        return None
    return pair


def native_text(text: str, rom: Rom) -> bytes | None:
    """The bytes of a whole line, or None if one character of it is not in the ROM.

    As `native` of each, at once: a pair of a line decodes as it does alone, and no set of two
    bytes knows a code of four.
    """
    try:
        pairs = text.encode("gb18030")
        pairs.decode(rom)
    except UnicodeError:
        return None
    return pairs


def width(text: str) -> int:
    """Columns of 12 dots: one for ASCII, two for anything else (“ ” — … ① are 24 dots wide)."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def spell(text: str, drawable: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
    """Cleaned text with 〔U+XXXX〕 for what cannot be drawn, and the characters so spelled.

    `drawable` says whether ROM or fonts have a character.
    """
    lost: list[str] = []

    def seen(char: str) -> str:
        if char == "\n" or drawable(char):
            return char
        lost.append(char)
        return f"〔U+{ord(char):04X}〕"

    return "".join(map(seen, clean(text))), tuple(dict.fromkeys(lost))
