"""Breaking of Chinese lines: widths, forbidden starts and ends, runs that stay whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing import model
from app.printing.charset import width
from app.printing.layout import NO_END, NO_START, Line, balanced, lay, wrap

CHINESE = st.text(
    st.sampled_from("的一是在不了有和人这，。、；：？！）》」』】〕”’…—（《「『【〔“‘ab1- ")
)
COLUMNS = st.integers(12, 48)


@given(CHINESE, COLUMNS)
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(0 < width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def is_free(before: str, after: str) -> bool:
    """Whether the rules let a line end between the two."""
    return before not in NO_END and after not in NO_START


@given(CHINESE, COLUMNS)
def test_no_line_starts_or_ends_with_a_forbidden_mark_if_it_could_break_elsewhere(
    text: str, columns: int
) -> None:
    for above, below in pairwise(wrap(text, columns)):
        if is_free(above[-1], below[0]):
            continue
        line = above.replace(" ", "")
        elsewhere = [a + b for a, b in pairwise(line) if not a.isascii() and is_free(a, b)]
        assert elsewhere == [], "the line had a better place to break"


def test_a_chain_of_closing_marks_is_carried_whole() -> None:
    assert wrap("他说：“我来了”，。再见", 14) == ("他说：“我来", "了”，。再见")
    assert wrap("一二三四五”，。后", 12) == ("一二三四", "五”，。后")


def test_numbers_dates_and_addresses_stay_whole() -> None:
    assert wrap("编号QH2-260311-007-K7QX在此", 22) == ("编号", "QH2-260311-007-K7QX在", "此")
    assert wrap("请于2026年3月11日来", 16) == ("请于", "2026年3月11日来")
    assert wrap("限时十 3 个工作日", 8) == ("限时十", "3 个工作", "日")


def test_a_run_longer_than_a_line_is_cut() -> None:
    assert wrap("x" * 30, 12) == ("x" * 12, "x" * 12, "x" * 6)


def test_newlines_start_lines_and_empty_text_has_none() -> None:
    assert wrap("一\n\n二", 10) == ("一", "二")
    assert wrap("", 10) == wrap("   ", 10) == ()


def test_a_centred_text_of_two_lines_leaves_no_lone_character() -> None:
    assert balanced("一二三四五六七八九", 16) == ("一二三四五", "六七八九")
    assert balanced("电话 0000-1234567890 找我", 24) == ("电话 0000-1234567890", "找我")


@given(CHINESE, COLUMNS)
def test_even_lines_are_as_many_as_wrapped_ones_and_fit(text: str, columns: int) -> None:
    lines = balanced(text, columns)
    assert len(lines) == len(wrap(text, columns))
    assert all(width(line) <= columns for line in lines)


def lines_of(block: model.Block, columns: int = 32) -> list[Line]:
    return [row for row in lay((block,), columns, lambda t: t) if isinstance(row, Line)]


def test_a_long_value_hangs_under_itself() -> None:
    rows = lines_of(model.KeyValue("办理事项", "个体工商户变更登记（经营场所）"))
    assert [row.head for row in rows] == ["办理事项  ", " " * 10]
    assert all(width(row.head + row.text) <= 32 for row in rows)


def test_a_number_that_does_not_fit_beside_its_key_gets_its_own_line() -> None:
    rows = lines_of(model.KeyValue("编号", "XFGA12-260311-1007-K7QX", bold=True))
    assert [row.head + row.text for row in rows] == ["编号", "XFGA12-260311-1007-K7QX"]


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_lines_across_the_paper_fill_it(columns: int) -> None:
    for block in (model.Tear(), model.Sign("反映人确认")):
        (row,) = lines_of(block, columns)
        assert width(row.text) == columns


def test_a_fact_typed_empty_still_takes_its_line() -> None:
    assert [row.head.strip() for row in lines_of(model.KeyValue("备注", ""))] == ["备注"]
    assert len(lines_of(model.Center(""))) == 1


def test_a_paragraph_leaves_no_lone_last_character() -> None:
    (first, last) = lines_of(model.Para("请在2026年3月23日前书面答复本窗口。"))
    assert width(last.text) > 4
    assert first.text + last.text == "请在2026年3月23日前书面答复本窗口。"
    assert [row.text for row in lines_of(model.Para("完。"))] == ["完。"]


def test_one_of_a_list_hangs_beside_its_mark_and_an_empty_mark_takes_no_line() -> None:
    rows = lines_of(model.Item("12", "个体工商户变更登记（经营场所变更）", bold=True))
    assert [row.head for row in rows] == ["12  ", "    "]
    number = "Q" * 30
    assert [row.text for row in lines_of(model.Item("", number))] == [number]


def test_a_long_key_stands_above_its_value() -> None:
    rows = lines_of(model.KeyValue("被督办的承办部门名称", "市场监管局"))
    assert [row.head + row.text for row in rows] == ["被督办的承办部门名称", "市场监管局"]


def test_two_lines_across_the_paper_never_follow_each_other() -> None:
    for first in (model.Rule(dashed=True), model.Boxed("一")):
        alone = lay((first, model.Para("二")), 32, str)
        assert lay((first, model.Rule(), model.Para("二")), 32, str) == alone
