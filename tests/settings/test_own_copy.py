"""A site's own copy: steps cut, a cell added, another left out; the rest stays as it stands."""

import pytest

from app.settings import regime_file
from app.settings.own_copy import NewCell, Wish, tailored
from app.settings.tables import Faulty
from tests.domain.profile_files import FILES, regime_of


@pytest.mark.parametrize("name", FILES)
def test_without_a_wish_nothing_changes(name: str) -> None:
    assert tailored(FILES[name], Wish()) == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_a_cell_goes_and_another_comes_in_each_form(name: str) -> None:
    for form in regime_of(name).forms:
        gone, cell = form.field[-1].key, NewCell(form.id, '一句"话"', "close")
        wish = Wish(cells=frozenset({(form.id, gone)}), added=(cell,))
        made = {f.id: f for f in regime_file.load(name, tailored(FILES[name], wish)).forms}
        mine = made.pop(form.id).field
        assert [f.key for f in mine] == [*(f.key for f in form.field[:-1]), "own_1"]
        assert (mine[-1].label, mine[-1].at) == ('一句"话"', "close")
        assert list(made.values()) == [f for f in regime_of(name).forms if f.id != form.id]


@pytest.mark.clause("S-3-x")
def test_an_optional_step_goes_and_nobody_holds_its_power() -> None:
    assert any(s.act == "call_back" and not s.required for s in regime_of("xiufeng").steps)
    made = regime_file.load("own", tailored(FILES["xiufeng"], Wish(steps=frozenset({"call_back"}))))
    assert "call_back" not in {s.act for s in made.steps}
    assert all("call_back" not in s.after for s in made.steps)
    assert all("call_back" not in role.can for role in made.roles)
    assert made.limits == regime_of("xiufeng").limits


@pytest.mark.clause("S-3-x")
@pytest.mark.parametrize("act", ["register", "accept", "receive_result", "close"])
def test_registering_handling_and_closing_cannot_be_cut(act: str) -> None:
    raw = tailored(FILES["songjiang"], Wish(steps=frozenset({act})))
    with pytest.raises(Faulty) as caught:
        regime_file.load("own", raw)
    assert "no_power" in {f.problem for f in caught.value.faults}
