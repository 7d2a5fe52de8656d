"""`python -m benchmarks [name …]`: run all figures, or those named; fails past a limit."""

import importlib
import sys
import tempfile
from pathlib import Path

NAMES = (
    "act", "rebuild", "press", "start", "gaps", "backup", "pages", "reminders", "first_byte",
    "compose", "damage",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Print a line a figure; 1 if one is past its limit."""
    failed = False
    for name in names or NAMES:
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
            for figure in importlib.import_module(f"benchmarks.{name}").figures(Path(folder)):
                line = f"{figure.name} ratio={figure.ratio:.3f} limit={figure.limit:g}"
                print(f"{line}  # {figure.note}" + ("" if figure.holds else "  PAST ITS LIMIT"))
                failed = failed or not figure.holds
    return int(failed)


sys.exit(main(sys.argv[1:]))
