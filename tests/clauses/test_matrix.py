"""The clause matrix: its lists fit together, and a run that lacks a clause says so."""

import json
from pathlib import Path

import pytest

from tests.clauses import catalogue, pages
from tests.clauses.catalogue import Apart
from tests.clauses.verdict import Shown, faults

PASSED = Shown({"tests/a.py::test": True})
FAILED = Shown({"tests/a.py::test": False, "tests/a.py::other": True})


def test_every_clause_has_one_sentence_of_its_own() -> None:
    assert list(catalogue.sentences()) == list(catalogue.clauses())
    assert all(5 < len(s) <= 80 and s.endswith("。") for s in catalogue.sentences().values())


def test_few_clauses_wait_for_forms_or_the_district_and_fewer_are_beyond_a_program() -> None:
    rows = catalogue.apart()
    needs = [one for one, row in rows.items() if row.needs]
    assert rows.keys() <= catalogue.clauses().keys()
    assert len(needs) <= 55
    assert len(rows) - len(needs) <= 12
    assert all(row.reason for row in rows.values())


def test_a_clause_to_come_is_one_of_ours() -> None:
    assert catalogue.pending() <= catalogue.clauses().keys() - catalogue.apart().keys()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({}, "no test carries it"),
        ({"N-A": FAILED}, "did not pass"),
        ({"N-A": PASSED, "N-Z": PASSED}, "N-Z: a test names it"),
        ({"N-A": PASSED, "N-B": PASSED}, "strike it from apart.toml"),
        ({"N-A": PASSED, "X-2": PASSED}, "strike it from pending.toml"),
        ({"N-A": PASSED, "X-2": FAILED}, ""),
    ],
)
def test_a_run_says_what_is_wrong_with_it(shown: dict[str, Shown], said: str) -> None:
    apart = {"N-B": Apart("printed", "forms")}
    found = faults(("N-A", "N-B", "X-2"), apart, {"X-2"}, shown)
    assert said in "\n".join(found)
    assert bool(found) is bool(said)


def test_a_place_is_named_by_its_table_and_its_row() -> None:
    places = pages.applied()
    assert "n-general" in places["N-9.1-d"]["national.toml [limit]"]
    assert places["N-B-02"]["national.toml [form.field]"] == ("problem_source",)
    assert places["P-A4-05"]["pingyi.toml [form.field]"] == ("assign_content",)
    assert "app/domain/acts/closing.py" in places["N-9.5-d"]
    assert places.keys() >= {"X-10-1", "C-4-3b", "P-3-3g", "S-4-2b"}


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    """A little suite of its own with the plugin, the lists being ours."""
    pytester.makeini("[pytest]\ntestpaths = .\nmarkers = clause(id): shows")
    return pytester


SUITE = """
import pytest
@pytest.mark.clause("N-9.4-a", "N-9.4-c")
def test_shown(): pass
@pytest.mark.clause("N-9.4-c")
def test_broken(): assert False
def test_bare(): pass
"""


def test_a_clause_nobody_knows_stops_the_run(inner: pytest.Pytester) -> None:
    inner.makepyfile('import pytest\n@pytest.mark.clause("N-99")\ndef test_it(): pass\n')
    run = inner.runpytest_inprocess("-p", "tests.clauses.plugin")
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    run.stderr.fnmatch_lines(["*no such clause: N-99"])


def test_the_pages_say_which_tests_show_a_clause(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "DOCS", Path(inner.path) / "docs")
    monkeypatch.setattr(catalogue, "still_pending", lambda ids: None)
    monkeypatch.setattr(catalogue, "pending", frozenset)
    inner.makepyfile(SUITE)
    run = inner.runpytest_inprocess("-p", "tests.clauses.plugin", "--clauses")
    run.assert_outcomes(passed=1, failed=1, deselected=1)
    run.stdout.fnmatch_lines(["N-9.4-c: a test that carries it did not pass"])
    page = (pages.DOCS / "national.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| N-9.4-a |"))
    assert "test_shown" in row
    assert "`national.toml [limit]` n-complex" in row
    assert "还没有" not in row
    facts = json.loads((pages.DOCS / "coverage.json").read_text("utf-8"))
    assert list(facts) == list(catalogue.clauses())
    assert facts["N-9.4-a"]["passed"] is True
    assert facts["N-9.4-c"]["passed"] is False
    assert facts["N-B"]["needs"] == "forms"


WHOLE = ("-p", "tests.clauses.plugin", "-m", "not soak")


def test_a_whole_run_fails_for_a_clause_that_no_test_shows(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = catalogue.clauses().keys() - catalogue.apart().keys() - {"N-9.4-a"}
    monkeypatch.setattr(catalogue, "pending", lambda: ours)
    inner.makepyfile("def test_it(): pass")
    run = inner.runpytest_inprocess(*WHOLE)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["N-9.4-a: no test carries it"])
    part = inner.runpytest_inprocess(*WHOLE, "-k", "it")
    assert part.ret == pytest.ExitCode.OK


def test_a_skipped_test_shows_nothing(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = catalogue.clauses().keys() - catalogue.apart().keys() - {"N-9.4-a"}
    monkeypatch.setattr(catalogue, "pending", lambda: ours)
    inner.makepyfile(
        "import pytest\n@pytest.mark.clause('N-9.4-a')\ndef test_it(): pytest.skip('later')"
    )
    run = inner.runpytest_inprocess(*WHOLE)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["N-9.4-a: a test that carries it did not pass"])
