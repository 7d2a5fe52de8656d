"""全部自检: pad, printer and the citizen's screen, one after the other, from wherever one is.

Nothing is lit and nothing is printed: a citizen may be standing there. The pad's port is watched
by its worker all the time; the printer is reached and asked now.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from app.printing.spooler import Looked
from app.ui.kit.values import Notice, Status
from app.ui.program import Program
from app.ui.settings.device_facts import state_words

NAMES: Final = ("pad", "printer", "screen")  # in the order of looking


class SelfCheck:
    """`health()` tells how the devices are, `told(notice)` hears what came of it."""

    def __init__(
        self,
        program: Program,
        health: Callable[[], Sequence[Status]],
        told: Callable[[Notice], object],
    ) -> None:
        self._program, self._health, self._told = program, health, told
        self.goes_on = False
        self.at: datetime | None = None
        program.bridge.on(Looked, lambda _: self._finish())

    def start(self) -> None:
        """Look at all of them; once more only when that has ended."""
        if self.goes_on:
            return
        self.goes_on = True
        printer = self._program.printer
        if printer is None:
            self._finish()
        else:
            printer.look()

    def forget(self) -> None:
        """The devices are others now: what was being asked is gone."""
        self.goes_on, self.at = False, None

    def _finish(self) -> None:
        if not self.goes_on:
            return
        self.goes_on, self.at = False, self._program.desk.clock.now()
        words = self._program.words
        told = {s.id: s for s in self._health() if s.id in NAMES and s.code != "none"}
        found = [told[name] for name in NAMES if name in told]
        ill = [s for s in found if s.mark in ("warn", "bad")]
        if not found:
            self._told(Notice(words("devices.check_none"), "info"))
            return
        states = ill or found
        names = "、".join(self._item(s, with_state=bool(ill) or s.mark != "ok") for s in states)
        key = "check_trouble" if ill else "check_well"
        if not ill and any(s.mark != "ok" for s in found):
            key = "check_mixed"
        said = words(f"devices.{key}", n=len(ill), names=names)
        self._told(Notice(said, "warn" if ill else "ok"))

    def _item(self, status: Status, *, with_state: bool) -> str:
        words = self._program.words
        name = words(f"devices.name_{status.id}")
        return name + (state_words(words, status) if with_state else "")
