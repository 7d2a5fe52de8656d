"""One asking of a citizen as a pure reducer: (state, event, now) → (state, effects).

No threads, no clocks, no bytes: `now` is monotonic seconds. The first valid press counts; what
comes early, late, twice or unasked is kept and changes nothing (decision 25).
"""

from typing import Final, NamedTuple

OPEN_SECONDS: Final = 120.0
REPEAT_SECONDS: Final = 60.0
STRAY_SECONDS: Final = 0.3
QUICK_SECONDS: Final = 1.0
KEPT_PER_MINUTE: Final = 20


class Ask(NamedTuple):
    """The asking is committed: light up."""

    ask_id: str


class Key(NamedTuple):
    """A listed key came, with the bytes it came in."""

    code: int
    raw: bytes


class Repeat(NamedTuple):
    """Prompt once more."""


class Cancel(NamedTuple):
    """Stop asking."""


class Committed(NamedTuple):
    """The press is committed: the pad may be answered and the citizen thanked."""

    ask_id: str


class Lost(NamedTuple):
    """The port is gone."""

    code: str


class Tick(NamedTuple):
    """Time passed."""


Event = Ask | Key | Repeat | Cancel | Committed | Lost | Tick


class Prompt(NamedTuple):
    """Effect: send the prompt."""


class Answer(NamedTuple):
    """Effect: send the answer to a press."""


class Count(NamedTuple):
    """Effect: this press is the rating."""

    ask_id: str
    code: int
    raw: bytes
    latency: float
    quick: bool


class Keep(NamedTuple):
    """Effect: this press is kept; `reason` is early, repeat or idle."""

    ask_id: str
    code: int
    raw: bytes
    reason: str


class TimeOut(NamedTuple):
    """Effect: nobody pressed."""

    ask_id: str


class Lose(NamedTuple):
    """Effect: the pad went away while asking."""

    ask_id: str
    code: str


Effect = Prompt | Answer | Count | Keep | TimeOut | Lose


class State(NamedTuple):
    """Idle while `ask_id` is "". `prompted` and `minute` are monotonic seconds."""

    ask_id: str = ""
    prompted: float = 0.0
    repeated: bool = False
    pressed: bool = False
    minute: float = 0.0
    kept: int = 0


def step(state: State, event: Event, now: float) -> tuple[State, tuple[Effect, ...]]:
    """The next state and what to do."""
    match event:
        case Ask(ask_id):
            fresh = State(ask_id, now, minute=state.minute, kept=state.kept)
            return fresh, (Prompt(),)
        case Key():
            return _key(state, event, now)
        case Repeat() if state.ask_id and not state.pressed:
            return state, (Prompt(),)
        case Cancel():
            return _idle(state), ()
        case Committed(ask_id) if ask_id == state.ask_id:
            return _idle(state), (Answer(),)
        case Lost(code):
            effects = (Lose(state.ask_id, code),) if state.ask_id and not state.pressed else ()
            return _idle(state), effects
        case Tick() if state.ask_id and not state.pressed:
            return _tick(state, now)
        case _:
            return state, ()


def _idle(state: State) -> State:
    return State(minute=state.minute, kept=state.kept)


def _tick(state: State, now: float) -> tuple[State, tuple[Effect, ...]]:
    waited = now - state.prompted
    if waited >= OPEN_SECONDS:
        return _idle(state), (TimeOut(state.ask_id),)
    if waited >= REPEAT_SECONDS and not state.repeated:
        return state._replace(repeated=True), (Prompt(),)
    return state, ()


def _key(state: State, key: Key, now: float) -> tuple[State, tuple[Effect, ...]]:
    waited = now - state.prompted
    if state.ask_id and not state.pressed and STRAY_SECONDS <= waited < OPEN_SECONDS:
        count = Count(state.ask_id, key.code, key.raw, waited, waited < QUICK_SECONDS)
        return state._replace(pressed=True), (count,)
    if now - state.minute >= 60.0:
        state = state._replace(minute=now, kept=0)
    if state.kept >= KEPT_PER_MINUTE:
        return state, ()  # a flood on the line: the device log has it
    reason = "idle" if not state.ask_id else "repeat" if state.pressed else "early"
    keep = Keep(state.ask_id, key.code, key.raw, reason)
    return state._replace(kept=state.kept + 1), (keep,)
