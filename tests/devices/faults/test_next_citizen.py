"""A press is never credited to the next citizen, whatever the line, the pad and the clerk do."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.devices.profile import PadProfile, load, load_file
from tests.devices.conftest import ANSWERING
from tests.devices.faults.fuzzing import SHIPPED, Fuzz
from tests.fakes.talk import Talk

PADS = st.sampled_from([*map(load_file, SHIPPED), load("answering.toml", ANSWERING)])
SPANS = st.sampled_from([0.0, 0.001, 0.04, 0.06, 0.29, 0.31, 1.0, 2.9, 3.1, 10.0])


class Press(NamedTuple):
    """A key by its place, cut short where `cut` says (0: whole), then so many seconds."""

    place: int
    cut: int
    after: float

    def bytes_of(self, profile: PadProfile) -> bytes:
        codes = list(profile.keys)
        press = profile.press_bytes(codes[self.place % len(codes)])
        return press[: self.cut % len(press) or len(press)]


class Noise(NamedTuple):
    """Bytes of nobody, then so many seconds."""

    data: bytes
    after: float

    def bytes_of(self, profile: PadProfile) -> bytes:
        return self.data


PLACES, CUTS = st.integers(0, 6), st.integers(0, 40)
SAID = st.one_of(
    st.builds(Press, PLACES, CUTS, SPANS), st.builds(Noise, st.binary(max_size=12), SPANS)
)
ENDS = st.sampled_from(["cancelled", "timed_out", "lost", "as it is"])


class Rest(NamedTuple):
    """How the rest of the former citizen's last press comes: cut once more, in its own time.

    `again`: a pad that waits for an answer says a press that was whole once more.
    """

    key: int
    cut: int
    second_cut: int
    before_light: float
    after_light: float
    again: bool


RESTS = st.builds(Rest, PLACES, st.integers(1, 40), CUTS, SPANS, SPANS, st.booleans())


@pytest.mark.fault(2, 11, 17)
@settings(max_examples=1000, deadline=None)
@given(PADS, st.lists(SAID, max_size=6), ENDS, RESTS, PLACES)
def test_nothing_the_former_citizen_did_counts_for_the_next(
    profile: PadProfile, said: list[Press | Noise], end: str, rest: Rest, own: int
) -> None:
    talk = Talk(profile)
    talk.ask_and_light("a")
    for one in said:
        talk.hear(one.bytes_of(profile))
        talk.wait(one.after)
    press = Press(rest.key, 0, 0).bytes_of(profile)
    talk.hear(press[: rest.cut])
    finish(talk, end)
    again = rest.again and profile.reply and rest.cut >= len(press) and end != "timed_out"
    late = press[rest.cut :] + (press if again else b"")
    talk.ask("b")
    soon = 0.5 if again else 10.0  # a pad says a press again sooner than RESEND_SECONDS
    talk.wait(min(rest.before_light, soon))
    talk.hear(late[: rest.second_cut])
    talk.ask_and_light("b")
    talk.wait(min(rest.after_light, soon))
    talk.hear(late[rest.second_cut :])
    assert talk.counted("b") == []
    talk.quiet()
    assert talk.counted("b") == []
    code = list(profile.keys)[own % len(profile.keys)]
    talk.hear(profile.press_bytes(code))
    assert talk.counted("b") == [code]


def finish(talk: Talk, end: str) -> None:
    """The asking of a ends, if a press has not ended it."""
    if end == "timed_out":
        talk.wait(121.0)
    elif end == "lost":
        talk.lose()
    if not talk.counted("a") and not talk.timed_out("a"):
        talk.cancel()


DEEDS = st.sampled_from(["_noise", "_damaged", "_glued", "_whole", "_ask", "_end", "_pass_time"])


@settings(max_examples=1000, deadline=None)
@given(PADS, st.lists(DEEDS, max_size=40), st.integers(0, 2**32))
def test_of_any_history_each_press_is_stored_once_and_each_asking_ends_once(
    profile: PadProfile, deeds: list[str], seed: int
) -> None:
    fuzz = Fuzz(profile, seed)
    for deed in ("_ask", *deeds, "_whole"):
        getattr(fuzz, deed)()
