"""Looking (查看): what a supervisor from outside the hall opened is kept (C-5-1c)."""

from typing import ClassVar

from app.domain.acts.desk import DeskAct, DeskDay, day_changed
from app.domain.ticket import Stamp


class Viewed(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """查看: the page that was opened, and the ticket on it."""

    NAME: ClassVar[str] = "view"

    page: str
    ticket: str = ""

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more view."""
        view = (stamp.at, stamp.actor, self.page, self.ticket)
        return day_changed(day, views=(*day.views, view))
