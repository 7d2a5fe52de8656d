"""The knowledge base as widgets: search and list left, the entry right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.domain.acts.knowledge import KINDS
from app.settings.words import Words as Sentences
from app.ui.kit.asks import AskBlock
from app.ui.kit.boxes import column, emptied, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton, Kind
from app.ui.kit.chips import Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import ActionBar, Empty
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Ask, Choice, Column, Notice, Tag, TwoLine
from app.ui.knowledge.articles import Article, EntryRow
from app.ui.knowledge.presenter import KnowledgePresenter

REST_MS = 120
COLUMNS: tuple[Column[EntryRow], ...] = (
    Column("条目", lambda r: TwoLine(r.title, r.sub)),
    Column("状态", lambda r: Tag(r.state), 96),
)
KEYS: Mapping[str, str] = MappingProxyType(
    {"print": "Ctrl+P", "approve": "Ctrl+Return", "revise": "Alt+E", "withdraw": ""}
)


class EntryDialog(FormDialog):
    """A form of the page."""

    def __init__(
        self, parent: QWidget, words: Sentences, what: str, asks: Sequence[Ask],
        known: Mapping[str, str], choices: Mapping[str, Sequence[tuple[str, str]]], today: date,
    ) -> None:  # fmt: skip
        super().__init__(
            parent, title=words(f"knowledge.form.{what}"), sub=words(f"knowledge.form_sub.{what}"),
            strong=words(f"knowledge.form_strong.{what}"), width=640,
        )  # fmt: skip
        self.block = AskBlock(asks, choices, today)
        self.block.fill(known)
        self.body.addWidget(self.block)

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        rest = list(self.block.show_faults(faults).values())
        self.show_summary(summary or (rest[0] if rest else ""))


class KnowledgePage(Page):
    """知识库. `today()` says the date that a typed day belongs to."""

    def __init__(
        self, presenter: KnowledgePresenter, words: Sentences, today: Callable[[], date]
    ) -> None:
        super().__init__(title=words("knowledge.title"))
        self._presenter, self._words, self._today = presenter, words, today
        self.dialog: EntryDialog | None = None
        self._add_tools()
        self.field = QLineEdit()
        self.field.setPlaceholderText(words("knowledge.search"))
        self.field.setAccessibleName(words("knowledge.search"))
        self.field.setMaxLength(60)
        sorts = [Choice("", words("knowledge.sort.all"))]
        sorts += [Choice(k, words(f"knowledge.sort.{k}")) for k in KINDS]
        self.sorts = Segmented(sorts, words=words("knowledge.sort_of"), soft=True)
        self.sorts.chosen_id.connect(presenter.on_sort)
        self.model: RowsModel[EntryRow] = RowsModel(COLUMNS, key=lambda r: r.id)
        self.table = RowsTable(self.model, words=words("knowledge.title"))
        self.table.row_selected.connect(lambda r: presenter.on_chosen(r.id))
        self.empty = Empty(words("knowledge.none"), sub=words("knowledge.none_sub"), icon="library")
        left = held(
            column(held(column(self.field, row(self.sorts, None), gap=10,
                               margins=(16, 12, 16, 12))),
                   (self.table, 1), (self.empty, 1), gap=0)
        )  # fmt: skip
        left.setFixedWidth(theme().px(400))
        self._article, self._foot = column(gap=6, margins=(32, 24, 32, 24)), row(gap=10)
        self.right = held(
            column((scrolled(self._article, words("knowledge.article")), 1), hairline(),
                   ActionBar(right=[self._foot]), gap=0)
        )  # fmt: skip
        _keep_place(self.right)  # and the list its own, while nothing is chosen
        self.body.addLayout(
            row(left, hairline(upright=True, whole=True), (self.right, 1), gap=0), 1
        )
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: presenter.on_typed(self.field.text()))
        self.field.textEdited.connect(lambda: self._rest.start())
        self.setFocusProxy(self.field)
        presenter.attach(self)

    def _add_tools(self) -> None:
        words, p = self._words, self._presenter
        tools = (("load", "", self._load), ("handbook", "", self._hand_out),
                 ("learn", "Alt+G", p.on_learn), ("new", "Alt+N", p.on_new))  # fmt: skip
        for name, keys, verb in tools:
            button = KeyButton(words(f"knowledge.tool.{name}"), keys=keys)
            button.clicked.connect(lambda _=False, v=verb: v())
            self.add_tool(button)

    def show_rows(self, rows: Sequence[EntryRow], count: str) -> None:
        """The entries found."""
        self.set_context(count)
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_article(self, article: Article | None) -> None:
        """The entry chosen."""
        chosen = self.table.selected()
        if article is not None and (chosen is None or chosen.id != article.id):
            self.table.select(article.id)  # which shows it
            return
        emptied(self._article)
        emptied(self._foot)
        self.right.setVisible(article is not None)
        if article is None:
            return
        self._article.addWidget(Label(article.title, "h1", wrap=True))
        self._article.addWidget(Label(article.sub, "m13", wrap=True))
        if article.warning:
            self._article.addWidget(Label(article.warning, "warn", wrap=True))
        for head, text in article.parts:
            self._article.addSpacing(10)
            self._article.addWidget(Label(head, "b"))
            self._article.addWidget(Label(text, "t14", wrap=True))
        if article.source:
            self._article.addSpacing(10)
            self._article.addWidget(hairline())
            link = KeyButton(article.source, kind="link")
            link.clicked.connect(lambda: self._presenter.open_ticket(article.source))
            name = Label(self._words("knowledge.head.source"), "m13")
            self._article.addWidget(held(row(name, link, None)))
        self._article.addStretch(1)
        self._show_verbs(article)

    def _show_verbs(self, article: Article) -> None:
        copy = KeyButton(self._words("knowledge.verb.copy"), keys="Alt+C")
        text = next((t for _, t in article.parts), "")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self._foot.addWidget(copy)
        for verb, words in reversed(article.verbs):
            kind: Kind = "primary" if verb == "approve" else "plain"
            button = KeyButton(words, keys=KEYS[verb], kind=kind)
            button.clicked.connect(lambda _=False, v=verb: self._presenter.on_verb(v))
            self._foot.addWidget(button)

    def ask(
        self, what: str, asks: Sequence[Ask], known: Mapping[str, str],
        choices: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:  # fmt: skip
        """Open a form."""
        self.close_form()
        dialog = EntryDialog(self, self._words, what, asks, known, choices, self._today())
        self.dialog = dialog

        def submit() -> None:
            values = dialog.block.values()
            if values is not None:
                self._presenter.on_submit(what, values)

        dialog.submitted.connect(submit)
        dialog.open()

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Beside the fields of the form, or above the page."""
        if self.dialog is not None:
            self.dialog.show_faults(faults, summary)
        else:
            self.say(summary or next(iter(faults.values()), ""), True)

    def close_form(self) -> None:
        """It is written."""
        self.banner.show_notice(None)
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog.deleteLater()
            self.dialog = None

    def say(self, sentence: str, is_bad: bool) -> None:
        """Above the page."""
        self.banner.show_notice(Notice(sentence, "bad" if is_bad else "ok"))

    def _load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._words("knowledge.tool.load"), "", "CSV (*.csv *.txt *.tsv)"
        )
        if path:
            self._presenter.files.on_import(Path(path))

    def _hand_out(self) -> None:
        title, name = self._words("knowledge.tool.handbook"), self._words("knowledge.file")
        path, _ = QFileDialog.getSaveFileName(self, title, name, "TXT (*.txt)")
        if path:
            self._presenter.files.on_hand_out(Path(path))


def _keep_place(part: QWidget) -> None:
    stays = part.sizePolicy()
    stays.setRetainSizeWhenHidden(True)
    part.setSizePolicy(stays)
