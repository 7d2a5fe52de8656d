"""StatusPopover: the small panel above an item of the strip: what happened, what to try first."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.kit.boxes import column, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Label
from app.ui.kit.light import Light
from app.ui.kit.theme import theme
from app.ui.kit.values import Panel

WIDTH = 420
ABOVE = 8


class StatusPopover(QFrame):
    """Goes with a click elsewhere or Esc; the cursor returns to where it was.

    `verb_pressed`, `settings_pressed` and `also_pressed` carry the item.
    """

    verb_pressed = Signal(str)
    settings_pressed = Signal(str)
    also_pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("dialog")
        self._item = ""
        self._light, self._title = Light("mute"), Label("", "b")
        self._since = Label("", "m13")
        self._what, self._first = Label("", "t14", wrap=True), Label("", "s14", wrap=True)
        self.verb = KeyButton("", keys="Enter", kind="primary")
        self.settings = KeyButton("")
        self.close_button = KeyButton("知道了", keys="Esc", kind="quiet")
        self.also = KeyButton("", kind="link")
        head = row(self._light, self._title, None, self._since, self.also, gap=10)
        foot = row(self.verb, self.settings, None, self.close_button, gap=10)
        self.setLayout(
            column(head, self._what, self._first, 4, foot, gap=8, margins=(18, 14, 18, 14))
        )
        self.setFixedWidth(theme().px(WIDTH))
        self.verb.clicked.connect(self.close)
        self.verb.clicked.connect(lambda: self.verb_pressed.emit(self._item))
        self.settings.clicked.connect(self.close)
        self.settings.clicked.connect(lambda: self.settings_pressed.emit(self._item))
        self.also.clicked.connect(self.close)
        self.also.clicked.connect(lambda: self.also_pressed.emit(self._item))
        self.close_button.clicked.connect(self.close)

    def show_panel(self, panel: Panel, above: QWidget) -> None:
        """Fill it and stand above the item."""
        self._item = panel.id
        self.setAccessibleName(panel.title)
        self._light.show_mark(panel.mark, panel.title)
        self._title.setText(panel.title)
        self._since.setText(panel.since)
        self._what.setText(panel.what)
        self._first.setText(panel.first)
        self._first.setVisible(bool(panel.first))
        for button, words in (
            (self.verb, panel.verb), (self.settings, panel.settings), (self.also, panel.also),
        ):  # fmt: skip
            button.setText(words)
            button.setVisible(bool(words))
        self.adjustSize()
        self.resize(self.width(), self.heightForWidth(self.width()))
        at = above.mapToGlobal(QPoint(0, 0))
        window = above.window()
        most = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - ABOVE
        self.move(min(at.x(), most), at.y() - self.height() - ABOVE)
        self.show()
        first = self.verb if panel.verb else self.close_button
        for button in (self.verb, self.close_button):  # read out with the button the cursor is on
            told = (panel.what, panel.first) if button is first else ()
            button.setAccessibleDescription("。".join(filter(None, told)))
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the one thing that can be done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.verb.isVisible():
            self.verb.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
