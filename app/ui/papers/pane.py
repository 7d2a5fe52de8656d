"""The panel right of the print queue: one paper, its picture, what can be done with it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.settings.words import Words
from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton
from app.ui.kit.label import ElidedLabel, Label
from app.ui.kit.light import Light
from app.ui.kit.surfaces import part
from app.ui.kit.theme import theme
from app.ui.papers.rows import PaperRow

MOST_ACTS: Final = 2
URGENT: Final = ("answer", "want")  # what the clerk came here for
EDGE: Final = 20


class PaperPane(Aside):
    """One paper. `chosen(act, job)` is told what shall be done with it."""

    def __init__(self, words: Words, chosen: Callable[[str, int], None]) -> None:
        self._words, self._chosen = words, chosen
        self._row: PaperRow | None = None
        self._light, self._state = Light("mute"), Label("", "b")
        self._what, self._number = Label("", "h2", wrap=True), Label("", "s13")
        self._fault = Label("", "s14", wrap=True)
        self._when = ElidedLabel("", "m13")
        state = row(self._light, self._state, None, gap=8)
        head = held(part(self._what, self._number, 4, state, self._fault, self._when))
        self.picture = Picture(words("papers.title"))
        self._hint = Label("", "s13", wrap=True)
        paper = held(column(self._hint, (scrolled(column(self.picture, None, gap=0)), 1), gap=4,
                            margins=(EDGE, 12, EDGE, 12)))  # fmt: skip
        acts = self._make_acts()
        self._parts_shown = (head, paper, acts)
        super().__init__(
            head, hairline(), (paper, 1), hairline(), acts, cards=False, width="board",
            tabs=((words("papers.tab.paper"), head), (words("papers.act.look"), paper),
                  (words("papers.tab.acts"), acts)),
        )  # fmt: skip
        self.show_row(None)

    @property
    def job_id(self) -> int:
        """The paper that is shown; 0 for none."""
        return self._row.id if self._row else 0

    def show_row(self, shown: PaperRow | None) -> None:
        """Another paper, or none."""
        self._row = shown
        for part_ in self._parts_shown:
            part_.setVisible(shown is not None)
        if shown is None:
            return
        words = self._words
        self._what.setText(shown.what)
        self._number.setText(shown.number)
        self._light.show_mark(shown.mark, shown.state_words)
        self._state.setText(shown.state_words)
        self._fault.setText(shown.fault)
        self._fault.setVisible(bool(shown.fault))
        self._when.setText(words("papers.who", clerk=shown.clerk, at=shown.made))
        for place, button in enumerate(self._acts):
            offered = shown.acts[place] if place < len(shown.acts) else ""
            if offered:
                is_urgent = offered in URGENT
                words_ = words(f"papers.act.{offered}")
                button.show_words(words_, "", "primary" if is_urgent else "plain")
            button.setVisible(bool(offered))

    def show_picture(self, png: bytes) -> None:
        """The very paper; b"" for one that cannot be drawn."""
        self.picture.show_png(png)
        self._hint.setText("" if png else self._words("papers.undrawn"))
        self._hint.setVisible(not png)

    def wait(self) -> None:
        """The picture is being drawn."""
        self.picture.show_png(b"")
        self._hint.setText(self._words("papers.drawing"))
        self._hint.show()

    def _make_acts(self) -> QWidget:
        self._acts: list[KeyButton] = []
        box = column(gap=8, margins=(EDGE, 14, EDGE, 16))
        for place in range(MOST_ACTS):
            button = KeyButton(keys=f"Alt+{place + 1}", spread=True)
            button.clicked.connect(lambda _=False, p=place: self._go(p))
            self._acts.append(button)
            box.addWidget(button)
        whole = KeyButton(self._words("papers.act.ticket"), keys="Enter", kind="quiet", spread=True)
        whole.clicked.connect(lambda: self._chosen("ticket", self.job_id))
        box.addWidget(whole)
        return held(box)

    def _go(self, place: int) -> None:
        if self._row is not None and place < len(self._row.acts):
            self._chosen(self._row.acts[place], self._row.id)


class Picture(QWidget):
    """A paper dot by dot, as wide as there is room, on white in any look."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_png(self, png: bytes) -> None:
        """Another picture; b"" for none."""
        self._pixmap = QPixmap()
        if png:
            self._pixmap.loadFromData(png)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At its own width."""
        wide = theme().px(200)
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int, /) -> int:
        """As high as its dots are at a width."""
        if self._pixmap.isNull():
            return 0
        return round(self._pixmap.height() * width / self._pixmap.width())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it smoothly."""
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        high = self.heightForWidth(self.width())
        room = QRectF(0, 0, self.width(), high)
        painter.fillRect(room, Qt.GlobalColor.white)
        ratio = self.devicePixelRatioF()
        dots = self._pixmap.scaled(
            round(self.width() * ratio), round(high * ratio),
            Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        painter.drawPixmap(room, dots, QRectF(dots.rect()))
