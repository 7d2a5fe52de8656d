"""From a stored snapshot to a paper: the one object that a worker or a preview needs."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from app.domain.papers import AnyPaper, TrialPage
from app.printing import acceptance, layout, paper_picture, preview, slips
from app.printing.charset import native, spell
from app.printing.escpos import Container, encode
from app.printing.layout import Row
from app.printing.model import Copy, Payload
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack

_NAMED: Final = 3  # characters a clerk takes in at once


class Press:
    """Composes papers for one printer. Belongs to one thread: it keeps drawn characters."""

    def __init__(
        self, profile: PrinterProfile, fonts: FontStack, container: Callable[[], Container]
    ) -> None:
        self._profile = profile
        self._fonts = fonts
        self._container = container
        self._known: dict[str, bool] = {}  # whether a character seen before can be printed

    def compose(self, paper: AnyPaper, copy: Copy | None = None) -> Payload:
        """The bytes of a paper. Raises ValueError for a snapshot that makes none."""
        if isinstance(paper, TrialPage):
            return acceptance.page(paper, self._profile, self._fonts, self._container)
        rows, warnings = self._rows(paper, copy)
        content = encode(rows, self._profile, self._fonts, self._container())
        return Payload(content, hashlib.sha256(content).hexdigest(), warnings)

    def png(self, paper: AnyPaper, copy: Copy | None = None) -> bytes:
        """The picture of the same paper. Raises ValueError as `compose` does."""
        if isinstance(paper, TrialPage):
            return self.as_printed(self.compose(paper).content)
        rows, _ = self._rows(paper, copy)
        return preview.png(rows, self._profile, self._fonts)

    def as_printed(self, payload: bytes) -> bytes:
        """The picture of bytes that came over a line, as PNG."""
        return paper_picture.png(payload, self._profile, self._fonts)

    def _rows(self, paper: AnyPaper, copy: Copy | None) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        lost: dict[str, None] = {}

        def spelled(text: str) -> str:
            printable, missing = spell(text, self._drawable)
            lost.update(dict.fromkeys(missing))
            return printable

        rows = layout.lay(slips.compose(paper, copy), self._profile.columns, spelled)
        return rows, tuple(_warnings(tuple(lost)))

    def _drawable(self, char: str) -> bool:
        if char not in self._known:
            rom = self._profile.rom
            self._known[char] = native(char, rom) is not None or self._fonts.has(char)
        return self._known[char]


def _warnings(lost: tuple[str, ...]) -> Iterator[str]:
    """Sentences for the clerk: which characters stand on the paper as numbers."""
    for char in lost[:_NAMED]:
        yield f"“{char}”没有字形，纸上印作 〔U+{ord(char):04X}〕"
    if rest := len(lost[_NAMED:]):
        yield f"另有 {rest} 个字也没有字形，纸上印作编码"
