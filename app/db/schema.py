"""The tables as SQLAlchemy Core knows them; the numbered SQL files are what makes them.

Statements used at every act are built once, at import, by the modules that own them.
"""

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _table(table_name: str, /, **columns: type[Integer] | type[Text] | type[LargeBinary]) -> Table:
    first = next(iter(columns))
    return Table(
        table_name,
        metadata,
        *(Column(c, kind, primary_key=c == first) for c, kind in columns.items()),
    )


entry: Final = Table(
    "entry",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("stream", Text),
    Column("n", Integer),
    Column("at", Text),
    Column("kind", Text),
    Column("line", LargeBinary),
    Column("hash", LargeBinary),
    Column("personal", LargeBinary),
)
seal: Final = Table(
    "seal",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("suite", Text),
    Column("signature", LargeBinary),
)
terminal: Final = _table(
    "terminal", origin=Text, suite=Text, public=LargeBinary, private=LargeBinary
)
content: Final = _table("content", digest=Text, kind=Text, bytes=LargeBinary)
ticket: Final = _table(
    "ticket",
    id=Integer, no=Text, stem=Text, state=Text, is_open=Integer, registered_on=Text,
    registered_at=Integer, closed_on=Text, phone=Text, name=Text, matter=Text, department=Text,
    waiting=Integer, next_due=Integer, next_stage=Text, next_limit=Text, resolve_due=Integer,
    resolve_forecast=Integer, resolve_act_by=Integer, resolve_done=Integer, late=Integer,
    odd=Integer, state_json=LargeBinary, archive_no=Text, source=Text, outer_no=Text,
    source_owed=Integer, labels=Text, ended_as=Text, level=Text,
)  # fmt: skip
asking: Final = _table("asking", ref=Text, ticket=Text, asked_on=Text, clerk=Text, ended=Text)
slip: Final = _table("slip", no=Integer, ticket=Text)
record: Final = _table(
    "record",
    ref=Text, stream=Text, act=Text, at=Integer, on_day=Text, actor=Text, number=Integer,
    due=Text, answered_at=Integer, state_json=LargeBinary,
)  # fmt: skip
alert: Final = _table("alert", ticket=Text, kind=Text, what=Text, since=Integer, due=Integer)
alert_day: Final = _table(
    "alert_day", kind=Text, what=Text, day=Integer, begun=Integer, ended=Integer
)
desk_day: Final = _table("desk_day", stream=Text, state_json=LargeBinary)
adoption: Final = _table("adoption", kind=Text, subject=Text, start=Text, digest=Text, ref=Text)
meta: Final = _table("meta", key=Text, value=Text)
person: Final = _table(
    "person",
    id=Text, name=Text, post=Text, roles=Text, secret=Text, failures=Integer,
    locked_until=Integer, active=Integer, duty=Text,
)  # fmt: skip
department: Final = _table("department", name=Text, contact=Text)
matter: Final = _table("matter", name=Text, code=Text, department=Text)
draft: Final = _table("draft", key=Text, saved_at=Integer, body=LargeBinary)
guide: Final = _table(
    "guide", place=Integer, id=Text, state=Text, matter=Text, until=Text, state_json=LargeBinary
)
attachment: Final = _table("attachment", sha256=Text, place=Integer, bytes=LargeBinary)
inbox: Final = _table("inbox", source=Text, outer_no=Text, received_at=Integer, body=LargeBinary)
print_job: Final = _table(
    "print_job",
    id=Integer, ticket=Text, doc=Text, original=Integer, copy_no=Integer, snapshot=LargeBinary,
    state=Text, payload=LargeBinary, sha256=Text, sent=Integer, evidence=Text, fault=Text,
    why=Text, clerk=Text, created_at=Integer, ended_at=Integer, made_on=Text, wanted_on=Text,
)  # fmt: skip
device_log: Final = _table(
    "device_log", id=Integer, at=Integer, device=Text, direction=Text, frame=Text
)
