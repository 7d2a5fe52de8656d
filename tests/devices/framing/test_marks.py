"""Begin and end marks: one lost mark costs one frame at most."""

from collections.abc import Mapping

import msgspec
import pytest

from app.devices.framing import KINDS, Decoder, FrameSpec
from app.devices.profile import PadProfile, load_file
from tests.devices.conftest import PADS

STX: Mapping[str, object] = {"fields": ("const:02", "u8:cmd", "data", "end:03"), "max_len": 8}
DLE: Mapping[str, object] = {
    "fields": ("const:1002", "data", "end:1003", "check"), "escape": "10", "check": "xor8",
    "check_over": ("data", "end"),
}  # fmt: skip
HDLC: Mapping[str, object] = {
    "fields": ("const:7E", "data", "check", "end:7E"), "escape": "7D", "escape_xor": 0x20,
    "check": "sum8", "check_over": ("data",),
}  # fmt: skip
NO_NUMBERS: Mapping[str, int] = {}


def spec_of(kind: str, table: Mapping[str, object]) -> FrameSpec:
    described = msgspec.convert({"kind": kind, **table}, KINDS[kind])
    assert list(described.faults()) == []
    return described.spec()


def delimited(table: Mapping[str, object]) -> FrameSpec:
    return spec_of("delimited", table)


def data_of(spec: FrameSpec, stream: bytes) -> list[bytes]:
    decoder = Decoder(spec)
    return [f.data for f in decoder.feed(stream) + decoder.gap()]


@pytest.fixture
def jt905() -> PadProfile:
    return load_file(PADS / "jt905.toml")


def test_a_lost_end_mark_does_not_take_the_begin_mark_of_the_next(jt905: PadProfile) -> None:
    first, second = jt905.press_bytes(1), jt905.press_bytes(3)
    assert [jt905.key_of(f) for f in Decoder(jt905.rx).feed(first[:-2] + second)] == [1, 3]


def test_one_mark_between_two_frames_is_enough(jt905: PadProfile) -> None:
    first, second = jt905.press_bytes(1), jt905.press_bytes(3)
    stream = first + second[2:] + first[2:]
    assert [jt905.key_of(f) for f in Decoder(jt905.rx).feed(stream)] == [1, 3, 1]


@pytest.mark.parametrize("cut_at", range(1, 12))
def test_a_frame_cut_short_never_hurts_the_next(jt905: PadProfile, cut_at: int) -> None:
    first, second = jt905.press_bytes(1), jt905.press_bytes(3)
    decoder = Decoder(jt905.rx)
    keys = [jt905.key_of(f) for f in decoder.feed(first[:cut_at] + second) + decoder.gap()]
    assert keys[-1:] == [3]
    assert keys == ([1, 3] if cut_at == 10 else [3])


def test_a_frame_without_its_end_mark_is_none_after_silence(jt905: PadProfile) -> None:
    decoder = Decoder(jt905.rx)
    assert decoder.feed(jt905.press_bytes(1)[:-2]) + decoder.gap() == []
    assert decoder.feed(jt905.press_bytes(1)[-2:]) + decoder.gap() == []


def test_what_would_look_like_the_mark_is_not_sent() -> None:
    table = {"fields": ("const:55AA", "u16be:cmd", "len", "data", "peek:55AA")}
    spec = spec_of("fields", {"len_covers": ("data",), **table})
    with pytest.raises(ValueError):
        spec.encode({"cmd": 0x55AA}, b"\x01")
    assert data_of(spec, spec.encode({"cmd": 0x55AB}, b"\x01")) == [b"\x01"]


def test_a_mark_that_reads_as_a_length_does_not_make_the_next_frame_late() -> None:
    table = {"fields": ("const:03", "len", "data", "peek:03"), "len_covers": ("data",)}
    spec = spec_of("fields", table)
    stream = spec.encode(NO_NUMBERS, b"\x01") + spec.encode(NO_NUMBERS, b"\x02")
    assert [f.data for f in Decoder(spec).feed(stream)] == [b"\x01", b"\x02"]


def test_a_begin_mark_inside_a_frame_means_that_its_end_was_lost() -> None:
    spec = delimited(STX)
    (frame,) = Decoder(spec).feed(bytes.fromhex("02 11 05 02 11 04 03"))  # at once, not late
    assert frame.data == b"\x04"


def test_two_equal_marks_frame_both_sides() -> None:
    spec = delimited(HDLC)
    one, two = spec.encode(NO_NUMBERS, b"\x01"), spec.encode(NO_NUMBERS, b"\x02")
    assert data_of(spec, one + two) == [b"\x01", b"\x02"]
    assert data_of(spec, one + two[1:]) == [b"\x01", b"\x02"]
    assert data_of(spec, one[:-1] + two) == [b"\x01", b"\x02"]


@pytest.mark.parametrize(
    ("table", "data", "raw"),
    [
        (HDLC, b"\x7e\x7d", "7E 7D 5E 7D 5D FB 7E"),
        (DLE, b"\x10\x03", "10 02 10 10 03 10 03 00"),
    ],
)
def test_a_mark_in_the_data_is_escaped(table: Mapping[str, object], data: bytes, raw: str) -> None:
    spec = delimited(table)
    assert spec.encode(NO_NUMBERS, data) == bytes.fromhex(raw)
    assert data_of(spec, bytes.fromhex(raw)) == [data]


def test_the_escape_of_jt_808_is_an_escape_with_an_exclusive_or() -> None:
    spec = delimited({**HDLC, "escape_xor": 0x7C})
    assert spec.encode(NO_NUMBERS, b"\x7e\x7d").startswith(bytes.fromhex("7E 7D 02 7D 01"))


@pytest.mark.parametrize("data", [b"\x03", b"\x02", b"", bytes(8)])
def test_what_cannot_be_told_without_an_escape_is_not_sent(data: bytes) -> None:
    spec = delimited({**STX, "fields": ("const:02", "data", "end:03"), "max_len": 7})
    with pytest.raises(ValueError):
        spec.encode(NO_NUMBERS, data)


def test_a_check_behind_the_end_mark_covers_it() -> None:
    spec = delimited(DLE)
    raw = spec.encode(NO_NUMBERS, b"\x05")
    assert raw.hex(" ") == "10 02 05 10 03 16"
    assert data_of(spec, raw[:-1] + b"\x17") == []
    assert Decoder(spec).feed(raw[:-1]) == []


def test_every_frame_of_a_fixed_length_is_as_long() -> None:
    table = {"fields": ("const:AA", "u8:cmd", "data", "const:55"), "length": 5}
    spec = spec_of("fixed", table)
    assert data_of(spec, bytes.fromhex("00 AA 11 05 00 55 AA 11 05 55")) == [b"\x05\x00"]
    with pytest.raises(ValueError):
        spec.encode({"cmd": 1}, b"\x05")
