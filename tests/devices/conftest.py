"""The shipped pads, and a pad that answers its prompts."""

from pathlib import Path

import pytest

from app.devices.profile import PadProfile, load, load_file

PADS = Path(__file__).parents[2] / "resources" / "pads"

ANSWERING = b"""
schema = 1
id = "answering"
name = "a pad that says when it prompts"
status = "captured"

[rx]
kind = "fields"
fields = ["const:AA55", "len", "u8:cmd", "data", "check"]
len_covers = ["cmd", "data"]
check = "xor8"
check_over = ["len", "cmd", "data"]

[tx]
same_as = "rx"

[commands.prompt]
cmd = 0x01
answer = { when = { cmd = 0x81 }, timeout_ms = 400, tries = 3 }

[commands.welcome]
cmd = 0x02

[press]
when = { cmd = 0x91 }

[keys.1]
level = "5"
label = "good"

[keys.2]
level = "1"
label = "bad"

[[selftest]]
rx = "AA55 02 91 01 92"
means = "press:5"
"""


@pytest.fixture(scope="session")
def bus68() -> PadProfile:
    return load_file(PADS / "bus68-4key.toml")


@pytest.fixture(scope="session")
def pj06() -> PadProfile:
    return load_file(PADS / "pj06.toml")


@pytest.fixture(scope="session")
def answering() -> PadProfile:
    return load("answering.toml", ANSWERING)
