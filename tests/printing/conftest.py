"""Fonts and python-escpos, loaded once for all tests of paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.printing.escpos import Container
from app.printing.library import container_factory
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from app.printing.transport import Transport
from tests.fakes.loopback_printer import LoopbackPrinter
from tests.fakes.print_room import PrintRoom
from tests.printing.samples import RESOURCES, WIDE

Open = Callable[..., PrintRoom]
PressFor = Callable[[PrinterProfile], Press]


@pytest.fixture(scope="session")
def fonts() -> FontStack:
    return FontStack.shipped(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def containers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Container]:
    return container_factory(tmp_path_factory.mktemp("escpos"))


@pytest.fixture(scope="session")
def press_for(fonts: FontStack, containers: Callable[[], Container]) -> PressFor:
    return lambda profile: Press(profile, fonts, containers)


@pytest.fixture(scope="session")
def press(press_for: PressFor) -> Press:
    return press_for(WIDE)


@pytest.fixture
def room(tmp_path: Path, press: Press) -> Iterator[Open]:
    """Opens a print room; it is closed at the end."""
    opened: list[PrintRoom] = []

    def make(printer: LoopbackPrinter | Transport) -> PrintRoom:
        opened.append(PrintRoom(tmp_path / f"home{len(opened)}", press, printer))
        return opened[-1]

    yield make
    for one in opened:
        one.stop()
