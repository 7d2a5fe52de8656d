"""The simulator's two windows: a pad that restarts, a printer whose roll ran out half way."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.cli import training
from app.desk import intake
from app.ui.kit.theme import theme
from app.ui.wiring.training import TrainingMode
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, person, sit
from tests.looks.camera import rest, until
from tests.looks.scenes import LOW, Scene, Scenes, settle
from tests.looks.states import other_counter

Shots = Iterator[tuple[str, QPixmap]]


def simulator(s: Scenes) -> Shots:
    """Both windows light and dark, and the training counter behind them."""
    home = s.folder / "practice"
    home.mkdir()
    terminal = training.open_training(home, FakeClock("2026-03-11 10:40:00"))
    with other_counter(terminal) as counter:
        shell = counter.shell
        mode = TrainingMode(terminal, shell, counter.login_page, lambda: None)
        pad, printer, played = mode.simulator, mode.printer, terminal.played
        assert pad is not None
        assert printer is not None
        assert played is not None
        terminal.start()
        sit(terminal, "C1")
        counter.signed_in(person(terminal, "C1"))
        shell.resize(*LOW)
        for phone in ("19900001234", "19900005678"):
            outcome = intake.accept(terminal.desk, form(terminal, phone=phone), "general")
            counter.written(outcome)
            mode._bring(printer)
            until(lambda: bool(played.papers) and printer.paper.isVisible())
            if not printer.switches.boxes["runs_out"].isChecked():
                yield "05d-printer-simulator", grabbed(printer)
                printer.switches.boxes["runs_out"].click()
        until(lambda: bool(played.machine.unfinished))
        until(lambda: counter.status._printer is not None and not counter.status._printer.is_well)
        printer._presenter.on_tick()
        until(lambda: "没有切" in printer.place.text())
        rest(0.5)  # the picture is drawn on a thread of its own
        yield "05e-printer-simulator-roll-ran-out", grabbed(printer)
        counter.status.show()
        yield "05f-training-paper-out", grabbed(shell)
        counter.shell.show_page("rating")
        pad.faults["reboot"].click()
        yield "05c-pad-simulator", grabbed(pad)
        theme().restyle(mode="dark")
        yield "05g-pad-simulator-dark", grabbed(pad)
        yield "05h-printer-simulator-dark", grabbed(printer)
        theme().restyle(mode="light")
        pad.hide()
        printer.hide()


def grabbed(window: QWidget) -> QPixmap:
    """A window at rest."""
    settle()
    return window.grab()


SIMULATOR: Final = MappingProxyType[str, Scene]({"simulator": simulator})
