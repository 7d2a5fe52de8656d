"""Fonts and python-escpos, loaded once for all tests of paper."""

from collections.abc import Callable

import pytest

from app.printing.escpos import Container
from app.printing.library import container_factory
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from tests.printing.samples import RESOURCES, WIDE

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
