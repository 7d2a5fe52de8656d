"""`bandecheng backup`: a verified backup, also beside a running counter, of which it only reads."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from app.cli.own_home import home_of
from app.cli.trouble import explained
from app.db.backup import BackupFailed, back_up
from app.db.backup_record import read_record
from app.domain.clock import SystemClock
from app.settings.terminal import load_settings
from app.settings.words import Words


def run(arguments: list[str]) -> int:
    """One JSON line with the file and what it holds; exit 1 when nothing was made or it has
    faults."""
    parser = argparse.ArgumentParser(prog="bandecheng backup")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    told = parser.parse_args(arguments)
    words, home = Words(), home_of(told.home)
    with explained():
        settings = load_settings(home.path)
    if told.to.parent.is_dir() and home.store.exists():
        with suppress(OSError):  # said below
            told.to.mkdir(exist_ok=True)
    try:
        made = back_up(home, told.to, settings.hall, SystemClock().now())
    except BackupFailed as error:
        print(words(f"backup_failed.{error.code}", place=told.to), file=sys.stderr)
        return 1
    m = made.manifest
    line = {"file": str(made.path), **msgspec.to_builtins(m)}
    print(msgspec.json.encode(line).decode())
    key = "faults" if m.faults else "done"
    said = [words(f"backed_up.{key}", entries=m.entries, tickets=m.tickets, n=m.faults)]
    record = read_record(home.path)
    if record.made is not None and record.made.same_disk:
        said.append(words("backed_up.same_disk"))
    print("\n".join(said), file=sys.stderr)
    return 1 if m.faults else 0
