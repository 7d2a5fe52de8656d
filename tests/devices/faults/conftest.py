"""Every shipped pad, and a talk with each."""

import pytest

from app.devices.profile import PadProfile, load_file
from tests.devices.faults.fuzzing import SHIPPED, name_of
from tests.fakes.talk import Talk


@pytest.fixture(params=SHIPPED, ids=name_of)
def profile(request: pytest.FixtureRequest) -> PadProfile:
    """Each shipped pad."""
    return PADS[request.param]


PADS = {path: load_file(path) for path in SHIPPED}
FRAMED = [path for path, pad in PADS.items() if pad.proves]


@pytest.fixture(params=FRAMED, ids=name_of)
def framed(request: pytest.FixtureRequest) -> PadProfile:
    """Each whose presses are frames: a bare key has none to damage."""
    return PADS[request.param]


@pytest.fixture(params=[p for p in FRAMED if not PADS[p].answer_bytes()], ids=name_of)
def one_way(request: pytest.FixtureRequest) -> PadProfile:
    """Each with frames that lights without an answer."""
    return PADS[request.param]


@pytest.fixture
def talk(profile: PadProfile) -> Talk:
    """A quiet line to it."""
    return Talk(profile)


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """Citizen a is asked, the pad has lit, a second has passed."""
    talk.ask_and_light("a")
    return talk
