"""The flow chart of each regulation, drawn from its own steps."""

import pytest

from app.desk.course import course
from app.domain.rules import Rules
from app.settings.words import Words
from tests.domain.conftest import shipped_years
from tests.domain.profile_files import FILES, regime_of


def titles(name: str) -> list[str]:
    return [n.title for n in course(Words(), Rules(regime_of(name), shipped_years())).nodes]


@pytest.mark.parametrize("name", FILES)
def test_every_arrow_leads_down_and_no_two_acts_share_a_place(name: str) -> None:
    made = course(Words(), Rules(regime_of(name), shipped_years()))
    place = {n.id: n for n in made.nodes}
    assert all(place[a].rank < place[b].rank for a, b in made.edges)
    assert len({(n.rank, n.column) for n in made.nodes}) == len(made.nodes)
    for a, b in made.edges:  # what lies between an act and a later one lies in another column
        between = range(place[a].rank + 1, place[b].rank)
        assert not [n for n in made.nodes if n.column == place[a].column and n.rank in between], (
            a,
            b,
        )


@pytest.mark.clause("N-A")
def test_the_flow_of_the_national_text_goes_by_its_clause_9() -> None:
    found = titles("national")
    way = ["登记", "受理", "派发", "登记接单", "登记办理结果", "反馈群众", "核实情况并回访", "评价",
           "办结"]  # fmt: skip
    assert [t for t in found if t in way] == way


@pytest.mark.clause("X-A1")
def test_the_flow_of_xiufeng_rates_after_the_feedback() -> None:
    made = course(Words(), Rules(regime_of("xiufeng"), shipped_years()))
    assert ("feed_back", "rate") in made.edges
    assert ("rate", "close") in made.edges


def test_an_owed_act_of_the_rules_own_stands_before_what_it_holds() -> None:
    made = course(Words(), Rules(regime_of("sixth"), shipped_years()))
    assert ("accept", "judge") in made.edges
    assert ("judge", "dispatch") in made.edges
    assert ("accept", "dispatch") not in made.edges
    assert {n.title for n in made.nodes if n.is_own} >= {"分析研判", "主任抽查回访"}
