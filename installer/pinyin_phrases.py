"""Writes resources/pinyin/phrases.txt: `python installer/pinyin_phrases.py`.

Of pypinyin's 47,000 phrases, which cost a process 46 MB, those whose first letters do not follow
from their characters one by one (重庆 is cq, 重 alone z), and those needed because another one
would cut them wrongly. With these alone the library gives each phrase it knows the same letters.
"""

from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

FILE = Path(__file__).parent.parent / "resources" / "pinyin" / "phrases.txt"


def needed() -> dict[str, str]:
    """The phrases and their letters."""
    letters = {p: "".join(lazy_pinyin(p, style=Style.FIRST_LETTER)) for p in PHRASES_DICT}
    alone = {c: lazy_pinyin(c, style=Style.FIRST_LETTER)[0] for p in letters for c in p}
    kept = {p: t for p, t in letters.items() if t != "".join(alone[c] for c in p)}
    while wrong := {p for p, told in letters.items() if told != read(p, kept, alone)}:
        kept |= {p: letters[p] for p in wrong}
    return dict(sorted(kept.items()))


def read(text: str, kept: dict[str, str], alone: dict[str, str]) -> str:
    """The letters by the longest kept phrase from the left, as the library cuts a text."""
    told, place = "", 0
    while place < len(text):
        ends = range(len(text), place + 1, -1)
        phrase = next((text[place:end] for end in ends if text[place:end] in kept), "")
        told += kept.get(phrase) or alone[text[place]]
        place += len(phrase) or 1
    return told


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("".join(f"{p} {t}\n" for p, t in needed().items()), "utf-8")
