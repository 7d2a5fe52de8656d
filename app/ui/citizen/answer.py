"""What the citizen has touched: the press, then the reasons. No toolkit, no clock."""

from typing import Final, Literal

from app.desk.asking import Press
from app.desk.desk import Desk
from app.devices import session
from app.devices.session import QUICK_SECONDS, STRAY_SECONDS
from app.domain.acts.rating import ReasonsGiven
from app.domain.regime import Level
from app.domain.ticket import Ticket
from app.ui.citizen import sheets
from app.ui.citizen.sheets import Rate, Reasons

Move = Literal["", "shown", "pressed", "finished"]
"""What a touch came to: nothing, another look of the sheet, a press to judge, the end."""
NONE: Final = Level(code="", name="", negative=False, action="none")


class Answer:
    """One citizen's answer. `waited` is in seconds since the tiles were shown."""

    def __init__(self, desk: Desk, ticket: Ticket) -> None:
        self._desk, self._ticket = desk, ticket
        self.number = ticket.no
        self.sheet: Rate | Reasons = sheets.rate(desk, ticket)
        self.level = NONE
        self._chosen_at = 0.0
        self._trace: tuple[str, ...] = ()

    def touch(self, target: str, waited: float) -> Move:
        """The citizen touched a target of the sheet."""
        self._trace = (*self._trace, f"{target}@{round(waited * 1000)}")
        kind, _, word = target.partition(":")
        if isinstance(self.sheet, Reasons):
            return self._reason(self.sheet, kind, word)
        level = next((x for x in sheets.levels(self._desk, self._ticket) if x.code == word), NONE)
        if kind == "level" and level is not NONE:
            self.level, self._chosen_at = level, waited
            if waited < STRAY_SECONDS:  # the finger was there before the question
                return "pressed"
            self.sheet = self.sheet._replace(chosen=word)
            return "shown"
        if kind == "change":
            self.level, self.sheet = NONE, self.sheet._replace(chosen="")
            return "shown"
        # A finger that bounces on its tile has not read what it would submit.
        read = waited - self._chosen_at >= STRAY_SECONDS
        return "pressed" if kind == "submit" and self.sheet.chosen and read else ""

    def event(self) -> session.Press:
        """The press as the rules of time judge it: the tile's own number (the worst is 1) and, as
        its bytes, every touch with its milliseconds."""
        found = sheets.levels(self._desk, self._ticket)
        key = len(found) - found.index(self.level)
        return session.Press(key, " ".join(self._trace).encode())

    def given(self, ask_id: str, device: str) -> ReasonsGiven | None:
        """The reasons chosen by now, None without one."""
        picked = self.sheet.picked if isinstance(self.sheet, Reasons) else ()
        frames = " ".join(self._trace).encode().hex()
        made = ReasonsGiven(
            ask=ask_id, reasons=tuple(sorted(picked)), frames=frames, device=device
        )  # fmt: skip
        return made if picked else None

    def press(self, event: session.Press, waited: float, device: str, *, quick: bool) -> Press:
        """The press as the desk takes it; quick also where the tile was touched unread."""
        return Press(
            source="screen", key=event.key, level=self.level.code, label=self.level.name,
            scale=len(sheets.levels(self._desk, self._ticket)), latency_ms=round(waited * 1000),
            quick=quick or self._chosen_at < QUICK_SECONDS, frames=event.raw.hex(),
            device=device, profile_sha256=self._ticket.regime,
        )  # fmt: skip

    def ask_again(self) -> None:
        """Say once more what to do."""
        if isinstance(self.sheet, Rate):
            self.sheet = self.sheet._replace(hint=self._desk.words("citizen.rate_again"))

    def ask_reasons(self) -> None:
        """A bad level is written: what was not good?"""
        self._trace = ()
        self.sheet = sheets.reasons(self._desk, self.level)

    def _reason(self, sheet: Reasons, kind: str, word: str) -> Move:
        if kind == "submit":
            return "finished"
        if kind == "reason" and word in sheets.REASONS:
            self.sheet = sheet._replace(picked=sheet.picked ^ {word})
            return "shown"
        return ""
