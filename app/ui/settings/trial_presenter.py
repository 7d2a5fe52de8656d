"""打印测试页 without a toolkit: the page, and from what is seen on it the printer's own profile."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec

from app.db.people import Person
from app.desk.desk import Desk
from app.domain.papers import TrialPage
from app.printing import acceptance
from app.printing.profiles import SITE, PrinterProfile
from app.settings.tables import Faulty
from app.settings.terminal import PLAYED
from app.ui.later import Run, later
from app.ui.settings.keeper import SettingsKeeper

Ask = Callable[[Callable[[Person], object]], None]


class TrialView(Protocol):
    """What the pane shows."""

    def ask_answers(self) -> None:
        """The questions about the page that came out."""

    def show_answer_faults(self, faults: Mapping[str, str], sentence: str) -> None:
        """Sentences beside the questions, and one that is about none of them."""

    def answered(self) -> None:
        """The profile is kept: the questions may close."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class Printing(Protocol):
    """What prints a page that belongs to no ticket."""

    def try_out(self, paper: TrialPage, tried: Callable[[str], None]) -> bool:
        """False where there is no printer."""


class TrialPresenter:
    """Handlers of the test page. `papers()` prints it, `model()` is the printer's profile, None
    while it is not known. What is answered becomes a file of the site in `home`."""

    def __init__(
        self, desk: Desk, run: Run, home: Path, keeper: SettingsKeeper, ask: Ask,
        papers: Callable[[], Printing], model: Callable[[], PrinterProfile | None],
    ) -> None:  # fmt: skip
        self.words = desk.words
        self._desk, self._run, self._keeper, self._ask = desk, run, keeper, ask
        self._site = home / SITE
        self._papers, self._model = papers, model
        self._view: TrialView

    def attach(self, view: TrialView) -> None:
        """Bind the pane."""
        self._view = view

    def on_page(self) -> None:
        """打印测试页."""
        desk, hall, model = self._desk, self._desk.hall, self._model()
        page = TrialPage(
            window_name=self.words("settings.devices.window_name"), hall=hall.name,
            window=str(hall.window), clerk=desk.person.name if desk.person else "", ticket_no="",
            training=desk.training, printed_at=desk.clock.now().isoformat(),
            printer=model.name if model else self._keeper.now.printer.profile,
        )  # fmt: skip
        went = self._papers().try_out(page, self._tried)
        key = "page_going" if went else "no_printer"
        self._view.say(self.words(f"settings.devices.{key}"), good=went)

    def on_answers(self, answers: Mapping[str, str], name: str) -> None:
        """按纸样定型号: what was seen on the page."""
        base = self._model()
        if base is None:
            return
        own = name.strip() or self.words("devices.own_printer", base=base.name)
        try:
            text = acceptance.profile_of(answers, base, acceptance.free_id(self._site), own)
        except acceptance.NotAccepted as error:
            sentence = self.words(f"acceptance.not_{error.code}")
            beside = {error.key: sentence} if error.key else {}
            self._view.show_answer_faults(beside, "" if beside else sentence)
            return
        self._view.show_answer_faults({}, "")
        self._ask(partial(self._agreed, text))

    def _agreed(self, text: str, by: Person) -> None:
        """A leader agrees: the file is written on a worker, then the settings name it."""
        later(self._run, partial(self._written, text), partial(self._keep, by))

    def _written(self, text: str) -> str:
        """The id of the file that was written; "" where it could not be."""
        try:
            return acceptance.save(self._site, text).id
        except (OSError, Faulty, acceptance.NotAccepted):
            return ""

    def _keep(self, by: Person, id_: str) -> None:
        words, now = self.words, self._keeper.now
        if not id_:
            self._view.show_answer_faults({}, words("settings.not_kept"))
            return
        printer = msgspec.structs.replace(now.printer, profile=id_)
        sentence = self._keeper.change(by, msgspec.structs.replace(now, printer=printer))
        if sentence:
            self._view.show_answer_faults({}, sentence)
            return
        self._view.answered()
        self._view.say(words("devices.printer_known"), good=True)

    def _tried(self, ended: str) -> None:
        self._view.say(self.words(f"settings.devices.page_{ended}"), good=ended == "sent")
        if ended == "sent" and self._keeper.now.printer.transport != PLAYED:
            self._view.ask_answers()
