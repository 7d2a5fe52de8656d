"""Why a home cannot be used, in one Chinese sentence that says what to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.told import Told
from app.db.engine import StoreUnfit
from app.db.instance import SecondInstance
from app.db.keys import WrongKey
from app.db.log import NotWritten
from app.settings.tables import Faulty
from app.settings.words import Words

TROUBLES = (StoreUnfit, SecondInstance, WrongKey, Faulty, NotWritten, OSError)


def sentences(error: BaseException, words: Words) -> list[str]:
    """What to tell a person; one sentence for most, one a fault for a file with faults."""
    match error:
        case Faulty():
            return [words.fault(error.name, fault) for fault in error.faults]
        case StoreUnfit():
            return [words(f"trouble.{error.code}")]
        case NotWritten():
            return [words(f"trouble.not_written_{error.code}")]
        case SecondInstance():
            return [words("trouble.second")]
        case WrongKey():
            return [words("trouble.wrong_key")]
        case _:
            return [words("trouble.folder", path=getattr(error, "filename", "") or "")]


@contextmanager
def explained() -> Iterator[None]:
    """Turn what stops a command into sentences on standard error. Raises Told."""
    try:
        yield
    except TROUBLES as error:
        for sentence in sentences(error, Words()):
            print(sentence, file=sys.stderr)
        raise Told from error
