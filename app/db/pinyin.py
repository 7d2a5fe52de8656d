"""Pinyin initials (拼音首字母): 林小满 is found by `lxm`.

The library takes a sixth of a second to load, so it is loaded at the first need; without its own
phrases, which cost 46 MB, but with those of resources/pinyin, all that first letters need.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Final

from app.settings.places import RESOURCES

PHRASES: Final = RESOURCES / "pinyin" / "phrases.txt"  # by installer/pinyin_phrases.py
# Surnames that are read otherwise than the same character in running text.
SURNAMES: Final = MappingProxyType(
    {
        "曾": "z", "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "朴": "p", "翟": "z",
        "乐": "y", "盖": "g", "尉": "y", "缪": "m", "种": "c", "召": "s", "覃": "q", "晟": "c",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letter of each character's reading; what has none stays as it is."""
    return "".join(_first_letters()(text))


@cache
def _first_letters() -> Callable[[str], list[str]]:
    """The library, loaded: a text to the letter of each character."""
    os.environ["PYPINYIN_NO_PHRASES"] = os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
    from pypinyin import Style, lazy_pinyin, load_phrases_dict

    lines = (line.split(" ") for line in PHRASES.read_text("utf-8").splitlines())
    load_phrases_dict({phrase: [[letter] for letter in letters] for phrase, letters in lines})
    return partial(lazy_pinyin, style=Style.FIRST_LETTER)


def warm(texts: Iterable[str]) -> None:
    """Load the library and work out texts before anybody waits for them; for a thread."""
    for text in ("办", *texts):
        initials(text)


def name_initials(name: str) -> str:
    """The initials of a person's name, whose first character is a surname."""
    letters = initials(name)
    return SURNAMES.get(name[:1], letters[:1]) + letters[1:]
