"""Statements that every act runs: Core writes the SQL once, at import, the driver runs it as it is.

What Core does at each execution (looking up its cache, handling each value by its type) costs more
than SQLite's own work on them; tables of texts, integers and bytes need none of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, CursorResult
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

Values = Mapping[str, object]
_DIALECT: Final = sqlite.dialect(paramstyle="named")


class Prepared:
    """A statement with names for its values; what stands in it as a constant stays one."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        self._sql = str(compiled)
        binds = compiled.bind_names.items()
        self._constants = {name: bind.value for bind, name in binds if not bind.required}

    def run(self, connection: Connection, values: Values) -> CursorResult[Any]:
        """Execute it once."""
        return connection.exec_driver_sql(self._sql, {**self._constants, **values})

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Execute it for each row."""
        connection.exec_driver_sql(self._sql, [{**self._constants, **row} for row in rows])
