"""`bandecheng`: opens the counter. The sign-in page stands first, the rest is read behind it."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from app.cli.screen import has_screen
from app.cli.sitting import Sitting
from app.cli.told import Told
from app.settings.terminal import load_look
from app.ui.ime.path import find
from app.ui.wiring.application import application
from app.ui.wiring.first_window import FirstWindow
from app.ui.wiring.garbage import set_aside
from app.ui.wiring.look import wear

SWITCH: Final = 3  # what the event loop ends with when the other counter is to open

if TYPE_CHECKING:  # read behind the window
    from app.db.instance import Home


class Opening(QObject):
    """Reads the libraries on a thread, so that the window takes keys, then opens the counter."""

    _read = Signal()

    def __init__(self, sitting: Sitting, window: FirstWindow) -> None:
        super().__init__()
        self.said = ""
        self.sitting = sitting
        self._window = window
        self._regime = b""
        self._read.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._import, name="opening", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The window is closed: stop the workers, close the store."""
        self._thread.join()
        if hasattr(self, "terminal"):
            self.counter.backups.at_end()
            self.terminal.stop()

    def other(self) -> Sitting:
        """The other counter, after this one is closed."""
        return self.sitting._replace(training=not self.sitting.training, regime=self._regime)

    def _import(self) -> None:
        importlib.import_module("app.cli.opening")
        self._read.emit()

    def _open(self) -> None:
        from app.cli import opening, trouble
        from app.db.instance import Home

        home = Home(self.sitting.folder, in_keyring=self.sitting.in_keyring)
        try:
            self.terminal = opening.open_sitting(self.sitting, home)
            self.counter = opening.open_counter(self.terminal, self._window, self._switch)
            set_aside()
        except trouble.TROUBLES as error:
            home.release()
            if not (has_screen() and self._offers_restore(home, error)):
                self._give_up(error)

    def _switch(self) -> None:
        from app.cli import opening

        self._regime = opening.regime_in_force(self.terminal)
        QApplication.exit(SWITCH)

    def _offers_restore(self, home: Home, error: BaseException) -> bool:
        """A damaged store and somebody at the screen: the way back from the newest backup."""
        from app.cli import opening

        if self.sitting.training:  # made anew the next time
            return False
        dialog = opening.offer_restore(home, error, self._window, self._open)
        if dialog is not None:
            dialog.rejected.connect(lambda: self._give_up(error))
        return dialog is not None

    def _give_up(self, error: BaseException) -> None:
        from app.cli import trouble
        from app.settings.words import Words

        self.said = "\n".join(trouble.sentences(error, Words()))
        print(self.said, file=sys.stderr)
        if has_screen():
            QMessageBox(QMessageBox.Icon.Critical, "办得成", self.said).exec()
        QApplication.exit(SWITCH if self.sitting.training else 1)


def run(arguments: list[str]) -> int:
    """The window, until it is closed."""
    parser = argparse.ArgumentParser(prog="bandecheng")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--training", action="store_true")
    told = parser.parse_args(arguments)
    if not has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        from app.settings.words import Words

        print(Words()("trouble.no_screen"), file=sys.stderr)
        raise Told
    typing = find()  # Qt reads once, when the application is made
    app = application()
    own = Path(platformdirs.user_data_dir("bandecheng", appauthor=False))
    sitting = Sitting(told.home or own, told.home is None, told.training)
    wear(load_look(sitting.folder))
    window, code = None, SWITCH
    while code == SWITCH:
        window, before = FirstWindow(typing), window
        window.show(sign_in=sitting.training or (sitting.folder / "store.db").exists())
        if before is not None:  # only now, or Qt would take its going for the end
            drop(before)
        opening = Opening(sitting, window)
        code = app.exec()
        opening.close()
        sitting = opening.other()
    if opening.said:
        raise Told
    return int(code)


def drop(window: FirstWindow) -> None:
    """Away with a window and all that lives in it, at once."""
    window.shell.deleteLater()
    QCoreApplication.sendPostedEvents(window.shell, QEvent.Type.DeferredDelete.value)
