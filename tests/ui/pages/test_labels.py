"""Labels: given on the ticket page, filtered by on the list of all tickets and in the ledger."""

import pytest

from app.desk import intake, story
from app.ui.kit.asks import fill
from tests.desk.conftest import done
from tests.fakes.terminal import form, sit
from tests.ui.pages.conftest import Desk

GIVEN = ("很难办", "老旧小区", "很难办、部门协调", "很难办", "老旧小区、部门协调")


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Twelve tickets; the first five get labels on their page."""
    told = (form(desk.terminal, citizen_name=f"林{n}") for n in "一二三四五六七八九十零元")
    found = [done(intake.accept(desk.terminal.desk, t, "general")).ticket.no for t in told]
    for number, labels in zip(found, GIVEN, strict=False):
        submit(desk, number, "label", {"labels": labels})
    return found


def submit(desk: Desk, number: str, act: str, values: dict[str, str]) -> None:
    """Fill the form of an act on the page of a ticket and send it."""
    desk.counter.open_ticket(number, act)
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    for name, text in values.items():
        fill(dialog.inputs[name], text)
    dialog.strong.click()
    assert desk.counter.ticket_page.dialog is None, "it was written"


def pick(select: object, words: str) -> None:
    """Choose an entry as a mouse does."""
    place = select.findText(words)  # type: ignore[attr-defined]  # a QComboBox
    assert place >= 0
    select.setCurrentIndex(place)  # type: ignore[attr-defined]
    select.activated.emit(place)  # type: ignore[attr-defined]


@pytest.mark.clause("N-8.1.2")
def test_a_label_filters_all_tickets(desk: Desk, numbers: list[str]) -> None:
    desk.counter.finder.search("")
    page = desk.counter.finder.page
    assert page.model.rowCount() == 12
    assert [page.labels.itemText(n) for n in range(page.labels.count())] == [
        "全部标签", "很难办", "老旧小区", "部门协调",
    ]  # fmt: skip
    for label, places in (("很难办", (3, 2, 0)), ("老旧小区", (4, 1)), ("部门协调", (4, 2))):
        pick(page.labels, label)
        shown = [r.number for n in range(page.model.rowCount()) if (r := page.model.row_at(n))]
        assert shown == [numbers[p] for p in places]
        assert f"贴有“{label}”的 {len(places)} 件" in texts(page)
    desk.counter.finder.find.on_typed(numbers[0])
    assert page.model.rowCount() == 0, "its number is known, its label is another"
    pick(page.labels, "全部标签")
    assert page.model.rowCount() == 1


@pytest.mark.clause("N-8.1.2")
def test_a_label_filters_the_ledger_of_the_day(desk: Desk, numbers: list[str]) -> None:
    desk.counter.shell.show_page("ledger")
    page = desk.counter.ledger_page
    assert page.model.rowCount() == 12
    pick(page.labels, "老旧小区")
    shown = [r.number for n in range(page.model.rowCount()) if (r := page.model.row_at(n))]
    assert shown == [numbers[1], numbers[4]]
    assert "贴有“老旧小区”的 2 件，当日共 12 件" in texts(page)
    desk.counter.ledger.on_day(-1)
    assert page.model.rowCount() == 0
    assert not page.labels.isVisible(), "nobody gave a label on that day"
    desk.counter.ledger.on_day(1)
    assert page.model.rowCount() == 12


@pytest.mark.parametrize("group", ["办不了", "很难办", "不给办"])
@pytest.mark.parametrize(("who", "act"), [("C1", "close_unsolved"), ("L1", "label")])
def test_what_kind_of_trouble_it_was_is_said_at_the_end_or_by_the_leader(
    desk: Desk, who: str, act: str, group: str
) -> None:
    """What the analysis of N-11.3.1 will count; the report itself waits for the forms."""
    own = desk.terminal.desk
    number = done(intake.accept(own, form(desk.terminal), "general")).ticket.no
    sit(desk.terminal, who)
    needed = {"reason": "部门无权办理", "explanation": "已当面解释"}
    given = needed if act == "close_unsolved" else {}
    submit(desk, number, act, {**given, "cell.reason_group": group})
    ticket = desk.terminal.log.ticket(number)
    assert ticket.cells["reason_group"] == group
    line = story.story(own, ticket, desk.terminal.log.facts(number), {})[0]
    assert f"台账分析归入：{group}" in line.text


def texts(page: object) -> list[str]:
    """What stands after the title."""
    box = page._context  # type: ignore[attr-defined]  # of the page
    return [box.itemAt(n).widget().text() for n in range(box.count())]
