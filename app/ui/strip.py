"""What the status strip says, worked out without a toolkit."""

from app.db import queries
from app.db.backup_record import BackupRecord
from app.desk import clock_watch, moments, paper_trail
from app.desk.desk import Desk
from app.devices import worker
from app.domain.calendar import UnknownYear
from app.domain.clock import local
from app.printing import spooler
from app.ui.kit.values import Mark, Status


def items(
    desk: Desk,
    pad: worker.HealthChanged | None,
    printer: spooler.HealthChanged | None,
    screen: bool | None = None,
) -> list[Status]:
    """The items of what this counter has; None for what it does not have. `screen` is false
    where the citizen's screen should be there and is not."""
    words, shown = desk.words, []
    if pad is not None:
        shown.append(_pad(desk, pad))
    if printer is not None:
        with desk.log.reading() as connection:
            waiting, uncertain = queries.unresolved_papers(connection)
        if uncertain:
            shown.append(Status("printer", words("shell.uncertain", n=uncertain), "warn",
                                verb=words("shell.ask")))  # fmt: skip
        elif not printer.is_well:
            more = words("shell.waiting", n=waiting) if waiting else ""
            shown.append(Status("printer", words("shell.printer_lost"), "bad", more))
        else:
            shown.append(Status("printer", words("shell.printer"), "ok"))
    if screen is not None:
        mark: Mark = "ok" if screen else "warn"
        key = "shell.screen" if screen else "shell.screen_lost"
        shown.append(Status("screen", words(key), mark))
    return shown


def _pad(desk: Desk, pad: worker.HealthChanged) -> Status:
    """Three-valued: it proved itself, the port is open but silence would look the same, or lost."""
    words = desk.words
    if pad.health == "online":
        return Status("pad", words("shell.pad"), "ok")
    if pad.health == "unconfirmed" and not pad.code:
        return Status("pad", words("shell.pad_quiet"), "mute")
    mark: Mark = "bad" if pad.health == "lost" else "warn"
    return Status("pad", words(f"device.{pad.code or 'lost'}"), mark)


def backup(desk: Desk, record: BackupRecord, *, is_set_up: bool) -> Status | None:
    """The age of the last verified backup: quiet while fresh, a hint to the leader where none is
    set up, a warning past one working day or when one came to nothing."""
    words, made, missed = desk.words, record.made, record.missed
    if not is_set_up:
        is_leader = desk.person is not None and desk.person.post == "leader"
        return Status("backup", words("backup_strip.none"), "mute") if is_leader else None
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


def first_uncertain(desk: Desk) -> tuple[int, str] | None:
    """The oldest paper nobody can know of, and the question about it."""
    doubtful = paper_trail.uncertain(desk)
    if not doubtful:
        return None
    job = doubtful[0]
    words = desk.words
    return job.id, words("paper.ask", doc=words(f"doc.{job.doc}"), number=job.ticket)
