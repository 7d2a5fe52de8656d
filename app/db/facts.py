"""What the store is made of, for whoever supports it."""

from typing import NamedTuple

from sqlalchemy import Connection


class StoreFacts(NamedTuple):
    """Versions of SQLite, SQLCipher and the tables; how many entries and tickets there are."""

    sqlite: str
    sqlcipher: str
    tables: int
    entries: int
    tickets: int


def store_facts(connection: Connection) -> StoreFacts:
    """Read them."""

    def one(sql: str) -> str:
        return str(connection.exec_driver_sql(sql).scalar_one())

    return StoreFacts(
        one("SELECT sqlite_version()"), one("PRAGMA cipher_version"),
        int(one("PRAGMA user_version")), int(one("SELECT count(*) FROM entry")),
        int(one("SELECT count(*) FROM ticket")),
    )  # fmt: skip
