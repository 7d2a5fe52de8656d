"""A finger: real touch events of a touch screen, sent the way the platform sends them."""

from functools import cache

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from app.ui.citizen.view import CitizenWindow


@cache
def device() -> QPointingDevice:
    """A touch screen, registered once."""
    return QTest.createTouchDevice()


def middle(window: CitizenWindow, name: str) -> QPoint:
    """The middle of a target that can be seen."""
    target = window.target(name)
    assert target is not None, f"{name} is not on the screen"
    return target.mapTo(window, target.rect().center())


def touch(window: CitizenWindow, name: str) -> None:
    """Down and up on a target."""
    at = middle(window, name)
    slide(window, at, at)


def slide(window: CitizenWindow, down: QPoint, up: QPoint) -> None:
    """Down at one place, up at another."""
    QTest.touchEvent(window, device()).press(0, down, window).commit()
    QTest.touchEvent(window, device()).release(0, up, window).commit()
