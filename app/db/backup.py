"""A verified backup of a running store, made beside its writer.

Copied by SQLCipher's own backup inside one read transaction, flushed, read back from the medium,
walked like any store, and only then given its name. Cut off anywhere it leaves a `.part` and
every older backup as it was.
"""

import errno
import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app import __version__
from app.db import bundle, keys, migrate, project
from app.db.backup_record import Made, Missed, remember
from app.db.bundle import CHUNK, PART, SUFFIX, Backup, Manifest, Told
from app.db.engine import CopyBroken, StoreUnfit, copy_store, open_reader, open_writer, snapshot
from app.db.instance import Home
from app.db.keys import WrongKey
from app.db.rulebook import RuleBook, Unadopted
from app.db.schema import entry, meta, terminal
from app.db.verify import StoreFault, Tally, verify
from app.domain.clock import local
from app.domain.entry import GENESIS
from app.settings.tables import Faulty
from app.settings.terminal import HallSettings

NEWEST: Final = 3  # kept whatever their age
DAYS: Final = 14  # the last of each of so many days
MONTHS: Final = 12  # the last of each of so many months
STALE_SECONDS: Final = 600  # a part nobody has written to for so long is nobody's
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
_GONE: Final = ("disk I/O error", "unable to open")
_HEAD: Final = (
    select(terminal.c.origin, entry.c.seq, entry.c.hash)
    .outerjoin(entry, entry.c.origin == terminal.c.origin)
    .where(terminal.c.private.is_not(None))
    .order_by(entry.c.seq.desc())
    .limit(1)
)


_REBUILD_ASKED: Final = select(meta.c.value).where(meta.c.key == "rebuild")


class BackupFailed(Exception):  # noqa: N818
    """No backup was made; every older one is as it was.

    `code`: absent (the folder is not there), home (it is the store's own folder), read_only, full,
    lost (the medium went away), unread (it does not give back what was written), store or newer
    (our own store cannot be read by this program), key.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Examined(NamedTuple):
    """What a store file holds: the walk over it, its own chain's end, its schema."""

    tally: Tally
    origin: str
    seq: int
    hash: bytes
    schema: int


def back_up(
    home: Home,
    folder: Path,
    hall: HallSettings,
    now: datetime,
    told: Told = lambda *_: None,
) -> Backup:
    """Make a verified backup in a folder, thin out the older ones, remember the outcome.

    Slow and free of the writer: for a worker or a command. Raises BackupFailed.
    """
    at = int(now.timestamp())
    try:
        made = _make(home, folder, hall, now, told)
    except BackupFailed as error:
        with suppress(OSError):
            remember(home.path, missed=Missed(at=at, code=error.code))
        raise
    with suppress(OSError):  # it is made, whatever becomes of the medium now
        remember(home.path, made=_kept(made, home, at), missed=None)
        _thin_out(folder, made)
    return made


def _kept(backup: Backup, home: Home, at: int) -> Made:
    m, disk = backup.manifest, backup.path.parent.stat().st_dev
    return Made(
        at=at, path=str(backup.path), origin=m.origin, seq=m.seq, entries=m.entries,
        faults=m.faults, same_disk=disk == home.path.stat().st_dev,
    )  # fmt: skip


def _make(home: Home, folder: Path, hall: HallSettings, now: datetime, told: Told) -> Backup:
    if not folder.is_dir():
        raise BackupFailed("absent")
    if folder.resolve().is_relative_to(home.path.resolve()):
        raise BackupFailed("home")
    with _troubles_named():
        _sweep(folder)
        part = _fresh_part(folder, f"{hall.code or 'BDC'}{hall.window}-{now:%y%m%d-%H%M%S}")
        try:
            key = _copy(home, part, told)
            upgrade(part, key)
            _flush(part)
            manifest = _describe(part, key, hall, now, told)
            with part.open("r+b") as file:
                bundle.close_bundle(file, manifest, _carried(home))
                _to_medium(file)
            if bundle.read_bundle(part) != manifest:
                raise BackupFailed("unread")
            return Backup(_give_name(part), manifest)
        finally:
            _drop(part)


def _copy(home: Home, part: Path, told: Told) -> bytes:
    """Copy the store; returns its key. What is wrong here is wrong with the store itself."""
    try:
        key = home.key()
        copy_store(home.store, key, part, lambda done, whole: told("copy", done, whole))
    except StoreUnfit as error:
        raise BackupFailed("store") from error
    except WrongKey as error:
        raise BackupFailed("key") from error
    except CopyBroken as error:
        if error.code == "lost":
            _probe(part)
            raise BackupFailed("store") from error  # the medium is well: it was our own disk
        raise
    return key


def _probe(part: Path) -> None:
    """SQLite says only that writing failed; the system says why. Raises OSError."""
    with part.open("r+b", buffering=0) as file:
        file.seek(0, os.SEEK_END)
        file.write(bytes(CHUNK))
        os.fsync(file.fileno())


def _describe(part: Path, key: bytes, hall: HallSettings, now: datetime, told: Told) -> Manifest:
    told("check", 0, 1)
    found = examine(part, key)
    if any(fault.kind == "page" for fault in found.tally.faults):
        raise BackupFailed("unread")
    size, digest = _digest(part)
    told("check", 1, 1)
    return Manifest(
        check=keys.fingerprint(key), origin=found.origin, seq=found.seq, hash=found.hash.hex(),
        entries=found.tally.entries, tickets=found.tally.tickets, faults=len(found.tally.faults),
        schema=found.schema, program=__version__, made=int(now.timestamp()), hall=hall.code,
        window=hall.window, size=size, sha256=digest,
    )  # fmt: skip


def examine(store: Path, key: bytes) -> Examined:
    """Walk a store file nobody writes. Raises WrongKey, StoreUnfit, DBAPIError."""
    with snapshot(open_reader(store, key)) as connection:
        schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        head = connection.execute(_HEAD).first()
        broken = [
            StoreFault("page", "store", str(row[0]))
            for row in connection.exec_driver_sql("PRAGMA integrity_check(1)")
            if row[0] != "ok"
        ]
        tally = verify(connection)
    tally = tally._replace(faults=(*broken, *tally.faults))
    if head is None:
        return Examined(tally, "", 0, GENESIS, schema)
    return Examined(tally, head.origin, head.seq or 0, head.hash or GENESIS, schema)


def upgrade(store: Path, key: bytes) -> None:
    """Bring a store file nobody uses to this program's version, its projections as well.

    Raises StoreUnfit, and Unadopted or Faulty for a log whose rules cannot be read.
    """
    with snapshot(open_reader(store, key)) as connection:
        at = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        asked = at > 0 and connection.execute(_REBUILD_ASKED).first() is not None
    if at == migrate.steps()[-1][0] and not asked:
        return
    writer, book = open_writer(store, key), RuleBook()
    try:
        with writer.begin() as connection:
            migrate.migrate(connection)
            book.refresh(connection)
            project.rebuild_if_asked(connection, book)
        still = writer.execution_options(isolation_level="AUTOCOMMIT")
        with still.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        writer.dispose()


@contextmanager
def _troubles_named() -> Iterator[None]:
    """Whatever goes wrong with the medium and the copy on it, as a code."""
    try:
        yield
    except CopyBroken as error:
        raise BackupFailed(error.code) from error
    except OSError as error:
        code = error.errno
        raise BackupFailed(
            "full" if code in _FULL else "read_only" if code in _CLOSED else "lost"
        ) from error
    except (Unadopted, Faulty) as error:
        raise BackupFailed("store") from error
    except (StoreUnfit, DBAPIError, WrongKey, bundle.NotBackup) as error:
        if isinstance(error, StoreUnfit) and error.code == "newer":
            raise BackupFailed("newer") from error
        gone = any(sign in str(error) for sign in _GONE)
        raise BackupFailed("lost" if gone else "unread") from error


def _carried(home: Home) -> dict[str, bytes]:
    files = ((name, home.path / name) for name in bundle.CARRIED)
    return {name: path.read_bytes() for name, path in files if path.exists()}


def _fresh_part(folder: Path, name: str) -> Path:
    """A new file of our own, under a name that no backup has."""
    for number in range(1, 1000):
        stem = name if number == 1 else f"{name}-{number}"
        part = folder / f"{stem}{SUFFIX}{PART}"
        if not part.with_suffix("").exists():
            with suppress(FileExistsError):
                os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                return part
    raise BackupFailed("full")


def _give_name(part: Path) -> Path:
    final = part.with_suffix("")
    if final.exists():  # somebody else's backup is never written over
        raise BackupFailed("lost")
    part.rename(final)
    flush_folder(final.parent)
    return final


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        _to_medium(file)


def _to_medium(file: BinaryIO) -> None:
    """Flush, and forget what is remembered of it, so that the next look reads the medium."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def flush_folder(folder: Path) -> None:
    """A name is on the medium once its folder is; some file systems of sticks cannot be asked."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(handle)
        os.close(handle)


def _digest(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _drop(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Parts of runs that were cut off."""
    for part in folder.glob(f"*{SUFFIX}{PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > STALE_SECONDS:
                _drop(part)


def spared(made: Sequence[Backup]) -> set[Path]:
    """Which backups stay, of one terminal's, newest first.

    The newest three, and the last sound one of each of fourteen days and of twelve months; so the
    newest sound one always does.
    """
    kept = {b.path for b in made[:NEWEST]}
    sound = [b for b in made if b.is_sound]
    for form, most in (("%Y-%m-%d", DAYS), ("%Y-%m", MONTHS)):
        last_of = {f"{local(b.manifest.made):{form}}": b.path for b in reversed(sound)}
        kept |= {last_of[day] for day in sorted(last_of, reverse=True)[:most]}
    return kept


def _thin_out(folder: Path, made: Backup) -> None:
    """Drop the terminal's own older backups that nobody needs; what cannot be dropped stays."""
    ours = bundle.backups(folder, made.manifest.check)
    kept = spared(ours) | {made.path}
    for backup in ours:
        if backup.path not in kept:
            with suppress(OSError):
                backup.path.unlink()
