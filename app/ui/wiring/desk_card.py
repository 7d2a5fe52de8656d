"""贴桌卡: the whole keyboard map on a sheet of A5, as PDF, for beside the keyboard."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.settings.words import Words
from app.ui.kit.theme import FAMILIES
from app.ui.kit.values import KeyLine, Notice
from app.ui.later import later
from app.ui.program import Program
from app.ui.shell.shell import Shell
from app.ui.wiring.keymap import Section, columns

MM: Final = 20  # dots
DPI: Final = 508  # 20 dots to the millimetre
EDGE, GAP = 8 * MM, 5 * MM
COLUMNS: Final = 4
HEAD, FOOT = 12 * MM, 4 * MM
CAP: Final = 18 * MM  # the keys
TITLE, LINE, BETWEEN = 5.6 * MM, 4.6 * MM, 2 * MM
BIG, BOLD, TEXT, SMALL = 88, 62, 58, 50  # letters in dots, 50 are 2.5 mm
WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
INK, LIGHT = QColor("black"), QColor("#8A8A8A")


class DeskCard:
    """Makes the card in the home and opens it. `opener(address)` tells whether something will."""

    def __init__(
        self,
        program: Program,
        shell: Shell,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        self._program, self._shell, self._opener = program, shell, opener

    def make(self, found: Sequence[Section]) -> None:
        """Draw and write it on a thread, then open it."""
        words = self._program.words
        path = self._program.home.path / "papers" / words("desk_card.file")

        def work() -> Path | None:
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                path.write_bytes(draw_card(found, words))
            except OSError:
                return None
            return path

        later(self._program.run, work, self._show)

    def _show(self, path: Path | None) -> None:
        words = self._program.words
        if path is None:
            self._shell.toast(Notice(words("desk_card.failed"), "bad"))
            return
        opened = self._opener(QUrl.fromLocalFile(str(path)))
        title = words("desk_card.opened" if opened else "desk_card.kept")
        where = words("desk_card.where", path=path)
        self._shell.toast(Notice(title, "ok" if opened else "warn", where))


def draw_card(found: Sequence[Section], words: Words) -> bytes:
    """The card as PDF. Needs a QGuiApplication, not its thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(buffer)
    paper.setResolution(DPI)
    paper.setTitle(words("desk_card.title"))
    a5 = QPageSize(QPageSize.PageSizeId.A5)
    paper.setPageLayout(
        QPageLayout(a5, QPageLayout.Orientation.Landscape, QMarginsF(), QPageLayout.Unit.Millimeter)
    )
    painter = QPainter(paper)
    paint_card(painter, QRectF(0, 0, paper.width(), paper.height()), found, words)
    painter.end()
    return bytes(buffer.data().data())


def paint_card(painter: QPainter, page: QRectF, found: Sequence[Section], words: Words) -> None:
    """The card on a page of `MM` dots to the millimetre; smaller where it would be too high."""
    whole = page.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    head = QRectF(whole.left(), whole.top(), whole.width(), HEAD - 3 * MM)
    _write(painter, head, words("desk_card.title"), BIG, bold=True)
    foot = QRectF(whole.left(), whole.bottom() - FOOT, whole.width(), FOOT)
    _write(painter, foot, words("desk_card.foot"), SMALL)
    wide = (whole.width() - (COLUMNS - 1) * GAP) / COLUMNS
    placed = columns(found, COLUMNS)
    highest = max(sum(_high(painter, wide, section) for section in column) for column in placed)
    painter.translate(whole.left(), whole.top() + HEAD)
    painter.scale(1, min(1, (whole.height() - HEAD - FOOT) / highest))
    for place, column in enumerate(placed):
        y = 0.0
        for section in column:
            _section(painter, QRectF(place * (wide + GAP), y, wide, 0), section)
            y += _high(painter, wide, section)


def _high(painter: QPainter, wide: float, section: Section) -> float:
    return TITLE + sum(_height(painter, wide - CAP, x.words) for x in section.lines) + BETWEEN


def _section(painter: QPainter, at: QRectF, section: Section) -> None:
    """Draw it from the top of `at` on."""
    title = QRectF(at.left(), at.top(), at.width(), TITLE - 0.4 * MM)
    _write(painter, title, section.title, BOLD, bold=True)
    y = at.top() + TITLE
    painter.setPen(QPen(LIGHT, 3))
    painter.drawLine(QPointF(at.left(), y - 6), QPointF(at.right(), y - 6))
    for line in section.lines:
        y += _line(painter, QRectF(at.left(), y, at.width(), LINE), line)


def _line(painter: QPainter, at: QRectF, line: KeyLine) -> float:
    """A key in its frame and what it does; returns how high it became."""
    font = _font(SMALL)
    painter.setFont(font)
    broad = QFontMetricsF(font, painter.device()).horizontalAdvance(line.keys) + 2 * MM
    frame = QRectF(at.left(), at.top() + 0.5 * MM, broad, LINE - MM)
    painter.setPen(QPen(LIGHT, 4))
    painter.drawRoundedRect(frame, 0.7 * MM, 0.7 * MM)
    painter.setPen(INK)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, line.keys)
    told = at.adjusted(CAP, 0, 0, 0)
    high = _height(painter, told.width(), line.words)
    _write(painter, QRectF(told.left(), told.top(), told.width(), high), line.words, TEXT)
    return high


def _height(painter: QPainter, wide: float, text: str) -> float:
    metrics = QFontMetricsF(_font(TEXT), painter.device())
    needed = metrics.boundingRect(QRectF(0, 0, wide, 0), WRAP, text).height()
    return max(LINE, needed + MM / 2)


def _write(painter: QPainter, at: QRectF, text: str, px: int, *, bold: bool = False) -> None:
    painter.setFont(_font(px, bold=bold))
    painter.setPen(INK)
    painter.drawText(at, WRAP, text)


def _font(px: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px)
    font.setBold(bold)
    return font
