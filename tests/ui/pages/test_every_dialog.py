"""Every form of every profile on the smallest screen, and the fields that come and go in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.main import Terminal
from app.settings import shipped
from app.ui.kit.asks import AskBlock, fill
from app.ui.kit.chips import Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.label import Label
from app.ui.kit.overlay import EDGE
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, form, make_terminal, person, sit
from tests.looks.dialogs import every_dialog
from tests.looks.scenes import settle
from tests.ui.kit.windows import activate, press
from tests.ui.pages.conftest import close

LOW = (1366, 698)


@pytest.fixture(params=shipped.REGIMES)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hall(
    look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock, profile: str
) -> Iterator[tuple[Counter, Terminal]]:
    """A low window under a profile, the registrar signed in."""
    terminal = make_terminal(tmp_path / "home", clock, profile)
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(*LOW)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    yield counter, terminal
    close(counter)
    terminal.stop()


def faults_of(dialog: FormDialog) -> list[str]:
    """What a clerk would stumble over."""
    found, fields = [], [f for f in dialog.findChildren(Field) if f.isVisibleTo(dialog)]
    if dialog.height() > LOW[1] - 2 * EDGE:
        found.append(f"{dialog.height()} px high")
    if not dialog.strong.isVisibleTo(dialog) or not inside(dialog.strong, dialog):
        found.append("the strong button is out of sight")
    first: QWidget | None = dialog.focusWidget()
    if first is None or (fields and not fields_hold(fields, first)):
        found.append("the cursor is in no field")
    labels = (x for x in dialog.findChildren(Label) if x.isVisibleTo(dialog) and x.text())
    cut = (x for x in labels if not x.wordWrap() and x.width() < x.sizeHint().width())
    found += [f"cut: {x.text()}" for x in cut]
    for area in dialog.findChildren(QScrollArea):
        if area.widget() is not None and area.widget().width() > area.viewport().width():
            found.append("wider than its dialog")
    return found


def inside(part: QWidget, dialog: FormDialog) -> bool:
    return dialog.rect().contains(part.mapTo(dialog, part.rect().center()))


def fields_hold(fields: list[Field], cursor: QWidget) -> bool:
    return any(f.isAncestorOf(cursor) for f in fields)


def read_order(dialog: FormDialog) -> list[QPoint]:
    """Where the cursor comes with Tab, till it comes to the strong button."""
    at: QWidget | None = dialog.focusWidget()
    places: list[QPoint] = []
    (block,) = dialog.findChildren(AskBlock)
    while at is not None and at is not dialog.strong and len(places) < 40:
        place = at.mapTo(block, QPoint(0, 0))
        if not isinstance(at.parentWidget(), Segmented):
            places.append(QPoint(place.y(), place.x()))
        press(at, Qt.Key.Key_Tab)
        at = dialog.focusWidget()
    return places


def test_every_dialog_fits_a_low_screen_and_nothing_of_it_is_cut(
    hall: tuple[Counter, Terminal],
) -> None:
    bad = {}
    for name, dialog in every_dialog(*hall):
        settle()
        if found := faults_of(dialog):
            bad[name] = found
    assert bad == {}


def opened(hall: tuple[Counter, Terminal], act: str) -> FormDialog:
    counter, terminal = hall
    number = accepted(terminal, form(terminal), terminal.desk.rules().regime.categories[0].id)
    counter.open_ticket(number)
    counter.ticket.on_act(act)
    dialog = counter.ticket_page.dialog
    assert dialog is not None
    return dialog


def choose(block: AskBlock, name: str, value: str) -> None:
    made = block.inputs[name]
    assert isinstance(made, Segmented)
    place = made.ids.index(value)
    made._group.button(place).click()


@pytest.mark.parametrize("profile", ["national"])
def test_what_is_wanted_of_a_refusal_is_asked_only_once_it_is_one(
    hall: tuple[Counter, Terminal],
) -> None:
    dialog = opened(hall, "receive_result")
    (block,) = dialog.findChildren(AskBlock)
    before, low = set(block.inputs), dialog.height()
    assert "explanation" not in before
    choose(block, "outcome", "cannot_do")
    assert {"explanation", "statement"} & (set(block.inputs) - before)
    assert dialog.height() > low
    places = read_order(dialog)
    assert [p.x() for p in places] == sorted(p.x() for p in places)
    choose(block, "outcome", "solved")
    assert set(block.inputs) == before


@pytest.mark.clause("X-9-2-5")
@pytest.mark.parametrize("profile", ["xiufeng"])
def test_a_cell_calls_for_another_in_the_answer_on_the_spot(
    hall: tuple[Counter, Terminal],
) -> None:
    page = hall[0].intake_page
    page.spot.click()
    block = page.answer_dialog.extra.block
    assert "cell.told_channel" not in block.inputs
    choose(block, "cell.outside", "是")
    assert block._fields["cell.told_channel"].isVisibleTo(page.answer_dialog)
    fill(block.inputs["cell.told_channel"], "政务服务网")
    choose(block, "cell.outside", "否")
    assert "cell.told_channel" not in (block.values() or {}), "what nothing calls for is not read"


@pytest.mark.parametrize("profile", ["national"])
def test_a_record_of_the_desk_asks_where_a_clue_went_only_if_there_is_one(
    hall: tuple[Counter, Terminal],
) -> None:
    counter, terminal = hall
    sit(terminal, "L1")
    counter.signed_in(person(terminal, "L1"))
    counter.shell.show_page("watch")
    counter.watch._ask("interview", None)
    dialog = counter.watching.page.dialog
    assert dialog is not None
    assert "cell.clue_to" not in dialog.block.inputs
    choose(dialog.block, "cell.interview_clue", "是")
    assert dialog.block._fields["cell.clue_to"].isVisibleTo(dialog)
