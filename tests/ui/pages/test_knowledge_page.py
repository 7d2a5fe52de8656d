"""The knowledge base at the counter: written by the clerk, approved by the leader, imported."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desk import handling, intake, knowledge
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.ui.kit.button import KeyButton
from app.ui.knowledge.view import KnowledgePage
from tests.desk.conftest import done
from tests.desk.test_knowledge import LEASE, in_force
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import form, sit
from tests.ui.pages.conftest import Desk


def opened(desk: Desk) -> KnowledgePage:
    desk.counter.shell.show_page("knowledge")
    return desk.counter.shelf.knowledge_page


def verbs(page: KnowledgePage) -> list[str]:
    held = (page._foot.itemAt(i).widget() for i in range(page._foot.count()))
    return [w.text() for w in held if isinstance(w, KeyButton)]


@pytest.mark.clause("N-11.3.2")
def test_the_clerk_writes_an_entry_and_the_leader_approves_it(desk: Desk, qtbot: QtBot) -> None:
    page, presenter = opened(desk), desk.counter.shelf.knowledge
    assert page.empty.isVisible()
    presenter.on_new()
    assert page.dialog is not None
    page.dialog.submitted.emit()
    assert page.dialog.block._fields["title"].has_error()
    type_zh(page.dialog.block.inputs["title"], "租赁合同可替代房产证")
    type_zh(page.dialog.block.inputs["answer"], "凭租赁合同办理")
    page.dialog.submitted.emit()
    assert page.model.rowCount() == 1
    assert not [v for v in verbs(page) if "核定" in v], "not offered to a clerk"
    sit(desk.terminal, "L1")
    presenter.open()
    assert [v for v in verbs(page) if "核定" in v]
    presenter.on_verb("approve")
    (guide,) = knowledge.search(desk.terminal.desk, "")
    assert guide.state == "current"


@pytest.mark.clause("N-11.3.2")
def test_a_closed_ticket_becomes_an_entry_without_names(desk: Desk) -> None:
    terminal = desk.terminal
    act = AnsweredOnSpot(result="已请林小满凭租赁合同办理")
    number = done(intake.answer(terminal.desk, form(terminal), "general", act)).ticket.no
    page, presenter = opened(desk), desk.counter.shelf.knowledge
    presenter.on_learn()
    presenter.on_submit("learn", {"number": number})
    assert page.dialog is not None
    assert page.dialog.block._fields["number"].has_error(), "still open"
    done(handling.close(terminal.desk, number, Closed(outcome="solved", unrated_reason="走得急")))
    presenter.on_submit("learn", {"number": number})
    values = page.dialog.block.values()
    assert values is not None
    assert "林小满" not in str(values["answer"])
    page.dialog.submitted.emit()
    (guide,) = knowledge.search(terminal.desk, "租赁合同")
    assert guide.versions[0].source == number


def test_searching_narrows_the_list(desk: Desk, qtbot: QtBot) -> None:
    in_force(desk.terminal)
    page = opened(desk)
    assert page.model.rowCount() == 1
    type_zh(page.field, "社保卡")
    page.field.textEdited.emit("社保卡")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.empty.isVisible()
    assert LEASE.title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("标题,怎么答\n甲,乙\n,丙\n", "第 3 行没有标题"),
        ("标题,怎么答,有效期至\n甲,乙,明年\n", "明年"),
        ("标题\n甲\n", "缺少“怎么答”"),
        ("标题,怎么答\n甲,打19900001234\n", "号码"),
    ],
)
def test_an_import_with_a_fault_takes_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, text: str, said: str
) -> None:
    page, path = opened(desk), tmp_path / "条目.csv"
    path.write_text(text, "utf-8")
    desk.counter.shelf.knowledge.files.on_import(path)
    qtbot.waitUntil(lambda: page.banner.isVisible())
    assert knowledge.search(desk.terminal.desk, "") == ()


def test_an_import_waits_for_the_leader_and_the_handbook_is_a_file(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page, path = opened(desk), tmp_path / "条目.csv"
    path.write_text("标题,怎么答,类别\n甲,乙,政策\n丙,丁,\n", "gb18030")
    desk.counter.shelf.knowledge.files.on_import(path)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    in_force(desk.terminal)
    desk.counter.shelf.knowledge.files.on_hand_out(tmp_path / "手册.txt")
    text = (tmp_path / "手册.txt").read_text("utf-8")
    assert LEASE.title in text
    assert "甲" not in text
