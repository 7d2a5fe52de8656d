"""Rules: a profile and the calendars beside it, as one ticket or one day is judged by them."""

from functools import cached_property

import msgspec

from app.domain.calendar import WorkCalendar
from app.domain.regime import Category, Extension, Level, Limit, OwnAct, Regime, Role
from app.domain.ticket import Ticket


class Rules(msgspec.Struct, frozen=True, dict=True):
    """The profile in force and the work calendar of the known years."""

    regime: Regime
    calendar: WorkCalendar

    def category(self, category_id: str) -> Category | None:
        """A class of the profile."""
        return next((c for c in self.regime.categories if c.id == category_id), None)

    def category_name(self, category_id: str) -> str:
        """What a class is called in the text; "" for none."""
        found = self.category(category_id)
        return found.name if found else ""

    def role_name(self, role_id: str) -> str:
        """What a role is called in the text; the id where the profile has no such role."""
        return next((r.name for r in self.regime.roles if r.id == role_id), role_id)

    def own_act(self, act_id: str) -> OwnAct | None:
        """An act of the profile's own, or what it adds to one of the program's."""
        return self._own_acts.get(act_id)

    @cached_property
    def _own_acts(self) -> dict[str, OwnAct]:
        return {act.id: act for act in self.regime.acts}

    @cached_property
    def owing(self) -> tuple[OwnAct, ...]:
        """The acts of a ticket that must be written as soon as they may be."""
        return tuple(a for a in self.regime.acts if a.owed and a.on == "ticket")

    def holders(self, power: str) -> tuple[Role, ...]:
        """The roles that hold a power: by their `can`, or named by the own act."""
        own = self.own_act(power)
        by = own.by if own else ()
        return tuple(r for r in self.regime.roles if power in r.can or r.id in by)

    def limit(self, limit_id: str) -> Limit | None:
        """A limit of the profile."""
        return next((x for x in self.regime.limits if x.id == limit_id), None)

    def level(self, code: str) -> Level | None:
        """A level of satisfaction."""
        return next((x for x in self.regime.satisfaction.level if x.code == code), None)

    def level_of_key(self, pad_level: str) -> Level | None:
        """The level a pad's level counts as (A-X-MAP); None for a key without a meaning here."""
        levels = self.regime.satisfaction.level
        return next((x for x in levels if pad_level in self.keys_of(x)), None)

    def keys_of(self, level: Level) -> tuple[str, ...]:
        """The pad's levels that count as one; where none is said, five levels are the pad's own."""
        return level.keys or ((level.code,) if len(self.regime.satisfaction.level) == 5 else ())

    @property
    def rates_after_closing(self) -> bool:
        """Whether the rating may still come between closing and archive (P-3-5b)."""
        steps = {s.act: s.after for s in self.regime.steps}
        return "rate" in steps.get("archive", ()) and "rate" not in steps.get("close", ())

    def wants_redo(self, ticket: Ticket) -> bool:
        """Whether the rating of this round sends the matter back (N-9.5-c)."""
        level = self.level(ticket.rating.level) if ticket.rating else None
        return level is not None and level.action == "rework"

    def may_redo(self, ticket: Ticket) -> bool:
        """Whether one more round is left (A-REDO-MAX)."""
        rounds = self.regime.rework.max_rounds
        return not rounds or ticket.round < rounds

    def extension_rule(self, ticket: Ticket) -> Extension | None:
        """The extension rule for the ticket's class."""
        return next((e for e in self.regime.extensions if e.covers(ticket.category)), None)


def is_notice(rule: Extension) -> bool:
    """Whether an extension is a notice that needs no leave, only to be told in time (A-X-EXT)."""
    return rule.base == "told_new_due"
