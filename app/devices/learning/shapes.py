"""Guesses how frames are built, from frames alone: what is constant, what varies, what adds up.

Every guess explains all frames; the strictest come first. Nothing is proved in here.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from app.devices.framing.checks import CHECKS, NO_CHECK

MOST_TAIL: Final = 4  # constant bytes behind a check
ADDRESS: Final = frozenset({1})  # a constant 1 before the key is an address as often as a length
KEY_PLACES: Final = 10  # data[0] … data[9]
Group = Sequence[bytes]


class Sum(NamedTuple):
    """A check that is right in all frames: its name, over frame[start:len-tail-width]."""

    check: str
    start: int
    width: int
    tail: int


class Shape(NamedTuple):
    """A frame in words: `kind`, parts as in [rx] fields, the numbers of the parts that are tested
    by [press] when, which byte of the data is the key, where it stands in the frame.

    `length` is the place of a length byte, -1 for none; `total` the length of all frames, 0 where
    they differ; `longest` what stands between or behind at most.
    """

    kind: str
    parts: tuple[str, ...] = ()
    when: tuple[tuple[str, int], ...] = ()
    key: int = 0
    key_at: int = 0
    sum: Sum | None = None
    over: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    length: int = -1
    total: int = 0
    longest: int = 0


class Sample:
    """Frames of all keys, one group a key; each group has at least one."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = [list(group) for group in groups]
        self.frames = [frame for group in groups for frame in group]
        self.least = min(map(len, self.frames))
        self.most = max(map(len, self.frames))

    @cached_property
    def is_even(self) -> bool:
        """Whether all frames have one length."""
        return self.least == self.most

    @cached_property
    def constant(self) -> frozenset[int]:
        """Places, from the begin, where all frames have the same byte."""
        return frozenset(i for i in range(self.least) if len({f[i] for f in self.frames}) == 1)

    @cached_property
    def by_key(self) -> frozenset[int]:
        """Places that are the same in all frames of a key and not the same for all keys."""
        steady = (
            i for i in range(self.least) if all(len({f[i] for f in g}) == 1 for g in self.groups)
        )
        return frozenset(steady) - self.constant

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """Places that tell all keys apart."""
        firsts = [group[0] for group in self.groups]
        return tuple(i for i in sorted(self.by_key) if len({f[i] for f in firsts}) == len(firsts))

    @cached_property
    def head(self) -> int:
        """How many bytes at the begin are constant."""
        return next((i for i in range(self.least) if i not in self.constant), self.least)

    @cached_property
    def tail(self) -> int:
        """How many bytes at the end are constant."""
        same = (i for i in range(self.least) if len({f[-1 - i] for f in self.frames}) > 1)
        return next(same, self.least)

    def sums(self) -> Iterator[Sum]:
        """Every check that all frames bear out; the constant ones are no evidence."""
        for tail in reversed(range(min(self.tail, MOST_TAIL) + 1)):
            for name in CHECKS:
                width = len(CHECKS[name](b""))
                if name == NO_CHECK or self.least <= tail + width + 1:
                    continue
                ends = {f[len(f) - tail - width : len(f) - tail] for f in self.frames}
                starts = range(min(self.head, self.least - tail - width) + 1)
                if len(ends) > 1:
                    yield from (
                        Sum(name, a, width, tail) for a in starts if self._adds_up(name, a, tail)
                    )

    def _adds_up(self, name: str, start: int, tail: int) -> bool:
        width = len(CHECKS[name](b""))
        return all(
            CHECKS[name](f[start : len(f) - tail - width])
            == f[len(f) - tail - width : len(f) - tail]
            for f in self.frames
        )


def shapes(sample: Sample) -> Iterator[Shape]:
    """Guesses, the strictest first: with a check before without, with a length before without."""
    if sample.most == 1:
        yield Shape("raw_keys", longest=1, total=1)
        return
    for total in (*sample.sums(), None):
        yield from _with_length(sample, total)
        yield from _fixed(sample, total) if sample.is_even else _delimited(sample, total)


def _behind(sample: Sample, total: Sum | None) -> int:
    """How many bytes stand behind the data."""
    return total.width + total.tail if total else sample.tail


def _key(sample: Sample, start: int, stop: int) -> int:
    """The first place between two that tells all keys apart; -1 for none."""
    last = min(stop, start + KEY_PLACES)
    return next((i for i in sample.telling if start <= i < last), -1)


def _closing(sample: Sample, total: Sum | None, mark: str = "const") -> tuple[str, ...]:
    """The parts behind the data."""
    tail = total.tail if total else sample.tail
    end = sample.frames[0][len(sample.frames[0]) - tail :]
    return (*(("check",) if total else ()), *((f"{mark}:{end.hex().upper()}",) if tail else ()))


def _opening(frame: bytes, stop: int, total: Sum | None) -> tuple[list[str], list[str]]:
    """Constants up to a place, cut where the check begins, and the names of those it covers."""
    cut = min(total.start, stop) if total else stop
    parts = [f"const:{frame[:cut].hex().upper()}"] if cut else []
    if cut == stop:
        return parts, []
    return [*parts, f"const:{frame[cut:stop].hex().upper()}:head"], ["head"]


def _fixed(sample: Sample, total: Sum | None) -> Iterator[Shape]:
    """All frames have one length: what is constant is tested, the rest is data."""
    frame, stop = sample.frames[0], sample.most - _behind(sample, total)
    start = sample.head
    key = _key(sample, start, stop)
    if key < 0 or not start:
        return
    parts, over = _opening(frame, start, total)
    parts += ["data", *_closing(sample, total)]
    yield Shape(
        "fixed", tuple(parts), (), key - start, key, total,
        (*over, "data") if total else (), total=sample.most, longest=sample.most,
    )  # fmt: skip


def _delimited(sample: Sample, total: Sum | None) -> Iterator[Shape]:
    """Frames of different lengths between two marks."""
    behind = _behind(sample, total)
    key = _key(sample, sample.head, sample.least - behind)
    if key < 0 or not sample.head or not (total.tail if total else sample.tail):
        return
    parts, over = _opening(sample.frames[0], sample.head, total)
    parts += ["data", *_closing(sample, total, "end")]
    yield Shape(
        "delimited", tuple(parts), (), key - sample.head, key, total,
        (*over, "data") if total else (), longest=sample.most,
    )  # fmt: skip


def _with_length(sample: Sample, total: Sum | None) -> Iterator[Shape]:
    """A byte before the key says how many bytes follow it, up to the check or beyond."""
    tail = total.tail if total else sample.tail
    width = total.width if total else 0
    ends = dict.fromkeys((tail + width, tail, 0))
    for at in range(1, min(sample.head + 1, sample.least - 1)):
        doubled = all(f[at] == f[at + 1] for f in sample.frames)
        for start in (at + 1, *((at + 2, at + 3) if doubled else ())):
            for short in ends:
                told = frozenset(f[at] for f in sample.frames)
                if told != ADDRESS and all(len(f) - short - start == f[at] for f in sample.frames):
                    shape = _counted(sample, total, at, start, short)
                    if shape is not None:
                        yield shape


def _counted(sample: Sample, total: Sum | None, at: int, start: int, short: int) -> Shape | None:
    """The shape with a length at `at` that counts from `start` up to `short` before the end."""
    frame, behind = sample.frames[0], _behind(sample, total)
    stop = next((i for i in range(start, sample.least) if i not in sample.constant), 0)
    key = _key(sample, stop, sample.least - behind)
    tail = total.tail if total else sample.tail
    if key < 0 or not stop or (short == 0 and tail):
        return None  # constants at the end are counted nowhere
    numbers = tuple((f"b{i}", frame[i]) for i in range(start, stop))
    named = [name for name, _ in numbers]
    parts, over = _opening(frame, at, total)
    parts += ["len"] * (1 if start == at + 1 else 2)
    over += ["len"] if total and total.start <= at else []
    if start == at + 3:
        parts.append(f"const:{frame[at + 2 : at + 3].hex().upper()}:mark")
        over += ["mark"] if total and total.start <= at + 2 else []
    parts += [*(f"u8:{name}" for name in named), "data", *_closing(sample, total)]
    over += [n for n in named if total and total.start <= int(n[1:])]
    check = ("check",) if total and short == total.tail else ()
    return Shape(
        "fields", tuple(parts), numbers, key - stop, key, total,
        (*over, "data") if total else (), (*named, "data", *check), at,
        sample.most if sample.is_even else 0, max(f[at] for f in sample.frames),
    )  # fmt: skip
