"""What the pad reports, written down. A press is committed before the pad is thanked for it."""

from collections.abc import Callable

from app.desk import asking
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.devices import worker
from app.ui.rating.current import Current, Pad


class PadListener:
    """Handlers of the pad's messages, called on the main thread in the order of the line.

    A press that could not be committed is kept and tried again each second: the pad is not thanked
    before, and the citizen's press is not lost to a full disk.
    """

    def __init__(self, desk: Desk, pad: Pad, current: Current) -> None:
        self._desk = desk
        self._pad = pad
        self._current = current
        self._unwritten: list[Callable[[], bool]] = []

    def on_prompted(self, message: worker.Prompted) -> None:
        """The pad has lit."""
        if message.ask_id == self._current.ask:
            self._current.prompted()

    def on_pressed(self, message: worker.Pressed) -> None:
        """A press inside the asking."""
        current, made = self._current, press_of(message.press)
        number, ask = current.number, current.ask
        if message.ask_id != ask:
            self._do(lambda: self._kept(number, made, "late"))
            return

        def commit() -> bool:
            outcome = current.end(lambda: asking.press(self._desk, number, ask, made))
            if outcome is None:
                return False
            if not outcome.is_done:
                return self._kept(number, made, "refused")
            self._pad.acknowledge(ask)
            if outcome.ticket.asking:  # the key means nothing under this profile: ask on
                self._pad.ask(ask)
            return True

        self._do(commit)

    def on_kept(self, message: worker.PressKept) -> None:
        """A press out of place: kept, counted for nothing."""
        number = self._current.number if message.ask_id else ""
        made, reason = press_of(message.press), message.reason
        self._do(lambda: self._kept(number, made, reason))

    def on_timed_out(self, message: worker.AskTimedOut) -> None:
        """Nobody pressed."""
        self._end(message.ask_id, lambda number: asking.time_out(self._desk, number))

    def on_lost(self, message: worker.AskLost) -> None:
        """The pad went away while it was asking, or never lit."""
        code = message.code
        self._end(message.ask_id, lambda number: asking.lose(self._desk, number, code))

    def on_second(self) -> None:
        """Try again what the store did not take, in its order."""
        waiting, self._unwritten = self._unwritten, []
        for place, commit in enumerate(waiting):
            if not commit():
                self._unwritten = waiting[place:]
                return

    def _end(self, ask: str, verb: Callable[[str], Outcome]) -> None:
        current, number = self._current, self._current.number
        if ask == current.ask:
            self._do(lambda: current.end(lambda: verb(number)) is not None)

    def _kept(self, number: str, made: Press, reason: str) -> bool:
        if self._current.write(lambda: asking.keep(self._desk, number, made, reason)) is None:
            return False
        self._pad.acknowledge("")
        return True

    def _do(self, commit: Callable[[], bool]) -> None:
        if self._unwritten or not commit():
            self._unwritten.append(commit)


def press_of(press: worker.Press) -> Press:
    """A press as the desk takes it."""
    return Press(
        source="pad", key=press.key, level=press.level, scale=press.scale, label=press.label,
        latency_ms=press.latency_ms, quick=press.quick, frames=press.frames,
        device=press.device, profile_sha256=press.profile_sha256,
    )  # fmt: skip
