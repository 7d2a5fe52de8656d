"""Numbered SQL files make the tables; `PRAGMA user_version` says how far a store has come."""

from pathlib import Path
from sqlite3 import complete_statement
from typing import Final

from sqlalchemy import Connection

from app.db.engine import StoreUnfit

FOLDER: Final = Path(__file__).parent / "migrations"


def steps() -> tuple[tuple[int, str], ...]:
    """The migrations of this program: number and SQL, in order, numbered from 1 without gaps."""
    files = sorted(FOLDER.glob("[0-9][0-9][0-9][0-9].sql"))
    return tuple((int(f.stem), f.read_text("utf-8")) for f in files)


def migrate(connection: Connection) -> int:
    """Bring a store to this program's version, inside the caller's transaction.

    Returns the number of steps taken. Raises StoreUnfit("newer") for a store of a newer program.
    """
    at = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    todo = [step for step in steps() if step[0] > at]
    newest = steps()[-1][0]
    if at > newest:
        raise StoreUnfit("newer", f"{at} > {newest}")
    for number, sql in todo:
        for statement in statements(sql):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    return len(todo)


def statements(sql: str) -> list[str]:
    """The statements of a migration, triggers whole; comments stand on lines of their own."""
    found, begun = [], ""
    for line in sql.splitlines():
        if not line.lstrip().startswith("--"):
            begun += f"{line}\n"
            if complete_statement(begun):
                found.append(begun.strip().removesuffix(";"))
                begun = ""
    return [one for one in (*found, begun.strip()) if one]
