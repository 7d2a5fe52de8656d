"""Kind `fields`: the data's size is told by a length, once or twice."""

from collections.abc import Iterator

from app.devices.framing.frame import Wrong
from app.devices.framing.layout import Layout
from app.devices.framing.parted import Parted


class Fields(Parted, frozen=True, kw_only=True):
    """[rx] of kind `fields`. `max_len` bounds the length as it is told, in bytes."""

    len_covers: tuple[str, ...] = ()
    max_len: int = 64

    def faults(self) -> Iterator[Wrong]:
        """A length before the data, of one width, that counts the data; a mark at the end that
        may begin the next frame is the one at the begin."""
        yield from super().faults()
        yield from self.sized("max_len", self.max_len)
        parts = self.known
        kinds = [p.kind for p in parts]
        before = kinds[: kinds.index("data")] if "data" in kinds else []
        if "len" not in before or kinds.count("len") != before.count("len"):
            yield Wrong("fields", "rx_no_length")
        if len({p for p in parts if p.kind == "len"}) > 1:
            yield Wrong("fields", "rx_two_lengths")
        if "end" in kinds:
            yield Wrong("fields", "rx_end_elsewhere")
        peeks = [p for p in parts if p.kind == "peek"]
        if peeks and not (peeks == list(parts[-1:]) and peeks[0].const == parts[0].const):
            yield Wrong("fields", "rx_peek")
        if "data" not in self.len_covers:
            yield Wrong("len_covers", "rx_len_without_data")
        yield from self.unnamed("len_covers", [p.label for p in parts])
        if self.max_len <= self.counted(self.len_covers):
            yield Wrong("max_len", "rx_max_too_small")

    def spec(self) -> Layout:
        """The layout itself."""
        return Layout(self.known, self.len_covers, self.check, self.check_over, self.max_len)
