"""Which way Chinese characters come to our fields, chosen before Qt starts (Linux on X11).

Qt's wheels bring a module for ibus and none for fcitx, while desktops of UOS and Kylin ask for
fcitx. fcitx5 answers as an IBus portal; fcitx 4 answers only its own calls, for which there is
`app.ui.ime.bridge`. Qt reads QT_IM_MODULES (since 6.7) before QT_IM_MODULE.
"""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QLibraryInfo

FCITX5: Final = "org.fcitx.Fcitx5"
PORTAL: Final = "org.freedesktop.portal.IBus"
IBUS: Final = "org.freedesktop.IBus"
LIMIT: Final = 0.15
"""Seconds the look at the bus may take; what is not there by then is not there."""

Way = Literal["portal", "bridge", "own", "none"]
Daemon = Literal["fcitx5", "fcitx4", "ibus", "system", ""]


@dataclass(frozen=True, slots=True)
class Found:
    """The way chosen and the input method at its end.

    `portal`: Qt's ibus module and the IBus portal · `bridge`: ours to fcitx 4 · `own`: the system
    or a module beside this Qt does it · `none`: no input method runs. The words of `key` say it.
    """

    way: Way
    daemon: Daemon = ""

    @property
    def key(self) -> str:
        """The sentence about it, for `Words`."""
        return f"ime.found.{self.daemon or 'none'}"

    @property
    def works(self) -> bool:
        """Whether Chinese can be typed."""
        return self.way != "none"


def fcitx_name(display: str) -> str:
    """The name under which fcitx serves an X display: ":0.0" is org.fcitx.Fcitx-0; "" for none."""
    number = re.fullmatch(r"[^:]*:(\d+)(?:\.\d+)?", display)
    return f"org.fcitx.Fcitx-{number[1]}" if number else ""


def asked_for(environment: Mapping[str, str]) -> str:
    """The module the desktop wants Qt to take, "" for none."""
    modules = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE", "")
    return modules.split(";")[0]


def choose(
    environment: Mapping[str, str],
    names: frozenset[str],
    modules: frozenset[str],
    system: str = "linux",
) -> Found:
    """The way for names owned on the session bus and input modules that lie beside this Qt."""
    if system != "linux":
        return Found("own", "system")
    screen = environment.get("QT_QPA_PLATFORM", "xcb").partition(":")[0]
    fcitx = fcitx_name(environment.get("DISPLAY", ""))
    if screen != "xcb" or not fcitx:
        return Found("own", "system") if screen == "wayland" else Found("none")
    asked = asked_for(environment)
    if asked.startswith("fcitx") and any(m.startswith("fcitx") for m in modules):
        return Found("own", "system")
    five = FCITX5 in names
    if asked == "ibus" and IBUS in names and not {PORTAL, FCITX5} & names:
        return Found("own", "ibus")
    if fcitx in names and (PORTAL not in names or (asked.startswith("fcitx") and not five)):
        return Found("bridge", "fcitx5" if five else "fcitx4")
    if five or PORTAL in names:
        return Found("portal", "fcitx5" if five else "ibus")
    return Found("none")


def apply(found: Found, environment: "os._Environ[str] | dict[str, str]") -> None:
    """Tell Qt of the way, through its environment."""
    if found.way == "portal":
        environment.pop("QT_IM_MODULES", None)
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


def modules_beside_qt() -> frozenset[str]:
    """Names of the input modules this Qt can load: compose, ibus …"""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    files = (folder / "platforminputcontexts").glob("*platforminputcontextplugin*.so")
    return frozenset(f.name.removeprefix("lib").partition("platforminput")[0] for f in files)


def names_on_bus() -> frozenset[str]:
    """Names owned on the session bus; nothing where no bus answers in time."""
    from app.ui.ime.wire import NoBus, Wire  # jeepney is there on Linux only

    try:
        wire = Wire(LIMIT)
    except NoBus:
        return frozenset()
    wire.close()
    return wire.names


def find() -> Found:
    """Look around and choose; Qt is told. To be called before QApplication is made."""
    names = names_on_bus() if sys.platform == "linux" and os.environ.get("DISPLAY") else frozenset()
    found = choose(os.environ, names, modules_beside_qt(), sys.platform)
    apply(found, os.environ)
    return found
