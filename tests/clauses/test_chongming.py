"""The clauses of Chongming, played through its profile and, for the dispatch, on a real store."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.db import jobs, lists
from app.db.lists import PLACE, Matter
from app.desk import acting, handling, intake
from app.desk.desk import Outcome
from app.desk.story import story
from app.domain import offers, owed
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, RedoOrdered
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted, Declined, Registered
from app.domain.acts.own import Recorded
from app.domain.acts.rating import CitizenLeft, Rated, RatingAsked
from app.domain.acts.record import Archived
from app.domain.outlook import Obligation, outlook
from app.main import Terminal
from tests.domain.playing import Play, fields_of, instant
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit

SEND = Dispatched(department="人社窗口", content="请办理", slip_no=1)
TAKE = Taken(who="齐望舒", how="phone")
ANSWER = ResultReceived(result="已按指南受理", who="齐望舒", how="paper")


def bare(made: Play, **fields: object) -> Registered:
    return msgspec.structs.replace(made.registered(**fields), choices={}, texts={})


def play(category: str = "general", **fields: object) -> Play:
    made = Play("chongming", "2026-03-02 10:00")
    made.do(made.filled(bare(made, **fields)))
    return made.do(Accepted(category=category, regime="-", calendars={}))


def taken(category: str = "general") -> Play:
    return play(category).do(SEND, TAKE)


def closed(outcome: str = "solved") -> Play:
    made = taken().do(msgspec.structs.replace(ANSWER, outcome=outcome), FedBack(way="phone"))
    call = CalledBack(number="199", started_at=made.seconds - 60, ended_at=made.seconds)
    made.do(call, RatingAsked(source="pad"))
    assert made.ticket.asking is not None
    made.do(Rated(source="pad", level="4", ask=made.ticket.asking.ref), CitizenLeft())
    return made.do(Closed(outcome="solved"))


def labels(made: Play, act: Act) -> set[str]:
    return {r.facts.get("label", r.key) for r in made.refused(act)}  # type: ignore[misc]


def names(made: Play) -> set[str]:
    return {a.id for a in offers.own_offers(made.ticket, made.ctx)}


@pytest.mark.clause("C-2-off")
def test_the_centre_is_a_required_field() -> None:
    made = Play("chongming")
    assert fields_of(made.refused(bare(made, hall=""))) == {"hall": "cell.blank"}


@pytest.mark.clause("C-2-on")
@pytest.mark.parametrize(
    "channel", ["platform", "enterprise_page", "ssb_citizen", "ssb_enterprise", "kiosk"]
)
def test_the_five_online_channels_may_be_chosen(channel: str) -> None:
    made = play(channel=channel)
    assert next(c.side for c in made.regime.channels if c.id == made.ticket.channel) == "online"


@pytest.mark.clause("C-2-exit", "C-4-1d")
def test_what_the_exit_channel_sends_is_taken_by_the_centre_with_step_and_number() -> None:
    made = Play("chongming")
    exit_ = bare(made, channel="exit_channel")
    assert labels(made, exit_) == {"卡在哪一步", "outer.missing"}
    known = msgspec.structs.replace(exit_, source="好差评", outer_no="HCP-1")
    told = made.filled(known, stuck_step="上传材料时退出")
    assert made.role("officer").keys(told) == {"channel.by"}
    accept = Accepted(category="general", regime="-", calendars={})
    assert made.role("centre").do(told).role("officer").keys(accept) == {"step.by"}
    ticket = made.role("centre").do(accept).ticket
    assert (ticket.channel, ticket.cells["stuck_step"]) == ("exit_channel", "上传材料时退出")


@pytest.mark.clause("C-3-a", "C-3-b", "C-3-c")
def test_the_three_scopes_are_taken_and_other_needs_its_text() -> None:
    accept = Accepted(category="general", regime="-", calendars={})
    for scope in ("not_accepted_approved_finished", "not_done_at_centre"):
        assert play(scope=scope).ticket.state == "accepted"
    made = Play("chongming")
    made.do(bare(made, scope="other"))
    assert fields_of(made.refused(accept)) == {"scope_text": "scope.text"}


@pytest.mark.clause("C-3-x", "C-4-1e")
@pytest.mark.parametrize("reason", ["forbidden_by_law", "out_of_scope"])
def test_what_is_not_taken_is_explained_and_ends_as_declined(reason: str) -> None:
    made = Play("chongming")
    made.do(bare(made))
    assert fields_of(made.refused(Declined(reason=reason))).keys() == {"explanation"}
    ticket = made.do(Declined(reason=reason, explanation="有明确文件规定")).ticket
    assert (ticket.state, ticket.outcome, ticket.marks["declined"]) == (
        "declined", "", made.seconds,
    )  # fmt: skip


@pytest.mark.clause("C-4-1a", "C-4-3a")
def test_what_is_solved_on_the_spot_is_a_ticket_without_a_slip() -> None:
    made = play("on_spot").at("2026-03-11 09:20").do(AnsweredOnSpot(result="当场办好"))
    ticket = made.ticket
    assert (ticket.slips, ticket.state, bool(ticket.no)) == ((), "fed_back", True)
    limit = outlook(made.ctx.rules, ticket).resolve
    assert limit is not None
    assert (limit.due, limit.done_at) == (made.seconds, made.seconds)


@pytest.mark.clause("C-4-1c")
def test_an_online_order_is_confirmed_before_it_is_handled() -> None:
    made = play(channel="platform").do(SEND)
    assert made.keys(TAKE) == {"held.owed"}
    assert labels(made.role("unit_officer"), Recorded(act="confirm_order")) == {"确认单位"}
    made.write("confirm_order").by("clerk").do(TAKE)
    assert made.ticket.records[0].at == made.seconds
    at_window = play().do(SEND)
    assert at_window.refused(TAKE) == ()


@pytest.mark.clause("C-4-2b")
def test_by_hand_the_centre_sends_or_the_head() -> None:
    made = play().role("officer")
    assert made.keys(SEND) == {"step.by"}
    assert Dispatched not in offers.offers(made.ticket, made.ctx)
    for role in ("centre", "window_head"):
        assert made.role(role).refused(SEND) == ()


@pytest.mark.clause("C-4-2d", "C-4-3g")
def test_the_first_taker_alone_starts_the_joint_handling_and_stays_responsible() -> None:
    made = play().do(SEND)
    ask = {"joint_unit": "医保窗口", "joint_content": "请核对参保记录"}
    made.role("unit_officer")
    assert made.keys(made.recorded("joint", joint_by="人社窗口", **ask)) == {"own.order"}
    made.by("clerk").do(TAKE).role("unit_officer")
    other = made.recorded("joint", joint_by="医保窗口", **ask)
    assert fields_of(made.refused(other)) == {"joint_by": "cell.other"}
    made.do(made.recorded("joint", joint_by="人社窗口", **ask))
    assert made.ticket.department == "人社窗口"
    assert made.by("clerk").keys(ANSWER) == {"held.waiting"}
    made.write("joint_answer").do(ANSWER)


@pytest.mark.clause("C-4-3f")
def test_a_hard_problem_is_explained_followed_and_keeps_its_due() -> None:
    made = taken()
    before = outlook(made.ctx.rules, made.ticket).resolve
    made.write("mark_hard")
    after = outlook(made.ctx.rules, made.ticket).resolve
    assert before is not None
    assert after is not None
    assert before.due == after.due == instant("2026-03-05 17:30")
    assert made.keys(ANSWER) == {"held.owed"}
    told = explaining(made)
    assert (told.stage, told.due, told.is_hard) == ("progress", after.due, True)
    made.write("explain_hard").do(ANSWER)
    assert not explaining(made).is_late(made.seconds)
    waiting = {a.id for a in owed.owed(made.ctx.rules, made.ticket, made.seconds)}
    assert waiting == {"follow"}


def explaining(made: Play) -> Obligation:
    """The clock of the explanation."""
    found = outlook(made.ctx.rules, made.ticket).obligations
    return next(o for o in found if o.limit == "c-hard")


@pytest.mark.clause("C-4-3f")
def test_an_explanation_after_the_due_is_taken_and_its_lateness_counts() -> None:
    made = taken().write("mark_hard")
    made.at("2026-03-05 17:31").write("explain_hard").at("2026-03-05 17:32")
    assert explaining(made).is_late(made.seconds)
    without = taken().at("2026-03-05 17:29")
    assert not explaining(without).is_open, "nobody marked it"


@pytest.mark.clause("C-4-4b")
def test_who_made_the_first_call_does_not_make_the_second() -> None:
    made = closed().role("centre", "C1")
    assert made.keys(made.recorded("second_callback")) == {"own.same"}
    assert "second_callback" not in names(made)
    assert "second_callback" in names(made.role("centre", "C2"))


@pytest.mark.clause("C-4-4b")
def test_the_centre_calls_a_second_time_beside_the_units_own_call() -> None:
    made = closed()
    assert made.role("officer").keys(Archived()) == {"held.owed"}
    assert "second_callback" not in names(made)
    made.role("centre", "C2")
    assert labels(made, Recorded(act="second_callback")) == {"反映人说是否解决", "满意度测评"}
    made.do(made.recorded("second_callback")).role("officer").do(Archived(number="2026-00001"))
    assert {"called_back", "second_callback"} <= made.ticket.marks.keys()


@pytest.mark.clause("C-4-4c")
def test_what_the_unit_called_solved_and_is_not_is_circulated_and_mended_by_a_day() -> None:
    made = closed().role("centre", "C2")
    bare_ = Recorded(act="second_callback", choices={"second_solved": "否"})
    assert {"与单位登记的已解决不符，查到的问题", "整改期限"} <= labels(made, bare_)
    made.do(made.recorded("second_callback", second_solved="否", rectify_by="2026-03-09"))
    assert (made.ticket.records[-1].due, made.ticket.cells["mismatch"]) == ("2026-03-09", "已登记")
    assert made.role("window_head").keys(Recorded(act="circulate")) == {"power.missing"}
    made.by("clerk")
    notice = made.recorded("circulate", circulated="谎报已解决")
    assert made.keys(msgspec.structs.replace(notice, who="")) == {"behalf.who"}
    made.do(msgspec.structs.replace(notice, number=1))
    assert made.ticket.records[-1].number == 1
    assert made.keys(Archived()) == {"held.waiting"}
    made.write("rectified").do(Archived(number="2026-00001"))


@pytest.mark.clause("C-4-4b", "C-4-loop")
def test_what_the_centre_finds_unsolved_may_be_sent_back_after_the_end() -> None:
    made = closed()
    assert made.keys(RedoOrdered(reason="没有解决")) == {"order.order_redo"}
    told = made.role("centre", "C2").recorded(
        "second_callback", second_solved="否", rectify_by="2026-03-20"
    )
    made.do(told).by("clerk").do(RedoOrdered(reason="没有解决"))
    assert (made.ticket.state, made.ticket.round) == ("redo", 1)


@pytest.mark.clause("C-4-4c")
def test_what_is_solved_is_not_circulated() -> None:
    made = closed().role("centre", "C2")
    made.do(made.recorded("second_callback", second_solved="是"))
    assert "mismatch" not in made.ticket.cells
    assert "rectified" not in names(made)
    assert made.by("clerk").keys(made.recorded("circulate")) == {"own.order"}


@pytest.mark.clause("C-1", "C-4-5")
def test_a_finished_matter_keeps_blocking_point_measure_and_owner() -> None:
    made = closed()
    assert labels(made, Recorded(act="improve")) == {
        "是不是堵点", "办不成的原因", "优化措施", "措施责任人",
    }  # fmt: skip
    cells = made.write("improve", measure="取消证明").ticket.cells
    assert (cells["blocking_point"], cells["measure"]) == ("是", "取消证明")


@pytest.mark.clause("C-5-1b")
def test_the_centre_sends_and_calls_but_writes_no_result() -> None:
    made = play().role("centre")
    assert made.ctx.can("dispatch")
    assert made.ctx.can("call_back")
    assert made.keys(msgspec.structs.replace(SEND)) == set()
    assert not made.ctx.can("receive_result")


@pytest.mark.clause("C-5-2b", "C-5-2c")
def test_officer_and_head_have_their_functions() -> None:
    made = play().role("officer")
    assert all(made.ctx.can(a) for a in ("register", "accept", "close", "archive", "call_back"))
    made.role("window_head")
    assert {"supervise"} <= names(made)
    assert all(made.ctx.can(a) for a in ("dispatch", "reclassify", "hand_over"))


@pytest.mark.clause("C-4-loop", "C-4-4a")
def test_the_five_stages_stand_in_their_order() -> None:
    made = closed().write("second_callback")
    stages = ("accepted", "dispatched", "result_received", "called_back", "second_callback")
    assert [made.ticket.marks[s] for s in stages] == sorted(made.ticket.marks[s] for s in stages)
    silent = taken().do(ANSWER, FedBack(way="phone"))
    assert silent.keys(Closed(outcome="solved", unrated_reason="走得急")) == {"step.call_back"}


# --- the table of the hall, on a real store ------------------------------------------------------


@pytest.fixture
def hall(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock, "chongming")
    rows = (Matter("青禾镇服务中心", PLACE, "人社窗口"), Matter("北乡服务中心", PLACE, "人社窗口"),
            Matter("西街服务中心", PLACE, "医保窗口"))  # fmt: skip
    made.log.write_beside(partial(lists.put_all, rows=rows))
    sit(made, "C1")
    yield made
    made.stop()


def done(outcome: Outcome) -> Outcome:
    assert outcome.refused == ()
    return outcome


@pytest.mark.clause("C-4-1b", "C-4-2a")
def test_an_order_goes_to_the_owner_of_its_matter_without_a_click(hall: Terminal) -> None:
    outcome = done(intake.accept(hall.desk, form(hall), "general"))
    ticket = outcome.ticket
    assert (ticket.state, ticket.department, ticket.slips) == ("dispatched", "市场监管局窗口", (1,))
    lines = story(hall.desk, ticket, hall.log.facts(ticket.no), {})
    assert any("按事项归属自动派单" in line.text for line in lines)


@pytest.mark.clause("C-4-1b")
def test_what_the_hall_itself_is_responsible_for_is_in_handling_at_once(hall: Terminal) -> None:
    row = Matter("大厅秩序", "Z01", hall.desk.hall.name)
    hall.log.write_beside(partial(lists.put_all, rows=(row,)))
    own = done(intake.accept(hall.desk, form(hall, matter="大厅秩序"), "general")).ticket
    assert (own.state, own.department, own.handler) == (
        "handling", hall.desk.hall.name, "周晓岚",
    )  # fmt: skip
    assert own.slips == ()
    other = done(intake.accept(hall.desk, form(hall), "general")).ticket
    assert (other.state, other.slips) == ("dispatched", (1,)), "an order for another unit"
    with hall.log.reading() as connection:
        papers = [[j.doc for j in jobs.jobs(connection, ticket=t.no)] for t in (own, other)]
    assert [p.count("assignment_slip") for p in papers] == [0, 1]


@pytest.mark.clause("C-4-2a")
def test_where_the_matter_is_unknown_the_place_decides(hall: Terminal) -> None:
    told = form(hall, matter="别的事项", texts={"place": "西街服务中心"})
    ticket = done(intake.accept(hall.desk, told, "general")).ticket
    assert (ticket.state, ticket.department) == ("dispatched", "医保窗口")


@pytest.mark.clause("C-4-2b")
def test_where_nobody_knows_it_waits_for_a_hand(hall: Terminal) -> None:
    told = form(hall, matter="别的事项")
    assert done(intake.accept(hall.desk, told, "general")).ticket.state == "accepted"
    at_once = done(intake.accept(hall.desk, form(hall), "on_spot")).ticket
    assert at_once.state == "accepted"


@pytest.mark.clause("C-4-2e")
def test_a_unit_sends_down_to_its_own_centres_and_the_due_stays(hall: Terminal) -> None:
    desk = hall.desk
    number = done(intake.accept(desk, form(hall, matter="别的事项"), "general")).ticket.no
    done(handling.dispatch(desk, number, SEND))
    done(desk.perform(number, TAKE))
    before = outlook(desk.rules(), hall.log.ticket(number)).resolve
    by = {"who": "齐望舒", "how": "phone"}
    refused = acting.perform(desk, number, "down", by, {"down_centre": "西街服务中心"}).refused
    assert fields_of(refused) == {"down_centre": "cell.centre"}
    done(acting.perform(desk, number, "down", by, {"down_centre": "北乡服务中心"}))
    assert outlook(desk.rules(), hall.log.ticket(number)).resolve == before


@pytest.mark.clause("C-4-1d")
def test_the_outside_number_is_kept_once(hall: Terminal) -> None:
    told = form(
        hall, channel="exit_channel", matter="别的事项", source="好差评", outer_no="HCP-1",
        texts={"stuck_step": "上传材料"},
    )  # fmt: skip
    first = done(intake.accept(hall.desk, told, "general")).ticket.no
    (refused,) = intake.accept(hall.desk, told, "general").refused
    assert (refused.key, refused.field, refused.facts["no"]) == ("outer.taken", "outer_no", first)


@pytest.mark.clause("C-4-2d", "C-4-3g")
def test_a_joint_request_gives_its_unit_a_slip_of_its_own(hall: Terminal) -> None:
    desk = hall.desk
    number = done(intake.accept(desk, form(hall, matter="别的事项"), "general")).ticket.no
    done(handling.dispatch(desk, number, SEND))
    done(desk.perform(number, TAKE))
    by = {"who": "齐望舒", "how": "phone"}
    units = {"joint_by": "人社窗口", "joint_unit": "医保窗口"}
    asked = acting.perform(desk, number, "joint", by, units, {"joint_content": "请核对参保"})
    assert done(asked).ticket.slips == (1, 2)
    assert slips_printed(hall) == [("人社窗口", 1, "请办理"), ("医保窗口", 2, "请核对参保")]
    lines = [x.text for x in story(desk, asked.ticket, hall.log.facts(number), {})]
    assert any("交办单 No. 0000002" in text and "医保窗口" in text for text in lines)


@pytest.mark.clause("C-4-2d")
def test_each_assisting_unit_of_a_dispatch_has_its_own_slip(hall: Terminal) -> None:
    desk = hall.desk
    number = done(intake.accept(desk, form(hall, matter="别的事项"), "complex")).ticket.no
    send = msgspec.structs.replace(SEND, assisting=("医保窗口", "民政窗口"))
    ticket = done(handling.dispatch(desk, number, send)).ticket
    assert ticket.slips == (1, 2, 3)
    assert [unit for unit, _, _ in slips_printed(hall)] == ["人社窗口", "医保窗口", "民政窗口"]
    text = story(desk, ticket, hall.log.facts(number), {})[0].text
    assert "协办交办单 No. 0000003，民政窗口" in text
    again = done(intake.accept(desk, form(hall, matter="别的事项"), "general")).ticket.no
    assert done(handling.dispatch(desk, again, SEND)).ticket.slips == (4,)


def slips_printed(hall: Terminal) -> list[tuple[str, int, str]]:
    """The papers that wait: unit, number, content."""
    with hall.log.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT snapshot FROM print_job WHERE doc = 'assignment_slip' ORDER BY rowid"
        ).scalars()
        papers = [msgspec.json.decode(x) for x in found]
    return [(p["department"], p["slip_no"], p["content"]) for p in papers]
