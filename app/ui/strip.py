"""What the status strip says, worked out without a toolkit."""

from collections.abc import Sequence
from typing import Final, Literal

from app.db import jobs
from app.db.backup_record import BackupRecord
from app.db.jobs import Job
from app.desk import clock_watch, moments, paper_trail
from app.desk.desk import Desk
from app.devices import worker
from app.domain.calendar import UnknownYear
from app.domain.clock import local
from app.printing import spooler
from app.settings.words import Words
from app.ui.kit.values import Mark, Panel, Status

BY_NAME: Final = frozenset(
    {"paper_out", "cover", "cutter", "error", "fatal", "offline", "silent", "garbled"}
)  # troubles of a printer the strip names
Screen = Literal["", "here", "lost", "ask"]
"""The citizen's screen: not fitted, there, missed, or a display nobody has said what it is for."""


def items(
    desk: Desk,
    pad: worker.HealthChanged | None,
    printer: spooler.HealthChanged | None,
    screen: Screen = "",
) -> list[Status]:
    """Pad, printer and the citizen's screen; None and "" for what is not fitted."""
    shown = [_pad(desk, pad), _printer(desk, printer)]
    if screen == "here":
        shown.append(Status("screen", desk.words("shell.screen"), "ok"))
    elif screen:
        verb = desk.words("shell.screen_choose") if screen == "ask" else ""
        said = desk.words(f"shell.screen_{screen}")
        shown.append(Status("screen", said, "warn", verb=verb, code=screen))
    return [*shown, *_validity(desk)]


def _validity(desk: Desk) -> list[Status]:
    """A profile outside its dates; nothing while it is in effect."""
    if desk.log.head.seq == 0:
        return []
    code = desk.rules().regime.head.validity(desk.today)
    said = desk.words(f"regime.strip_{code}") if code else ""
    return [Status("regime", said, "warn", code=code)] if code else []


def _printer(desk: Desk, printer: spooler.HealthChanged | None) -> Status:
    """A paper in doubt comes first, then what keeps the printer from printing."""
    words = desk.words
    if printer is None:
        return Status("printer", words("panel.no_printer"), "mute", code="none")
    with desk.log.reading() as connection:
        waiting, held, uncertain = jobs.standing(connection, desk.today)
    if uncertain:
        said = words("shell.uncertain", n=uncertain)
        return Status("printer", said, "warn", verb=words("shell.ask"), code="uncertain")
    if printer.is_well and held:
        said = words("shell.held", n=held)
        return Status("printer", said, "warn", verb=words("shell.queue"), code="held")
    if printer.is_well:
        low = printer.code == "paper_low"
        said = words("shell.paper_low") if low else words("shell.printer")
        return Status("printer", said, "warn" if low else "ok", code="low" if low else "")
    more = words("shell.waiting", n=waiting) if waiting else ""
    end = printer.code == "paper_out"
    named = printer.code in BY_NAME
    said = words(f"shell.{printer.code}" if named else "shell.printer_lost")
    verb = words("panel.paper_wake" if end else "panel.wake")
    mark: Mark = "warn" if printer.code in ("paper_out", "cover") else "bad"
    return Status("printer", said, mark, more, verb, code=printer.code)


def _pad(desk: Desk, pad: worker.HealthChanged | None) -> Status:
    """Three-valued: it proved itself, the port is open but silence would look the same, or lost."""
    words = desk.words
    if pad is None:
        return Status("pad", words("panel.no_pad"), "mute", code="none")
    if pad.health == "online":
        return Status("pad", words("shell.pad"), "ok")
    if pad.health == "unconfirmed" and not pad.code:
        return Status("pad", words("shell.pad_quiet"), "mute", code="quiet")
    mark: Mark = "bad" if pad.health == "lost" else "warn"
    code = pad.code or "lost"
    return Status("pad", words(f"device.{code}"), mark, code=code)


def panel(words: Words, status: Status, since: str) -> Panel:
    """What is said of an item when it is pressed."""
    code = status.code or ("other" if status.mark in ("warn", "bad") else "")
    stem = f"panel.{status.id}.{code}"
    if code and not words.has(stem):
        stem = f"panel.{status.id}.other"
    if not code or not words.has(stem):
        also = words("panel.queue") if status.id == "printer" else ""
        return Panel(status.id, status.words, status.mark, words("panel.well"), also=also)
    settings = words("panel.settings") if status.id != "regime" else ""
    also = words("panel.queue") if status.id == "printer" else ""
    return Panel(
        status.id, status.words, status.mark, words(stem), words(f"{stem}_first"),
        words("panel.since", at=since) if since else "", status.verb, settings, also,
    )  # fmt: skip


ORDER: Final = ("bad", "warn", "mute", "ok")


def worst(items: Sequence[Status]) -> Status | None:
    """The item that Ctrl+J opens: the worst, the first of its kind."""
    return min(items, key=lambda status: ORDER.index(status.mark), default=None)


def backup(desk: Desk, record: BackupRecord, *, is_set_up: bool) -> Status | None:
    """The age of the last verified backup: quiet while fresh, a hint to the leader where none is
    set up, a warning past one working day or when one came to nothing."""
    words, made, missed = desk.words, record.made, record.missed
    if not is_set_up:
        is_leader = desk.person is not None and desk.person.post == "leader"
        return (
            Status("backup", words("backup_strip.none"), "mute", code="none") if is_leader else None
        )
    verb = words("backup_strip.now")
    if missed is not None:
        why = words(f"backup_short.{missed.code}")
        return Status("backup", words("backup_strip.missed"), "warn", why, verb)
    if made is None:
        return Status("backup", words("backup_strip.never"), "warn", verb=verb)
    if made.faults:
        return Status("backup", words("backup_strip.faults"), "warn", verb=verb)
    if has_news(desk, record):
        days = moments.working_days(desk.rules(), local(made.at).date(), desk.today)
        if days > 1:
            return Status("backup", words("backup_strip.old", n=days), "warn", verb=verb)
    return Status(
        "backup", words("backup_strip.fresh"), "ok", moments.moment(words, made.at, desk.now)
    )


def has_news(desk: Desk, record: BackupRecord) -> bool:
    """Whether anything was written since the last backup."""
    log, made = desk.log, record.made
    end = (log.origin, log.head.seq)
    return log.head.seq > 0 and (made is None or (made.origin, made.seq) != end)


def clock(desk: Desk) -> tuple[str, str, str]:
    """Working hours or 今天休息, the date with its weekday, the time."""
    now, words = desk.clock.now(), desk.words
    date = words("moment.date_with_year", year=now.year, month=now.month, day=now.day)
    date = f"{date} {moments.weekday_words(words, now.date())}"
    return _work(desk), date, f"{now:%H:%M}"


def clock_doubt(desk: Desk) -> str:
    """What stands beside the time while it lies before the last entry; "" while it does not."""
    minutes = clock_watch.minutes_behind(desk)
    if not minutes:
        return ""
    return desk.words("clock.behind", span=clock_watch.span_words(desk.words, minutes))


def _work(desk: Desk) -> str:
    if desk.log.head.seq == 0:
        return ""
    rules, words = desk.rules(), desk.words
    try:
        working = rules.calendar.is_working(desk.today)
    except UnknownYear:
        return words("shell.unknown")
    if not working:
        return words("shell.rest")
    spans = rules.regime.calendar.spans(desk.today)
    return words("shell.work", hours=f"{spans[0][0]:%H:%M}–{spans[-1][1]:%H:%M}")


def first_uncertain(desk: Desk) -> tuple[int, str, str] | None:
    """The oldest paper nobody can know of, the question about it, and what went wrong."""
    job = paper_trail.first_uncertain(desk)
    return None if job is None else (job.id, *question(desk, job))


def question(desk: Desk, job: Job) -> tuple[str, str]:
    """What is asked about an uncertain paper, and what went wrong with it."""
    words = desk.words
    named = " ".join(filter(None, (words(f"doc.{job.doc}"), job.paper.ticket_no)))
    asked = words("paper.ask", paper=named)
    return asked, fault_words(words, job.fault)


def fault_words(words: Words, code: str) -> str:
    """What kept a paper from coming out, "" for nothing."""
    if not code:
        return ""
    known = (k for k in (f"papers.fault.{code}", f"panel.printer.{code}") if words.has(k))
    key = next(known, "papers.fault.other")
    return words(key, code=code).removesuffix("。")
