"""`bandecheng regime check|preview|adopt`: a site's own profile or a year's calendar by command.

`check` reads a file, `preview` tries it on the tickets of a home, `adopt` puts it in force in the
leader's name; the leader's password is asked for, or read as a line of standard input.
"""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.cli.told import Told
from app.cli.trouble import explained
from app.db.instance import Home
from app.db.people import Person
from app.db.rulebook import digest_of
from app.desk import passwords, ruling
from app.desk.desk import Desk
from app.desk.ruling import Read
from app.domain.calendar import YearCalendar
from app.domain.clock import SystemClock
from app.main import build
from app.settings.words import Words
from app.ui.regime.preview import due_words, trial_words, year_words


def run(arguments: list[str]) -> int:
    """Sentences for people on standard error, a JSON line of what was found or done."""
    parser = argparse.ArgumentParser(prog="bandecheng regime")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("check", "preview", "adopt"):
        sub = verbs.add_parser(verb)
        sub.add_argument("file", type=Path)
        if verb != "check":
            sub.add_argument("--home", type=Path, required=True)
        if verb == "adopt":
            sub.add_argument("--start", default="")
            sub.add_argument("--leader", required=True)
    told, words = parser.parse_args(arguments), Words()
    raw = _bytes(told.file, words)
    with explained():
        found = ruling.read(told.file.name, raw)
        if told.verb == "check":
            return _check(told.file.name, raw, found, words)
        with _opened(told.home, words) as desk:
            if told.verb == "preview":
                return _preview(desk, found)
            return _adopt(desk, raw, told.start, told.leader)


def _bytes(path: Path, words: Words) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        print(words("regime_cli.no_file", file=path), file=sys.stderr)
        raise Told from error


def _check(name: str, raw: bytes, found: Read, words: Words) -> int:
    digest = digest_of(raw)
    if isinstance(found, YearCalendar):
        days = ruling.working_days(found)
        said = words("regime_cli.well_year", file=name, n=found.year, days=days,
                     digest=ruling.grouped(digest))  # fmt: skip
        _line({"year": found.year, "digest": digest, "working_days": days,
               "make_up": [d.isoformat() for d in found.make_up]})  # fmt: skip
    else:
        counts = {"classes": len(found.categories), "limits": len(found.limits)}
        said = words("regime_cli.well_regime", file=name, name=found.head.name,
                     digest=ruling.grouped(digest), **counts)  # fmt: skip
        _line({"regime": found.id, "digest": digest, **counts})
    print(said, file=sys.stderr)
    return 0


def _preview(desk: Desk, found: Read) -> int:
    """A JSON line for each ticket whose due would be another one."""
    if isinstance(found, YearCalendar):
        moved = ruling.trial_of_year(desk, found)()
        said = year_words(desk, found)
    else:
        tried = ruling.trial(desk, found)()
        moved, said = tried.moved, (trial_words(desk, tried),)
    print("\n".join(said), file=sys.stderr)
    for one in moved:
        old, new = due_words(desk, one)
        _line({"number": one.number, "matter": one.matter, "old": old, "new": new})
    return 0


def _adopt(desk: Desk, raw: bytes, start: str, who: str) -> int:
    """Put in force; refused is 1, with why."""
    leader, words = passwords.find(desk, who), desk.words
    if leader is None or leader.post != "leader":
        print(words("regime_cli.no_leader", who=who), file=sys.stderr)
        return 1
    if sentence := _agreed(desk, leader):
        print(sentence, file=sys.stderr)
        return 1
    refused = ruling.adopt(desk, leader, raw, start)
    for one in refused:
        print(words.refusal(one), file=sys.stderr)
    if refused:
        return 1
    _line({"adopted": digest_of(raw), "start": start})
    return 0


def _agreed(desk: Desk, leader: Person) -> str:
    """Ask for the leader's password, tries counted as at the counter; "" if it is the right one."""
    secret = passwords.begin(desk, leader.id)
    if secret is None:
        return passwords.locked(desk, leader.id)
    if sys.stdin.isatty():
        typed = getpass.getpass(desk.words("regime_cli.password"))
    else:
        typed = sys.stdin.readline().rstrip("\n")
    return passwords.settle(desk, passwords.check(leader.id, secret, typed, "regime"))


@contextmanager
def _opened(folder: Path, words: Words) -> Iterator[Desk]:
    """The desk of a home that is founded; held, so no counter runs on it meanwhile."""
    home = Home(folder)
    if not folder.is_dir() or home.is_new:
        print(words("regime_cli.no_home"), file=sys.stderr)
        raise Told
    home.hold()
    terminal = build(home, SystemClock())
    try:
        if terminal.log.head.seq == 0:
            print(words("regime_cli.no_home"), file=sys.stderr)
            raise Told
        yield terminal.desk
    finally:
        terminal.stop()


def _line(found: dict[str, object]) -> None:
    print(msgspec.json.encode(found).decode(), flush=True)
