"""The print queue as widgets: the day, the papers, the chosen one at the right."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.settings.words import Words as Sentences
from app.ui.kit.aside import Beside
from app.ui.kit.boxes import column, held
from app.ui.kit.button import KeyButton
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.label import Label
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Empty
from app.ui.kit.table import RowsTable
from app.ui.kit.values import Choice, Column, Lit, Notice, TwoLine, Words
from app.ui.paper_question import PaperQuestion
from app.ui.papers.pane import PaperPane
from app.ui.papers.presenter import QueuePresenter
from app.ui.papers.rows import PaperRow

REST_MS: Final = 250  # a row is drawn once the cursor rests on it
COLUMNS: tuple[Column[PaperRow], ...] = (
    Column("状态", lambda r: Lit(r.mark, r.state_words), 150),
    Column("单据", lambda r: TwoLine(r.what, r.number)),
    Column("说明", lambda r: Words(r.fault, "text2", px=13), 230, goes=2),
    Column("生成", lambda r: Words(r.made), 132, goes=1),
    Column("经办", lambda r: Words(r.clerk), 84, goes=3),
)


class PapersPage(Page):
    """打印队列."""

    def __init__(self, presenter: QueuePresenter, words: Sentences) -> None:
        super().__init__(title=words("papers.title"), back=True)
        self._presenter, self._words = presenter, words
        self._add_day()
        self.model: RowsModel[PaperRow] = RowsModel(COLUMNS, key=lambda r: str(r.id))
        self.model.more_wanted.connect(presenter.on_more)
        self.table = RowsTable(self.model, words=words("papers.title"))
        self.table.row_selected.connect(self._select)
        self.table.row_opened.connect(lambda r: presenter.on_act("ticket", r.id))
        self.empty = Empty(words("papers.none"), sub=words("papers.none_sub"), icon="printer")
        self.pane = PaperPane(words, presenter.on_act)
        left = held(column((self.table, 1), (self.empty, 1), gap=0))
        self.body.addWidget(Beside(left, self.pane), 1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: presenter.on_look(self.pane.job_id))
        self.setFocusProxy(self.table)
        presenter.attach(self)

    def _add_day(self) -> None:
        """The day and the ways to the one before and after it, beside the title."""
        back = KeyButton(icon="chevron-left", keys="Alt+Left", small=True, words="前一天")
        self._ahead = KeyButton(icon="chevron-right", keys="Alt+Right", small=True, words="后一天")
        back.clicked.connect(lambda: self._presenter.on_day(-1))
        self._ahead.clicked.connect(lambda: self._presenter.on_day(1))
        self._day = Label("", "t14")
        for one in (back, self._day, self._ahead):
            self.add_lead(one)

    def _select(self, shown: PaperRow | None) -> None:
        """Another row: its words at once, its picture when the cursor rests."""
        before = self.pane.job_id
        self.pane.show_row(shown)
        if shown is None:
            self._rest.stop()
        elif shown.id != before:
            self.pane.wait()
            self._rest.start()

    def show_day(self, title: str, counts: str, *, is_today: bool) -> None:
        """The day and how its papers ended."""
        self._day.setText(title)
        self._ahead.setEnabled(not is_today)
        self.set_context(counts)

    def show_rows(self, rows: Sequence[PaperRow], *, more: bool) -> None:
        """What has no end yet, then the papers of the day."""
        self.model.show(rows, more=more)
        self.empty.stand_for(self.table, nothing=not rows)
        self.setFocusProxy(self.table if rows else self.empty)
        if rows and self.table.selected() is None:
            self.table.select(str(rows[0].id))
        self.pane.show_row(self.table.selected())

    def show_picture(self, job_id: int, png: bytes) -> None:
        """The very paper, unless another one is chosen by now."""
        if job_id == self.pane.job_id:
            self.pane.show_picture(png)

    def ask_answer(self, job_id: int, question: str, why: str) -> None:
        """纸出来了吗？"""
        PaperQuestion(self, job_id, question, self._presenter.on_answer, why).open()

    def ask_reason(self, act: str, job_id: int, sub: str, reasons: Sequence[str]) -> None:
        """Why a paper is cancelled or void."""
        given = partial(self._presenter.on_reason, act, job_id)
        ReasonDialog(self, self._words, act, sub, reasons, given).open()

    def say(self, sentence: str, is_bad: bool = False) -> None:
        """Above the list."""
        notice = Notice(sentence, "bad" if is_bad else "ok") if sentence else None
        self.banner.show_notice(notice)


class ReasonDialog(FormDialog):
    """Why a paper is cancelled or void: one of a few reasons, kept in the record."""

    def __init__(
        self,
        parent: QWidget,
        words: Sentences,
        act: str,
        sub: str,
        reasons: Sequence[str],
        given: "partial[None]",
    ) -> None:
        super().__init__(
            parent, title=words(f"papers.ask.{act}"), sub=sub, strong=words(f"papers.ask.{act}_go")
        )
        rows = [Choice(r, r, f"Alt+{n}") for n, r in enumerate(reasons, start=1)]
        self.reason = ChoiceGroup(rows, form="rows", words=words("papers.ask.reason"))
        self._given, self._missing = given, words("refused.paper.reason")
        self.body.addWidget(Field(words("papers.ask.reason"), self.reason))
        self.submitted.connect(self._submit)

    def _submit(self) -> None:
        if not self.reason.chosen():
            self.show_summary(self._missing)
            return
        self.accept()
        self._given(self.reason.chosen())
