"""`bandecheng due`: questions about dates, a JSON object a line, in and out."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app import settings
from app.cli.trouble import explained
from app.domain import inquiry
from app.domain.inquiry import Answer, Request, Unanswerable
from app.settings import Words


def run(arguments: list[str]) -> int:
    """Answer until the input ends."""
    parser = argparse.ArgumentParser(prog="bandecheng due")
    parser.add_argument("--regimes", type=Path)
    told = parser.parse_args(arguments)
    with explained():
        for line in answers(sys.stdin.buffer, told.regimes):
            print(line)
    return 0


def answers(lines: Iterable[bytes], extra: Path | None = None) -> Iterator[str]:
    """The answer to each line; blank lines are passed over. Raises Faulty for a bad profile."""
    regimes, calendar, words = settings.load_regimes(extra), settings.load_calendar(), Words()
    for line in lines:
        if not line.strip():
            continue
        try:
            ask = msgspec.json.decode(line, type=Request)
            found = _written(inquiry.answer(ask, regimes, calendar), words)
        except msgspec.MsgspecError as error:
            yield _text({**_id_of(line), "error": words("inquiry.unreadable", why=str(error))})
        except Unanswerable as error:
            yield _text({**_id_of(line), "error": words(f"inquiry.{error.key}", **error.facts)})
        except OverflowError:
            yield _text({**_id_of(line), "error": words("inquiry.far")})
        else:
            yield _text({**_id_of(line), **found})


def _id_of(line: bytes) -> dict[str, Any]:
    """The id to echo, if one can be read at all."""
    try:
        read = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return {"id": read["id"]} if isinstance(read, dict) and "id" in read else {}


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
