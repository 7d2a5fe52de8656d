"""The worker over a port in memory: each asking has one end, whatever the port does."""

import threading
from collections.abc import Iterator

import pytest

from app.devices.profile import PadProfile
from app.devices.worker import (
    KEPT_IN_A_MINUTE,
    AskLost,
    AskTimedOut,
    HealthChanged,
    Pressed,
    PressKept,
    Prompted,
    Traffic,
)
from tests.fakes.clock import FakeClock
from tests.fakes.pad_desk import Desk, running

PROMPT = bytes.fromhex("55 AA 02 20 00 1A")
WELCOME = bytes.fromhex("55 AA 02 1F 00 1A")
ACK = bytes.fromhex("68 02 02 68 81 01 82 16")
PRESS = bytes.fromhex("FF 68 03 03 68 81 11 03 95 16")


@pytest.fixture
def star(pj06: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    yield from running(pj06, clock)


@pytest.fixture
def bus(bus68: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    yield from running(bus68, clock)


@pytest.fixture
def talker(answering: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    yield from running(answering, clock)


def test_a_press_is_posted_with_all_that_is_evidence(star: Desk, pj06: PadProfile) -> None:
    star.ask("t1")
    star.port.arrive(b"\x02")
    pressed = star.box.wait(Pressed)
    press = pressed.press
    assert pressed.ask_id == "t1"
    assert (press.key, press.level, press.label, press.scale) == (2, "2", "不满意", 5)
    assert (press.latency_ms, press.quick, press.frames) == (2000, False, "02")
    assert (press.device, press.profile_sha256) == ("memory", pj06.sha256)
    assert press.at == star.clock.now()


def test_a_quick_press_counts_and_is_marked(star: Desk) -> None:
    star.ask()
    star.port.arrive(b"\x05")
    star.box.wait(Pressed)
    star.worker.ask("b")
    star.box.wait(Prompted, 2)
    star.clock.move(seconds=0.5)
    star.port.arrive(b"\x05")
    assert star.box.wait(Pressed, 2).press.quick


def test_presses_out_of_place_are_kept_with_their_reason(star: Desk) -> None:
    star.port.arrive(b"\x01")
    star.box.wait(PressKept)
    star.worker.ask("a")
    star.box.wait(Prompted)
    star.clock.move(seconds=0.2)
    star.port.arrive(b"\x02")
    star.box.wait(PressKept, 2)
    star.clock.move(seconds=2)
    star.port.arrive(b"\x03\x04")
    star.box.wait(PressKept, 3)
    kept = [(k.ask_id, k.press.key, k.reason) for k in star.box.all(PressKept)]
    assert kept == [("", 1, "idle"), ("a", 2, "early"), ("a", 4, "repeat")]
    assert [p.press.key for p in star.box.all(Pressed)] == [3]


def test_a_press_after_the_time_is_late_and_the_pad_rests(star: Desk) -> None:
    star.ask()
    star.pass_time(seconds=59)
    star.port.wait_sent(3)
    star.pass_time(seconds=60)
    assert star.box.wait(AskTimedOut) == AskTimedOut("a")
    star.port.arrive(b"\x05")
    assert star.box.wait(PressKept).reason == "late"
    assert star.port.sent[1:] == [PROMPT, PROMPT, WELCOME]
    assert star.box.all(Pressed) == []


def test_a_press_read_when_the_time_is_over_does_not_count(star: Desk) -> None:
    star.ask()
    star.clock.move(seconds=119)  # 121 after the prompt, before the worker has seen it
    star.port.arrive(b"\x05")
    star.box.wait(PressKept)
    kinds = [type(m) for m in star.box.messages if not isinstance(m, Traffic)]
    assert kinds[-2:] == [AskTimedOut, PressKept]


@pytest.mark.fault(26)
def test_a_wall_clock_set_back_a_day_changes_no_limit(star: Desk) -> None:
    star.ask()
    star.clock.set("2026-03-10 09:00:00")
    star.port.arrive(b"\x05")
    assert star.box.wait(Pressed).press.latency_ms == 2000


def test_a_cancelled_asking_ends_without_a_message(star: Desk) -> None:
    star.ask()
    star.worker.cancel()
    assert star.port.wait_sent(3) == WELCOME
    star.port.arrive(b"\x05")
    assert star.box.wait(PressKept).reason == "late"
    assert not star.box.all(AskLost) + star.box.all(AskTimedOut) + star.box.all(Pressed)


def test_a_press_that_came_before_the_cancel_counts(star: Desk) -> None:
    star.ask()
    with star.port.hold():  # the reader finds both: the byte, and that it is cancelled
        star.port.arrive(b"\x05")
        star.worker.cancel()
    star.box.wait(Pressed)


def test_the_pad_is_answered_only_when_the_press_is_committed(bus: Desk) -> None:
    bus.ask()
    for _ in range(5):
        bus.port.arrive(PRESS)
        bus.pass_time(seconds=0.4)
    assert bus.port.sent == []
    bus.worker.acknowledge("a")
    assert bus.port.wait_sent(1) == ACK
    assert len(bus.box.all(Pressed)) == 1
    assert bus.box.all(PressKept) == []


def test_a_kept_press_can_be_answered_too(bus: Desk) -> None:
    bus.port.arrive(PRESS)
    assert bus.box.wait(PressKept).ask_id == ""
    bus.worker.acknowledge("")
    assert bus.port.wait_sent(1) == ACK


def test_silence_inside_a_frame_ends_it(bus: Desk) -> None:
    bus.ask()
    bus.port.arrive(PRESS[:6])
    bus.port.settle()
    bus.pass_time(milliseconds=60)
    bus.port.arrive(PRESS[6:])
    bus.port.settle()
    bus.pass_time(milliseconds=60)
    bus.port.arrive(PRESS)
    bus.box.wait(Pressed)
    assert bus.box.all(PressKept) == []


def test_a_frame_in_slow_pieces_is_a_frame_while_no_gap_is_too_long(bus: Desk) -> None:
    bus.ask()
    for byte in PRESS:
        bus.port.arrive(bytes([byte]))
        bus.pass_time(milliseconds=40)
    bus.box.wait(Pressed)


@pytest.mark.parametrize("call", ["read", "write", "drain"])
@pytest.mark.parametrize("code", ["lost", "stuck"])
def test_a_port_that_fails_while_asking_ends_the_asking(star: Desk, call: str, code: str) -> None:
    star.ask()
    star.port.fail(call, code)
    star.worker.repeat()
    assert star.box.wait(AskLost) == AskLost("a", code)
    assert star.healths()[-1] == ("lost", code)
    star.port.wait_closed(1)


@pytest.mark.fault(18)
def test_a_port_lost_before_the_prompt_has_left_ends_the_asking(pj06: PadProfile) -> None:
    desk = Desk(pj06, FakeClock())
    desk.worker.start()
    desk.port.wait_sent(1)
    desk.worker.ask("a")  # the pad is still busy with its set-up
    desk.port.settle()
    desk.port.fail("read", "lost")
    assert desk.box.wait(AskLost) == AskLost("a", "lost")
    desk.worker.stop()
    assert PROMPT not in desk.port.sent


def test_an_asking_that_meets_a_port_just_lost_is_answered(star: Desk) -> None:
    with star.port.hold():
        star.worker.ask("a")
        star.port.fail("drain", "lost")
    assert star.box.wait(AskLost) == AskLost("a", "lost")


@pytest.mark.fault(18)
def test_a_port_lost_between_press_and_answer_takes_nothing_back(bus: Desk) -> None:
    bus.ask()
    bus.port.arrive(PRESS)
    bus.box.wait(Pressed)
    bus.port.fail("read", "lost")
    bus.box.wait(HealthChanged, 3)
    bus.worker.acknowledge("a")
    assert bus.box.all(AskLost) == []


def test_who_asks_while_the_pad_is_away_hears_it_at_once(star: Desk) -> None:
    star.port.fail("read", "lost")
    star.port.fail("open", "not_found")
    star.port.wait_closed(1)
    star.worker.ask("a")
    assert star.box.wait(AskLost) == AskLost("a", "lost")
    star.worker.repeat()
    star.worker.cancel()
    star.worker.acknowledge("a")
    star.clock.move(seconds=1)
    star.port.wait_closed(2)
    star.worker.ask("b")
    assert star.box.wait(AskLost, 2) == AskLost("b", "not_found")
    assert star.healths() == [("unconfirmed", ""), ("lost", "lost"), ("lost", "not_found")]


def test_an_asking_is_not_resumed_when_the_pad_comes_back(star: Desk) -> None:
    star.ask()
    star.port.fail("read", "lost")
    star.box.wait(AskLost)
    star.port.mend()
    star.clock.move(seconds=1)
    star.box.wait(HealthChanged, 3)
    star.port.arrive(b"\x05")
    assert star.box.wait(PressKept).reason == "late"
    star.clock.move(seconds=2)
    star.ask("b")
    star.port.arrive(b"\x05")
    assert star.box.wait(Pressed).ask_id == "b"


@pytest.mark.parametrize("code", ["busy", "not_found", "no_permission", "unfit"])
def test_a_port_that_does_not_open_is_told_and_tried_again(
    pj06: PadProfile, clock: FakeClock, code: str
) -> None:
    desk = Desk(pj06, clock)
    desk.port.fail("open", code)
    desk.worker.start()
    assert desk.box.wait(HealthChanged) == HealthChanged("lost", code)
    desk.port.mend()
    desk.clock.move(seconds=0.61)
    assert desk.box.wait(HealthChanged, 2) == HealthChanged("unconfirmed")
    desk.worker.stop()


def test_tries_grow_rarer_up_to_ten_seconds(pj06: PadProfile, clock: FakeClock) -> None:
    desk = Desk(pj06, clock)
    desk.port.fail("open", "not_found")
    desk.worker.start()
    closed = 1
    for wait in (0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0):
        desk.port.wait_closed(closed)
        desk.clock.move(seconds=wait * 0.79)
        desk.worker.ask("x")  # answered from within the pause: it has been seen to go on
        desk.box.wait(AskLost, closed)
        assert desk.port.closes == closed
        desk.clock.move(seconds=wait * 0.42)
        closed += 1
    desk.port.wait_closed(closed)
    desk.worker.stop()


def test_a_fault_of_ours_is_reported_and_leaves_no_asking_hanging(
    star: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    star.ask()
    star.port.fail("read", ZeroDivisionError())
    assert star.box.wait(AskLost) == AskLost("a", "failed")
    star.port.wait_closed(1)
    assert [r.exc_type for r in reported] == [ZeroDivisionError]
    star.port.mend()
    star.clock.move(seconds=1)
    star.box.wait(HealthChanged, 3)


def test_only_the_workers_thread_touches_the_port(star: Desk) -> None:
    star.ask()
    star.worker.stop()
    assert len(star.port.owners) == 1
    assert threading.get_ident() not in star.port.owners
    assert star.port.closes == 1


def test_stopping_leaves_an_asking_to_the_next_start(star: Desk) -> None:
    star.ask()
    star.worker.stop()
    assert not star.box.all(AskLost) + star.box.all(AskTimedOut)


def test_a_worker_that_never_started_can_be_stopped(pj06: PadProfile, clock: FakeClock) -> None:
    Desk(pj06, clock).worker.stop()


def test_a_pad_that_proves_itself_is_online_until_it_is_silent_for_long(bus: Desk) -> None:
    bus.port.arrive(PRESS)
    bus.box.wait(HealthChanged, 2)
    bus.pass_time(minutes=9)
    bus.pass_time(minutes=2)
    assert bus.healths() == [("unconfirmed", ""), ("online", ""), ("unconfirmed", "")]


def test_a_bare_key_pad_is_never_more_than_unconfirmed(star: Desk) -> None:
    star.ask()
    star.port.arrive(b"\x05")
    star.box.wait(Pressed)
    star.port.settle()
    assert star.healths() == [("unconfirmed", "")]


def test_a_pad_that_does_not_say_that_it_prompts_is_doubted(talker: Desk) -> None:
    talker.worker.ask("a")
    for count in (1, 2, 3):
        talker.port.wait_sent(count)
        talker.pass_time(seconds=0.5)
    assert talker.box.wait(AskLost) == AskLost("a", "no_answer")
    talker.box.wait(HealthChanged, 2)
    talker.port.arrive(bytes.fromhex("AA55 02 91 01 92"))
    talker.box.wait(HealthChanged, 3)
    assert talker.healths() == [("unconfirmed", ""), ("unconfirmed", "no_answer"), ("online", "")]


@pytest.mark.fault(13)
def test_a_flood_of_keys_does_not_flood_the_log_for_ever(star: Desk) -> None:
    star.port.arrive(b"\x01" * 1000)
    star.box.wait(HealthChanged, 2)
    assert len(star.box.all(PressKept)) == KEPT_IN_A_MINUTE
    star.ask()
    star.port.arrive(b"\x05")
    star.box.wait(Pressed)
    star.pass_time(minutes=2)
    star.port.arrive(b"\x01")
    star.box.wait(PressKept, KEPT_IN_A_MINUTE + 1)
    assert star.healths() == [("unconfirmed", ""), ("unconfirmed", "noisy"), ("unconfirmed", "")]


def test_all_bytes_both_ways_are_told_until_they_flood(star: Desk) -> None:
    star.ask()
    star.port.arrive(b"\x07")
    star.port.settle()
    lines = [(t.direction, t.frame) for t in star.box.all(Traffic)]
    assert lines == [("tx", "55 aa 03 13 78 00 1a"), ("tx", PROMPT.hex(" ")), ("rx", "07")]
    for _ in range(100):
        star.port.arrive(bytes(10))
        star.port.settle()
    star.pass_time(seconds=2)
    star.port.arrive(bytes(300))
    star.port.settle()
    told = star.box.all(Traffic)
    assert len(told) < 60
    heard = sum(len(bytes.fromhex(t.frame)) + t.dropped for t in told if t.direction == "rx")
    assert heard == 1 + 100 * 10 + 300
