"""First letters without the library's 47,000 phrases are those with them."""

import json
import os
import subprocess
import sys

from app.db.pinyin import initials, name_initials

ALL = """
import json
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
print(json.dumps({p: "".join(lazy_pinyin(p, style=Style.FIRST_LETTER)) for p in PHRASES_DICT}))
"""
LOADED = """
import sys
from app.db.pinyin import initials
print(initials("重庆"), "pypinyin.phrases_dict" in sys.modules)
"""


def child(program: str) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "-c", program]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYPINYIN")}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=clean).stdout


def test_every_phrase_of_the_library_has_its_letters() -> None:
    """If the library was renewed: `python installer/pinyin_phrases.py`."""
    told: dict[str, str] = json.loads(child(ALL))
    assert len(told) > 40_000
    assert {p: t for p, t in told.items() if initials(p) != t} == {}


def test_the_phrases_are_not_read_into_memory() -> None:
    assert child(LOADED).split() == ["cq", "False"]


def test_what_has_no_reading_stays() -> None:
    assert initials("A座3号𬱖、行") == "A座3号𬱖、行".replace("座", "z").replace("号", "h").replace(
        "𬱖", initials("𬱖")
    ).replace("行", "x")
    assert name_initials("曾行长") == "zhz"
