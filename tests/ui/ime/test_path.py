"""Which way is chosen for a desktop; pure, and the thin look at a real bus."""

import socket
import threading
from pathlib import Path

import pytest

from app.settings.words import Words
from app.ui.ime import path
from app.ui.ime.path import FCITX5, IBUS, PORTAL, Found, choose
from tests.ui.ime.desktop import session_bus

SHIPPED = frozenset({"compose", "ibus", "qtvirtualkeyboard"})
X11 = {"DISPLAY": ":0"}
FCITX4 = "org.fcitx.Fcitx-0"


@pytest.mark.parametrize(
    ("environment", "names", "found"),
    [
        (X11, {FCITX5, PORTAL, FCITX4}, Found("portal", "fcitx5")),
        ({**X11, "QT_IM_MODULE": "fcitx"}, {FCITX5, PORTAL, FCITX4}, Found("portal", "fcitx5")),
        (X11, {FCITX5}, Found("portal", "fcitx5")),
        (X11, {FCITX5, FCITX4}, Found("bridge", "fcitx5")),
        (X11, {FCITX4}, Found("bridge", "fcitx4")),
        ({**X11, "QT_IM_MODULE": "fcitx"}, {FCITX4}, Found("bridge", "fcitx4")),
        ({**X11, "QT_IM_MODULES": "fcitx;ibus"}, {FCITX4, PORTAL}, Found("bridge", "fcitx4")),
        ({**X11, "QT_IM_MODULE": "ibus"}, {FCITX4, PORTAL}, Found("portal", "ibus")),
        (X11, {PORTAL}, Found("portal", "ibus")),
        ({**X11, "QT_IM_MODULE": "ibus"}, {IBUS}, Found("own", "ibus")),
        ({**X11, "QT_IM_MODULE": "ibus"}, {IBUS, FCITX4}, Found("own", "ibus")),
        ({"DISPLAY": "localhost:10.0"}, {"org.fcitx.Fcitx-10"}, Found("bridge", "fcitx4")),
        ({"DISPLAY": ":1"}, {FCITX4}, Found("none")),
        (X11, set(), Found("none")),
        ({**X11, "QT_IM_MODULE": "fcitx"}, set(), Found("none")),
        ({}, {FCITX5, PORTAL}, Found("none")),
        ({**X11, "QT_QPA_PLATFORM": "offscreen"}, {FCITX5, PORTAL}, Found("none")),
        ({**X11, "QT_QPA_PLATFORM": "wayland"}, {FCITX5, PORTAL}, Found("own", "system")),
    ],
)
def test_the_way_of_a_desktop(environment: dict[str, str], names: set[str], found: Found) -> None:
    assert choose(environment, frozenset(names), SHIPPED) == found


def test_a_module_that_lies_beside_qt_is_left_alone() -> None:
    environment = {**X11, "QT_IM_MODULE": "fcitx"}
    assert choose(environment, frozenset({FCITX4}), SHIPPED | {"fcitx5"}) == Found("own", "system")


def test_other_systems_have_their_own() -> None:
    assert choose({}, frozenset(), SHIPPED, "win32") == Found("own", "system")


def test_qt_is_told_of_the_portal_even_where_it_would_look_elsewhere_first() -> None:
    environment = {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "fcitx;compose"}
    path.apply(Found("portal", "fcitx5"), environment)
    assert environment == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize("way", ["bridge", "own", "none"])
def test_qt_is_left_alone_otherwise(way: path.Way) -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    path.apply(Found(way), environment)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_the_modules_of_this_qt() -> None:
    assert {"compose", "ibus"} <= path.modules_beside_qt()


@pytest.mark.parametrize("daemon", ["fcitx5", "fcitx4", "ibus", "system", ""])
def test_every_outcome_has_its_sentence(daemon: path.Daemon) -> None:
    assert Words()(Found("own", daemon).key)


def test_the_names_on_a_real_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert "org.freedesktop.DBus" in path.names_on_bus()


def test_no_bus_is_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert path.names_on_bus() == frozenset()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=localhost,port=1")
    assert path.names_on_bus() == frozenset()


@pytest.mark.parametrize("stops", ["before the greeting", "after it"])
def test_a_hung_bus_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: str
) -> None:
    place = str(tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={place}")
    done = threading.Event()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()

        def serve() -> None:
            with listener.accept()[0] as met:
                if stops == "after it":
                    asked = b""
                    while not asked.endswith(b"\r\n"):
                        asked += met.recv(100)
                    met.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
                done.wait(10)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        looked = threading.Thread(target=path.names_on_bus, daemon=True)
        looked.start()
        looked.join(5)
        assert not looked.is_alive()
        done.set()
        thread.join(5)
