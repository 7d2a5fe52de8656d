"""Cells of the profile's forms in the scripted day: an example into each that must be filled."""

from app.desk.made_up import value_of
from app.domain import cells
from app.domain.rules import Rules
from app.ui.asks import MARK
from app.ui.kit.asks import AskBlock, text_of


def fill_blanks(block: AskBlock, rules: Rules, now: int, *acts: str) -> None:
    """Fill the cells that one of these acts demands and nobody filled; `now` in seconds."""
    fields = [f for act in acts for f in cells.fields_of(rules, act)]
    for field in fields:
        widget = block.inputs.get(MARK + field.key)  # one that is filled may call for another
        if widget is not None and not cells.is_optional(field) and not text_of(widget):
            block.fill({MARK + field.key: value_of(field, now)})
