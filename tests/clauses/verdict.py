"""What the tests of a run say of the clauses: which shows which, and what is wrong with that."""

from collections.abc import Collection, Mapping

import msgspec

from tests.clauses.catalogue import Apart


class Shown(msgspec.Struct):
    """The tests that carry a clause, by node id, and whether each passed."""

    tests: dict[str, bool] = msgspec.field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """At least one test ran, and each that carries the clause passed."""
        return bool(self.tests) and all(self.tests.values())


def faults(
    known: Collection[str], apart: Mapping[str, Apart], pending: Collection[str],
    shown: Mapping[str, Shown],
) -> list[str]:  # fmt: skip
    """What keeps a whole run from being green, a line each, by clause."""
    found = [f"{one}: a test names it, the catalogue does not" for one in shown if one not in known]
    for one in known:
        seen = shown.get(one, Shown())
        if one in apart:
            if seen.passed:
                found.append(f"{one}: has a passing test, strike it from apart.toml")
        elif one in pending:
            if seen.passed:
                found.append(f"{one}: has a passing test, strike it from pending.toml")
        elif not seen.tests:
            found.append(f"{one}: no test carries it")
        elif not seen.passed:
            found.append(f"{one}: a test that carries it did not pass")
    return found
