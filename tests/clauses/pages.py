"""docs/regulations: for each regulation where each clause is applied and which tests show it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from tests.clauses import catalogue
from tests.clauses.catalogue import Clause
from tests.clauses.verdict import Shown

ROOT: Final = catalogue.HERE.parents[1]
DOCS: Final = ROOT / "docs" / "regulations"
_ID: Final = re.compile(r"\b[NXCPS]-[\w.-]*\w")
_NAMES: Final = ("id", "code", "key", "act", "name", "stage")
_HEAD: Final = """# {source}

本页由 `make clauses` 生成，不要手改。共 {total} 条：{shown} 条有测试证明。
“哪里落实”由程序和规范文件里写的条款编号找出；空着的，落实在测试所走的流程里。

| 条款 | 原文位置 | 要求 | 哪里落实 | 哪些测试证明 |
|---|---|---|---|---|
"""
_NEEDS: Final = {"forms": "待表单与报表", "district": "待区级端", "": "程序做不到"}


def write(shown: Mapping[str, Shown]) -> None:
    """A page a regulation, and coverage.json for machines."""
    DOCS.mkdir(parents=True, exist_ok=True)
    places = applied()
    for regime in catalogue.REGIMES.values():
        mine = [c for c in catalogue.clauses().values() if c.regime == regime]
        rows = "".join(_row(c, places.get(c.id, {}), shown.get(c.id, Shown())) for c in mine)
        proven = sum(shown.get(c.id, Shown()).passed for c in mine)
        head = _HEAD.format(source=mine[0].source, total=len(mine), shown=proven)
        (DOCS / f"{regime}.md").write_text(head + rows, "utf-8")
    whole = {one: _facts(one, shown.get(one, Shown())) for one in catalogue.clauses()}
    text = msgspec.json.format(msgspec.json.encode(whole), indent=1)
    (DOCS / "coverage.json").write_text(text.decode() + "\n", "utf-8")


def _facts(one: str, shown: Shown) -> dict[str, object]:
    facts: dict[str, object] = {"tests": sorted(shown.tests), "passed": shown.passed}
    if apart := catalogue.apart().get(one):
        facts["needs" if apart.needs else "cannot"] = apart.needs or apart.reason
    return facts


def _row(clause: Clause, places: Mapping[str, tuple[str, ...]], shown: Shown) -> str:
    tests = dict.fromkeys(name.partition("[")[0] for name in sorted(shown.tests))
    proof = "<br>".join(f"`{name.removeprefix('tests/')}`" for name in tests)
    if apart := catalogue.apart().get(clause.id):
        proof = f"{_NEEDS[apart.needs]}：{apart.reason}"
    elif not shown.passed:
        proof = f"还没有。{proof}"
    cells = (
        clause.id, clause.article, catalogue.sentences()[clause.id],
        "<br>".join(f"`{place}` {'、'.join(names)}".rstrip() for place, names in places.items()),
        proof,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |\n"


def applied() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Where the program and its profiles name each clause: the place → the rows there.

    A cell of an annex is named by its place in the form.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for path in sorted((ROOT / "resources" / "regimes").glob("*.toml")):
        for table, row, number in _rows(tomllib.loads(path.read_text("utf-8"))):
            name = next((str(row[n]) for n in _NAMES if row.get(n)), "")
            for one in (*_ID.findall(str(row.get("clause", ""))), number):
                found.setdefault(one, {}).setdefault(f"{path.name} [{table}]", {})[name] = None
    for path in sorted((ROOT / "app").rglob("*.py")):
        for one in _ID.findall(path.read_text("utf-8")):
            found.setdefault(one, {})[str(path.relative_to(ROOT))] = {}
    return {
        one: {place: tuple(filter(None, names)) for place, names in places.items()}
        for one, places in found.items()
    }


Table = Mapping[str, object]


def _rows(table: Table, name: str = "") -> Iterator[tuple[str, Table, str]]:
    """Each row with the name of its table and, for a cell, the clause that is its number."""
    for key, value in table.items():
        inner = value if isinstance(value, list) else [value]
        for n, row in enumerate((r for r in inner if isinstance(r, dict)), 1):
            path = f"{name}.{key}".lstrip(".")
            is_cell = path == "form.field"
            yield path, row, f"{str(table['id']).upper()}-{n:02}" if is_cell else ""
            yield from _rows(row, path)
