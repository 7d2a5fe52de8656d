"""The settings put together: panes, the leader's consent, and what follows a change at once."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6 import __version__ as qt_version
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.db.people import Person
from app.settings.tables import Faulty
from app.settings.terminal import BackupSettings, Settings
from app.ui.backup_keeper import BackupKeeper
from app.ui.ime.pane import TypingPane
from app.ui.ime.typing import ChineseTyping
from app.ui.kit.values import NavItem, Status
from app.ui.password.presenter import NewPassword
from app.ui.program import Program
from app.ui.settings.about_presenter import AboutPresenter
from app.ui.settings.about_view import AboutPane
from app.ui.settings.backup_pane import BackupPane
from app.ui.settings.backup_presenter import BackupPresenter
from app.ui.settings.consent_dialog import ConsentDialog
from app.ui.settings.hall_presenter import HallPresenter
from app.ui.settings.hall_view import HallPane
from app.ui.settings.keeper import SettingsKeeper
from app.ui.settings.lists_presenter import ListsPresenter
from app.ui.settings.lists_view import ListsPane
from app.ui.settings.look_presenter import LookPresenter
from app.ui.settings.look_view import LookPane
from app.ui.settings.pane_keys import pane_keys
from app.ui.settings.people_presenter import PeoplePresenter
from app.ui.settings.people_view import PeoplePane
from app.ui.settings.presenter import Consent
from app.ui.settings.table_presenter import TablePresenter
from app.ui.settings.view import SettingsPage
from app.ui.shell.shell import Shell
from app.ui.wiring.citizen_screen import CitizenScreen
from app.ui.wiring.devices import DevicesWiring
from app.ui.wiring.learning import LearningWiring
from app.ui.wiring.look import wear
from app.ui.wiring.pad_line import PadLine


class SettingsWiring:
    """Makes the page and lets the window follow. `write(settings)` keeps them in the home.

    `fitted` is called when the devices are others, `renamed` when hall or window are, `relisted`
    when departments or matters are. Call `watch` before the page is shown.
    """

    def __init__(
        self,
        program: Program,
        shell: Shell,
        write: Callable[[Settings], None],
        idle: QTimer,
        new_password: NewPassword,
        typing: ChineseTyping,
        backups: BackupKeeper,
        screen: CitizenScreen,
    ) -> None:
        self._program, self._shell, self._idle = program, shell, idle
        self._new_password, self._typing, self._backups = new_password, typing, backups
        self.fitted: Callable[[], None] = lambda: None
        self.renamed: Callable[[], None] = lambda: None
        self.relisted: Callable[[], None] = lambda: None
        self._screen = screen
        self.keeper = SettingsKeeper(program, write, self._applied)
        self.consent = Consent(program.desk, program.run)
        self.bench = DevicesWiring(program, shell, self.keeper, self.consent, screen)
        self.devices, self.keys = self.bench.devices, self.bench.keys
        words = program.words
        self.page = SettingsPage(
            words("settings.title"), words("settings.sub"), self._panes(), pane_keys(words)
        )
        self.dialog = ConsentDialog(self.page, self.consent, words)
        self.learning = LearningWiring(
            program, self.keeper, self.consent, self._changed, shell.toast, lambda: self.bench.busy
        )
        self.devices.on_learn = lambda: self.learning.open(self.page)
        shell.add_page(
            NavItem("settings", words("settings.title"), "", "settings-2", gap=True), self.page
        )
        wear(program.settings.look, shell)

    def _panes(self) -> list[tuple[NavItem, Callable[[], QWidget]]]:
        program, words, ask = self._program, self._program.words, self.consent.ask
        desk, run, home = program.desk, program.run, program.home
        self.hall = HallPresenter(words, self.keeper, ask)
        self.people = PeoplePresenter(desk, run, ask, self._new_password.open)
        self.lists = ListsPresenter(desk, ask, lambda: self.relisted())
        self.table = TablePresenter(desk, run, ask, self._retabled)
        self.backup = BackupPresenter(desk, self._backups, self._keep_backup)
        self.look = LookPresenter(words, self.keeper)
        self.about = AboutPresenter(
            desk, run, home.path, in_keyring=home.in_keyring, toolkit=qt_version
        )  # fmt: skip
        return [
            (self._item("devices", "plug-zap"), self.bench.pane),
            (self._item("hall", "building-2"), lambda: HallPane(self.hall)),
            (self._item("people", "users"), lambda: PeoplePane(self.people)),
            (self._item("backup", "shield-check"), lambda: BackupPane(self.backup)),
            (self._item("lists", "list-todo"), lambda: ListsPane(self.lists, self.table)),
            (self._item("look", "type"), lambda: LookPane(self.look)),
            (self._item("about", "info"), self._about_pane),
        ]

    def _about_pane(self) -> QWidget:
        return AboutPane(self.about, TypingPane(self._typing, self._program.words))

    def _item(self, name: str, icon: str) -> NavItem:
        return NavItem(name, self._program.words(f"settings.{name}.title"), "", icon)

    def watch(
        self, line: PadLine, health: Callable[[], Sequence[Status]], busy: Callable[[], bool]
    ) -> None:
        """What the devices page looks at (DevicesWiring.watch)."""
        self.bench.watch(line, health, busy)

    def _keep_backup(self, wanted: BackupSettings, then: Callable[[str], None]) -> None:
        """Another place for backups, if a leader agrees."""

        def agreed(leader: Person) -> None:
            fresh = msgspec.structs.replace(self.keeper.now, backup=wanted)
            then(self.keeper.change(leader, fresh))

        self.consent.ask(agreed)

    def _retabled(self) -> None:
        self.lists.open()
        self.relisted()

    def _applied(self, old: Settings, fresh: Settings) -> None:
        """What follows at once from settings that were kept."""
        self._program.desk.hall = fresh.hall
        self._program.desk.limits = fresh.watch
        self._idle.setInterval(fresh.lock_minutes * 60_000)
        if old.hall != fresh.hall:
            self.renamed()
        if old.look != fresh.look:
            wear(fresh.look, self._shell)
        if old.screen != fresh.screen:
            self._screen.use(fresh.screen)
        if (old.pad, old.printer) != (fresh.pad, fresh.printer):
            self._refit(fresh)

    def _changed(self) -> None:
        """The devices are others now."""
        self.fitted()
        self.bench.refitted()

    def _refit(self, fresh: Settings) -> None:
        """Go on with other devices; where that cannot be, the next start will say why."""
        try:
            self._program.refit(fresh, self._changed)
        except (Faulty, ValueError, OSError):
            self.devices.on_fitted(self._program.words("settings.devices.next_start"))
