"""The house keeps its limits (docs/HOUSE.md): sizes, names, state, docstrings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
FORBIDDEN = {
    "utils", "util", "helpers", "helper", "common", "misc", "manager", "handler",
    "controller", "base", "data", "info",
}  # fmt: skip
QT_OVERRIDES = {
    "paintEvent", "resizeEvent", "keyPressEvent", "keyReleaseEvent", "mousePressEvent",
    "mouseReleaseEvent", "mouseMoveEvent", "focusInEvent", "focusOutEvent", "showEvent",
    "hideEvent", "closeEvent", "changeEvent", "enterEvent", "leaveEvent", "eventFilter", "event",
    "sizeHint", "minimumSizeHint", "hitButton", "nextCheckState", "rowCount", "columnCount",
    "data", "headerData", "flags", "index", "parent", "setData", "paint", "createEditor",
    "heightForWidth", "hasHeightForWidth", "addItem", "count", "itemAt", "takeAt", "setGeometry",
    "expandingDirections", "minimumSize", "insertFromMimeData", "canFetchMore", "fetchMore",
    "focusNextPrevChild", "splitPath", "pathFromIndex", "timerEvent",
}  # fmt: skip


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_file_keeps_the_limits(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400, "a file holds at most 400 lines"
    if path.name != "__init__.py":
        assert path.stem not in FORBIDDEN, "name the file after what it is"
    module = tree(path)
    assert text.strip() == "" or ast.get_docstring(module), "a module opens with a docstring"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines, at most 40"
        if isinstance(node, ast.ClassDef):
            own = [
                f.name
                for f in node.body
                if isinstance(f, ast.FunctionDef) and f.name not in QT_OVERRIDES
            ]
            assert len(own) <= 15, f"{node.name} has {len(own)} methods, at most 15"


def domain_lines() -> int:
    return sum(p.read_text("utf-8").count("\n") for p in (APP / "domain").rglob("*.py"))


def test_domain_stays_small() -> None:
    assert domain_lines() <= 5200


def test_an_act_holds_at_most_45_lines() -> None:
    for path in (APP / "domain" / "acts").glob("*.py"):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= 45, f"{path.name} {node.name} has {length} lines, at most 45"


def test_presenters_stay_small_and_toolkit_free() -> None:
    for path in APP.glob("ui/*/*presenter.py"):
        assert path.read_text("utf-8").count("\n") <= 200, name(path)


def mutable_globals(module: ast.Module) -> Iterator[str]:
    """Names bound at module level to a list, dict, set or call result that can change."""
    mutable = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    for node in module.body:
        if isinstance(node, ast.AnnAssign):
            targets, value, note = (
                [ast.unparse(node.target)],
                node.value,
                ast.unparse(node.annotation),
            )
        elif isinstance(node, ast.Assign):
            targets, value, note = [ast.unparse(t) for t in node.targets], node.value, ""
        else:
            continue
        if isinstance(value, mutable) and not note.startswith(("Final", "Mapping")):
            yield from targets


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_keeps_state(path: Path) -> None:
    found = [n for n in mutable_globals(tree(path)) if n != "__all__"]
    assert not found, f"{name(path)} binds mutable {found}; use a tuple, frozenset or MappingProxy"


def test_pages_are_listed_as_independent() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    listed = {
        m for c in contracts["contracts"] if c["type"] == "independence" for m in c["modules"]
    }
    pages = {f"app.ui.{p.parent.name}" for p in APP.glob("ui/*/presenter.py")}
    assert listed == pages


def test_nothing_points_outside_the_project() -> None:
    suspects = (".." + "/shared", "/wo" + "rk/", "farm" + "-", "//reg" + "istry.")
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if path.suffix in {".py", ".md", ".toml", ".sh", ".txt"} and inside[0] != ".venv":
            text = path.read_text("utf-8")
            assert not [s for s in suspects if s in text], name(path)
