"""Demands from other systems (12345, 好差评, 平台, 信箱): imported, registered, answered once."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from app.db import inbox, standing
from app.db.log import Beside
from app.db.queries import Row
from app.desk.desk import Desk, Outcome
from app.domain.acts.intake import Registered
from app.domain.acts.sorting import SourceTold
from app.domain.clock import ZONE
from app.domain.refusal import Refused
from app.settings.matters_file import decoded

MOST_BYTES: Final = 4_000_000
MOST_ROWS: Final = 2000
LONGEST: Final = 2000
# What stands over a column, in a CSV or as a key of JSON → the field of Outside.
_MEANT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "来源": "source", "外部编号": "outer_no", "编号": "outer_no", "工单编号": "outer_no",
        "渠道": "channel", "姓名": "citizen_name", "反映人": "citizen_name", "电话": "phone",
        "联系电话": "phone", "事项": "matter", "内容": "description", "诉求内容": "description",
        "收到时间": "received", "办理期限": "due", "要求期限": "due", "经过": "history",
    }
)  # fmt: skip


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """A demand as another system gave it; instants as `YYYY-MM-DD HH:MM` or blank."""

    source: str = ""
    outer_no: str = ""
    channel: str = ""
    citizen_name: str = ""
    phone: str = ""
    matter: str = ""
    description: str = ""
    received: str = ""
    due: str = ""
    history: str = ""


class BadLine(NamedTuple):
    """What is wrong with a line of the file: its number, a word key, the text it is about."""

    key: str
    line: int
    text: str = ""


class Read(NamedTuple):
    """The demands of a file; with faults none is taken."""

    rows: tuple[Outside, ...]
    faults: tuple[BadLine, ...]


def read_file(raw: bytes) -> Read:
    """Read a CSV with a head row, or a JSON list of objects. For a worker."""
    if len(raw) > MOST_BYTES:
        return Read((), (BadLine("outside.large", 0),))
    text = decoded(raw)
    try:
        lines = _json_lines(text) if text and text.lstrip()[:1] in "[{" else _csv_lines(text or "")
    except (msgspec.MsgspecError, csv.Error):
        return Read((), (BadLine("outside.unreadable", 0),))
    if not lines:
        return Read((), (BadLine("outside.empty", 0),))
    faults: list[BadLine] = []
    rows: dict[tuple[str, str], Outside] = {}
    for number, cells in lines[:MOST_ROWS]:
        fields = {_MEANT.get(k.strip(), k.strip()): v.strip() for k, v in cells.items() if k}
        row = msgspec.convert({k: v for k, v in fields.items() if k in _FIELDS}, Outside)
        if fault := _fault(row, number, rows):
            faults.append(fault)
        rows[row.source, row.outer_no] = row
    if len(lines) > MOST_ROWS:
        faults.append(BadLine("outside.rows", MOST_ROWS))
    return Read(tuple(rows.values()), tuple(faults))


_FIELDS: Final = frozenset(Outside.__struct_fields__)


def _json_lines(text: str) -> list[tuple[int, dict[str, str]]]:
    found = msgspec.json.decode(text, type=list[dict[str, str | int | None]])
    plain = ({k: str(v or "") for k, v in one.items()} for one in found)
    return list(enumerate(plain, start=1))


def _csv_lines(text: str) -> list[tuple[int, dict[str, str]]]:
    head = text.lstrip().partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=None), delimiter=max("\t,;，", key=head.count), restval=""
    )
    return [
        (number, {k: v for k, v in line.items() if isinstance(k, str)})
        for number, line in enumerate(reader, start=2)
    ]


def _fault(row: Outside, line: int, rows: Mapping[tuple[str, str], Outside]) -> BadLine | None:
    for key, text in (("source", row.source), ("outer_no", row.outer_no)):
        if not text:
            return BadLine(f"outside.no_{key}", line)
    if (row.source, row.outer_no) in rows:
        return BadLine("outside.double", line, row.outer_no)
    for text in (row.received, row.due):
        try:
            instant(text)
        except ValueError:
            return BadLine("outside.time", line, text[:20])
    if any(len(str(v)) > LONGEST for v in msgspec.structs.astuple(row)):
        return BadLine("outside.long", line)
    return None


def instant(text: str) -> int:
    """A time of another system in seconds, local; a day alone is its end; blank is 0.

    Raises ValueError.
    """
    text = text.strip().replace("/", "-").replace("T", " ")
    if not text:
        return 0
    when = datetime.fromisoformat(text if " " in text else f"{text} 23:59:59")
    return int(when.replace(tzinfo=when.tzinfo or ZONE).timestamp())


def take_in(desk: Desk, rows: Sequence[Outside]) -> tuple[int, int]:
    """Put demands onto the to-register list, all or none; how many are new, how many were known.

    Raises app.db.log.NotWritten.
    """
    now, fresh = desk.now, []
    with desk.log.reading() as connection:
        for row in rows:
            known = standing.outer_taken(connection, row.source, row.outer_no)
            if not known and not inbox.has(connection, row.source, row.outer_no):
                fresh.append(row)

    kept = [
        (r.source, r.outer_no, instant(r.received) or now, msgspec.json.encode(r)) for r in fresh
    ]
    if kept:
        desk.log.write_beside(partial(inbox.put_all, rows=kept))
    return len(fresh), len(rows) - len(fresh)


def waiting(desk: Desk) -> tuple[Outside, ...]:
    """The demands that nobody has registered yet, oldest first."""
    with desk.log.reading() as connection:
        bodies = inbox.bodies(connection)
    return tuple(msgspec.json.decode(body, type=Outside) for body in bodies)


def channel_of(desk: Desk, one: Outside) -> str:
    """The channel of the profile that a demand came by: the one its file names, else the only one
    that bears the name of its source (12345, 好差评); "" for none (N-7.1.1-B)."""
    channels = desk.rules().regime.channels
    for said in filter(None, (one.channel, one.source)):
        named = [c.id for c in channels if said in (c.id, c.name)]
        alike = named or [c.id for c in channels if said in c.name]
        if len(alike) == 1:
            return alike[0]
    return ""


def taken(desk: Desk, form: Registered) -> Refused | None:
    """The refusal of a number of another system that has a ticket already."""
    if not form.outer_no.strip():
        return None
    with desk.log.reading() as connection:
        number = standing.outer_taken(connection, form.source, form.outer_no)
    return Refused("outer.taken", field="outer_no", facts={"no": number}) if number else None


def registered(form: Registered) -> Beside:
    """What takes a demand off the to-register list, in the commit of its ticket."""
    return partial(inbox.drop, source=form.source, outer_no=form.outer_no)


def to_tell(desk: Desk) -> tuple[Row, ...]:
    """Finished tickets whose source nobody has told yet, oldest first."""
    with desk.log.reading() as connection:
        return standing.source_owed(connection)


def tell(desk: Desk, number: str, way: str, at: int = 0) -> Outcome:
    """The source was told, once. Raises app.db.log.NotWritten."""
    return desk.perform(number, SourceTold(way=way, happened_at=at))
