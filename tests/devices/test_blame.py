"""Which group is missing, which program holds the port."""

import getpass
import grp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.devices.blame import Blame, blame, holder, missing_right
from app.settings.words import Words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="groups and /proc")
HOLD = "import sys; f = open(sys.argv[1], 'rb'); print('open', flush=True); sys.stdin.read()"


@pytest.mark.fault(20)
def test_the_program_that_holds_a_port_is_named() -> None:
    master, slave = os.openpty()
    node = os.ttyname(slave)
    os.close(slave)
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, node], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"open\n"
        found = blame(node, "busy")
        assert found.problem == "program"
        assert found.facts["pid"] == str(held.pid)
        assert "python" in found.facts["program"]
        held.communicate()
    assert holder(Path(node)) == Blame("some_program")
    os.close(master)


def test_processes_that_are_not_ours_to_look_at_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()  # no fd folder: gone, or not ours
    (tmp_path / "self").mkdir()
    assert holder(Path("/dev/ttyS0"), tmp_path) == Blame("some_program")
    assert holder(Path("/dev/ttyS0"), tmp_path / "none") == Blame("some_program")


def group_of(tmp_path: Path, number: int, mode: int = 0o660) -> Blame:
    node = tmp_path / "ttyUSB0"
    node.touch()
    os.chown(node, 0, number)
    node.chmod(mode)
    return missing_right(node)


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives files to other groups"
)


@needs_root
@pytest.mark.fault(21)
def test_the_group_of_the_device_is_named_with_the_command(tmp_path: Path) -> None:
    dialout = grp.getgrnam("dialout").gr_gid
    found = group_of(tmp_path, dialout)
    assert found.problem == "group"
    user = getpass.getuser()
    assert found.facts["command"] == f"sudo usermod -aG dialout {user}"
    said = Words()(f"blame.{found.problem}", **found.facts)
    assert "dialout" in said
    assert "usermod" in said


@needs_root
def test_a_group_that_may_nothing_and_the_group_of_root_are_not_recommended(
    tmp_path: Path,
) -> None:
    dialout = grp.getgrnam("dialout").gr_gid
    assert group_of(tmp_path, dialout, 0o600).problem == "denied"
    assert group_of(tmp_path, 0).problem == "denied"


@needs_root
def test_a_group_this_session_does_not_have_yet_asks_for_signing_in_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialout = grp.getgrnam("dialout").gr_gid
    monkeypatch.setattr(os, "getgrouplist", lambda *_: [0, dialout])
    assert group_of(tmp_path, dialout) == Blame("signed_in_before", {"group": "dialout"})


def test_what_is_gone_or_otherwise_wrong_is_not_explained_twice() -> None:
    assert missing_right(Path("/dev/none")).problem == "denied"
    assert blame("usb:dead:beef#none", "busy") == Blame("")
    assert blame("/dev/null", "not_found") == Blame("")


@pytest.mark.parametrize("problem", ["signed_in_before", "denied", "program", "some_program"])
def test_every_problem_has_words(problem: str) -> None:
    facts = {"group": "dialout", "node": "/dev/ttyS0", "program": "minicom", "pid": "7"}
    assert Words()(f"blame.{problem}", **facts)
