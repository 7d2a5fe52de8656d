"""What holds for frames of every kind and of every profile that is shipped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.framing import Decoder
from app.devices.profile import PadProfile, load_file
from tests.devices.conftest import PADS
from tests.devices.framing.kinds import Drawn, cut, frames

SHIPPED = [load_file(p) for p in sorted([*PADS.glob("*.toml"), *PADS.glob("training/*.toml")])]
BYTE = st.integers(0, 255)
PIECES = st.lists(BYTE, max_size=9)


@given(frames(), PIECES)
def test_what_is_encoded_is_decoded(drawn: Drawn, at: list[int]) -> None:
    decoder = Decoder(drawn.spec)
    (frame,) = [frame for piece in cut(drawn.raw, at) for frame in decoder.feed(piece)]
    assert (frame.raw, frame.data) == (drawn.raw, drawn.data)
    assert dict(frame.values) == drawn.values
    assert len(drawn.raw) <= drawn.spec.longest


@given(frames(), st.lists(st.binary(max_size=40), max_size=5), PIECES)
def test_any_split_of_a_stream_gives_the_same_frames(
    drawn: Drawn, noise: list[bytes], at: list[int]
) -> None:
    stream = b"".join(part + drawn.raw for part in noise)
    split, whole = Decoder(drawn.spec), Decoder(drawn.spec)
    pieces = [frame for piece in cut(stream, at) for frame in split.feed(piece)]
    assert pieces + split.gap() == whole.feed(stream) + whole.gap()


@given(frames(), st.binary(max_size=60))
def test_a_frame_after_anything_and_silence_is_found(drawn: Drawn, before: bytes) -> None:
    decoder = Decoder(drawn.spec)
    decoder.feed(before)
    decoder.gap()
    assert [f.raw for f in decoder.feed(drawn.raw)] == [drawn.raw]


@given(frames(), st.lists(st.binary(max_size=300), max_size=6))
def test_the_decoder_never_raises_and_holds_less_than_a_frame(
    drawn: Drawn, pieces: list[bytes]
) -> None:
    decoder = Decoder(drawn.spec)
    for piece in [*pieces, drawn.raw[:-1]]:
        for frame in decoder.feed(piece):
            assert len(frame.raw) <= drawn.spec.longest
        assert decoder.held < drawn.spec.longest
    decoder.gap()
    assert decoder.held == 0


@given(frames(least=1))
def test_frames_glued_together_are_all_found(drawn: Drawn) -> None:
    found = Decoder(drawn.spec).feed(drawn.raw * 3)
    assert [f.raw for f in found] == [drawn.raw] * 3


@pytest.mark.parametrize("profile", SHIPPED, ids=lambda p: p.id)
@given(at=PIECES, before=st.binary(max_size=60), code=BYTE)
def test_any_key_of_a_shipped_pad_is_read_after_anything(
    profile: PadProfile, at: list[int], before: bytes, code: int
) -> None:
    raw = profile.press_bytes(code)
    decoder = Decoder(profile.rx)
    decoder.feed(before)
    decoder.gap()
    (frame,) = [frame for piece in cut(raw, at) for frame in decoder.feed(piece)]
    assert frame.raw == raw
    assert profile.key_of(frame) == (code if code in profile.keys else None)


@pytest.mark.parametrize("profile", SHIPPED, ids=lambda p: p.id)
@given(pieces=st.lists(st.binary(max_size=300), max_size=6))
def test_a_shipped_profile_bounds_what_it_holds(profile: PadProfile, pieces: list[bytes]) -> None:
    decoder = Decoder(profile.rx)
    for piece in pieces:
        decoder.feed(piece)
        assert decoder.held < profile.rx.longest
    assert decoder.gap() is not None
    assert decoder.held == 0


@pytest.mark.parametrize("profile", [p for p in SHIPPED if p.proves], ids=lambda p: p.id)
@given(bit=st.integers(0, 1000))
def test_no_flipped_bit_of_a_checked_press_makes_another_press(
    profile: PadProfile, bit: int
) -> None:
    for code in profile.keys:
        damaged = bytearray(profile.press_bytes(code))
        place = bit % (8 * len(damaged))
        damaged[place // 8] ^= 1 << place % 8
        decoder = Decoder(profile.rx)
        found = decoder.feed(bytes(damaged)) + decoder.gap()
        assert [k for k in map(profile.key_of, found) if k is not None] == []


def test_every_pad_is_shipped_as_not_tried() -> None:
    shown = {Path(p).stem for p in PADS.glob("*.toml")}
    assert shown >= {"bus68-4key", "pj06", "jt905"}
    assert "template" not in shown
