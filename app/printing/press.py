"""From a stored snapshot to a paper: the one object that a worker or a preview needs."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from app.domain.papers import AnyPaper
from app.printing import layout, preview, slips
from app.printing.charset import native, spell
from app.printing.escpos import Container, encode
from app.printing.layout import Row
from app.printing.model import Copy, Payload
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack


class SnapshotFault(ValueError):
    """The stored snapshot is not a paper that this version knows."""


class Press:
    """Composes papers for one printer. Belongs to one thread: it keeps drawn characters."""

    def __init__(
        self, profile: PrinterProfile, fonts: FontStack, container: Callable[[], Container]
    ) -> None:
        self._profile = profile
        self._fonts = fonts
        self._container = container

    def compose(self, snapshot: bytes, copy: Copy | None = None) -> Payload:
        """The bytes of a paper. Raises SnapshotFault."""
        rows, warnings = self._rows(snapshot, copy)
        payload = encode(rows, self._profile, self._fonts, self._container())
        return Payload(payload.content, payload.sha256, warnings)

    def png(self, snapshot: bytes, copy: Copy | None = None) -> bytes:
        """The picture of the same paper. Raises SnapshotFault."""
        rows, _ = self._rows(snapshot, copy)
        return preview.png(rows, self._profile, self._fonts)

    def _rows(self, snapshot: bytes, copy: Copy | None) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        try:
            paper: AnyPaper = msgspec.json.decode(snapshot, type=AnyPaper)
            doc = slips.compose(paper, copy)
        except ValueError as error:  # msgspec's errors are ValueErrors, as are those of dates
            raise SnapshotFault(str(error)) from error
        lost: dict[str, None] = {}

        def spelled(text: str) -> str:
            printable, missing = spell(text, self._drawable)
            lost.update(dict.fromkeys(missing))
            return printable

        rows = layout.lay(doc, self._profile.columns, spelled)
        return rows, tuple(f"“{char}”没有字形，纸上印作〔U+{ord(char):04X}〕" for char in lost)

    def _drawable(self, char: str) -> bool:
        return native(char, self._profile.rom) is not None or self._fonts.has(char)
