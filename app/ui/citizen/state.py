"""What all states of the citizen's screen share: white ground, margins by the display."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.citizen.look import Look


class State(QWidget):
    """One state of the screen. `fit` lays it out anew for the display."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._box: QBoxLayout

    def put(self, layout: QBoxLayout) -> None:
        """The parts, below one another."""
        self._box = layout
        self.setLayout(layout)
        self.fit()

    def fit(self) -> None:
        """Margins and gaps for the display."""
        look, layout = self.look, self._box
        side, top = look.px(48 if look.is_tall or look.is_low else 64), look.gap(44)
        layout.setContentsMargins(side, top, side, look.px(24) if look.is_low else look.px(40))
        layout.setSpacing(look.gap(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White."""
        QPainter(self).fillRect(self.rect(), self.look.colour("surface"))
