"""A line that damages: half of all frames come right behind one that was cut or has a wrong length.

A press is in its own round if it is delivered before the next round begins, and late if it comes
in a later one: late is the worst, since the next citizen stands there by then.
"""

from collections import defaultdict
from random import Random
from typing import NamedTuple

from app.devices.framing import Decoder
from app.devices.profile import PadProfile, load
from tests.devices.conftest import PADS

LENGTH_AT = {"bus68-4key": (1, 2), "jt905": (3,), "five-key": (2,)}


class Told(NamedTuple):
    """How many of the rounds delivered their own frame, how many one of an earlier round."""

    rounds: int
    own: int
    late: int


def on_a_bad_line(
    profile: PadProfile, rounds: int, *, gap: bool, decoder: type[Decoder] = Decoder
) -> Told:
    """Rounds with a silence behind each (`gap`), or without."""
    random, line, own, late = Random(68), decoder(profile.rx), 0, 0
    for n in range(rounds):
        good = frame_of(profile, n)
        stream = good
        if random.random() < 0.5:
            stream = _damaged(random, frame_of(profile, n, b"\x01"), LENGTH_AT[profile.id]) + good
        heard = []
        while stream:
            size = random.randint(1, 5)
            heard += line.feed(stream[:size])
            stream = stream[size:]
        heard += line.gap() if gap else []
        own += any(frame.raw == good for frame in heard)
        late += any(_round_of(frame.data) < n for frame in heard)
    return Told(rounds, own, late)


def frame_of(profile: PadProfile, n: int, rest: bytes = b"\x02") -> bytes:
    """A press that bears the number of its round behind its key."""
    data = b"\x01" + n.to_bytes(2, "big") + rest
    return profile.rx.encode(defaultdict(int, {**profile.vars, **profile.when}), data)


def _round_of(data: bytes) -> int:
    return int.from_bytes(data[1:3], "big") if len(data) == 4 else 1 << 16


def _damaged(random: Random, frame: bytes, places: tuple[int, ...]) -> bytes:
    """Cut short anywhere, or with another length, the same in both its places if it has two."""
    if random.random() < 0.5:
        return frame[: random.randrange(1, len(frame))]
    bad, wrong = bytearray(frame), random.randrange(256)
    for place in places:
        bad[place] = wrong
    return bytes(bad)


def jt905(*, peek: bool) -> PadProfile:
    """The JT/T 905 pad as shipped, or with an end mark that is used up."""
    text = (PADS / "jt905.toml").read_text("utf-8")
    if not peek:
        text = text.replace("peek:55AA", "const:55AA")
        shared = text.index("# 同一串里")
        text = text[:shared] + text[text.index("[[selftest]]", shared + 40) :]
    return load("jt905.toml", text.encode())
