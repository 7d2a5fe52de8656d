"""The real counter on an X screen, for a test that types from outside: at the intake page, the
cursor in the description. Says on standard output, a JSON object a line, what happens.

Usage: stage.py HOME. Ends when its standard input is closed; every line read there names what to
do: `picture FILE`, `dialog`, `eye`, `clear`.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit

from app.main import Terminal
from app.settings.terminal import Settings
from app.ui.ime.path import Found, find
from app.ui.kit.dialog import FormDialog
from app.ui.kit.inputs import PasswordEdit
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from app.ui.wiring.first_window import FirstWindow
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, person


def tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Stage:
    """The window, and one dialog with a field."""

    def __init__(self, terminal: Terminal, found: Found) -> None:
        self.window = FirstWindow(found)
        self.window.show(sign_in=True)
        self.counter = Counter(terminal, self.founded, self.window)
        self.counter.signed_in(person(terminal, "C1"))
        field = self.counter.intake_page.description
        field.textChanged.connect(lambda: tell(text=field.toPlainText()))
        field.setFocus()
        self.edit = QLineEdit()
        self.dialog = FormDialog(self.window.shell, title="试一试", strong="提交")
        self.secret = PasswordEdit()
        self.dialog.body.addWidget(self.edit)
        self.dialog.body.addWidget(self.secret)
        self.secret.textChanged.connect(lambda text: tell(secret=text))
        self.edit.textChanged.connect(lambda text: tell(text=text))
        self.edit.returnPressed.connect(lambda: tell(entered=self.edit.text()))
        self.dialog.submitted.connect(lambda: tell(submitted=self.edit.text()))
        self.dialog.rejected.connect(lambda: tell(left=self.edit.text()))
        self.window.shell.page_shown.connect(lambda page: tell(page=page, left=field.toPlainText()))
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
            case ["clear"]:
                self.counter.intake_page.description.clear()
            case ["eye"]:
                self.secret.eye.setChecked(True)
            case []:
                QApplication.exit(0)


if __name__ == "__main__":
    found = find()
    app = QApplication([])
    Theme(app)
    stage = Stage(made := make_terminal(Path(sys.argv[1]), FakeClock()), found)
    handle = stage.window.shell.windowHandle()
    tell(window=int(handle.winId()), way=found.way, daemon=stage.window.typing.found().daemon)
    app.exec()
    made.stop()
