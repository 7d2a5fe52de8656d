"""The file of a pad's profile as it is written.

A file is read in parts, so that a fault in one does not hide those of the others; what can be
wrong with them stands in `sheet_faults.py`, what can be wrong with frames beside each kind.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from app.devices.framing import Description

SIMULATED: Final = "simulated"  # no such device exists: for training only
PROMPT: Final = "prompt"
BRIDGE: Final = "bridge"  # the kind of frames that a child process makes
WELCOME: Final = "welcome"
NO_NUMBER: Final = -1

_PLACE: Final = re.compile(r"data\[(\d{1,2})\]")

When = Mapping[str, int | str]
"""A frame's numbers as they must be; `$name` stands for a variable."""


class Line(msgspec.Struct, frozen=True):
    """[line]: the port's settings; `gap_ms` of silence ends a frame. `echo` says that the line
    returns what is sent on it (two wires, RS-485); not said means that it does not."""

    baud: int = 9600
    bytes: str = "8N1"
    dtr: bool = True
    gap_ms: int = 50
    write_pause_ms: int = 0
    echo: bool | None = None


class Tx(msgspec.Struct, frozen=True):
    """[tx]: frames to the pad look as those from it; `lead` stands before each, in hex."""

    same_as: str = ""
    lead: str = ""


class Variable(msgspec.Struct, frozen=True):
    """[vars.x]: a number that frames speak of by `$x`. With `min` and `max` the site may set it
    (its address on a shared bus); without them it is the protocol's own."""

    default: int
    min: int | None = None
    max: int | None = None
    label: str = ""

    @property
    def is_settable(self) -> bool:
        """Whether a site may set it."""
        return self.min is not None and self.max is not None


class AnswerRule(msgspec.Struct, frozen=True):
    """[commands.x.answer]: the frame by which the pad says that it prompts, the one by which it
    refuses (`nak`: it is asked again at once), and the patience."""

    when: When
    nak: When = {}
    timeout_ms: int = 400
    tries: int = 3


class CommandRule(msgspec.Struct, frozen=True):
    """[commands.x]: either raw `hex`, or a frame's `cmd` and its data in hex.

    `pause_ms` is how long the pad needs before it takes the next command.
    """

    hex: str = ""
    cmd: int = NO_NUMBER
    data: str = ""
    pause_ms: int = 0
    answer: AnswerRule | None = None


class PressRule(msgspec.Struct, frozen=True):
    """[press]: which frame is a press, where its key stands, what is answered once it counts."""

    key: str = "data[0]"
    when: When = {}
    reply: str = ""

    @property
    def place(self) -> int:
        """Which byte of the data is the key; -1 for what names none."""
        found = _PLACE.fullmatch(self.key)
        return int(found[1]) if found else -1


class TimeoutRule(msgspec.Struct, frozen=True):
    """[timeout]: how the pad says that nobody pressed and it went dark: the frame with these
    numbers, or the press of `key`."""

    when: When = {}
    key: int = NO_NUMBER


class Key(msgspec.Struct, frozen=True):
    """[keys.0xNN]: the level code a key means here, and what is printed on it. Where the key
    itself says why the citizen is not satisfied, `reason` is the word for it."""

    level: str
    label: str
    reason: str = ""


class Selftest(msgspec.Struct, frozen=True):
    """[[selftest]]: bytes in, as hex (`rx`) or as a line of text, and what they mean
    (`press:<level>`, `timeout`, `none`); or a command's bytes."""

    rx: str = ""
    line: str = ""
    means: str = ""
    command: str = ""
    tx: str = ""


class Match(msgspec.Struct, frozen=True):
    """[match]: the USB ids ("1a86:7523") such pads are known to come with. It is proposed first
    where one is plugged in; nothing is ever opened for it."""

    usb: tuple[str, ...] = ()


class ChildRule(msgspec.Struct, frozen=True):
    """[child]: the program that talks to the pad, kind `bridge` alone; never run by a shell."""

    command: tuple[str, ...] = ()


class Head(msgspec.Struct, frozen=True):
    """What stands before the first table. `setup` are the commands sent to a port just opened."""

    schema: int
    id: str
    name: str
    status: str
    accept_only_while_prompting: bool = False
    setup: tuple[str, ...] = ()


class Way(msgspec.Struct, frozen=True):
    """The line, what is sent on it, and the variables of its frames."""

    line: Line = Line()
    tx: Tx = Tx()
    vars: Mapping[str, Variable] = {}
    match: Match = Match()
    child: ChildRule = ChildRule()


class Talk(msgspec.Struct, frozen=True):
    """What is said on it."""

    press: PressRule
    timeout: TimeoutRule | None = None
    commands: Mapping[str, CommandRule] = {}


class Meaning(msgspec.Struct, frozen=True):
    """What the keys mean, and the proof."""

    keys: Mapping[str, Key]
    selftest: tuple[Selftest, ...]


class Sheet(NamedTuple):
    """The parts of a file that has no faults; `rx` is that of its kind of frames."""

    head: Head
    rx: Description
    way: Way
    talk: Talk
    meaning: Meaning


class Parts(NamedTuple):
    """The parts as far as they could be read; None for one that could not."""

    head: Head | None
    rx: Description | None
    way: Way | None
    talk: Talk | None
    meaning: Meaning | None

    def whole(self) -> Sheet:
        """All of them, once the document has no fault."""
        head, rx, way, talk, meaning = self
        if head is None or rx is None or way is None or talk is None or meaning is None:
            raise AssertionError("a sheet without faults is whole")
        return Sheet(head, rx, way, talk, meaning)
