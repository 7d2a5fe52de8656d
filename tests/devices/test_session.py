"""The reducer of one asking: the first valid press counts, and there is one end."""

from itertools import chain
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.session import (
    ENDED,
    GOING_ON,
    LATE_SECONDS,
    OPEN_SECONDS,
    QUICK_SECONDS,
    REPEAT_SECONDS,
    STRAY_SECONDS,
    Answered,
    Ask,
    Cancel,
    Count,
    Denied,
    Effect,
    Event,
    Keep,
    Lose,
    Lost,
    Opened,
    Press,
    Prompt,
    Repeat,
    Rest,
    Sent,
    Session,
    State,
    Tick,
    TimeOut,
    WentDark,
    step,
)

FIVE, TWO = Press(5, b"\x05"), Press(2, b"\x02")


class Run:
    """A session under the hand of a test; `at` is in seconds after its start."""

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or Session()

    def __call__(self, event: Event, at: float) -> tuple[Effect, ...]:
        self.session, effects = step(self.session, event, at)
        return effects


@pytest.fixture
def asked() -> Run:
    """Prompted at 0."""
    run = Run()
    assert run(Ask("a"), 0.0) == (Prompt(),)
    assert run(Sent(), 0.0) == (Opened("a"),)
    return run


def test_the_first_press_counts_with_the_time_it_took(asked: Run) -> None:
    assert asked(FIVE, 4.0) == (Count("a", FIVE, 4.0, quick=False),)
    assert asked.session.state is State.RATED


def test_later_presses_are_kept_and_change_nothing(asked: Run) -> None:
    asked(FIVE, 4.0)
    assert asked(TWO, 4.1) == (Keep("a", TWO, 0.0, "repeat"),)
    assert asked(FIVE, 4.2) == (Keep("a", FIVE, 0.0, "repeat"),)
    assert asked.session.state is State.RATED


@pytest.mark.parametrize(
    ("at", "counts", "quick"),
    [
        (0.0, False, False),
        (STRAY_SECONDS - 0.001, False, False),
        (STRAY_SECONDS + 0.001, True, True),
        (QUICK_SECONDS - 0.001, True, True),
        (QUICK_SECONDS + 0.001, True, False),
        (OPEN_SECONDS - 0.001, True, False),
    ],
)
def test_a_press_is_stray_quick_or_plain_by_its_time(
    asked: Run, at: float, counts: bool, quick: bool
) -> None:
    (effect,) = [e for e in asked(FIVE, at) if not isinstance(e, Prompt)]
    assert isinstance(effect, Count) is counts
    assert effect == (Count("a", FIVE, at, quick) if counts else Keep("a", FIVE, at, "early"))


def test_a_stray_does_not_use_up_the_asking(asked: Run) -> None:
    asked(TWO, 0.1)
    assert asked(FIVE, 2.0) == (Count("a", FIVE, 2.0, quick=False),)


def test_a_press_before_the_prompt_has_left_is_early() -> None:
    run = Run()
    run(Ask("a"), 0.0)
    assert run(FIVE, 5.0) == (Keep("a", FIVE, 0.0, "early"),)
    assert run.session.state is State.ARMING


def test_nobody_pressing_ends_the_asking_after_two_minutes(asked: Run) -> None:
    assert asked(Tick(), OPEN_SECONDS - 0.001) == (Prompt(),)
    assert asked(Tick(), OPEN_SECONDS) == (TimeOut("a"), Rest())
    assert asked(Tick(), OPEN_SECONDS + 0.001) == ()


def test_a_press_a_moment_after_the_end_is_late_even_if_nobody_looked_at_the_clock(
    asked: Run,
) -> None:
    effects = asked(FIVE, OPEN_SECONDS + 0.001)
    assert effects == (TimeOut("a"), Rest(), Keep("a", FIVE, 0.0, "late"))


def test_the_prompt_is_repeated_once_after_a_minute(asked: Run) -> None:
    assert asked(Tick(), REPEAT_SECONDS - 0.001) == ()
    assert asked(Tick(), REPEAT_SECONDS) == (Prompt(),)
    assert asked(Sent(), REPEAT_SECONDS) == ()
    assert asked(Tick(), REPEAT_SECONDS + 1) == ()


def test_a_repeat_by_hand_does_not_move_the_end(asked: Run) -> None:
    assert asked(Repeat(), 30.0) == (Prompt(),)
    asked(Sent(), 30.0)
    assert TimeOut("a") in asked(Tick(), OPEN_SECONDS)


@pytest.mark.parametrize("event", [
    Repeat(), Cancel(), Lost("lost"), Answered(), Denied(), WentDark(), Sent(), Tick(),
])  # fmt: skip
def test_nothing_but_a_press_matters_while_nobody_is_asked(event: Event) -> None:
    run = Run()
    assert run(event, 0.0) == ()
    assert run.session.state is State.IDLE


def test_a_press_while_nobody_is_asked_is_kept() -> None:
    assert Run()(FIVE, 0.0) == (Keep("", FIVE, 0.0, "idle"),)


def test_a_cancelled_asking_lets_the_pad_rest_and_counts_nothing(asked: Run) -> None:
    assert asked(Cancel(), 3.0) == (Rest(),)
    assert asked(FIVE, 3.1) == (Keep("a", FIVE, 0.0, "late"),)
    assert asked.session.state is State.CANCELLED


@pytest.mark.parametrize("armed", [False, True])
def test_a_lost_pad_ends_the_asking_and_is_not_resumed(armed: bool) -> None:
    run = Run()
    run(Ask("a"), 0.0)
    if armed:
        run(Sent(), 0.0)
    assert run(Lost("lost"), 3.0) == (Lose("a", "lost"),)
    assert run(Sent(), 3.1) == ()
    assert run(FIVE, 5.0) == (Keep("a", FIVE, 0.0, "late"),)


def test_a_press_long_after_the_end_is_nobodys(asked: Run) -> None:
    asked(Cancel(), 3.0)
    assert asked(FIVE, 2.9 + LATE_SECONDS) == (Keep("a", FIVE, 0.0, "late"),)
    assert asked(FIVE, 3.0 + LATE_SECONDS) == (Keep("", FIVE, 0.0, "idle"),)


def test_a_second_asking_is_turned_away_while_one_is_open(asked: Run) -> None:
    assert asked(Ask("b"), 5.0) == (Lose("b", "busy_asking"),)
    assert asked(Ask("a"), 5.0) == ()
    assert asked(FIVE, 6.0) == (Count("a", FIVE, 6.0, quick=False),)


def test_the_next_asking_starts_afresh(asked: Run) -> None:
    asked(FIVE, 61.0)
    assert asked(Ask("b"), 62.0) == (Prompt(),)
    assert asked(TWO, 62.5) == (Keep("b", TWO, 0.0, "early"),)
    asked(Sent(), 63.0)
    assert asked(Tick(), 63.0 + REPEAT_SECONDS) == (Prompt(),)
    assert asked(TWO, 64.0 + REPEAT_SECONDS) == (Count("b", TWO, 61.0, quick=False),)


@pytest.fixture
def arming() -> Run:
    """A pad that answers within 0.4 s, asked up to three times; the prompt left at 0."""
    run = Run(Session(answer_seconds=0.4, most_tries=3))
    assert run(Ask("a"), 0.0) == (Prompt(),)
    assert run(Sent(), 0.0) == ()
    return run


def test_a_pad_that_answers_is_open_from_its_answer_on(arming: Run) -> None:
    assert arming(Answered(), 0.2) == (Opened("a"),)
    assert arming(FIVE, 1.0) == (Count("a", FIVE, 0.8, quick=True),)


def test_a_pad_that_does_not_answer_is_asked_again_and_given_up(arming: Run) -> None:
    assert arming(Tick(), 0.4) == (Prompt(),)
    assert arming(Tick(), 9.0) == ()  # the second prompt has not left yet
    arming(Sent(), 9.0)
    assert arming(Tick(), 9.4) == (Prompt(),)
    arming(Sent(), 9.5)
    assert arming(Tick(), 9.9) == (Lose("a", "no_answer"), Rest())
    assert arming.session.state is State.NOT_PROMPTED
    assert arming(Answered(), 10.0) == ()
    assert arming(FIVE, 10.1) == (Keep("a", FIVE, 0.0, "late"),)


def test_an_answer_to_the_first_prompt_after_the_second_opens_once(arming: Run) -> None:
    arming(Tick(), 0.4)
    arming(Sent(), 0.4)
    assert arming(Answered(), 0.45) == (Opened("a"),)
    assert arming(Answered(), 0.5) == ()


def test_an_answer_before_any_prompt_is_no_answer() -> None:
    run = Run(Session(answer_seconds=0.4, most_tries=3))
    run(Ask("a"), 0.0)
    assert run(Answered(), 0.1) == ()


class Timed(NamedTuple):
    """An event and the seconds since the one before."""

    event: Event
    after: float


EVENTS = st.one_of(
    st.sampled_from("abc").map(Ask),
    st.sampled_from([FIVE, TWO]),
    st.sampled_from([Sent(), Sent(), Tick(), Answered(), Denied(), WentDark(), Repeat()]),
    st.sampled_from([Cancel(), Lost("lost")]),
)
SPANS = st.sampled_from([0.0, 0.001, 0.2, 0.3, 0.5, 1.0, 29.0, 31.0, 59.0, 61.0, 121.0])
HISTORIES = st.lists(st.builds(Timed, EVENTS, SPANS), max_size=60)
PADS = st.sampled_from([Session(), Session(answer_seconds=0.4, most_tries=2)])


@given(PADS, HISTORIES)
def test_every_press_is_stored_once(pad: Session, history: list[Timed]) -> None:
    run, now, presses, stored = Run(pad), 0.0, 0, 0
    for event, after in history:
        now += after
        effects = run(event, now)
        presses += isinstance(event, Press)
        stored += sum(isinstance(e, Count | Keep) for e in effects)
    assert stored == presses


@given(PADS, HISTORIES)
def test_an_asking_has_one_end_and_a_rating_only_from_a_press_in_its_window(
    pad: Session, history: list[Timed]
) -> None:
    run, now, opened = Run(pad), 0.0, None
    ends: list[str] = []
    for event, after in chain.from_iterable(((Tick(), t.after), (t.event, 0.0)) for t in history):
        now += after
        before = run.session.state
        effects = run(event, now)
        if before not in GOING_ON and isinstance(event, Ask):
            ends, opened = [], None
        for effect in effects:
            match effect:
                case Opened(ask_id):
                    assert ask_id == run.session.ask_id
                    opened = now
                case Count(ask_id, press, waited, _):
                    assert event == press
                    assert opened is not None
                    assert STRAY_SECONDS <= waited < OPEN_SECONDS
                    assert waited == pytest.approx(now - opened)
                    ends.append(ask_id)
                case TimeOut(ask_id):
                    ends.append(ask_id)
                case Lose(ask_id, code) if code != "busy_asking":
                    ends.append(ask_id)
        assert len(ends) <= 1
        assert not (ends and run.session.state in GOING_ON)
        if run.session.state in ENDED - {State.CANCELLED}:
            assert ends == [run.session.ask_id]


def test_a_refusal_counts_only_for_a_prompt_that_has_left() -> None:
    run = Run(Session(answer_seconds=0.4, most_tries=2))
    run(Ask("a"), 0.0)
    assert run(Denied(), 0.0) == ()
    run(Sent(), 0.0)
    assert run(Denied(), 0.1) == (Prompt(),)
    assert run(Denied(), 0.1) == ()
    run(Sent(), 0.2)
    assert run(Denied(), 0.3) == (Lose("a", "no_answer"), Rest())
