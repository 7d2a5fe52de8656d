"""值守 as widgets: kinds at the left, their rows, the selected one at the right."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit

from app.settings.words import Words as Sentences
from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, emptied, hairline, held, row, scrolled
from app.ui.kit.button import FilterButton, KeyButton, OnOffButton
from app.ui.kit.label import Label
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel, grouped
from app.ui.kit.surfaces import Empty, part
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Ask, Cell, Column, Group, Lit, TwoLine, Words
from app.ui.watch.dialog import RecordDialog
from app.ui.watch.forms import Uncalled
from app.ui.watch.presenter import WatchPresenter
from app.ui.watch.rows import Detail, Kind, WatchRow

SIDE = 176
REST_MS = 250


class WatchPage(Page):
    """The page."""

    def __init__(self, presenter: WatchPresenter, words: Sentences) -> None:
        super().__init__(title=words("watch.title"))
        self._presenter, self._words = presenter, words
        self.dialog: RecordDialog | None = None
        self._make_tools()
        self.kinds: dict[str, OnOffButton] = {}
        self._group = QButtonGroup(self)
        self._names = column(gap=2, margins=(10, 12, 10, 12))
        self._side = QFrame()
        self._side.setObjectName("side")
        side = scrolled(self._names, words("watch.kinds"))
        self._side.setLayout(column(side, gap=0))
        self.model: RowsModel[WatchRow] = RowsModel(self._columns(), key=lambda r: r.key)
        self.table = RowsTable(self.model, words=words("watch.title"))
        self.table.row_selected.connect(presenter.on_select)
        self.table.row_opened.connect(presenter.on_open)
        self.empty = Empty("", icon="circle-check")
        self._inside = column(gap=0)
        aside = Aside(self._inside, cards=False, width="board")
        left = column((self.table, 1), (self.empty, 1), gap=0)
        self.body.addLayout(row(self._side, (held(left), 1), aside, gap=0), 1)
        self.setFocusProxy(self.table)
        theme().changed.connect(self._fit_side)
        self._fit_side()
        presenter.attach(self)

    def _make_tools(self) -> None:
        words, presenter = self._words, self._presenter
        self.back = KeyButton(icon="chevron-left", keys="Alt+Left", small=True,
                              words=words("watch.before"))  # fmt: skip
        self.ahead = KeyButton(icon="chevron-right", keys="Alt+Right", small=True,
                               words=words("watch.after"))  # fmt: skip
        self.back.clicked.connect(lambda: presenter.on_step(-1))
        self.ahead.clicked.connect(lambda: presenter.on_step(1))
        self._span = Label("", "t14")
        self.whole = FilterButton(words("watch.whole"))
        self.whole.clicked.connect(lambda on: presenter.on_whole(whole=on))
        self.field = QLineEdit()
        self.field.setPlaceholderText(words("watch.search"))
        self.field.setAccessibleName(words("watch.search"))
        self.field.setMaxLength(40)
        self.field.setProperty("find", "true")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: presenter.on_search(self.field.text()))
        self.field.textEdited.connect(lambda: self._rest.start())
        self._dated = (self.back, self._span, self.ahead, self.whole)
        for lead in self._dated:
            self.add_lead(lead)
        self.strong = KeyButton(
            words("ask.record"), keys="Ctrl+Return", kind="primary", icon="plus"
        )
        self.strong.clicked.connect(presenter.on_record)
        self.add_tool(self.field)
        self.add_tool(self.strong)

    def _columns(self) -> tuple[Column[WatchRow], ...]:
        words = self._words
        return (
            Column(words("watch.col_state"), lambda r: Lit(r.mark, r.state or r.when), 150),
            Column(words("watch.col_when"), lambda r: Words(r.when, px=13), 118),
            Column(words("watch.col_what"), _what),
            Column(words("watch.col_who"), lambda r: Words(r.who), 118),
        )

    def show_kinds(self, kinds: Sequence[Kind], chosen: str) -> None:
        """The kinds at the left."""
        if [k.id for k in kinds] != list(self.kinds):
            emptied(self._names)
            self.kinds = {}
            for kind in kinds:
                button = OnOffButton(kind.title, spread=True)
                button.setProperty("nav", "true")
                button.setProperty("btn", "nav")
                button.clicked.connect(lambda _=False, k=kind.id: self._presenter.on_kind(k))
                button.setAutoExclusive(True)
                self._group.addButton(button)
                self._names.addWidget(button)
                self.kinds[kind.id] = button
            self._names.addStretch(1)
        for kind in kinds:
            self.kinds[kind.id].setText(f"{kind.title}  {kind.n}".strip())
        self.kinds[chosen].setChecked(True)

    def show_rows(self, rows: Sequence[WatchRow]) -> None:
        """The rows, grouped where they have groups."""

        def head(of: str, _n: int) -> Group:
            mark = next(r.group_mark for r in rows if r.group == of)
            return Group(of, "", None if mark == "mute" else mark)

        if any(r.group for r in rows):
            self.model.show([*grouped(rows, _group_of, head)])
        else:
            self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        kind = next((k for k, b in self.kinds.items() if b.isChecked()), "")
        key = f"watch.empty_{kind}"
        known = key if self._words.has(key) else "watch.empty"
        self.empty.show_words(self._words(known), self._words(f"{known}_sub"))
        if rows and self.table.selected() is None:
            self.table.select(rows[0].key)
        else:
            self._presenter.on_select(self.table.selected())

    def show_span(self, words: str, *, whole: bool, dated: bool) -> None:
        """The month or year in sight."""
        self._span.setText(words)
        self.whole.setChecked(whole)
        for part_ in (*self._dated, self.field):
            part_.setVisible(dated)

    def show_verb(self, words: str) -> None:
        """The strong button."""
        self.strong.setVisible(bool(words))
        if words:
            self.strong.setText(words)

    def show_detail(self, detail: Detail | None) -> None:
        """The selected row in full."""
        emptied(self._inside)
        if detail is None:
            return
        head = part(Label(detail.title, "h2", wrap=True), Label(detail.sub, "m13", wrap=True))
        lines = part(gap=2)
        for label, text in detail.lines:
            lines.addWidget(Label(label, "m13"))
            lines.addWidget(Label(text, "t14", wrap=True))
            lines.addSpacing(8)
        lines.addStretch(1)
        self._inside.addWidget(held(head))
        self._inside.addWidget(hairline())
        self._inside.addWidget(scrolled(lines, detail.title), 1)
        if not detail.acts:
            return
        acts = column(gap=8, margins=(20, 14, 20, 16))
        for place, (act, words) in enumerate(detail.acts, start=1):
            button = KeyButton(words, keys=f"Alt+{place}", spread=True)
            button.clicked.connect(lambda _=False, a=act: self._presenter.on_answer(a))
            acts.addWidget(button)
        self._inside.addWidget(hairline())
        self._inside.addWidget(held(acts))

    def open_form(
        self,
        title: str,
        verb: str,
        sub: str,
        asks: Sequence[Ask],
        lists: Mapping[str, Sequence[tuple[str, str]]],
        today: date,
        uncalled: Uncalled,
    ) -> None:
        """Ask for what a record needs."""
        dialog = RecordDialog(
            self, title, sub, verb, asks, lists, today
        )  # fmt: skip
        dialog.filled.connect(self._presenter.on_submit)
        dialog.fit_to(uncalled)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        if self.dialog is not None:
            self.dialog.show_faults(faults, summary)

    def close_form(self) -> None:
        """The record is written."""
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self) -> None:
        self.dialog = None

    def _fit_side(self) -> None:
        self._side.setFixedWidth(theme().px(SIDE))


def _group_of(row_: WatchRow) -> str:
    return row_.group


def _what(row_: WatchRow) -> Cell:
    return TwoLine(row_.title, row_.sub) if row_.sub else Words(row_.title, "text", bold=True)
