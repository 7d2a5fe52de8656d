"""The 35 faults of a pad. A test says which it injects by `@pytest.mark.fault(18)`; it may stand
anywhere under tests/. The list of both: `python -m tests.devices.faults.catalogue`.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

TESTS: Final = Path(__file__).parents[2]
FAULTS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "line: noise bytes before, after and inside a frame",
        2: "line: a frame cut at each byte; the rest never comes, after the gap, after the end",
        3: "line: length byte garbled up and down, two copies that differ",
        4: "line: each single bit flipped; wrong check; right check with an unknown command",
        5: "line: two frames glued, three presses in one read",
        6: "line: chunks of 1 and of 64 bytes",
        7: "line: an endless stream without a start byte, and of start bytes only",
        8: "line: our own transmission echoed back (two-wire 485)",
        9: "line: foreign address, caller and LED traffic on the bus",
        10: "line: floods of 00 and FF (wrong baud, cable break)",
        11: "device: no acknowledgement; one late by a retry (double prompt); a refusal",
        12: "device: a press before the prompt, before its answer, just after the end, in a cancel",
        13: "device: a key twice, two keys, a key held",
        14: "device: an unknown key code",
        15: "device: the pad starts anew in mid-asking (boot banner)",
        16: "device: a pad that answers but never prompts",
        17: "device: a press repeated until it is answered counts once",
        18: "port: unplugged in each state",
        19: "port: back under the same and another name; another pad on the old name; two alike",
        20: "port: busy at the start, freed later; a second copy of the program",
        21: "port: permission denied",
        22: "port: a write that blocks",
        23: "port: every kind of error from every call",
        24: "port: a stale cancel",
        25: "port: closed during a read",
        26: "port: sleep and wake; wall clock set back a day in mid-asking",
        27: "port: plug cycles leave descriptors, threads and memory flat",
        28: "app: the store takes no press (no thanks are sent, the clerk is told)",
        29: "app: killed in every state; at the next start the asking is interrupted",
        30: "app: a profile with each fault a file can have",
        31: "app: a bridge child that crashes, says rubbish, half a line or nothing",
        32: "app: the window is never held up while the port hangs",
        33: "app: two tickets asked at once",
        34: "app: a pad with fewer keys than the regulation has levels, as reports word it",
        35: "app: entries deleted, edited, swapped",
    }
)


def injected() -> Mapping[int, list[str]]:
    """The tests by the faults they bear the mark of, as path::name."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text("utf-8")
        for test in _tests(ast.parse(source)) if "mark.fault" in source else ():
            for number in _marks(test):
                found[number].append(f"{path.relative_to(TESTS.parent)}::{test.name}")
    return found


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    named = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return (node for node in named if node.name.startswith("test_"))


def _marks(test: ast.FunctionDef) -> Iterator[int]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
            yield from (ast.literal_eval(argument) for argument in mark.args)


if __name__ == "__main__":
    tests = injected()
    for fault, words in FAULTS.items():
        sys.stdout.write(f"{fault:2}  {words}\n")
        sys.stdout.writelines(f"      {name}\n" for name in tests.get(fault, ["-"]))
