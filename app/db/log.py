"""The log: append-only entries, chained and signed, with their projections in one transaction.

One writing connection, on the main thread (decision 9). Every id is made before the first try;
a COMMIT that raised is unknown: the store is reopened and read again before anything is said.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, func, insert, select
from sqlalchemy.exc import DBAPIError

from app.db import project
from app.db.engine import StoreUnfit, is_full
from app.db.keys import SUITE, Signer, WrongKey
from app.db.prepared import Prepared
from app.db.rulebook import RuleBook
from app.db.schema import entry, seal
from app.domain import codec
from app.domain.acts.act import Act
from app.domain.clock import Clock
from app.domain.entry import GENESIS, Hlc, Line, link
from app.domain.fold import Fact, fold, read
from app.domain.ticket import Ticket

_INSERT_ENTRY: Final = Prepared(insert(entry))
_INSERT_SEAL: Final = Prepared(insert(seal))
_HEAD: Final = (
    select(entry.c.seq, entry.c.hash, entry.c.at)
    .where(entry.c.origin == bindparam("origin"))
    .order_by(entry.c.seq.desc())
    .limit(1)
)
_GREATEST_N: Final = Prepared(
    select(func.max(entry.c.n)).where(entry.c.stream == bindparam("stream"))
)


class NotWritten(Exception):  # noqa: N818
    """Nothing was written. `code` is full (the disk), failed, unknown or already (Log.append)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Head(NamedTuple):
    """The end of this terminal's chain."""

    seq: int
    hash: bytes
    at: Hlc


class Proposal(NamedTuple):
    """An act to be written into a stream."""

    stream: str
    act: Act


@dataclass(frozen=True)
class Written:
    """What one commit wrote: the entries and the tickets after them."""

    facts: tuple[Fact, ...] = ()
    tickets: Mapping[str, Ticket] = field(default_factory=dict)


Beside = Callable[[Connection], object]


class Log:
    """Append and read. Only this object writes; call it from the main thread alone."""

    def __init__(self, engine: Engine, signer: Signer, book: RuleBook, clock: Clock) -> None:
        self.engine = engine
        self.book = book
        self._looking = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._signer = signer
        self._clock = clock
        self.head = self._read_head()
        self._unsure: Head | None = None  # of a commit whose outcome could not be read

    @property
    def origin(self) -> str:
        """This terminal's name in the log."""
        return self._signer.origin

    def reading(self) -> Connection:
        """The same connection for a short look, outside any transaction; use it in a `with`."""
        return self._looking.connect()

    def _read_head(self) -> Head:
        with self.reading() as connection:
            row = connection.execute(_HEAD, {"origin": self.origin}).first()
        return Head(row.seq, row.hash, Hlc.parse(row.at)) if row else Head(0, GENESIS, Hlc(0, 0))

    def append(
        self, actor: str, batch: Sequence[Proposal], beside: Iterable[Beside] = ()
    ) -> Written:
        """Write a batch of acts, their projections and what stands beside them in one commit.

        Raises NotWritten; then nothing of the batch exists, except for the codes `unknown` (nobody
        can say yet) and `already` (what was unknown before turned out to be written; this batch
        was not).
        """
        self._become_sure()
        head = self.head
        try:
            with self.engine.connect() as connection, connection.begin() as transaction:
                for also in beside:
                    also(connection)
                written, head = self._write(connection, actor, batch)
                transaction.commit()
        except DBAPIError as error:
            self._settle(head, error)
        self.head = head
        return written

    def _become_sure(self) -> None:
        """Nothing is written on top of a commit that may or may not have happened."""
        if self._unsure is None:
            return
        wanted = self._unsure
        try:
            found = self._read_head()
        except (DBAPIError, StoreUnfit, WrongKey) as error:
            raise NotWritten("unknown") from error
        self._unsure, self.head = None, found
        if found == wanted:
            raise NotWritten("already")

    def _settle(self, wanted: Head, error: DBAPIError) -> None:
        """After an error: close, reopen, read again, then decide what is true."""
        self.engine.dispose()
        try:
            found = self._read_head()
            with self.reading() as connection:
                self.book.refresh(connection)
        except (DBAPIError, StoreUnfit, WrongKey) as worse:
            self._unsure = wanted if wanted != self.head else None
            raise NotWritten("unknown" if self._unsure else "failed") from worse
        if found != wanted or found == self.head:
            self.head = found
            raise NotWritten("full" if is_full(error.orig or error) else "failed") from error

    def _write(
        self, connection: Connection, actor: str, batch: Sequence[Proposal]
    ) -> tuple[Written, Head]:
        wall = int(self._clock.now().timestamp() * 1000)
        head, rows, facts = self.head, [], []
        greatest: dict[str, int] = {}
        for stream, act in batch:
            if stream not in greatest:
                found = _GREATEST_N.run(connection, {"stream": stream}).scalar()
                greatest[stream] = found or 0
            greatest[stream] += 1
            line, column = self._line(head, wall, greatest[stream], stream, actor, act)
            raw = line.encode()
            head = Head(line.s, link(head.hash, raw), Hlc.parse(line.at))
            rows.append(_row(line, raw, head.hash, column))
            facts.append(read(line, column))
        _INSERT_ENTRY.run_each(connection, rows)
        signature = self._signer.sign(head.hash)
        _INSERT_SEAL.run(
            connection,
            {"origin": self.origin, "seq": head.seq, "suite": SUITE, "signature": signature},
        )
        tickets = project.entries(connection, self.book, facts)
        return Written(tuple(facts), tickets), head

    def _line(
        self, head: Head, wall: int, n: int, stream: str, actor: str, act: Act
    ) -> tuple[Line, bytes]:
        body, column = codec.encode(act, secrets.token_bytes)
        at = head.at.tick(wall).text()
        kind, version = act.kind(), act.VERSION
        line = Line(
            1, self.origin, head.seq + 1, at, wall, 0, n, kind, version, stream, actor, body
        )
        return line, column

    def write_beside(self, beside: Beside) -> None:
        """Write plain rows in a transaction of their own. Raises NotWritten."""
        try:
            with self.engine.begin() as connection:
                beside(connection)
        except DBAPIError as error:
            self.engine.dispose()
            raise NotWritten("full" if is_full(error.orig or error) else "failed") from error

    def facts(self, stream: str) -> tuple[Fact, ...]:
        """The entries of a stream in fold order."""
        with self.reading() as connection:
            return project.facts_of(connection, stream)

    def ticket(self, number: str) -> Ticket:
        """A ticket folded from its entries; `state` is "" when there is none."""
        return fold(self.facts(number))

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it.

        On a full disk the write-ahead log stays beside the file; the next start reads both.
        """
        try:
            with self.reading() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except DBAPIError as error:
            if not is_full(error.orig or error):
                raise
        finally:
            self.engine.dispose()


def _row(line: Line, raw: bytes, chained: bytes, column: bytes) -> dict[str, object]:
    return {
        "origin": line.o, "seq": line.s, "stream": line.t, "n": line.n, "at": line.at,
        "kind": line.k, "line": raw, "hash": chained, "personal": column or None,
    }  # fmt: skip
