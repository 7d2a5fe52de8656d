"""The first three steps: which port, how fast, and the presses of each key. No toolkit."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from app.devices.learning.hearing import Burst
from app.devices.learning.recorder import Heard, Listening
from app.settings.words import Words
from app.ui.later import Run, later
from app.ui.learning.parts import Ear, LearningView, Named, Shop
from app.ui.learning.taking import QUIET_SECONDS, Taking
from app.ui.learning.teaching import TeachingPresenter

BAUDS: Final = ("9600", "19200", "38400", "57600", "115200", "4800", "2400", "1200")
FORMS: Final = ("8N1", "8E1", "8O1", "8N2", "7E1", "7O1")
LEVELS: Final = ("5", "4", "3", "2", "1")
OPENING: Final = "opening"


class ListeningPresenter:
    """Handlers of these steps; `keys` has those of the keys themselves. `changed()` is told when
    the way on may be open or shut by now."""

    def __init__(
        self, words: Words, run: Run, ear: Ear, shop: Shop, changed: Callable[[], object]
    ) -> None:
        self.words, self._run, self._ear, self._shop = words, run, ear, shop
        self._changed = changed
        self._view: LearningView
        levels = tuple((words(f"learning.level_words.{level}"), level) for level in LEVELS)
        self.taking = Taking(levels)
        self.keys = TeachingPresenter(words, self.taking, lambda: self.show())
        self.port, self.baud, self.form = "", BAUDS[0], FORMS[0]
        self.step, self._state, self._blame = "port", OPENING, ""
        self._ports: Named = ()

    def attach(self, view: LearningView) -> None:
        """Bind the dialog."""
        self._view = view
        self.keys.attach(view)

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
        return self.keys.is_whole()

    def show(self) -> None:
        """What is known in this step."""
        bad = self._state not in ("", OPENING)
        if self.step == "rate":
            said = self._line_words() or rate_words(self.words, self.taking, self._shop.monotonic())
            self._view.show_heard(_lines(self.taking.last()), said, bad=bad)
        elif self.step == "press":
            self.keys.show(self._line_words(), bad=bad)
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


def rate_words(words: Words, taking: Taking, now: float) -> str:
    """What to do while the speed is looked for."""
    if taking.is_quiet_time(now):
        return words("learning.quiet", n=round(QUIET_SECONDS))
    if taking.idle and len(taking.idle) == len({burst.data for burst in taking.last()}):
        return words("learning.idle", n=len(taking.idle)) + "。" + words("learning.try")
    return words("learning.try_heard" if taking.last() else "learning.try")


def _lines(heard: Sequence[Burst]) -> list[str]:
    """Bursts in hex, newest last."""
    return [burst.data.hex(" ").upper() for burst in heard]
