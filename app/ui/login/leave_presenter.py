"""交班 without a toolkit: to whom, what to talk through, how the devices are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import handover, passwords
from app.desk.desk import Desk
from app.desk.handover import Sheet
from app.ui.kit.values import Status


class LeaveView(Protocol):
    """What the dialog shows."""

    def show_sheet(self, sheet: Sheet, others: Sequence[Person], devices: Sequence[Status]) -> None:
        """Counts, cases, who may take the desk, how the devices are."""

    def show_fault(self, sentence: str) -> None:
        """Why it is not signed."""

    def close_signed(self, sentence: str) -> None:
        """Signed; the desk is free for whoever takes it."""


class LeavePresenter:
    """Handlers of the dialog. `devices()` is the self-test, `left()` locks the desk."""

    def __init__(
        self, desk: Desk, devices: Callable[[], Sequence[Status]], left: Callable[[], None]
    ) -> None:
        self._desk, self._devices, self._left = desk, devices, left
        self._view: LeaveView

    def attach(self, view: LeaveView) -> None:
        """Bind the dialog."""
        self._view = view

    def open(self) -> None:
        """The sheet as it stands now."""
        desk = self._desk
        who = desk.person.id if desk.person else ""
        others = [p for p in passwords.everyone(desk) if p.post == "clerk" and p.id != who]
        self._view.show_sheet(handover.sheet(desk), others, self._devices())
        if not others:
            self._view.show_fault(desk.words("handover.no_one"))

    def on_sign(self, to: str, remarks: Mapping[str, str], note: str) -> None:
        """签字交班: an entry, then the desk is locked."""
        desk = self._desk
        if not to:
            self._view.show_fault(desk.words("handover.to_whom"))
            return
        checks = [f"{s.mark} {s.words}" for s in self._devices()]
        try:
            outcome = handover.sign(desk, to, remarks, checks, note)
        except NotWritten as error:
            self._view.show_fault(desk.words(f"not_written.{error.code}"))
            return
        if outcome.refused:
            self._view.show_fault(desk.words.refusal(outcome.refused[0]))
            return
        person = passwords.find(desk, to)
        self._view.close_signed(desk.words("handover.done", to=person.name if person else to))
        self._left()
