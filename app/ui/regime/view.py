"""The rules page as widgets: a chapter at the left, what is in force at the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.desk.charter import Section
from app.desk.course import Course
from app.desk.rule_words import Line
from app.ui.kit.aside import Aside
from app.ui.kit.boxes import Item, column, emptied, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import Segmented
from app.ui.kit.label import Label
from app.ui.kit.page import Page
from app.ui.kit.surfaces import Card, facts, note, part
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Notice
from app.ui.regime.flow_chart import FlowChart
from app.ui.regime.presenter import CHAPTERS, FLOW, RegimePresenter
from app.ui.regime.preview import Preview
from app.ui.regime.preview_dialog import PreviewDialog
from app.ui.regime.standing import Standing
from app.ui.regime.tailor_dialog import TailorDialog
from app.ui.regime.tailoring import Offer

HEAD = 128  # of a line, in px


class RegimePage(Page):
    """规则: reading for everybody; export, import, adoption."""

    def __init__(self, presenter: RegimePresenter) -> None:
        words = self._words = presenter.words
        super().__init__(title=words("regime.title"))
        self._presenter = presenter
        self.export = KeyButton(words("regime.export"), keys="Alt+E")
        self.load = KeyButton(words("regime.load"), keys="Alt+I")
        self.tailor = KeyButton(words("regime.tailor.title"), keys="Alt+M")
        tools = ((self.tailor, presenter.on_tailor), (self.export, self._export),
                 (self.load, self._load))  # fmt: skip
        for button, act in tools:
            button.clicked.connect(act)
            self.add_tool(button)
        choices = [Choice(name, words(f"regime.chapter.{name}")) for name in CHAPTERS]
        self.chapters = Segmented(choices, words=words("regime.chapters"), least=72)
        self.chapters.chosen_id.connect(presenter.on_chapter)
        self.cards = column(gap=12)
        self.chart = FlowChart()
        self._area = scrolled(column(self.cards, None, margins=(24, 4, 24, 20)),
                              words("regime.chapters"))  # fmt: skip
        drawn = column(note(words("flow.note"), icon="info"), row(self.chart, None), None, gap=12,
                       margins=(24, 4, 24, 20))  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(scrolled(drawn, words("flow.title")))
        left = column(row(self.chapters, None, margins=(24, 14, 24, 10)), (self._stack, 1), gap=0)
        self._facts, self._more = column(gap=8), column(gap=0)
        head = part(Label(words("regime.in_force"), "b"), 6, self._facts)
        told = scrolled(column(head, self._more, None, gap=0), words("regime.in_force"))
        self.aside = Aside((told, 1), cards=False, width="board")
        self.body.addLayout(row((held(left), 1), self.aside, gap=0), 1)
        self.preview, self.tailored = PreviewDialog(self, presenter), TailorDialog(self, presenter)
        self.setFocusProxy(self.chapters)
        presenter.attach(self)

    def show_standing(self, standing: Standing) -> None:
        """The panel at the right and the tag beside the title."""
        words, (tag, kind) = self._words, standing.tag
        self.set_context(standing.short, tag=tag, tag_kind="ok" if kind == "ok" else "warn")
        emptied(self._facts)
        pairs = [(name, Label(text, "t14", wrap=True)) for name, text in standing.facts]
        self._facts.addWidget(held(facts(pairs, width=72)))
        emptied(self._more)
        lists = (("next", standing.coming), ("past", standing.past), ("years", (standing.years,)))
        for key, lines in lists:
            if lines:
                self._add_part(words(f"regime.{key}"), lines)
        self._add_part(words("regime.own"), (words("regime.own_sub"),))

    def _add_part(self, title: str, lines: Sequence[str]) -> None:
        self._more.addWidget(hairline())
        shown = [Label(line, "s13", wrap=True) for line in lines]
        self._more.addWidget(held(part(Label(title, "b"), *shown)))

    def show_sections(self, name: str, sections: Sequence[Section]) -> None:
        """A chapter in words."""
        self.chapters.choose(name)
        emptied(self.cards)
        for section in sections:
            card = Card(section.title)
            if section.sub and section.sub != section.title:
                card.add(Label(section.sub, "m13", wrap=True), 6)
            for place, line in enumerate(section.lines):
                if place:
                    card.add(6, hairline(), 6)
                card.add(line_box(line))
            self.cards.addWidget(card)
        self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(0)

    def show_course(self, made: Course, spoken: str) -> None:
        """The flow chart."""
        self.chapters.choose(FLOW)
        self.chart.show_course(made, spoken)
        self._stack.setCurrentIndex(1)

    def show_preview(self, preview: Preview) -> None:
        """A file before it is adopted."""
        self.preview.show_preview(preview)

    def ask_tailored(self, offer: Offer) -> None:
        """What may be left out or added."""
        self.tailored.ask(offer)

    def show_fault(self, sentence: str) -> None:
        """Why it is not adopted."""
        self.preview.show_fault(sentence)

    def close_preview(self) -> None:
        """It was adopted."""
        self.preview.accept()

    def show_notice(self, notice: Notice | None) -> None:
        """What came of it, above the page."""
        self.banner.show_notice(notice)

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self._words("regime.export"), f"{self._words('regime.file')}.toml",
            "TOML (*.toml)",
        )  # fmt: skip
        if path:
            self._presenter.on_export(Path(path))

    def _load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._words("regime.load"), "", "TOML (*.toml)")
        if path:
            self._presenter.on_file(Path(path))


def line_box(line: Line) -> QWidget:
    """A rule: its name, what it says with quiet sentences below, its clause at the right."""
    said: list[Item] = [Label(line.text, "t14", wrap=True)]
    if line.notes:
        said.append(Label("；".join(line.notes), "s13", wrap=True))
    said += [Label(reading, "m13", wrap=True) for reading in line.readings]
    clause = Label(line.clause, "m13")
    clause.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    parts: list[Item] = [(column(*said, gap=2), 1), clause]
    if line.head:
        head = Label(line.head, "b14", wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head.setFixedWidth(theme().px(HEAD))
        parts.insert(0, head)
    return held(row(*parts, gap=14))
