"""Plain lists a hall keeps: departments, matters, drafts, the capped device log."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.db.schema import department, device_log, draft, matter, meta

DEVICE_LOG_ROWS: Final = 5000
PLACE: Final = "地点"  # the code that makes a row of the table a place of handling


class Matter(NamedTuple):
    """A matter (事项) and the department that handles it, or a place (code 地点) and its unit."""

    name: str
    code: str
    department: str

    @property
    def is_place(self) -> bool:
        """Whether the row is a place of handling: a service centre below its unit."""
        return self.code == PLACE


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


_DEPARTMENTS: Final = select(department.c.name).order_by(department.c.name)


def departments(connection: Connection) -> tuple[str, ...]:
    """The names of all departments."""
    return tuple(connection.execute(_DEPARTMENTS).scalars())


class Department(NamedTuple):
    """A department: its contact, and how many matters are its own."""

    name: str
    contact: str
    matters: int


def departments_in_full(connection: Connection) -> tuple[Department, ...]:
    """All departments with their contacts and how many matters they have."""
    own = select(func.count()).where(matter.c.department == department.c.name).scalar_subquery()
    query = select(department.c.name, department.c.contact, own).order_by(department.c.name)
    return tuple(Department(*row) for row in connection.execute(query))


def drop_department(connection: Connection, name: str) -> None:
    """Offer a department no more; tickets keep its name."""
    connection.execute(delete(department).where(department.c.name == name))


def replace_department(connection: Connection, old: str, name: str, contact: str) -> None:
    """Add a department (`old` is "") or change it; its matters follow a new name, tickets keep
    the old one."""
    if old and old != name:
        connection.execute(update(department).where(department.c.name == old).values(name=name))
        connection.execute(update(matter).where(matter.c.department == old).values(department=name))
    put_department(connection, name, contact)


def replace_matter(connection: Connection, old: str, row: Matter) -> None:
    """Add a matter (`old` is "") or change it, with its department."""
    if old and old != row.name:
        drop_matter(connection, old)
    put_all(connection, [row])


def drop_matter(connection: Connection, name: str) -> None:
    """Offer a matter no more; tickets keep its name."""
    connection.execute(delete(matter).where(matter.c.name == name))


def put_all(connection: Connection, rows: Sequence[Matter]) -> None:
    """Add or change many matters, and add the departments that are new."""
    names = [{"name": n, "contact": ""} for n in dict.fromkeys(r.department for r in rows)]
    connection.execute(_ADD_DEPARTMENT, names)
    connection.execute(_PUT_MATTER, [r._asdict() for r in rows])


def matters(connection: Connection) -> tuple[Matter, ...]:
    """All matters."""
    query = select(matter.c.name, matter.c.code, matter.c.department).order_by(matter.c.name)
    return tuple(Matter(*row) for row in connection.execute(query))


def matter_of(connection: Connection, name: str) -> Matter | None:
    """The row of a name."""
    row = connection.execute(_MATTER, {"of": name}).first()
    return Matter(*row) if row else None


def places(connection: Connection, unit: str) -> tuple[str, ...]:
    """The places (下属政务服务中心) of a unit."""
    return tuple(m.name for m in matters(connection) if m.is_place and m.department == unit)


_MATTER: Final = select(matter.c.name, matter.c.code, matter.c.department).where(
    matter.c.name == bindparam("of")
)
_ADD_DEPARTMENT: Final = upsert(department).on_conflict_do_nothing()
_put_matter: Final = upsert(matter)
_PUT_MATTER: Final = _put_matter.on_conflict_do_update(
    index_elements=["name"],
    set_={"code": _put_matter.excluded.code, "department": _put_matter.excluded.department},
)
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


def last_frames(connection: Connection, most: int) -> tuple[tuple[int, str, str], ...]:
    """The newest rows of the device log, oldest first: (second, direction, hex)."""
    rows = select(device_log.c.at, device_log.c.direction, device_log.c.frame)
    found = connection.execute(rows.order_by(device_log.c.id.desc()).limit(most)).all()
    return tuple((at, direction, frame) for at, direction, frame in reversed(found))


def log_frames(connection: Connection, device: str, frames: Iterable[tuple[int, str, str]]) -> None:
    """Keep (second, direction, hex) rows of a device; the oldest beyond the cap go."""
    rows = [{"at": at, "device": device, "direction": d, "frame": f} for at, d, f in frames]
    if not rows:
        return
    connection.execute(insert(device_log), rows)
    newest = connection.execute(select(func.max(device_log.c.id))).scalar() or 0
    old = device_log.c.id <= bindparam("last")
    connection.execute(delete(device_log).where(old), {"last": newest - DEVICE_LOG_ROWS})
