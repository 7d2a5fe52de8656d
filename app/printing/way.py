"""The way to the printer with what is known of it: open or not, its last paper whole or torn."""

from app.printing import status
from app.printing.transport import Broken, NotReady, Transport


class Way:
    """The transport with what the spooler knows of it: open or not, clean or torn."""

    def __init__(self, transport: Transport, *, asks_status: bool, unclean: bool) -> None:
        self._transport = transport
        self._asks = asks_status
        self._unclean = unclean
        self.is_open = False

    def reach(self, title: str) -> str:
        """Open and ask; returns "" or `paper_low`. Raises NotReached."""
        self._transport.open(title)
        self.is_open = True
        return status.check(self._transport) if self._asks else ""

    def send(self, title: str, payload: bytes) -> str:
        """Send a paper; returns the evidence. Raises NotReached or Broken."""
        if not self.is_open:
            self.reach(title)
        try:
            self._transport.write(payload, recover=self._unclean)
            self._unclean = True
            evidence = "E1"
            if self._asks:
                evidence = self._evidence_after()
            self._transport.close()
        except Broken:
            self._unclean = True
            raise
        self.is_open = self._unclean = False
        return evidence

    def leave(self) -> None:
        """Drop the line."""
        self.is_open = False
        self._transport.abort()

    def _evidence_after(self) -> str:
        try:
            status.check(self._transport)
        except NotReady:
            return "E1"
        return "E2"
