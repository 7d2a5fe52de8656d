"""Opening the encrypted store: one writing connection, read-only ones for everybody else.

Pragmas are set and read back (decision 8): a default that a build changed must not pass unseen.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool
from sqlcipher3 import dbapi2

from app.db.keys import WrongKey

NAME: Final = "store.db"
OLDEST_SQLITE: Final = (3, 51, 3)  # older ones have the WAL-reset corruption fault
PRAGMAS: Final = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("secure_delete", 1),
    ("foreign_keys", 1),
    ("temp_store", 2),
    ("recursive_triggers", 1),
    ("locking_mode", "normal"),
)
READER_PRAGMAS: Final = (("query_only", 1), ("temp_store", 2))
STEP_PAGES: Final = 256  # a mebibyte a step of a copy
FULL: Final = 13  # SQLITE_FULL: rolled back cleanly, the same connection goes on


class StoreUnfit(Exception):  # noqa: N818
    """The store cannot be used: `code` is damaged, old_sqlite, pragma, unreadable or newer."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code


class CopyBroken(Exception):  # noqa: N818
    """A copy could not be written where it should go: `code` is full or lost."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _connect(path: Path, key: bytes, *, read_only: bool) -> Any:
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StoreUnfit("old_sqlite", dbapi2.sqlite_version)
    mode = "ro" if read_only else "rwc"
    try:
        raw = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5
        )
    except dbapi2.OperationalError as error:
        raise StoreUnfit("unreadable", str(error)) from error
    raw.execute("PRAGMA cipher_log_level = NONE")  # what it says is said in our own words
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        raw.close()
        if "not a database" in str(error):
            raise WrongKey from error
        code = "unreadable" if isinstance(error, dbapi2.OperationalError) else "damaged"
        raise StoreUnfit(code, str(error)) from error
    for name, wanted in READER_PRAGMAS if read_only else PRAGMAS:
        raw.execute(f"PRAGMA {name} = {wanted}").fetchall()
        got = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if got != wanted:
            raw.close()
            raise StoreUnfit("pragma", f"{name} is {got}, not {wanted}")
    return raw


def open_writer(path: Path, key: bytes) -> Engine:
    """The one writing connection. Raises WrongKey, StoreUnfit."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key, read_only=False),
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin_immediate(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_reader(path: Path, key: bytes) -> Engine:
    """Read-only connections, one for each `with`, closed after it; they never checkpoint."""
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key, read_only=True),
        poolclass=NullPool,
        hide_parameters=True,
    )


@contextmanager
def snapshot(reader: Engine) -> Iterator[Connection]:
    """One connection inside one read transaction: everything read belongs to one instant."""
    with reader.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection
        connection.exec_driver_sql("ROLLBACK")


def copy_store(path: Path, key: bytes, to: Path, step: Callable[[int, int], object]) -> None:
    """Copy one instant of a store into a new file with the same key, beside its writer.

    The reader stays inside one read transaction, so commits meanwhile neither tear the copy nor
    start it over. `step(done, whole)` is told pages after each step and may raise to give up. The
    copy keeps no write-ahead log: it is one file. Raises WrongKey, StoreUnfit for the store, and
    CopyBroken for the place it is copied to.
    """
    with closing(_connect(path, key, read_only=True)) as source:
        try:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not _has_whole_pages(source):
                raise StoreUnfit("damaged", "pages")
            _copy(source, key, to, step)
        except dbapi2.Error as error:
            if "malformed" in str(error) or "not a database" in str(error):
                raise StoreUnfit("damaged", str(error)) from error
            raise CopyBroken("full" if is_full(error) else "lost") from error


def _has_whole_pages(source: Any) -> bool:
    """Whether every page has its MAC: a copy would carry a bad one over as an empty good one.

    The check reads the file past all locks and may meet a page the writer is just folding in, so
    it looks twice.
    """
    return any(not source.execute("PRAGMA cipher_integrity_check").fetchall() for _ in range(2))


def _copy(source: Any, key: bytes, to: Path, step: Callable[[int, int], object]) -> None:
    """The copy is made without a journal: cut off, it is thrown away."""
    for journal in ("off", "delete"):
        with closing(dbapi2.connect(to, isolation_level=None)) as target:
            target.execute("PRAGMA cipher_log_level = NONE")
            target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            target.execute("PRAGMA synchronous = OFF")  # the caller flushes the whole file
            target.execute(f"PRAGMA journal_mode = {journal}")
            if journal == "off":
                source.backup(
                    target, pages=STEP_PAGES,
                    progress=lambda _, left, whole: step(whole - left, whole),
                )  # fmt: skip


def is_full(error: BaseException) -> bool:
    """Whether an error of the driver says that the disk is full."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == FULL or "disk is full" in str(error)
