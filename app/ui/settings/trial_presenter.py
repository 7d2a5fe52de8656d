"""打印测试页 without a toolkit."""

from collections.abc import Callable
from typing import Protocol

from app.desk.desk import Desk
from app.domain.papers import TrialPage


class TrialView(Protocol):
    """What the pane shows."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class Printing(Protocol):
    """What prints a page that belongs to no ticket."""

    def try_out(self, paper: TrialPage, tried: Callable[[str], None]) -> bool:
        """False where there is no printer."""


class TrialPresenter:
    """Handlers of the test page. `papers()` prints it, `model()` names the printer."""

    def __init__(
        self, desk: Desk, papers: Callable[[], Printing], model: Callable[[], str]
    ) -> None:
        self.words = desk.words
        self._desk, self._papers, self._model = desk, papers, model
        self._view: TrialView

    def attach(self, view: TrialView) -> None:
        """Bind the pane."""
        self._view = view

    def on_page(self) -> None:
        """打印测试页."""
        desk, hall = self._desk, self._desk.hall
        page = TrialPage(
            window_name=self.words("settings.devices.window_name"), hall=hall.name,
            window=str(hall.window), clerk=desk.person.name if desk.person else "", ticket_no="",
            training=desk.training, printed_at=desk.clock.now().isoformat(),
            printer=self._model(),
        )  # fmt: skip
        went = self._papers().try_out(page, self._tried)
        key = "page_going" if went else "no_printer"
        self._view.say(self.words(f"settings.devices.{key}"), good=went)

    def _tried(self, ended: str) -> None:
        self._view.say(self.words(f"settings.devices.page_{ended}"), good=ended == "sent")
