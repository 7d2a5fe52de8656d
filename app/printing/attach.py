"""The way to a printer from its address, as commands and settings name it."""

from pathlib import Path

from app.printing.serial_line import SerialLine
from app.printing.tcp import Tcp
from app.printing.transport import Capture, Transport


def attach(address: str, baud: int = 9600) -> Transport:
    """`tcp://HOST:PORT`, `serial:PORT` or `capture:FOLDER`. Raises ValueError for another one."""
    kind, _, rest = address.partition(":")
    match kind:
        case "tcp":
            host, _, port = rest.removeprefix("//").rpartition(":")
            if host and port.isdecimal() and 0 < int(port) < 65536:
                return Tcp(host.strip("[]"), int(port))
        case "serial" if rest:
            return SerialLine(rest, baud)
        case "capture" if rest:
            return Capture(Path(rest))
    raise ValueError(f"打印机地址应为 tcp://主机:端口 或 serial:串口，现为 {address}")
