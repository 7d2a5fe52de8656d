"""What opens behind the sign-in page: store, desk, devices, pages. Read on a thread meanwhile."""

from functools import partial

from PySide6.QtWidgets import QMessageBox, QWidget

from app.cli import hooks
from app.db.instance import Home
from app.domain.clock import SystemClock
from app.main import Terminal, build, write_recovery
from app.settings.terminal import save_settings
from app.settings.words import Words
from app.ui.counter import Counter
from app.ui.first_window import FirstWindow


def open_terminal(home: Home) -> Terminal:
    """Hold a home, make it if it is new, and put the program together on it.

    A new home's recovery code lies in the home until the leader has it in hand.
    Raises the troubles of app.cli.trouble.
    """
    home.hold()
    if home.is_new:
        write_recovery(home.path, home.create())
    return build(home, SystemClock())


def open_counter(home: Home, window: FirstWindow) -> tuple[Terminal, Counter]:
    """The counter behind the window that stands already. Raises as `open_terminal` does."""
    terminal = open_terminal(home)
    counter = Counter(terminal, partial(save_settings, terminal.home.path), window)
    hooks.install(terminal.home.path / "logs", partial(tell, window.shell))
    terminal.start()
    return terminal, counter


def tell(window: QWidget, kind: str) -> None:
    """A fault of ours: what is written is written, and the desk goes on."""
    words = Words()
    box = QMessageBox(QMessageBox.Icon.Warning, "办得成", words("trouble.ours", kind=kind))
    box.setParent(window, box.windowFlags())
    box.open()
