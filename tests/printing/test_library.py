"""python-escpos keeps a pickled list of printers; one that was cut short must not be read."""

import os
import subprocess
import sys
from pathlib import Path

IMPORT = (
    "import sys; from pathlib import Path; from app.printing.library import container_factory; "
    "made = container_factory(Path(sys.argv[1]))(); made._raw(b'x'); assert made.output == b'x'"
)


def imported(cache: Path) -> None:
    """In a process of its own: a module is imported once only."""
    subprocess.run([sys.executable, "-c", IMPORT, str(cache)], check=True, env=os.environ)


def test_a_list_cut_short_by_a_kill_is_made_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    imported(cache)
    (whole,) = cache.glob("*.pickle")
    good = whole.read_bytes()
    whole.write_bytes(good[: len(good) // 2])
    imported(cache)
    assert whole.read_bytes() == good
    whole.write_bytes(b"")
    imported(cache)
    assert whole.read_bytes() == good
