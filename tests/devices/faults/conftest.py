"""Every shipped pad, and a talk with each."""

import pytest

from app.devices.profile import PadProfile, load_file
from tests.devices.faults.fuzzing import SHIPPED, name_of
from tests.fakes.talk import Talk


@pytest.fixture(params=SHIPPED, ids=name_of)
def profile(request: pytest.FixtureRequest) -> PadProfile:
    """Each shipped pad."""
    return load_file(request.param)


@pytest.fixture
def talk(profile: PadProfile) -> Talk:
    """A quiet line to it."""
    return Talk(profile)


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """Citizen a is asked, the pad has lit, a second has passed."""
    talk.ask_and_light("a")
    return talk
