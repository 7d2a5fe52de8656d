"""最近收发记录 as a card: a table of bytes, a filter, a copy for support."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from app.settings.words import Words as Texts
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import Segmented
from app.ui.kit.label import Label
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Card
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Column, Words
from app.ui.settings.frames_presenter import FramesPresenter, LogRow

ROW = 30
HIGH = 186  # px of the table


class FramesCard(Card):
    """Newest first. `said(sentence)` tells that it was copied."""

    said = Signal(str)

    def __init__(self, presenter: FramesPresenter) -> None:
        words = presenter.words
        super().__init__(words("devices.log.title"), icon="activity")
        self.way = Segmented(
            [Choice(n, words(f"devices.log.{n or 'all'}")) for n in ("", "rx", "tx")],
            words=words("devices.log.way"), soft=True,
        )  # fmt: skip
        self.copy_button = KeyButton(words("devices.log.copy"), keys="Alt+C")
        self.model: RowsModel[LogRow] = RowsModel(columns(words), key=lambda r: r.key)
        self.table = RowsTable(self.model, height=ROW, words=words("devices.log.title"))
        self._empty = Label(words("devices.log.empty"), "s14", wrap=True)
        self.body.setSpacing(8)
        self.add(row(self.way, None, self.copy_button, gap=10), self.table, self._empty)
        self.way.chosen_id.connect(presenter.on_filter)
        self.copy_button.clicked.connect(presenter.on_copy)
        theme().changed.connect(self._fit_table)
        self._fit_table()
        presenter.attach(self)

    def show_log(self, rows: Sequence[LogRow]) -> None:
        """The newest first."""
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def copy(self, text: str) -> None:
        """Put it on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""
        if good:
            self.said.emit(sentence)

    def _fit_table(self) -> None:
        self.table.setFixedHeight(theme().px(HIGH))


def columns(words: Texts) -> tuple[Column[LogRow], ...]:
    """The columns of the list."""
    return (
        Column(words("devices.log.time"), lambda r: Words(r.time, px=13), 122),
        Column(words("devices.log.way"), lambda r: Words(r.way, px=13), 90),
        Column(words("devices.log.frame"), lambda r: Words(r.frame, "text", px=13)),
        Column(
            words("devices.log.meaning"),
            lambda r: Words(r.meaning, "warn" if r.is_odd else "text", px=13), 190,
        ),
    )  # fmt: skip
