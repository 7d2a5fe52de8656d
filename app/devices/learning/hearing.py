"""Bytes with their times, cut into presses by silence."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

GAP_SECONDS: Final = 0.15  # within one burst a slow pad may pause so long
RESEND_SECONDS: Final = 0.8  # what follows a burst sooner than this belongs to the same press
PRESSES: Final = 3  # of each key
_LEAST_GAP_MS: Final = 50
_STEP_MS: Final = 10


class Chunk(NamedTuple):
    """What one read gave; `at` in seconds of a clock that only grows."""

    at: float
    data: bytes


class Burst(NamedTuple):
    """Bytes without a silence between them; `pause` is the longest wait inside, in seconds."""

    start: float
    end: float
    data: bytes
    pause: float = 0.0


class Press(NamedTuple):
    """One press of a key: its frame, how often it was sent, and what else came with it."""

    frame: bytes
    times: int = 1
    others: tuple[bytes, ...] = ()


def bursts(chunks: Iterable[Chunk]) -> tuple[Burst, ...]:
    """Chunks put together where no silence lies between them."""
    found: list[Burst] = []
    for at, data in chunks:
        last = found[-1] if found else None
        if last and at - last.end < GAP_SECONDS:
            longest = max(last.pause, at - last.end)
            found[-1] = Burst(last.start, at, last.data + data, longest)
        else:
            found.append(Burst(at, at, data))
    return tuple(found)


def presses(heard: Sequence[Burst], idle: Collection[bytes] = ()) -> tuple[Press, ...]:
    """Presses, each with what was sent again because nobody answered. `idle` are the bursts the
    pad sends by itself: they are no presses."""
    found: list[list[Burst]] = []
    for burst in heard:
        if burst.data in idle:
            continue
        if found and burst.start - found[-1][-1].end < RESEND_SECONDS:
            found[-1].append(burst)
        else:
            found.append([burst])
    return tuple(_press([burst.data for burst in group]) for group in found)


def gap_ms(heard: Iterable[Burst]) -> int:
    """The silence that ends a frame of this pad: twice the longest pause inside one, in steps."""
    longest = max((burst.pause for burst in heard), default=0.0)
    steps = round(2000 * longest / _STEP_MS + 0.5)
    return max(_LEAST_GAP_MS, steps * _STEP_MS)


def _press(group: Sequence[bytes]) -> Press:
    parts = [_unit(data) for data in group]
    frame = parts[0][0]
    times = sum(count for unit, count in parts if unit == frame)
    others = dict.fromkeys(unit for unit, _ in parts if unit != frame)
    return Press(frame, times, tuple(others))


def _unit(data: bytes) -> tuple[bytes, int]:
    """The shortest part that repeated gives `data`, and how often."""
    for size in range(1, len(data)):
        count, left = divmod(len(data), size)
        if not left and data[:size] * count == data:
            return data[:size], count
    return data, 1
