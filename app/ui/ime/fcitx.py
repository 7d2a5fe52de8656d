"""fcitx 4's calls on the session bus: one input context for the whole window. No Qt here.

fcitx 5 answers the same calls (its fcitx4 front end). Seen with 4.2.9.9 and 5.0.21.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus, new_method_call

from app.ui.ime.path import fcitx_name
from app.ui.ime.wire import Body, Wire

PREEDIT: Final = 1 << 1
FORMATTED: Final = 1 << 4
COMMITS_ITSELF: Final = 1 << 5  # when the cursor leaves, the client puts the text in
NO_UNDERLINE: Final = 1 << 3
HIGHLIGHT: Final = 1 << 4
NOT_COMMITTED: Final = 1 << 5  # a hint beside the text, not part of it
CONTEXT: Final = "org.fcitx.Fcitx.InputContext"
BUS: Final = "org.freedesktop.DBus"


@dataclass(frozen=True, slots=True)
class KeyCode:
    """A key as X tells it: keysym, keycode, modifier bits."""

    sym: int
    code: int
    state: int
    released: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of half-typed text and its fcitx format bits."""

    text: str
    format: int = 0


class Ears(Protocol):
    """Who is told what fcitx says."""

    def on_change(self) -> None:
        """fcitx came, and keys may be offered, or it went."""

    def on_commit(self, text: str) -> None:
        """Text for the field."""

    def on_preedit(self, segments: tuple[Segment, ...], cursor: int) -> None:
        """Half-typed text and the cursor in it, in UTF-8 bytes."""

    def on_forward(self, key: KeyCode) -> None:
        """A key fcitx wants the field to have."""


class Fcitx:
    """One input context. Nothing waits for an answer."""

    def __init__(self, ears: Ears) -> None:
        self.there = False
        self._focused = False
        self._service = ""
        self._ears = ears
        self._owner = ""
        self._context = DBusAddress("/")

    def begin(self, wire: Wire, display: str) -> None:
        """Wait for the fcitx of an X display on this bus, or take it at once if it is there."""
        self._wire, self._service = wire, fcitx_name(display)
        rule = MatchRule(type="signal", sender=BUS, interface=BUS, member="NameOwnerChanged")
        rule.add_arg_condition(0, self._service)
        wire.tell(message_bus.AddMatch(rule))

        def answered(body: Body | None) -> None:
            if body:
                self._came(body[0])

        wire.ask(message_bus.GetNameOwner(self._service), answered)

    def offer(self, key: KeyCode, answered: Callable[[bool], object]) -> None:
        """Offer a key; `answered` hears whether fcitx took it."""
        body = (key.sym, key.code, key.state, int(key.released), 0)
        call = new_method_call(self._context, "ProcessKeyEvent", "uuuiu", body)
        self._wire.ask(call, lambda answer: answered(answer is not None and answer[0] > 0))

    def focus(self, *, on: bool) -> None:
        """A field that takes text has the cursor, or none has."""
        if self.there and on != self._focused:
            self._focused = on
            self._tell("FocusIn" if on else "FocusOut")

    def reset(self) -> None:
        """Forget what is half typed."""
        self._tell("Reset")

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Where the cursor is, in pixels of the X screen; the list of characters goes below it."""
        if self._focused:
            self._tell("SetCursorRect", "iiii", (x, y, width, height))

    def lose_bus(self) -> None:
        """The bus went, and fcitx with it."""
        self._went()

    def hear(self, signal: Message) -> None:
        """A signal from the bus."""
        fields = signal.header.fields
        member, sender = fields.get(HeaderFields.member), fields.get(HeaderFields.sender)
        if sender == BUS:
            if member == "NameOwnerChanged" and signal.body[0] == self._service:
                self._went()
                self._came(signal.body[2])
            return
        path = fields.get(HeaderFields.path)
        if self.there and sender == self._owner and path == self._context.object_path:
            self._said(str(member), signal.body)

    def _said(self, member: str, body: Body) -> None:
        match member, body:
            case "CommitString", (text,):
                self._ears.on_commit(text)
            case "UpdateFormattedPreedit", (segments, cursor):
                self._ears.on_preedit(tuple(Segment(t, f) for t, f in segments if t), cursor)
            case "UpdatePreedit", (text, cursor):
                self._ears.on_preedit((Segment(text),) if text else (), cursor)
            case "ForwardKey", (sym, state, kind):
                self._ears.on_forward(KeyCode(sym, 0, state, released=bool(kind)))

    def _came(self, owner: str) -> None:
        if not owner or owner == self._owner:
            return
        self._owner = owner
        maker = DBusAddress("/inputmethod", owner, "org.fcitx.Fcitx.InputMethod")

        def answered(body: Body | None) -> None:
            if body and owner == self._owner:
                self._open(int(body[0]))

        call = new_method_call(maker, "CreateICv3", "si", ("bandecheng", os.getpid()))
        self._wire.ask(call, answered)

    def _open(self, number: int) -> None:
        path = f"/inputcontext_{number}"
        self._context = DBusAddress(path, self._owner, CONTEXT)
        rule = MatchRule(type="signal", sender=self._owner, interface=CONTEXT, path=path)
        self._wire.tell(message_bus.AddMatch(rule))
        self._tell("SetCapacity", "u", (PREEDIT | FORMATTED | COMMITS_ITSELF,))
        self.there = True
        self._ears.on_change()

    def _went(self) -> None:
        was = self.there
        self.there = self._focused = False
        self._owner = ""
        if was:
            self._ears.on_change()

    def _tell(self, member: str, signature: str | None = None, body: Body = ()) -> None:
        if self._owner:  # it may be gone, or not come yet
            self._wire.tell(new_method_call(self._context, member, signature, body))
