"""Cycles end on the main thread, in time, and never in a worker."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.ui.wiring.garbage import Garbage, set_aside


class Loop:
    """Something only a collector ends."""

    ended: list[int]

    def __init__(self, ended: list[int]) -> None:
        self.ended, self.itself = ended, self

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


@pytest.fixture
def garbage(qapp: QCoreApplication) -> Iterator[Garbage]:
    gc.enable()
    made = Garbage(qapp)
    yield made
    made.deleteLater()


def churn(ended: list[int]) -> list[list[int]]:
    Loop(ended)
    return [[n] for n in range(5_000)]  # more than any threshold


def test_a_worker_never_collects_and_the_main_thread_does(garbage: Garbage) -> None:
    ended: list[int] = []
    kept: list[list[list[int]]] = []
    worker = threading.Thread(target=lambda: kept.append(churn(ended)))
    worker.start()
    worker.join()
    assert not gc.isenabled()
    assert ended == []
    garbage.collect()
    assert ended == [threading.get_ident()]


def test_it_collects_by_itself_while_the_program_runs(garbage: Garbage, qtbot: QtBot) -> None:
    ended: list[int] = []
    kept = churn(ended)
    qtbot.waitUntil(lambda: bool(ended))
    assert len(kept) == 5_000


def test_nothing_is_done_before_it_is_worth_it(garbage: Garbage) -> None:
    ended: list[int] = []
    gc.collect()
    Loop(ended)
    garbage.collect()
    assert ended == []


def test_a_counter_that_was_set_aside_goes_with_the_next(garbage: Garbage) -> None:
    ended: list[int] = []
    closed = [Loop(ended)]
    set_aside()
    closed.clear()
    gc.collect()
    assert ended == []
    set_aside()
    assert ended == [threading.get_ident()]


def test_what_the_start_made_is_looked_at_no_more(garbage: Garbage) -> None:
    before = gc.get_freeze_count()
    kept = [[n] for n in range(1000)]
    set_aside()
    assert gc.get_freeze_count() >= before + len(kept)
    assert len(gc.get_objects()) < 100
