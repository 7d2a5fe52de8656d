"""No fault of a pad is left without a test."""

from tests.devices.faults.catalogue import FAULTS, injected


def test_each_of_the_35_faults_is_injected_by_a_test() -> None:
    assert list(FAULTS) == list(range(1, 36))
    tests = injected()
    assert [number for number in FAULTS if number not in tests] == []
    assert sorted(set(tests) - set(FAULTS)) == []
