"""The application dressed as the counter is, once for all tests of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import Theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    qapp.setCursorFlashTime(0)
    return Theme(qapp)


@pytest.fixture
def look(dressed: Theme) -> Iterator[Theme]:
    """The theme; a test may change it, the next finds it as it was."""
    yield dressed
    dressed.restyle(mode="light", density="regular", percent=100, key_hints=True)
