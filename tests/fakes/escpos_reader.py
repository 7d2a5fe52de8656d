"""Reads printer bytes as a strict Chinese thermal printer would, written apart from the encoder.

Knows the few commands a paper may hold and refuses every other byte.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PIL import Image


class RefusedByte(Exception):  # noqa: N818
    """The stream holds something that a paper must not hold."""


@dataclass(frozen=True)
class Run:
    """Characters printed with one setting."""

    text: str
    bold: bool
    scale: int

    @property
    def columns(self) -> int:
        return self.scale * sum(1 if ord(c) < 128 else 2 for c in self.text)


@dataclass(frozen=True)
class TextLine:
    runs: tuple[Run, ...]
    center: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def columns(self) -> int:
        return sum(run.columns for run in self.runs)


@dataclass(frozen=True)
class Dots:
    """One GS v 0 command; `image` is mode "1", ink black (0) on white (1)."""

    image: Image.Image
    center: bool


@dataclass(frozen=True)
class NativeQr:
    text: str


@dataclass(frozen=True)
class Feed:
    units: int


@dataclass(frozen=True)
class Cut:
    kind: str


Part = TextLine | Dots | NativeQr | Feed | Cut


@dataclass
class Sheet:
    """What came out of the printer, and every command in order (text and dots without content)."""

    parts: list[Part] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [part.text for part in self.parts if isinstance(part, TextLine)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def cuts(self) -> int:
        return sum(isinstance(part, Cut) for part in self.parts)

    def pictures(self) -> Iterator[Image.Image]:
        """Images put together again from bands of 64 rows."""
        bands: list[Image.Image] = []
        for part in self.parts:
            if isinstance(part, Dots):
                bands.append(part.image)
                if part.image.height == 64:
                    continue
            if bands:
                yield _stacked(bands)
                bands = []


def read(payload: bytes) -> Sheet:
    """The sheet of a payload. Raises RefusedByte."""
    reader = _Reader(payload)
    if not payload.startswith(b"\x1b@"):
        raise RefusedByte("a paper begins with ESC @")
    while reader.at < len(payload):
        reader.step()
    reader.at_line_start()
    return reader.sheet


def _stacked(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new("1", (bands[0].width, sum(band.height for band in bands)), 1)
    y = 0
    for band in bands:
        whole.paste(band, (0, y))
        y += band.height
    return whole


class _Reader:
    def __init__(self, payload: bytes) -> None:
        self.payload, self.at, self.sheet = payload, 0, Sheet()
        self.bold, self.scale, self.center, self.chinese = False, 1, False, False
        self.runs: list[Run] = []
        self.qr = ""
        self.opcodes: dict[bytes, Callable[[], None]] = {
            b"\x1b@": self.initialise,
            b"\x1c&": self.chinese_mode,
            b"\x1ba": self.justify,
            b"\x1bE": self.embolden,
            b"\x1b3": self.line_pitch,
            b"\x1bJ": self.feed,
            b"\x1d!": self.resize,
            b"\x1dv": self.image,
            b"\x1d(": self.native_qr,
            b"\x1dV": self.cut,
        }

    def step(self) -> None:
        byte = self.payload[self.at]
        if byte in (0x1B, 0x1C, 0x1D):
            opcode = self.take(2)
            if opcode not in self.opcodes:
                raise RefusedByte(f"opcode {opcode!r} at {self.at - 2}")
            self.opcodes[opcode]()
        elif byte == 0x0A:
            self.take(1)
            self.sheet.parts.append(TextLine(tuple(self.runs), self.center))
            self.sheet.commands.append("text")
            self.runs = []
        elif 0x20 <= byte <= 0x7E:
            self.print(self.take(1).decode("ascii"))
        elif 0xA1 <= byte <= 0xF7:
            self.print(self.pair(self.take(2)))
        else:
            raise RefusedByte(f"byte {byte:02x} at {self.at}")

    def take(self, count: int) -> bytes:
        taken = self.payload[self.at : self.at + count]
        if len(taken) != count:
            raise RefusedByte("the paper ends inside a command")
        self.at += count
        return taken

    def number(self, *allowed: int) -> int:
        value = self.take(1)[0]
        if allowed and value not in allowed:
            raise RefusedByte(f"parameter {value} at {self.at - 1}")
        return value

    def size(self) -> int:
        return int.from_bytes(self.take(2), "little")

    def pair(self, two: bytes) -> str:
        if not self.chinese:
            raise RefusedByte("汉字 outside Chinese mode")
        try:
            char = two.decode("gb2312")
        except UnicodeDecodeError as error:
            raise RefusedByte(f"{two.hex()} is not in GB2312") from error
        return {"\u2015": "—", "\u30fb": "·"}.get(char, char)

    def print(self, char: str) -> None:
        run = Run(char, self.bold, self.scale)
        if self.runs and (self.runs[-1].bold, self.runs[-1].scale) == (run.bold, run.scale):
            run = Run(self.runs.pop().text + char, run.bold, run.scale)
        self.runs.append(run)

    def at_line_start(self) -> None:
        if self.runs:
            raise RefusedByte("a command that needs the start of a line, inside a line")

    def note(self, command: str) -> None:
        self.sheet.commands.append(command)

    def initialise(self) -> None:
        self.at_line_start()
        self.bold, self.scale, self.center, self.chinese = False, 1, False, False
        self.note("initialise")

    def chinese_mode(self) -> None:
        self.chinese = True
        self.note("chinese")

    def justify(self) -> None:
        self.at_line_start()
        self.center = bool(self.number(0, 1))
        self.note(f"center {self.center}")

    def embolden(self) -> None:
        self.bold = bool(self.number(0, 1))
        self.note(f"bold {self.bold}")

    def line_pitch(self) -> None:
        self.note(f"pitch {self.number()}")

    def feed(self) -> None:
        self.at_line_start()
        units = self.number()
        self.sheet.parts.append(Feed(units))
        self.note(f"feed {units}")

    def resize(self) -> None:
        self.scale = {0x00: 1, 0x11: 2}[self.number(0x00, 0x11)]
        self.note(f"scale {self.scale}")

    def image(self) -> None:
        self.at_line_start()
        if self.take(2) != b"0\x00":
            raise RefusedByte("only GS v 0 at its own size")
        wide, high = self.size(), self.size()
        if not (wide and 0 < high <= 64):
            raise RefusedByte(f"a band of {high} rows")
        dots = Image.frombytes(
            "1", (wide * 8, high), bytes(b ^ 0xFF for b in self.take(wide * high))
        )
        self.sheet.parts.append(Dots(dots, self.center))
        self.note(f"dots {wide}x{high}")

    def native_qr(self) -> None:
        if self.take(1) != b"k":
            raise RefusedByte("only GS ( k")
        body = self.take(self.size())
        if body[:1] != b"1":
            raise RefusedByte("only QR")
        match chr(body[1]):
            case "A" | "C" | "E":
                pass
            case "P":
                self.qr = body[3:].decode("ascii")
            case "Q":
                self.sheet.parts.append(NativeQr(self.qr))
            case other:
                raise RefusedByte(f"QR function {other}")
        self.note("qr")

    def cut(self) -> None:
        self.at_line_start()
        kind = {65: "full", 66: "part"}[self.number(65, 66)]
        self.number()
        self.sheet.parts.append(Cut(kind))
        self.note("cut")
