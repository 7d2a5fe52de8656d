"""The first three steps: which port, how fast, and the presses of each key. No toolkit."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from app.devices.learning.hearing import Burst
from app.devices.learning.recorder import Heard, Listening
from app.settings.words import Words
from app.ui.later import Run, later
from app.ui.learning.parts import Ear, KeyRow, LearningView, Named, Shop
from app.ui.learning.taking import QUIET_SECONDS, Taking

BAUDS: Final = ("9600", "19200", "38400", "57600", "115200", "4800", "2400", "1200")
FORMS: Final = ("8N1", "8E1", "8O1", "8N2", "7E1", "7O1")
LEVELS: Final = ("5", "4", "3", "2", "1")
LONGEST_LABEL: Final = 12
OPENING: Final = "opening"


class ListeningPresenter:
    """Handlers of these steps; `changed()` is told when the way on may be open or shut by now."""

    def __init__(
        self, words: Words, run: Run, ear: Ear, shop: Shop, changed: Callable[[], object]
    ) -> None:
        self.words, self._run, self._ear, self._shop = words, run, ear, shop
        self._changed = changed
        self._view: LearningView
        levels = tuple((words(f"learning.level_words.{level}"), level) for level in LEVELS)
        self.taking = Taking(levels)
        self.port, self.baud, self.form = "", BAUDS[0], FORMS[0]
        self.step, self._state, self._blame = "port", OPENING, ""
        self._ports: Named = ()

    def attach(self, view: LearningView) -> None:
        """Bind the dialog."""
        self._view = view

    def on_look(self) -> None:
        """重新查找, and whenever the wizard opens."""
        self._view.show_ports(self._ports, self.port, self.words("learning.looking"))
        later(self._run, self._shop.look, self._looked)

    def on_port(self, port: str) -> None:
        """A port was chosen; nothing is opened yet."""
        if port != self.port:
            self.taking.forget()
        self.port = port
        self._changed()

    def on_line(self, baud: str, form: str) -> None:
        """Another speed or format, or once more the same: what was heard before is nothing."""
        self.baud, self.form = baud, form
        self.taking.forget()
        self._listen()

    def on_label(self, place: int, label: str) -> None:
        """What is printed on a key."""
        self.taking.keys[place] = self.taking.keys[place]._replace(label=label.strip())
        self.show()

    def on_redo(self, place: int) -> None:
        """重来."""
        self.taking.again(place)
        self.show()

    def on_resize(self, more: int) -> None:
        """One key more or less."""
        self.taking.resize(more, self.words("learning.key", n=len(self.taking.keys) + 1))
        self.show()

    def enter(self, step: str) -> None:
        """A step of these begins."""
        self.step = step
        if step != "port" and self._state:
            self._listen()
        self.show()

    def rest(self) -> None:
        """Let go of the port; what was heard stays."""
        self._state = OPENING
        self._ear.rest()

    def hear(self, message: Heard | Listening) -> None:
        """The ear says something."""
        if not self._ear.is_mine(message.recording):
            return
        if isinstance(message, Listening):
            self._state = message.code
            if message.code:
                blame = partial(self._shop.blame, self.port, message.code)
                later(self._run, blame, self._blamed)
            self.taking.opened(self._shop.monotonic())
        else:
            self.taking.hear(message.chunks, teaching=self.step == "press")
        self.show()

    def on_tick(self) -> None:
        """Time passed: the next key's turn may have come, the quiet time may be over."""
        if self.step == "press":
            self.taking.advance(self._shop.monotonic())
        if self.step in ("rate", "press"):
            self.show()

    def may_go(self) -> bool:
        """Whether the next step may come."""
        if self.step == "port":
            return bool(self.port)
        if self.step == "rate":
            return not self._state and bool(self.taking.last())
        return self.taking.is_whole and not any(row.fault for row in self._rows())

    def show(self) -> None:
        """What is known in this step."""
        if self.step == "rate":
            bad = bool(self._state) and self._state != OPENING
            self._view.show_heard(_lines(self.taking.last()), self._rate_words(), bad=bad)
        elif self.step == "press":
            bad = bool(self._state) and self._state != OPENING
            self._view.show_keys(self._rows(), self._press_words(), bad=bad)
        self._changed()

    def _listen(self) -> None:
        self._state, self._blame = OPENING, ""
        self._ear.listen(self.port, int(self.baud), self.form)
        self.show()

    def _blamed(self, sentence: str) -> None:
        """Which group is missing, which program holds the port."""
        self._blame = sentence
        self.show()

    def _looked(self, ports: Named) -> None:
        self._ports = ports
        if self.step == "port" and self.port not in dict(ports):
            self.port = ""
        words = self.words("learning.ports" if ports else "learning.no_ports")
        self._view.show_ports(ports, self.port, words)
        self._changed()

    def _line_words(self) -> str:
        """What keeps us from hearing; "" for nothing."""
        if self._state == OPENING:
            return self.words("learning.opening")
        if not self._state:
            return ""
        return self._blame or self.words(f"learning.line.{self._state}")

    def _rate_words(self) -> str:
        words, taking = self.words, self.taking
        if blocked := self._line_words():
            return blocked
        if taking.is_quiet_time(self._shop.monotonic()):
            return words("learning.quiet", n=round(QUIET_SECONDS))
        if taking.idle and len(taking.idle) == len({burst.data for burst in taking.last()}):
            return words("learning.idle", n=len(taking.idle)) + "。" + words("learning.try")
        return words("learning.try_heard" if taking.last() else "learning.try")

    def _press_words(self) -> str:
        if blocked := self._line_words():
            return blocked
        taking = self.taking
        if taking.place >= len(taking.keys):
            return self.words("learning.pressed_all")
        left = taking.missing(taking.place)
        label = taking.keys[taking.place].label
        return self.words("learning.press", label=label, n=left) if left else ""

    def _rows(self) -> list[KeyRow]:
        labels = [key.label for key in self.taking.keys]
        rows = []
        for place, label in enumerate(labels):
            pressed = self.taking.pressed(place)
            frame = pressed[-1].frame.hex(" ").upper() if pressed else ""
            fault = self.words("learning.label_double") if labels.count(label) > 1 else ""
            fault = self.words("learning.label_empty") if not label else fault
            rows.append(KeyRow(label, fault, len(pressed), frame, place == self.taking.place))
        return rows


def _lines(heard: Sequence[Burst]) -> list[str]:
    """Bursts in hex, newest last."""
    return [burst.data.hex(" ").upper() for burst in heard]
