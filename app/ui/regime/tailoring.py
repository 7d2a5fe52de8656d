"""What a site may take out of its copy of the profile, and when a new cell may be filled."""

from typing import Final, NamedTuple

from app.desk.desk import Desk
from app.desk.rule_words import RuleWords

_MOMENTS: Final = ("accept", "dispatch", "receive_result", "close")


class Offer(NamedTuple):
    """Steps that are marked optional, the forms as (id, name, cells), moments; all as (id, words).

    Registering, handling and closing are never among the steps.
    """

    steps: tuple[tuple[str, str], ...]
    forms: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    moments: tuple[tuple[str, str], ...]


def offered(desk: Desk) -> Offer:
    """What may be changed in the profile in force."""
    rules = desk.rules()
    names, regime = RuleWords(desk.words, rules), rules.regime
    steps = dict.fromkeys(s.act for s in regime.steps if not s.required)
    forms = tuple(
        (f.id, f.name, tuple((cell.key, cell.label) for cell in f.field)) for f in regime.forms
    )
    return Offer(
        tuple((act, names.act(act)) for act in steps), forms,
        tuple((act, names.act(act)) for act in _MOMENTS),
    )  # fmt: skip
