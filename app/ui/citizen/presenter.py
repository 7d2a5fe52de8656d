"""The citizen's screen without a toolkit: which of its states stands, and for how long."""

from collections.abc import Callable
from typing import Final, Protocol

from app.db.log import NotWritten
from app.desk.desk import Desk, Outcome
from app.domain.acts.intake import ContentChecked
from app.domain.ticket import Ticket
from app.ui.citizen import sheets
from app.ui.citizen.sheets import Check, Say, Sheet
from app.ui.citizen.touching import TouchAsking

THANKS_SECONDS: Final = 6.0
CHECK_SECONDS: Final = 120.0


class CitizenView(Protocol):
    """What stands on the screen."""

    def show_sheet(self, sheet: Sheet) -> None:
        """Put a sheet on the screen in place of the one before."""


class ClerkSide(Protocol):
    """What the clerk's side is told."""

    def written(self, outcome: Outcome) -> None:
        """The citizen's touch was written."""

    def tell(self, sentence: str) -> None:
        """Something the clerk should look after."""


class CitizenPresenter:
    """Rests on idle, or on 暂停服务 while nobody is at the desk; a rating goes before all else.

    `serving` gives the number of the ticket that is rated now.
    """

    def __init__(self, desk: Desk, serving: Callable[[], str], clerk: ClerkSide) -> None:
        self._desk = desk
        self._clerk = clerk
        self._view: CitizenView
        self.touching = TouchAsking(desk, serving, self._show, self.rest)
        self._sheet: Sheet | None = None
        self._checked = Ticket()
        self._until = 0.0

    def attach(self, view: CitizenView) -> None:
        """Bind the window."""
        self._view = view
        self.rest()

    def rest(self) -> None:
        """Nobody is asked anything."""
        self._checked = Ticket()
        desk = self._desk
        is_open = desk.person is not None and desk.log.head.seq > 0
        self._show(sheets.idle(desk) if is_open else sheets.say(desk, "paused"))
        self._until = 0.0

    def refresh(self) -> None:
        """Somebody came to the desk or left it; the citizen who is busy here is not disturbed."""
        if not self.touching.goes_on and not self._is_thanking:
            self.rest()

    def check(self, ticket: Ticket) -> None:
        """请核对登记的内容: right after the registration, unless a rating goes on. Whoever chose
        reasons before has left."""
        if self.touching.is_asking:
            return
        self.touching.settle()
        self._show(sheets.check(self._desk, ticket))
        self._checked = ticket

    def on_second(self) -> None:
        """A second has passed."""
        self.touching.second()
        if not self.touching.goes_on and self._desk.clock.monotonic() >= self._until:
            self.rest()

    def on_touch(self, target: str) -> None:
        """The citizen touched a target."""
        if self.touching.goes_on:
            self.touching.touch(target)
        elif isinstance(self._sheet, Check) and target in ("right", "wrong"):
            self._check(right=target == "right")

    @property
    def _is_thanking(self) -> bool:
        return isinstance(self._sheet, Say) and self._desk.clock.monotonic() < self._until

    def _check(self, *, right: bool) -> None:
        desk, number = self._desk, self._checked.no
        try:
            outcome = desk.perform(number, ContentChecked(right=right, device=self.touching.name))
        except NotWritten as error:
            self._clerk.tell(desk.words(f"not_written.{error.code}"))
            return
        self._checked = Ticket()
        if outcome.refused:
            self._clerk.tell(desk.words.refusal(outcome.refused[0]))
            self.rest()
            return
        key = "right_thanks" if right else "wrong_thanks"
        self._show(sheets.say(desk, key, is_done=right))
        self._clerk.written(outcome)
        if not right:
            self._clerk.tell(desk.words("shell.content_wrong", number=number))

    def _show(self, sheet: Sheet) -> None:
        """Show it, unless it stands already, and count how long it may stand."""
        if sheet == self._sheet:
            return
        now = self._desk.clock.monotonic()
        stays = THANKS_SECONDS if isinstance(sheet, Say) else CHECK_SECONDS
        self._until = now + stays if isinstance(sheet, Say | Check) else 0.0
        self._sheet = sheet
        self._view.show_sheet(sheet)
