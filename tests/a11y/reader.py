"""A screen reader of the test's own: AT-SPI on a bus of its own, the tree of what is showing."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection
from jeepney.wrappers import DBusErrorResponse

from tests.ui.ime.desktop import PATIENCE, Desktop, open_bus, running, wait_until

LAUNCHER: Final = Path("/usr/libexec/at-spi-bus-launcher")
REGISTRY: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
EVENTS: Final = DBusAddress(
    "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
)
FOCUS: Final = "object:state-changed:focused"
CHANGES: Final = MatchRule(
    type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged"
)
# Bits of AtspiStateType.
CHECKED, ENABLED, FOCUSABLE, FOCUSED, SELECTED, SHOWING = 4, 8, 11, 12, 23, 25
TOLD: Final = {CHECKED: "checked", FOCUSABLE: "focusable", FOCUSED: "focused", SELECTED: "selected"}
COUNTER: Final = "“办不成事”反映窗口"
LABELLED_BY: Final = 2  # of AtspiRelationType
Place = tuple[str, str]  # name on the bus, path


@dataclass
class Node:
    """Something showing, as a screen reader is told of it."""

    place: Place
    role: str
    name: str
    description: str
    label: str  # of a combo box: on Unix Qt tells its value as its name, its label beside it
    states: frozenset[int]
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def lines(self, deep: int = 0) -> Iterator[str]:
        """The tree as text: role, label, name, (description), states."""
        named = f"{self.label}：{self.name}" if self.label else self.name
        parts = [self.role, f"“{named}”", f"({self.description})" if self.description else ""]
        parts += [word for bit, word in TOLD.items() if bit in self.states]
        parts.append("" if ENABLED in self.states else "disabled")
        yield "  " * deep + " ".join(p for p in parts if p).replace("\n", " ")
        for child in self.children:
            yield from child.lines(deep + 1)


class Reader:
    """AT-SPI beside a desktop; the counter is to be started after it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._stack = ExitStack()
        desktop.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def __enter__(self) -> Self:
        quiet, desktop = subprocess.DEVNULL, self._desktop
        self._stack.enter_context(running(
            [str(LAUNCHER), "--launch-immediately"], env=desktop.environment,
            stdout=quiet, stderr=quiet,
        ))  # fmt: skip
        wait_until(lambda: desktop.owned("org.a11y.Bus"), "the bus for screen readers")
        place = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        (address,) = desktop.call(new_method_call(place, "GetAddress"))
        self._bus: DBusConnection = self._stack.enter_context(open_bus(address))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def window(self) -> Node:
        """What shows of the counter: the window, or the dialog over it."""
        found = [w for app in self._children(REGISTRY) for w in self._children(app)]
        shown = [node for node in map(self._read, found) if node is not None]
        assert shown, "no window shows"
        return next((node for node in shown if node.name != COUNTER), shown[0])

    def popup(self, opens: Callable[[], object]) -> Node:
        """What pops up when `opens` is done, found by where the cursor goes.

        Qt does not tell pop-ups among the windows of a program; a screen reader hears of the
        cursor in them and climbs up from there.
        """
        self._answer(new_method_call(EVENTS, "RegisterEvent", "s", (FOCUS,)))
        self._answer(message_bus.AddMatch(CHANGES))
        with self._bus.filter(CHANGES) as heard:
            opens()
            while True:  # a first one may still tell of the window below
                event = self._bus.recv_until_filtered(heard, timeout=PATIENCE)
                top = self._top(event) if event.body[:2] == ("focused", 1) else None
                node = self._read(top) if top else None
                if node is not None and node.name != COUNTER:
                    return node

    def _top(self, event: Message) -> Place:
        """The window of whatever an event tells of."""
        fields = event.header.fields
        sender, place = fields[HeaderFields.sender], fields[HeaderFields.path]
        while True:
            message = Properties(DBusAddress(place, sender, ACCESSIBLE)).get("Parent")
            above = self._answer(message)[0][1][1]
            if above == REGISTRY[1]:
                return sender, place
            place = above

    def is_covered(self) -> bool:
        """Whether a dialog stands over the counter's window."""
        return any(node.name != COUNTER for node in islice(self._all(), 1))

    def wait_for(self, role: str, name: str) -> Node:
        """The first thing showing of that role and name."""
        seen: list[Node] = []

        def is_there() -> bool:
            seen[:] = [n for n in self._all() if n.role == role and name in (n.name, n.label)]
            return bool(seen)

        wait_until(is_there, f"{role} {name}")
        return seen[0]

    def press(self, node: Node) -> None:
        """Do a thing's first action, as a screen reader does for somebody who cannot point."""
        self._call(node.place, "org.a11y.atspi.Action", "DoAction", "i", (0,))

    def focus(self, node: Node) -> None:
        """Put the cursor on a thing."""
        self._call(node.place, "org.a11y.atspi.Component", "GrabFocus")

    def _all(self) -> Iterator[Node]:
        try:
            yield from self.window().walk()
        except (AssertionError, DBusErrorResponse):  # not there yet, or gone while it was read
            return

    def _read(self, place: Place) -> Node | None:
        low, high = self._call(place, ACCESSIBLE, "GetState")[0]
        states = frozenset(b for b in range(64) if (low | high << 32) >> b & 1)
        if SHOWING not in states:
            return None
        (role,) = self._call(place, ACCESSIBLE, "GetRoleName")
        name, more = self._property(place, "Name"), self._property(place, "Description")
        label = self._label(place) if role == "combo box" else ""
        read = [self._read(child) for child in self._children(place)]
        return Node(place, role, name, more, label, states, [node for node in read if node])

    def _label(self, place: Place) -> str:
        """The name of what a thing is labelled by."""
        related: list[tuple[int, list[Place]]]
        (related,) = self._call(place, ACCESSIBLE, "GetRelationSet")
        labels = [label for kind, places in related if kind == LABELLED_BY for label in places]
        return " ".join(self._property(label, "Name") for label in labels)

    def _children(self, place: Place) -> list[Place]:
        found: list[Place] = self._call(place, ACCESSIBLE, "GetChildren")[0]
        return found

    def _property(self, place: Place, name: str) -> str:
        message = Properties(DBusAddress(place[1], place[0], ACCESSIBLE)).get(name)
        return str(self._answer(message)[0][1])

    def _call(self, place: Place, interface: str, method: str, *more: Any) -> tuple[Any, ...]:
        address = DBusAddress(place[1], place[0], interface)
        return self._answer(new_method_call(address, method, *more))

    def _answer(self, message: Any) -> tuple[Any, ...]:
        answer = self._bus.send_and_get_reply(message, timeout=PATIENCE)
        if answer.header.message_type.name == "error":
            raise DBusErrorResponse(answer)
        body: tuple[Any, ...] = answer.body
        return body
