"""What every act is: a frozen fact that can be refused before it is written, never after.

An act's Struct is at once the request and the event: `refusals` says why it may not be written
now, `evolve` folds it once it is. `evolve` never raises and refuses nothing: an act that arrives
out of order from elsewhere is kept as odd and changes nothing else.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import msgspec

from app.domain import cells
from app.domain.context import Context
from app.domain.owed import held
from app.domain.refusal import Refused
from app.domain.ticket import OPEN, Odd, Stamp, Ticket

EARLIEST: Final = 0


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The half of an act that is folded once it is written.

    NAME stands in roles and steps, the class name in the line. AFTER are the states it may follow,
    MARKS the event words it sets, PERSONAL the erasable fields; `choices` and `texts` are cells.
    """

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    AFTER: ClassVar[frozenset[str]] = OPEN
    MARKS: ClassVar[tuple[str, ...]] = ()
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    choices: Mapping[str, str] = {}
    texts: Mapping[str, str] = {}

    @property
    def power(self) -> str:
        """The act's name in roles and steps."""
        return self.NAME

    def evolve(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The ticket after this act; unchanged but for the odd list where it does not fit."""
        if not self.fits(ticket):
            return odd(ticket, stamp, self.kind())
        ticket = ticket.with_cells(self.choices, self.texts)
        return self.apply(ticket.with_marks(self.when(stamp), self.power, *self.MARKS), stamp)

    def fits(self, ticket: Ticket) -> bool:
        """Whether the act stands where it may; else it is odd."""
        return ticket.state in self.AFTER

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """What this act changes beside its marks."""
        return ticket

    def when(self, stamp: Stamp) -> int:
        """The instant the act counts from: when it happened, if stated and not ahead, else now."""
        stated: int = getattr(self, "happened_at", 0)
        return stated if EARLIEST < stated <= stamp.at else stamp.at

    @classmethod
    def kind(cls) -> str:
        """Its name in the line."""
        return cls.__name__


def odd(ticket: Ticket, stamp: Stamp, kind: str) -> Ticket:
    """The ticket with an entry kept as odd, nothing else changed."""
    return msgspec.structs.replace(ticket, odd=(*ticket.odd, Odd(stamp.ref, kind, ticket.state)))


class Act(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The half that decides: why it may not be written now. NEEDED fields must not be blank; a
    department's act ON_BEHALF may be written down by the clerk, with who and how."""

    NEEDED: ClassVar[tuple[str, ...]] = ()
    ON_BEHALF: ClassVar[bool] = False
    CLAUSE: ClassVar[str] = ""

    def refusals(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Why not now: power, order of acts, steps of the profile, then fields, rules, cells."""
        first = (
            ctx.power_refusal(self) or self._order_refusal(ticket)
            or self.step_refusal(ticket, ctx) or held(ticket, ctx, self.power)
        )  # fmt: skip
        if first:
            return (first,)
        needed = (n for n in self.NEEDED if not str(getattr(self, n)).strip())
        blank = (Refused("field.blank", field=n) for n in needed)
        typed = cells.typed(ctx.rules, (*self.choices, *self.texts))
        return (*blank, *self.check(ticket, ctx), *typed, *self.form_faults(ticket, ctx))

    def form_faults(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """What a form of the profile demands at this act and neither it nor the ticket holds."""
        stamp = Stamp(ticket.no, ctx.now, ctx.actor, "", 0)
        return cells.faults(self.evolve(ticket, stamp), ctx, self.power, self)

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """The profile's order of steps."""
        return ctx.step_refusal(ticket, self.power)

    def _order_refusal(self, ticket: Ticket) -> Refused | None:
        if ticket.state in self.AFTER:
            return None
        return Refused(f"order.{self.NAME}", clause=self.CLAUSE, facts={"state": ticket.state})

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """The act's own rules."""
        return ()


class OnBehalf(Act, frozen=True, kw_only=True, omit_defaults=True):
    """An act of a department written down at the counter: by whom, how it came, when it was.

    Until departments have a desk of their own their answers come on paper or by phone
    (decision 23). `happened_at` is in seconds, 0 meaning now.
    """

    ON_BEHALF: ClassVar[bool] = True

    who: str = ""
    how: str = ""
    happened_at: int = 0

    def time_refusals(self, ticket: Ticket, ctx: Context, after: str) -> tuple[Refused, ...]:
        """A stated instant may not lie ahead, nor before the act it answers."""
        if not self.happened_at:
            return ()
        if self.happened_at > ctx.now:
            return (Refused("time.ahead", field="happened_at"),)
        if self.happened_at < ticket.marks.get(after, EARLIEST):
            return (Refused("time.before", field="happened_at", facts={"after": after}),)
        return ()


class Unknown(Act, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a kind or version this program does not know, or whose body is damaged.

    It is stored and forwarded, and changes nothing.
    """

    NAME: ClassVar[str] = "unknown"

    kind_name: str = ""

    def evolve(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Nothing is known of it, so it stands on the odd list."""
        return odd(ticket, stamp, self.kind_name)


def changed(ticket: Ticket, **fields: Any) -> Ticket:
    """`msgspec.structs.replace`, typed for tickets."""
    return msgspec.structs.replace(ticket, **fields)


def split(act: Act) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The act's fields for the line, and those for the personal column (blank ones left out)."""
    fields = msgspec.to_builtins(act)
    personal = {name: fields.pop(name) for name in {*act.PERSONAL, "texts"} if name in fields}
    return fields, {k: v for k, v in sorted(personal.items()) if v}
