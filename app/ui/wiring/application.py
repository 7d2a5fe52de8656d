"""The one application of a process, as every window of ours runs in it."""

from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import Theme
from app.ui.wiring.garbage import Garbage


def application() -> QApplication:
    """The application, dressed, its garbage collected on the main thread."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app)
    Garbage(app)
    return app
