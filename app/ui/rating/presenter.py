"""Rating without a toolkit: ask, wait, keep out of it. Nothing here can make a level."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from app.desk import asking
from app.desk.desk import Desk, Outcome
from app.domain.acts.rating import needs_leave
from app.domain.ticket import Ticket
from app.ui.rating.current import OPEN_SECONDS, Current, CurrentView
from app.ui.rating.devices import Devices
from app.ui.rating.leave import Leave, Run
from app.ui.rating.waiting import Waiting, today_words, waiting_rows


class RatingView(CurrentView, Protocol):
    """What the page shows."""

    def show_waiting(self, rows: Sequence[Waiting], current: str, today: str) -> None:
        """The list at the left and the counts under it."""

    def show_asking(self, ticket: Ticket, headline: str, device: str, do: str) -> None:
        """A citizen is being asked: by which device, and what there is to do."""

    def show_notice(self, title: str, more: str) -> None:
        """Something the clerk must know beside the asking; "" for nothing."""

    def show_switch(self, sentence: str) -> None:
        """The verb that goes over to the other device; "" where there is none."""

    def show_after(self, sentences: Sequence[str]) -> None:
        """What will follow, whatever is pressed."""


class RatingPresenter:
    """The clerk's side: whom to ask, once more, by another device, not at all, gone.

    `run` starts slow work on a worker; `written` hears of every act.
    """

    def __init__(
        self,
        desk: Desk,
        devices: Devices,
        run: Run,
        written: Callable[[Outcome], None],
    ) -> None:
        self._desk, self._devices = desk, devices
        self.current = Current(desk, written)
        self.leave = Leave(desk, run, self._agreed)
        self._view: RatingView
        self._wanted = ("", "")
        self._someone_waits = False

    def attach(self, view: RatingView) -> None:
        """Bind the page."""
        self._view = view
        self.current.attach(view, self._show_list)

    def open(self, number: str = "") -> None:
        """Show who waits; a number chosen elsewhere is asked at once."""
        self._show_list()
        if number and not self.current.goes_on:
            self.on_ask(number)
        elif not self.current.goes_on:
            self._rest()

    def on_ask(self, number: str, source: str = "", approved_by: str = "") -> None:
        """Ask the citizen of a ticket: the entry first, then the device lights."""
        devices, current = self._devices.here(), self.current
        source = source or self._devices.usual
        if current.goes_on:
            return
        if source not in devices:
            self._rest()
            return
        self._view.show_notice("", "")
        ticket, device = self._desk.log.ticket(number), devices[source]
        if not approved_by and needs_leave(ticket, source):
            self._wanted = (number, source)
            self.leave.ask()
            return
        sha256 = device.sha256 or ticket.regime  # the screen shows the levels of the profile
        outcome = current.write(
            partial(asking.ask, self._desk, number, source, device.name, sha256, approved_by)
        )
        if outcome is None or not outcome.is_done or outcome.ticket.asking is None:
            return
        current.begin(number, outcome.ticket.asking.ref, source)
        device.ask(current.ask)
        if current.ask:
            self._show_asking(outcome.ticket)

    def on_switch(self, number: str) -> None:
        """改用公众屏: of the ticket chosen, or of the one that is asked; then the leader agrees."""
        other = self._devices.other(self.current)
        if other and not self.current.goes_on and number:
            self.on_ask(number, other)
        elif other and self.current.goes_on:
            self._wanted = (self.current.number, other)
            self.leave.ask()

    def on_fallen(self, number: str) -> None:
        """A device went away while it asked: go on at the other one, if there is one to try."""
        ticket, lost = self._desk.log.ticket(number), self.current.source
        for source in self._devices.here():
            if source != lost and not needs_leave(ticket, source):
                self.on_ask(number, source)
                words, said = self._desk.words, f"rating.now_{source}"
                self._view.show_notice(words(said), words(f"{said}_more"))
                return

    def on_second(self) -> None:
        """The bar moves; the device itself ends the asking."""
        self.current.second()
        self._show_switch()

    def on_repeat(self) -> None:
        """再提示一次."""
        device = self._devices.asked(self.current)
        if self.current.goes_on and device:
            device.repeat()
            self.current.note("rating.log_repeated")

    def on_declined(self, reason: str) -> None:
        """群众不评价, with the reason; counted by clerk. What was pressed by now counts."""
        self._devices.settle()
        number, device = self.current.number, self._devices.asked(self.current)
        if self.current.goes_on:
            outcome = self.current.end(lambda: asking.decline(self._desk, number, reason))
            if outcome is not None and outcome.is_done and device:
                device.cancel()

    def on_left(self) -> None:
        """群众已离开: the level may be seen from now."""
        number = self.current.number
        outcome = self.current.write(lambda: asking.left(self._desk, number))
        if outcome is not None and outcome.is_done:
            self._show_list()
            self._rest()

    def _agreed(self, leader: str) -> None:
        """The leader agrees to a second asking; one that goes on at the other device ends."""
        self._devices.settle()
        number, source = self._wanted
        device, current = self._devices.asked(self.current), self.current
        if current.goes_on:
            outcome = current.end(lambda: asking.switch(self._desk, number))
            if outcome is None or not outcome.is_done:
                return
            if device:
                device.cancel()
        self.on_ask(number, source, approved_by=leader)

    def _show_switch(self) -> None:
        other = self._devices.other(self.current)
        self._view.show_switch(self._desk.words(f"rating.use_{other}") if other else "")

    def _rest(self) -> None:
        """Nobody is asked: why, or whom one might ask."""
        self._view.show_notice("", "")
        if not self._devices.usual:
            self.current.rest("rating.no_device", may_ask=False)
        else:
            key = "rating.choose" if self._someone_waits else "rating.nobody"
            self.current.rest(key, may_ask=self._someone_waits)

    def _show_asking(self, ticket: Ticket) -> None:
        words, view = self._desk.words, self._view
        headline = words("rating.headline", matter=ticket.matter)
        source = self.current.source
        said = words(f"rating.asked_{source}"), words(f"rating.do_{source}")
        view.show_asking(ticket, headline, *said)
        view.show_left(OPEN_SECONDS)
        names: dict[str, list[str]] = {}
        for level in self._desk.rules(ticket).regime.satisfaction.level:
            names.setdefault(level.action, []).append(level.name)
        after = [words(f"rating.after_{a}", names="、".join(n)) for a, n in names.items()]
        view.show_after((words("rating.after_hidden"), *after, words("rating.after_first")))
        self._show_list()

    def _show_list(self) -> None:
        current = self.current
        waiting = waiting_rows(self._desk, current.number if current.goes_on else "")
        self._someone_waits = bool(waiting)
        self._view.show_waiting(waiting, current.number, today_words(self._desk))
        self._show_switch()
