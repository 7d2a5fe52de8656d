"""A demand that another system sent: its name, its number there, the day it asks for."""

from typing import Final

from app.desk.desk import Desk
from app.domain.clock import local
from app.settings.words import Words
from app.ui.intake.form import ExtraView, Form
from app.ui.kit.values import Ask

NAMES: Final = ("source", "outer_no", "outer_due")


def show(place: ExtraView, desk: Desk, form: Form) -> None:
    """Its fields, where the way it came has a number of its own, or one was taken from the list."""
    place.show_asks(_asks(desk.words), {}, desk.today, known(form))
    channels = desk.rules().regime.channels
    is_outer = any(c.outer for c in channels if c.id == form.channel)
    place.leave_out(() if is_outer or form.source or form.outer_no else NAMES)


def _asks(words: Words) -> tuple[Ask, ...]:
    return (
        Ask("source", words("intake_outer.source"), hint=words("intake_outer.source_hint")),
        Ask("outer_no", words("intake_outer.no")),
        Ask("outer_due", words("intake_outer.due"), "time", words("intake_outer.due_hint")),
    )


def known(form: Form) -> dict[str, str]:
    """What stands in them; a day that could not be read stays as it was typed."""
    found = {"source": form.source, "outer_no": form.outer_no}
    if form.outer_due:
        found["outer_due"] = f"{local(form.outer_due):%Y-%m-%d %H:%M}"
    return {**found, "outer_due": ""} if form.is_blank else found
