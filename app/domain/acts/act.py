"""What every act is: a frozen fact that can be refused before it is written, never after.

An act's Struct is at once the request and the event: `refusals` says why it may not be written
now, `evolve` folds it once it is. `evolve` never raises and refuses nothing: an act that arrives
out of order from elsewhere is kept as odd and changes nothing else.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import msgspec

from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import OPEN, Odd, Stamp, Ticket

EARLIEST: Final = 0


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The half of an act that is folded: what it changes once it is written.

    NAME is the act's name in roles and steps (`accept`), the class name is the event's
    (`Accepted`). AFTER are the states it may follow, MARKS the profile's event words it sets,
    PERSONAL the fields kept in the erasable column.
    """

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    AFTER: ClassVar[frozenset[str]] = OPEN
    MARKS: ClassVar[tuple[str, ...]] = ()
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    def evolve(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The ticket after this act."""
        if not self.fits(ticket):
            odd = Odd(stamp.ref, type(self).__name__, ticket.state)
            return msgspec.structs.replace(ticket, odd=(*ticket.odd, odd))
        return self.apply(ticket.with_marks(self.when(stamp), self.NAME, *self.MARKS), stamp)

    def fits(self, ticket: Ticket) -> bool:
        """Whether the act stands where it may; otherwise the fold keeps it as odd."""
        return ticket.state in self.AFTER

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """What this act changes beside its marks."""
        return ticket

    def when(self, stamp: Stamp) -> int:
        """The instant the act counts from: when it happened, if that was stated, else now.

        What is said to lie ahead of its own record happened when it was recorded.
        """
        stated: int = getattr(self, "happened_at", 0)
        return stated if EARLIEST < stated <= stamp.at else stamp.at

    @classmethod
    def kind(cls) -> str:
        """The event's name in the line."""
        return cls.__name__


class Act(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The half that decides: why it may not be written now.

    NEEDED are the fields that must not be blank. ON_BEHALF acts of a department may be written
    down by the clerk with who and how.
    """

    NEEDED: ClassVar[tuple[str, ...]] = ()
    ON_BEHALF: ClassVar[bool] = False
    CLAUSE: ClassVar[str] = ""

    def refusals(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Why this act may not be written now; empty when it may.

        Order: power, order of acts, steps of the profile, blank fields, then the act's rules.
        """
        first = (
            ctx.power_refusal(self) or self._order_refusal(ticket) or self.step_refusal(ticket, ctx)
        )
        if first:
            return (first,)
        blank = [n for n in self.NEEDED if not str(getattr(self, n)).strip()]
        return (*(Refused("field.blank", field=n) for n in blank), *self.check(ticket, ctx))

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """The refusal of the profile's order of steps."""
        return ctx.step_refusal(ticket, self.NAME)

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
        odd = Odd(stamp.ref, self.kind_name, ticket.state)
        return msgspec.structs.replace(ticket, odd=(*ticket.odd, odd))


def changed(ticket: Ticket, **fields: Any) -> Ticket:
    """`msgspec.structs.replace`, typed for tickets."""
    return msgspec.structs.replace(ticket, **fields)


def split(act: Act) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The act's fields for the line, and those for the personal column (blank ones left out)."""
    fields = msgspec.to_builtins(act)
    personal = {name: fields.pop(name) for name in act.PERSONAL if name in fields}
    return fields, {k: v for k, v in sorted(personal.items()) if v}
