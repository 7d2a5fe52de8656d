"""A tenth of the plug cycles; all of them in `make soak`."""

from pathlib import Path

import pytest

from app.devices.profile import PadProfile
from tests.devices.faults.plugging import assert_flat, memory_cycles, terminal_cycles

IN_MEMORY, ON_A_TERMINAL = 1000, 10


@pytest.mark.fault(18, 27)
def test_a_thousand_plug_cycles_leave_descriptors_threads_and_memory_flat(
    bus68: PadProfile,
) -> None:
    assert_flat(*memory_cycles(bus68, IN_MEMORY))


@pytest.mark.fault(18, 27)
def test_ten_plug_cycles_of_a_real_port_leave_descriptors_threads_and_memory_flat(
    tmp_path: Path, bus68: PadProfile
) -> None:
    assert_flat(*terminal_cycles(tmp_path / "pad", bus68, ON_A_TERMINAL))
