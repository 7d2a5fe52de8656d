"""From the last byte of a press on a pseudo-terminal to the committed entry, through the window."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.rig import ScriptedClock, breathe, wait_for
from app.cli.screen import do_without_screen
from app.desk import intake
from app.devices import profile as pads
from app.devices.pads.simulator import PlayedPad
from app.domain.acts.handling import AnsweredOnSpot
from app.main import Terminal
from app.settings.places import RESOURCES
from app.settings.terminal import PadSettings, Settings
from benchmarks import Figure, close_windows, quantile
from benchmarks.replay import Raw, Recorder, Statement
from tests.fakes.terminal import HALL, form, make_terminal, sit

PRESSES = 60
LIMIT_MS = 5.0
PROFILE = "bus68-4key"  # without pauses between commands
READ_THE_QUESTION_S = 0.6  # a press within 0.3 s of the prompt is no press of a person


def figures(folder: Path) -> Iterator[Figure]:
    """Median ≤ raw commit + 5 ms."""
    do_without_screen()
    clock = ScriptedClock("2026-03-11 09:00:00")
    profile = pads.load_file(RESOURCES / "pads" / f"{PROFILE}.toml")
    with PlayedPad(folder / "pad", profile, clock) as pad:
        settings = Settings(hall=HALL, pad=PadSettings(port=str(pad.path), profile=PROFILE))
        terminal = make_terminal(folder / "home", clock, settings_=settings)
        terminal.log.close()
        shutil.copytree(folder / "home", folder / "raw")
        ours, batches = timed(terminal, pad)
        terminal.stop()
        close_windows()
    raw = Raw(folder / "raw" / "store.db", terminal.home.key())
    theirs = [took for is_press, batch in batches if (took := raw.run(batch)) and is_press]
    mine, base = quantile(ours, 0.5), quantile(theirs, 0.5)
    note = f"{mine:.2f} ms against raw {base:.2f} ms + {LIMIT_MS:g} ms, {PRESSES} presses"
    yield Figure("press_median", (mine - base) / LIMIT_MS, 1, note)


def timed(
    terminal: Terminal, pad: PlayedPad
) -> tuple[list[float], list[tuple[bool, list[Statement]]]]:
    """Milliseconds of each press, and all statements in order: (whether a press's, batch)."""

    from app.ui.wiring.application import application
    from app.ui.wiring.counter import Counter

    application()
    counter = Counter(terminal, lambda _: None)
    recorder, perform = Recorder(terminal.log.engine), terminal.desk.perform
    batches: list[tuple[bool, list[Statement]]] = []
    ends: list[float] = []

    def noted(*args: Any, **kwargs: Any) -> Any:
        batches.append((False, recorder.cut()))
        outcome = perform(*args, **kwargs)
        ends.append(time.monotonic())
        batches.append((True, recorder.cut()))
        return outcome

    counter.shell.show()
    terminal.start()
    sit(terminal, "C1")
    ours = []
    for place in range(PRESSES):
        act = AnsweredOnSpot(result="已当场答复")
        number = intake.answer(terminal.desk, form(terminal), "general", act).ticket.no
        counter.ask_rating(number)
        breathe(READ_THE_QUESTION_S)
        terminal.desk.perform = noted  # type: ignore[method-assign]  # this press only
        pad.press(2 + place % 2)  # the same press so soon would be the former one sent again
        wait_for(lambda n=number: terminal.log.ticket(n).rating, "press")  # type: ignore[misc]
        terminal.desk.perform = perform  # type: ignore[method-assign]
        sent = next(s for s in reversed(pad.spoken) if s.direction == "tx")
        ours.append((ends[-1] - sent.monotonic) * 1000)
        counter.rating.on_left()
    batches.append((False, recorder.cut()))
    recorder.stop()
    return ours, batches
