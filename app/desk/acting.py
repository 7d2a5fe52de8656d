"""Any act on a ticket from what a form holds: its fields, and cells of the profile's forms."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from app.db import queries
from app.desk import handling, notices, papers
from app.desk.desk import Desk, Outcome
from app.domain import codec
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, ClosedUnsolved
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched
from app.domain.acts.own import Recorded, filled
from app.domain.acts.record import Archived, Corrected, Linked

_BREAKS: Final = re.compile(r"[、，,;；\s]+")
BY_NAME: Final = MappingProxyType({a.NAME: a for a in codec.ACTS if a is not Recorded})


def perform(
    desk: Desk,
    number: str,
    name: str,
    fields: Mapping[str, object],
    choices: Mapping[str, str] = MappingProxyType({}),
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Outcome:
    """Write the act `name`, the program's or the profile's own. Raises app.db.log.NotWritten."""
    values = {**fields, "choices": dict(choices), "texts": dict(texts)}
    level = str(values.pop("level", ""))
    if name not in BY_NAME:
        return record(desk, number, msgspec.convert({**values, "act": name}, Recorded))
    kind = BY_NAME[name]
    if kind is Corrected:
        values["old"] = str(getattr(desk.log.ticket(number), str(values["field"]), ""))
    if kind is Linked:
        return link(desk, number, str(values.get("to", "")), merged=values.get("merged") == "yes")
    if "labels" in values:
        values["labels"] = tuple(x for x in _BREAKS.split(str(values["labels"])) if x)
    if "assisting" in values:
        values["assisting"] = tuple(x for x in str(values["assisting"]).split("、") if x)
    return _verb(desk, number, msgspec.convert(values, kind), level)


def _verb(desk: Desk, number: str, act: Act, level: str) -> Outcome:
    match act:
        case Dispatched():
            return handling.dispatch(desk, number, act)
        case Closed() | ClosedUnsolved():
            return handling.close(desk, number, act)
        case ExtensionAsked():
            return handling.ask_extension(desk, number, act)
        case ExtensionGranted():
            return handling.grant_extension(desk, number, act)
        case FedBack():
            return handling.feed_back(desk, number, act)
        case CalledBack():
            return handling.call_back(desk, number, act, level)
        case Archived():
            return archive(desk, number, act)
        case _:
            return desk.perform(number, act)


def record(desk: Desk, number: str, act: Recorded) -> Outcome:
    """An act of the profile's own, with what the profile says of it, its next number, the 交办单
    of the unit that it asks and the notice that it is written down for."""
    own = desk.rules(desk.log.ticket(number)).own_act(act.act)
    if own is None:
        return desk.perform(number, act)
    running, unit = 0, act.choices.get(own.slip, "")
    with desk.log.reading() as connection:
        if own.number:
            running = queries.next_of(connection, act.act)
        slip_no = queries.next_slip(connection) if unit else 0
    act = msgspec.structs.replace(filled(act, own, running), slip_no=slip_no)
    said = (act.texts.get(f.key, "") for f in own.field if f.type == "longtext")
    slips = [papers.assignment_slip(desk, "；".join(filter(None, said)), unit, slip_no)]
    made = [*(slips if unit else []), *notices.of_record(desk, own, act)]
    return handling.perform_to_end(desk, number, act, made)


def archive(desk: Desk, number: str, act: Archived) -> Outcome:
    """归档 under the next running number of the year."""
    with desk.log.reading() as connection:
        running = queries.next_archive(connection, desk.today.year)
    return desk.perform(
        number, msgspec.structs.replace(act, number=f"{desk.today.year}-{running:05d}")
    )


def link(desk: Desk, number: str, to: str, *, merged: bool) -> Outcome:
    """关联: `to` may be typed without its last group; one that nobody knows is refused."""
    with desk.log.reading() as connection:
        found = queries.number_like(connection, to)
    return desk.perform(number, Linked(to=found, merged=merged))
