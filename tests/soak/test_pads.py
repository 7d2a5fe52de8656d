"""The pads' long runs: plug cycles and fuzzed bytes (`make soak`). A tenth runs in `make test`."""

from pathlib import Path

import pytest

from app.devices.profile import PadProfile, load_file
from tests.devices.faults.fuzzing import SHIPPED, Fuzz, name_of
from tests.devices.faults.plugging import assert_flat, memory_cycles, terminal_cycles

BYTES, ROUNDS = 1_000_000, 10
IN_MEMORY, ON_A_TERMINAL = 10_000, 100


@pytest.fixture
def bus68() -> PadProfile:
    return load_file(next(path for path in SHIPPED if path.stem == "bus68-4key"))


@pytest.mark.soak
def test_ten_thousand_plug_cycles_leave_descriptors_threads_and_memory_flat(
    bus68: PadProfile,
) -> None:
    assert_flat(*memory_cycles(bus68, IN_MEMORY))


@pytest.mark.soak
def test_a_hundred_plug_cycles_of_a_real_port_leave_descriptors_threads_and_memory_flat(
    tmp_path: Path, bus68: PadProfile
) -> None:
    assert_flat(*terminal_cycles(tmp_path / "pad", bus68, ON_A_TERMINAL))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_ten_million_damaged_bytes_a_pad_make_and_lose_no_rating(path: Path, seed: int) -> None:
    fuzz = Fuzz(load_file(path), seed)
    fuzz.run(BYTES)
    assert fuzz.clean > BYTES // 1000
    assert fuzz.ratings > BYTES // 2000
