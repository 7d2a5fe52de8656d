"""Papers that follow from a step: what is told to the citizen and to the department, and when."""

import pytest

from app.desk import acting, handover, paper_trail
from app.domain.papers import AnyPaper, ExtensionNotice, HandoverSheet, SupervisionNotice
from app.main import Terminal
from tests.desk.conftest import done, keys, sent_away
from tests.desk.hall import Open, accepted
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import sit

ASKED = {"reason": "要外地核实", "amount": 5, "who": "齐望舒", "how": "phone"}
SLIP = {"supervised_unit": "人社窗口", "answer_by": "2026-04-10", "supervise_reason": "未按时完成"}


def papers(terminal: Terminal, stream: str) -> list[AnyPaper]:
    return [j.paper for j in paper_trail.of_ticket(terminal.desk, stream)]


@pytest.mark.clause("N-9.4-b1")
def test_a_granted_extension_is_on_paper_in_the_same_commit(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    desk = terminal.desk
    clock.move(hours=1)
    done(acting.perform(desk, away, "ask_extension", ASKED))
    assert not [p for p in papers(terminal, away) if isinstance(p, ExtensionNotice)]
    assert keys(acting.perform(desk, away, "grant_extension", {})) == {"power.missing"}
    assert not [p for p in papers(terminal, away) if isinstance(p, ExtensionNotice)]
    sit(terminal, "L1")
    before = terminal.log.head.seq
    done(acting.perform(desk, away, "grant_extension", {}))
    assert terminal.log.head.seq == before + 1
    notice = papers(terminal, away)[-1]
    assert isinstance(notice, ExtensionNotice)
    assert notice.old_due == "2026-03-18T17:30:00+08:00"
    assert notice.new_due == "2026-03-25T17:30:00+08:00"
    assert (notice.longer, notice.reason) == ("5 个工作日", "要外地核实")
    assert notice.clause == "政务服务“办不成事”反映窗口运行规范（N-9.4-b1）"
    assert notice.granted_by == desk.rules().role_name("group_leader")
    assert (notice.citizen, notice.ticket_no) == ("林*满", away)


@pytest.mark.clause("X-10-3-1b")
def test_where_an_extension_needs_no_leave_the_notice_comes_with_the_asking(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("xiufeng")
    number = accepted(terminal, "help_general")
    sit(terminal, "C1")
    clock.move(hours=1)
    told = {"reason": "要外地核实", "who": "齐望舒", "how": "phone", "new_due": terminal.desk.now}
    assert "extension.not_later" in keys(
        acting.perform(terminal.desk, number, "ask_extension", told)
    )
    due = terminal.desk.now + 30 * 86400
    done(acting.perform(terminal.desk, number, "ask_extension", {**told, "new_due": due}))
    notice = papers(terminal, number)[-1]
    assert isinstance(notice, ExtensionNotice)
    assert (notice.longer, notice.granted_by) == ("", "")


@pytest.mark.clause("N-11.2.1-b")
def test_a_supervision_slip_goes_out_with_its_number_and_what_is_wanted(
    terminal: Terminal, clock: FakeClock
) -> None:
    numbers = [sent_away(terminal), sent_away(terminal)]
    clock.set("2026-03-30 09:00:00")
    for n, number in enumerate(numbers, start=1):
        done(acting.perform(terminal.desk, number, "supervise", {}, SLIP))
        notice = papers(terminal, number)[-1]
        assert isinstance(notice, SupervisionNotice)
        assert (notice.number, notice.sort) == (n, "supervise")
        assert (notice.department, notice.answer_by) == ("人社窗口", "2026-04-10")
        assert notice.facts == (("督办原因", "未按时完成"),)
        assert notice.standing == "超时 8 天"
        assert notice.clause.endswith("（N-11.2.1-b）")
        assert "林" not in str(notice)


def test_two_supervision_slips_of_one_matter_are_two_first_papers(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    clock.set("2026-03-30 09:00:00")
    for _ in range(2):
        done(acting.perform(terminal.desk, away, "supervise", {}, SLIP))
    jobs = paper_trail.of_ticket(terminal.desk, away)
    assert [j.copy_no for j in jobs if j.doc == "supervision_notice"] == [0, 0]


@pytest.mark.clause("N-11.2.1-a")
@pytest.mark.parametrize(("way", "count"), [("书面", 1), ("当面", 1), ("电话", 0)])
def test_an_urging_leaves_a_paper_unless_it_was_said_by_telephone(
    terminal: Terminal, away: str, way: str, count: int
) -> None:
    act = acting.perform(
        terminal.desk, away, "urge", {}, {"urged_way": way}, {"urged_who": "齐望舒"}
    )
    done(act)
    found = [p for p in papers(terminal, away) if isinstance(p, SupervisionNotice)]
    assert [(p.sort, p.number, p.department) for p in found] == [("urge", 0, "人社窗口")] * count


def test_the_sheet_of_a_hand_over_is_printed_with_the_signature(
    terminal: Terminal, clock: FakeClock
) -> None:
    number = sent_away(terminal)
    clock.set("2026-03-18 16:00:00")
    remarks = {number: "下午来电"}
    done(handover.sign(terminal.desk, "L1", remarks, ["ok 评价器", "bad 打印机"], "纸在左边"))
    (job,) = paper_trail.of_ticket(terminal.desk, "desk:2026-03-18")
    sheet = job.paper
    assert isinstance(sheet, HandoverSheet)
    assert (sheet.giver, sheet.taker, sheet.note) == ("周晓岚（A 岗）", "沈知行", "纸在左边")
    assert [(c.ticket_no, c.name, c.said) for c in sheet.cases] == [(number, "林*满", "下午来电")]
    assert sheet.checks == (("ok", "评价器"), ("bad", "打印机"))
    assert ("在办转交", 1) in sheet.counts


def test_a_refused_hand_over_prints_nothing(terminal: Terminal) -> None:
    assert keys(handover.sign(terminal.desk, "C1", {}, [], "")) == {"hand_over.self"}
    assert paper_trail.of_ticket(terminal.desk, f"desk:{terminal.desk.today}") == ()


def test_the_end_of_a_paper_of_the_desk_stands_in_its_day(terminal: Terminal) -> None:
    desk = terminal.desk
    done(handover.sign(desk, "L1", {}, [], ""))
    stream = f"desk:{desk.today}"
    (job,) = paper_trail.of_ticket(desk, stream)
    paper_trail.sending(desk, job.id, b"\x1b@", "ab" * 32)
    paper_trail.issued(desk, job.id, 2, "sent")
    (ended,) = paper_trail.of_ticket(desk, stream)
    assert ended.state == "done"
    assert terminal.log.facts(stream)[-1].act.kind() == "PaperIssued"
