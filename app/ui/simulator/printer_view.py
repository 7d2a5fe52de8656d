"""打印机模拟: the papers that came out, as pictures, and the printer's faults by switch."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.kit.boxes import column, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton
from app.ui.kit.focusring import FocusRing
from app.ui.kit.label import Drawing, Label, TagLabel
from app.ui.kit.theme import theme
from app.ui.simulator.parts import Lesson, Switches, aside
from app.ui.simulator.printer_presenter import PrinterPresenter

SIZE = (700, 620)
TICK_MS = 300
WIDE = 340  # px of a paper


class PrinterWindow(QWidget):
    """It stays above the window it belongs to; closing it only hides it."""

    def __init__(self, presenter: PrinterPresenter, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        words = self._words = presenter.words
        self._presenter = presenter
        self.setObjectName("root")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words("played.title"))
        self.switches = Switches(lambda fault, on: presenter.on_fault(fault, on=on))
        self.lesson, self.place = Lesson(), Label("", "m14")
        self.paper = Drawing(words("played.papers"))
        self.before = KeyButton(icon="chevron-left", words=words("played.before"))
        self.after = KeyButton(icon="chevron-right", words=words("played.after"))
        self.power = KeyButton(words("played.power"), icon="refresh-cw")
        self.before.clicked.connect(lambda: presenter.on_turn(-1))
        self.after.clicked.connect(lambda: presenter.on_turn(1))
        self.power.clicked.connect(presenter.on_power)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        right = aside(words("played.faults"), self.switches, self.power)
        body = row((self._left(), 1), right, gap=0)
        sheet.setLayout(column(self._head(), hairline(), (body, 1), gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(sheet, margins=(8, 8, 8, 8)))
        self.resize(theme().px(SIZE[0]), theme().px(SIZE[1]))
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(presenter.on_tick)
        FocusRing(self)
        presenter.attach(self)
        presenter.open()

    def _head(self) -> QWidget:
        words = self._words
        tool = TagLabel(words("played.tool"), "warn")
        head = (Label(words("played.title"), "h2"), tool, None)
        return held(row(*head, gap=10, margins=(16, 8, 16, 8)))

    def _left(self) -> QWidget:
        turn = row(Label(self._words("played.papers"), "b"), None, self.before, self.after)
        self._ground = scrolled(column(row(None, self.paper, None), None), self._words(
            "played.papers"
        ))  # fmt: skip
        return held(column(
            self.lesson, 4, turn, self.place, (self._ground, 1), gap=6, margins=(16, 14, 16, 14)
        ))  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """Look what has come out."""
        super().showEvent(event)
        self._presenter.on_tick()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._tick.stop()

    def show_faults(self, faults: Sequence[tuple[str, str, str]], on: frozenset[str]) -> None:
        """All faults, each with its switch."""
        self.switches.show_faults(faults, on)

    def follow_faults(self, on: frozenset[str]) -> None:
        """Those it has now."""
        self.switches.follow(on)

    def show_lesson(self, title: str, sentence: str) -> None:
        """What the clerk will see now, and should do."""
        self.lesson.show_lesson(title, sentence)

    def show_place(self, words: str, *, is_first: bool, is_last: bool) -> None:
        """Which paper is seen."""
        self.place.setText(words)
        self.before.setEnabled(not is_first)
        self.after.setEnabled(not is_last)

    def show_picture(self, png: bytes) -> None:
        """The paper, its end in sight: that is what came out last."""
        picture = QPixmap()
        if png:
            picture.loadFromData(png)
            wide, smooth = theme().px(WIDE), Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(wide, smooth)
        self.paper.setPixmap(picture)
        self.paper.setVisible(bool(png))
        self.paper.setFixedSize(picture.size())
