"""A vendor's child process: started for real, with every fault it can have."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from app.devices import bridge, worker
from app.devices.bridge import BridgeTransport
from app.devices.errors import DeviceError
from app.devices.framing.bridge import BridgeSpec, line_of
from app.devices.profile import PadProfile, load
from app.devices.worker import PadWorker
from app.domain.clock import SystemClock
from app.settings.tables import Faulty
from app.settings.words import Words
from tests.fakes.clock import FakeClock

pytestmark = [pytest.mark.fault(31)]
CHILD = Path(__file__).parents[1] / "fakes" / "bridge_child.py"
PATIENCE = 10.0
TEXT = """
schema = 1
id = "vendor"
name = "厂家评价器"
status = "vendor-document"

[child]
command = ["{python}", "{child}"{fault}]

[rx]
kind = "bridge"

[tx]
same_as = "rx"

[commands.prompt]
cmd = 1
answer = {{ when = {{ cmd = 17 }}, timeout_ms = 5000, tries = 1 }}

[commands.welcome]
cmd = 2

[commands.thanks]
cmd = 3

[press]
when = {{ cmd = 16 }}
reply = "thanks"

[keys.3]
level = "4"
label = "满意"

[[selftest]]
line = '{{"say": "press", "key": 3}}'
means = "press:4"

[[selftest]]
line = '{{"say": "press", "key": 9}}'
means = "none"
"""


def text(fault: str = "") -> str:
    said = f', "{fault}"' if fault else ""
    return TEXT.format(python=sys.executable, child=CHILD, fault=said)


def profile(fault: str = "") -> PadProfile:
    return load("vendor.toml", text(fault).encode())


@contextmanager
def running(fault: str, clock: SystemClock | FakeClock | None = None) -> Iterator[BridgeTransport]:
    made = BridgeTransport(
        "bridge:vendor", profile(fault).child, CHILD.parent, clock or SystemClock()
    )
    made.open()
    try:
        yield made
    finally:
        made.close()


def pid_of(made: BridgeTransport) -> int:
    child = made._child
    assert child is not None
    return child.pid


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def read_often(made: BridgeTransport) -> None:
    for _ in range(400):
        made.read()


def write_often(made: BridgeTransport) -> None:
    for _ in range(10_000):
        made.write(line_of("prompt") * 100)


def read_until_fault(made: BridgeTransport) -> DeviceError:
    with pytest.raises(DeviceError) as caught:
        read_often(made)
    assert Words().has(f"device.{caught.value.code}")
    return caught.value


def greeted(made: BridgeTransport) -> None:
    while not made._greeted:
        made.read()


class Watched:
    """A worker on a child, and what it posts."""

    def __init__(self, fault: str = "") -> None:
        self.posted: SimpleQueue[object] = SimpleQueue()
        pad, clock = profile(fault), SystemClock()
        transport = BridgeTransport("bridge:vendor", pad.child, CHILD.parent, clock)
        self.worker = PadWorker(transport, pad, clock, self.posted.put, (0.05, 0.2))

    def __enter__(self) -> "Watched":
        self.worker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.worker.stop()

    def until(self, kind: type) -> object:
        while not isinstance(found := self.posted.get(timeout=PATIENCE), kind):
            pass
        return found

    def rest(self) -> Iterator[object]:
        with suppress(Empty):
            while True:
                yield self.posted.get_nowait()

    def lost(self, code: str) -> None:
        while self.until(worker.HealthChanged) != worker.HealthChanged("lost", code):
            pass


def test_a_citizen_rates_through_the_real_worker() -> None:
    with Watched() as watched:
        watched.until(worker.HealthChanged)
        watched.worker.ask("a1")
        assert watched.until(worker.Prompted) == worker.Prompted("a1")
        pressed = watched.until(worker.Pressed)
        assert isinstance(pressed, worker.Pressed)
        assert (pressed.ask_id, pressed.press.level, pressed.press.key) == ("a1", "4", 3)
        assert pressed.press.device == "bridge:vendor"
        assert bytes.fromhex(pressed.press.frames) == b'{"say": "press", "key": 3}\n'
        watched.worker.acknowledge("a1")
        watched.worker.ask("a2")
        assert watched.until(worker.Prompted) == worker.Prompted("a2")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("garbage", "child_garbled"), ("half", "child_garbled"), ("megabyte", "child_garbled"),
        ("version", "child_version"),
    ],
)  # fmt: skip
@pytest.mark.fault(31)
def test_a_child_that_says_the_wrong_thing_first_is_given_up(fault: str, code: str) -> None:
    with running(fault) as made:
        pid = pid_of(made)
        assert read_until_fault(made).code == code
    assert not lives(pid)


@pytest.mark.fault(31)
def test_a_child_that_never_says_hello_is_given_up() -> None:
    clock = FakeClock()
    with running("silent", clock) as made:
        assert made.read() == b""
        clock.move(seconds=bridge.HELLO_SECONDS)
        assert read_until_fault(made).code == "child_silent"


def test_a_child_is_asked_how_it_is_and_given_up_without_an_answer() -> None:
    clock = FakeClock()
    with running("", clock) as made:
        greeted(made)
        clock.move(seconds=bridge.QUERY_SECONDS)
        made.read()
        while made._asked:
            made.read()  # the answer ends the question
        clock.move(seconds=bridge.QUERY_SECONDS)
        assert made.read() == b""
    with running("mute", clock) as made:
        greeted(made)
        clock.move(seconds=bridge.QUERY_SECONDS)
        made.read()
        clock.move(seconds=bridge.ANSWER_SECONDS)
        assert read_until_fault(made).code == "child_silent"


@pytest.mark.parametrize(
    ("fault", "code"), [("crash", "child_ended"), ("lost", "lost"), ("error", "child_error")]
)
@pytest.mark.fault(31)
def test_a_child_that_fails_while_it_asks_ends_the_asking_and_is_started_again(
    fault: str, code: str
) -> None:
    with Watched(fault) as watched:
        watched.until(worker.HealthChanged)
        watched.worker.ask("a1")
        assert watched.until(worker.AskLost) == worker.AskLost("a1", code)
        watched.lost(code)
        again = watched.until(worker.HealthChanged)
        assert again == worker.HealthChanged("unconfirmed"), "another child was started"
        assert not [m for m in watched.rest() if isinstance(m, worker.Pressed)]


@pytest.mark.fault(31)
def test_a_press_before_garbage_still_counts() -> None:
    with Watched("press_then_garbage") as watched:
        watched.worker.ask("a1")
        pressed = watched.until(worker.Pressed)
        assert isinstance(pressed, worker.Pressed)
        assert pressed.ask_id == "a1"
        watched.lost("child_garbled")


def test_a_child_that_floods_its_errors_works() -> None:
    with Watched("stderr") as watched:
        watched.worker.ask("a1")
        assert isinstance(watched.until(worker.Pressed), worker.Pressed)


@pytest.mark.fault(31)
def test_a_deaf_child_never_holds_us_up() -> None:
    with running("deaf") as made:
        greeted(made)
        with pytest.raises(DeviceError) as caught:
            write_often(made)
        assert caught.value.code == "stuck"
        pid = pid_of(made)
    assert not lives(pid)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux watches its processes")
def test_a_stubborn_child_and_what_it_started_are_ended(tmp_path: Path) -> None:
    with running("stubborn") as made:
        greeted(made)
        pid = pid_of(made)
    assert not lives(pid)
    with running("family") as made:
        greeted(made)
        pid = pid_of(made)
        family = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdecimal() and of(p, pid)]
        assert len(family) >= 2
        ends = [os.pidfd_open(one) for one in family]
    for end in ends:
        assert select.select([end], [], [], PATIENCE)[0], "it lives on"
        os.close(end)


def of(process: Path, group: int) -> bool:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[2] == str(group)
    except OSError:
        return False


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("/none/such",), "child_missing"), ((str(CHILD.parent),), "child_denied"),
        (("\0",), "child_unfit"),
    ],
)  # fmt: skip
def test_a_program_that_cannot_be_started_says_why(command: tuple[str, ...], code: str) -> None:
    made = BridgeTransport("bridge:x", command, CHILD.parent, SystemClock())
    with pytest.raises(DeviceError) as caught:
        made.open()
    assert caught.value.code == code
    made.close()


@pytest.mark.fault(31)
def test_the_wrong_bitness_says_so(tmp_path: Path) -> None:
    program = tmp_path / "vendor"
    program.write_bytes(b"\x7fELF not for this machine")
    program.chmod(0o755)
    with pytest.raises(DeviceError) as caught:
        BridgeTransport("bridge:x", (str(program),), tmp_path, SystemClock()).open()
    assert caught.value.code == "child_unfit"


def test_no_shell_ever_sees_the_command(tmp_path: Path) -> None:
    made = BridgeTransport("bridge:x", ("touch x; touch y",), tmp_path, SystemClock())
    with pytest.raises(DeviceError):
        made.open()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        b'{"say": "press"}', b'{"say": "press", "key": 256}', b'{"say": "press", "key": true}',
        b'{"say": "press", "key": "3"}', b'{"say": "press", "key": 3, "level": 5}', b"[]", b"3",
        b'{"say": "answered", "key": 3}', b'{"say": ["press"]}', b"\xff\xfe", b"[" * 400,
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_press_is_none(line: bytes) -> None:
    assert not [c for c in [BridgeSpec().match(line + b"\n", 0)] if hasattr(c, "raw")]


def test_a_profile_of_the_bridge_names_its_program_and_no_other_does() -> None:
    assert profile().child[1] == str(CHILD)
    without = text().replace("[child]", "").replace("command = [", "# [", 1)
    pad = Path("resources/pads/pj06.toml").read_text("utf-8")
    for bad in (without, pad + '\n[child]\ncommand = ["x"]\n'):
        with pytest.raises(Faulty) as caught:
            load("vendor.toml", bad.encode())
        assert [fault.problem for fault in caught.value.faults] == ["child"]
