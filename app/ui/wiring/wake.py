"""Lets Qt's event loop handle what workers post."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.ui.bridge import Bridge


class QtWake(QObject):
    """Lets Qt's event loop drain a bridge: one queued signal however many messages."""

    _posted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._posted.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        bridge.wake = self._posted.emit

    @Slot()
    def _drain(self) -> None:
        self._bridge.drain()
