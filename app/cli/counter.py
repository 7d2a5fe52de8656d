"""`bandecheng`: opens the counter. The sign-in page stands first, the rest is read behind it."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from app.cli.screen import has_screen
from app.cli.told import Told
from app.ui.first_window import FirstWindow
from app.ui.kit.theme import Theme

if TYPE_CHECKING:  # read behind the window
    from app.db.instance import Home


class Opening(QObject):
    """Reads the libraries on a thread, so that the window takes keys, then opens the counter."""

    _read = Signal()

    def __init__(self, folder: Path, window: FirstWindow, *, in_keyring: bool) -> None:
        super().__init__()
        self.said = ""
        self._folder = folder
        self._in_keyring = in_keyring
        self._window = window
        self._read.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._import, name="opening", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The window is closed: stop the workers, close the store."""
        self._thread.join()
        if hasattr(self, "terminal"):
            self.counter.backups.at_end()
            self.terminal.stop()

    def _import(self) -> None:
        importlib.import_module("app.cli.opening")
        self._read.emit()

    def _open(self) -> None:
        from app.cli import opening, trouble
        from app.db.instance import Home

        home = Home(self._folder, in_keyring=self._in_keyring)
        try:
            self.terminal, self.counter = opening.open_counter(home, self._window)
        except trouble.TROUBLES as error:
            home.release()
            if not (has_screen() and self._offers_restore(home, error)):
                self._give_up(error)

    def _offers_restore(self, home: Home, error: BaseException) -> bool:
        """A damaged store and somebody at the screen: the way back from the newest backup."""
        from app.cli import opening

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
        QApplication.exit(1)


def run(arguments: list[str]) -> int:
    """The window, until it is closed."""
    parser = argparse.ArgumentParser(prog="bandecheng")
    parser.add_argument("--home", type=Path)
    told = parser.parse_args(arguments)
    if not has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        from app.settings.words import Words

        print(Words()("trouble.no_screen"), file=sys.stderr)
        raise Told
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app)
    own = Path(platformdirs.user_data_dir("bandecheng", appauthor=False))
    folder = told.home or own
    window = FirstWindow()
    window.show(sign_in=(folder / "store.db").exists())
    opening = Opening(folder, window, in_keyring=told.home is None)
    code = app.exec()
    opening.close()
    if opening.said:
        raise Told
    return int(code)
