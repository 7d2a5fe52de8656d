"""Departments and matters through the page: row by row, and tables that are taken whole or not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.db.lists import Matter
from app.desk import catalogue
from app.settings.matters_file import MatterRow, read_matters
from app.ui.later import Later
from app.ui.settings.lists_view import ListsPane
from app.ui.settings.table_presenter import Preview, TablePresenter
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import person, sit
from tests.ui.pages.conftest import Desk

OLD = Matter("个体工商户变更登记", "A01", "市场监管局窗口")
TABLE = "事项,承办窗口,编码\n社保卡补换,人社窗口,S1\n个体工商户变更登记,企业开办窗口,A01\n"


class Lists:
    """The pane with the leader in front of it."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._qtbot = desk, qtbot
        page = desk.counter.settings.page
        pane = page.pane("lists")
        assert isinstance(pane, ListsPane)
        self.pane = pane
        sit(desk.terminal, "L1")
        desk.counter.signed_in(person(desk.terminal, "L1"))
        desk.counter.shell.show_page("settings")
        page.show_pane("lists")

    def wait(self, condition: Callable[[], bool | None]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def load(self, raw: bytes, folder: Path) -> None:
        """A file is chosen; its preview stands."""
        path = folder / "table.csv"
        path.write_bytes(raw)
        self.pane.preview.reject()
        self.desk.counter.settings.table.on_file(path)
        self.wait(self.pane.preview.isVisible)

    def matters(self) -> tuple[Matter, ...]:
        return catalogue.matters(self.desk.terminal.desk)

    def departments(self) -> list[str]:
        return [d.name for d in catalogue.departments(self.desk.terminal.desk)]

    def said(self) -> str:
        return self.pane.banner._title.text()


@pytest.fixture
def lists(desk: Desk, qtbot: QtBot) -> Lists:
    return Lists(desk, qtbot)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_table_is_looked_at_then_taken_whole(lists: Lists, tmp_path: Path, coding: str) -> None:
    lists.load(TABLE.encode(coding), tmp_path)
    preview = lists.pane.preview
    assert "新增 1 个，改动 1 个，不变 0 个" in preview.said.text()
    assert lists.matters() == (OLD,), "looking takes nothing"
    preview.strong.click()
    assert lists.matters() == (
        OLD._replace(department="企业开办窗口"), Matter("社保卡补换", "S1", "人社窗口"),
    )  # fmt: skip
    assert "企业开办窗口" in lists.departments()
    assert not preview.isVisible()
    intake = lists.desk.counter.intake_page
    assert intake.department.findData("企业开办窗口") >= 0, "the registration offers it at once"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("事项,科室\n甲,乙\n", ["“科室”这一列不认识", "没有“承办窗口”这一列"]),
        ("甲,乙\n甲,丙\n丁\n", ["第 2 行的事项“甲”前面已经有了", "第 3 行要有"]),
        ("x" * 1_000_000, ["第 1 行"]),
        ("", ["文件里没有事项"]),
    ],
)
def test_a_table_with_faults_names_its_rows_and_nothing_is_taken(
    lists: Lists, tmp_path: Path, text: str, rows: list[str]
) -> None:
    lists.load(text.encode(), tmp_path)
    preview = lists.pane.preview
    told = preview.faults.toPlainText()
    assert [r for r in rows if r not in told] == []
    assert not preview.strong.isVisible()
    lists.desk.counter.settings.table.on_take()
    assert lists.matters() == (OLD,)


def test_what_a_spreadsheet_has_copied_is_pasted(lists: Lists) -> None:
    QGuiApplication.clipboard().setText("社保卡补换\t人社窗口\r\n食品经营许可\t市场监管局窗口\r\n")
    lists.pane.buttons["paste"].click()
    lists.wait(lists.pane.preview.isVisible)
    lists.pane.preview.strong.click()
    assert len(lists.matters()) == 3


def test_a_paste_of_a_megabyte_into_a_field_is_cut(lists: Lists) -> None:
    lists.pane.buttons["new"].click()
    for edit in lists.pane.row.edits.values():
        edit.setFocus()
        QGuiApplication.clipboard().setText("长" * 350_000)
        edit.paste()
        assert len(edit.text()) == 60
    lists.pane.sought.setText("长" * 350_000)
    assert len(lists.pane.sought.text()) == 60


class NoView:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.previews: list[Preview] = []

    def show_preview(self, preview: Preview) -> None:
        self.previews.append(preview)

    def close_preview(self) -> None:
        """Nothing to close."""

    def say(self, sentence: str, *, good: bool) -> None:
        """Nothing to say."""


def test_a_hundred_thousand_rows_are_read_by_the_worker_alone(desk: Desk, tmp_path: Path) -> None:
    """The handler only hands the work over: the file need not even be there yet."""
    works: list[Callable[[], object]] = []
    view = NoView()
    table = TablePresenter(desk.terminal.desk, works.append, lambda then: None, lambda: None)
    table.attach(view)
    path = tmp_path / "large.csv"
    table.on_file(path)
    path.write_text("".join(f"事项{n},窗口{n % 30}\n" for n in range(100_000)), "utf-8")
    assert view.previews == []
    message = works[0]()
    assert isinstance(message, Later)
    message.finish()
    assert "超过 3000 行" in view.previews[0].faults[0]
    assert view.previews[0].rows == ()


def test_rows_are_added_changed_and_taken_out(lists: Lists) -> None:
    pane, form = lists.pane, lists.pane.row
    pane.buttons["new"].click()
    form.strong.click()
    assert form.fields["name"].has_error()
    assert form.fields["second"].has_error()
    type_zh(form.edits["name"], "个体工商户变更登记")
    type_zh(form.edits["second"], "人社窗口")
    form.strong.click()
    assert "已经有了" in form.fields["name"]._error.text()
    form.edits["name"].setText("社保卡补换")
    form.strong.click()
    assert not form.isVisible()
    assert Matter("社保卡补换", "", "人社窗口") in lists.matters()
    table = pane.tables["matters"]
    assert table.select("社保卡补换")
    pane.buttons["edit"].click()
    form.edits["name"].setText("社保卡补办")
    form.strong.click()
    assert {m.name for m in lists.matters()} == {OLD.name, "社保卡补办"}
    pane.sought.setText("a01")
    assert pane.models["matters"].rowCount() == 1
    pane.sought.clear()
    assert table.select("社保卡补办")
    pane.buttons["drop"].click()
    assert lists.matters() == (OLD,)


def test_a_department_with_matters_stays_and_its_new_name_is_theirs(lists: Lists) -> None:
    pane, form = lists.pane, lists.pane.row
    lists.desk.counter.settings.lists.on_kind("departments")
    assert pane.tables["departments"].select("市场监管局窗口")
    pane.buttons["drop"].click()
    assert "还有 1 个事项" in lists.said()
    pane.buttons["edit"].click()
    assert not form.fields["third"].isVisible()
    form.edits["name"].setText("企业开办窗口")
    form.edits["second"].setText("0000-7654321")
    form.strong.click()
    assert lists.matters() == (OLD._replace(department="企业开办窗口"),)
    assert "市场监管局窗口" not in lists.departments()
    assert pane.tables["departments"].select("人社窗口")
    pane.buttons["drop"].click()
    assert lists.departments() == ["企业开办窗口"]


def test_what_is_exported_is_read_again(lists: Lists, tmp_path: Path) -> None:
    lists.desk.counter.settings.table.on_export(tmp_path / "out.csv")
    lists.wait(lambda: "已导出 1 个" in lists.said())
    assert read_matters((tmp_path / "out.csv").read_bytes()).rows == (
        MatterRow(OLD.name, OLD.department, OLD.code),
    )
    lists.desk.counter.settings.table.on_export(tmp_path / "no" / "such" / "out.csv")
    lists.wait(lambda: "没有导出成功" in lists.said())


def test_a_clerk_cannot_take_a_table_alone(lists: Lists, tmp_path: Path) -> None:
    desk = lists.desk
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    desk.counter.shell.show_page("settings")
    lists.load(TABLE.encode(), tmp_path)
    lists.pane.preview.strong.click()
    assert desk.counter.settings.dialog.isVisible()
    assert lists.matters() == (OLD,)
