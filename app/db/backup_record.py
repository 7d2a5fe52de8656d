"""What a home remembers of its backups, in `HOME/backup.json`.

A plain file, not rows: the command backs up beside a running counter and may not write the store,
and a damaged store must not take the way to its backup with it.
"""

from pathlib import Path
from typing import Final

import msgspec

from app.db.keys import write_private

NAME: Final = "backup.json"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The last verified backup. `at` in seconds; `same_disk`: it lies on the store's own disk."""

    at: int
    path: str
    origin: str
    seq: int
    entries: int
    faults: int = 0
    same_disk: bool = False


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """The last one that came to nothing, and why (codes of BackupFailed)."""

    at: int
    code: str


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """The last rehearsal of a restore; `code` is "" when it went well."""

    at: int
    path: str
    entries: int = 0
    code: str = ""


class BackupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    made: Made | None = None
    missed: Missed | None = None
    rehearsed: Rehearsed | None = None


def read_record(home: Path) -> BackupRecord:
    """What is remembered; nothing where the file is missing or unreadable."""
    try:
        return msgspec.json.decode((home / NAME).read_bytes(), type=BackupRecord)
    except (OSError, msgspec.MsgspecError):
        return BackupRecord()


def remember(home: Path, **fields: Made | Missed | Rehearsed | None) -> BackupRecord:
    """Change a part of it, whole or not at all. Raises OSError when the home cannot be written."""
    record = msgspec.structs.replace(read_record(home), **fields)
    write_private(home / NAME, msgspec.json.format(msgspec.json.encode(record)))
    return record
