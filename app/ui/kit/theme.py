"""Theme: colours, letters, sizes and icons, applied once to the application.

    Theme(app)      # in main, before the first widget
    theme()         # anywhere below: the one in force

The style is Fusion with the sheet of resources/theme. Noto Sans SC is read at once (5 ms); the
30 MB of HanaMinB, which has the rare characters of names, follow when the window stands.
"""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from app.settings.places import RESOURCES
from app.ui.kit.icons import Icons
from app.ui.kit.tokens import Density, Mode, fill, load_tokens, scaled

FAMILIES: Final = ("Noto Sans SC", "HanaMinB")
TEXT_FONTS: Final = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
RARE_FONT: Final = "HanaMinB.ttf"
IDLE_MS: Final = 400  # the first page is painted and waits for the clerk by then
BODY: Final = 15
PERCENTS: Final = (100, 115, 130)

ROLES: Final = MappingProxyType(
    {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "surface2",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "onPrimary",
        QPalette.ColorRole.PlaceholderText: "text3",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Link: "primary",
    }
)


class Theme(QObject):
    """The look in force. A child of the application; make one, then find it with `theme()`."""

    changing = Signal()  # just before everything is dressed anew
    changed = Signal()

    def __init__(self, app: QApplication, resources: Path = RESOURCES) -> None:
        super().__init__(app)
        self._app = app
        self._fonts_folder = resources / "fonts"
        self._template = (resources / "theme" / "tokens.qss.tpl").read_text("utf-8")
        self._tokens = load_tokens(resources / "theme")
        self.icons = Icons(resources / "icons")
        self.mode: Mode = "light"
        self.density: Density = "regular"
        self.percent = 100
        self.key_hints = True
        self._has_rare = False
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        for name in TEXT_FONTS:
            self._load(name)
        self._speak_chinese()
        app.setStyle("Fusion")
        self._apply()
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.load_rare_characters)
        self._idle.start()

    def restyle(
        self,
        *,
        mode: Mode | None = None,
        density: Density | None = None,
        percent: int | None = None,
        key_hints: bool | None = None,
    ) -> None:
        """Change what is named and dress everything anew; nothing happens without a change."""
        wanted = (
            mode or self.mode,
            density or self.density,
            percent or self.percent,
            self.key_hints if key_hints is None else key_hints,
        )
        if wanted == (self.mode, self.density, self.percent, self.key_hints):
            return
        if wanted[2] not in PERCENTS:
            raise ValueError(wanted[2])
        self.mode, self.density, self.percent, self.key_hints = wanted
        self.changing.emit()
        self._apply()
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """A colour of tokens.json. Raises KeyError for a name it lacks."""
        return self._colours[name]

    def font(self, px: int, *, bold: bool = False) -> QFont:
        """Our letters at `px` (of 100 %)."""
        if (px, bold) not in self._fonts:
            font = QFont()
            font.setFamilies(list(FAMILIES))
            font.setPixelSize(self.px(px))
            font.setBold(bold)
            self._fonts[px, bold] = font
        return self._fonts[px, bold]

    def px(self, px: int) -> int:
        """Pixels at the letter size in force."""
        return scaled(px, self.percent)

    def size(self, name: str) -> int:
        """A size of tokens.json at the density and letter size in force."""
        return self.px(self._tokens.sizes[self.density][name])

    def load_rare_characters(self) -> None:
        """Read the font with the rare characters of names, once, and paint anew."""
        if self._has_rare:
            return
        self._has_rare = True
        self._load(RARE_FONT)
        for widget in self._app.allWidgets():
            if isinstance(widget, QLineEdit | QPlainTextEdit):  # these keep what they laid out
                self._app.sendEvent(widget, QEvent(QEvent.Type.FontChange))
            elif widget.isWindow():
                QWidget.update(widget)  # an item view has another update of its own

    def _load(self, name: str) -> None:
        path = self._fonts_folder / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)

    def _speak_chinese(self) -> None:
        """Qt's own buttons and menus (复制, 粘贴) in Chinese."""
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if not translator.load("qtbase_zh_CN", folder):
            raise FileNotFoundError(Path(folder) / "qtbase_zh_CN.qm")
        self._app.installTranslator(translator)

    def _apply(self) -> None:
        self._fonts.clear()
        tokens = self._tokens.colours[self.mode]
        self._colours = {name: QColor(value) for name, value in tokens.items()}
        palette = QPalette(self._colours["bg"])
        for role, name in ROLES.items():
            palette.setColor(role, self._colours[name])
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colours["text3"])
        sheet = fill(
            self._template,
            self._tokens,
            mode=self.mode,
            density=self.density,
            percent=self.percent,
        )
        self._app.setPalette(palette)
        self._app.setFont(self.font(BODY))
        QToolTip.setFont(self.font(14))
        QToolTip.setPalette(palette)
        self._app.setStyleSheet(sheet)


def theme() -> Theme:
    """The theme in force. Raises LookupError before main has made one."""
    app = QApplication.instance()
    found = app.findChild(Theme) if app else None
    if found is None:
        raise LookupError("Theme(app) must be made before the first widget")
    return found
