"""The ticket number (编号), made offline, printed, spoken on the phone.

`<hall A-Z 2–4><window 1–2 digits>-<yymmdd>-<nnn>-<3 random + check>`, e.g. `XF3-260311-007-K7QX`.
The random part keeps a cloned terminal from printing the same number twice; the check
character catches one wrong or two swapped characters when a number is typed.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32
_SHAPE: Final = re.compile(r"([A-Z]{2,4})(\d{1,2})-(\d{6})-(\d{3,})(?:-([0-9A-HJKMNP-TV-Z]{4}))?")
_CONFUSED: Final = str.maketrans("OIL", "011")


def remainder(text: str) -> int:
    """Weighted sum modulo 37 (a prime above the alphabet): every single wrong character and
    every swap of two different characters changes it."""
    total = 0
    for weight, ch in enumerate((c for c in text if c != "-"), start=2):
        total += weight * (ALPHABET.index(ch) if ch in ALPHABET else ord(ch))
    return total % 37


def make(hall: str, window: int, day: date, running: int, pick: Callable[[str], str]) -> str:
    """A new number; `pick` draws one character of the alphabet at random.

    Draws whose remainder has no character in the alphabet are drawn again.
    """
    while True:
        tail = "".join(pick(ALPHABET) for _ in range(3))
        stem = f"{hall}{window}-{day:%y%m%d}-{running:03d}-{tail}"
        if (left := remainder(stem)) < len(ALPHABET):
            return stem + ALPHABET[left]


def is_whole(text: str) -> bool:
    """Whether `text` is a number with its last group and the check character fits."""
    match = _SHAPE.fullmatch(text)
    return bool(match and match[5]) and remainder(text[:-1]) == ALPHABET.index(text[-1])


def normalize(text: str) -> str:
    """What was typed, in the form that is stored: capitals, no blanks, O I L read as 0 1 1
    in the last group."""
    text = "".join(text.upper().split())
    head, dash, tail = text.rpartition("-")
    return f"{head}-{tail.translate(_CONFUSED)}" if dash and head.count("-") == 2 else text


def stem_of(text: str) -> str:
    """The part that names the ticket on its own terminal: `XF3-260311-007`. Empty if none."""
    match = _SHAPE.fullmatch(normalize(text))
    return "-".join((match[1] + match[2], match[3], match[4])) if match else ""


def running_of(number: str) -> int:
    """The running number of the day inside a ticket number."""
    return int(number.split("-")[2])
