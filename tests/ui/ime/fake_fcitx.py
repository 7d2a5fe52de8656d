"""A fcitx 4 on a real session bus that does what a test tells it."""

import threading
from collections.abc import Callable
from typing import Any, Final

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

DISPLAY: Final = ":7"
SERVICE: Final = "org.fcitx.Fcitx-7"
CONTEXT: Final = "org.fcitx.Fcitx.InputContext"
Signal = tuple[str, str, tuple[Any, ...]]
Answer = Callable[[int], tuple[bool, list[Signal]]]
"""For the keysym of a press: whether it is taken, and the signals sent before saying so."""


def refuse(_sym: int) -> tuple[bool, list[Signal]]:
    """Take nothing."""
    return False, []


def commit(text: str) -> Signal:
    return "CommitString", "s", (text,)


def half(*segments: tuple[str, int], cursor: int = 0) -> Signal:
    return "UpdateFormattedPreedit", "a(si)i", (list(segments), cursor)


class FakeFcitx:
    """Serves display :7. `told` is every call, as `Name` or `Key <letter>`; `answer` is the script.

    Clear `awake` and it hangs at its next key until the event is set again.
    """

    def __init__(self, address: str, number: int = 1) -> None:
        self.told: list[str] = []
        self.answer: Answer = refuse
        self.awake = threading.Event()
        self.awake.set()
        self._number = number
        self._client = ""
        self._bus: DBusConnection = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(SERVICE))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> "FakeFcitx":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the bus, as a crash does."""
        if self._thread.is_alive():
            self._bus.sock.shutdown(2)
            self.awake.set()
            self._thread.join(10)
            self._bus.close()

    def heard(self) -> list[str]:
        """What it was told but where the cursor is."""
        return [t for t in self.told if t != "SetCursorRect"]

    def say(self, *signals: Signal, path: str = "") -> None:
        """Send signals to the program whose context it is, as if from another with `path`."""
        place = DBusAddress(path or f"/inputcontext_{self._number}", interface=CONTEXT)
        for name, signature, body in signals:
            signal = new_signal(place, name, signature, body)
            signal.header.fields[HeaderFields.destination] = self._client
            self._bus.send(signal)

    def _serve(self) -> None:
        while True:
            try:
                message = self._bus.receive()
                if message.header.message_type is MessageType.method_call:
                    self._meet(message)
            except OSError:
                return

    def _meet(self, call: Message) -> None:
        name = call.header.fields[HeaderFields.member]
        if name == "CreateICv3":
            self._client = call.header.fields[HeaderFields.sender]
            self._answer(call, "ibuuuu", (self._number, False, 0, 0, 0, 0))
        elif name == "ProcessKeyEvent":
            sym, _code, _state, released, _time = call.body
            if not released:
                self.told.append(f"Key {chr(sym & 0xFF)}")
            self.awake.wait(20)
            taken, signals = (False, []) if released else self.answer(sym)
            self.say(*signals)
            self._answer(call, "i", (int(taken),))
        else:
            self.told.append(name)

    def _answer(self, call: Message, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_method_return(call, signature, body))
