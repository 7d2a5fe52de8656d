"""The line at the foot of the window: devices, papers in doubt, backup, hours and time."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from app.db import queries
from app.db.log import NotWritten
from app.desk import paper_trail, setup_checks, viewing
from app.desk.paper_trail import Answer
from app.devices import worker
from app.printing import spooler
from app.ui import strip
from app.ui.backup_keeper import BackupKeeper
from app.ui.kit.keys import bind_keys
from app.ui.kit.values import Mark, Notice, Status
from app.ui.paper_question import PaperQuestion
from app.ui.program import Program
from app.ui.shell.popover import StatusPopover
from app.ui.shell.shell import Shell
from app.ui.wiring.papers import PapersWiring

PANES: Final = MappingProxyType({"backup": "backup", "setup": "people"})  # else 设备


class StatusLine:
    """Hears of the devices and shows it. `changed` is told when a paper was answered for; `screen`
    tells how the citizen's screen is (strip.items); `queue` is the print queue."""

    def __init__(
        self,
        program: Program,
        shell: Shell,
        keeper: BackupKeeper,
        changed: Callable[[], None],
        screen: Callable[[], strip.Screen],
        settings: Callable[[str], object],
        queue: PapersWiring,
    ) -> None:
        self._program = program
        self._shell = shell
        self._keeper = keeper
        self._changed = changed
        self._screen = screen
        self.setup: tuple[Status, ...] = ()  # what blocks in the set-up, as last looked at
        self._settings, self._queue = settings, queue
        self._pad: worker.HealthChanged | None = None
        self._printer: spooler.HealthChanged | None = None
        self.fit()
        program.bridge.on(worker.HealthChanged, self._pad_changed)
        program.bridge.on(spooler.HealthChanged, self._printer_changed)
        program.say_papers(self._paper_said)
        keeper.told.append(lambda _: self.show())
        self._since: dict[str, tuple[Mark, str]] = {}
        self._popover = StatusPopover(shell)
        self._popover.verb_pressed.connect(shell.strip.verb_pressed)
        self._popover.settings_pressed.connect(lambda item: settings(PANES.get(item, "devices")))
        self._popover.also_pressed.connect(lambda _: queue.show())
        shell.strip.verb_pressed.connect(self._verb)
        shell.strip.item_pressed.connect(self.open_panel)
        bind_keys(shell, "Ctrl+J", self.open_panel, "状态面板")

    def fit(self) -> None:
        """The devices are others now; how they are they will say."""
        self._pad = worker.HealthChanged("unconfirmed") if self._program.pad else None
        self._printer = spooler.HealthChanged(True, "") if self._program.printer else None

    def items(self) -> list[Status]:
        """How everything the counter depends on is at this moment."""
        desk, kept = self._program.desk, self._keeper.status()
        found = strip.items(desk, self._pad, self._printer, self._screen())
        return [*found, *([kept] if kept else []), *self.setup]

    def show(self) -> None:
        """Devices at the left, hours, date and time at the right."""
        desk, bar, items = self._program.desk, self._shell.strip, self.items()
        bar.show_items(items)
        for item in items:
            if self._since.get(item.id, ("ok", ""))[0] != item.mark:
                self._since[item.id] = (item.mark, f"{desk.clock.now():%H:%M}")
        work, date, time = strip.clock(desk)
        bar.show_time(work=work, date=date, time=time, wrong=strip.clock_doubt(desk))

    def open_panel(self, item: str = "") -> None:
        """The panel of an item, of the worst one without a name."""
        items = self.items()
        found = next((i for i in items if i.id == item), None) or strip.worst(items)
        if found is None or self._program.desk.person is None:
            return
        since = self._since.get(found.id, ("ok", ""))[1] if found.mark in ("bad", "warn") else ""
        panel = strip.panel(self._program.words, found, since)
        self._popover.show_panel(panel, self._shell.strip.item(found.id))

    def check_setup(self) -> None:
        """Look at the set-up anew: only what blocks is said down here."""
        desk = self._program.desk
        checks = setup_checks.blocking(desk) if self._program.log.head.seq else ()
        self.setup = tuple(
            Status("setup", desk.words("check.strip"), "bad", c.words, code="none")
            for c in checks[:1]
        )
        self.show()

    def show_badge(self) -> None:
        """How many matters are overdue, beside 待办 in the rail."""
        now = self._program.desk.now
        with self._program.log.reading() as connection:
            red = queries.counts(connection, now, now).red
        self._shell.rail.show_badge("board", red)

    def _pad_changed(self, health: worker.HealthChanged) -> None:
        self._pad = health
        self.show()

    def _printer_changed(self, health: spooler.HealthChanged) -> None:
        self._printer = health
        self.show()

    def _paper_said(self, sentence: str) -> None:
        if sentence:
            self._shell.toast(Notice(sentence, "warn"))
        self.show()
        self._queue.on_changed()

    def _verb(self, item: str) -> None:
        """The one verb of an item in trouble: back up now, choose a display, or did the uncertain
        paper come out?"""
        if item == "backup":
            self._keeper.start()
            return
        if item == "screen" and self._program.desk.person is not None:
            self._settings("devices")
            return
        desk = self._program.desk
        if item != "printer" or self._program.printer is None:
            return
        if strip.first_uncertain(desk) is not None:
            self.ask_paper()
        elif any(i.id == item and i.code == "held" for i in self.items()):
            self._queue.show()
        else:
            self._program.printer.wake()

    def ask_paper(self) -> None:
        """Ask about the oldest uncertain paper, if somebody has the desk who does not only look
        on."""
        desk = self._program.desk
        found = strip.first_uncertain(desk)
        if found is not None and desk.person is not None and not viewing.is_outside(desk):
            job_id, asked, why = found
            PaperQuestion(self._shell, job_id, asked, self._answer, why).open()

    def _answer(self, job_id: int, said: Answer) -> None:
        """Write what was said; another paper in doubt is asked about at once."""
        try:
            paper_trail.answer(self._program.desk, job_id, said)
        except NotWritten as error:
            self._paper_said(self._program.words(f"not_written.{error.code}"))
            return
        self._changed()
        self.ask_paper()
