"""Which tests show which clauses (`@pytest.mark.clause("N-9.4-b1")`).

Every run refuses a clause that the catalogue does not know. A whole run (`make test`) fails when
a clause of ours has no passing test. `--clauses` (`make clauses`) runs the marked tests alone and
writes docs/regulations. What a test shows travels in its reports, so also from other processes.
"""

import pytest

from tests.clauses import catalogue, pages
from tests.clauses.verdict import Shown, faults

CARRIES = "clause"


class Ledger:
    """What the run has shown so far."""

    def __init__(self, *, whole: bool, writes: bool) -> None:
        self.shown: dict[str, Shown] = {}
        self._whole, self._writes = whole, writes

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Each test says in its reports which clauses it carries."""
        bare = []
        for item in items:
            ids = {str(one) for mark in item.iter_markers(CARRIES) for one in mark.args}
            if unknown := sorted(ids - catalogue.clauses().keys()):
                raise pytest.UsageError(f"{item.nodeid}: no such clause: {', '.join(unknown)}")
            item.user_properties += [(CARRIES, one) for one in sorted(ids)]
            if not ids:
                bare.append(item)
        if self._writes:
            config.hook.pytest_deselected(items=bare)
            items[:] = [item for item in items if item not in set(bare)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test shows its clauses when its call passed and nothing around it failed."""
        for name, one in report.user_properties:
            if name == CARRIES:
                tests = self.shown.setdefault(str(one), Shown()).tests
                if report.when == "call" or not report.passed:
                    passed = tests.get(report.nodeid, True) and report.passed
                    tests[report.nodeid] = passed

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Only a run that ran all there is can say what is missing."""
        if not (self._whole or self._writes) or session.shouldstop or session.shouldfail:
            return
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return
        if self._writes:
            passed = {one for one, shown in self.shown.items() if shown.passed}
            catalogue.still_pending(catalogue.pending() - passed)
            pages.write(self.shown)
        self.found = faults(catalogue.clauses(), catalogue.apart(), catalogue.pending(), self.shown)
        if self.found and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The clauses that are wrong, a line each."""
        for number, line in enumerate(getattr(self, "found", ())):
            if not number:
                terminalreporter.section("clauses", red=True)
            terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--clauses`"""
    parser.addoption(
        "--clauses", action="store_true",
        help="run the tests that carry a clause and write docs/regulations",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Whether this run runs all there is."""
    writes = bool(config.getoption("--clauses"))
    narrowed = config.getoption("keyword") or config.getoption("collectonly")
    narrowed = narrowed or config.getoption("markexpr") != "not soak"
    narrowed = narrowed or hasattr(
        config, "workerinput"
    )  # a worker runs a part, its reports travel
    from_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    config.pluginmanager.register(Ledger(whole=from_all and not narrowed, writes=writes))
