"""ByReader: a checkable button acts when a screen reader toggles it, as it does when clicked.

Qt then only changes the state: `toggled` is told, `clicked` and the signals of the group are not,
and these are what pages listen to.
"""

from typing import Self

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton


class ByReader(QObject):
    """Watches a button. What the program itself sets is set inside `with`, and clicks nothing."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._is_known = False  # by the program, or by hand and then Qt tells of the click itself
        button.pressed.connect(lambda: self._know(True))
        button.released.connect(lambda: self._know(False))
        button.toggled.connect(self._toggled)

    def __enter__(self) -> Self:
        self._know(True)
        return self

    def __exit__(self, *_: object) -> None:
        self._know(False)

    def _know(self, is_known: bool) -> None:
        self._is_known = is_known

    def _toggled(self, on: bool) -> None:
        if self._is_known:
            return
        if not self._button.autoExclusive():
            self._button.clicked[bool].emit(on)  # type: ignore[index]  # the stubs lack it
        elif on:  # it cannot be clicked off; the one before it went off by itself
            self._button.click()
