"""A child of `benchmarks.start`: opens a window and says when its field has taken a key.

`python -m benchmarks.window HOME` opens the counter as its command does, `python -m
benchmarks.window` a bare window with the same fonts.
"""

import sys
import time
from pathlib import Path


def take_a_key() -> None:
    """A key into the visible one-line field; the moment it stands there, on the shared clock."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.processEvents()
    window = next(w for w in app.topLevelWidgets() if w.isVisible())
    field = next(f for f in window.findChildren(QLineEdit) if f.isVisible())
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        app.sendEvent(field, key)
    app.processEvents()
    assert field.text() == "a"
    print(time.monotonic(), flush=True)


def wait_for_the_people() -> None:
    """Until somebody can sign in; what was typed meanwhile still stands."""
    from PySide6.QtWidgets import QApplication

    from app.ui.login.view import LoginPage

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    page = next(w for w in app.allWidgets() if isinstance(w, LoginPage))
    while not page.who.count():
        app.processEvents()
    assert page.password.text() == "a"
    print(time.monotonic(), flush=True)


def bare() -> None:
    """QApplication, fonts, a window with one field."""
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    app = QApplication([])
    for name in FONTS:
        QFontDatabase.addApplicationFont(str(RESOURCE_FONTS / name))
    window, field = QMainWindow(), QLineEdit()
    window.setCentralWidget(field)
    window.showMaximized()
    assert app is not None
    take_a_key()


def counter(home: str) -> None:
    """The counter through its command; in place of the event loop the key is taken."""
    from PySide6.QtWidgets import QApplication

    from app.cli import main

    def taken() -> int:
        take_a_key()
        wait_for_the_people()
        return 0

    QApplication.exec = staticmethod(taken)  # type: ignore[method-assign]
    sys.exit(main(["--home", home]))


RESOURCE_FONTS = Path(__file__).parent.parent / "resources" / "fonts"
FONTS = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")

if __name__ == "__main__":
    counter(sys.argv[1]) if len(sys.argv) > 1 else bare()
