"""The two hooks for faults of ours, and the log file they and Qt write to.

The file says what went wrong and where, never a value: a value may be somebody's name.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

BYTES: Final = 1_000_000
FILES: Final = 5
_log = logging.getLogger("bandecheng")


class PlainFormatter(logging.Formatter):
    """Time, level, place and message on one line; of an exception its type and places only."""

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Type and places, without the exception's own words."""
        kind, _, trace = ei
        places = traceback.extract_tb(trace)
        lines = [f"  {Path(p.filename).name}:{p.lineno} {p.name}" for p in places]
        return "\n".join([kind.__name__ if kind else "", *lines])

    def format(self, record: logging.LogRecord) -> str:
        """A message cannot break out of its line."""
        record.msg = str(record.msg).replace("\n", "\\n").replace("\r", "\\r")
        return super().format(record)


def install(folder: Path, tell: Callable[[str], None]) -> None:
    """Log to `folder`; `tell` is given the type of a fault on the main thread."""
    folder.mkdir(exist_ok=True)
    file = RotatingFileHandler(
        folder / "bandecheng.log", maxBytes=BYTES, backupCount=FILES, encoding="utf-8"
    )
    file.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(old)  # of the counter that stood here before, the real or the training
        old.close()
    root.addHandler(file)
    root.setLevel(logging.INFO)

    def on_main(
        kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        _log.critical("a fault of ours", exc_info=(kind, value, trace))
        tell(kind.__name__)

    def on_thread(told: threading.ExceptHookArgs) -> None:
        name = told.thread.name if told.thread else ""
        value = told.exc_value or told.exc_type()
        _log.critical(
            "a fault of ours in %s", name, exc_info=(told.exc_type, value, told.exc_traceback)
        )

    sys.excepthook = on_main
    threading.excepthook = on_thread
    qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    if not is_lack_of_screen(text):
        level = logging.DEBUG if kind is QtMsgType.QtDebugMsg else logging.WARNING
        _log.log(level, "Qt: %s", text)


def is_lack_of_screen(text: str) -> bool:
    """What Qt's screenless platform says it cannot do is no complaint."""
    return text.startswith("This plugin does not support")
