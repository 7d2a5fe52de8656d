"""学习向导 as a dialog above the devices page: one step at a time, the bytes as they come."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.stepbar import StepBar
from app.ui.kit.theme import theme
from app.ui.kit.values import Step
from app.ui.learning.pages import (
    FilePage,
    FoundPage,
    KeysPage,
    LinePage,
    NamePage,
    PortPage,
    StepPage,
)
from app.ui.learning.parts import KeyRow, Named, Names
from app.ui.learning.presenter import STEPS, LearningPresenter
from app.ui.learning.report import Report

TICK_MS = 200
WIDE, HIGH = 860, 372


class LearningDialog(FormDialog):
    """Esc leaves it where it stands; opened again it goes on there."""

    def __init__(self, parent: QWidget, presenter: LearningPresenter) -> None:
        words = self._words = presenter.words
        super().__init__(
            parent, title=words("learning.title"), sub=words("learning.sub"),
            strong=words("learning.next"), width=WIDE,
        )  # fmt: skip
        self._presenter, self._step = presenter, ""
        self.previous = KeyButton(words("learning.back"), keys="Alt+B", big=True)
        self.foot.insertWidget(2, self.previous)
        self.bar, self._pages = StepBar(), QStackedWidget()
        self.port, self.line, self.keys = PortPage(words), LinePage(words), KeysPage(words)
        self.found, self.name, self.file = FoundPage(words), NamePage(words), FilePage(words)
        for page in (self.port, self.line, self.keys, self.found, self.name, self.file):
            self._pages.addWidget(page)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._pages, 1)
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()
        theme().changed.connect(self._fit_pages)
        self._fit_pages()
        presenter.attach(self)

    def _connect(self) -> None:
        presenter = self._presenter
        self.submitted.connect(presenter.on_next)
        self.previous.clicked.connect(presenter.on_back)
        self.port.chosen.connect(lambda port: presenter.heard.on_port(port))
        self.port.look_wanted.connect(lambda: presenter.heard.on_look())
        self.line.line_chosen.connect(lambda b, f: presenter.heard.on_line(b, f))
        self.keys.labelled.connect(lambda place, text: presenter.heard.keys.on_label(place, text))
        self.keys.again.connect(lambda place: presenter.heard.keys.on_redo(place))
        self.keys.resized.connect(lambda more: presenter.heard.keys.on_resize(more))
        self.name.typed.connect(lambda name, id_: presenter.named.on_names(name, id_))
        self.name.levelled.connect(lambda place, level: presenter.named.on_level(place, level))
        self._tick.timeout.connect(lambda: presenter.heard.on_tick())

    def _fit_pages(self) -> None:
        self._pages.setMinimumHeight(theme().px(HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where it was left."""
        self._presenter.open()
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The port is let go."""
        super().hideEvent(event)
        self._tick.stop()
        self._presenter.left()

    def first_field(self) -> QWidget:
        """What is chosen or typed in this step, not the buttons beside it."""
        page = self._pages.currentWidget()
        return page.first() if isinstance(page, StepPage) else super().first_field()

    def show_step(self, step: str, steps: Sequence[Step], *, may_go: bool) -> None:
        """Which step it is, and whether the next one may come."""
        words, is_last = self._words, step == STEPS[-1]
        self.strong.setEnabled(may_go)
        self.previous.setEnabled(step != STEPS[0])
        if step == self._step:
            return
        self._step = step
        self.bar.show_steps(steps)
        self.strong.show_words(words("learning.save_fit" if is_last else "learning.next"), "")
        self._pages.setCurrentIndex(STEPS.index(step))
        if self.isVisible():
            self.show_summary("")
            self.fit_content()
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ports(self, ports: Named, chosen: str, sentence: str) -> None:
        """What there is to listen to."""
        self.port.show_ports(ports, chosen, sentence)

    def show_heard(self, lines: Sequence[str], sentence: str, *, bad: bool) -> None:
        """What came over the line, and what to do."""
        heard = self._presenter.heard
        self.line.show_heard(heard.baud, heard.form, lines, sentence, bad=bad)

    def show_keys(self, rows: Sequence[KeyRow], sentence: str, *, bad: bool) -> None:
        """The keys and what to press now."""
        self.keys.show_keys(rows, sentence, bad=bad)

    def show_report(self, report: Report) -> None:
        """What was found."""
        self.found.show_report(report, self._words)

    def show_names(
        self, names: Names, keys: Sequence[tuple[str, str]], faults: Mapping[str, str]
    ) -> None:
        """Name, id and levels."""
        self.name.show_names(names, keys, faults)

    def show_text(self, text: str, sentence: str) -> None:
        """The file, and what keeps it from being written."""
        self.file.show_text(text)
        self.show_summary(sentence)
        self.fit_content()
