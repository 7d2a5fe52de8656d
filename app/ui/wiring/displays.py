"""The displays of this machine: which is the citizen's, what they are called, which is which.

Nothing goes on a display that nobody chose: a second one is often the clerk's own.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from app.settings.terminal import ScreenSettings
from app.settings.words import Words
from app.ui.kit.theme import theme

NAMED_MS: Final = 5000
TAG: Final = QSize(520, 200)


class Display(NamedTuple):
    """A display as it is chosen: its name, and the name with its size."""

    name: str
    words: str


class Displays(QObject):
    """Which display is the citizen's: the one that is named, or with `auto` any but the clerk's."""

    changed = Signal()

    def __init__(self, settings: ScreenSettings, shell: QWidget) -> None:
        super().__init__(shell)
        self._settings = settings
        self._shell = shell
        self._gone: QScreen | None = None
        self._tags: list[NameTag] = []
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.changed)
        app.screenRemoved.connect(self._removed)

    @property
    def is_wanted(self) -> bool:
        """Whether the settings name a display, so that its absence is worth a word."""
        return self._settings.use == "auto" and bool(self._settings.display)

    @property
    def is_undecided(self) -> bool:
        """Whether there is a display of which nobody has said what it is for."""
        return self._settings.use == "ask" and bool(self._others())

    def citizens(self) -> QScreen | None:
        """The citizen's display; None where there is none. Never the one the clerk works on."""
        if self._settings.use != "auto":
            return None
        name = self._settings.display
        return next((s for s in self._others() if name in ("", s.name())), None)

    def around(self) -> tuple[Display, ...]:
        """Those that could be the citizen's."""
        sizes = [(s.name(), s.geometry().size()) for s in self._others()]
        return tuple(Display(n, f"{n}  {z.width()}×{z.height()}") for n, z in sizes)

    def use(self, settings: ScreenSettings) -> None:
        """Another one, or none, from now."""
        self._settings = settings
        self.changed.emit()

    def show_names(self, words: Words) -> None:
        """Write on every display what it is called, for a few seconds."""
        self._hide_names()
        clerks = self._shell.screen()
        for screen in QGuiApplication.screens():
            mine = words("settings.screen.clerks") if screen is clerks else ""
            tag = NameTag(screen.name(), mine or words("settings.screen.other"))
            tag.stand_on(screen)
            self._tags.append(tag)
        QTimer.singleShot(NAMED_MS, self, self._hide_names)

    def _hide_names(self) -> None:
        gone, self._tags = self._tags, []
        for tag in gone:
            tag.hide()
            tag.deleteLater()

    def _others(self) -> list[QScreen]:
        clerks = self._shell.screen()
        return [s for s in QGuiApplication.screens() if s not in (clerks, self._gone)]

    def _removed(self, screen: QScreen) -> None:
        self._gone = screen  # Qt may still list it while it tells
        self.changed.emit()
        self._gone = None


class NameTag(QWidget):
    """The name of the display it stands on. It takes neither cursor nor clicks."""

    def __init__(self, name: str, use: str) -> None:
        super().__init__()
        self._name, self._use = name, use
        flags = Qt.WindowType
        self.setWindowFlags(
            flags.ToolTip | flags.FramelessWindowHint | flags.WindowStaysOnTopHint
            | flags.WindowDoesNotAcceptFocus | flags.WindowTransparentForInput
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)

    def stand_on(self, screen: QScreen) -> None:
        """In the middle of a display."""
        rect = QRect(screen.geometry().topLeft(), TAG)
        rect.moveCenter(screen.geometry().center())
        self.setScreen(screen)
        self.setGeometry(rect)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Large letters on the ground of a strong button."""
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("primary"))
        painter.setPen(look.colour("onPrimary"))
        font = self.font()
        half = self.height() // 2
        for text, px, top in ((self._name, 56, 0), (self._use, 30, half)):
            font.setPixelSize(px)
            painter.setFont(font)
            room = QRect(0, top, self.width(), half)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter.value, text)
