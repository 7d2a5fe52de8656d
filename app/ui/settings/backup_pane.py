"""备份 as widgets."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFileDialog, QWidget

from app.settings.words import Words
from app.ui.kit import values
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Label
from app.ui.kit.light import Light
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Card, Empty, facts, note
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.values import Column, Lit, Mark, Notice
from app.ui.settings.backup_presenter import BackupPresenter, BackupRow, BackupState
from app.ui.settings.pane import Pane


def columns(words: Words) -> tuple[Column[BackupRow], ...]:
    """The columns of the list."""
    return (
        Column(words("backup_pane.time"), lambda r: values.Words(r.time, "text", bold=True), 150),
        Column(words("backup_pane.tickets"), lambda r: values.Words(r.tickets), 80),
        Column(words("backup_pane.entries"), lambda r: values.Words(r.entries), 90),
        Column(words("backup_pane.size"), lambda r: values.Words(r.size), 90),
        Column(words("backup_pane.state_column"), lambda r: Lit(r.mark, r.state), 110),
        Column(words("backup_pane.file"), lambda r: values.Words(r.name, "text3", px=13)),
    )


class LitLine(QWidget):
    """A mark and a sentence beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._light, self.words = Light(size=16), Label("", "t14", wrap=True)
        self.setLayout(row(self._light, (self.words, 1), gap=8))

    def show_line(self, mark: Mark, words: str) -> None:
        """Change both."""
        self._light.show_mark(mark, words)
        self.words.setText(words)


class BackupPane(Pane):
    """Where to, the last one, now, rehearsal, the list."""

    def __init__(self, presenter: BackupPresenter) -> None:
        words = self._words = presenter.words
        super().__init__(words("backup_pane.title"), words("backup_pane.sub"), scrolls=False)
        self._presenter = presenter
        self.made, self.rehearsed, self.place = LitLine(), LitLine(), LitLine()
        self.now = KeyButton(words("backup_pane.now"), keys="Alt+B", kind="primary")
        self.rehearse = KeyButton(words("backup_pane.rehearse"), keys="Alt+Y")
        self.choose = KeyButton(words("backup_pane.choose"), keys="Alt+P")
        self.going = Label("", "m14")
        self.model: RowsModel[BackupRow] = RowsModel(columns(words), key=lambda r: r.path)
        self.table = RowsTable(self.model, height=ONE_LINE, words=words("backup_pane.list"))
        self.empty = Empty("", icon="shield-check")
        self._compose()
        self.now.clicked.connect(presenter.on_now)
        self.rehearse.clicked.connect(self._rehearse)
        self.choose.clicked.connect(self._choose)
        self.opened.connect(presenter.open)
        presenter.attach(self)

    def _compose(self) -> None:
        words = self._words
        state = Card(words("backup_pane.state"), icon="shield-check")
        lines = [
            (words("backup_pane.made"), self.made),
            (words("backup_pane.rehearsed"), self.rehearsed),
            (words("backup_pane.place"), self.place),
        ]
        buttons = row(self.now, self.rehearse, self.choose, 6, (self.going, 1), gap=10)
        state.add(facts(lines, width=84), 14, buttons)
        kept = Card(words("backup_pane.list"), icon="inbox")
        kept.add((self.table, 1), (self.empty, 1))
        self.body.addWidget(state)
        self.body.addWidget(kept, 1)
        self.body.addWidget(note(words("backup_pane.note")))

    def _rehearse(self) -> None:
        chosen = self.table.selected()
        self._presenter.on_rehearse(chosen.path if chosen else "")

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._words("backup_pane.choose"))
        if folder:
            self._presenter.on_place(folder)

    def show_state(self, state: BackupState) -> None:
        """The last ones and the place."""
        for line, told in zip((self.made, self.rehearsed, self.place), state, strict=True):
            line.show_line(*told)

    def show_backups(self, rows: Sequence[BackupRow], title: str, sub: str) -> None:
        """What lies in the folder, newest first; a title and a sentence where there is nothing."""
        self.empty.show_words(title, sub)
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_going(self, words: str, *, may_start: bool, may_rehearse: bool) -> None:
        """How far a worker is, and what may be begun."""
        self.going.setText(words)
        for button, may in ((self.now, may_start), (self.rehearse, may_rehearse)):
            button.setEnabled(may)
            button.setVisible(may or bool(words))  # grey while a worker goes on, else not there

    def show_notice(self, notice: Notice | None) -> None:
        """What came of the last one, or what is wrong with the place."""
        self.banner.show_notice(notice)
