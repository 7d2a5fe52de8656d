"""The board as widgets: filters, the table grouped by lamp, the preview at the right."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QButtonGroup, QLayout

from app.db.queries import Counts
from app.ui.board.presenter import BoardPresenter, BoardRow, Preview
from app.ui.kit.aside import Aside, Beside
from app.ui.kit.boxes import column, emptied, hairline, held, row, scrolled
from app.ui.kit.button import FilterButton, KeyButton, Kind
from app.ui.kit.daybar import MOST_DAYS, DayBar
from app.ui.kit.inputs import Select
from app.ui.kit.label import ElidedLabel, Label, Role
from app.ui.kit.light import Light
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel, grouped
from app.ui.kit.surfaces import Empty, part
from app.ui.kit.table import RowsTable
from app.ui.kit.values import MARK_OF_LAMP, Choice, Column, Group, Lit, Mark, Tag, TwoLine, Words

FILTERS = (
    ("", "全部", "Ctrl+0"), ("red", "已超时", "Ctrl+1"), ("yellow", "24 小时内", "Ctrl+2"),
    ("green", "时限充裕", "Ctrl+3"), ("waiting", "等群众", "Ctrl+4"),
)  # fmt: skip
HEADS: Mapping[str, str] = MappingProxyType(
    {"red": "已超时", "yellow": "24 小时内到期", "green": "时限充裕", "waiting": "等群众"}
)


LETTERS: Mapping[Mark, Role] = MappingProxyType(
    {"ok": "b", "warn": "warn", "bad": "bad", "mute": "b"}
)
COLUMNS: tuple[Column[BoardRow], ...] = (
    Column("剩余", lambda r: Lit(MARK_OF_LAMP[r.lamp], r.left), 142),
    Column("最近期限", lambda r: Words(r.due), 124),
    Column("事项与反映人", lambda r: TwoLine(r.matter, r.who)),
    Column("承办窗口", lambda r: Words(r.department), 128),
    Column("进度", lambda r: Tag(r.progress), 112),
    Column(
        "下一步", lambda r: Words(r.next_step, "bad" if r.lamp == "red" else "text2", px=13), 138
    ),
)


def _lamp(of: BoardRow) -> str:
    return of.lamp


class BoardPage(Page):
    """待办."""

    def __init__(self, presenter: BoardPresenter) -> None:
        super().__init__(title="待办")
        self._presenter = presenter
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
        left = column(held(strip), (self.table, 1), (self.empty, 1), gap=0)
        self._head, self._story, self._acts = column(gap=0), column(gap=0), column(gap=0)
        head, story, acts = held(self._head), held(self._story), held(self._acts)
        self._aside = Aside(
            head, (story, 1), acts, cards=False, width="board",
            tabs=(("选中的工单", head), ("问题和最近进展", story), ("现在可以做", acts)),
        )  # fmt: skip
        self.body.addWidget(Beside(held(left), self._aside), 1)
        self.setFocusProxy(self.table)
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
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if lamp:
            self.empty.show_words("这个筛选下没有件", "按 Ctrl 0 看全部")
        else:
            self.empty.show_words("现在没有待办", "新登记的件会按期限排在这里。登记受理 F2")
        if rows and self.table.selected() is None:
            self.table.select(rows[0].number)

    def show_departments(self, names: Sequence[str]) -> None:
        """The choice of departments."""
        every = Choice("", "承办窗口 全部")
        self.department.show_choices([every, *(Choice(n, n) for n in names)])

    def show_preview(self, preview: Preview | None) -> None:
        """The selected ticket."""
        for shown in (self._head, self._story, self._acts):
            emptied(shown)
        if preview is None:
            return
        acts = column(Label("现在可以做", "m13"), gap=8, margins=(20, 14, 20, 16))
        for place, (name, words, icon) in enumerate(preview.acts, start=1):
            strong: Kind = "primary" if place == 1 else "plain"
            button = KeyButton(words, keys=f"Alt+{place}", kind=strong, icon=icon, spread=True)
            button.clicked.connect(
                lambda _=False, n=name: self._presenter.on_open(preview.number, n)
            )
            acts.addWidget(button)
        opened = KeyButton("打开完整工单", keys="Enter", kind="quiet", spread=True)
        opened.clicked.connect(lambda: self._presenter.on_open(preview.number))
        acts.addWidget(opened)
        head = part(
            row(Label(preview.number, "m13"), None, Label(preview.head, "m13")),
            Label(preview.matter, "h2", wrap=True), ElidedLabel(preview.who, "s13"),
        )  # fmt: skip
        for item in (held(head), hairline(), held(_due_part(preview)), hairline()):
            self._head.addWidget(item)
        self._story.addWidget(scrolled(_story_part(preview), "问题和最近进展"), 1)
        self._acts.addWidget(hairline())
        self._acts.addWidget(held(acts))


def _due_part(preview: Preview) -> QLayout:
    """The due line, a segment for each working day, from when until when."""
    shown = preview.facts
    mark = MARK_OF_LAMP[shown.lamp]
    box = part(
        row(Light(mark), Label(shown.due, LETTERS[mark]), None, Label(shown.used, "m13")), gap=8
    )
    used, whole = shown.days
    if 0 < whole <= MOST_DAYS:
        bar = DayBar()
        bar.show_days(used, whole, mark=mark)
        box.addWidget(bar)
        box.addLayout(row(Label(preview.since, "key"), None, Label(preview.until, "key")))
    return box


def _story_part(preview: Preview) -> QLayout:
    """The problem and what happened last."""
    box = part(Label("反映的问题", "m13"), Label(preview.facts.description, "t14", wrap=True), 6,
               Label("最近进展", "m13"), gap=4)  # fmt: skip
    for when, what in preview.last:
        box.addLayout(row(Label(when, "m13"), (ElidedLabel(what, "t14"), 1), gap=14))
    box.addStretch(1)
    return box
