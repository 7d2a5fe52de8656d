"""People through the page: a newcomer comes, is locked out, forgets, is sent away and let back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.db.people import FREE_TRIES
from app.desk import passwords, staff, watching
from app.domain.acts.managing import PeopleChanged
from app.domain.fold import desk_stream
from app.ui.kit.label import Label
from app.ui.password.view import NewPasswordDialog
from app.ui.settings.consent_dialog import ConsentDialog
from app.ui.settings.people_view import PeoplePane
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

MINE = "a-quiet-river"


class Staff:
    """Hands at the settings and the sign-in."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._qtbot = desk, qtbot
        counter = desk.counter
        self.page, self.login = counter.settings.page, counter.login_page
        pane = self.page.pane("people")
        assert isinstance(pane, PeoplePane)
        self.pane = pane
        (self.renewal,) = counter.shell.findChildren(NewPasswordDialog)

    def wait(self, condition: Callable[[], bool | None]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def as_leader(self) -> None:
        """The leader at the desk, in front of the people."""
        sit(self.desk.terminal, "L1")
        self.desk.counter.signed_in(person(self.desk.terminal, "L1"))
        self.desk.counter.shell.show_page("settings")
        self.page.show_pane("people")

    def do(self, verb: str, who: str) -> None:
        assert self.pane.table.select(who)
        assert self.pane.verbs[verb].isVisible()
        self.pane.verbs[verb].click()

    def told(self) -> str:
        """The one-time password, once it is shown; the dialog is closed."""
        self.wait(self.pane.one_time.isVisible)
        password = self.pane.one_time.shown.text()
        self.pane.one_time.strong.click()
        assert self.pane.one_time.shown.text() == ""
        return password

    def try_in(self, who: str, password: str) -> None:
        """A try at the sign-in page; waits until it was answered."""
        self.desk.counter.lock()
        self.login.who.choose(who)
        self.login.password.setText(password)
        self.login.enter.click()
        self.wait(self.login.enter.isEnabled)

    def refused(self) -> str:
        return self.login._password._error.text()

    def state(self, who: str) -> str:
        row = self.pane.model.row_at(self.pane.model.place_of(who))
        assert row is not None
        return row.state


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Staff:
    made = Staff(desk, qtbot)
    made.as_leader()
    return made


def add(hands: Staff) -> str:
    """C2 is added; the one-time password."""
    hands.pane.add.click()
    form = hands.pane.person
    hands.wait(form.isVisible)
    form.id.setText("C2")
    type_zh(form.name, "齐望舒")
    form.strong.click()
    return hands.told()


def renew(hands: Staff, password: str) -> None:
    dialog = hands.renewal
    assert dialog.isVisible()
    assert not dialog.fields["old"].isVisible()
    for name in ("new", "again"):
        dialog.edits[name].setText(password)
    dialog.strong.click()
    hands.wait(dialog.strong.isEnabled)


def sitting(hands: Staff) -> str:
    who = hands.desk.terminal.desk.person
    return who.id if who is not None else ""


@pytest.mark.clause("N-8.2.5")
def test_who_is_added_without_training_is_warned_of_and_it_stays_in_the_log(hands: Staff) -> None:
    terminal, counter = hands.desk.terminal, hands.desk.counter
    lacked = "岗前培训（N-8.2.5）"
    add(hands)
    assert "C2" in {p.id for p in staff.everyone(terminal.desk)}, "made all the same"
    assert f"齐望舒还没有登记{lacked}" in hands.pane.banner._title.text()
    facts = terminal.log.facts(desk_stream(terminal.desk.today))
    (made,) = [f.act for f in facts if isinstance(f.act, PeopleChanged)]
    assert made.lacks == ("training", "officer_contact")
    counter.shell.show_page("ledger")
    assert counter.ledger_page.people_part.isVisible()
    said = [x.text() for x in counter.ledger_page.people_part.findChildren(Label)]
    assert "沈知行新增齐望舒，当时没有登记岗前培训、填报人联系方式" in said
    counter.ledger.on_day(-1)
    assert not counter.ledger_page.people_part.isVisible()


@pytest.mark.clause("N-8.2.5")
def test_who_was_trained_before_is_added_without_a_warning(hands: Staff) -> None:
    terminal = hands.desk.terminal
    trained = {"trained_on": "2026-02-27"}
    assert watching.record(terminal.desk, "training", trained, {"trainee": "齐望舒"}).is_done
    contact = {"contact_of": "齐望舒", "contact": "0000-1234567"}
    assert watching.record(terminal.desk, "officer_contact", {}, contact).is_done
    add(hands)
    assert hands.pane.banner._title.text() == "已新增齐望舒"


def test_from_the_first_day_to_the_last(hands: Staff) -> None:
    terminal = hands.desk.terminal
    first = add(hands)
    assert hands.state("C2") == "待换一次性口令"
    hands.try_in("C2", first)
    hands.wait(hands.renewal.isVisible)
    assert sitting(hands) == "", "nobody sits down with a one-time password"
    renew(hands, first)
    assert "和现在的一样" in hands.renewal.fields["new"]._error.text()
    renew(hands, "12345678")
    assert "太常见" in hands.renewal.fields["new"]._error.text()
    renew(hands, MINE)
    assert sitting(hands) == "C2"

    hands.as_leader()
    hands.do("disable", "C2")
    assert hands.state("C2") == "已停用"
    hands.desk.counter.lock()
    hands.login.who.choose("C2")
    assert hands.login.who.chosen() == "", "who is disabled is not offered"
    assert passwords.begin(terminal.desk, "C2") is None

    hands.as_leader()
    hands.do("enable", "C2")
    hands.do("reset", "C2")
    second = hands.told()
    assert second != first
    hands.try_in("C2", MINE)
    assert "口令不对" in hands.refused()
    hands.try_in("C2", second)
    hands.wait(hands.renewal.isVisible)
    hands.renewal.reject()
    assert sitting(hands) == ""

    for _ in range(FREE_TRIES):
        hands.try_in("C2", "wrong")
    hands.as_leader()
    assert "锁定到" in hands.state("C2")
    hands.do("unlock", "C2")
    assert hands.state("C2") == "待换一次性口令"
    facts = terminal.log.facts(desk_stream(terminal.desk.today))
    made = [f.act.change for f in facts if isinstance(f.act, PeopleChanged)]
    assert made == ["added", "disabled", "enabled", "reset", "unlocked"]


def test_a_form_with_faults_says_so_beside_its_fields(hands: Staff) -> None:
    hands.pane.add.click()
    form = hands.pane.person
    for who, name, field, words in (
        ("", "", "id", "工号用字母"), ("张三", "张三", "id", "工号用字母"),
        ("C9", " ", "name", "写上姓名"), ("c1", "张三", "id", "已经有人用"),
    ):  # fmt: skip
        form.id.setText(who)
        form.name.setText(name)
        form.strong.click()
        assert words in form.fields[field]._error.text()
    form.id.setText("C9")
    form.roles.choose(())
    form.strong.click()
    assert form.fields["roles"].has_error()
    assert form.isVisible()
    assert len(staff.everyone(hands.desk.terminal.desk)) == 2


def test_nobody_is_offered_their_own_end(hands: Staff) -> None:
    hands.pane.table.select("L1")
    assert [v for v, b in hands.pane.verbs.items() if b.isVisible()] == ["own"]


def test_a_clerk_needs_the_leaders_password(hands: Staff, qtbot: QtBot) -> None:
    add(hands)
    desk = hands.desk
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    desk.counter.shell.show_page("settings")
    hands.do("disable", "C2")
    (consent,) = (c for c in desk.counter.shell.findChildren(ConsentDialog) if c.isVisible())
    assert consent.isVisible()
    for password in ("clerk-secret", "wrong"):
        consent.password.setText(password)
        consent.strong.click()
        hands.wait(consent.field.has_error)
        assert hands.state("C2") == "待换一次性口令"
        consent.field.show_error("")
    consent.password.setText("leader-secret")
    consent.strong.click()
    hands.wait(lambda: hands.state("C2") == "已停用")
    assert not consent.isVisible()
    assert consent.password.text() == ""
    facts = desk.terminal.log.facts(desk_stream(desk.terminal.desk.today))
    assert (facts[-1].stamp.actor, facts[-1].act.sat) == ("L1", "C1")  # type: ignore[attr-defined]


def test_consent_that_comes_after_the_desk_was_left_counts_for_nothing(hands: Staff) -> None:
    add(hands)
    desk = hands.desk
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    desk.counter.shell.show_page("settings")
    hands.do("disable", "C2")
    (consent,) = (c for c in desk.counter.shell.findChildren(ConsentDialog) if c.isVisible())
    consent.password.setText("leader-secret")
    consent.strong.click()
    desk.counter.lock()
    hands.wait(lambda: _fails(desk, "L1") == 0)
    assert next(p for p in staff.everyone(desk.terminal.desk) if p.id == "C2").active


def _fails(desk: Desk, who: str) -> int:
    found = passwords.find(desk.terminal.desk, who)
    assert found is not None
    return found.failures


def test_ones_own_password_needs_the_old_one(hands: Staff) -> None:
    hands.do("own", "L1")
    dialog = hands.renewal
    for old, new, again, field, words in (
        ("wrong", MINE, MINE, "old", "口令不对"),
        ("leader-secret", MINE, "other", "again", "不一样"),
        ("leader-secret", "short", "short", "new", "至少 8 位"),
    ):
        for name, text in (("old", old), ("new", new), ("again", again)):
            dialog.edits[name].setText(text)
        dialog.strong.click()
        hands.wait(dialog.fields[field].has_error)
        assert words in dialog.fields[field]._error.text()
        assert dialog.isVisible()
    for name, text in (("old", "leader-secret"), ("new", MINE), ("again", MINE)):
        dialog.edits[name].setText(text)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: not dialog.isVisible())
    hands.try_in("L1", MINE)
    hands.wait(lambda: hands.desk.terminal.desk.person is not None)
