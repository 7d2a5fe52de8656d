"""`bandecheng`: opens the counter."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.cli import hooks
from app.cli.screen import has_screen
from app.cli.told import Told
from app.cli.trouble import TROUBLES, sentences
from app.db.instance import Home
from app.domain.clock import SystemClock
from app.main import Terminal, build, write_recovery
from app.settings.terminal import save_settings
from app.settings.words import Words
from app.ui.counter import Counter
from app.ui.kit.theme import Theme


def run(arguments: list[str]) -> int:
    """The window, until it is closed."""
    parser = argparse.ArgumentParser(prog="bandecheng")
    parser.add_argument("--home", type=Path)
    told = parser.parse_args(arguments)
    if not has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        print(Words()("trouble.no_screen"), file=sys.stderr)
        raise Told
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app)
    try:
        terminal = open_terminal(home_of(told.home))
    except TROUBLES as error:
        said = "\n".join(sentences(error, Words()))
        print(said, file=sys.stderr)
        if has_screen():
            QMessageBox(QMessageBox.Icon.Critical, "办得成", said).exec()
        raise Told from error
    counter = Counter(terminal, lambda found: save_settings(terminal.home.path, found))
    hooks.install(terminal.home.path / "logs", partial(_tell, counter.shell))
    counter.shell.resize(counter.shell.screen().availableSize())  # also without a window manager
    counter.shell.showMaximized()
    terminal.start()
    code = app.exec()
    terminal.stop()
    return int(code)


def home_of(path: Path | None) -> Home:
    """An explicit home, or the user's own with its key in the keyring."""
    if path is not None:
        return Home(path)
    own = platformdirs.user_data_dir("bandecheng", appauthor=False)
    return Home(Path(own), in_keyring=True)


def open_terminal(home: Home) -> Terminal:
    """Hold a home, make it if it is new, and put the program together on it.

    A new home's recovery code lies in the home until the leader has it in hand.
    Raises the troubles of app.cli.trouble.
    """
    home.hold()
    if home.is_new:
        write_recovery(home.path, home.create())
    return build(home, SystemClock())


def _tell(window: QWidget, kind: str) -> None:
    """A fault of ours: what is written is written, and the desk goes on."""
    words = Words()
    box = QMessageBox(QMessageBox.Icon.Warning, "办得成", words("trouble.ours", kind=kind))
    box.setParent(window, box.windowFlags())
    box.open()
