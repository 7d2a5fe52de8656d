"""The training pad through the real driver: each fault does what is said of it, on a
pseudo-terminal and on the line within the program that stands for it on Windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.devices import worker
from app.devices.framing import Decoder
from app.devices.pads import simulator
from app.devices.pads.ends import FarEnd, PairEnd, PtyEnd
from app.devices.practice import SIMULATOR, PracticePad
from app.devices.profile import PadProfile, load_file
from app.domain.clock import SystemClock
from tests.devices.conftest import PADS
from tests.fakes.clock import HurryingClock
from tests.fakes.mailbox import Mailbox


@pytest.fixture
def hurrying() -> HurryingClock:
    return HurryingClock()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(params=["pty", "pair"])
def end(request: pytest.FixtureRequest, tmp_path: Path) -> FarEnd:
    return PtyEnd(tmp_path / SIMULATOR) if request.param == "pty" else PairEnd(SIMULATOR)


@pytest.fixture(scope="session")
def five() -> PadProfile:
    return load_file(PADS / "training" / "five-key.toml")


@pytest.fixture
def pad(
    end: FarEnd,
    five: PadProfile,
    pj06: PadProfile,
    answering: PadProfile,
    mailbox: Mailbox,
    hurrying: HurryingClock,
) -> Iterator[PracticePad]:
    profiles = {p.id: p for p in (five, pj06, answering)}
    made = PracticePad(end, profiles, "five-key", hurrying, mailbox.post)
    made.start()
    wait_health(mailbox, "unconfirmed")
    yield made
    made.stop()


def wait_health(mailbox: Mailbox, health: str, code: str = "") -> None:
    wanted = worker.HealthChanged(health, code)
    mailbox.wait_for(lambda: mailbox.all(worker.HealthChanged)[-1:] == [wanted], health)


def ask(pad: PracticePad, mailbox: Mailbox, ask_id: str) -> None:
    """Ask, and let the least time of a person pass."""
    pad.ask(ask_id)
    mailbox.wait_for(lambda: worker.Prompted(ask_id) in mailbox.all(worker.Prompted), "prompt")
    assert isinstance(pad._clock, HurryingClock)
    pad._clock.skip(0.5)


def press(pad: PracticePad, mailbox: Mailbox, key: int) -> worker.Pressed:
    """The citizen presses, and it counts."""
    mailbox.wait_for(lambda: pad.lit, "light")
    assert pad.press(key)
    return mailbox.wait(worker.Pressed)


def test_a_press_goes_through_the_real_driver_and_names_the_simulator(
    pad: PracticePad, mailbox: Mailbox
) -> None:
    ask(pad, mailbox, "A:1")
    assert pad.lit
    pressed = press(pad, mailbox, 4)
    assert (pressed.press.level, pressed.press.label) == ("4", "满意")
    assert Path(pressed.press.device).name == SIMULATOR
    assert pressed.press.profile_sha256 == pad.profile.sha256
    wait_health(mailbox, "online")


def test_a_dark_pad_sends_nothing_unless_it_is_told_to(pad: PracticePad, mailbox: Mailbox) -> None:
    assert not pad.press(5)
    pad.have("unasked", on=True)
    assert pad.press(5)
    kept = mailbox.wait(worker.PressKept)
    assert (kept.reason, kept.ask_id, kept.press.level) == ("idle", "", "5")


def test_a_pulled_cable_loses_the_asking_and_comes_back(pad: PracticePad, mailbox: Mailbox) -> None:
    ask(pad, mailbox, "A:1")
    pad.have("unplugged", on=True)
    assert mailbox.wait(worker.AskLost).ask_id == "A:1"
    assert not pad.press(5)
    pad.have("unplugged", on=False)
    ask_again = "A:2"
    mailbox.wait_for(
        lambda: mailbox.all(worker.HealthChanged)[-1].health != "lost", "the line again"
    )
    ask(pad, mailbox, ask_again)


def test_a_mute_pad_is_prompted_again_and_then_given_up(pad: PracticePad, mailbox: Mailbox) -> None:
    pad.choose("answering")  # its patience is 0.4 seconds
    pad.have("mute", on=True)
    pad.ask("A:1")
    mailbox.wait_for(lambda: worker.AskLost("A:1", "no_answer") in mailbox.messages, "the end")
    assert pad._far.prompts == 3


def test_a_slow_pad_is_waited_for(
    pad: PracticePad, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slower than one patience, faster than all of them: prompted again, then it lights."""
    monkeypatch.setattr(simulator, "SLOW_SECONDS", 0.6)
    pad.choose("answering")
    pad.have("slow", on=True)
    ask(pad, mailbox, "A:1")
    assert pad._far.prompts == 2
    pad.have("slow", on=False)


def test_the_shipped_model_waits_longer_than_a_slow_answer_takes(five: PadProfile) -> None:
    answer = five.commands["prompt"].answer
    assert answer is not None
    assert answer.seconds < simulator.SLOW_SECONDS < answer.seconds * answer.tries


def test_a_press_sent_twice_counts_once(pad: PracticePad, mailbox: Mailbox) -> None:
    pad.choose("pj06")  # no answer from the program, so each byte stands for itself
    pad.have("twice", on=True)
    ask(pad, mailbox, "A:1")
    press(pad, mailbox, 3)
    mailbox.wait_for(
        lambda: "repeat" in [k.reason for k in mailbox.all(worker.PressKept)], "the second"
    )
    assert len(mailbox.all(worker.Pressed)) == 1


def test_a_press_with_a_wrong_byte_is_dropped_and_logged(
    pad: PracticePad, mailbox: Mailbox
) -> None:
    ask(pad, mailbox, "A:1")
    pad.have("spoiled", on=True)
    assert pad.press(5)
    bad = simulator.spoiled(pad.profile, pad.profile.press_bytes(5))
    mailbox.wait_for(
        lambda: any(t.frame == bad.hex(" ") for t in mailbox.all(worker.Traffic)), "the bytes"
    )
    pad.have("spoiled", on=False)
    press(pad, mailbox, 2)
    assert [p.press.level for p in mailbox.all(worker.Pressed)] == ["2"]


@pytest.mark.parametrize("key", [1, 2, 3, 4, 5])
def test_no_key_is_read_from_a_spoiled_press(
    five: PadProfile, pj06: PadProfile, answering: PadProfile, key: int
) -> None:
    for profile in (five, pj06, answering):
        bad = simulator.spoiled(profile, profile.press_bytes(key))
        frames = Decoder(profile.rx).feed(bad)
        assert [profile.key_of(f) for f in frames if profile.key_of(f) is not None] == []
    assert simulator.spoiled(five, five.press_bytes(key))[:-1] == five.press_bytes(key)[:-1]


def test_another_model_ends_an_asking_as_a_lost_pad_does(
    pad: PracticePad, mailbox: Mailbox
) -> None:
    before = pad.sha256
    ask(pad, mailbox, "A:1")
    pad.choose("pj06")
    assert mailbox.all(worker.AskLost) == [worker.AskLost("A:1", "lost")]
    assert pad.sha256 != before
    ask(pad, mailbox, "A:2")
    assert press(pad, mailbox, 1).press.level == "1"


def test_a_line_left_by_a_killed_program_is_taken_over(
    tmp_path: Path, five: PadProfile, mailbox: Mailbox
) -> None:
    (tmp_path / SIMULATOR).symlink_to("/dev/pts/no-such")
    (tmp_path / f"{SIMULATOR}.new").symlink_to("/dev/pts/no-such")
    made = PracticePad(
        PtyEnd(tmp_path / SIMULATOR), {"five-key": five}, "five-key", SystemClock(), mailbox.post
    )
    made.start()
    wait_health(mailbox, "unconfirmed")
    made.stop()
    assert list(tmp_path.iterdir()) == []
