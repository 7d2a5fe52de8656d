"""What opens behind the sign-in page: store, desk, devices, pages. Read on a thread meanwhile."""

from collections.abc import Callable
from functools import partial
from threading import Thread

from PySide6.QtWidgets import QMessageBox, QWidget

from app.cli import hooks
from app.cli.sitting import Sitting
from app.cli.training import open_training
from app.db.engine import StoreUnfit
from app.db.instance import CHECK, Home
from app.db.keys import WrongKey
from app.db.rulebook import content_of
from app.domain.clock import SystemClock
from app.main import Terminal, build, write_recovery
from app.settings.tables import Faulty
from app.settings.terminal import load_settings, save_settings
from app.settings.words import Words
from app.ui.bridge import Bridge
from app.ui.restore.presenter import RestoreGuide
from app.ui.restore.view import RestoreDialog
from app.ui.wiring.clockwork import Clockwork
from app.ui.wiring.counter import Counter
from app.ui.wiring.first_window import FirstWindow
from app.ui.wiring.training import TrainingMode
from app.ui.wiring.wake import QtWake


def open_sitting(sitting: Sitting, home: Home) -> Terminal:
    """The program on the real home, or on the training home inside it.

    Raises the troubles of app.cli.trouble.
    """
    if sitting.training:
        return open_training(sitting.folder, SystemClock(), sitting.regime)
    return open_terminal(home)


def open_terminal(home: Home) -> Terminal:
    """Hold a home, make it if it is new, and put the program together on it.

    A new home's recovery code lies in the home until the leader has it in hand.
    Raises the troubles of app.cli.trouble; the home may be held even then.
    """
    home.hold()
    if is_store_gone(home):
        raise StoreUnfit("missing")
    if home.is_new:
        write_recovery(home.path, home.create())
    return build(home, SystemClock())


def is_store_gone(home: Home) -> bool:
    """Whether a home that was founded has no store any more; a new one must not hide that."""
    was_made = (home.path / CHECK).exists()
    return home.is_new and was_made and bool(load_settings(home.path).hall.code)


def offer_restore(
    home: Home, error: BaseException, window: FirstWindow, then: Callable[[], object]
) -> RestoreDialog | None:
    """A way out of a damaged or lost store, or of a lost key, over the sign-in page; None where
    the trouble is another.

    `then` opens the counter after the restore.
    """
    code = "wrong_key" if isinstance(error, WrongKey) else getattr(error, "code", "")
    if code not in ("damaged", "missing", "wrong_key"):
        return None
    try:
        folder = load_settings(home.path).backup.folder
    except Faulty:
        folder = ""
    words, bridge = Words(), Bridge()
    wake = QtWake(bridge)

    def run(work: Callable[[], object]) -> None:
        Thread(target=lambda: bridge.post(work()), name="restore", daemon=True).start()

    guide = RestoreGuide(home, folder, SystemClock(), words, bridge, run)
    dialog = RestoreDialog(window.shell, guide, title=words(f"restore_guide.{code}"))
    wake.setParent(dialog)
    dialog.accepted.connect(then)
    dialog.open()
    guide.open()
    return dialog


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
