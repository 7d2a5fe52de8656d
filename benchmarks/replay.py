"""The same statements on raw sqlcipher3: recorded from the program, replayed on a copy."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.db.engine import open_writer

Statement = tuple[str, Any, bool]


class Recorder:
    """Notes every statement of an engine, in batches that `cut` ends."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._batch: list[Statement] = []
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(
        self,
        _connection: Connection,
        _cursor: Any,
        sql: str,
        parameters: Any,
        _ctx: Any,
        many: bool,
    ) -> None:
        if not sql.startswith("BEGIN"):
            self._batch.append((sql, parameters, many))

    def cut(self) -> list[Statement]:
        """What came since the last cut."""
        batch, self._batch = self._batch, []
        return batch

    def stop(self) -> None:
        """Note nothing more."""
        event.remove(self._engine, "before_cursor_execute", self._note)


class Raw:
    """A raw connection to a copy of the store, with the program's pragmas."""

    def __init__(self, store: Path, key: bytes) -> None:
        self._cursor = open_writer(store, key).raw_connection().cursor()

    def run(self, batch: Sequence[Statement]) -> float:
        """One commit; how long it took, in milliseconds."""
        cursor = self._cursor
        start = time.perf_counter()
        cursor.execute("BEGIN IMMEDIATE")
        for sql, parameters, many in batch:
            if many:
                cursor.executemany(sql, parameters)
            else:
                cursor.execute(sql, parameters).fetchall()
        cursor.execute("COMMIT")
        return (time.perf_counter() - start) * 1000
