"""The shelf beside the work put together: the knowledge base, and the lists of what is due."""

from collections.abc import Callable
from functools import cached_property
from typing import Final

from app.desk import sources
from app.desk.sources import Outside
from app.ui.asks import MARK
from app.ui.intake.presenter import IntakePresenter
from app.ui.intake.view import IntakePage
from app.ui.knowledge.presenter import KnowledgePresenter
from app.ui.knowledge.view import KnowledgePage
from app.ui.lists.presenter import ListsPresenter
from app.ui.lists.view import ListsPage
from app.ui.program import Program
from app.ui.shell.shell import Shell
from app.ui.wiring.desk_paper import DeskPapers

NUMBER: Final = f"{MARK}source_no"  # where a form of the profile asks for that number too


class ShelfWiring:
    """Both pages. `open_ticket(number, act)` goes to a ticket."""

    def __init__(
        self, program: Program, shell: Shell, intake: IntakePresenter, page: IntakePage,
        open_ticket: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        self._desk, self._intake, self._page = program.desk, intake, page
        self._go = shell.show_page
        self.papers = DeskPapers(program, shell)
        self.knowledge = KnowledgePresenter(
            self._desk, program.run, lambda number: open_ticket(number, ""), self.papers.offer
        )
        self.lists = ListsPresenter(self._desk, program.run, open_ticket, self._take)

    @cached_property
    def knowledge_page(self) -> KnowledgePage:
        """Made when it is first looked at."""
        return KnowledgePage(self.knowledge, self._desk.words, lambda: self._desk.today)

    @cached_property
    def lists_page(self) -> ListsPage:
        """Made when it is first looked at."""
        return ListsPage(self.lists, self._desk.words)

    def _take(self, one: Outside) -> bool:
        """A demand of another system into the registration, unless a form is half filled there."""
        intake = self._intake
        if not intake.form.is_blank:
            return False
        found = sources.channel_of(self._desk, one)
        named = {"channel": found} if found else {}
        self._go("intake")
        intake.on_change(
            source=one.source, outer_no=one.outer_no, outer_due=sources.instant(one.due),
            citizen_name=one.citizen_name, phone=one.phone, no_phone=not one.phone,
            matter=one.matter, description=one.description,
            cells={**intake.form.cells, NUMBER: one.outer_no}, **named,
        )  # fmt: skip
        self._page.show_form(intake.form)
        return True
