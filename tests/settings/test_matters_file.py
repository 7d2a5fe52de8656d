"""A table of matters as spreadsheets write it: every coding, every fault by its row."""

import time

import pytest

from app.settings.matters_file import (
    MAX_FAULTS,
    MAX_ROWS,
    MatterRow,
    Matters,
    read_matters,
    write_matters,
)
from app.settings.words import Words

TABLE = "事项,承办窗口,编码\n社保卡补换,人社窗口,S1\n食品经营许可,市场监管局窗口,\n"
ROWS = (
    MatterRow("社保卡补换", "人社窗口", "S1"),
    MatterRow("食品经营许可", "市场监管局窗口"),
)


def keys(read: Matters) -> list[tuple[str, int, str]]:
    return [(f.key, f.row, f.text) for f in read.faults]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("between", [",", "\t", ";", "，"])
def test_every_coding_end_and_delimiter(coding: str, ends: str, between: str) -> None:
    text = TABLE.replace(",", between).replace("\n", ends)
    assert read_matters(text.encode(coding)) == (ROWS, ())


def test_without_a_head_and_with_the_columns_in_another_order() -> None:
    assert read_matters("社保卡补换,人社窗口\n".encode()).rows == (ROWS[0]._replace(code=""),)
    turned = "编码,承办部门,事项名称\nS1,人社窗口,社保卡补换\n".encode()
    assert read_matters(turned) == ((ROWS[0],), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("事项,科室\n甲,乙\n", [("csv.column", 1, "科室"), ("csv.no_column", 1, "承办窗口")]),
        ("事项,办理事项,窗口\n", [("csv.two_columns", 1, "事项")]),
        ("甲,乙\n丙\n", [("csv.cells", 2, "")]),
        ("甲,乙\n,丙\n", [("csv.cells", 2, "")]),
        ("甲,乙\n\n丙,丁\n甲,戊\n", [("csv.double", 4, "甲")]),
        ("甲,乙,A,多\n", [("csv.cells_many", 1, "多")]),
        ("甲" * 61 + ",乙\n", [("csv.long", 1, "")]),
        ("甲\0,乙\n", [("csv.long", 1, "")]),
        ("", [("csv.empty", 0, "")]),
        ("事项,承办窗口\n", [("csv.empty", 0, "")]),
    ],
)
def test_a_fault_is_named_by_its_row(text: str, found: list[tuple[str, int, str]]) -> None:
    read = read_matters(text.encode())
    assert keys(read) == found
    for fault in read.faults:
        assert "{" not in Words()(fault.key, n=fault.row, text=fault.text)


def test_what_is_no_table_is_said_so() -> None:
    assert keys(read_matters(b"\x89PNG\r\n\x1a\n\x00\xff\xff\xff"))[0][0] == "csv.coding"
    assert keys(read_matters(b"x" * 1_000_000)) == [("csv.unreadable", 1, "")]
    assert keys(read_matters(b"x" * 5_000_000)) == [("csv.large", 0, "")]


def test_a_hundred_thousand_rows_are_refused_before_they_are_all_read() -> None:
    raw = "".join(f"事项{n},窗口{n % 30}\n" for n in range(100_000)).encode()
    began = time.monotonic()
    assert keys(read_matters(raw)) == [("csv.rows", MAX_ROWS + 1, "")]
    assert time.monotonic() - began < 2.0
    assert keys(read_matters(b"x\n" * 100_000))[-1] == ("csv.faults", MAX_FAULTS, "")


def test_what_is_written_is_read_again_and_no_cell_is_a_formula() -> None:
    rows = (*ROWS, MatterRow("=1+1", "-窗口", "@x"), MatterRow('引"号', "换,行"))
    raw = write_matters(rows)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in raw.decode()
    assert read_matters(raw) == (rows, ())
