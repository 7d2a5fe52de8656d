"""Presses behind damaged frames: how many come in their own round, how many late, by decoder."""

from collections.abc import Iterator
from pathlib import Path

from app.devices.framing import Decoder, Frame, FrameSpec
from app.devices.profile import load_file
from benchmarks import Figure
from tests.devices.conftest import PADS
from tests.devices.framing.damage import jt905, on_a_bad_line

ROUNDS = 20_000


class Dropping(Decoder):
    """The raw baseline: what many programs do, the whole buffer is given up at the first byte
    that fits nothing."""

    def __init__(self, spec: FrameSpec) -> None:
        super().__init__(spec)
        self._whole = spec

    def feed(self, data: bytes) -> list[Frame]:
        """What is whole, or nothing at all."""
        held = self._buffer + data
        frames = []
        while held:
            found = self._whole.match(held, 0)
            if not isinstance(found, Frame):
                break
            frames.append(found)
            held = held[len(found.raw) :]
        failed = bool(held) and not isinstance(found, Frame) and found.name == "NO"
        self._buffer = b"" if failed else held
        return frames


def figures(_folder: Path) -> Iterator[Figure]:
    """No press is lost or late once silence is heeded; ratio to what the baseline loses."""
    pads = {"bus68": load_file(PADS / "bus68-4key.toml"), "jt905": jt905(peek=True)}
    for name, profile in pads.items():
        ours = on_a_bad_line(profile, ROUNDS, gap=True)
        deaf = on_a_bad_line(profile, ROUNDS, gap=False)
        raw = on_a_bad_line(profile, ROUNDS, gap=False, decoder=Dropping)
        told = [f"{t.own / ROUNDS:.1%} own, {t.late} late" for t in (ours, deaf, raw)]
        note = f"{told[0]}; without silence {told[1]}; dropping the buffer {told[2]}"
        if name == "jt905":
            used = on_a_bad_line(jt905(peek=False), ROUNDS, gap=True)
            note += f"; end mark used up {used.own / ROUNDS:.1%} own, {used.late} late"
        lost = ROUNDS - ours.own + ours.late
        yield Figure(f"damage_{name}", lost / (ROUNDS - raw.own), 0, note)
