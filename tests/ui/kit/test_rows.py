"""Rows and their table: what is asked for, what is selected, what is told."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.rows import RowsModel, grouped
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import Theme
from app.ui.kit.values import Cell, Column, Group, Lit, Tick, TwoLine, Words
from tests.ui.kit.windows import activate, click, press


@dataclass(frozen=True)
class Row:
    no: str
    lamp: str = "red"
    done: bool = False


MANY = tuple(Row(f"{n:05}", "red" if n < 100 else "green") for n in range(20_000))


def show_groups(model: RowsModel[Row], rows: tuple[Row, ...], *, more: bool = False) -> None:
    parts = [*grouped(rows, lambda r: r.lamp, lambda lamp, n: Group(lamp, f"{n} 件"))]
    model.show(parts, more=more)


class Counter:
    """Columns that count the cells they were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def number(self, row: Row) -> Cell:
        self.asked.add(row.no)
        return TwoLine(row.no, "第 1 次来厅")

    def columns(self) -> tuple[Column[Row], ...]:
        return (
            Column("剩余", lambda row: Lit("bad", f"超时 {row.no}"), 120),
            Column("编号", self.number),
            Column("复核", lambda row: Tick(row.done, "已复核" if row.done else ""), 70),
        )


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def model(counter: Counter) -> RowsModel[Row]:
    return RowsModel(counter.columns(), key=lambda row: row.no)


@pytest.fixture
def table(look: Theme, qtbot: QtBot, model: RowsModel[Row]) -> RowsTable[Row]:
    table = RowsTable(model)
    table.resize(800, 600)
    activate(qtbot, table)
    return table


def selected(table: RowsTable[Row]) -> str:
    row = table.selected()
    return row.no if row else ""


def test_twenty_thousand_rows_cost_what_can_be_seen(
    table: RowsTable[Row], model: RowsModel[Row], counter: Counter
) -> None:
    show_groups(model, MANY)
    table.grab()
    table.scrollToBottom()
    table.grab()
    assert model.rowCount() == 20_002
    assert 10 < len(counter.asked) < 60
    assert "19999" in counter.asked


def test_group_rows_are_one_low_cell_and_are_passed_over(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    show_groups(model, (Row("1"), Row("2", "green")))
    assert table.rowHeight(0) < table.rowHeight(1)
    assert table.columnSpan(0, 0) == 3
    assert table.columnSpan(1, 0) == 1
    table.setFocus()
    table.select("1")
    press(table, Qt.Key.Key_Down)
    assert selected(table) == "2"
    press(table, Qt.Key.Key_Up)
    assert selected(table) == "1"
    press(table, Qt.Key.Key_End)
    assert selected(table) == "2"


def test_the_selection_stays_with_its_row_when_the_list_changes(
    table: RowsTable[Row], model: RowsModel[Row]
) -> None:
    model.show((Row("1"), Row("2"), Row("3")))
    table.select("2")
    model.show((Row("0"), Row("1"), Row("2"), Row("3")))
    assert selected(table) == "2"


def test_only_rows_that_differ_are_painted_anew(model: RowsModel[Row], qtbot: QtBot) -> None:
    model.show(MANY)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show((*MANY[:5], replace(MANY[5], done=True), *MANY[6:]))
    assert changed == [5]


def test_a_further_page_is_appended(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    show_groups(model, MANY[:50], more=True)
    assert model.canFetchMore(QModelIndex())
    with qtbot.waitSignal(model.more_wanted), qtbot.assertNotEmitted(model.modelReset):
        table.scrollToBottom()
    assert not model.canFetchMore(QModelIndex()), "asked once, not again and again"


def test_rows_of_a_further_page_get_their_group_rows(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    first: list[Row | Group] = [Group("red"), *MANY[:50]]
    model.show(first, more=True)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show([*first, Group("green"), *MANY[100:120]])
    assert model.rowCount() == 72
    assert table.columnSpan(51, 0) == 3


def test_enter_opens_and_space_ticks_the_row(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    model.show(MANY[:3])
    table.setFocus()
    table.select("00001")
    with qtbot.waitSignal(table.row_opened) as opened:
        press(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.row_ticked) as ticked:
        press(table, Qt.Key.Key_Space)
    assert opened.args == ticked.args == [MANY[1]]


def test_a_click_on_a_box_ticks_and_on_words_selects(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    model.show(MANY[:3])
    where = [table.visualRect(model.index(1, column)).center() for column in (2, 1)]
    with qtbot.waitSignal(table.row_ticked) as ticked:
        click(table.viewport(), where[0])
    assert ticked.args == [MANY[1]]
    with qtbot.assertNotEmitted(table.row_ticked):
        click(table.viewport(), where[1])


def test_selecting_is_told_with_the_row(
    table: RowsTable[Row], model: RowsModel[Row], qtbot: QtBot
) -> None:
    model.show(MANY[:3])
    with qtbot.waitSignal(table.row_selected) as told:
        table.select("00002")
    assert told.args == [MANY[2]]
    assert not table.select("99999")


def test_a_screen_reader_hears_the_word_of_the_light(model: RowsModel[Row]) -> None:
    model.show((Group("已超时", "2 件"), Row("1")))
    said = [model.data(model.index(1, column)) for column in range(3)]
    assert said == ["超时 1", "1，第 1 次来厅", ""]
    assert model.data(model.index(0, 0)) == "已超时 2 件"


def test_columns_take_their_titles_and_widths(table: RowsTable[Row], model: RowsModel[Row]) -> None:
    titles = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)]
    assert titles == ["剩余", "编号", "复核"]
    assert (table.columnWidth(0), table.columnWidth(2)) == (120, 70)
    assert table.columnWidth(1) > 500


def test_a_bar_at_the_left_marks_the_selected_row(
    table: RowsTable[Row], model: RowsModel[Row], look: Theme
) -> None:
    model.show(MANY[:3])
    table.select("00001")
    picture = table.viewport().grab().toImage()
    rows = [table.visualRect(model.index(i, 0)).center().y() for i in range(3)]
    bars = [picture.pixelColor(QPoint(1, y)) == look.colour("primary") for y in rows]
    assert bars == [False, True, False]


def test_a_column_of_words_is_cut_not_spilled(look: Theme, qtbot: QtBot) -> None:
    long: RowsModel[Row] = RowsModel(
        (Column("甲", lambda row: Words("很长" * 99), 100), Column("乙", lambda row: Words(""))),
        key=lambda row: row.no,
    )
    table = RowsTable(long)
    table.resize(400, 200)
    activate(qtbot, table)
    long.show((Row("1"),))
    picture = table.viewport().grab().toImage()
    y = table.visualRect(long.index(0, 0)).center().y()
    inks = {picture.pixelColor(x, y).name() for x in range(100, 390)}
    assert inks == {look.colour("surface").name()}
