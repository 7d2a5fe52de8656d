"""Every refusal the program can give has a sentence, and the facts fill its blanks."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.domain import cells, codec
from app.domain.acts.desk import DeskAct
from app.domain.acts.record import Voided
from app.domain.refusal import Refused
from app.settings.words import Words
from tests.domain.playing import Play

APP = Path(__file__).parent.parent.parent / "app"
BLANKS_OF_FAMILIES = {"order": {"state"}, "step": {"act"}, "decline": set(), "cannot_do": set(),
                      "behalf": set(), "cell": {"label"}}  # fmt: skip


def blanks(key: str) -> set[str]:
    """The blanks of a refusal's sentence. Raises KeyError where there is none."""
    sentence = Words()._texts[f"refused.{key}"]
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def dict_keys(node: ast.expr | None, scope: ast.AST) -> set[str]:
    """The keys of a dict written out, or bound to a name before in the same function."""
    if isinstance(node, ast.Name):
        bound = (
            a.value for a in ast.walk(scope)
            if isinstance(a, ast.Assign) and ast.unparse(a.targets[0]) == node.id
        )  # fmt: skip
        return set.intersection(*(dict_keys(value, scope) for value in bound))
    if isinstance(node, ast.Dict):
        return {k.value for k in node.keys if isinstance(k, ast.Constant)}  # type: ignore[misc]  # text
    return set()


def written() -> Iterator[tuple[str, ast.expr, set[str]]]:
    """Where a refusal is made: the place, its key as written, the names of its facts."""
    for path in sorted(APP.rglob("*.py")):
        for scope in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(scope, ast.FunctionDef):
                continue
            for call in ast.walk(scope):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Refused":
                    facts = next((k.value for k in call.keywords if k.arg == "facts"), None)
                    where = f"{path.stem}.{scope.name}:{call.lineno}"
                    yield where, call.args[0], dict_keys(facts, scope)


PLACES = tuple(written())


def test_the_reading_finds_the_refusals() -> None:
    assert len(PLACES) > 60


@pytest.mark.parametrize(("key", "facts"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_a_refusal_has_a_sentence_whose_blanks_are_filled(key: ast.expr, facts: set[str]) -> None:
    if isinstance(key, ast.Constant):
        assert blanks(str(key.value)) <= facts
    else:  # one of a family: f"order.{…}"; its members are proved below
        family = ast.literal_eval(
            key.values[0] if isinstance(key, ast.JoinedStr)
            else key.left if isinstance(key, ast.BinOp) else key
        ).removesuffix(".")  # fmt: skip
        assert BLANKS_OF_FAMILIES[family] <= facts


def members() -> Iterator[str]:
    """Every key of the families."""
    on_tickets = {a.NAME for a in codec.ACTS if not issubclass(a, DeskAct)}
    yield from (f"order.{name}" for name in sorted(on_tickets))
    yield from (f"step.{name}" for name in sorted({*codec.ACT_NAMES, "archive"}))
    yield from (f"behalf.{name}" for name in ("who", "how"))
    yield from (
        f"decline.{name}"
        for name in ("explanation", "reason_text", "told_department", "told_contact")
    )
    yield from (f"cell.{name}" for name in ("blank", *cells._READ))
    yield from (
        f"cannot_do.{name}" for name in ("result", "explanation", "basis_document", "statement")
    )


@pytest.mark.parametrize("key", tuple(members()))
def test_every_member_of_a_family_has_its_sentence(key: str) -> None:
    assert blanks(key) <= BLANKS_OF_FAMILIES[key.split(".")[0]]


def test_a_power_that_only_the_post_grants_is_refused_in_whole_words() -> None:
    (refused,) = Play().accepted().refused(Voided(reason="重复登记"))
    assert refused == Refused("power.post")
    assert "由来" not in Words().refusal(refused)


def test_whose_step_it_is_is_said_by_name() -> None:
    """The clerk reads the role's name in the regulation, never its id."""
    play = Play("national")
    rows = [s for s in play.regime.steps if s.by]
    play.by("stranger").ticket = Play().accepted(rows[0].categories[0]).ticket
    refused = play.ctx.step_refusal(play.ticket, rows[0].act)
    assert refused is not None
    assert refused.key == "step.by"
    names = {r.name for r in play.regime.roles if r.id in rows[0].by}
    assert set(str(refused.facts["by"]).split("、")) == names
