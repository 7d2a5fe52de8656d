"""Tickets that belong together at the window: numbers that open, in both directions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.db import queries
from app.desk import acting, intake
from app.domain.number import stem_of
from app.ui.kit.button import KeyButton
from app.ui.wiring.scanner import open_scanned
from tests.desk.conftest import done
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk


def taken(desk: Desk, **fields: object) -> str:
    return done(
        intake.accept(desk.terminal.desk, form(desk.terminal, **fields), "complex")
    ).ticket.no


def links(desk: Desk) -> list[KeyButton]:
    page = desk.counter.ticket_page
    QApplication.processEvents()
    return [b for b in page.findChildren(KeyButton) if b.isVisible() and "QH2-" in b.text()]


@pytest.mark.clause("X-3", "X-9-2-3")
def test_a_linked_number_opens_the_other_ticket_which_shows_the_link_back(desk: Desk) -> None:
    counter, own = desk.counter, desk.terminal.desk
    first, second = taken(desk), taken(desk, citizen_name="顾晚晴")
    done(acting.link(own, second, stem_of(first) or "", merged=False))
    counter.open_ticket(second)
    (there,) = links(desk)
    assert there.text() == f"关联 {first}"
    there.click()
    assert counter.ticket.number == first
    (back,) = links(desk)
    assert back.text() == f"{second} 与本件关联"
    press(counter.ticket_page, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert counter.ticket.number == second


def test_a_merged_ticket_says_where_it_went_on_and_its_receipt_finds_that_one(desk: Desk) -> None:
    counter, own = desk.counter, desk.terminal.desk
    first, second = taken(desk), taken(desk, citizen_name="顾晚晴")
    done(acting.link(own, second, first, merged=True))
    counter.open_ticket(second)
    (there,) = links(desk)
    assert there.text() == f"已并入 {first}，在那一件继续办"
    open_scanned(own, counter.shell, counter.open_ticket, second)
    assert counter.ticket.number == first
    (back,) = links(desk)
    assert back.text() == f"{second} 已并入本件"
    with own.log.reading() as connection:
        assert [r.no for r in queries.find(connection, second)] == [first, second]


def test_merged_in_a_ring_by_late_entries_still_ends(desk: Desk) -> None:
    own = desk.terminal.desk
    first, second, third = (taken(desk, citizen_name=n) for n in ("林小满", "顾晚晴", "许星河"))
    done(acting.link(own, third, second, merged=True))
    done(acting.link(own, second, first, merged=True))
    with own.log.reading() as connection:
        assert [r.no for r in queries.find(connection, third)] == [first, second, third]
