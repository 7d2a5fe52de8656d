"""`bandecheng verify`: walk a store beside a running counter and name every fault."""

import argparse
import json
from pathlib import Path

from app.cli.trouble import explained
from app.db.engine import snapshot
from app.db.instance import Home
from app.db.verify import StoreFault, verify


def run(arguments: list[str]) -> int:
    """A line per fault; the last line counts."""
    parser = argparse.ArgumentParser(prog="bandecheng verify")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(arguments)
    with explained(), snapshot(Home(told.home).reader()) as connection:
        tally = verify(connection)
    for fault in tally.faults:
        print(json.dumps(fault._asdict(), ensure_ascii=False) if told.json else _line(fault))
    print(f"entries={tally.entries} tickets={tally.tickets} faults={len(tally.faults)}")
    return 1 if tally.faults else 0


def _line(fault: StoreFault) -> str:
    return f"{fault.kind} {fault.where} {fault.detail}".rstrip()
