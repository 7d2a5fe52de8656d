"""The ticket page without a toolkit: the whole record, and only the acts allowed now."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from app.db import people
from app.db.log import NotWritten
from app.desk import acting, asking
from app.desk.acting import BY_NAME
from app.desk.desk import Desk, Outcome
from app.desk.facts import Facts, Head, facts_of, head_of
from app.desk.next_acts import NextActs, next_acts
from app.desk.story import Line, story
from app.domain import offers
from app.domain.acts.record import Noted
from app.domain.cells import AnyField
from app.domain.outlook import outlook
from app.ui.asks import beside, split, uncalled
from app.ui.ticket.fitting import choices, fields_at, form_of, known
from app.ui.ticket.forms import ActForm


class TicketView(Protocol):
    """What the page shows."""

    def show_head(self, head: Head) -> None:
        """Title, number, class, steps."""

    def show_story(self, lines: Sequence[Line]) -> None:
        """The record, newest first."""

    def show_facts(self, facts: Facts) -> None:
        """Due and person."""

    def show_acts(self, now: NextActs) -> None:
        """What may be done; strong the first one, if it is what the matter waits for."""

    def open_form(
        self,
        act: str,
        form: ActForm,
        lists: Mapping[str, Sequence[tuple[str, str]]],
        known: Mapping[str, str],
    ) -> None:
        """Ask for what an act needs; `lists` fill choices by kind, `known` fields by name."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields of the open form."""

    def close_form(self) -> None:
        """The act is written."""

    def toast(self, sentence: str) -> None:
        """A sentence that goes by itself."""


class TicketPresenter:
    """Handlers of the ticket page. `rate(number)` goes to the rating page, `written` is told of
    every act, `go(number)` opens another ticket."""

    def __init__(
        self,
        desk: Desk,
        rate: Callable[[str], None],
        written: Callable[[Outcome], None],
        go: Callable[[str], None],
    ) -> None:
        self._desk, self.go = desk, go
        self._rate = rate
        self._written = written
        self._view: TicketView
        self.number = ""

    def attach(self, view: TicketView) -> None:
        """Bind the page."""
        self._view = view

    def open(self, number: str, act: str = "") -> None:
        """Show a ticket, and the form of an act if one was chosen elsewhere."""
        self.number = number
        self.show()
        if act:
            self.on_act(act)

    def show(self) -> None:
        """Read the ticket anew."""
        desk, facts = self._desk, self._desk.log.facts(self.number)
        ticket = desk.log.ticket(self.number)
        with desk.log.reading() as connection:
            who = {p.id: p.name for p in people.everyone(connection)}
        ctx = desk.context(ticket)
        self._view.show_head(head_of(desk, ticket))
        self._view.show_story(story(desk, ticket, facts, who))
        self._view.show_facts(facts_of(desk, ticket, outlook(ctx.rules, ticket)))
        self._view.show_acts(next_acts(desk, ticket))

    def on_act(self, name: str) -> None:
        """An act was chosen: acts without fields are written at once."""
        if name == "ask_rating":
            self._rate(self.number)
        elif name == "citizen_left":
            self._write(lambda: asking.left(self._desk, self.number))
        elif name == "grant_extension":
            self._write(lambda: self._desk.perform(self.number, BY_NAME[name]()))
        else:
            ticket = self._desk.log.ticket(self.number)
            ctx = self._desk.context(ticket)
            form = form_of(name, ticket, ctx, self._desk.words)
            self._view.open_form(name, form, choices(self._desk, ticket), known(name, ticket, ctx))

    @property
    def today(self) -> date:
        """The date at the counter."""
        return self._desk.today

    def words_of(self, act: str) -> str:
        """What an act is called."""
        own = self._desk.rules(self._desk.log.ticket(self.number)).own_act(act)
        return own.name if own and act not in BY_NAME else self._desk.words(f"act.{act}")

    def more_acts(self) -> tuple[tuple[str, str], ...]:
        """Acts on the record itself that this person may do now: (act name, words)."""
        ticket = self._desk.log.ticket(self.number)
        found = offers.on_record(ticket, self._desk.context(ticket))
        return tuple((a.NAME, self.words_of(a.NAME)) for a in found)

    def uncalled(self, name: str, typed: Mapping[str, str]) -> frozenset[str]:
        """The fields of an act's form that nothing calls for, as far as it is filled in."""
        ticket = self._desk.log.ticket(self.number)
        ctx = self._desk.context(ticket)
        return uncalled(ctx.rules, ticket, name, ctx.now, fields_at(name, ticket, ctx), typed)

    def on_submit(self, name: str, values: Mapping[str, object]) -> None:
        """The form of an act was filled in."""
        desk, number = self._desk, self.number
        ticket = desk.log.ticket(number)
        fields = fields_at(name, ticket, desk.context(ticket))
        self._write(lambda: acting.perform(desk, number, name, *split(fields, values)), fields)

    def on_note(self, text: str, *, phone_call: bool) -> bool:
        """A line of text beside the acts; whether it is written."""
        note = Noted(text=text, phone_call=phone_call)
        return self._write(lambda: self._desk.perform(self.number, note))

    def _write(self, verb: Callable[[], Outcome], fields: Sequence[AnyField] = ()) -> bool:
        words = self._desk.words
        try:
            outcome = verb()
        except NotWritten as error:
            self._view.show_faults({}, words(f"not_written.{error.code}"))
            return False
        if outcome.refused:
            faults, whole = words.refusals(outcome.refused)
            self._view.show_faults(beside(faults, fields), whole)
            return False
        self._view.close_form()
        self.show()
        self._written(outcome)
        return True
