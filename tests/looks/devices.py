"""The devices page in every state of pad, printer and citizen's screen, and its dialogs."""

from collections.abc import Iterator
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import msgspec
from PySide6.QtGui import QPixmap

from app.db import jobs
from app.devices import shelf, worker
from app.devices.discovery import Port
from app.devices.worker import Traffic
from app.main import printer_of
from app.printing import spooler
from app.settings.terminal import PadSettings, PrinterSettings
from app.ui.kit.theme import theme
from app.ui.settings.devices_view import DevicesPane
from tests.fakes.terminal import person, sit
from tests.looks.camera import until
from tests.looks.scenes import LOW, WIDE, Scene, Scenes
from tests.ui.pages.conftest import native

Shots = Iterator[tuple[str, QPixmap]]
FITTED: Final = (PadSettings("/dev/ttyUSB0", "pj06"), PrinterSettings("tcp", "192.168.1.50"))
PORTS: Final = (
    Port("usb:1a86:7523@1-1.2", "/dev/ttyUSB0", "USB 转串口 CH340", "1a86:7523", "1-1.2"),
    Port("/dev/ttyS0", "/dev/ttyS0", ""),
)
SPOKEN: Final = (
    ("tx", "55 aa 02 20 00 1a"), ("rx", "05"), ("tx", "55 aa 02 1f 00 1a"),
    ("tx", "55 aa 02 20 00 1a"), ("rx", "09"), ("rx", "02"), ("tx", "55 aa 02 1f 00 1a"),
)  # fmt: skip


class Bench:
    """The pane before the leader, devices that are what they are told to be."""

    def __init__(self, s: Scenes) -> None:
        self.s, self.terminal, self.counter = s, s.terminal, s.counter
        s.pad.profile = shelf.take(s.terminal.home.path, "pj06", "")
        self.fit()
        s.sign_in("L1")
        pane = s.counter.settings.page.pane("devices")
        assert isinstance(pane, DevicesPane)
        self.pane = pane

    def fit(self) -> None:
        """Pad and printer of the settings; nothing is started."""
        t = self.terminal
        t.pad = self.s.pad  # type: ignore[assignment]  # a pad that only remembers
        pad, printer = FITTED
        t.settings = msgspec.structs.replace(t.settings, pad=pad, printer=printer)
        t.printer = printer_of(t.settings, t.home.path, t.desk.clock, t.bridge, unclean=False)
        self.counter.status.fit()

    def unfit(self) -> None:
        """No device at all."""
        t = self.terminal
        t.pad = t.printer = None
        t.settings = msgspec.structs.replace(
            t.settings, pad=PadSettings(), printer=PrinterSettings()
        )
        self.counter.status.fit()

    def tell(self, *messages: object) -> None:
        """What workers say."""
        for message in messages:
            self.terminal.bridge.post(message)
        self.terminal.bridge.drain()

    def pad(self, health: str, code: str = "") -> None:
        self.tell(worker.HealthChanged(health, code))

    def printer(self, code: str = "", *, well: bool = False) -> None:
        self.tell(spooler.HealthChanged(well, code))

    def speak(self) -> None:
        """A test of the keys went over the line."""
        at = self.terminal.desk.clock.now() - timedelta(seconds=20)
        for place, (way, frame) in enumerate(SPOKEN):
            self.tell(Traffic(way, frame, at + timedelta(seconds=2.4 * place)))

    def show(self) -> QPixmap:
        """The pane as it is now."""
        self.counter.settings.devices.on_second()
        self.counter.settings.bench.frames.on_second()
        self.counter.status.show()
        return self.s.grab()

    def open(self) -> None:
        """To the pane, when its worker has looked around."""
        self.counter.shell.show_page("settings")
        self.counter.settings.page.show_pane("devices")
        presenter = self.counter.settings.devices
        until(lambda: self.terminal.bridge.drain() >= 0 and bool(presenter.around.pad_models))
        presenter._found(presenter.around._replace(
            ports=tuple((p.id, f"{p.device}  {p.words}".strip()) for p in PORTS),
            lines=tuple((p.device, f"{p.device}  {p.words}".strip()) for p in PORTS),
        ))  # fmt: skip
        self.pane._tick.stop()


def states(s: Scenes) -> Shots:
    """Each state of the two devices."""
    bench = Bench(s)
    bench.unfit()
    bench.open()
    yield "09-devices-none", bench.show()
    bench.fit()
    _printed(s)
    bench.speak()
    bench.pad("online")
    bench.printer(well=True)
    yield "09-settings-devices", bench.show()
    theme().restyle(mode="dark")
    yield "09b-devices-dark", bench.show()
    theme().restyle(mode="light")
    bench.pad("unconfirmed")
    bench.printer("paper_low", well=True)
    yield "09c-devices-unconfirmed-low", bench.show()
    bench.pad("unconfirmed", "no_answer")
    bench.printer("paper_out")
    yield "09d-devices-silent-paper-out", bench.show()
    bench.pad("lost", "not_found")
    bench.printer("cover")
    yield "09e-devices-lost-cover", bench.show()
    bench.pad("unconfirmed", "noisy")
    bench.printer("cutter")
    yield "09f-devices-noisy-cutter", bench.show()
    blames = bench.counter.settings.devices._blames._found
    words = s.terminal.words
    blames["/dev/ttyUSB0", "busy"] = words("blame.program", program="pjq_client", pid="2817")
    bench.pad("lost", "busy")
    bench.printer("refused")
    yield "09g-devices-busy-refused", bench.show()
    command = "sudo usermod -aG dialout hall"
    blames["/dev/ttyUSB0", "no_permission"] = words("blame.group", group="dialout", command=command)
    bench.pad("lost", "no_permission")
    bench.printer("silent")
    yield "09h-devices-permission-silent", bench.show()
    theme().restyle(mode="dark")
    yield "09h2-devices-permission-dark", bench.show()
    theme().restyle(mode="light")


def tests(s: Scenes) -> Shots:
    """The test of the keys, the self-check, papers that wait and one in doubt."""
    bench = Bench(s)
    bench.open()
    bench.speak()
    bench.pad("online")
    bench.printer(well=True)
    keys, page = bench.counter.settings.keys, bench.pane
    page.buttons["test"].click()
    for level in ("5", "4", "3"):
        bench.tell(worker.Pressed(keys.asking, native(level)))
    yield "09i-devices-keys-tested", bench.show()
    page.buttons["stop"].click()
    page.buttons["lamp"].click()
    yield "09j-devices-lamp", bench.show()
    keys.on_stop()
    bench.counter.settings.bench.check.goes_on = True
    yield "09k-devices-checking", bench.show()
    bench.pad("lost", "not_found")
    bench.tell(spooler.Looked(is_well=True, code=""))
    yield "09l-devices-checked", bench.show()
    s.shell.toasts.clear()
    bench.pad("online")
    job = _doubt(s)
    yield "09m-devices-uncertain", bench.show()
    _move(s, job, "void")
    sit(s.terminal, "C1")
    s.counter.signed_in(person(s.terminal, "C1"))
    bench.open()
    yield "09n-devices-by-clerk", bench.show()


def sizes(s: Scenes) -> Shots:
    """A low window, large letters."""
    bench = Bench(s)
    bench.open()
    bench.speak()
    bench.pad("online")
    bench.printer("paper_out")
    s.shell.resize(*LOW)
    theme().restyle(density="compact")
    yield "09o-devices-1366x698", bench.show()
    theme().restyle(percent=130)
    yield "09p-devices-130", bench.show()
    theme().restyle(percent=100, density="regular")
    s.shell.resize(*WIDE)


def dialogs(s: Scenes) -> Shots:
    """更换端口、型号."""
    bench = Bench(s)
    bench.open()
    pane = bench.pane
    for name, dialog in (("pad", pane.pad_dialog), ("printer", pane.printer_dialog)):
        dialog.open()
        yield f"09q-devices-change-{name}", s.grab(dialog)
        dialog.reject()
    pane.trial.ask()
    yield "09s-devices-test-page", s.grab(pane.trial)
    pane.trial.reject()
    around = bench.counter.settings.devices.around._replace(ports=(), lines=())
    bench.counter.settings.devices._found(around)
    pane.pad_dialog.open()
    yield "09r-devices-no-ports", s.grab(pane.pad_dialog)
    pane.pad_dialog.reject()


def _printed(s: Scenes) -> None:
    """Most papers of the morning came out, the others are not wanted any more."""
    queued = _jobs(s, "queued")
    for job in queued[:23]:
        for state in ("sending", "sent"):
            _move(s, job, state)
        _move(s, job, "done", ended_at=s.terminal.desk.now)
    for job in queued[23:]:
        _move(s, job, "cancelled")


def _move(s: Scenes, job: int, state: str, **values: int) -> None:
    s.terminal.log.write_beside(lambda c: jobs.move(c, job, state, **values))


def _doubt(s: Scenes) -> int:
    """One paper of the morning is in doubt."""
    job = _jobs(s, "queued")[0]
    for state in ("sending", "uncertain"):
        _move(s, job, state)
    return job


def _jobs(s: Scenes, state: str) -> list[int]:
    with s.terminal.log.reading() as connection:
        return [job.id for job in jobs.jobs(connection, state)]


DEVICES: Final = MappingProxyType[str, Scene](
    {"devices": states, "devices-tests": tests, "devices-sizes": sizes, "devices-dialogs": dialogs}
)
