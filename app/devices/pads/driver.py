"""A framed pad: bytes to listed keys, commands to bytes. No threads, no time."""

from typing import NamedTuple

from app.devices.framing import Decoder, Frame
from app.devices.profile import PadProfile, fits


class Heard(NamedTuple):
    """What some bytes meant: listed keys with their frames, and noise."""

    keys: tuple[tuple[int, bytes], ...]
    noise: bytes


class PadDriver:
    """The protocol of one pad, as its profile describes it."""

    def __init__(self, profile: PadProfile) -> None:
        self.profile = profile
        self._decoder = Decoder(profile.rx)

    def hear(self, data: bytes) -> Heard:
        """Bytes came."""
        return self._heard(self._decoder.feed(data))

    def silence(self) -> Heard:
        """No byte came for as long as a frame may pause."""
        return self._heard(self._decoder.gap())

    def command(self, name: str) -> bytes:
        """The bytes of a command; b"" when this pad has none of that name."""
        return self.profile.commands.get(name, b"")

    def answer(self) -> bytes:
        """What a counted press is answered with."""
        return self.command(self.profile.reply) if self.profile.reply else b""

    def _heard(self, frames: list[Frame]) -> Heard:
        keys, noise = [], self._decoder.noise()
        for frame in frames:
            if fits(self.profile, frame.values) and frame.data[:1]:
                code = frame.data[0]
                if code in self.profile.keys:
                    keys.append((code, frame.raw))
                    continue
            noise += frame.raw
        return Heard(tuple(keys), noise)
