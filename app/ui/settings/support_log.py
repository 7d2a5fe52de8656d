"""The end of the program's log for whoever supports it, with nothing personal in it.

The log itself holds types and places only (app.cli.hooks); this takes away whatever could still
be somebody's: everything that is not ASCII, long numbers, the names of folders.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

LINES: Final = 400
BYTES: Final = 200_000  # of the end of the file
_LINE: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")
_NUMBER: Final = re.compile(r"(?<![\w-])\+?\d(?:[ -]?\d){5,}")
_STRANGE: Final = re.compile(r"[^\x20-\x7e]+")


def tail(log: Path, hidden: Sequence[str]) -> str:
    """The last lines of a log file; "" where there is none. `hidden` are words to take out, such
    as the home and the names of people. Slow: for a worker."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    lines = text.splitlines()[-LINES:]
    return "\n".join(cleaned(line, hidden) for line in lines)


def cleaned(line: str, hidden: Sequence[str]) -> str:
    """A line of the log without what could be personal; its time stays."""
    stamp = _LINE.match(line)
    head = stamp[0] if stamp else ""
    rest = line[len(head) :]
    for word in sorted(filter(None, hidden), key=len, reverse=True):
        rest = rest.replace(word, "#")
    return head + _STRANGE.sub("#", _NUMBER.sub("#", rest))
