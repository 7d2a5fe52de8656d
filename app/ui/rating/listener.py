"""What a rating device reports, written down. A press is committed before the device is thanked."""

from collections.abc import Callable

from app.db.log import NotWritten
from app.desk import asking
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.devices import worker
from app.domain.acts.rating import ReasonsGiven
from app.ui.pad import Pad
from app.ui.rating.current import Current


class AskingListener:
    """What one device (pad or screen) says of its askings, on the main thread and in order.

    A press that could not be committed is kept and tried again each second: the device is not
    thanked before, and the citizen's press is not lost to a full disk. `fell` is told of the
    ticket whose asking ended because the device went away.
    """

    def __init__(
        self, desk: Desk, device: Pad, current: Current, fell: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._device = device
        self._current = current
        self._fell = fell
        self._unwritten: list[Callable[[], bool]] = []

    def prompted(self, ask_id: str) -> None:
        """The device has lit."""
        if ask_id == self._current.ask:
            self._current.prompted()

    def pressed(self, ask_id: str, made: Press) -> None:
        """A press inside the asking."""
        current = self._current
        number, ask = current.number, current.ask
        if ask_id != ask:
            late = current.whose(ask_id)
            self._do(lambda: self._kept(late, made, "late"))
            return

        def commit() -> bool:
            outcome = current.end(lambda: asking.press(self._desk, number, ask, made))
            if outcome is None:
                return False
            if not outcome.is_done:
                return self._kept(number, made, "refused")
            self._device.acknowledge(ask)
            if outcome.ticket.asking:  # the key means nothing under this profile: ask on
                current.note("rating.log_unmapped")
                self._device.ask(ask)
            elif made.reason:
                given = ReasonsGiven(
                    ask=ask, reasons=(made.reason,), frames=made.frames, device=made.device
                )
                self.reasoned(number, given)
            return True

        self._do(commit)

    def reasoned(self, number: str, given: ReasonsGiven) -> None:
        """Reasons after a bad level. The clerk's page says nothing of them, not even a fault."""

        def commit() -> bool:
            try:
                self._desk.perform(number, given)
            except NotWritten:
                return False
            return True

        self._do(commit)

    def kept(self, ask_id: str, made: Press, reason: str) -> None:
        """A press out of place: kept, counted for nothing."""
        number = self._current.whose(ask_id)
        self._do(lambda: self._kept(number, made, reason))

    def timed_out(self, ask_id: str) -> None:
        """Nobody pressed."""
        self._end(ask_id, lambda number: asking.time_out(self._desk, number))

    def lost(self, ask_id: str, code: str) -> None:
        """The device went away while it was asking, or never lit."""
        self._end(ask_id, lambda number: asking.lose(self._desk, number, code))

    def on_second(self) -> None:
        """Try again what the store did not take, in its order."""
        waiting, self._unwritten = self._unwritten, []
        for place, commit in enumerate(waiting):
            if self._unwritten or not commit():  # what a press brought with it comes right after it
                self._unwritten += waiting[place:]
                return

    def _end(self, ask: str, verb: Callable[[str], Outcome]) -> None:
        current, number = self._current, self._current.number
        if ask != current.ask:
            return

        def commit() -> bool:
            outcome = current.end(lambda: verb(number))
            if outcome is None:
                return False
            if outcome.is_done and outcome.ticket.askings[-1].end == "device_lost":
                self._fell(number)
            return True

        self._do(commit)

    def _kept(self, number: str, made: Press, reason: str) -> bool:
        if self._current.write(lambda: asking.keep(self._desk, number, made, reason)) is None:
            return False
        self._device.acknowledge("")
        return True

    def _do(self, commit: Callable[[], bool]) -> None:
        if self._unwritten or not commit():
            self._unwritten.append(commit)


def press_of(press: worker.Press) -> Press:
    """A press as the desk takes it."""
    return Press(
        source="pad", key=press.key, level=press.level, scale=press.scale, label=press.label,
        latency_ms=press.latency_ms, quick=press.quick, frames=press.frames,
        device=press.device, profile_sha256=press.profile_sha256, offered=press.offered,
        reason=press.reason,
    )  # fmt: skip
