"""A desktop of its own for a test: X screen, session bus, an input method, a program on it.

Nothing sleeps: every wait is for a condition, with a deadline. All processes end with the desktop.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from jeepney import DBusAddress, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ROOT: Final = Path(__file__).parents[3]
DAEMONS: Final = ROOT / ".venv" / "daemons" / "usr"
PATIENCE: Final = 60.0
POLL: Final = 0.02
OFF, ON = 1, 2  # an input method; 0 while no field has the cursor
CONTROLLER5: Final = DBusAddress("/controller", "org.fcitx.Fcitx5", "org.fcitx.Fcitx.Controller1")
BUS: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
PROFILE5: Final = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
Layout=
[Groups/0/Items/1]
Name=pinyin
Layout=
[GroupOrder]
0=Default
"""
PROFILE4: Final = """[Profile]
FullWidth=False
UseRemind=False
IMName=
WholePunc=False
PreeditStringInClientWindow=True
EnabledIMList=fcitx-keyboard-us:True,pinyin:True
"""


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fails if it does not within `PATIENCE` seconds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited in vain for {what}"
        select.select([], [], [], POLL)


@contextlib.contextmanager
def running(command: list[str], **how: Any) -> Iterator["subprocess.Popen[str]"]:
    """A process, ended with the block."""
    process = subprocess.Popen(command, text=True, **how)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


@contextlib.contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """The address of a session bus that starts nothing by itself."""
    config = folder / "bus.conf"
    config.write_text(BUS.format(folder=folder), "utf-8")
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()


class Desktop:
    """Xvfb and a session bus, and what is started on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> "Desktop":
        enter = self._stack.enter_context
        read, write = os.pipe()
        screen = ["-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]
        enter(running(
            ["Xvfb", "-displayfd", str(write), *screen],
            pass_fds=(write,), stderr=subprocess.DEVNULL,
        ))  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        self.fcitx_name = f"org.fcitx.Fcitx-{self.display[1:]}"
        address = enter(session_bus(self.folder))
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "PYTHONPATH")}
        self.environment = {
            **kept, "DISPLAY": self.display, "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb",
        }  # fmt: skip
        self.bus: DBusConnection = enter(open_bus(address))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def start_fcitx5(self, *, portal: bool = True) -> None:
        """fcitx 5 with pinyin behind Ctrl+Space; without the portal it answers as fcitx 4 only."""
        config = self.folder / ".config" / "fcitx5"
        config.mkdir(parents=True)
        (config / "profile").write_text(PROFILE5, "utf-8")
        self._start(
            "fcitx5", "org.freedesktop.portal.IBus" if portal else self.fcitx_name,
            *(() if portal else ("--disable=ibusfrontend",)),
            FCITX_ADDON_DIRS=str(next(DAEMONS.glob("lib/*/fcitx5"))),
            FCITX_DATA_DIRS=str(DAEMONS / "share" / "fcitx5"),
            XDG_DATA_DIRS=f"{DAEMONS / 'share'}:/usr/share",
        )  # fmt: skip

    def start_fcitx4(self) -> None:
        """fcitx 4 with pinyin behind Ctrl+Space."""
        config = self.folder / ".config" / "fcitx"
        config.mkdir(parents=True, exist_ok=True)
        (config / "profile").write_text(PROFILE4, "utf-8")
        self._start("fcitx", self.fcitx_name, "-D", FCITXDIR=str(DAEMONS))

    def stop_daemon(self) -> None:
        """The input method is gone, as after a crash."""
        self._daemon.kill()
        self._daemon.wait()

    def _start(self, command: str, name: str, *options: str, **environment: str) -> None:
        log = self._stack.enter_context((self.folder / f"{command}.log").open("w"))
        self._daemon = self._stack.enter_context(running(
            [str(DAEMONS / "bin" / command), *options], stdout=log, stderr=log,
            env={**self.environment, **environment},
        ))  # fmt: skip
        wait_until(lambda: self.owned(name), name)

    def owned(self, name: str) -> bool:
        """Whether somebody has a name on the bus."""
        return bool(self.call(message_bus.NameHasOwner(name))[0])

    def call(self, message: Any) -> tuple[Any, ...]:
        """The answer to a call on the bus."""
        body = self.bus.send_and_get_reply(message, timeout=PATIENCE).body
        assert isinstance(body, tuple)
        return body

    def switch_to_pinyin(self) -> None:
        """Ctrl+Space, as a clerk does, until the input method says it is on."""
        wait_until(lambda: self._state() == OFF, "a field to be known to the input method")
        self.press("ctrl+space")
        self.wait_for_cursor()

    def wait_for_cursor(self) -> None:
        """Until the input method knows of the field that has the cursor, and is on."""
        wait_until(lambda: self._state() == ON, "the input method to be on")

    def wait_for_client(self) -> None:
        """Until a program speaks to fcitx 5 as to an IBus portal."""
        clients = new_method_call(CONTROLLER5, "DebugInfo")
        wait_until(lambda: "frontend:ibus" in self.call(clients)[0], "a program that types")

    def _state(self) -> int:
        place = DBusAddress("/inputmethod", self.fcitx_name, "org.fcitx.Fcitx.InputMethod")
        state = new_method_call(place, "GetCurrentState")
        if self.owned("org.fcitx.Fcitx5"):
            state = new_method_call(CONTROLLER5, "State")
        return int(self.call(state)[0])

    def press(self, *keys: str) -> None:
        """Press keys, by their X names."""
        self._xdotool("key", "--delay", "15", *keys)

    def focus(self, window: int) -> None:
        """Give a window the keyboard."""
        self._xdotool("windowfocus", "--sync", str(window))

    def window(self) -> int:
        """The counter's window, for a test that did not start it by the stage."""
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", "反映窗口")
        return int(found.split()[0])

    def _xdotool(self, *command: str) -> str:
        return subprocess.run(
            ["xdotool", *command], env=self.environment, check=True, timeout=PATIENCE,
            stdout=subprocess.PIPE, text=True,
        ).stdout  # fmt: skip

    def play(self) -> "Play":
        """The counter on this desktop, at the intake page."""
        return Play(self._run("tests.ui.ime.stage", str(self.folder / "desk")))

    def open_counter(self, home: Path) -> None:
        """The counter as a clerk opens it."""
        self._run("app", "--home", str(home))

    def _run(self, module: str, *options: str) -> "subprocess.Popen[str]":
        return self._stack.enter_context(running(
            [sys.executable, "-W", "error", "-m", module, *options], cwd=ROOT,
            env=self.environment, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ))  # fmt: skip


@contextlib.contextmanager
def open_bus(address: str) -> Iterator[DBusConnection]:
    """A connection of the test's own."""
    with open_dbus_connection(address) as connection:
        yield connection


class Play:
    """The stage as the test sees it: what it said, line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def wait(self, **facts: object) -> dict[str, Any]:
        """The next thing said that holds these facts ("" for any value); before it only texts."""
        heard: list[dict[str, Any]] = []
        until = time.monotonic() + PATIENCE
        while (left := until - time.monotonic()) > 0:
            try:
                told: dict[str, Any] = json.loads(self._lines.get(timeout=left))
            except Empty:
                break
            heard.append(told)
            if all(k in told and v in ("", told[k]) for k, v in facts.items()):
                return told
            assert told.keys() <= {"text", "secret", "daemon"}, f"{told} came before {facts}"
        raise AssertionError(f"{facts} was not said, but {heard}")

    def order(self, *words: str) -> None:
        """Tell the stage what to do."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
