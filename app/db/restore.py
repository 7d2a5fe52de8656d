"""A store back out of a backup: into an empty home, or over a damaged one that is put aside.

The new store is built and walked in a folder of its own; only when it is whole does it take the
old one's place, by one rename. It goes on under a new origin with `Restored` as its first entry:
what was written after the backup, and may live on paper or elsewhere, keeps its numbers.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from app.db import bundle, jobs, keys, migrate
from app.db.backup import examine, flush_folder, upgrade
from app.db.backup_record import Rehearsed, read_record, remember
from app.db.bundle import Altered, Backup, Manifest, NotBackup, Told
from app.db.engine import StoreUnfit, is_full, open_writer
from app.db.instance import CHECK, Home, signer_of
from app.db.keys import WrongKey
from app.db.log import Log, NotWritten, Proposal
from app.db.rulebook import RuleBook, Unadopted
from app.db.schema import terminal
from app.domain.acts.keeping import Restored
from app.domain.clock import Clock
from app.domain.fold import desk_stream
from app.settings.tables import Faulty
from app.settings.terminal import load_settings

ACTOR: Final = "program"
SETTINGS: Final = "settings.toml"
_WORK: Final = "restoring-"
_STALE_SECONDS: Final = 3600


class Unrestorable(Exception):  # noqa: N818
    """Nothing was restored and nothing was touched.

    `code`: absent (no such file), not_backup (something else, or cut off), broken (not what was
    backed up), newer (of a newer program), other (another terminal's, and the home is not empty),
    healthy (the home's store is whole), key_back
    (it is, only its key was lost and is back now), need_code, wrong_code, full, folder.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Back(NamedTuple):
    """What came back. `aside` is where the damaged files lie, None where there were none;
    `took_over` says that the home was new, so this machine takes another's place.
    """

    manifest: Manifest
    origin: str
    aside: Path | None
    took_over: bool


def read_backup(path: Path) -> Manifest:
    """The manifest of a backup this program can restore. Raises Unrestorable."""
    with _troubles_named():
        if not path.is_file():
            raise Unrestorable("absent")
        manifest = bundle.read_bundle(path)
        if manifest.v > 1 or manifest.schema > migrate.steps()[-1][0]:
            raise Unrestorable("newer")
        return manifest


def restore(
    path: Path, home: Home, clock: Clock, code: str = "", told: Told = lambda *_: None
) -> Back:
    """Restore a backup into a home that the caller holds. Slow. Raises Unrestorable.

    `code` is the recovery code, needed where the home does not keep the backup's key.
    """
    manifest = read_backup(path)
    with _troubles_named():
        if not is_own_or_empty(home, manifest):
            raise Unrestorable("other")
        key = key_of(path, manifest, home, code)
        if _is_healthy(home, key):
            if is_key_kept(home, key):
                raise Unrestorable("healthy")
            keys.keep_key(home.path, key, in_keyring=home.in_keyring)
            raise Unrestorable("key_back")
        took_over = not (home.path / CHECK).exists()
        with _workplace(home.path) as folder:
            origin = _rebuild(Backup(path, manifest), key, folder, clock, told)
            aside = _set_in(home, folder, bundle.carried(path), key, clock.now())
    return Back(manifest, origin, aside, took_over)


def rehearse(
    path: Path, home: Home, clock: Clock, code: str = "", told: Told = lambda *_: None
) -> Rehearsed:
    """恢复演练: restore beside the running counter, walk the result, throw it away, remember it.

    Slow. Raises Unrestorable, which is remembered as well.
    """
    at = int(clock.now().timestamp())
    try:
        manifest = read_backup(path)
        with _troubles_named(), _workplace(home.path) as folder:
            key = key_of(path, manifest, home, code)
            _rebuild(Backup(path, manifest), key, folder, clock, told)
    except Unrestorable as error:
        _remember(home, Rehearsed(at=at, path=str(path), code=error.code))
        raise
    done = Rehearsed(at=at, path=str(path), entries=manifest.entries)
    _remember(home, done)
    return done


def is_own_or_empty(home: Home, manifest: Manifest) -> bool:
    """Whether a backup may go into a home: there is nothing yet, or it is of the same key.

    Where nothing says whose a store is, it may: it is put aside, not lost.
    """
    own = own_check(home)
    if not own and not home.is_new:
        with suppress(WrongKey):
            own = keys.fingerprint(home.key())
    return own in ("", manifest.check)


def own_check(home: Home) -> str:
    """The name of the key a home was made with, "" where it does not say."""
    try:
        return (home.path / CHECK).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def known_backups(home: Home, folder: str) -> list[Backup]:
    """The home's own backups as far as it knows where they lie, newest first."""
    made, own = read_record(home.path).made, own_check(home)
    places = {Path(folder)} if folder else set()
    if made is not None:
        places.add(Path(made.path).parent)
    found: dict[Path, Backup] = {}
    for place in places if own else ():
        with suppress(OSError):  # the stick is not in
            found |= {b.path: b for b in bundle.backups(place, own)}
    return sorted(found.values(), key=lambda b: b.manifest.made, reverse=True)


def key_of(path: Path, manifest: Manifest, home: Home, code: str = "") -> bytes:
    """The key of a backup: the home's own, or by the recovery code. Raises Unrestorable."""
    with suppress(WrongKey):
        key = home.key()
        if keys.fingerprint(key) == manifest.check:
            return key
    if not code:
        raise Unrestorable("need_code")
    try:
        key = keys.unwrap(bundle.carried(path).get(keys.RECOVERY, b""), code)
    except WrongKey as error:
        raise Unrestorable("wrong_code") from error
    if keys.fingerprint(key) != manifest.check:
        raise Unrestorable("broken")
    return key


def _is_healthy(home: Home, key: bytes) -> bool:
    if home.is_new:
        return False
    try:
        return not examine(home.store, key).tally.faults
    except (WrongKey, StoreUnfit, DBAPIError):
        return False


def _rebuild(backup: Backup, key: bytes, folder: Path, clock: Clock, told: Told) -> str:
    """A whole store out of a backup, in an empty folder, going on under a new origin."""
    store, manifest = Home(folder).store, backup.manifest
    bundle.unpack_store(backup.path, manifest, store, told)
    told("check", 0, 1)
    upgrade(store, key)
    found = examine(store, key)
    head = (found.origin, found.seq, found.hash.hex())
    if len(found.tally.faults) > manifest.faults or head != (
        manifest.origin, manifest.seq, manifest.hash
    ):  # fmt: skip
        raise Unrestorable("broken")
    origin = _go_on(store, key, manifest, clock)
    told("check", 1, 1)
    return origin


def _go_on(store: Path, key: bytes, manifest: Manifest, clock: Clock) -> str:
    """A new signing key; its first entry says what it continues."""
    writer, book = open_writer(store, key), RuleBook()
    with writer.begin() as connection:
        jobs.doubt_restored(connection)  # a paper that waited then may lie printed by now
        connection.execute(update(terminal).values(private=None))  # it signs no more, it verifies
        signer = signer_of(connection)
        book.refresh(connection)
    log = Log(writer, signer, book, clock)
    said = Restored(
        origin=manifest.origin, seq=manifest.seq, hash=manifest.hash, made=manifest.made
    )
    log.append(ACTOR, [Proposal(desk_stream(clock.now().date()), said)])
    log.close()
    return log.origin


def _set_in(
    home: Home, folder: Path, carried: dict[str, bytes], key: bytes, now: datetime
) -> Path | None:
    """Put the damaged files aside and the new ones in their place; the store is never missing."""
    aside = home.path / f"damaged-{now:%Y%m%d-%H%M%S}"
    for name in ("-wal", "-shm"):  # a foreign write-ahead log would be folded into the new store
        _put_aside(home.store.with_name(home.store.name + name), aside)
    _put_aside(home.store, aside, leave=True)
    if not _settings_fit(home.path):
        _put_aside(home.path / SETTINGS, aside)
        if SETTINGS in carried:
            keys.write_private(home.path / SETTINGS, carried[SETTINGS])
    if not is_key_kept(home, key):
        _put_aside(home.path / "key", aside)
        keys.keep_key(home.path, key, in_keyring=home.in_keyring)
    if keys.RECOVERY in carried:
        _put_aside(home.path / keys.RECOVERY, aside, leave=True)
        keys.write_private(home.path / keys.RECOVERY, carried[keys.RECOVERY])
    keys.write_private(home.path / CHECK, keys.fingerprint(key).encode("ascii"))
    Home(folder).store.replace(home.store)
    flush_folder(home.path)
    return aside if aside.exists() else None


def is_key_kept(home: Home, key: bytes) -> bool:
    """Whether a home keeps exactly this key."""
    try:
        return home.key() == key
    except WrongKey:
        return False


def _settings_fit(home: Path) -> bool:
    try:
        load_settings(home)
    except Faulty:
        return False
    return (home / SETTINGS).exists()


def _put_aside(path: Path, aside: Path, *, leave: bool = False) -> None:
    """Move a file aside; with `leave` it also stays until something takes its place."""
    if not path.exists():
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    if leave:
        try:
            os.link(path, aside / path.name)
        except OSError:  # no links on this file system
            shutil.copy2(path, aside / path.name)
    else:
        path.rename(aside / path.name)


@contextmanager
def _workplace(home: Path) -> Iterator[Path]:
    """A folder beside the store that is gone afterwards; those of killed runs go as well."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in home.glob(f"{_WORK}*"):
        if time.time() - old.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=_WORK, ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _troubles_named() -> Iterator[None]:
    try:
        yield
    except NotBackup as error:
        raise Unrestorable("broken" if isinstance(error, Altered) else "not_backup") from error
    except (StoreUnfit, WrongKey, DBAPIError, NotWritten, Faulty, Unadopted) as error:
        raise Unrestorable("full" if _is_full(error) else "broken") from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise Unrestorable("full" if full else "folder") from error


def _is_full(error: Exception) -> bool:
    return getattr(error, "code", "") == "full" or is_full(getattr(error, "orig", error))


def _remember(home: Home, done: Rehearsed) -> None:
    with suppress(OSError):
        remember(home.path, rehearsed=done)
