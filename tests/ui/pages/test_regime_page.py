"""The rules page: read by everybody, a site's own file in and out, adopted by a leader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import intake, ruling
from app.desk.course import course
from app.desk.preview import due_preview
from app.domain import cells
from app.ui import strip
from app.ui.kit.label import Label
from app.ui.regime.presenter import CHAPTERS
from app.ui.regime.view import RegimePage
from tests.db.test_adoptions import NEXT, SHORTER
from tests.domain.profile_files import FILES
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import accepted, form, person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk


class Rulers:
    """The page with somebody in front of it."""

    def __init__(self, desk: Desk, qtbot: QtBot, folder: Path) -> None:
        self.desk, self._qtbot, self._folder = desk, qtbot, folder
        self.page: RegimePage = desk.counter.regime.page
        self.sit("L1")

    def sit(self, who: str) -> None:
        sit(self.desk.terminal, who)
        self.desk.counter.signed_in(person(self.desk.terminal, who))
        self.desk.counter.shell.show_page("regime")

    def wait(self, condition: Callable[[], bool | None]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def load(self, raw: bytes, name: str = "own.toml") -> None:
        """A file is chosen; its preview stands."""
        path = self._folder / name
        path.write_bytes(raw)
        self.page.preview.reject()
        self.desk.counter.regime.presenter.on_file(path)
        self.wait(self.page.preview.isVisible)

    def accept(self) -> str:
        sit(self.desk.terminal, "C1")
        outcome = intake.accept(self.desk.terminal.desk, form(self.desk.terminal), "general")
        sit(self.desk.terminal, "L1")
        assert outcome.is_done
        return outcome.ticket.no

    def adopt(self, raw: bytes, start: str) -> None:
        leader = person(self.desk.terminal, "L1")
        assert ruling.adopt(self.desk.terminal.desk, leader, raw, start) == ()

    def said(self) -> str:
        """Everything in the chapter that is shown."""
        shown = self.page.findChildren(Label)
        return "\n".join(x.text() for x in shown if not x.window().isHidden())

    def told(self) -> str:
        return self.page.banner._title.text()


@pytest.fixture
def rulers(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Rulers:
    return Rulers(desk, qtbot, tmp_path)


def test_a_clerk_reads_every_chapter(rulers: Rulers) -> None:
    rulers.sit("C1")
    for name in CHAPTERS:
        rulers.desk.counter.regime.presenter.on_chapter(name)
        assert rulers.page.chapters.chosen() == name
    rulers.desk.counter.regime.presenter.on_chapter("limits")
    said = rulers.said()
    assert "受理后，5 个工作日内，到反馈群众为止" in said
    assert "N-9.1-d" in said
    assert "文本未写明，这样理解：" in said
    assert "建库时" in said


@pytest.mark.clause("N-A")
def test_the_flow_is_shown_and_marked_as_our_own_drawing(rulers: Rulers) -> None:
    rulers.page.chapters._group.button(CHAPTERS.index("flow")).click()
    chart = rulers.page.chart
    assert chart.isVisible()
    assert chart.accessibleName().startswith("办理流程图：登记，受理")
    assert "由程序按本规则的步骤绘制，不是原文所附的图" in rulers.said()
    picture = chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 7)
               for y in range(0, picture.height(), 3)}  # fmt: skip
    assert len(colours) > 3, "boxes, letters and arrows are drawn"


@pytest.mark.clause("X-A1")
def test_xiufeng_has_its_own_flow(rulers: Rulers) -> None:
    rulers.adopt(FILES["xiufeng"], "2026-03-11")
    rulers.sit("C1")
    rulers.desk.counter.regime.presenter.on_chapter("flow")
    titles = [n.title for n in rulers.page.chart.course.nodes]
    assert titles.index("反馈群众") < titles.index("评价") < titles.index("办结")


def test_what_is_exported_is_read_again_and_is_the_same(rulers: Rulers, tmp_path: Path) -> None:
    out = tmp_path / "copy.toml"
    rulers.desk.counter.regime.presenter.on_export(out)
    rulers.wait(lambda: "已导出到 copy.toml" in rulers.told())
    assert out.read_bytes() == FILES["national"]
    rulers.load(out.read_bytes())
    rulers.page.preview.strong.click()
    assert "一字不差" in rulers.page.preview.field._error.text()
    rulers.desk.counter.regime.presenter.on_export(tmp_path / "no" / "such.toml")
    rulers.wait(lambda: "没有写成" in rulers.told())


def test_a_changed_file_is_looked_at_then_adopted_from_a_day_on(rulers: Rulers) -> None:
    number = rulers.accept()
    rulers.load(SHORTER)
    preview = rulers.page.preview
    assert "有 1 件的期限会不同" in preview.said.text()
    (row,) = [preview.model.row_at(0)]
    assert row is not None
    assert (row.number, row.old, row.new) == (number, "3月18日 17:30", "3月16日 17:30")
    preview.start.setText("3-10")
    preview.strong.click()
    assert "启用日期已过" in preview.field._error.text()
    preview.start.setText("下周")
    preview.strong.click()
    assert "启用日期写成" in preview.field._error.text()
    preview.start.setText("3-16")
    press(preview, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not preview.isVisible()
    assert "从 2026-03-16 起启用" in rulers.told()
    assert "2026年3月16日起，国家标准（" in rulers.said()
    rulers.desk.clock.move(days=5)
    rulers.desk.counter.regime.presenter.open()
    assert "受理后，3 个工作日内" in rulers.said()
    assert rulers.desk.terminal.log.ticket(number).regime != rulers.desk.terminal.log.book.current(
        rulers.desk.terminal.desk.today
    )


def test_a_clerk_needs_a_leaders_password(rulers: Rulers) -> None:
    rulers.sit("C1")
    rulers.load(SHORTER)
    rulers.page.preview.strong.click()
    assert rulers.desk.counter.regime.dialog.isVisible()
    assert len(rulers.desk.terminal.log.book.adoptions()) == 1


def test_all_faults_of_a_file_are_named_with_their_lines(rulers: Rulers) -> None:
    bad = SHORTER.replace(b"hard = true", b'hard = "yes"', 2).replace(b"[lights]", b"[lamps]")
    rulers.load(bad)
    preview = rulers.page.preview
    told = preview.faults.toPlainText().splitlines()
    assert f"文件有 {len(told)} 处要改" in preview.said.text()
    assert len(told) >= 3
    assert all("第" in line and "行" in line for line in told if "缺少" not in line)
    assert not preview.strong.isVisible()
    rulers.desk.counter.regime.presenter.on_adopt("2026-03-16")
    assert len(rulers.desk.terminal.log.book.adoptions()) == 1
    rulers.load(b"\xff\xfe\x00", "odd.toml")
    assert "UTF-8" in preview.faults.toPlainText()


def test_next_years_calendar_is_summed_up_and_makes_dues_known(rulers: Rulers) -> None:
    rulers.desk.clock.set("2026-12-29 10:00:00")
    number = rulers.accept()
    rulers.load(NEXT)
    preview = rulers.page.preview
    assert "2027 年有 248 个工作日，调休上班 2月14日" in preview.said.text()
    assert "有 1 件的期限会变或从此确定" in preview.said.text()
    row = preview.model.row_at(0)
    assert row is not None
    assert (row.number, row.old, row.new) == (number, "待公布", "1月6日 17:30")
    assert not preview.field.isVisible()
    preview.strong.click()
    assert "2027 年的年历已启用" in rulers.told()
    rulers.desk.counter.regime.presenter.on_chapter("years")
    assert "2027 年" in rulers.said()


@pytest.mark.parametrize(
    ("now", "tag", "sentence", "strip_words"),
    [
        ("2026-01-20 09:00:00", "还没有生效", "从 2026-02-01 起生效", "规则还没有生效"),
        ("2028-02-01 09:00:00", "已过有效期", "有效期到 2028-01-31 止", "规则已过有效期"),
        ("2026-03-12 09:00:00", "有效", "", ""),
    ],
)
def test_a_profile_outside_its_dates_is_said_and_acceptance_goes_on(
    rulers: Rulers, now: str, tag: str, sentence: str, strip_words: str
) -> None:
    rulers.desk.clock.set(now if now < "2026-03-11" else "2026-03-11 09:00:00")
    rulers.adopt(FILES["sixth"], rulers.desk.terminal.desk.today.isoformat())
    rulers.desk.clock.set(now)
    rulers.sit("C1")
    page, terminal = rulers.page, rulers.desk.terminal
    assert tag in rulers.said()
    assert sentence in rulers.told()
    assert page.banner.isVisible() == bool(sentence)
    items = {s.id: s.words for s in strip.items(terminal.desk, None, None)}
    assert items.get("regime", "") == strip_words
    lines = dict(due_preview(terminal.desk, "plain").lines)
    assert lines.get("规则", "") == strip_words
    assert intake.accept(terminal.desk, form(terminal), "plain").is_done


@pytest.mark.clause("S-A1N-b")
def test_a_cell_is_added_and_another_hidden_and_older_tickets_keep_their_form(
    rulers: Rulers,
) -> None:
    rulers.adopt(FILES["songjiang"], "2026-03-11")
    rulers.sit("C1")
    desk = rulers.desk.terminal.desk
    old = accepted(rulers.desk.terminal, form(rulers.desk.terminal), "simple")
    rulers.page.tailor.click()
    dialog = rulers.page.tailored
    first = desk.rules().regime.forms[0]
    assert len(dialog.cells) == sum(len(f.field) for f in desk.rules().regime.forms)
    dialog.cells[first.id, "visit_date"].setChecked(False)
    type_zh(dialog.label, "楼层")
    dialog.form.choose(first.id)
    dialog.at.choose("close")
    sit(rulers.desk.terminal, "L1")
    dialog.strong.click()
    rulers.wait(rulers.page.preview.isVisible)
    assert "期限都不变" in rulers.page.preview.said.text()
    rulers.page.preview.strong.click()
    assert not rulers.page.preview.isVisible()
    sit(rulers.desk.terminal, "C1")
    new = accepted(rulers.desk.terminal, form(rulers.desk.terminal), "simple")
    tickets = [desk.log.ticket(number) for number in (old, new)]
    labels = [[f.label for f in desk.rules(t).regime.forms[0].field] for t in tickets]
    assert "办理日期" in labels[0]
    assert "楼层" not in labels[0]
    assert labels[1] == [*(x for x in labels[0] if x != "办理日期"), "楼层"]
    asked = [[f.key for f in cells.demanded(desk.rules(t), t, "close", desk.now)] for t in tickets]
    assert ["own_1" in keys for keys in asked] == [False, True]


@pytest.mark.clause("S-3-x")
def test_only_steps_marked_optional_can_be_switched_off(rulers: Rulers) -> None:
    rulers.adopt(FILES["xiufeng"], "2026-03-11")
    rulers.sit("L1")
    desk = rulers.desk.terminal.desk
    rulers.page.tailor.click()
    dialog = rulers.page.tailored
    optional = {s.act for s in desk.rules().regime.steps if not s.required}
    assert set(dialog.steps) == optional
    assert not {"register", "accept", "receive_result", "close"} & set(dialog.steps)
    dialog.steps["call_back"].setChecked(False)
    dialog.strong.click()
    rulers.wait(rulers.page.preview.isVisible)
    rulers.page.preview.strong.click()
    assert "call_back" not in {act for role in desk.rules().regime.roles for act in role.can}
    titles = [n.id for n in course(desk.words, desk.rules()).nodes]
    assert "call_back" not in titles


@pytest.mark.parametrize("size", [(1440, 900), (1366, 698)])
def test_nothing_is_cut(rulers: Rulers, size: tuple[int, int]) -> None:
    rulers.desk.counter.shell.resize(*size)
    for name in CHAPTERS:
        rulers.desk.counter.regime.presenter.on_chapter(name)
        rulers.wait(lambda: True)
        for label in rulers.page.findChildren(Label):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
