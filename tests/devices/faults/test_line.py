"""Faults of the line, 1 to 10, through the driver and session of every shipped pad."""

from collections.abc import Iterator

import pytest

from app.devices.framing import Decoder
from app.devices.profile import PadProfile
from app.devices.session import OPEN_SECONDS, Count, Keep
from tests.fakes.talk import Talk


def keys(profile: PadProfile) -> tuple[int, int]:
    """Two keys of a pad."""
    first, second, *_ = profile.keys
    return first, second


def places(profile: PadProfile) -> range:
    """Where a press can be cut; a bare key cannot."""
    return range(1, len(profile.press_bytes(keys(profile)[0])))


def fresh(profile: PadProfile) -> Talk:
    talk = Talk(profile)
    talk.ask_and_light("a")
    return talk


def settled(talk: Talk) -> list[int]:
    """What was counted for a, once half a frame has no chance any more."""
    talk.silence()
    return talk.counted("a")


NOISE = [b"\x00", b"\xff\xff", b"\x68\x68\x16", b"\x55\xaa", b"\x7e\x02\x10\x03"]


@pytest.mark.fault(1)
@pytest.mark.parametrize("noise", NOISE, ids=bytes.hex)
def test_noise_beside_a_press_is_skipped_and_inside_it_makes_no_other(
    profile: PadProfile, noise: bytes
) -> None:
    key, _ = keys(profile)
    press = profile.press_bytes(key)
    if not profile.proves:  # on a bare line every key is a press, wherever it stands
        noise = bytes(byte for byte in noise if byte not in profile.keys)
    for place in range(len(press) + 1):
        talk = fresh(profile)
        talk.hear(press[:place] + noise + press[place:])
        found = settled(talk)
        assert found in ([[key]] if place in (0, len(press)) else [[], [key]]), place


@pytest.mark.fault(2)
def test_a_press_whose_rest_never_comes_is_none_and_hurts_not_the_next(
    framed: PadProfile,
) -> None:
    first, second = keys(framed)
    for cut in places(framed):
        talk = fresh(framed)
        talk.hear(framed.press_bytes(first)[:cut])
        assert settled(talk) == []
        talk.hear(framed.press_bytes(second))
        assert talk.counted("a") == [second], cut


@pytest.mark.fault(2)
def test_the_rest_of_a_press_is_worth_nothing_after_the_gap(framed: PadProfile) -> None:
    first, second = keys(framed)
    press = framed.press_bytes(first)
    for cut in places(framed):
        talk = fresh(framed)
        talk.hear(press[:cut])
        talk.silence()
        talk.hear(press[cut:])
        assert settled(talk) == []
        talk.hear(framed.press_bytes(second))
        assert talk.counted("a") == [second], cut


@pytest.mark.fault(2)
@pytest.mark.parametrize("delay", [0.0, 0.01, 0.3, 5.0])
def test_the_rest_of_a_press_that_comes_to_the_next_citizen_is_not_his(
    framed: PadProfile, delay: float
) -> None:
    first, second = keys(framed)
    press = framed.press_bytes(first)
    for cut in places(framed):
        talk = fresh(framed)
        talk.hear(press[:cut])
        talk.cancel()
        talk.ask_and_light("b")
        talk.wait(delay)
        talk.hear(press[cut:])
        talk.silence()
        assert talk.stored() == 0, cut
        talk.hear(framed.press_bytes(second))
        assert (talk.counted("a"), talk.counted("b")) == ([], [second]), cut


@pytest.mark.fault(2)
def test_a_press_that_trickles_over_into_the_next_asking_is_not_his(one_way: PadProfile) -> None:
    """Never a gap, and its last byte comes when his window is open. A pad that lights by an answer
    would say that in the middle of the press."""
    first, second = keys(one_way)
    press = one_way.press_bytes(first)
    for cut in places(one_way):
        talk = fresh(one_way)
        talk.hear(press[:cut])
        talk.cancel()
        talk.ask("b")
        for byte in press[cut:]:
            talk.wait(0.8 * talk.gap)
            talk.hear(bytes([byte]))
        talk.quiet()
        assert talk.opened("b")
        assert talk.counted("b") == [], cut
        talk.hear(one_way.press_bytes(second))
        assert talk.counted("b") == [second], cut


@pytest.mark.fault(3, 4)
def test_no_flipped_bit_makes_another_key(framed: PadProfile) -> None:
    """Exhaustive: constants, both length bytes, address, command, key, check."""
    key, _ = keys(framed)
    press = framed.press_bytes(key)
    for bit in range(8 * len(press)):
        damaged = bytearray(press)
        damaged[bit // 8] ^= 1 << bit % 8
        talk = fresh(framed)
        talk.hear(bytes(damaged))
        assert settled(talk) == [], bit


@pytest.mark.fault(3)
def test_no_byte_made_larger_or_smaller_makes_another_key(framed: PadProfile) -> None:
    """The length byte among them, up and down."""
    key, _ = keys(framed)
    press = framed.press_bytes(key)
    for place in range(len(press)):
        for value in {0, 1, press[place] - 1 & 0xFF, press[place] + 1 & 0xFF, 0x20, 0xFF}:
            talk = fresh(framed)
            talk.hear(press[:place] + bytes([value]) + press[place + 1 :])
            assert settled(talk) == ([key] if value == press[place] else []), (place, value)


@pytest.mark.fault(5)
def test_three_presses_in_one_read_are_a_rating_and_two_kept(asked: Talk) -> None:
    first, second = keys(asked.profile)
    asked.hear(b"".join(asked.profile.press_bytes(key) for key in (first, second, first)))
    assert asked.counted("a") == [first]
    kept = [(e.press.key, e.reason) for e in asked.told if isinstance(e, Keep)]
    assert kept == [(second, "repeat"), (first, "repeat")]


@pytest.mark.fault(6)
@pytest.mark.parametrize("size", [1, 2, 64])
def test_pieces_of_any_size_make_the_same_presses(asked: Talk, size: int) -> None:
    codes = [*asked.profile.keys] * 5
    stream = b"".join(map(asked.profile.press_bytes, codes))
    for at in range(0, len(stream), size):
        asked.hear(stream[at : at + size])
        asked.wait(0.001)
    stored = [e.press.key for e in asked.told if isinstance(e, Count | Keep)]
    assert stored == codes
    assert asked.counted("a") == codes[:1]


def floods(profile: PadProfile) -> Iterator[bytes]:
    """What means nothing however long it lasts: one byte, and presses that never end (one mark may
    end a press and begin the next: then they do end)."""
    press = profile.press_bytes(keys(profile)[0])
    yield from (b"\x00\x00", b"\xff\xff", b"\x55\xaa")
    cuts = (press[:cut] * 2 for cut in range(1, len(press)))
    yield from (flood for flood in cuts if not Decoder(profile.rx).feed(flood * 2))


@pytest.mark.fault(7, 10)
def test_an_endless_stream_holds_no_memory_makes_no_rating_and_hides_no_end(
    profile: PadProfile,
) -> None:
    """Without a start byte, of start bytes alone, of 00 and FF; it leaves no gap."""
    for flood in floods(profile):
        talk = fresh(profile)
        until = talk.now + OPEN_SECONDS
        while talk.now < until:
            talk.hear(flood)
            assert talk.held < talk.cap
            talk.wait(0.8 * talk.gap)
        assert (talk.counted("a"), talk.timed_out("a")) == ([], True), flood.hex()


@pytest.mark.fault(10)
@pytest.mark.parametrize("flood", [b"\x00", b"\xff"], ids=bytes.hex)
def test_after_a_flood_the_next_press_counts(asked: Talk, flood: bytes) -> None:
    key, _ = keys(asked.profile)
    for _ in range(1000):
        asked.hear(flood * 64)
        asked.wait(0.001)
    asked.silence()
    asked.hear(asked.profile.press_bytes(key))
    assert asked.counted("a") == [key]


@pytest.mark.fault(8)
def test_what_we_sent_ourselves_comes_back_and_is_no_press(profile: PadProfile) -> None:
    """On a two-wire line; PJ06's prompt holds a byte that is a key."""
    talk, (first, second) = Talk(profile, echoes=True), keys(profile)
    talk.ask_and_light("a")
    talk.wait(1.0)
    talk.repeat()
    talk.wait(1.0)
    assert talk.stored() == 0
    talk.hear(profile.press_bytes(first))
    talk.wait(1.0)
    assert (talk.counted("a"), talk.stored()) == ([first], 1)
    talk.ask_and_light("b")
    talk.cancel()
    talk.wait(1.0)
    assert talk.stored() == 1
    talk.hear(profile.press_bytes(second))
    assert talk.stored() == 2


@pytest.mark.fault(9)
def test_a_bus_full_of_neighbours_rates_nothing_and_hides_no_press(bus68: PadProfile) -> None:
    spec, press = bus68.rx, bus68.press_bytes(3)
    caller = spec.encode({"addr": 0x01, "cmd": 0x11}, b"\x03")
    neighbour = spec.encode({"addr": 0x82, "cmd": 0x11}, b"\x03")
    display = bytes.fromhex("A0 90 01 A5 00 02 41 01 D4")
    talk = fresh(bus68)
    for foreign in (caller, neighbour, display) * 50:
        talk.hear(foreign)
        talk.wait(0.02)
    assert talk.stored() == 0
    talk.hear(neighbour + display + press + caller)
    assert talk.counted("a") == [3]
