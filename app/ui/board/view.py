"""The board as widgets: filters, the table grouped by lamp, the preview at the right."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QButtonGroup, QWidget

from app.db.queries import Counts
from app.ui.board.presenter import BoardPresenter, Preview
from app.ui.board.preview_pane import PreviewPane
from app.ui.board.rows import BoardRow
from app.ui.kit.aside import Beside
from app.ui.kit.boxes import column, held, row
from app.ui.kit.button import FilterButton, KeyButton
from app.ui.kit.commands import ACTS
from app.ui.kit.inputs import Select
from app.ui.kit.keys import tell_keys
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel, grouped
from app.ui.kit.surfaces import Empty
from app.ui.kit.table import RowsTable
from app.ui.kit.values import (
    MARK_OF_LAMP,
    Choice,
    Column,
    Group,
    KeyLine,
    Lit,
    Tag,
    TwoLine,
    Words,
)

FILTERS = (
    ("", "全部", "Ctrl+0"), ("red", "已超时", "Ctrl+1"), ("yellow", "24 小时内", "Ctrl+2"),
    ("green", "时限充裕", "Ctrl+3"), ("waiting", "等群众", "Ctrl+4"),
)  # fmt: skip
HEADS: Mapping[str, str] = MappingProxyType(
    {"red": "已超时", "yellow": "24 小时内到期", "green": "时限充裕", "waiting": "等群众"}
)

COLUMNS: tuple[Column[BoardRow], ...] = (
    Column("剩余", lambda r: Lit(MARK_OF_LAMP[r.lamp], r.told.left), 156),
    Column("最近期限", lambda r: Words(r.told.due), 112, goes=1),
    Column("事项与反映人", lambda r: TwoLine(r.row.matter, r.told.who)),
    Column("承办窗口", lambda r: Words(r.row.department), 116, goes=2),
    Column("进度", lambda r: Tag(r.told.progress), 102),
    Column(
        "下一步",
        lambda r: Words(r.told.next_step, "bad" if r.lamp == "red" else "text2", px=13),
        132,
    ),
)


def _lamp(of: BoardRow) -> str:
    return of.lamp


class BoardPage(Page):
    """待办."""

    def __init__(
        self, presenter: BoardPresenter, reminders: QWidget | None = None,
        print_day: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """`reminders` stand above the table; `print_day()` makes the list of the day."""
        super().__init__(title="待办")
        self.print_button = KeyButton("打印当日清单", keys="Ctrl+P", icon="printer")
        self.print_button.clicked.connect(lambda _=False: print_day())
        self.add_tool(self.print_button)
        self.filters: dict[str, FilterButton] = {}
        group = QButtonGroup(self)
        strip = row(gap=8, margins=(20, 12, 20, 12))
        for lamp, words, keys in FILTERS:
            button = FilterButton(words, mark=MARK_OF_LAMP.get(lamp), keys=keys)
            button.clicked.connect(lambda _=False, lm=lamp: presenter.on_filter(lm))
            button.setAutoExclusive(True)  # one of several, for a screen reader too
            group.addButton(button)
            self.filters[lamp] = button
            strip.addWidget(button)
        self.filters[""].setChecked(True)
        self.department = Select(soft=True)
        self.department.chosen_id.connect(presenter.on_department)
        strip.addStretch(1)
        strip.addWidget(self.department)
        self.model: RowsModel[BoardRow] = RowsModel(COLUMNS, key=lambda r: r.number)
        self.model.more_wanted.connect(presenter.on_more)
        self.table = RowsTable(self.model, words="待办")
        self.table.row_selected.connect(lambda r: presenter.on_select(r.number if r else ""))
        self.table.row_opened.connect(lambda r: presenter.on_open(r.number))
        self.empty = Empty("现在没有待办", sub="新登记的件会按期限排在这里", icon="circle-check")
        self.empty.hide()
        above = [reminders] if reminders is not None else []
        left = column(*above, held(strip), (self.table, 1), (self.empty, 1), gap=0)
        self._preview = PreviewPane(presenter.on_open)
        self.body.addWidget(Beside(held(left), self._preview), 1)
        self.setFocusProxy(self.table)
        tell_keys(self, KeyLine(ACTS, "当前可做的操作"))
        presenter.attach(self)

    def show_counts(self, counts: Counts, sentence: str) -> None:
        """The numbers on the filters."""
        for lamp, number in zip(("", "red", "yellow", "green", "waiting"), counts, strict=True):
            self.filters[lamp].show_count(number)
        self.set_context(sentence)

    def show_rows(self, rows: Sequence[BoardRow], lamp: str, *, more: bool) -> None:
        """Grouped by lamp, in order of due."""

        def head(of: str, count: int) -> Group:
            return Group(HEADS[of], f"{count} 件", MARK_OF_LAMP[of])

        self.model.show([*grouped(rows, _lamp, head)], more=more)
        self.empty.stand_for(self.table, nothing=not rows)
        self.setFocusProxy(self.table if rows else self.empty)
        if lamp:
            self.empty.show_words("这个筛选下没有件", "按 Ctrl 0 看全部")
        else:
            self.empty.show_words("现在没有待办", "新登记的件会按期限排在这里。登记受理 F2")
        if rows and self.table.selected() is None:
            self.table.select(rows[0].number)

    def show_departments(self, names: Sequence[str]) -> None:
        """The choice of departments."""
        every = Choice("", "全部窗口")
        self.department.show_choices([every, *(Choice(n, n) for n in names)])

    def show_preview(self, preview: Preview | None) -> None:
        """The selected ticket."""
        self._preview.show_preview(preview)
