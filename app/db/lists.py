"""Plain lists a hall keeps: departments, matters, drafts, the capped device log."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.db.schema import department, device_log, draft, matter, meta

DEVICE_LOG_ROWS: Final = 5000


class Matter(NamedTuple):
    """A matter (事项) and the department that handles it."""

    name: str
    code: str
    department: str


def put_department(connection: Connection, name: str, contact: str = "") -> None:
    """Add a department or change its contact."""
    statement = upsert(department).values(name=name, contact=contact)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"contact": contact})
    )


def put_matter(connection: Connection, row: Matter) -> None:
    """Add a matter or change its department."""
    statement = upsert(matter).values(**row._asdict())
    changed = {"code": row.code, "department": row.department}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))


def departments(connection: Connection) -> tuple[str, ...]:
    """The names of all departments."""
    return tuple(
        connection.execute(select(department.c.name).order_by(department.c.name)).scalars()
    )


def matters(connection: Connection) -> tuple[Matter, ...]:
    """All matters."""
    query = select(matter.c.name, matter.c.code, matter.c.department).order_by(matter.c.name)
    return tuple(Matter(*row) for row in connection.execute(query))


_PUT_DRAFT: Final = upsert(draft)
_SAVE_DRAFT: Final = _PUT_DRAFT.on_conflict_do_update(
    index_elements=["key"],
    set_={"body": _PUT_DRAFT.excluded.body, "saved_at": _PUT_DRAFT.excluded.saved_at},
)


def save_draft(connection: Connection, key: str, body: bytes, at: int) -> None:
    """Keep a half-filled form; the last one of a key stays."""
    connection.execute(_SAVE_DRAFT, {"key": key, "body": body, "saved_at": at})


def load_draft(connection: Connection, key: str) -> tuple[bytes, int] | None:
    """A kept form and when it was kept, in seconds."""
    row = connection.execute(
        select(draft.c.body, draft.c.saved_at).where(draft.c.key == key)
    ).first()
    return (row.body, row.saved_at) if row else None


def drop_draft(connection: Connection, key: str) -> None:
    """Forget a form that was finished."""
    connection.execute(delete(draft).where(draft.c.key == key))


def get_meta(connection: Connection, key: str) -> str:
    """A single value, "" when there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a single value."""
    statement = upsert(meta).values(key=key, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
    )


def device_frames(connection: Connection) -> tuple[tuple[int, str, str], ...]:
    """The device log, oldest first: (second, direction, hex)."""
    rows = select(device_log.c.at, device_log.c.direction, device_log.c.frame)
    found = connection.execute(rows.order_by(device_log.c.id))
    return tuple((at, direction, frame) for at, direction, frame in found)


def log_frames(connection: Connection, device: str, frames: Iterable[tuple[int, str, str]]) -> None:
    """Keep (second, direction, hex) rows of a device; the oldest beyond the cap go."""
    rows = [{"at": at, "device": device, "direction": d, "frame": f} for at, d, f in frames]
    if not rows:
        return
    connection.execute(insert(device_log), rows)
    newest = connection.execute(select(func.max(device_log.c.id))).scalar() or 0
    old = device_log.c.id <= bindparam("last")
    connection.execute(delete(device_log).where(old), {"last": newest - DEVICE_LOG_ROWS})
