"""`bandecheng restore`: a store out of a backup, into an empty or damaged home.

With `--rehearse` it is restored beside the running counter, walked and thrown away. The recovery
code, where it is needed, is asked for, or read as a line of standard input.
"""

import argparse
import getpass
import sys
from pathlib import Path

import msgspec

from app.cli.own_home import home_of
from app.cli.trouble import explained
from app.db.backup_record import read_record
from app.db.bundle import Manifest
from app.db.instance import Home
from app.db.restore import Back, Unrestorable, key_of, read_backup, rehearse, restore
from app.desk.moments import exact
from app.domain.clock import SystemClock
from app.settings.words import Words


def run(arguments: list[str]) -> int:
    """One JSON line of what came back; what to do next in Chinese on standard error."""
    parser = argparse.ArgumentParser(prog="bandecheng restore")
    parser.add_argument("--from", dest="file", type=Path, required=True)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rehearse", action="store_true")
    told = parser.parse_args(arguments)
    words, home = Words(), home_of(told.home)
    try:
        manifest = read_backup(told.file)
        code = ask_code(told.file, manifest, home, words)
        if told.rehearse:
            done = rehearse(told.file, home, SystemClock(), code)
            made = exact(words, manifest.made)
            said = [words("restored.rehearsed", made=made, entries=done.entries)]
            print(msgspec.json.encode(done).decode())
        else:
            said = _restore(told.file, home, code, words)
    except Unrestorable as error:
        print(words(f"unrestorable.{error.code}", place=told.file), file=sys.stderr)
        return 0 if error.code == "key_back" else 1
    print("\n".join(said), file=sys.stderr)
    return 0


def _restore(file: Path, home: Home, code: str, words: Words) -> list[str]:
    with explained():
        home.hold()
    try:
        last = read_record(home.path).made
        back = restore(file, home, SystemClock(), code)
    finally:
        home.release()
    line = {
        "home": str(home.path), "origin": back.origin, "aside": str(back.aside or ""),
        "backup": msgspec.to_builtins(back.manifest),
    }  # fmt: skip
    print(msgspec.json.encode(line).decode())
    said = sentences(back, words)
    if last is not None and last.at > back.manifest.made:
        said.append(words("restored.older", at=exact(words, last.at)))
    return said


def sentences(back: Back, words: Words) -> list[str]:
    """What a person must know after a restore."""
    m, made = back.manifest, exact(words, back.manifest.made)
    said = [
        words("restored.done", made=made, entries=m.entries, tickets=m.tickets),
        words("restored.after", made=made),
    ]
    if back.took_over:
        said.append(words("restored.taken_over"))
    if back.aside is not None:
        said.append(words("restored.aside", aside=back.aside))
    if m.faults:
        said.append(words("restored.faults", n=m.faults))
    return said


def ask_code(file: Path, manifest: Manifest, home: Home, words: Words) -> str:
    """The recovery code, only where the home does not keep the key."""
    try:
        key_of(file, manifest, home)
    except Unrestorable as error:
        if error.code != "need_code":
            raise
        if sys.stdin.isatty():
            return getpass.getpass(words("restored.code"))
        return sys.stdin.readline().strip()
    return ""
