"""Pinyin initials (拼音首字母): 林小满 is found by `lxm`.

The library takes a sixth of a second to load, so it is loaded at the first need.
"""

from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType
from typing import Final

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
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


def warm(texts: Iterable[str]) -> None:
    """Load the library and work out texts before anybody waits for them; for a thread."""
    for text in ("办", *texts):
        initials(text)


def name_initials(name: str) -> str:
    """The initials of a person's name, whose first character is a surname."""
    letters = initials(name)
    return SURNAMES.get(name[:1], letters[:1]) + letters[1:]
