"""The lists beside the board as widgets: which list, its labels, its rows."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.settings.words import Words as Sentences
from app.ui.kit.boxes import column, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Empty
from app.ui.kit.table import RowsTable
from app.ui.kit.values import Choice, Column, Notice, Tag, TwoLine, Words
from app.ui.lists.presenter import KINDS, ListRow, ListsPresenter

COLUMNS: tuple[Column[ListRow], ...] = (
    Column("事项", lambda r: TwoLine(r.title, r.sub)),
    Column("时间", lambda r: Words(r.when), 170),
    Column("进度或期限", lambda r: Tag(r.state) if r.state else Words(""), 170),
)


class ListsPage(Page):
    """清单."""

    def __init__(self, presenter: ListsPresenter, words: Sentences) -> None:
        super().__init__(title=words("lists.title"))
        self._presenter, self._words = presenter, words
        self.load = KeyButton(words("lists.load"), keys="Alt+I")
        self.load.clicked.connect(self._load)
        self.add_tool(self.load)
        self.kinds = Segmented(
            [Choice(k, words(f"lists.tab.{k}")) for k in KINDS], words=words("lists.title")
        )
        self.kinds.choose(KINDS[0])
        self.kinds.chosen_id.connect(presenter.on_kind)
        self.labels = ChipGroup(words=words("facts.labels"))
        self.labels.changed.connect(lambda: presenter.on_labels(self.labels.chosen()))
        self.model: RowsModel[ListRow] = RowsModel(COLUMNS, key=lambda r: r.key)
        self.table = RowsTable(self.model, words=words("lists.title"))
        self.table.row_opened.connect(lambda r: presenter.on_open(r.key))
        self.empty = Empty(words("lists.none"), sub=words("lists.none_sub"))
        bar = held(column(row(self.kinds, None), self.labels, gap=10, margins=(20, 12, 20, 12)))
        self.body.addLayout(column(bar, (self.table, 1), (self.empty, 1), gap=0), 1)
        self.setFocusProxy(self.table)
        presenter.attach(self)

    def show_rows(self, rows: Sequence[ListRow], counts: Sequence[tuple[str, str]]) -> None:
        """The list chosen."""
        self.set_context("，".join(words for _, words in counts))
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_labels(self, labels: Sequence[str], *, visible: bool) -> None:
        """All labels to choose from; those chosen stay so."""
        chosen = self.labels.chosen()
        self.labels.show_choices(Choice(x, x) for x in labels)
        self.labels.choose(chosen)
        self.labels.setVisible(visible and bool(labels))

    def say(self, sentence: str, is_bad: bool) -> None:
        """Above the list."""
        self.banner.show_notice(Notice(sentence, "bad" if is_bad else "ok"))

    def _load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._words("lists.load"), "", "CSV, JSON (*.csv *.txt *.tsv *.json)"
        )
        if path:
            self._presenter.on_import(Path(path))
