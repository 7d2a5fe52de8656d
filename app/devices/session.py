"""One asking of a citizen as a pure reducer: (session, event, now) → (session, effects).

No threads, no clocks, no bytes: `now` is monotonic seconds. The first valid press counts; what
comes early, late, twice or unasked is kept and changes nothing (decision 25).
"""

from enum import Enum
from math import inf
from typing import Final, NamedTuple

OPEN_SECONDS: Final = 120.0
REPEAT_SECONDS: Final = 60.0
STRAY_SECONDS: Final = 0.3  # nobody reads the question and presses faster than this
QUICK_SECONDS: Final = 1.0
RELIGHT_SECONDS: Final = 5.0  # a pad that says sooner that it went dark speaks of the asking before
LATE_SECONDS: Final = 30.0  # so long after an end a press still belongs to that citizen


class State(Enum):
    """Where an asking stands. The last five are ends."""

    IDLE = "idle"
    ARMING = "arming"
    PROMPTING = "prompting"
    RATED = "rated"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    DEVICE_LOST = "device_lost"
    NOT_PROMPTED = "not_prompted"


GOING_ON: Final = frozenset({State.ARMING, State.PROMPTING})
ENDED: Final = frozenset(State) - GOING_ON - {State.IDLE}


class Ask(NamedTuple):
    """Event: the asking is committed, light up."""

    ask_id: str


class Sent(NamedTuple):
    """Event: the prompt has left for the pad (or the pad has no prompt)."""


class Answered(NamedTuple):
    """Event: the pad said that it prompts."""


class Denied(NamedTuple):
    """Event: the pad said that it does not prompt."""


class WentDark(NamedTuple):
    """Event: the pad gave up waiting by itself. Our own time goes on; nobody has rated."""


class Press(NamedTuple):
    """Event: a listed key came, with the bytes it came in."""

    key: int
    raw: bytes


class Repeat(NamedTuple):
    """Event: prompt once more."""


class Cancel(NamedTuple):
    """Event: stop asking."""


class Lost(NamedTuple):
    """Event: the port is gone."""

    code: str


class Tick(NamedTuple):
    """Event: time passed."""


Event = Ask | Sent | Answered | Denied | WentDark | Press | Repeat | Cancel | Lost | Tick


class Prompt(NamedTuple):
    """Effect: send the prompt."""


class Rest(NamedTuple):
    """Effect: nobody is asked any more, the pad may rest."""


class Opened(NamedTuple):
    """Effect: from now presses count."""

    ask_id: str


class Count(NamedTuple):
    """Effect: this press is the rating, `waited` seconds after the prompt."""

    ask_id: str
    press: Press
    waited: float
    quick: bool


class Keep(NamedTuple):
    """Effect: this press is kept, uncounted. `reason`: early, repeat, late or idle."""

    ask_id: str
    press: Press
    waited: float
    reason: str


class TimeOut(NamedTuple):
    """Effect: nobody pressed."""

    ask_id: str


class Lose(NamedTuple):
    """Effect: the pad went away (its code), never lit (no_answer) or is asking (busy_asking)."""

    ask_id: str
    code: str


Effect = Prompt | Rest | Opened | Count | Keep | TimeOut | Lose


class Session(NamedTuple):
    """The asking that goes on or went before.

    `since`: when the window opened, or the asking ended. `answer_by`: until when the prompt must
    be answered, for pads that answer it within `answer_seconds`, after at most `most_tries`.
    `lit`: when the pad was last told to light within the window.
    """

    state: State = State.IDLE
    ask_id: str = ""
    since: float = 0.0
    tries: int = 0
    answer_by: float = inf
    repeated: bool = False
    lit: float = 0.0
    answer_seconds: float = 0.0
    most_tries: int = 1


Step = tuple[Session, tuple[Effect, ...]]


def step(session: Session, event: Event, now: float) -> Step:
    """What time has brought about by now, then what the event does."""
    session, passed = _pass(session, now)
    session, effects = _react(session, event, now)
    return session, passed + effects


def _pass(session: Session, now: float) -> Step:
    waited = now - session.since
    if session.state is State.ARMING and now >= session.answer_by:
        if session.tries < session.most_tries:
            return session._replace(answer_by=inf), (Prompt(),)
        return _end(session, State.NOT_PROMPTED, now, Lose(session.ask_id, "no_answer"), Rest())
    if session.state is State.PROMPTING and waited >= OPEN_SECONDS:
        return _end(session, State.TIMED_OUT, now, TimeOut(session.ask_id), Rest())
    if session.state is State.PROMPTING and waited >= REPEAT_SECONDS and not session.repeated:
        return session._replace(repeated=True, lit=now), (Prompt(),)
    if session.state in ENDED and waited >= LATE_SECONDS:
        return session._replace(state=State.IDLE, ask_id=""), ()
    return session, ()


def _react(session: Session, event: Event, now: float) -> Step:
    asking = session.state in GOING_ON
    match event:
        case Ask(ask_id):
            return _ask(session, ask_id)
        case Sent() if session.state is State.ARMING:
            if not session.answer_seconds:
                return _open(session, now)
            by = now + session.answer_seconds
            return session._replace(tries=session.tries + 1, answer_by=by), ()
        case Answered() if session.state is State.ARMING and session.tries:
            return _open(session, now)
        case Denied() if session.state is State.ARMING and session.answer_by < inf:
            return _pass(session._replace(answer_by=now), now)
        case WentDark() if session.state is State.PROMPTING:
            return _relight(session, now)
        case Press():
            return _press(session, event, now)
        case Repeat() if session.state is State.PROMPTING:
            return session._replace(lit=now), (Prompt(),)
        case Cancel() if asking:
            return _end(session, State.CANCELLED, now, Rest())
        case Lost(code) if asking:
            return _end(session, State.DEVICE_LOST, now, Lose(session.ask_id, code))
        case _:
            return session, ()


def _ask(session: Session, ask_id: str) -> Step:
    if session.state not in GOING_ON:
        fresh = Session(answer_seconds=session.answer_seconds, most_tries=session.most_tries)
        return fresh._replace(state=State.ARMING, ask_id=ask_id), (Prompt(),)
    return session, () if ask_id == session.ask_id else (Lose(ask_id, "busy_asking"),)


def _open(session: Session, now: float) -> Step:
    opened = session._replace(state=State.PROMPTING, since=now, answer_by=inf, lit=now)
    return opened, (Opened(session.ask_id),)


def _relight(session: Session, now: float) -> Step:
    if now - session.lit < RELIGHT_SECONDS:
        return session, ()
    return session._replace(lit=now), (Prompt(),)


def _end(session: Session, state: State, now: float, *effects: Effect) -> Step:
    return session._replace(state=state, since=now), effects


def _press(session: Session, press: Press, now: float) -> Step:
    waited = now - session.since if session.state is State.PROMPTING else 0.0
    if session.state is State.PROMPTING and waited >= STRAY_SECONDS:
        count = Count(session.ask_id, press, waited, waited < QUICK_SECONDS)
        return _end(session, State.RATED, now, count)
    match session.state:
        case State.IDLE:
            reason = "idle"
        case State.ARMING | State.PROMPTING:
            reason = "early"
        case State.RATED:
            reason = "repeat"
        case _:
            reason = "late"
    return session, (Keep(session.ask_id, press, waited, reason),)
