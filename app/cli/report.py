"""What the scripted day leaves behind, and whether everything really happened."""

import json
from pathlib import Path
from typing import Any

from app.cli.clerk import PlayedClerk
from app.db import jobs, lists, queries
from app.db.engine import snapshot
from app.db.jobs import Job
from app.db.queries import Row
from app.db.verify import verify
from app.domain.clock import local
from app.domain.outlook import outlook
from app.main import Terminal, press_of
from app.printing.press import Press
from app.ui.paper_clerk import order_of


def write(out: Path, terminal: Terminal, clerk: PlayedClerk) -> list[str]:
    """Papers, pad log and day.json; returns what is wrong."""
    desk = terminal.desk
    with desk.log.reading() as connection:
        rows = queries.day(connection, desk.today)
        printed = jobs.jobs(connection)
        payloads = jobs.payloads(connection)
        frames = lists.device_frames(connection)
    lines = (f"{local(at).isoformat()} {way} {frame}\n" for at, way, frame in frames)
    (out / "pad.log").write_text("".join(lines), "utf-8")
    folder = out / "receipts"
    folder.mkdir(exist_ok=True)
    press = press_of(terminal.settings, terminal.home.path)
    for job in printed:
        _write_paper(folder, job, payloads.get(job.id, b""), press)
    tickets = [_ticket(terminal, row, printed) for row in rows]
    told = {"regime": desk.rules().regime.id, "date": desk.today.isoformat(), "tickets": tickets}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (out / "day.json").write_text(text + "\n", "utf-8")
    return faults(terminal, clerk, rows, printed)


def _name(job: Job) -> str:
    return order_of(job).title


def _write_paper(folder: Path, job: Job, payload: bytes, press: Press) -> None:
    (folder / f"{_name(job)}.bin").write_bytes(payload)
    (folder / f"{_name(job)}.png").write_bytes(press.png(job.paper, order_of(job).copy))


def _time(seconds: int | None) -> str | None:
    return local(seconds).isoformat() if seconds else None


def _ticket(terminal: Terminal, row: Row, printed: tuple[Job, ...]) -> dict[str, Any]:
    ticket = row.ticket
    resolve = outlook(terminal.desk.rules(ticket), ticket).resolve
    return {
        "no": ticket.no,
        "state": ticket.state,
        "category": ticket.category,
        "due": _time(resolve.due) if resolve else None,
        "act_by": _time(resolve.act_by) if resolve else None,
        "ratings": [
            {"round": r.round + 1, "source": r.source, "key": r.key, "level": r.level,
             "at": _time(r.at)}
            for r in ticket.ratings
        ],
        "receipts": [f"receipts/{_name(j)}.bin" for j in printed if j.ticket == ticket.no],
        "entries": ticket.entries,
    }  # fmt: skip


def faults(
    terminal: Terminal, clerk: PlayedClerk, rows: tuple[Row, ...], printed: tuple[Job, ...]
) -> list[str]:
    """What did not happen as it should have."""
    found = []
    if len(rows) != len(clerk.visits):
        found.append(f"登记了 {len(rows)} 件，应为 {len(clerk.visits)} 件")
    found += [f"单据没有打完：{_name(j)} {j.state}" for j in printed if j.state != "done"]
    for row in rows:
        visit = clerk.visits[row.no]
        asked = visit.key >= 0
        if asked and not row.ticket.askings:
            found.append(f"{row.no} 没有请过评价")
        if clerk.pressed_as_scripted and visit.key > 0:
            given = [(r.source, r.level if r.source == "screen" else r.key)
                     for r in row.ticket.ratings]  # fmt: skip
            touched = clerk.touches(visit)
            asked_for = ("screen", clerk.level_of(visit)) if touched else ("pad", visit.key)
            if given != [asked_for]:
                found.append(f"{row.no} 的评价是 {given}，应为 {asked_for}")
    with snapshot(terminal.home.reader()) as connection:
        tally = verify(connection)
    found += [f"{f.kind} {f.where} {f.detail}" for f in tally.faults]
    return found
