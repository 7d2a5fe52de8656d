"""Cells of the profile's forms in the scripted day: an example into each that must be filled."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.desk.made_up import value_of
from app.domain import cells
from app.domain.rules import Rules
from app.ui.asks import MARK
from app.ui.kit.asks import fill, text_of


def fill_blanks(inputs: Mapping[str, QWidget], rules: Rules, now: int, *acts: str) -> None:
    """Fill the cells that one of these acts demands and nobody filled; `now` in seconds."""
    fields = [f for act in acts for f in cells.fields_of(rules, act)]
    for field in fields:
        widget = inputs.get(MARK + field.key)
        wanted = not cells.is_optional(field) and not cells.depends_on(field, fields)
        if widget is not None and wanted and not text_of(widget):
            fill(widget, value_of(field, now))
