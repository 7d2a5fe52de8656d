"""Frames come out of any damage, at once or not at all, and never late."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.framing import CHECKS, Decoder, Echo, Frame
from app.devices.framing.layout import Layout, Part
from app.devices.framing.raw_keys import RawKeySpec
from app.devices.profile import PadProfile

VALUES = {"addr": 0x81, "cmd": 0x11}
PRESS = bytes.fromhex("68 03 03 68 81 11 03 95 16")
LEAD = b"\xff"


def spec_of(profile: PadProfile) -> Layout:
    assert isinstance(profile.rx, Layout)
    return profile.rx


@pytest.fixture
def decoder(bus68: PadProfile) -> Decoder:
    return Decoder(bus68.rx)


@st.composite
def specs(draw: st.DrawFn) -> Layout:
    """Any protocol of kind `fields` that the loader would take."""
    names = draw(st.lists(st.sampled_from(["addr", "cmd", "seq"]), max_size=3, unique=True))
    numbers = [Part("number", name) for name in names]
    lengths = [Part("len")] * draw(st.integers(1, 2))
    before = draw(st.permutations([*lengths, *numbers]))
    check = draw(st.sampled_from(sorted(CHECKS)))
    mark = draw(st.binary(min_size=1, max_size=3))
    fields = [Part("const", "", mark, len(mark)), *before, Part("data")]
    over = draw(st.lists(st.sampled_from(["len", "data", *names]), min_size=1, unique=True))
    if check != "none":
        fields.append(Part("check"))
    if draw(st.booleans()):
        end = draw(st.binary(min_size=1, max_size=2))
        fields.append(Part("const", "", end, len(end)))
    covers = (
        "data",
        *draw(st.lists(st.sampled_from(names), unique=True) if names else st.just([])),
    )
    return Layout(tuple(fields), covers, check, () if check == "none" else tuple(over), 24)


BYTE = st.integers(0, 255)
NUMBERS = st.fixed_dictionaries({"addr": BYTE, "cmd": BYTE, "seq": BYTE})


def cut(data: bytes, at: list[int]) -> Iterator[bytes]:
    places = [0, *sorted(p % (len(data) + 1) for p in at), len(data)]
    for start, stop in pairwise(places):
        yield data[start:stop]


@given(specs(), NUMBERS, st.binary(max_size=16))
def test_what_is_encoded_is_decoded(spec: Layout, numbers: dict[str, int], data: bytes) -> None:
    raw = spec.encode(numbers, data)
    (frame,) = Decoder(spec).feed(raw)
    assert (frame.raw, frame.data) == (raw, data)
    assert all(frame.values[name] == numbers[name] for name in frame.values)
    assert len(raw) <= spec.longest


@given(specs(), NUMBERS, st.lists(st.binary(max_size=40), max_size=4), st.lists(BYTE, max_size=9))
def test_any_split_of_a_stream_gives_the_same_frames(
    spec: Layout, numbers: dict[str, int], noise: list[bytes], at: list[int]
) -> None:
    stream = b"".join(bytes(n) + spec.encode(numbers, n[:8]) for n in noise)
    split = Decoder(spec)
    pieces = [frame for piece in cut(stream, at) for frame in split.feed(piece)]
    whole = Decoder(spec)
    assert pieces + split.gap() == whole.feed(stream) + whole.gap()


@given(specs(), NUMBERS, st.binary(max_size=60))
def test_a_frame_after_anything_and_silence_is_found(
    spec: Layout, numbers: dict[str, int], before: bytes
) -> None:
    decoder = Decoder(spec)
    decoder.feed(before)
    decoder.gap()
    assert [f.raw for f in decoder.feed(spec.encode(numbers, b"\x03"))] == [
        spec.encode(numbers, b"\x03")
    ]


@given(specs(), st.lists(st.binary(max_size=300), max_size=6))
def test_the_decoder_never_raises_and_holds_less_than_a_frame(
    spec: Layout, pieces: list[bytes]
) -> None:
    decoder = Decoder(spec)
    for piece in pieces:
        for frame in decoder.feed(piece):
            assert len(frame.raw) <= spec.longest
        assert decoder.held < spec.longest
    decoder.gap()
    assert decoder.held == 0


@pytest.mark.parametrize("cut_at", range(1, len(PRESS)))
def test_a_frame_cut_short_does_not_hurt_the_next(decoder: Decoder, cut_at: int) -> None:
    assert decoder.feed(PRESS[:cut_at]) == []
    assert decoder.gap() == []
    assert [f.raw for f in decoder.feed(PRESS)] == [PRESS]


@pytest.mark.parametrize("cut_at", range(1, len(PRESS)))
def test_the_rest_of_a_frame_is_worth_nothing_after_silence(decoder: Decoder, cut_at: int) -> None:
    decoder.feed(PRESS[:cut_at])
    decoder.gap()
    assert decoder.feed(PRESS[cut_at:]) + decoder.gap() == []


@pytest.mark.parametrize("cut_at", range(1, len(PRESS)))
def test_a_cut_frame_glued_to_a_whole_one_loses_only_itself(decoder: Decoder, cut_at: int) -> None:
    found = decoder.feed(PRESS[:cut_at] + PRESS) + decoder.gap()
    assert [f.raw for f in found] == [PRESS]


@pytest.mark.parametrize("length", [0, 1, 2, 4, 5, 32, 33, 255])
def test_a_garbled_length_is_no_frame(decoder: Decoder, length: int) -> None:
    for both in (bytes([length, length]), bytes([length, 3]), bytes([3, length])):
        damaged = PRESS[:1] + both + PRESS[3:]
        assert decoder.feed(damaged) + decoder.gap() == []
        assert [f.raw for f in decoder.feed(PRESS)] == [PRESS]


@pytest.mark.parametrize("bit", range(8 * len(PRESS)))
def test_no_flipped_bit_makes_another_frame(decoder: Decoder, bit: int) -> None:
    damaged = bytearray(PRESS)
    damaged[bit // 8] ^= 1 << bit % 8
    assert decoder.feed(bytes(damaged)) + decoder.gap() == []


@pytest.mark.parametrize("place", range(len(PRESS) + 1))
@pytest.mark.parametrize("noise", [b"\x00", b"\xff\xff", b"\x68", b"\x68\x68\x16", b"\x03\x02\x01"])
def test_noise_beside_a_frame_is_skipped_and_inside_it_destroys_it(
    decoder: Decoder, noise: bytes, place: int
) -> None:
    stream = PRESS[:place] + noise + PRESS[place:]
    whole = stream in (noise + PRESS, PRESS + noise)
    found = decoder.feed(stream) + decoder.gap()
    assert [f.raw for f in found] == ([PRESS] if whole else [])


@pytest.mark.parametrize("size", [1, 2, 64])
def test_glued_frames_are_found_in_pieces_of_any_size(decoder: Decoder, size: int) -> None:
    stream = LEAD + PRESS + PRESS + LEAD + PRESS
    pieces = (stream[i : i + size] for i in range(0, len(stream), size))
    assert [f.raw for piece in pieces for f in decoder.feed(piece)] == [PRESS] * 3


@pytest.mark.parametrize("flood", [b"\x00", b"\xff", b"\x68", b"\x16", b"\x68\x20\x20\x68"])
def test_a_flood_holds_no_memory_and_hides_no_frame(
    decoder: Decoder, bus68: PadProfile, flood: bytes
) -> None:
    for _ in range(100):
        assert decoder.feed(flood * 1000) == []
        assert decoder.held < spec_of(bus68).longest
    decoder.gap()
    assert [f.raw for f in decoder.feed(PRESS)] == [PRESS]


def test_a_million_random_bytes_hold_no_press(decoder: Decoder, bus68: PadProfile) -> None:
    random = Random(68)
    found = [f for _ in range(1000) for f in decoder.feed(random.randbytes(1000))]
    assert [f for f in found if bus68.key_of(f) is not None] == []


def test_a_frame_of_another_device_on_the_bus_is_a_frame_but_no_press(bus68: PadProfile) -> None:
    screen = bytes.fromhex("A0 90 01 A5 00 02 41 01 D4")
    caller = spec_of(bus68).encode({"addr": 0x01, "cmd": 0x11}, b"\x03")
    other_pad = spec_of(bus68).encode({"addr": 0x82, "cmd": 0x11}, b"\x03")
    other_command = spec_of(bus68).encode({"addr": 0x81, "cmd": 0x12}, b"\x03")
    no_key = spec_of(bus68).encode(VALUES, b"")
    decoder = Decoder(bus68.rx)
    stream = screen + caller + other_pad + other_command + no_key + PRESS
    keys = [bus68.key_of(f) for f in decoder.feed(stream)]
    assert keys == [None, None, None, None, 3]


def test_every_byte_of_a_bare_key_pad_is_a_frame() -> None:
    assert Decoder(RawKeySpec()).feed(b"\x05\x00") == [
        Frame(b"\x05", {}, b"\x05"),
        Frame(b"\x00", {}, b"\x00"),
    ]


def test_too_much_data_is_not_encoded(bus68: PadProfile) -> None:
    with pytest.raises(ValueError):
        bus68.rx.encode(VALUES, bytes(31))


def test_modbus_crc_is_the_published_one() -> None:
    assert CHECKS["crc16-modbus"](b"123456789") == bytes.fromhex("37 4B")


SENT = bytes.fromhex("55 AA 02 20 00 1A")


@given(st.lists(BYTE, max_size=9))
def test_an_echo_is_taken_out_however_it_is_cut(at: list[int]) -> None:
    echo = Echo()
    echo.sent(SENT)
    echo.sent(SENT[::-1])
    stream = SENT + SENT[::-1] + b"\x05"
    assert b"".join(echo.strip(piece) for piece in cut(stream, at)) == b"\x05"


@given(st.lists(st.binary(min_size=1, max_size=8), max_size=8), st.binary(max_size=40))
def test_without_an_echo_every_byte_comes_through(sent: list[bytes], came: bytes) -> None:
    echo = Echo()
    for data in sent:
        echo.sent(b"\xaa" + data)
    heard = echo.strip(came.replace(b"\xaa", b"\x55")) + echo.release()
    assert heard == came.replace(b"\xaa", b"\x55")
    assert echo.held == 0


def test_the_beginning_of_an_echo_is_given_back_when_it_is_none() -> None:
    echo = Echo()
    echo.sent(SENT)
    assert echo.strip(b"\x55\xaa") == b""
    assert echo.held == 2
    assert echo.strip(b"\x05") == b"\x55\xaa\x05"
    assert echo.strip(b"\x55") + echo.release() == b"\x55"


def test_an_echo_lost_on_the_line_does_not_let_the_next_one_through() -> None:
    echo = Echo()
    echo.sent(SENT)
    echo.sent(bytes.fromhex("55 AA 02 1F 00 1A"))
    assert echo.strip(bytes.fromhex("55 AA 02 1F 00 1A 04")) == b"\x04"
