"""Songjiang's plan: the handler chooses the class, no objection finishes, an objection returns."""

import msgspec
import pytest

from app.desk import handling
from app.domain.acts.closing import Closed, RedoOrdered
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import AnsweredOnSpot, Classified, Dispatched, ResultReceived
from app.domain.acts.intake import Accepted, Declined
from app.domain.acts.own import Recorded
from app.domain.outlook import outlook
from app.main import Terminal
from tests.domain.playing import Play, fields_of
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, carry, form, make_terminal, sit

SEND = Dispatched(department="人社窗口", content="请办理")
CHOSEN = Classified(category="simple", who="齐望舒", how="phone")
RESULT = ResultReceived(
    result="已按指南办理", choices={"copied_on": "2026-03-11"}, who="齐望舒", how="phone"
)


def sent() -> Play:
    return Play("songjiang").accepted("simple").do(SEND)


def told(objection: str) -> FedBack:
    return FedBack(way="phone", choices={"objection": objection})


@pytest.mark.clause("S-3-2a", "S-4-2a", "S-4-2b")
def test_the_handler_chooses_the_class_the_registrar_only_proposed() -> None:
    play = sent()
    assert play.keys(RESULT) == {"step.classify"}
    assert play.keys(Classified(category="simple")) == {"behalf.who"}, "the registrar may not"
    other = Classified(category="complex", who="齐望舒", how="phone")
    assert fields_of(play.refused(other)) == {"reason": "field.blank"}
    play.do(msgspec.structs.replace(other, reason="要查旧档"))
    resolve = outlook(play.ctx.rules, play.ticket).resolve
    assert resolve is not None
    assert resolve.limit == "s-complex"
    assert play.do(RESULT).keys(Closed(outcome="solved", unrated_reason="-")) == {"step.feed_back"}


@pytest.mark.clause("S-3-3a")
@pytest.mark.parametrize(
    ("objection", "state"), [("无异议", "closed"), ("有异议", "fed_back"), ("未表态", "fed_back")]
)
def test_feedback_without_objection_counts_as_finished(
    tmp_path_factory: pytest.TempPathFactory, clock: FakeClock, objection: str, state: str
) -> None:
    terminal = make_terminal(tmp_path_factory.mktemp("home"), clock, "songjiang")
    sit(terminal, "C1")
    number = accepted(terminal, form(terminal), "simple")
    carry(terminal, number, SEND, CHOSEN, RESULT)
    outcome = handling.feed_back(terminal.desk, number, told(objection))
    assert outcome.refused == ()
    assert outcome.ticket.state == state
    jobs_after(terminal, number, closed=state == "closed")
    terminal.stop()


def jobs_after(terminal: Terminal, number: str, *, closed: bool) -> None:
    """A finished matter has its receipt."""
    with terminal.log.reading() as connection:
        rows = connection.exec_driver_sql("SELECT doc FROM print_job").scalars().all()
    assert ("closing_receipt" in rows) == closed, (number, rows)


@pytest.mark.clause("S-3-3a")
def test_an_objection_goes_back_to_handling_with_its_reason() -> None:
    play = sent().do(CHOSEN, RESULT, told("有异议"))
    close = Closed(outcome="explained", unrated_reason="-")
    assert play.keys(close) == {"step.order_redo"}
    assert fields_of(play.refused(RedoOrdered())) == {"reason": "field.blank"}
    ticket = play.do(RedoOrdered(reason="说还差一份证明")).ticket
    assert (ticket.state, ticket.redo_reason) == ("redo", "说还差一份证明")
    play.do(RESULT, told("未表态"))
    assert play.keys(close) == {"held.owed"}, "not before they said anything"
    play.do(play.recorded("state_objection", objection="无异议"), close)
    assert play.ticket.state == "closed"


@pytest.mark.clause("S-3-3a")
def test_silence_of_five_working_days_counts_as_no_objection() -> None:
    play = sent().do(CHOSEN, RESULT, told("未表态")).at("2026-03-18 17:30")
    close = Closed(outcome="solved", unrated_reason="-")
    assert play.keys(close) == {"held.owed"}
    play.at("2026-03-18 17:31").do(close)
    assert play.ticket.state == "closed"


@pytest.mark.clause("S-3-3a")
def test_who_objects_after_all_goes_back_to_handling_however_long_it_takes() -> None:
    play = sent().do(CHOSEN, RESULT, told("未表态"))
    play.do(play.recorded("state_objection", objection="有异议")).at("2026-03-20 09:00")
    assert play.keys(Closed(outcome="solved", unrated_reason="-")) == {"step.order_redo"}
    assert play.do(RedoOrdered(reason="说还差一份证明")).ticket.state == "redo"


@pytest.mark.clause("S-3-3a", "S-5-3c")
def test_who_objects_to_the_last_is_answered_by_the_working_group() -> None:
    play = sent().do(CHOSEN, RESULT, told("有异议"))
    for _ in range(2):
        play.do(RedoOrdered(reason="仍有异议"), RESULT, told("有异议"))
    assert play.keys(RedoOrdered(reason="仍有异议")) == {"redo.rounds"}
    study = Recorded(
        act="study", choices={"objection": "已研究并解释"}, texts={"study_note": "无据"}
    )
    assert play.keys(study) == {"power.missing"}
    play.by("leader").do(study).by("clerk")
    assert play.do(Closed(outcome="explained", unrated_reason="-")).ticket.state == "closed"


@pytest.mark.clause("S-3-3b")
def test_the_result_comes_with_its_copy_to_the_registrar() -> None:
    play = sent().do(CHOSEN)
    bare = msgspec.structs.replace(RESULT, choices={})
    assert fields_of(play.refused(bare)) == {"copied_on": "cell.blank"}
    play.do(RESULT)
    assert (play.ticket.result, play.ticket.cells["copied_on"]) == ("已按指南办理", "2026-03-11")


@pytest.mark.clause("S-1-a", "S-1-b")
def test_how_the_papers_were_handed_in_is_asked_where_it_matters() -> None:
    play = Play("songjiang")
    bare = play.registered(choices={"handed_in": " "})
    assert fields_of(play.refused(bare)) == {"handed_in": "cell.blank"}
    several = play.registered(scope="several_visits", visits=3)
    assert "handed_in" not in several.choices
    assert play.do(several).ticket.visits == 3


@pytest.mark.clause("S-1-def", "S-4-1b")
@pytest.mark.parametrize("reason", ["own_reason", "against_rules"])
def test_own_reasons_and_what_is_against_the_law_are_explained(reason: str) -> None:
    play = Play("songjiang")
    play.do(play.registered())
    assert {"explanation", "reason_text"} == set(fields_of(play.refused(Declined(reason=reason))))
    done = Declined(reason=reason, reason_text="本人证件过期", explanation="换证后即可办理")
    assert play.do(done).ticket.state == "declined"


@pytest.mark.clause("S-4-1a")
def test_on_the_spot_it_is_kept_who_dealt_with_it_and_a_suggestion_is_registered() -> None:
    play = Play("songjiang")
    play.do(play.registered(scope="suggestion"))
    play.do(Accepted(category="on_spot", regime="-", calendars={}))
    bare = AnsweredOnSpot(result="已记下")
    assert fields_of(play.refused(bare)) == {"dealt_by": "cell.blank"}
    ticket = play.do(msgspec.structs.replace(bare, choices={"dealt_by": "办理人员"})).ticket
    assert (ticket.cells["dealt_by"], ticket.slips) == ("办理人员", ())


@pytest.mark.clause("S-A1N", "S-A1-07")
def test_one_box_at_least_and_other_with_words() -> None:
    play = Play("songjiang")
    assert fields_of(play.refused(play.registered(reasons=()))) == {"fail_reasons": "cell.blank"}
    assert play.refused(play.registered(reasons=("proof_hard", "material_mismatch"))) == ()
    faults = fields_of(play.refused(play.registered(reasons=("other",))))
    assert faults == {"reason_text": "reason.text"}


@pytest.mark.clause("S-A1-15", "S-A1-11", "S-A1-12", "S-A1-13")
def test_an_acceptance_names_department_and_reason_a_refusal_needs_neither() -> None:
    play = Play("songjiang")
    play.do(play.registered(department=""))
    bare = Accepted(category="simple", regime="-", calendars={})
    faults = fields_of(play.refused(bare))
    assert faults == {"accept_reason": "cell.blank", "departments": "cell.blank"}
    told = Declined(reason="own_reason", reason_text="证件过期", explanation="换证后可办")
    assert play.refused(told) == ()


@pytest.mark.clause("S-3-x")
def test_a_site_may_drop_an_optional_step_of_its_own() -> None:
    play = sent().do(CHOSEN, RESULT)
    steps = tuple(s for s in play.regime.steps if s.act != "rate")
    play.regime = msgspec.structs.replace(play.regime, steps=steps)
    play.do(told("无异议"))
    assert play.do(Closed(outcome="solved", unrated_reason="走得急")).ticket.state == "closed"
