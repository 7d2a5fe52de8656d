"""The real counter on an X screen, for a test that types from outside: at the intake page, the
cursor in the description. Says on standard output, a JSON object a line, what happens.

Usage: stage.py HOME. Ends when its standard input is closed; every line read there names what to
do: `picture FILE`, `dialog`.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit

from app.main import Terminal
from app.settings.terminal import Settings
from app.ui.counter import Counter
from app.ui.first_window import FirstWindow
from app.ui.ime.path import find
from app.ui.kit.dialog import FormDialog
from app.ui.kit.theme import Theme
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, person


def tell(**facts: object) -> None:
    print(json.dumps(facts, ensure_ascii=False), flush=True)


class Stage:
    """The window, and one dialog with a field."""

    def __init__(self, terminal: Terminal) -> None:
        self.window = FirstWindow(FOUND)
        self.window.show(sign_in=True)
        self.counter = Counter(terminal, self.founded, self.window)
        self.counter.signed_in(person(terminal, "C1"))
        field = self.counter.intake_page.description
        field.textChanged.connect(lambda: tell(text=field.toPlainText()))
        field.setFocus()
        self.edit = QLineEdit()
        self.dialog = FormDialog(self.window.shell, title="试一试", strong="提交")
        self.dialog.body.addWidget(self.edit)
        self.edit.textChanged.connect(lambda text: tell(text=text))
        self.edit.returnPressed.connect(lambda: tell(entered=self.edit.text()))
        self.dialog.submitted.connect(lambda: tell(submitted=self.edit.text()))
        self.dialog.rejected.connect(lambda: tell(left=self.edit.text()))
        self.stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self.stdin.activated.connect(self.read)
        typing = self.window.typing
        typing.changed.connect(lambda: tell(daemon=typing.found().daemon))

    def founded(self, _settings: Settings) -> None:
        """Nothing is kept."""

    def read(self, *_: object) -> None:
        match sys.stdin.readline().split():
            case ["picture", path]:
                self.window.shell.screen().grabWindow(0).save(path)
                tell(picture=path)
            case ["dialog"]:
                self.dialog.open()
                tell(dialog=int(self.dialog.winId()))
            case []:
                QApplication.exit(0)


if __name__ == "__main__":
    FOUND = find()
    app = QApplication([])
    Theme(app)
    stage = Stage(made := make_terminal(Path(sys.argv[1]), FakeClock()))
    handle = stage.window.shell.windowHandle()
    tell(window=int(handle.winId()), way=FOUND.way, daemon=stage.window.typing.found().daemon)
    app.exec()
    made.stop()
