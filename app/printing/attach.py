"""The way to a printer from its address, as commands and settings name it."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from app.printing.habit import Habit, habit_of
from app.printing.profiles import PrinterProfile
from app.printing.serial_line import SerialLine
from app.printing.tcp import Tcp
from app.printing.transport import Capture, Transport
from app.printing.windows_raw import WindowsRaw


class Attached(NamedTuple):
    """The way, and how the printer is talked to on it."""

    transport: Transport
    habit: Habit


def attach(address: str, profile: PrinterProfile) -> Attached:
    """`tcp://HOST:PORT`, `serial:PORT`, `usblp:DEVICE`, `windows:PRINTER NAME`, `capture:FOLDER`.

    A way that carries no answers gets none asked of it: papers on it are 已送出 at most. Raises
    ValueError for another address.
    """
    kind, _, rest = address.partition(":")
    habit = habit_of(profile)
    spoken = _without_port_status(habit)
    mute = replace(habit, status="none", fence="none", evidence="E1", asb_off=False)
    match kind:
        case "tcp":
            host, _, port = rest.removeprefix("//").rpartition(":")
            if host and port.isdecimal() and 0 < int(port) < 65536:
                return Attached(Tcp(host.strip("[]"), int(port), write_s=profile.write_s), spoken)
        case "serial" if rest:
            line = SerialLine(rest, profile.baud, flow=profile.flow, least_s=profile.write_s)
            return Attached(line, spoken)
        case "usblp" if rest:
            from app.printing.usblp import Usblp  # knows Linux only

            return Attached(Usblp(Path(rest), write_s=profile.write_s), habit)
        case "windows" if rest:
            return Attached(WindowsRaw(rest), mute)
        case "capture" if rest:
            return Attached(Capture(Path(rest)), mute)
    known = "tcp://主机:端口、serial:串口、usblp:设备、windows:打印机名或 capture:文件夹"
    raise ValueError(f"打印机地址应为 {known}，现为 {address}")


def _without_port_status(habit: Habit) -> Habit:
    """The same on a way whose port knows nothing of the printer: less can be proved."""
    if habit.status != "usblp":
        return habit
    return replace(habit, status="none", evidence="E3" if habit.evidence == "E3" else "E1")
