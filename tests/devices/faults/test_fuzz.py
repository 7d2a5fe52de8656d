"""A million damaged bytes, shared by the shipped profiles; ten million a profile in `make soak`."""

from pathlib import Path

import pytest

from app.devices.profile import load_file
from tests.devices.faults.fuzzing import SHIPPED, Fuzz, name_of

BYTES = 1_000_000 // len(SHIPPED)


@pytest.mark.fault(1, 7)
@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_no_stream_of_damaged_bytes_makes_or_loses_a_rating(path: Path) -> None:
    fuzz = Fuzz(load_file(path), seed=68)
    fuzz.run(BYTES)
    assert fuzz.clean > BYTES // 1000
    assert fuzz.ratings > BYTES // 2000
