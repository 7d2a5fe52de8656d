"""The desk: who sits at it, and the one way an act goes from a page into the log.

An act is decided against the ticket folded from its entries, under the rules the ticket pins;
only then is it appended, in one commit with the papers it wants.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.db import jobs, queries
from app.db.log import Beside, Log, Proposal
from app.db.people import Person
from app.desk import sending
from app.domain.acts.act import Act
from app.domain.clock import Clock
from app.domain.context import Context
from app.domain.fold import Fact, desk_stream
from app.domain.papers import AnyPaper
from app.domain.refusal import Refused
from app.domain.rules import Rules
from app.domain.ticket import Stamp, Ticket
from app.settings.terminal import HallSettings, WatchSettings
from app.settings.words import Words

PaperOf = Callable[[Ticket, Rules], AnyPaper]


@dataclass(frozen=True)
class Outcome:
    """What came of a request: the ticket after it, or why it was refused."""

    ticket: Ticket
    refused: tuple[Refused, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether it is written."""
        return not self.refused


class Desk:
    """The counter's verbs stand on this: read, decide, append."""

    def __init__(
        self, log: Log, clock: Clock, hall: HallSettings, words: Words, *, training: bool = False
    ) -> None:
        self.log = log
        self.clock = clock
        self.hall = hall
        self.words = words
        self.training = training
        self.limits = WatchSettings()
        self.person: Person | None = None
        self.last_number = (date.min, 0)  # day and running number of the last ticket made here

    @property
    def now(self) -> int:
        """This second, since the epoch."""
        return int(self.clock.now().timestamp())

    @property
    def today(self) -> date:
        """The date at the counter."""
        return self.clock.now().date()

    def rules(self, ticket: Ticket | None = None) -> Rules:
        """The rules a ticket pins, or those in force today."""
        return self.log.book.rules(ticket or Ticket(), self.today)

    def context(self, ticket: Ticket | None = None) -> Context:
        """What a decision of the person at the desk looks at."""
        who = self.person or Person("program", "", "", frozenset())
        return Context(
            now=self.now, actor=who.id, roles=who.roles,
            posts=frozenset({who.post}) if who.post else frozenset(), rules=self.rules(ticket),
        )  # fmt: skip

    def perform(
        self,
        number: str,
        *acts: Act,
        papers: Sequence[PaperOf] = (),
        before: Ticket | None = None,
        beside: Sequence[Beside] = (),
        also: Sequence[tuple[str, Act]] = (),
    ) -> Outcome:
        """Decide acts on a ticket one after another and write them in one commit; `also` are acts
        on other tickets, (number, act).

        All refusals of all acts are named at once. Raises app.db.log.NotWritten.
        """
        ticket = before or self.log.ticket(number)
        ctx = self.context(ticket)
        refused: list[Refused] = []
        for offset, act in enumerate(acts, start=1):
            refused += [r for r in act.refusals(ticket, ctx) if r not in refused]
            stamp = Stamp(number, ctx.now, ctx.actor, self.log.origin, self.log.head.seq + offset)
            ticket = act.evolve(ticket, stamp)
        refused += sending.refusals(self.log, ctx.rules, ticket, acts)
        for other, act in also:
            known = self.log.ticket(other)
            refused += act.refusals(known, self.context(known))
        if refused:
            return Outcome(ticket, tuple(refused))
        rules = self.rules(ticket)
        made = [
            partial(jobs.enqueue, paper=p(ticket, rules), clerk=ctx.actor, at=ctx.now)
            for p in papers
        ]
        batch = [*(Proposal(number, a) for a in acts), *(Proposal(n, a) for n, a in also)]
        written = self.log.append(ctx.actor, batch, [*made, *beside])
        return Outcome(written.tickets[number], facts=written.facts)

    def desk_act(self, *acts: Act, papers: Sequence[AnyPaper] = ()) -> Outcome:
        """Write acts of the desk itself into today's stream, with the papers they want. Raises
        app.db.log.NotWritten."""
        return self.desk_acts(*((self.today, act) for act in acts), papers=papers)

    def desk_acts(self, *dated: tuple[date, Act], papers: Sequence[AnyPaper] = ()) -> Outcome:
        """Write acts of the desk into the streams of their days, and jobs for papers, in one
        commit. Raises app.db.log.NotWritten."""
        ctx = self.context()
        refused = [r for on, act in dated for r in act.refusals(self.day(on), ctx)]
        if refused:
            return Outcome(Ticket(), tuple(refused))
        batch = [Proposal(desk_stream(on), act) for on, act in dated]
        made = [partial(jobs.enqueue, paper=p, clerk=ctx.actor, at=ctx.now) for p in papers]
        return Outcome(Ticket(), facts=self.log.append(ctx.actor, batch, made).facts)

    def day(self, on: date) -> Ticket:
        """What acts of a day are decided against: nobody's ticket with the day's records."""
        with self.log.reading() as connection:
            return Ticket(state="registered", records=queries.desk_of(connection, on).records)
