"""What has been heard so far: a line that is tried out, then each key's presses. No toolkit."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from app.devices.learning.hearing import (
    PRESSES,
    RESEND_SECONDS,
    Burst,
    Chunk,
    Press,
    bursts,
    gap_ms,
    presses,
)
from app.devices.learning.writing import Taught

QUIET_SECONDS: Final = 4.0  # after an opening nobody presses: what comes, comes by itself
OFTEN: Final = 2
LINES: Final = 8
MOST_KEYS, LEAST_KEYS = 7, 2


class Key(NamedTuple):
    """A key being taught: the words on it, the level code ("" for not chosen), what was heard."""

    label: str
    level: str
    chunks: tuple[Chunk, ...] = ()


class Taking:
    """The recording as it grows. `now` is seconds of the clock that the chunks have."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        self.keys = [Key(label, level) for label, level in keys]
        self.place = 0
        self._opened = 0.0
        self._tried: list[Chunk] = []

    def forget(self) -> None:
        """Another port or speed: what was heard before says nothing about this one."""
        self._tried = []
        self.keys = [key._replace(chunks=()) for key in self.keys]
        self.place = 0

    def opened(self, now: float) -> None:
        """The line is open: the quiet time begins, if nothing was heard yet."""
        if not self._tried:
            self._opened = now

    def hear(self, chunks: Sequence[Chunk], *, teaching: bool) -> None:
        """Bytes came, for the key whose turn it is where keys are taught."""
        if not teaching:
            self._tried.extend(chunks)
        elif self.place < len(self.keys):
            key = self.keys[self.place]
            self.keys[self.place] = key._replace(chunks=(*key.chunks, *chunks))

    def advance(self, now: float) -> bool:
        """Go to the next key once this one was pressed often enough and rests."""
        if self.place >= len(self.keys):
            return False
        chunks = self.keys[self.place].chunks
        rests = bool(chunks) and now - chunks[-1].at > RESEND_SECONDS
        if not rests or self.missing(self.place):
            return False
        self.place = next((i for i in range(len(self.keys)) if self.missing(i)), len(self.keys))
        return True

    def again(self, place: int) -> None:
        """Teach a key anew."""
        self.keys[place] = self.keys[place]._replace(chunks=())
        self.place = place

    def resize(self, more: int, label: str) -> None:
        """One key more at the end, or less."""
        if more > 0 and len(self.keys) < MOST_KEYS:
            self.keys.append(Key(label, ""))
        elif more < 0 and len(self.keys) > LEAST_KEYS:
            self.keys.pop()
        self.place = next((i for i in range(len(self.keys)) if self.missing(i)), len(self.keys))

    def pressed(self, place: int) -> tuple[Press, ...]:
        """The presses of a key."""
        return presses(bursts(self.keys[place].chunks), self.idle)

    def missing(self, place: int) -> int:
        """How often a key has still to be pressed."""
        return max(0, PRESSES - len(self.pressed(place)))

    @property
    def is_whole(self) -> bool:
        """Whether every key was pressed often enough."""
        return not any(map(self.missing, range(len(self.keys))))

    @property
    def idle(self) -> frozenset[bytes]:
        """What the pad sends by itself: heard several times while nobody was to press."""
        early = [c for c in self._tried if c.at - self._opened < QUIET_SECONDS]
        heard = [burst.data for burst in bursts(early)]
        return frozenset(data for data in heard if heard.count(data) >= OFTEN)

    def is_quiet_time(self, now: float) -> bool:
        """Whether nobody should press yet."""
        return now - self._opened < QUIET_SECONDS

    def last(self, place: int | None = None) -> tuple[Burst, ...]:
        """The newest bursts of the line that is tried, or of a key."""
        chunks = self._tried if place is None else self.keys[place].chunks
        return bursts(chunks)[-LINES:]

    def taught(self) -> tuple[Taught, ...]:
        """All keys with their presses."""
        return tuple(
            Taught(key.label, key.level, self.pressed(i)) for i, key in enumerate(self.keys)
        )

    def gap_ms(self) -> int:
        """The silence that ends a frame, in milliseconds."""
        return gap_ms(burst for key in self.keys for burst in bursts(key.chunks))
