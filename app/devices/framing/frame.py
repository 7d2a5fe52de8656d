"""What a frame is, and what every kind of protocol has to offer."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple, Protocol

import msgspec


class Frame(NamedTuple):
    """A whole frame: its bytes, its named numbers, its data.

    The last `shared` bytes are an end mark that may as well begin the next frame.
    """

    raw: bytes
    values: Mapping[str, int]
    data: bytes
    shared: int = 0


class Verdict(Enum):
    """What stands at a place where no whole frame stands."""

    NO = "no frame starts here"
    MORE = "a frame may start here; its end has not come"


class FrameSpec(Protocol):
    """How the frames of a pad look. A new kind of protocol is a new FrameSpec."""

    @property
    def begin(self) -> bytes:
        """What every frame begins with; b"" where it may be anything."""
        ...

    @property
    def longest(self) -> int:
        """No frame has more bytes than this."""
        ...

    @property
    def proves(self) -> bool:
        """Whether a frame proves that the pad is there: a bare byte may be noise."""
        ...

    @property
    def least_data(self) -> int:
        """How many bytes of data every frame has."""
        ...

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """The frame that starts at `start`. NO and a Frame are final, whatever comes behind."""
        ...

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """A frame's bytes. Raises KeyError, ValueError, OverflowError for what does not fit."""
        ...


class Wrong(NamedTuple):
    """A fault of [rx]: the key it stands at, the word of its sentence and its facts."""

    key: str
    problem: str = "wrong_word"
    facts: Mapping[str, str | int] = {}


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """[rx] of one kind as it is written: its keys are the fields of the subclass."""

    kind: str

    @property
    def numbers(self) -> Mapping[str, int]:
        """The numbers a frame has and the largest value of each, as far as they can be read."""
        return {}

    @property
    def is_bare(self) -> bool:
        """Whether noise may look like a key, so that the file has to say that it knows."""
        return False

    @abstractmethod
    def faults(self) -> Iterator[Wrong]:
        """Everything that is wrong with it."""

    @abstractmethod
    def spec(self) -> FrameSpec:
        """The frames it describes, once it has no faults."""
