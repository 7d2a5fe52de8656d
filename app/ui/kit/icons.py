"""Icons: the Lucide drawings of resources/icons in the colours of the theme."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

STROKE: Final = b'stroke-width="1.9"'


class Icons:
    """Draws icons by name and keeps what it drew; the theme owns the only one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, px: int, ratio: float = 1.0) -> QPixmap:
        """A square picture of `px` logical pixels. Raises FileNotFoundError for no such icon."""
        key = (name, colour.rgba(), px, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour, px, ratio)
        return self._drawn[key]

    def paint(self, painter: QPainter, name: str, colour: QColor, rect: QRectF) -> None:
        """Draw an icon as large as `rect` is wide, sharp on any screen."""
        ratio = painter.device().devicePixelRatioF()
        picture = self.pixmap(name, colour, round(rect.width()), ratio)
        painter.drawPixmap(rect.toRect().topLeft(), picture)

    def _draw(self, name: str, colour: QColor, px: int, ratio: float) -> QPixmap:
        svg = (self._folder / f"{name}.svg").read_bytes()
        svg = svg.replace(b"currentColor", colour.name().encode())
        svg = svg.replace(b'stroke-width="2"', STROKE)
        picture = QPixmap(round(px * ratio), round(px * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(picture.rect()))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
