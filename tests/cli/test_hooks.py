"""The log file of the counter that stands: one at a time, never a value of anybody's."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler

from app.cli import hooks


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, hook, thread_hook = logging.getLogger(), sys.excepthook, threading.excepthook
    handlers, level = list(root.handlers), root.level
    yield
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hook, thread_hook
    qInstallMessageHandler(None)


def test_what_happens_in_training_is_not_in_the_real_log(tmp_path: Path) -> None:
    logs = tmp_path / "real", tmp_path / "training"
    for folder in logs:
        hooks.install(folder, lambda _: None)
        logging.getLogger("bandecheng").warning("in %s", folder.name)
    texts = [(folder / "bandecheng.log").read_text("utf-8") for folder in logs]
    assert ["in real" in text for text in texts] == [True, False]
    assert ["in training" in text for text in texts] == [False, True]
