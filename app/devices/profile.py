"""A pad described by a TOML file a site engineer can write (resources/pads/*.toml).

Read strictly: all faults at once, and the file's own self-test vectors must pass.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from app.devices import sheet as written
from app.devices import sheet_faults
from app.devices.framing import Decoder, Frame, FrameSpec
from app.devices.sheet import AnswerRule, CommandRule, Key, Line, Selftest, Sheet, Variable, When
from app.settings.tables import Document, Fault, Faulty

__all__ = ["Answer", "Command", "Key", "Line", "PadProfile", "Variable", "load", "load_file"]


class Answer(msgspec.Struct, frozen=True):
    """How a pad says that it prompts, or (`nak`, empty for never) that it does not: the frame's
    numbers, within `seconds`, after `tries`."""

    when: Mapping[str, int]
    nak: Mapping[str, int]
    seconds: float
    tries: int


class Command(msgspec.Struct, frozen=True):
    """What is sent, and how many seconds the line then stays quiet."""

    frame: bytes
    pause: float = 0.0
    answer: Answer | None = None


class Dark(msgspec.Struct, frozen=True):
    """How a pad says that it went dark by itself: the frame's numbers and, if one is named, the
    key code it then gives."""

    when: Mapping[str, int]
    code: int | None


class PadProfile(msgspec.Struct, frozen=True):
    """A profile ready for use. `keys` by native code; `sha256` of the file's bytes; `vars` as the
    site has set them, `settable` those it may set; `usb` ids it is known to come with, `child` the
    command of the program that talks to it, empty for a pad on a line."""

    id: str
    name: str
    status: str
    sha256: str
    line: Line
    rx: FrameSpec
    vars: Mapping[str, int]
    settable: Mapping[str, Variable]
    commands: Mapping[str, Command]
    setup: tuple[str, ...]
    when: Mapping[str, int]
    key_place: int
    reply: str
    dark: Dark | None
    keys: Mapping[int, Key]
    usb: tuple[str, ...]
    child: tuple[str, ...]

    @property
    def scale(self) -> int:
        """How many keys rate. It is kept with each press and never stretched (decision 27)."""
        return len(self.keys)

    @property
    def levels(self) -> tuple[str, ...]:
        """The level codes it has keys for, the best first."""
        return tuple(sorted({key.level for key in self.keys.values()}, reverse=True))

    @property
    def proves(self) -> bool:
        """Whether a frame proves that the pad is there: a bare byte may be noise."""
        return self.rx.proves

    def is_press(self, frame: Frame) -> bool:
        """Whether a frame is a press of this pad, of whatever key."""
        return len(frame.data) > self.key_place and fits(self.when, frame)

    def key_of(self, frame: Frame) -> int | None:
        """The native code of a listed key; None for any other frame."""
        code = frame.data[self.key_place] if self.is_press(frame) else None
        return code if code in self.keys else None

    def is_dark(self, frame: Frame) -> bool:
        """Whether a frame says that the pad gave up waiting."""
        if self.dark is None or self.key_of(frame) is not None or not fits(self.dark.when, frame):
            return False
        code = self.dark.code
        return code is None or frame.data[self.key_place : self.key_place + 1] == bytes([code])

    def press_bytes(self, code: int) -> bytes:
        """What the pad sends when a key is pressed: for played pads and tests."""
        data = bytes(self.key_place) + bytes([code])
        return self.rx.encode(self._numbers(self.when), data.ljust(self.rx.least_data, b"\0"))

    def dark_bytes(self) -> bytes:
        """What the pad says when it goes dark; b"" where it says nothing. For played pads."""
        if self.dark is None:
            return b""
        data = bytes(self.key_place) + bytes([self.dark.code or 0])
        return self.rx.encode(self._numbers(self.dark.when), data.ljust(self.rx.least_data, b"\0"))

    def answer_bytes(self) -> bytes:
        """What the pad says when it has lit; b"" where it says nothing. For played pads."""
        prompt = self.commands.get(written.PROMPT)
        if prompt is None or prompt.answer is None:
            return b""
        return self.rx.encode(self._numbers(prompt.answer.when), bytes(self.rx.least_data))

    def _numbers(self, when: Mapping[str, int]) -> Mapping[str, int]:
        return defaultdict(int, {**self.vars, **when})


def fits(when: Mapping[str, int], frame: Frame) -> bool:
    """Whether a frame's numbers are the wanted ones."""
    return all(frame.values.get(name) == number for name, number in when.items())


def load_file(path: Path, site: Mapping[str, int] | None = None) -> PadProfile:
    """Read a profile from a file, with the variables a site has set ([pad.vars] of the settings).

    Raises app.settings.tables.Faulty with all faults, OSError.
    """
    return load(path.name, path.read_bytes(), site)


def load(name: str, raw: bytes, site: Mapping[str, int] | None = None) -> PadProfile:
    """Read a profile. Raises app.settings.tables.Faulty with all faults.

    Its self-tests speak of the variables as the file has them, so they run before the site's are
    put in.
    """
    document = Document(name, raw)
    sheet = sheet_faults.read(document)
    sha256 = hashlib.sha256(raw).hexdigest()
    defaults = {name: var.default for name, var in sheet.way.vars.items()}
    profile = _Maker(document, sheet, defaults).made(sha256)
    for i, test in enumerate(sheet.meaning.selftest):
        _prove(document, profile, i, test)
    _check_keys(document, profile, sheet)
    _check_echo(document, profile)
    document.finish()
    if not site:
        return profile
    _check_site(sheet.way.vars, site)
    return _Maker(document, sheet, {**defaults, **site}).made(sha256)


def _check_site(known: Mapping[str, Variable], site: Mapping[str, int]) -> None:
    faults = []
    for name, value in site.items():
        var, place = known.get(name), f"pad.vars.{name}"
        if var is None or var.min is None or var.max is None:
            faults.append(Fault(place, 0, "not_settable", {"name": name}))
        elif not var.min <= value <= var.max:
            faults.append(Fault(place, 0, "out_of_range", {"low": var.min, "high": var.max}))
    if faults:
        raise Faulty("settings.toml", faults)


def _check_keys(document: Document, profile: PadProfile, sheet: Sheet) -> None:
    """Every listed key is read back from its own frame, and none of them means that it is dark."""
    for text in sheet.meaning.keys:
        code = int(text, 0)
        try:
            frames = Decoder(profile.rx).feed(profile.press_bytes(code))
        except (ValueError, OverflowError):
            frames = []
        if [profile.key_of(frame) for frame in frames] != [code]:
            document.fault(("keys", text), "key_unreadable", value=text)
        if profile.dark and profile.dark.code == code:
            document.fault(("timeout", "key"), "double", value=text)


def _check_echo(document: Document, profile: PadProfile) -> None:
    """A command that reads as a press needs a word on whether the line returns it; where it does,
    a press that equals a command could never be told from it."""
    for name, command in profile.commands.items():
        decoder = Decoder(profile.rx)
        heard = decoder.feed(command.frame) + decoder.gap()
        keys = [key for key in map(profile.key_of, heard) if key is not None]
        if keys and profile.line.echo is None:
            document.fault(("commands", name), "echo_unsaid")
        if keys and profile.line.echo and command.frame == profile.press_bytes(keys[0]):
            document.fault(("line", "echo"), "echo_hides")


class _Maker(NamedTuple):
    """Makes a profile of a sheet with these variables."""

    document: Document
    sheet: Sheet
    values: Mapping[str, int]

    def made(self, sha256: str) -> PadProfile:
        """The profile. Raises Faulty for bytes that cannot be made."""
        head, rx, way, talk, meaning = self.sheet
        spec = rx.spec()
        commands = {name: self._command(spec, name, rule) for name, rule in talk.commands.items()}
        self.document.finish()
        return PadProfile(
            id=head.id,
            name=head.name,
            status=head.status,
            sha256=sha256,
            line=way.line,
            rx=spec,
            vars=MappingProxyType(dict(self.values)),
            settable=MappingProxyType({n: v for n, v in way.vars.items() if v.is_settable}),
            commands=MappingProxyType(commands),
            setup=head.setup,
            when=self._numbers(talk.press.when),
            key_place=talk.press.place,
            reply=talk.press.reply,
            dark=self._dark(),
            keys=MappingProxyType({int(text, 0): key for text, key in meaning.keys.items()}),
            usb=way.match.usb,
            child=way.child.command,
        )

    def _command(self, spec: FrameSpec, name: str, rule: CommandRule) -> Command:
        pause = max(rule.pause_ms, self.sheet.way.line.write_pause_ms) / 1000
        frame = self._hex(("commands", name, "hex"), rule.hex)
        data = self._hex(("commands", name, "data"), rule.data)
        lead = self._hex(("tx", "lead"), self.sheet.way.tx.lead)
        if not rule.hex:
            try:
                frame = lead + spec.encode({**self.values, "cmd": rule.cmd}, data)
            except (ValueError, OverflowError):
                self.document.fault(("commands", name, "data"), "no_frame")
        return Command(frame, pause, self._answer(rule.answer))

    def _answer(self, rule: AnswerRule | None) -> Answer | None:
        if rule is None:
            return None
        when, nak = self._numbers(rule.when), self._numbers(rule.nak)
        return Answer(when, nak, rule.timeout_ms / 1000, rule.tries)

    def _dark(self) -> Dark | None:
        rule, press = self.sheet.talk.timeout, self.sheet.talk.press
        if rule is None:
            return None
        code = None if rule.key == written.NO_NUMBER else rule.key
        return Dark(self._numbers(rule.when or press.when), code)

    def _numbers(self, when: When) -> Mapping[str, int]:
        """Conditions with the variables put in."""
        return MappingProxyType(
            {name: self.values[v[1:]] if isinstance(v, str) else v for name, v in when.items()}
        )

    def _hex(self, path: tuple[str | int, ...], text: str) -> bytes:
        return as_bytes(self.document, path, text)


def as_bytes(document: Document, path: tuple[str | int, ...], text: str) -> bytes:
    """Bytes written in hex; a fault is noted for what is none."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        document.fault(path, "not_hex", value=text[:40])
        return b""


def _prove(document: Document, profile: PadProfile, i: int, test: Selftest) -> None:
    """What a vector says must be what the profile makes of it."""
    if test.command:
        command = profile.commands.get(test.command, Command(b""))
        got, meant = command.frame, as_bytes(document, ("selftest", i, "tx"), test.tx)
        if got != meant:
            facts = {"wanted": meant.hex(" "), "got": got.hex(" ")}
            document.fault(("selftest", i), "selftest", **facts)
        return
    heard = as_bytes(document, ("selftest", i, "rx"), test.rx)
    frames = Decoder(profile.rx).feed(heard or f"{test.line}\n".encode())
    said = " ".join(filter(None, (_meaning(profile, frame) for frame in frames))) or "none"
    if said != test.means:
        document.fault(("selftest", i), "selftest", wanted=test.means[:200], got=said)


def _meaning(profile: PadProfile, frame: Frame) -> str:
    """What a frame means in the words of a self-test; "" for nothing."""
    code = profile.key_of(frame)
    if code is not None:
        return f"press:{profile.keys[code].level}"
    return "timeout" if profile.is_dark(frame) else ""
