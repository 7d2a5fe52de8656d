"""The learning wizard in every step, with what it finds and what it cannot find."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QPixmap

from app.devices.framing import CHECKS
from app.devices.learning.hearing import Chunk
from app.devices.learning.recorder import Heard, Listening
from app.settings.words import Words
from app.ui.kit.theme import theme
from app.ui.learning.parts import Named
from app.ui.learning.presenter import LearningPresenter
from app.ui.learning.view import LearningDialog
from tests.looks.scenes import LOW, WIDE, Scene, Scenes, settle

Shots = Iterator[tuple[str, QPixmap]]
Frame = Callable[[int], bytes]
PORT: Final = "usb:1a86:7523@1-1.2"


def checked(code: int) -> bytes:
    """A fixed frame with a sum."""
    frame = bytes([0xAA, 0x55, 0x03, 0x91, code, 0x0D])
    return frame + CHECKS["sum8"](frame[2:])


def bare(code: int) -> bytes:
    """A byte."""
    return bytes([code])


def mixed(code: int) -> bytes:
    """Two keys that say the same."""
    return bytes([0xAA, max(code, 2)])


class Silence:
    """An ear that opens nothing, a shop with two ports, work done at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def listen(self, port: str, baud: int, form: str) -> None:
        """Nothing."""

    def rest(self) -> None:
        """Nothing."""

    def is_mine(self, recording: int) -> bool:
        """All are."""
        return recording == 1

    def look(self) -> Named:
        """Two."""
        return (
            (PORT, "/dev/ttyUSB0  USB 转串口 CH340（评价器现在用的）"),
            ("/dev/ttyS0", "/dev/ttyS0"),
        )

    def blame(self, port: str, code: str) -> str:
        """Another program."""
        words = Words()("blame.program", program="pjq_client", pid="2817")
        return words if (port, code) == (PORT, "busy") else ""

    def write(self, name: str, text: str) -> str:
        """A name that is taken."""
        return f"{name}{text}"[:0] or "这个编号已经有了，换一个"

    def fit(self, port: str, name: str) -> None:
        """Nothing."""

    def today(self) -> str:
        """The day of the stage."""
        return "2026-03-11"

    def monotonic(self) -> float:
        """Seconds."""
        return self.now


class Lesson:
    """The wizard above the devices page."""

    def __init__(self, s: Scenes) -> None:
        self.s, self.silence = s, Silence()
        s.sign_in("L1")
        s.counter.shell.show_page("settings")
        s.counter.settings.page.show_pane("devices")
        settle()
        self.presenter = LearningPresenter(s.terminal.words, self._run, self.silence, self.silence)
        self.dialog = LearningDialog(s.counter.settings.page, self.presenter)

    def _run(self, work: Callable[[], object]) -> None:
        self.s.terminal.bridge.post(work())

    def grab(self) -> QPixmap:
        """What is seen."""
        self.s.terminal.bridge.drain()
        return self.s.grab(self.dialog)

    def open(self) -> None:
        """The first step."""
        self.dialog.open()
        self.s.terminal.bridge.drain()
        self.dialog._tick.stop()

    def listen(self) -> None:
        """The second, open."""
        self.presenter.heard.on_port(PORT)
        self.presenter.on_next()
        self.presenter.hear(Listening(1, ""))

    def say(self, data: bytes) -> None:
        """The pad says something, two seconds after the last time."""
        self.silence.now += 2
        self.presenter.hear(Heard(1, (Chunk(self.silence.now, data),)))
        self.silence.now += 1
        self.presenter.heard.on_tick()

    def teach(self, frame: Frame, presses: int = 15) -> None:
        """The third, as far as so many presses."""
        for n in range(presses):
            self.say(frame(5 - n // 3))

    def next(self) -> None:
        """On."""
        self.presenter.on_next()
        self.s.terminal.bridge.drain()


def steps(s: Scenes) -> Shots:
    """From the port to the file."""
    lesson = Lesson(s)
    lesson.open()
    yield "18a-learning-port", lesson.grab()
    lesson.listen()
    yield "18b-learning-quiet", lesson.grab()
    lesson.silence.now += 10
    for code in (5, 5, 4, 4):
        lesson.say(checked(code))
    yield "18c-learning-rate", lesson.grab()
    lesson.next()
    lesson.teach(checked, 7)
    yield "18d-learning-press", lesson.grab()
    for n in range(7, 15):
        lesson.say(checked(5 - n // 3))
    yield "18e-learning-pressed", lesson.grab()
    lesson.next()
    yield "18f-learning-found", lesson.grab()
    lesson.next()
    yield "18g-learning-name", lesson.grab()
    lesson.presenter.on_next()
    yield "18h-learning-name-missing", lesson.grab()
    lesson.presenter.named.on_names("大厅老评价器（五键）", "hall-5key")
    lesson.next()
    yield "18i-learning-file", lesson.grab()
    lesson.next()
    yield "18j-learning-file-taken", lesson.grab()
    lesson.dialog.reject()


def troubles(s: Scenes) -> Shots:
    """A busy port, a bare pad, keys that cannot be told apart."""
    lesson = Lesson(s)
    lesson.open()
    lesson.listen()
    lesson.presenter.hear(Listening(1, "busy"))
    yield "18k-learning-busy", lesson.grab()
    lesson.dialog.reject()
    for name, frame in (("18l-learning-bare", bare), ("18m-learning-same", mixed)):
        lesson = Lesson(s)
        lesson.open()
        lesson.listen()
        lesson.silence.now += 10
        lesson.say(frame(5))
        lesson.next()
        lesson.teach(frame)
        lesson.next()
        yield name, lesson.grab()
        lesson.dialog.reject()


def looks(s: Scenes) -> Shots:
    """The same in dark, low and large."""
    theme().restyle(mode="dark")
    yield from ((f"{name}-dark", shot) for name, shot in steps(s))
    theme().restyle(mode="light", density="compact")
    s.shell.resize(*LOW)
    yield from ((f"{name}-low", shot) for name, shot in steps(s))
    theme().restyle(percent=130, density="regular")
    yield from ((f"{name}-large", shot) for name, shot in steps(s))
    theme().restyle(percent=100)
    s.shell.resize(*WIDE)


LEARNING: Final = MappingProxyType[str, Scene](
    {"learning": steps, "learning_troubles": troubles, "learning_looks": looks}
)
