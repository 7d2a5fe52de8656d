"""`bandecheng day`: a working day played through the real pages, with real bytes at both ends."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.cli import report
from app.cli.clerk import PlayedClerk
from app.cli.rig import DayFailed, ScriptedClock
from app.cli.screen import do_without_screen
from app.cli.trouble import explained
from app.db.instance import Home
from app.devices import profile as pads
from app.devices.pads.simulator import PlayedPad
from app.main import Terminal, build, write_recovery
from app.printing.played import PlayedPrinter
from app.settings.places import RESOURCES
from app.settings.shipped import REGIMES
from app.settings.terminal import (
    HallSettings,
    LookSettings,
    PadSettings,
    PrinterSettings,
    ScreenSettings,
    Settings,
    save_settings,
)
from app.ui.wiring.application import application
from app.ui.wiring.counter import Counter

START = "2026-03-11 08:55:00"


def run(arguments: list[str]) -> int:
    """Play the day; 0 only if everything really happened."""
    parser = argparse.ArgumentParser(prog="bandecheng day")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--regime", default="national", choices=REGIMES)
    parser.add_argument("--pad", help="PORT,PROFILE")
    parser.add_argument("--printer", help="tcp://H:P | serial:PORT")
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args(arguments)
    told.out.mkdir(parents=True, exist_ok=True)
    with explained():
        return play(told.out, told.regime, told.pad, told.printer)


def play(out: Path, regime: str, pad: str | None, printer: str | None) -> int:
    """Set the stage, play, report, look whether it all happened."""
    do_without_screen()
    complaints = listen_to_qt()
    application()
    clock = ScriptedClock(START)
    with ExitStack() as props:
        own_pad = None
        if pad is None:
            profile = pads.load_file(RESOURCES / "pads" / "pj06.toml")
            own_pad = props.enter_context(PlayedPad(out / "pad", profile, clock))
            pad = f"{own_pad.path},pj06"
        model = PrinterSettings().profile
        if printer is None:  # one that says when a paper is out
            tray = props.enter_context(PlayedPrinter(fence="gs_h"))
            printer, model = "tcp://{}:{}".format(*tray.address), "generic-80-gsh"
        terminal = stage(out, pad, printer, clock, model)
        props.callback(terminal.stop)
        counter = Counter(terminal, lambda found: save_settings(out / "home", found))
        clerk = PlayedClerk(counter, terminal, out / "screens", own_pad)
        faults = [*acted(out, regime, terminal, clerk), *complaints]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def listen_to_qt() -> list[str]:
    """What Qt complains of from now on; what its screenless platform lacks is no complaint."""
    complaints: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        lacks = text.startswith("This plugin does not support")
        if kind is not QtMsgType.QtDebugMsg and not lacks:
            complaints.append(f"Qt: {text}")

    qInstallMessageHandler(hear)
    return complaints


def acted(out: Path, regime: str, terminal: Terminal, clerk: PlayedClerk) -> list[str]:
    """Play and report; what did not happen."""
    try:
        terminal.start()
        clerk.play(regime)
        return report.write(out, terminal, clerk)
    except DayFailed as failure:
        clerk.hands.grab("failed")
        return [f"没有发生：{failure}"]


def stage(out: Path, pad: str, printer: str, clock: ScriptedClock, model: str) -> Terminal:
    """A new home with its devices, the printer of a `model`; it is founded through the
    first-start page."""
    port, _, profile = pad.rpartition(",")
    kind, _, rest = printer.partition(":")
    chosen = PrinterSettings(transport="serial", port=rest, profile=model)
    if kind == "tcp":
        host, _, number = rest.removeprefix("//").rpartition(":")
        chosen = PrinterSettings(transport="tcp", host=host, port=int(number), profile=model)
    settings = Settings(
        hall=HallSettings(), pad=PadSettings(port=port, profile=profile), printer=chosen,
        screen=ScreenSettings("auto"), look=LookSettings(large_offered=True),
    )  # fmt: skip
    home = Home(out / "home")
    home.hold()
    if home.is_new:
        write_recovery(home.path, home.create())
    save_settings(home.path, settings)
    return build(home, clock, settings)
