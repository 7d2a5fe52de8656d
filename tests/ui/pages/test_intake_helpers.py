"""What spares typing at intake: phrases, earlier matters, the origin, initials."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.ui.intake import phrases_presenter
from tests.desk.conftest import done
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

ALT = Qt.KeyboardModifier.AltModifier


def test_a_phrase_goes_to_where_the_cursor_stands(desk: Desk, qtbot: QtBot) -> None:
    page = desk.counter.intake_page
    page.description.setPlainText("开头。")
    page.description.moveCursor(page.description.textCursor().MoveOperation.End)
    press(page, Qt.Key.Key_Q, ALT)
    qtbot.waitUntil(page.phrase_dialog.isActiveWindow)
    press(page.phrase_dialog, Qt.Key.Key_1, ALT)
    assert not page.phrase_dialog.isVisible()
    assert page.description.toPlainText() == "开头。已来过几次，每次被告知的材料不一样"


def test_the_desk_keeps_its_own_phrases(desk: Desk) -> None:
    dialog = desk.counter.intake_page.phrase_dialog
    dialog.ask()
    dialog.edit.click()
    dialog.lines.setPlainText("第一句\n\n  第二句  ")
    dialog.strong.click()
    assert dialog._phrases == ("第一句", "第二句")
    dialog.reject()
    dialog.ask()
    assert dialog._phrases == ("第一句", "第二句")
    assert not dialog.lines.isVisible()


def test_too_many_phrases_are_refused_and_stay_typed(desk: Desk) -> None:
    dialog = desk.counter.intake_page.phrase_dialog
    dialog.ask()
    dialog.edit.click()
    text = "\n".join(f"第{n}句" for n in range(phrases_presenter.MOST + 1))
    dialog.lines.setPlainText(text)
    dialog.strong.click()
    assert dialog.banner.isVisible()
    assert dialog.lines.toPlainText() == text


def test_the_origin_of_one_matter_can_be_changed(desk: Desk) -> None:
    page, presenter = desk.counter.intake_page, desk.counter.intake
    first, other = desk.terminal.desk.rules().regime.channels[:2]
    assert page._origin.text() == f"{first.name}，青禾县政务服务大厅，2 号窗口，周晓岚登记"
    press(page, Qt.Key.Key_G, ALT)
    page.origin_dialog.channel.choose(other.id)
    page.origin_dialog.strong.click()
    assert page._origin.text().startswith(other.name)
    assert presenter.form.channel == other.id


def test_the_same_name_with_the_same_matter_is_found_without_a_telephone(
    desk: Desk, qtbot: QtBot
) -> None:
    told = form(desk.terminal, citizen_name="张𬱖", phone="", no_phone=True, matter="户口迁入")
    number = done(intake.accept(desk.terminal.desk, told, "general")).ticket.no
    page = desk.counter.intake_page
    page.name.setText("张𬱖")
    page.matter.setText("户口迁入")
    qtbot.waitUntil(page.match_panel.isVisible)
    assert page.match_panel._right.text() == "同名同事项 1 件"
    press(page, Qt.Key.Key_O, ALT)
    assert desk.counter.shell.page() == "ticket"
    assert desk.counter.ticket.number == number
    desk.counter.shell.show_page("intake")
    assert page.name.text() == "张𬱖"


def test_a_matter_is_offered_by_its_initials(desk: Desk) -> None:
    completer = desk.counter.intake_page.matter.completer()
    assert completer is not None
    completer.setCompletionPrefix("gtgsh")
    assert completer.currentCompletion() == "个体工商户变更登记"
    completer.setCompletionPrefix("a01")
    assert completer.currentCompletion() == "个体工商户变更登记"
