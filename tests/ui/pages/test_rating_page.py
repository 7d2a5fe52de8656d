"""The clerk's side of a rating: nothing to see before the citizen has left, nothing to make."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.db.engine import open_writer
from app.devices import worker
from app.domain.ticket import Ticket
from app.ui.wiring.counter import Counter
from tests.desk.conftest import settled
from tests.fakes.terminal import person, sit
from tests.ui.pages.conftest import Desk, close, native


def rated(desk: Desk, level: str) -> str:
    """Settled, asked, pressed; the citizen still stands there."""
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    desk.press(level)
    return number


def ticket(desk: Desk, number: str) -> Ticket:
    return desk.terminal.log.ticket(number)


def everything_shown(desk: Desk, number: str) -> dict[str, list[str]]:
    """Every word on every page, with the ticket's own number taken out."""
    counter, shown = desk.counter, {}
    for page in ("intake", "board", "rating", "ledger", "ticket"):
        if page == "ticket":
            counter.open_ticket(number)
        else:
            counter.shell.show_page(page)
        QApplication.processEvents()  # what was put into a layout is shown now
        widget = counter.shell.widget(page)
        labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
        buttons = [w.text() for w in widget.findChildren(QAbstractButton) if w.isVisible()]
        shown[page] = [x.replace(number, "#") for x in (*labels, *buttons)]
    board, ledger = counter.board_page.model, counter.ledger_page.model
    shown["board rows"] = [
        repr((r.lamp, r.told)) for r in map(board.row_at, range(board.rowCount())) if r
    ]
    shown["ledger rows"] = [repr(r) for r in map(ledger.row_at, range(ledger.rowCount())) if r]
    for name in ("board rows", "ledger rows"):
        shown[name] = [x.replace(number, "#") for x in shown[name]]
    story = counter.ticket_page._lines
    shown["story"] = [repr(x).replace(number, "#") for x in story]
    return shown


def test_before_the_citizen_has_left_a_good_and_a_bad_rating_look_alike(
    desk: Desk, look: object, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.fakes.clock import FakeClock
    from tests.fakes.terminal import make_terminal
    from tests.ui.kit.windows import activate
    from tests.ui.pages.conftest import FakePad

    other_pad, clock = FakePad(), FakeClock()
    other = make_terminal(tmp_path_factory.mktemp("other") / "home", clock)
    other.pad = other_pad  # type: ignore[assignment]  # a pad that only remembers
    counter = Counter(other, lambda _: None)
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(other, "C1")
    counter.signed_in(person(other, "C1"))
    second = Desk(counter, other, other_pad, clock)
    good, bad = rated(desk, "5"), rated(second, "1")
    assert everything_shown(desk, good) == everything_shown(second, bad)
    desk.counter.rating.on_left()
    second.counter.rating.on_left()
    assert everything_shown(desk, good) != everything_shown(second, bad)
    close(counter)
    other.stop()


def test_no_control_of_the_page_makes_a_level(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    page = desk.counter.rating_page
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button is not page.refused:
            button.click()
    assert ticket(desk, number).ratings == ()


@pytest.mark.clause("N-7.2.2")
def test_a_press_is_committed_before_the_pad_is_thanked(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask = desk.counter.rating.current.ask
    assert desk.pad.told == [f"ask {ask}"]
    desk.press("4")
    assert ticket(desk, number).rating is not None
    assert desk.pad.told[-1] == f"ack {ask}"


@pytest.mark.fault(28)
def test_a_press_the_store_does_not_take_is_kept_and_written_later_in_order(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask, engine = desk.counter.rating.current.ask, desk.terminal.log.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("PRAGMA query_only = 1")
    desk.press("2")
    desk.terminal.bridge.post(worker.PressKept(ask, native("5"), "repeat"))
    desk.terminal.bridge.drain()
    assert desk.pad.told == [f"ask {ask}"]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 0")
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert ticket(desk, number).ratings == ()
    desk.counter._second()
    assert [r.level for r in ticket(desk, number).ratings] == ["2"]
    assert ticket(desk, number).kept_presses == 1
    assert desk.pad.told == [f"ask {ask}", f"ack {ask}", "ack "]


@pytest.mark.fault(28)
def test_a_press_that_meets_a_locked_store_is_said_and_written_once_it_is_free(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask, home = desk.counter.rating.current.ask, desk.terminal.home
    with desk.terminal.log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    other = open_writer(home.path / "store.db", home.key())
    with other.connect() as holder:
        holder.exec_driver_sql("DELETE FROM draft")  # its transaction holds the store
        desk.press("2")
        assert desk.pad.told == [f"ask {ask}"]
        said = desk.counter.rating_page._headline.text()
        assert said == desk.terminal.words("not_written.failed")
        desk.counter._second()
        assert ticket(desk, number).ratings == ()
        holder.rollback()
    other.dispose()
    desk.counter._second()
    assert [r.level for r in ticket(desk, number).ratings] == ["2"]
    assert desk.pad.told == [f"ask {ask}", f"ack {ask}"]


@pytest.mark.fault(12)
def test_a_late_press_is_kept_beside_its_own_ticket_and_counts_for_nothing(desk: Desk) -> None:
    former = settled(desk.terminal)
    desk.counter.ask_rating(former)
    ask = desk.counter.rating.current.ask
    desk.press("4")
    desk.counter.rating.on_left()
    now_asked = settled(desk.terminal)
    desk.counter.ask_rating(now_asked)
    desk.terminal.bridge.post(worker.Pressed(ask, native("1")))
    desk.terminal.bridge.post(worker.PressKept(ask, native("2"), "late"))
    desk.terminal.bridge.drain()
    assert [r.level for r in ticket(desk, former).ratings] == ["4"]
    assert ticket(desk, former).kept_presses == 2
    assert (ticket(desk, now_asked).ratings, ticket(desk, now_asked).kept_presses) == ((), 0)
    assert ticket(desk, now_asked).asking is not None


@pytest.mark.fault(12)
def test_a_press_of_no_asking_of_this_run_goes_into_the_desks_day(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    before = desk.terminal.log.head.seq
    desk.terminal.bridge.post(worker.Pressed("T:999", native("1")))
    desk.terminal.bridge.drain()
    assert desk.terminal.log.head.seq == before + 1
    assert (ticket(desk, number).ratings, ticket(desk, number).kept_presses) == ((), 0)


@pytest.mark.fault(33)
def test_while_one_citizen_is_asked_no_other_is(desk: Desk) -> None:
    first, second = settled(desk.terminal), settled(desk.terminal)
    desk.counter.ask_rating(first)
    ask = desk.counter.rating.current.ask
    desk.counter.ask_rating(second)
    assert ticket(desk, second).askings == ()
    assert desk.pad.told == [f"ask {ask}"]
    desk.press("4")
    assert [r.level for r in ticket(desk, first).ratings] == ["4"]
    assert ticket(desk, second).ratings == ()


def test_a_pad_that_goes_away_ends_the_asking_and_says_so(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask = desk.counter.rating.current.ask
    desk.terminal.bridge.post(worker.AskLost(ask, "lost"))
    desk.terminal.bridge.post(worker.HealthChanged("lost", "lost"))
    desk.terminal.bridge.drain()
    assert ticket(desk, number).askings[-1].end == "device_lost"
    assert "断开" in desk.counter.shell.strip._items["pad"]._words.text()


def test_declined_is_a_reason_and_takes_the_light_away(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    dialog = desk.counter.rating_page.decline
    desk.counter.rating_page.refused.click()
    dialog.strong.click()
    assert ticket(desk, number).asking is not None
    dialog.reason.choose("群众表示不评价")
    dialog.strong.click()
    assert ticket(desk, number).askings[-1].end == "declined"
    assert desk.pad.told[-1] == "cancel"


def test_a_second_asking_needs_the_leaders_password(desk: Desk, qtbot: QtBot) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask = desk.counter.rating.current.ask
    desk.terminal.bridge.post(worker.AskTimedOut(ask))
    desk.terminal.bridge.drain()
    desk.counter.ask_rating(number)
    dialog = desk.counter.rating_page.leave
    assert dialog.isVisible()
    assert len(ticket(desk, number).askings) == 1
    dialog.password.setText("wrong-secret")
    dialog.strong.click()
    qtbot.waitUntil(lambda: dialog._field.has_error(), timeout=10_000)
    assert len(ticket(desk, number).askings) == 1
    dialog.password.setText("leader-secret")
    dialog.strong.click()
    qtbot.waitUntil(lambda: len(ticket(desk, number).askings) == 2, timeout=10_000)
    assert ticket(desk, number).askings[-1].reason == "L1"
    assert not dialog.isVisible()


def test_the_leader_sees_the_level_of_the_day(desk: Desk) -> None:
    rated(desk, "1")
    sit(desk.terminal, "L1")
    desk.counter.signed_in(person(desk.terminal, "L1"))
    row = desk.counter.ledger_page.model.row_at(0)
    assert row is not None
    assert (row.rating, row.odd) == ("非常不满意", "bad")
