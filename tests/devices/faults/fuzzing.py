"""Damaged, good and made-up bytes in any order through the real driver and session of a pad."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.devices.profile import PadProfile
from app.devices.session import OPEN_SECONDS, STRAY_SECONDS, Count, Lose, Opened, TimeOut
from app.settings.places import RESOURCES
from tests.fakes.talk import STORED, Talk

HEARD: Final = 512  # bytes that are remembered: more than any frame has
SHIPPED: Final = tuple(
    path for path in sorted((RESOURCES / "pads").rglob("*.toml")) if path.stem != "template"
)


def name_of(path: Path) -> str:
    return path.stem


class Fuzz:
    """A stream of bytes with askings beside it. What comes out is held against what went in:

    a rating only of a listed key, whole within the window of the asking it counts for; a clean
    press once, as a rating inside a window and kept outside; the driver holds less than its cap.
    """

    def __init__(self, profile: PadProfile, seed: int) -> None:
        self.profile, self.talk = profile, Talk(profile)
        self.rng = random.Random(seed)
        self.fed = self.clean = self.stored = self.ratings = self.asked = 0
        self.heard = b""  # since the window opened, as far back as a frame may reach
        self.ended = {"0"}

    def run(self, total: int) -> None:
        """Feed so many bytes."""
        does: dict[Callable[[], None], int] = {
            self._noise: 30, self._damaged: 50, self._glued: 6, self._whole: 8, self._ask: 5,
            self._end: 2, self._pass_time: 3,
        }  # fmt: skip
        deeds, weights = list(does), list(does.values())
        while self.fed < total:
            for deed in self.rng.choices(deeds, weights, k=100):
                deed()

    def _press(self) -> bytes:
        return self.profile.press_bytes(self.rng.choice(list(self.profile.keys)))

    def _noise(self) -> None:
        self._feed(self.rng.randbytes(self.rng.randrange(1, 64)))

    def _damaged(self) -> None:
        data = self._press()
        for _ in range(self.rng.randrange(1, 4)):
            data = damaged(data, self.rng)
        self._feed(data)

    def _glued(self) -> None:
        self._feed(b"".join(self._press() for _ in range(self.rng.randrange(2, 5))))

    def _whole(self) -> None:
        """A press after silence: it is stored once, and counted if somebody is asked."""
        self.talk.quiet()
        self._look()
        stored, ratings, in_window = self.stored, self.ratings, self._is_in_window()
        self._say(self._press())
        self.clean += 1
        assert self.stored == stored + 1
        assert self.ratings - ratings == in_window

    def _is_in_window(self) -> bool:
        since, is_over = self.talk.opened_at, f"{self.asked}" in self.ended
        if since is None or is_over:
            return False
        return STRAY_SECONDS <= self.talk.now - since < OPEN_SECONDS

    def _ask(self) -> None:
        self.talk.wait(0.0)  # an asking whose time is over ends first
        self._look()
        if f"{self.asked}" in self.ended:
            self.asked, self.talk.opened_at = self.asked + 1, None
            self.talk.ask(f"{self.asked}")
        else:
            self.talk.repeat()
        self.talk.wait(self.rng.choice([0.0, 0.1, 0.5]))
        self._feed(self.profile.answer_bytes())
        self.talk.wait(self.rng.choice([0.1, 0.5, 2.0]))
        self._look()

    def _end(self) -> None:
        if self.rng.randrange(4):
            self.talk.cancel()
            self._look()
            self.ended.add(f"{self.asked}")
        else:
            self.talk.lose()
            self._look()

    def _pass_time(self) -> None:
        self.talk.wait(self.rng.choice([0.01, 0.06, 0.3, 1.0, 61.0, 121.0]))
        self._look()

    def _feed(self, data: bytes) -> None:
        size = self.rng.choice([1, 3, 64])
        for at in range(0, len(data), size):
            self._say(data[at : at + size])
            self.talk.wait(0.001)

    def _say(self, data: bytes) -> None:
        self._look()
        self.heard = self.heard[-HEARD:] + data
        self.talk.hear(data)
        assert self.talk.held < self.talk.cap
        self._look()
        self.fed += len(data)

    def _look(self) -> None:
        """At what was told since the last look."""
        told, self.talk.told = self.talk.told, []
        for effect in told:
            self.stored += isinstance(effect, STORED)
            match effect:
                case Opened(ask_id):
                    assert ask_id == f"{self.asked}"
                    self.heard = b""
                case Count(ask_id, press, waited, _):
                    assert STRAY_SECONDS <= waited < OPEN_SECONDS
                    assert press.key in self.profile.keys
                    assert press.raw in self.heard
                    self.ratings += 1
                    self._over(ask_id)
                case TimeOut(ask_id) | Lose(ask_id, "lost" | "no_answer"):
                    self._over(ask_id)

    def _over(self, ask_id: str) -> None:
        """An asking has one end, and it is the one that goes on."""
        assert ask_id == f"{self.asked}"
        assert ask_id not in self.ended
        self.ended.add(ask_id)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A bit flipped, the rest lost, a byte lost, doubled or put in."""
    if not data:
        return data
    at = rng.randrange(len(data))
    before, byte, behind = data[:at], data[at : at + 1], data[at + 1 :]
    match rng.randrange(5):
        case 0:
            return before + bytes([byte[0] ^ 1 << rng.randrange(8)]) + behind
        case 1:
            return before
        case 2:
            return before + behind
        case 3:
            return before + byte + byte + behind
        case _:
            return before + rng.randbytes(1) + byte + behind
