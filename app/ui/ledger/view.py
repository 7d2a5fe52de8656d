"""The day's ledger as widgets."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.aside import Aside, Beside
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.inputs import Select
from app.ui.kit.keys import tell_keys
from app.ui.kit.label import Icon, Label
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Empty, Figure, part
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.values import Choice, Column, KeyLine, Tick, Tone, Words
from app.ui.ledger.presenter import LedgerPresenter
from app.ui.ledger.rows import LedgerRow

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "declined": "ban", "bad": "frown", "unrated": "circle-help", "late": "timer",
        "out_of_order": "triangle-alert",
    }
)  # fmt: skip


def _tone(row: LedgerRow) -> Tone:
    return "bad" if row.odd in ("declined", "bad", "late") else "text"


def _rated(row: LedgerRow) -> Words:
    tones: dict[str, Tone] = {"bad": "bad", "unrated": "warn"}
    return Words(row.rating, tones.get(row.odd, "text2"))


COLUMNS: tuple[Column[LedgerRow], ...] = (
    Column("序", lambda r: Words(str(r.place), "text3"), 50),
    Column("时间", lambda r: Words(r.time), 52),
    Column("编号", lambda r: Words(r.stem), 132),
    Column("事项", lambda r: Words(r.matter, "text", bold=bool(r.odd))),
    Column("反映人", lambda r: Words(r.citizen), 92, goes=3),
    Column("承办窗口", lambda r: Words(r.department), 116, goes=2),
    Column("分类", lambda r: Words(r.category), 60, goes=1),
    Column("结果", lambda r: Words(r.result, _tone(r)), 72),
    Column("评价", _rated, 80),
    Column("复核", lambda r: Tick(r.reviewed, "已复核" if r.reviewed else "未复核"), 48),
)


class LedgerPage(Page):
    """当日台账: reading, and the leader's ticks."""

    def __init__(self, presenter: LedgerPresenter) -> None:
        super().__init__(title="当日台账")
        self._presenter = presenter
        self._reviewable = False
        self._add_day()
        self.labels = Select(soft=True)
        self.labels.setAccessibleName("标签")
        self.labels.chosen_id.connect(presenter.on_label)
        self.add_tool(self.labels)
        self._figures: dict[str, Figure] = {}
        self._head = row(gap=0)
        self.model: RowsModel[LedgerRow] = RowsModel(COLUMNS, key=lambda r: r.number)
        self.table = RowsTable(self.model, height=ONE_LINE, words="当日台账")
        self.table.row_opened.connect(lambda r: presenter.on_open(r.number))

        def tick(row_: LedgerRow) -> None:
            if self._reviewable and not row_.reviewed:
                presenter.on_review([row_.number])

        self.table.row_ticked.connect(tick)
        self.empty = Empty("这一天还没有登记", sub="登记的每一件都会列在这里，不予受理的也在内")
        left = column(held(self._head), hairline(), (self.table, 1), (self.empty, 1), gap=0)
        self._odd, self._clerks = column(gap=6), column(gap=6)
        self._odd_title, self._rest = Label("先看这几件", "b"), Label("", "m13")
        self._hand_overs, self._reasons, self._people = column(gap=6), column(gap=6), column(gap=6)
        self._hand_over_part = _titled("交接班", self._hand_overs)
        self._reasons_part = _titled("不满意的原因", self._reasons)
        self.people_part = _titled("人员变动", self._people)
        self._papers = column(gap=6)
        self.papers_part = _titled("单据", self._papers)
        self.body.addWidget(Beside(held(left), self._panel()), 1)
        self.setFocusProxy(self.table)
        tell_keys(self.table, KeyLine("空格", "复核这一件", usable=False))
        presenter.attach(self)

    def _panel(self) -> Aside:
        """What to look at first, why citizens were not satisfied, askings, hand-overs."""
        odd = held(part(row(self._odd_title, None, self._rest), 4, self._odd))
        clerks = held(part(row(Label("请评价的次数", "b"), None, Label("含往日登记的件", "m13")), 4,
                           self._clerks))  # fmt: skip
        return Aside(
            odd, self._reasons_part, hairline(), clerks, self.papers_part,
            self._hand_over_part, self.people_part, None,
            cards=False, width="board",
            tabs=(("先看这几件", odd), ("不满意的原因", self._reasons_part),
                  ("请评价的次数", clerks), ("单据", self.papers_part),
                  ("交接班", self._hand_over_part),
                  ("人员变动", self.people_part)),
        )  # fmt: skip

    def _add_day(self) -> None:
        """The day and the ways to the one before and after it, beside the title."""
        back = KeyButton(icon="chevron-left", keys="Alt+Left", small=True, words="前一天")
        ahead = KeyButton(icon="chevron-right", keys="Alt+Right", small=True, words="后一天")
        back.clicked.connect(lambda: self._presenter.on_day(-1))
        ahead.clicked.connect(lambda: self._presenter.on_day(1))
        self._day, self._ahead = Label("", "t14"), ahead
        for part_ in (back, self._day, ahead):
            self.add_lead(part_)

    def show_day(self, title: str, *, reviewable: bool, is_today: bool) -> None:
        """The date, and whether this person reviews."""
        self._reviewable = reviewable
        tell_keys(self.table, KeyLine("空格", "复核这一件", reviewable))
        self._day.setText(title)
        self._ahead.setEnabled(not is_today)
        self.set_context()

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Eight numbers."""
        if not self._figures:
            for name, _ in counts:
                self._figures[name] = Figure(name, mark="bad" if name == "超时" else None)
                if self._head.count():
                    self._head.addWidget(hairline(upright=True, whole=True))
                self._head.addLayout(row(self._figures[name], None, margins=(20, 10, 12, 10)), 1)
        for name, value in counts:
            self._figures[name].show_value(value)

    def show_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Every ticket of the day."""
        self.model.show(rows)
        if rows and self.table.selected() is None:
            self.table.select(rows[0].number)
        self.empty.stand_for(self.table, nothing=not rows)
        self.setFocusProxy(self.table if rows else self.empty)

    def show_labels(self, labels: Sequence[tuple[str, str]], *, count: str) -> None:
        """The labels of the day; the chosen one stays chosen."""
        self.labels.show_choices(Choice(i, words) for i, words in labels)
        self.labels.setVisible(bool(labels))
        self.set_context(*filter(None, [count]))

    def show_odd(self, groups: Sequence[tuple[str, str, int]], sentence: str) -> None:
        """What to look at first; pressing a line goes to the next row of its kind."""
        count = sum(n for _, _, n in groups)
        self._odd_title.setText(f"先看这 {count} 件" if count else "没有异常")
        self._rest.setText(sentence)
        emptied(self._odd)
        for place, (kind, words, number) in enumerate(groups):
            if place:
                self._odd.addWidget(hairline())
            look = KeyButton("逐件看", kind="link")
            look.clicked.connect(lambda _=False, k=kind: self._next_of(k))
            line = row(Icon(ICONS[kind], size=16), Label(f"{words} {number} 件", "t14"), None, look)
            self._odd.addWidget(held(line))

    def _next_of(self, kind: str) -> None:
        """Select the next row of a kind, the first one after the last."""
        rows = [r for r in map(self.model.row_at, range(self.model.rowCount())) if r]
        chosen = self.table.selected()
        after = chosen.place if chosen and chosen.odd == kind else 0
        found = [r for r in rows if r.odd == kind]
        self.table.select(next((r for r in found if r.place > after), found[0]).number)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hand_overs(self, lines: Sequence[tuple[str, str]]) -> None:
        """Who gave the desk to whom, (time, sentence)."""
        _show_times(self._hand_overs, self._hand_over_part, lines)

    def show_people(self, lines: Sequence[tuple[str, str]]) -> None:
        """Who was added, disabled …, (time, sentence)."""
        _show_times(self._people, self.people_part, lines)

    def show_reasons(self, lines: Sequence[tuple[str, str]]) -> None:
        """Why citizens were not satisfied: (number, reasons)."""
        emptied(self._reasons)
        self._reasons_part.setVisible(bool(lines))
        for number, reasons in lines:
            self._reasons.addWidget(Label(number, "m13"))
            self._reasons.addWidget(Label(reasons, "s13", wrap=True))

    def show_papers(self, lines: Sequence[str]) -> None:
        """How the papers of the day ended."""
        emptied(self._papers)
        self.papers_part.setVisible(bool(lines))
        for line in lines:
            self._papers.addWidget(Label(line, "s13", wrap=True))

    def show_clerks(self, lines: Sequence[str]) -> None:
        """Askings by clerk."""
        emptied(self._clerks)
        for line in lines or ("这一天还没有请过评价",):
            self._clerks.addWidget(Label(line, "s13", wrap=True))

    def toast(self, sentence: str) -> None:
        """Said in the title bar."""
        self.set_context(sentence)


def _titled(title: str, lines: QVBoxLayout) -> QWidget:
    """A part of the aside under its title."""
    return held(column(hairline(), part(Label(title, "b"), 4, lines), gap=0))


def _show_times(box: QVBoxLayout, whole: QWidget, lines: Sequence[tuple[str, str]]) -> None:
    """(time, sentence) lines in a part, which is hidden without any."""
    emptied(box)
    whole.setVisible(bool(lines))
    for when, sentence in lines:
        line = row(Label(when, "m13"), (Label(sentence, "s13", wrap=True), 1), gap=12)
        box.addWidget(held(line))
