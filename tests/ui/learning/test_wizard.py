"""The wizard from a pad nobody knows to a rating of a real citizen, on real lines."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cli.rig import ScriptedClock
from app.devices import shelf
from app.devices.framing import CHECKS
from app.devices.learning.hearing import GAP_SECONDS, RESEND_SECONDS
from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile, load
from app.devices.session import State
from app.devices.worker import PadWorker
from app.domain.clock import SystemClock
from app.main import Terminal
from app.settings.terminal import PadSettings, Settings, load_settings, save_settings
from app.ui.kit.theme import Theme
from app.ui.learning.taking import QUIET_SECONDS
from app.ui.learning.view import LearningDialog
from app.ui.settings.devices_view import DevicesPane
from app.ui.wiring.counter import Counter
from tests.desk.conftest import settled
from tests.fakes.terminal import HALL, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
Frame = Callable[[int], bytes]


def hidden(rx: str, *, lead: str = "") -> PadProfile:
    """The protocol of a pad that the wizard is not told."""
    keys = "".join(
        f'[keys.{0x30 + code}]\nlevel = "{6 - code}"\nlabel = "x"\n' for code in range(1, 6)
    )
    test = '[[selftest]]\nrx = "00"\nmeans = "none"\n'
    head = 'schema = 1\nid = "hidden"\nname = "hidden"\nstatus = "captured"\n'
    return load("hidden", f"{head}{lead}[rx]\n{rx}\n[press]\n{keys}{test}".encode())


def word(code: int) -> bytes:
    """A text that is longer for one key than for another."""
    text = bytes([0x30 + code]) + b"=" * code
    return b"\x02" + text + CHECKS["sum8"](text) + b"\x03"


BARE = hidden('kind = "raw_keys"', lead="accept_only_while_prompting = true\n")
FIXED = hidden(
    'kind = "fixed"\nfields = ["const:A501:head", "data", "check"]\ncheck = "xor8"\n'
    'check_over = ["head", "data"]\nlength = 4'
)
DELIMITED = hidden(
    'kind = "delimited"\nfields = ["const:02", "data", "check", "end:03"]\ncheck = "sum8"\n'
    'check_over = ["data"]'
)
COUNTED = hidden(
    'kind = "fields"\nfields = ["const:AA55:head", "len", "const:91:cmd", "data", "check"]\n'
    'len_covers = ["cmd", "data"]\ncheck = "crc16-modbus"\n'
    'check_over = ["head", "len", "cmd", "data"]'
)
PADS: dict[str, tuple[str, PadProfile, Frame]] = {
    "bare keys": ("raw_keys", BARE, lambda code: BARE.press_bytes(0x30 + code)),
    "fixed with xor": ("fixed", FIXED, lambda code: FIXED.press_bytes(0x30 + code)),
    "delimited with sum8": ("delimited", DELIMITED, word),
    "fields with crc16": ("fields", COUNTED, lambda code: COUNTED.press_bytes(0x30 + code)),
}


HOLD = """
import serial, sys
port = serial.Serial(sys.argv[1], exclusive=True)
print(1, flush=True)
sys.stdin.read()
"""


class LeapingClock(ScriptedClock):
    """Real time, and leaps into the future."""

    leapt = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.leapt

    def leap(self, seconds: float) -> None:
        self.leapt += seconds


class Line:
    """A played pad on a real pseudo-terminal; what it hears is remembered."""

    def __init__(self, path: Path, profile: PadProfile) -> None:
        self.pad = PlayedPad(path, profile, SystemClock())
        self.path = str(path)

    def send(self, data: bytes) -> None:
        self.pad.send(data)

    def heard(self) -> bytes:
        return b"".join(spoken.data for spoken in self.pad.spoken if spoken.direction == "rx")


class Bench:
    """A counter with the wizard above its devices page."""

    def __init__(self, terminal: Terminal, counter: Counter, qtbot: QtBot) -> None:
        self.terminal, self.counter, self.qtbot = terminal, counter, qtbot
        pane = counter.settings.page.pane("devices")
        assert isinstance(pane, DevicesPane)
        self.pane = pane
        clock = terminal.desk.clock
        assert isinstance(clock, LeapingClock)
        self.clock = clock

    @property
    def dialog(self) -> LearningDialog:
        dialog = self.counter.settings.learning.dialog
        assert dialog is not None
        return dialog

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=15_000)

    def open(self) -> None:
        self.pane.pad_dialog.learn.click()
        self.wait(lambda: self.dialog.isVisible() and self.dialog.port.port.count())

    def next(self, step: str) -> None:
        self.wait(self.dialog.strong.isEnabled)
        self.strong()
        self.wait(lambda: self.dialog._step == step)

    def strong(self) -> None:
        """Ctrl+Enter."""
        QTest.keyClick(self.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def choose(self, select: object, value: str) -> None:
        select.choose(value)  # type: ignore[attr-defined]
        select.chosen_id.emit(value)  # type: ignore[attr-defined]

    def listen(self, line: Line) -> None:
        """Steps 1 and 2: the port, and the speed, with bytes seen."""
        self.open()
        self.choose(self.dialog.port.port, line.path)
        self.next("rate")
        self.wait(lambda: "先别按键" in self.dialog.line.said.text())
        self.clock.leap(QUIET_SECONDS)
        self.wait(lambda: "请随便按" in self.dialog.line.said.text())

    def teach(self, line: Line, frame: Frame, keys: int = 5) -> None:
        """Step 3: every key three times."""
        page, taking = self.dialog.keys, self.counter.settings.learning.presenter.heard.taking
        for code in range(1, keys + 1):
            for times in range(1, 4):
                line.send(frame(code))
                self.wait(partial(self.pressed, code - 1, times))
                self.clock.leap(RESEND_SECONDS + GAP_SECONDS)
            self.wait(partial(lambda place: taking.place > place, code - 1))
        self.wait(lambda: "都按齐了" in page.said.text())

    def pressed(self, place: int, times: int) -> bool:
        taking = self.counter.settings.learning.presenter.heard.taking
        return len(taking.pressed(place)) == times

    def name(self, name: str, id_: str) -> None:
        page = self.dialog.name
        for edit, text in ((page.title, name), (page.id, id_)):
            edit.selectAll()
            QTest.keyClicks(edit, text)


@pytest.fixture
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    """Of the kind the test is parametrised with, if it is."""
    kind = getattr(request.node, "callspec", None)
    profile = PADS[kind.params["kind"] if kind else "fixed with xor"][1]
    made = Line(tmp_path / "unknown-pad", profile)
    with made.pad:
        yield made


def counter_on(
    folder: Path, qtbot: QtBot, pad: PadSettings | None = None
) -> tuple[Terminal, Counter]:
    clock = LeapingClock("2026-03-11 09:00")
    settings = Settings(hall=HALL, pad=pad or PadSettings())
    terminal = make_terminal(folder / "home", clock, settings_=settings)
    counter = Counter(terminal, partial(save_settings, terminal.home.path))
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(terminal, "L1")
    counter.signed_in(person(terminal, "L1"))
    counter.shell.show_page("settings")
    return terminal, counter


@pytest.fixture
def bench(look: Theme, qtbot: QtBot, tmp_path: Path, line: Line) -> Iterator[Bench]:
    pad = PadSettings(line.path, "pj06")
    terminal, counter = counter_on(tmp_path, qtbot, pad)
    made = Bench(terminal, counter, qtbot)
    if terminal.pad is not None:
        terminal.pad.start()
    yield made
    close(counter)
    terminal.stop()


@pytest.mark.parametrize("kind", PADS)
def test_an_unknown_pad_is_learnt_fitted_and_takes_a_rating(
    bench: Bench, line: Line, kind: str
) -> None:
    shape, _, frame = PADS[kind]
    bench.listen(line)
    before = line.heard()  # what the former pad's profile said
    line.send(frame(1))
    bench.wait(lambda: frame(1).hex(" ").upper() in bench.dialog.line.bytes.toPlainText())
    bench.next("press")
    bench.teach(line, frame)
    assert line.heard() == before, "the wizard never says a word"
    bench.next("found")
    bench.wait(lambda: bench.dialog.found.codes.isVisibleTo(bench.dialog))
    bench.next("name")
    bench.strong()
    assert bench.dialog.name.fields["id"].has_error()
    bench.name("unknown pad", "our-pad")
    bench.next("save")
    assert f'kind = "{shape}"' in bench.dialog.file.text.toPlainText()
    bench.strong()
    bench.wait(lambda: load_settings(bench.terminal.home.path).pad.profile == "our-pad")
    bench.wait(lambda: isinstance(bench.terminal.pad, PadWorker))
    assert not bench.dialog.isVisible()
    pad = bench.terminal.pad
    assert isinstance(pad, PadWorker)
    held = shelf.take(bench.terminal.home.path, "our-pad", bench.terminal.settings.pad.sha256)
    assert pad.sha256 == held.sha256
    rate(bench, line, frame)


def rate(bench: Bench, line: Line, frame: Frame) -> None:
    """A citizen of the clerk presses the second key, a second after the question."""
    sit(bench.terminal, "C1")
    number = settled(bench.terminal)
    bench.wait(lambda: health(bench) == "quiet")
    bench.counter.ask_rating(number)
    bench.wait(lambda: bench.counter.rating.current.goes_on)
    bench.wait(lambda: opened(bench))
    bench.clock.leap(1.5)
    line.send(frame(2))
    bench.wait(lambda: bench.terminal.log.ticket(number).rating is not None)
    rated = bench.terminal.log.ticket(number).ratings[-1]
    assert (rated.level, rated.label, rated.scale) == ("4", "满意", 5)


def health(bench: Bench) -> str:
    return next(s.code for s in bench.counter.status.items() if s.id == "pad")


def opened(bench: Bench) -> bool:
    """Whether the prompt has left: from now a press counts."""
    pad = bench.terminal.pad
    assert isinstance(pad, PadWorker)
    return pad._talk._driver._session.state is State.PROMPTING


def test_the_pad_lends_its_port_and_has_it_back_when_the_wizard_is_left(
    bench: Bench, line: Line
) -> None:
    pad = bench.terminal.pad
    bench.listen(line)
    assert bench.terminal.pad is None, "two cannot listen to one port"
    bench.dialog.reject()
    bench.wait(lambda: bench.terminal.pad is not None and bench.terminal.pad is not pad)
    bench.wait(lambda: health(bench) == "quiet")
    bench.open()
    bench.dialog.reject()
    bench.wait(lambda: bench.terminal.pad is not None)


def test_what_was_taught_stays_when_the_wizard_is_left_and_opened_again(
    bench: Bench, line: Line
) -> None:
    frame = PADS["fixed with xor"][2]
    bench.listen(line)
    line.send(frame(1))
    bench.next("press")
    taking = bench.counter.settings.learning.presenter.heard.taking
    line.send(frame(5))
    bench.wait(lambda: bench.pressed(0, 1))
    bench.dialog.reject()
    bench.wait(lambda: bench.terminal.pad is not None)
    bench.pane.pad_dialog.learn.click()
    bench.wait(lambda: bench.dialog._step == "press" and bench.terminal.pad is None)
    assert len(taking.pressed(0)) == 1
    bench.clock.leap(RESEND_SECONDS + GAP_SECONDS)
    bench.wait(lambda: not bench.counter.settings.learning.presenter.heard._state)
    line.send(frame(5))
    bench.wait(lambda: bench.pressed(0, 2))


def test_a_port_another_program_holds_names_it_and_opens_once_it_is_free(
    bench: Bench, tmp_path: Path
) -> None:
    other = Line(tmp_path / "other-pad", FIXED)
    with other.pad:
        with subprocess.Popen(
            [sys.executable, "-c", HOLD, other.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as held:
            assert held.stdout is not None
            assert held.stdout.readline() == b"1\n"
            bench.open()
            page = bench.dialog.line
            bench.counter.settings.learning.presenter.heard.on_port(other.path)
            bench.next("rate")
            bench.wait(lambda: "占用" in page.said.text())
            assert page.reopen.isVisible()
            bench.wait(lambda: f"进程 {held.pid}" in page.said.text())
            held.communicate()
        page.reopen.click()
        bench.wait(lambda: "先别按键" in page.said.text())
        assert bench.terminal.pad is not None, "the fitted pad works on"
        bench.dialog.reject()


def test_a_desk_that_is_locked_listens_to_nothing_and_keeps_what_was_taught(
    bench: Bench, line: Line
) -> None:
    frame = PADS["fixed with xor"][2]
    bench.listen(line)
    line.send(frame(1))
    bench.next("press")
    line.send(frame(5))
    bench.wait(lambda: bench.pressed(0, 1))
    bench.counter.lock()
    bench.wait(lambda: not bench.dialog.isVisible() and bench.terminal.pad is not None)
    assert bench.pressed(0, 1)


def test_a_clerk_keeps_the_file_and_a_leaders_password_lets_it_serve(
    bench: Bench, line: Line
) -> None:
    bench.open()
    shop = bench.counter.settings.learning.presenter._shop
    text = (shelf.SHIPPED / "pj06.toml").read_text("utf-8").replace('id = "pj06"', 'id = "ours"')
    assert shop.write("ours", text) == ""
    assert "已经有了" in shop.write("ours", text)
    assert "没有通过检查" in shop.write("bad", "schema = 1")
    bench.dialog.reject()
    sit(bench.terminal, "C1")
    shop.fit(line.path, "ours")
    consent = bench.counter.settings.dialog
    assert consent.isVisible()
    assert bench.terminal.settings.pad.profile == "pj06"
    consent.password.setText("leader-secret")
    consent.strong.click()
    bench.wait(lambda: bench.terminal.settings.pad.profile == "ours")
    held = next(one for one in shelf.look(bench.terminal.home.path) if one.id == "ours")
    assert bench.terminal.settings.pad.sha256 == held.pin
    bench.wait(lambda: isinstance(bench.terminal.pad, PadWorker))


def test_no_wizard_while_a_citizen_is_asked_nor_in_training(bench: Bench) -> None:
    sit(bench.terminal, "C1")
    number = settled(bench.terminal)
    bench.counter.ask_rating(number)
    assert bench.counter.rating.current.goes_on
    learning = bench.counter.settings.learning
    learning.open(bench.counter.shell)
    assert learning.dialog is None
    bench.wait(lambda: health(bench) in ("quiet", "lost"))
    bench.terminal.desk.training = True
    learning.open(bench.counter.shell)
    assert learning.dialog is None
    bench.terminal.desk.training = False


def test_a_file_changed_behind_the_leaders_back_does_not_serve_until_it_is_chosen_again(
    look: Theme, qtbot: QtBot, tmp_path: Path, line: Line
) -> None:
    folder = tmp_path / "home" / "pads"
    folder.mkdir(parents=True)
    text = (shelf.SHIPPED / "pj06.toml").read_text("utf-8").replace('id = "pj06"', 'id = "ours"')
    (folder / "ours.toml").write_text(text, "utf-8")
    pad = PadSettings(line.path, "ours", "0" * 64)
    terminal, counter = counter_on(tmp_path, qtbot, pad)
    bench = Bench(terminal, counter, qtbot)
    assert terminal.pad is not None
    terminal.pad.start()
    bench.wait(lambda: health(bench) == "profile_changed")
    said = next(s.words for s in counter.status.items() if s.id == "pad")
    assert "组长" in said
    assert "重新确认" in said
    sit(terminal, "C1")
    number = settled(terminal)
    counter.ask_rating(number)
    bench.wait(lambda: not counter.rating.current.goes_on)
    assert terminal.log.ticket(number).rating is None
    sit(terminal, "L1")
    counter.shell.show_page("settings")
    bench.wait(lambda: "ours" in counter.settings.devices.around.pins)
    counter.settings.devices.on_pad(line.path, "ours")
    bench.wait(lambda: isinstance(terminal.pad, PadWorker))
    held = shelf.take(terminal.home.path, "ours", terminal.settings.pad.sha256)
    assert held.sha256 == terminal.settings.pad.sha256
    close(counter)
    terminal.stop()
