"""docs/regulations/HOWTO.md explains every table, every key and every word of the schema."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from app.domain import conditions
from app.domain.regime import Regime
from app.settings.tables import _struct_inside
from app.settings.vocabulary import WORDS

TEXT = (Path(__file__).parents[2] / "docs" / "regulations" / "HOWTO.md").read_text("utf-8")
BLOCKS = re.findall(r"(?s)```toml\n(.*?)```", TEXT)
WRITTEN = set(re.findall(r"[A-Za-z0-9_-]+", TEXT))


def keys(kind: type[msgspec.Struct], table: str) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(kind):
        yield table, field.encode_name
        if inner := _struct_inside(field.type):
            yield from keys(inner, f"{table}.{field.encode_name}".strip("."))


ALL = sorted(set(keys(Regime, "")))


@pytest.mark.parametrize(("table", "key"), ALL)
def test_every_key_is_explained_beside_its_table(table: str, key: str) -> None:
    root = table.partition(".")[0] or key
    if not table:
        assert f"[{root}]" in TEXT or f"`{root}`" in TEXT
        return
    heads = [m.start() for m in re.finditer(r"(?m)^### ", TEXT)] + [len(TEXT)]
    parts = [TEXT[a:b] for a, b in pairwise(heads)]
    mine = [p for p in parts if f"[{root}]" in p.partition("\n")[0]]
    assert mine, root
    shared = {"clause", "assumptions", "id", "name"}
    assert key in shared or any(re.search(rf"\b{key}\b", p) for p in mine), (table, key)


def test_every_example_is_toml_that_speaks_known_words() -> None:
    assert len(BLOCKS) > 20
    known = {key for _, key in ALL}
    for block in BLOCKS:
        for line in block.splitlines():
            if found := re.match(r"([a-z_]+) = ", line):
                assert found[1] in known, line
        assert tomllib.loads(block) is not None


@pytest.mark.parametrize(
    "place", ["limit.stage", "limit.unit", "callback.coverage", "role.post", "extension.base",
              "cannot_do.late_rule", "satisfaction.level.action", "form.field.type",
              "scope.decline_needs", "step.skip_reason", "calendar.clock_hours_roll"],
)  # fmt: skip
def test_the_words_of_a_list_are_named(place: str) -> None:
    words = {w for w in WORDS[place] if not w.startswith("@")}
    assert words - WRITTEN == set()


def test_the_conditions_are_named() -> None:
    assert set(conditions.FLAGS) - WRITTEN == set()
