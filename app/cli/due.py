"""`bandecheng due`: questions about dates, a JSON object a line, in and out."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from app.desk import inquiry
from app.desk.inquiry import Answer, Request, Unanswerable
from app.domain.calendar import WorkCalendar
from app.domain.regime import Regime
from app.settings import shipped
from app.settings.tables import Faulty
from app.settings.words import Words

_PLACE: Final = re.compile(r"at `\$\.(.+)`$")
_FIELD: Final = re.compile(r"field `([^`]*)`")


def run(arguments: list[str]) -> int:
    """Answer until the input ends."""
    parser = argparse.ArgumentParser(prog="bandecheng due")
    parser.add_argument("--regimes", type=Path)
    told = parser.parse_args(arguments)
    if told.regimes and not told.regimes.is_dir():
        print(f"没有这个文件夹：{told.regimes}", file=sys.stderr)
        return 2
    try:
        for line in answers(sys.stdin.buffer, told.regimes):
            print(line, flush=True)  # a script may wait for it before its next question
    except Faulty as error:
        for fault in error.faults:
            print(Words().fault(error.name, fault), file=sys.stderr)
        return 1
    return 0


def answers(lines: Iterable[bytes], extra: Path | None = None) -> Iterator[str]:
    """The answer to each line; blank lines are passed over. Raises Faulty for a bad profile."""
    regimes, calendar, words = shipped.load_regimes(extra), shipped.load_calendar(), Words()
    for line in lines:
        if line.strip():
            yield _text(_reply(line, regimes, calendar, words))


def _reply(
    line: bytes, regimes: Mapping[str, Regime], calendar: WorkCalendar, words: Words
) -> dict[str, Any]:
    try:
        read = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        read = None
    if not isinstance(read, dict):
        return {"error": words("inquiry.unreadable")}
    echo = {"id": read["id"]} if "id" in read else {}
    try:
        ask = msgspec.convert(read, Request)
        found = inquiry.answer(ask, regimes, calendar)
    except msgspec.ValidationError as error:
        return {**echo, "error": words("inquiry.key", key=_key_of(error))}
    except Unanswerable as error:
        return {**echo, "error": words(f"inquiry.{error.key}", **error.facts)}
    except OverflowError:
        return {**echo, "error": words("inquiry.far")}
    return {"id": None, **echo, **_written(found, words)}


def _key_of(error: msgspec.ValidationError) -> str:
    """The key a message is about: “… required field `asked` - at `$.extend`”."""
    path, field = _PLACE.search(str(error)), _FIELD.search(str(error))
    return ".".join(found[1] for found in (path, field) if found)


def _written(found: Answer, words: Words) -> dict[str, Any]:
    return {
        "due": _time(found.due), "target": _time(found.target), "act_by": _time(found.act_by),
        "lamp": found.lamp, "late": found.late, "provisional": _time(found.provisional),
        "refused": words.refusal(found.refused) if found.refused else None,
    }  # fmt: skip


def _time(at: datetime | None) -> str | None:
    if at is None:
        return None
    return f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"


def _text(answer: dict[str, Any]) -> str:
    return msgspec.json.encode(answer).decode()
