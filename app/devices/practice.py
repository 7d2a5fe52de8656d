"""The pad of the training counter: a played pad and the real worker on one virtual line.

The counter knows it as any pad; the simulator's window presses its keys, gives it faults and
exchanges its model.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from app.devices.pads.ends import FarEnd, PairEnd, PtyEnd
from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile
from app.devices.sheet import PROMPT
from app.devices.worker import AskLost, PadWorker
from app.domain.clock import Clock

SIMULATOR: Final = "simulator"
"""The port that settings name for it, and the last part of the device name in every entry."""
FAULTS: Final = (
    "unplugged", "mute", "slow", "twice", "spoiled", "unasked", "held", "unknown", "reboot",
)  # fmt: skip
"""The cable is out; no byte is sent; all is sent late; a press is sent twice; a press has a wrong
byte; keys are sent without a prompt; a key stays down and is sent again and again; a key is sent
that the profile does not list; the pad starts anew soon after it has lit."""


def end_for(folder: Path) -> FarEnd:
    """The line of this system: a pseudo-terminal, or sockets where there is none."""
    return PairEnd(SIMULATOR) if sys.platform == "win32" else PtyEnd(folder / SIMULATOR)


class PracticePad:
    """A pad as the counter commands it (ui/rating/current.Pad), and the far side of its line.

    `post` also gets each `Spoken`. All methods belong to the main thread.
    """

    def __init__(
        self,
        end: FarEnd,
        profiles: Mapping[str, PadProfile],
        chosen: str,
        clock: Clock,
        post: Callable[[object], None],
    ) -> None:
        self.profiles = profiles
        self.faults: frozenset[str] = frozenset()
        self._end, self._clock, self._post = end, clock, post
        self._asked = ""
        self._plugged = ExitStack()
        self._goes = False
        self._fit(profiles[chosen])

    def _fit(self, profile: PadProfile) -> None:
        self.profile = profile
        self._far = PlayedPad(
            Path(SIMULATOR), profile, self._clock, end=self._end, heard=self._post
        )
        self._far.faults = self.faults
        self._worker = PadWorker(self._end.transport(profile), profile, self._clock, self._post)
        self.name, self.sha256 = self._worker.name, self._worker.sha256

    def start(self) -> None:
        """Plug in and let the worker open the line."""
        self._goes = True
        self._plugged.enter_context(self._far)
        if "unplugged" in self.faults:
            self._far.unplug()
        self._worker.start()

    def stop(self) -> None:
        """Let go of both ends."""
        if self._goes:
            self._worker.stop()
            self._plugged.close()
        self._goes = False

    def ask(self, ask_id: str) -> None:
        """Light up for an asking that is committed."""
        self._asked = ask_id
        self._worker.ask(ask_id)

    def repeat(self) -> None:
        """Prompt once more."""
        self._worker.repeat()

    def cancel(self) -> None:
        """Stop asking."""
        self._worker.cancel()

    def acknowledge(self, ask_id: str) -> None:
        """The press is committed: thank the citizen."""
        self._worker.acknowledge(ask_id)

    @property
    def lit(self) -> bool:
        """Whether it asks for a press; a model without a prompt always does."""
        return self._far.lit or PROMPT not in self.profile.commands

    def press(self, key: int) -> bool:
        """The citizen presses. Whether the pad sends it: it does not while it is dark."""
        if "unplugged" in self.faults or not (self.lit or "unasked" in self.faults):
            return False
        self._far.press(key)
        return True

    def have(self, fault: str, *, on: bool) -> None:
        """Have one of FAULTS from now on, or no longer."""
        self.faults = self.faults | {fault} if on else self.faults - {fault}
        self._far.faults = self.faults
        if fault == "unplugged" and self._goes:
            (self._far.unplug if on else self._far.plug)()

    def choose(self, profile: str) -> None:
        """Exchange the model. An asking that goes on is lost, as with a real pad."""
        going = self._goes
        self.stop()
        self._post(AskLost(self._asked, "lost"))  # one that has ended already is nobody's
        self._fit(self.profiles[profile])
        if going:
            self.start()
