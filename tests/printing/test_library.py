"""python-escpos comes in late, without leaving traces.

It keeps a pickled list of printers; one that was cut short must not be read.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.printing.library import container_factory

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


PROBE = """
import logging, sys, tempfile
from pathlib import Path
import app.printing.press, app.printing.spooler, app.printing.library
assert "escpos" not in sys.modules, "the import must wait for the worker"
cache, temporary = Path(sys.argv[1]), Path(sys.argv[2])
tempfile.tempdir = str(temporary)
logging.getLogger().setLevel(logging.ERROR)
make = app.printing.library.container_factory(cache)
make()._raw(b"x")
assert make().output == b""
assert logging.getLogger().handlers == []
assert logging.getLogger().level == logging.ERROR
assert tempfile.tempdir == str(temporary)
assert list(temporary.iterdir()) == []
assert not [path for path in cache.iterdir() if path.is_dir()]
"""


def test_the_import_waits_and_leaves_no_handler_and_no_folder(tmp_path: Path) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    subprocess.run([sys.executable, "-c", PROBE, cache, temporary], check=True, timeout=60)
    assert cache.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError):
        container_factory(tmp_path)
