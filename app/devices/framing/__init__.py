"""Frames in a stream of bytes: described by data, found after any damage.

On a fault only the first byte is dropped and the search goes on behind it; silence between bytes
(`gap`) empties what can no longer become a frame, so that no press is delivered late.

A kind of protocol is a file here: its FrameSpec, and its part of the sheet (Description) with all
that can be wrong with it. `kinds.py` is the one place that lists them.
"""

from app.devices.framing.checks import CHECKS
from app.devices.framing.decoder import Decoder
from app.devices.framing.echo import Echo
from app.devices.framing.frame import Description, Frame, FrameSpec, Verdict, Wrong
from app.devices.framing.kinds import KINDS

__all__ = [
    "CHECKS", "KINDS", "Decoder", "Description", "Echo", "Frame", "FrameSpec", "Verdict", "Wrong",
]  # fmt: skip
