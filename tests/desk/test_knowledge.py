"""The knowledge base on the real store: proposed, approved, found, withdrawn, handed out."""

import pytest

from app.db import guides, verify
from app.db.project import rebuild
from app.desk import handling, intake, knowledge
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.acts.knowledge import EntryProposed
from app.main import Terminal
from tests.desk.conftest import done, keys
from tests.fakes.terminal import form, sit

LEASE = EntryProposed(
    title="经营场所变更，租赁合同可替代房产证", answer="凭租赁合同和承诺书办理，不得另要房产证",
    matter="个体工商户变更登记", department="市场监管局窗口", until="2026-12-31",
)  # fmt: skip

_SPOIL = "UPDATE guide SET state_json = CAST(replace(state_json, '合同', '') AS BLOB)"


def in_force(terminal: Terminal, act: EntryProposed = LEASE) -> str:
    """Proposed by the clerk, approved by the leader; its id."""
    fact = done(knowledge.propose(terminal.desk, act)).facts[0]
    sit(terminal, "L1")
    entry = act.entry or fact.stamp.ref
    done(knowledge.approve(terminal.desk, entry, fact.stamp.ref))
    sit(terminal, "C1")
    return entry


def closed(terminal: Terminal) -> str:
    told = "林小满（199 0000 1234）说窗口要求提供原经营场所的房产证原件"
    act = AnsweredOnSpot(result="已请林小满凭租赁合同办理，电话19900001234")
    number = done(
        intake.answer(terminal.desk, form(terminal, description=told), "general", act)
    ).ticket.no
    done(handling.close(terminal.desk, number, Closed(outcome="solved", unrated_reason="走得急")))
    return number


def titles(terminal: Terminal, words: str) -> list[str]:
    found = knowledge.search(terminal.desk, words)
    return [v.title for g in found if (v := g.shown)]


@pytest.mark.clause("N-11.3.2")
def test_only_the_leader_approves_and_only_then_it_is_offered(terminal: Terminal) -> None:
    desk = terminal.desk
    fact = done(knowledge.propose(desk, LEASE)).facts[0]
    assert knowledge.hits(desk, LEASE.matter, "") == ()
    assert keys(knowledge.approve(desk, fact.stamp.ref, fact.stamp.ref)) == {"power.post"}
    sit(terminal, "L1")
    done(knowledge.approve(desk, fact.stamp.ref, fact.stamp.ref))
    assert keys(knowledge.approve(desk, fact.stamp.ref, fact.stamp.ref)) == {"entry.moved"}
    (hit,) = knowledge.hits(desk, LEASE.matter, "")
    assert hit.current is not None
    assert hit.current.title == LEASE.title


@pytest.mark.clause("N-11.3.2", "N-9.1-c")
@pytest.mark.parametrize("words", ["租赁合同", "房产证 承诺书", "jycsbg", "gtgshbgdj"])
def test_it_is_found_by_words_and_initials(terminal: Terminal, words: str) -> None:
    in_force(terminal)
    assert titles(terminal, words) == [LEASE.title]
    assert titles(terminal, "社保卡") == []


@pytest.mark.clause("N-11.3.2")
def test_an_entry_of_a_closed_ticket_shows_its_source_and_nobodys_name(terminal: Terminal) -> None:
    number = closed(terminal)
    act = knowledge.draft_of(terminal.desk, number)
    whole = " ".join((act.title, act.answer, act.mistakes))
    assert "林小满" not in whole
    assert "1234" not in whole
    assert act.source == number
    in_force(terminal, act)
    named = EntryProposed(title="林小满的事", answer="打19900001234", source=number)
    refused = knowledge.propose(terminal.desk, named).refused
    assert {(r.key, r.field) for r in refused} == {
        ("entry.personal", "title"), ("entry.personal", "answer")
    }  # fmt: skip


def test_an_open_ticket_is_no_case_yet(terminal: Terminal) -> None:
    number = done(intake.accept(terminal.desk, form(terminal), "general")).ticket.no
    act = knowledge.draft_of(terminal.desk, number)
    bare = EntryProposed(title="x", answer="y", source=act.source)
    assert keys(knowledge.propose(terminal.desk, bare)) == {"entry.open"}


@pytest.mark.clause("N-11.3.2")
def test_the_handbook_holds_each_entry_in_force_once(terminal: Terminal) -> None:
    entry = in_force(terminal)
    better = EntryProposed(entry=entry, title=LEASE.title, answer="凭租赁合同办理")
    in_force(terminal, better)
    done(knowledge.propose(terminal.desk, EntryProposed(title="还没核定的", answer="x")))
    text = knowledge.handbook(terminal.desk)
    assert text.count(LEASE.title) == 1
    assert "凭租赁合同办理" in text
    assert "还没核定的" not in text


def test_past_its_date_it_is_said_and_not_offered(terminal: Terminal) -> None:
    in_force(terminal)
    terminal.desk.clock.set("2027-01-01 09:00")  # type: ignore[attr-defined]  # the fake clock
    assert knowledge.hits(terminal.desk, LEASE.matter, "") == ()
    (guide,) = knowledge.search(terminal.desk, "租赁合同")
    assert knowledge.is_past(terminal.desk, guide)
    late = EntryProposed(title="x", answer="y", until="2026-12-31")
    assert keys(knowledge.propose(terminal.desk, late)) == {"entry.until"}
    assert LEASE.title not in knowledge.handbook(terminal.desk)


def test_withdrawn_it_is_offered_no_more_and_its_record_stays(terminal: Terminal) -> None:
    entry = in_force(terminal)
    assert keys(knowledge.withdraw(terminal.desk, entry, "政策已改")) == {"power.post"}
    sit(terminal, "L1")
    assert keys(knowledge.withdraw(terminal.desk, entry, " ")) == {"field.blank"}
    done(knowledge.withdraw(terminal.desk, entry, "政策已改"))
    assert knowledge.hits(terminal.desk, LEASE.matter, "房产证") == ()
    assert [g.state for g in knowledge.search(terminal.desk, "")] == ["withdrawn"]
    again = EntryProposed(entry=entry, title="x", answer="y")
    assert keys(knowledge.propose(terminal.desk, again)) == {"entry.gone"}


def test_the_rows_are_what_the_log_says(terminal: Terminal) -> None:
    entry = in_force(terminal)
    with terminal.log.reading() as connection:
        before = guides.everything(connection)
    with terminal.log.engine.begin() as connection:
        rebuild(connection, terminal.log.book)
        assert guides.everything(connection) == before
        assert verify.verify(connection).faults == ()
        connection.exec_driver_sql(_SPOIL)
    with terminal.log.engine.begin() as connection:
        faults = verify.verify(connection).faults
    assert [(f.kind, f.where, f.detail) for f in faults] == [("projection", entry, "guide")]
