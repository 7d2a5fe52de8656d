"""避头尾: no line of a slip starts with a closing or ends with an opening mark, at any width."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing import model, slips
from app.printing.charset import width
from app.printing.layout import Line, lay
from app.printing.model import Block
from tests.looks.slips import WAYS
from tests.printing.samples import EVERY, MakePaper

COLUMNS = (32, 42, 48)
NO_START = "，。、；：？！）》」』】〕”’…—％·"
NO_END = "（《「『【〔“‘"
SENTENCES = Path(__file__).parents[1] / "clauses" / "sentences.toml"


@cache
def prose() -> tuple[str, ...]:
    """Chinese sentences of the kind that clerks write: what each clause of five texts demands."""
    found: list[str] = []
    todo: list[object] = [tomllib.loads(SENTENCES.read_text("utf-8"))]
    for one in todo:  # grows
        if isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, str):
            found.append(one)
    return tuple(found)


def bad(block: Block, columns: int) -> list[tuple[str, str]]:
    """Neighbouring lines of a block that break where they must not, or are too wide."""
    lines = [row for row in lay((block,), columns, lambda text: text) if isinstance(row, Line)]
    breaks = [
        (above.text, below.text)
        for above, below in pairwise(lines)
        if (below.text[:1] in NO_START and below.text) or (above.text[-1:] in NO_END and above.text)
    ]
    wide = [(x.head, x.text) for x in lines if x.scale * width(x.head + x.text) > columns]
    return breaks + wide


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize(
    "make", [*EVERY, *WAYS.values()], ids=lambda make: getattr(make, "__name__", "")
)
def test_every_slip_breaks_its_lines_where_it_may(make: MakePaper, columns: int) -> None:
    assert [pair for block in slips.compose(make()) for pair in bad(block, columns)] == []


@pytest.mark.parametrize("columns", COLUMNS)
def test_prose_breaks_where_it_may_in_every_kind_of_block(columns: int) -> None:
    assert len(prose()) > 200
    for text in prose():
        quoted = f"他说：“{text}”，再来。"
        for block in (
            model.Para(text), model.Boxed(quoted), model.KeyValue("办理事项", text),
            model.Item("1", quoted), model.Center(text), model.Big(text),
        ):  # fmt: skip
            assert bad(block, columns) == [], text


@settings(deadline=None)
@given(
    parts=st.lists(st.integers(0, 10_000), min_size=1, max_size=4),
    cut=st.integers(0, 60),
    columns=st.sampled_from(COLUMNS),
)
def test_prose_put_together_anyhow_breaks_where_it_may(
    parts: list[int], cut: int, columns: int
) -> None:
    text = "".join(prose()[n % len(prose())] for n in parts)[cut:].lstrip(NO_START)
    for block in (model.Para(text), model.Boxed(text), model.KeyValue("交办事项", text)):
        assert bad(block, columns) == []
