"""What opens behind the sign-in page: store, desk, devices, pages. Read on a thread meanwhile."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMessageBox, QWidget

from app.cli import hooks
from app.cli.sitting import Sitting
from app.cli.training import open_training
from app.db.instance import Home
from app.db.rulebook import content_of
from app.domain.clock import SystemClock
from app.main import Terminal, build, write_recovery
from app.settings.terminal import save_settings
from app.settings.words import Words
from app.ui.clockwork import Clockwork
from app.ui.counter import Counter
from app.ui.first_window import FirstWindow
from app.ui.training import TrainingMode


def open_sitting(sitting: Sitting) -> Terminal:
    """The program on the real home or on the training home inside it, made if it is new.

    A new home's recovery code lies in the home until the leader has it in hand.
    Raises the troubles of app.cli.trouble.
    """
    if sitting.training:
        return open_training(sitting.folder, SystemClock(), sitting.regime)
    home = Home(sitting.folder, in_keyring=sitting.in_keyring)
    home.hold()
    if home.is_new:
        write_recovery(home.path, home.create())
    return build(home, SystemClock())


def open_counter(terminal: Terminal, window: FirstWindow, switch: Callable[[], None]) -> Counter:
    """The counter behind the window that stands already; `switch` opens the other one."""
    counter = Counter(terminal, partial(save_settings, terminal.home.path), window)
    hooks.install(terminal.home.path / "logs", partial(tell, window.shell))
    Clockwork(counter)
    TrainingMode(terminal, window.shell, window.login, switch)
    terminal.start(timed=True)
    return counter


def regime_in_force(terminal: Terminal) -> bytes:
    """The bytes of the profile that new tickets follow today; b"" before the first start."""
    if terminal.log.head.seq == 0:
        return b""
    with terminal.log.reading() as connection:
        return content_of(connection, terminal.log.book.current(terminal.desk.today))


def tell(window: QWidget, kind: str) -> None:
    """A fault of ours: what is written is written, and the desk goes on."""
    words = Words()
    box = QMessageBox(QMessageBox.Icon.Warning, "办得成", words("trouble.ours", kind=kind))
    box.setParent(window, box.windowFlags())
    box.open()
