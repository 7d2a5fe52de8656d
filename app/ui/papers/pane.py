"""The panel right of the print queue: one paper, its picture, what can be done with it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.settings.words import Words
from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import ElidedLabel, Label
from app.ui.kit.light import Light
from app.ui.kit.surfaces import part
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
        edges = (EDGE, 12, EDGE - 8, 12)
        paper = held(column(self._hint, (self.picture, 1), gap=4, margins=edges))
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
        self._whole.setVisible(bool(shown.ticket))
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
        self._whole = whole
        box.addWidget(whole)
        return held(box)

    def _go(self, place: int) -> None:
        if self._row is not None and place < len(self._row.acts):
            self._chosen(self._row.acts[place], self._row.id)


class Picture(QScrollArea):
    """A paper dot by dot, as wide as there is room, on white in any look; it scrolls where the
    window is too low for it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.pixmap = QPixmap()
        self._paper = QLabel()
        self._paper.setScaledContents(True)
        self._paper.setAccessibleName(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._paper)

    def show_png(self, png: bytes) -> None:
        """Another picture; b"" for none."""
        self.pixmap = QPixmap()
        if png:
            self.pixmap.loadFromData(png)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as there is room beside the bar, smoothed once and not at every painting."""
        self._paper.setVisible(not self.pixmap.isNull())
        if self.pixmap.isNull():
            return
        bar = self.verticalScrollBar().sizeHint().width()
        wide = max(1, self.width() - bar)
        high = round(self.pixmap.height() * wide / self.pixmap.width())
        ratio = self.devicePixelRatioF()
        self._paper.setPixmap(
            self.pixmap.scaled(
                round(wide * ratio), round(high * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
            )
        )  # fmt: skip
        self._paper.setFixedSize(wide, high)
