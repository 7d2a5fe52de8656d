"""Which characters a TrueType font can draw, asked of its file without reading all of it."""

import mmap
import struct
from pathlib import Path
from typing import Final

_FULL_UNICODE: Final = 12  # the cmap format that reaches past U+FFFF


class Coverage:
    """Membership test over a font's cmap: a binary search on the mapped file, nothing unpacked.

    Raises ValueError for a file that is no single TrueType font or has no full Unicode cmap.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._groups, self._count = self._find(path)
        except struct.error as error:
            raise ValueError(f"{path}: the font file is cut short") from error

    def __contains__(self, char: str) -> bool:
        code, low, high = ord(char), 0, self._count
        while low < high:
            middle = (low + high) // 2
            first, last, _ = struct.unpack_from(">III", self._map, self._groups + 12 * middle)
            if code < first:
                high = middle
            elif code > last:
                low = middle + 1
            else:
                return True
        return False

    def _find(self, path: Path) -> tuple[int, int]:
        """Offset and number of the (first, last, glyph) groups of the format 12 table."""
        version, tables = struct.unpack_from(">IH", self._map, 0)
        if version not in (0x00010000, 0x4F54544F):
            raise ValueError(f"{path}: not a single TrueType or OpenType font")
        for n in range(tables):
            tag, _, cmap, _ = struct.unpack_from(">4sIII", self._map, 12 + 16 * n)
            if tag == b"cmap":
                break
        else:
            raise ValueError(f"{path}: no cmap table")
        (encodings,) = struct.unpack_from(">H", self._map, cmap + 2)
        for n in range(encodings):
            (start,) = struct.unpack_from(">I", self._map, cmap + 4 + 8 * n + 4)
            (form,) = struct.unpack_from(">H", self._map, cmap + start)
            if form == _FULL_UNICODE:
                (count,) = struct.unpack_from(">I", self._map, cmap + start + 12)
                return cmap + start + 16, count
        raise ValueError(f"{path}: no full Unicode cmap (format 12)")
