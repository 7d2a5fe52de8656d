"""Chinese typing as the program starts it: `find` before QApplication, this after."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.ui.ime.keeper import Keeper
from app.ui.ime.path import Found

if TYPE_CHECKING:
    from app.ui.ime.bridge import FcitxBridge


class ChineseTyping(QObject):
    """The input method as it is now, for the About page. `changed` when it comes or goes.

    Where none was found on an X screen the bridge listens too: fcitx often starts after us.
    """

    changed = Signal()

    def __init__(self, parent: QObject, found: Found) -> None:
        super().__init__(parent)
        self._found = found
        self._bridge: FcitxBridge | None = None
        if found.way == "portal" or found.daemon == "ibus":
            Keeper(self)
        elif found.way in ("bridge", "none"):
            self._wait_for_fcitx()

    def _wait_for_fcitx(self) -> None:
        screen = QGuiApplication.platformName()
        if screen != "xcb":  # a Wayland desktop brings the input method with it
            self._found = Found("own", "system") if screen == "wayland" else Found("none")
            return
        from app.ui.ime import bridge  # jeepney is there on Linux only

        self._bridge = bridge.FcitxBridge(self)
        self._bridge.changed.connect(self.changed)
        self._bridge.begin(os.environ.get("DISPLAY", ""))

    def found(self) -> Found:
        """The way Chinese comes now; `Words` has its sentence."""
        if self._bridge is None:
            return self._found
        if not self._bridge.there:
            return Found("none")
        return self._found if self._found.way == "bridge" else Found("bridge", "fcitx4")
