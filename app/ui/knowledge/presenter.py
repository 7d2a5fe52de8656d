"""The knowledge base without a toolkit: search, read, propose, approve, withdraw, hand out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from app.db import lists, queries
from app.db.log import NotWritten
from app.desk import desk_papers, knowledge
from app.desk.desk import Desk, Outcome
from app.domain.acts.knowledge import KINDS, EntryProposed
from app.domain.knowledge import Guide
from app.domain.papers import AnyPaper
from app.settings.words import Words
from app.ui.kit.values import Ask
from app.ui.knowledge.articles import PARTS, Article, EntryRow, article_of, row_of
from app.ui.knowledge.files import EntryFiles
from app.ui.later import Run


class KnowledgeView(Protocol):
    """What the page shows."""

    def show_rows(self, rows: Sequence[EntryRow], count: str) -> None:
        """The entries found."""

    def show_article(self, article: Article | None) -> None:
        """The entry chosen; None for none."""

    def ask(self, what: str, asks: Sequence[Ask], known: Mapping[str, str],
            choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:  # fmt: skip
        """Open a form: `what` is its key."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields of the form, or above the page."""

    def close_form(self) -> None:
        """It is written."""

    def say(self, sentence: str, is_bad: bool) -> None:
        """Above the page."""


class KnowledgePresenter:
    """Handlers of the page. `open_ticket(number)` goes to the ticket page; `offer(paper)` shows a
    paper before it is printed."""

    def __init__(
        self, desk: Desk, run: Run, open_ticket: Callable[[str], None],
        offer: Callable[[AnyPaper], None],
    ) -> None:  # fmt: skip
        self._desk, self.open_ticket, self._offer = desk, open_ticket, offer
        self.files = EntryFiles(desk, run, self.write, lambda *said: self.view.say(*said))
        self.view: KnowledgeView
        self._words, self._sort, self._chosen = "", "", ""
        self._base = EntryProposed()  # what the open form starts from: entry and source

    def attach(self, view: KnowledgeView) -> None:
        """Bind the page."""
        self.view = view

    def open(self) -> None:
        """Read again."""
        found = knowledge.search(self._desk, self._words, self._sort)
        rows = [row_of(self._desk, g, v) for g in found if (v := g.shown)]
        self.view.show_rows(rows, self._desk.words("knowledge.count", n=len(rows)))
        if self._chosen not in {r.id for r in rows}:
            self._chosen = rows[0].id if rows else ""
        self._show(next((g for g in found if g.id == self._chosen), None))

    def on_typed(self, words: str) -> None:
        """The field rests."""
        self._words = words.strip()
        self.open()

    def on_sort(self, sort: str) -> None:
        """Only entries of a sort."""
        self._sort = sort
        self.open()

    def on_chosen(self, entry: str) -> None:
        """A row is selected."""
        self._chosen = entry
        self._show(self._guide())

    def _guide(self) -> Guide | None:
        return next((g for g in knowledge.search(self._desk, "") if g.id == self._chosen), None)

    def _show(self, guide: Guide | None) -> None:
        self.view.show_article(article_of(self._desk, guide) if guide else None)

    def on_new(self) -> None:
        """新建."""
        self._ask("propose", EntryProposed())

    def on_learn(self) -> None:
        """由工单生成: first the number of the ticket."""
        words = self._desk.words
        ask = Ask("number", words("knowledge.number"), hint=words("knowledge.number_hint"))
        self.view.ask("learn", [ask], {}, {})

    def on_verb(self, verb: str) -> None:
        """Something is done with the entry that is read."""
        guide = self._guide()
        if guide is None or guide.shown is None:
            return
        if verb == "print":
            if paper := desk_papers.knowledge_answer(self._desk, guide):
                self._offer(paper)
        elif verb == "approve" and guide.waiting:
            ref = guide.waiting.ref
            self.write(lambda: knowledge.approve(self._desk, guide.id, ref))
        elif verb == "withdraw":
            self.view.ask("withdraw", [Ask("reason", self._desk.words("field.reason"), "long")],
                           {}, {})  # fmt: skip
        else:
            shown = msgspec.structs.asdict(guide.waiting or guide.shown)
            texts = {k: v for k, v in shown.items() if k not in ("ref", "at", "by")}
            self._ask("propose", EntryProposed(entry=guide.id, **texts))

    def _ask(self, what: str, act: EntryProposed) -> None:
        words, self._base = self._desk.words, act
        with self._desk.log.reading() as connection:
            departments = [(d, d) for d in lists.departments(connection)]
        sorts = tuple((k, words(f"knowledge.sort.{k}")) for k in KINDS)
        asks = [
            Ask("sort", words("knowledge.sort_of"), "choice", choices=sorts),
            Ask("title", words("field.title")),
            *(Ask(p, words(f"knowledge.head.{p}"), "long", optional(words, p)) for p in PARTS),
            Ask("matter", words("field.matter"), hint=words("knowledge.matter_hint")),
            Ask("department", words("field.department"), "department"),
            Ask("until", words("knowledge.head.until"), "date", words("ask.optional")),
        ]
        known = {a.name: str(getattr(act, a.name)) for a in asks}
        self.view.ask(what, asks, known, {"department": departments})

    def on_submit(self, what: str, values: Mapping[str, object]) -> None:
        """A form was filled in."""
        desk = self._desk
        if what == "learn":
            with desk.log.reading() as connection:
                number = queries.number_like(connection, str(values["number"]))
            if not number or desk.log.ticket(number).is_open:
                key = "entry.open" if number else "link.unknown"
                self.view.show_faults({"number": desk.words(f"refused.{key}")}, "")
                return
            self.view.close_form()
            self._ask("propose", knowledge.draft_of(desk, number))
        elif what == "withdraw":
            entry, reason = self._chosen, str(values["reason"])
            self.write(lambda: knowledge.withdraw(desk, entry, reason))
        else:
            act = msgspec.structs.replace(self._base, **values)
            self.write(lambda: knowledge.propose(desk, act))

    def write(self, verb: Callable[[], Outcome]) -> bool:
        """Do it and say what came of it; whether it is written."""
        words = self._desk.words
        try:
            outcome = verb()
        except NotWritten as error:
            self.view.show_faults({}, words(f"not_written.{error.code}"))
            return False
        if outcome.refused:
            faults, whole = words.refusals(outcome.refused)
            self.view.show_faults(faults, whole)
            return False
        self.view.close_form()
        self.open()
        return True


def optional(words: Words, part: str) -> str:
    """The hint of a part: all but the answer may stay empty."""
    return "" if part == "answer" else words("ask.optional")
