"""The list of all tickets as widgets: field, states, table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from app.ui.find.presenter import FindPresenter, FoundRow
from app.ui.kit.boxes import column, held, row
from app.ui.kit.chips import Segmented
from app.ui.kit.inputs import Select
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Empty
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Column, Tag, TwoLine, Words

REST_MS = 120
STATES = (
    Choice("", "全部"), Choice("open", "在办"), Choice("closed", "已办结"),
    Choice("declined", "不予受理"), Choice("void", "已作废"),
)  # fmt: skip
COLUMNS: tuple[Column[FoundRow], ...] = (
    Column("登记时间", lambda r: Words(r.when), 150),
    Column("事项与反映人", lambda r: TwoLine(r.matter, r.who)),
    Column("承办窗口", lambda r: Words(r.department), 190),
    Column("进度", lambda r: Tag(r.state), 130),
)


class FindPage(Page):
    """全部工单."""

    def __init__(self, presenter: FindPresenter) -> None:
        super().__init__(title="全部工单", back=True)
        self._presenter = presenter
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            "电话后四位、编号、姓名、事项、问题里的字，也可以是拼音首字母"
        )
        self.field.setAccessibleName("查找")
        self.field.setMaxLength(60)
        self.states = Segmented(STATES, words="状态", soft=True)
        self.states.chosen_id.connect(presenter.on_states)
        self.labels = Select(soft=True)
        self.labels.setAccessibleName("标签")
        self.labels.chosen_id.connect(presenter.on_label)
        self.model: RowsModel[FoundRow] = RowsModel(COLUMNS, key=lambda r: r.number)
        self.model.more_wanted.connect(presenter.on_more)
        self.table = RowsTable(self.model, words="全部工单")
        self.table.row_opened.connect(lambda r: presenter.on_open(r.number))
        self.empty = Empty("", icon="search")
        look = theme()
        bar = row((self.field, 1), self.labels, self.states, gap=16,
                  margins=(look.px(20), 12, look.px(20), 12))  # fmt: skip
        self.body.addLayout(column(held(bar), (self.table, 1), (self.empty, 1), gap=0), 1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: presenter.on_typed(self.field.text()))
        self.field.textEdited.connect(lambda: self._rest.start())
        self.field.returnPressed.connect(self._to_table)
        presenter.attach(self)

    def _to_table(self) -> None:
        """Enter in the field: the cursor goes to the rows."""
        self._rest.stop()
        self._presenter.on_typed(self.field.text())
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def take_cursor(self) -> None:
        """The cursor stands in the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_typed(self, words: str) -> None:
        """Put words into the field."""
        self.field.setText(words)

    def show_rows(self, rows: Sequence[FoundRow], *, more: bool) -> None:
        """All rows so far."""
        self.model.show(rows, more=more)
        self.empty.stand_for(self.table, nothing=not rows)
        if rows and self.table.selected() is None:
            self.table.select(rows[0].number)

    def show_labels(self, labels: Sequence[tuple[str, str]], *, count: str) -> None:
        """The labels to choose from; the chosen one stays chosen."""
        self.labels.show_choices(Choice(i, words) for i, words in labels)
        self.labels.setVisible(bool(labels))
        self.set_context(*filter(None, [count]))

    def show_none(self, title: str, sub: str) -> None:
        """Nothing was found, and what to try."""
        self.empty.show_words(title, sub)
