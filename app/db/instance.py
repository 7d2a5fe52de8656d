"""A home: the folder that holds one instance (key, store, settings, lock)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from app.db import engine as engines
from app.db import keys
from app.db.engine import NAME, StoreUnfit
from app.db.keys import Signer, WrongKey
from app.db.migrate import migrate
from app.db.schema import terminal
from app.settings.locks import lock

CHECK: Final = "store.check"


class SecondInstance(Exception):  # noqa: N818
    """Another program holds this home."""


class Home:
    """One instance's folder, held by a lock for as long as the object lives.

    `in_keyring` is true for the user's own instance only (decision 14).
    """

    def __init__(self, path: Path, *, in_keyring: bool = False) -> None:
        self.path = path
        self.in_keyring = in_keyring
        self._lock = -1

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.path / NAME

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever stored here."""
        return not self.store.exists()

    def hold(self) -> None:
        """Make the folder and keep every second instance out.

        Raises SecondInstance, or OSError where the folder cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock(handle)
        except (BlockingIOError, PermissionError) as error:
            os.close(handle)
            raise SecondInstance from error
        self._lock = handle

    def release(self) -> None:
        """Let others in again."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def create(self) -> str:
        """Make the key and an empty store; returns the recovery code to be printed once."""
        key = keys.new_key()
        keys.keep_key(self.path, key, in_keyring=self.in_keyring)
        code = keys.make_recovery(self.path, key)
        (self.path / CHECK).write_text(keys.fingerprint(key), "ascii")
        return code

    def key(self) -> bytes:
        """The store's key. Raises WrongKey."""
        return keys.find_key(self.path, in_keyring=self.in_keyring)

    def recover(self, code: str) -> None:
        """Put the key back where it belongs, from the recovery code. Raises WrongKey."""
        keys.keep_key(self.path, keys.recover(self.path, code), in_keyring=self.in_keyring)

    def open(self) -> tuple[Engine, Signer]:
        """The writing engine, migrated, and this terminal's signer.

        Raises WrongKey, StoreUnfit.
        """
        key = self.key()
        writer = engines.open_writer(self.store, key)
        try:
            with writer.begin() as connection:
                migrate(connection)
                return writer, signer_of(connection)
        except WrongKey as error:
            if (self.path / CHECK).read_text("ascii") == keys.fingerprint(key):
                raise StoreUnfit("damaged", "header") from error
            raise
        except DBAPIError as error:
            writer.dispose()
            raise StoreUnfit(_code_of(error), str(error.orig)) from error

    def reader(self) -> Engine:
        """Read-only connections beside the writer. Raises WrongKey."""
        return engines.open_reader(self.store, self.key())


def signer_of(connection: Connection) -> Signer:
    """The key this store signs with; a fresh one where there is none."""
    row = connection.execute(select(terminal).where(terminal.c.private.is_not(None))).first()
    if row is not None:
        return Signer(row.private)
    signer = Signer.new()
    connection.execute(
        insert(terminal),
        {
            "origin": signer.origin, "suite": keys.SUITE,
            "public": signer.public, "private": signer.private,
        },
    )  # fmt: skip
    return signer


@contextmanager
def first_look() -> Iterator[None]:
    """What the first reads of a store meet, as StoreUnfit: a damaged page shows only there."""
    try:
        yield
    except DBAPIError as error:
        raise StoreUnfit(_code_of(error), str(error.orig)) from error


def _code_of(error: DBAPIError) -> str:
    if engines.is_full(error.orig or error):
        return "full"
    text = str(error.orig)
    if "malformed" in text or "not a database" in text or "disk I/O" in text:
        return "damaged"
    return "unreadable"
