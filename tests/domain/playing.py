"""A matter played on paper: acts decided and folded by the domain alone, without a store."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self, TypeVar

from app.desk.made_up import filled as made_up
from app.desk.made_up import in_order
from app.domain import owed
from app.domain.acts import intake
from app.domain.acts.act import Act
from app.domain.acts.own import Recorded
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.regime import Regime
from app.domain.rules import Rules
from app.domain.ticket import Stamp, Ticket
from app.settings import shipped
from tests.domain.conftest import at, shipped_years
from tests.fakes.cells import filled, recorded

A = TypeVar("A", bound=Act)
NUMBER = "QH2-260311-001-ABCD"


def roles_of(regime: Regime, post: str) -> frozenset[str]:
    return frozenset(r.id for r in regime.roles if r.post == post)


class Play:
    """One ticket under one regulation; `by` says who acts, `at` when."""

    def __init__(self, regime: str = "national", start: str = "2026-03-11 09:00") -> None:
        self.regime = shipped.load_regimes()[regime]
        self.ticket = Ticket()
        self.now = at(start)
        self._seq = 0
        self.by("clerk")

    def by(self, post: str, actor: str = "") -> Self:
        """Who acts from now."""
        self._actor = actor or {"clerk": "C1", "leader": "L1"}.get(post, post)
        self._posts, self._roles = frozenset({post}), roles_of(self.regime, post)
        return self

    def role(self, role: str, actor: str = "") -> Self:
        """One role acts from now, from the post it has at this hall."""
        post = next(r.post for r in self.regime.roles if r.id == role)
        self.by(post, actor)
        self._roles = frozenset({role})
        return self

    def at(self, text: str) -> Self:
        """When."""
        self.now = at(text)
        return self

    @property
    def seconds(self) -> int:
        return int(self.now.timestamp())

    @property
    def ctx(self) -> Context:
        return Context(
            now=self.seconds, actor=self._actor, roles=self._roles, posts=self._posts,
            rules=Rules(self.regime, shipped_years()),
        )  # fmt: skip

    def refused(self, act: Act) -> tuple[Refused, ...]:
        """Why an act may not be written now."""
        return act.refusals(self.ticket, self.ctx)

    def keys(self, act: Act) -> set[str]:
        """The keys of the refusals."""
        return {r.key for r in self.refused(act)}

    def fold(self, *acts: Act) -> Self:
        """Acts that stand in the log, allowed or not."""
        for act in acts:
            self._seq += 1
            stamp = Stamp(NUMBER, self.seconds, self._actor, "T", self._seq)
            self.ticket = act.evolve(self.ticket, stamp)
        return self

    def do(self, *acts: Act) -> Self:
        """Acts that are allowed, with what the profile demands of them and before them."""
        for act in acts:
            for one in in_order(self.ticket, self.ctx, act):
                assert self.refused(one) == (), one
                self.fold(one)
        return self

    def registered(self, **fields: object) -> intake.Registered:
        """A registration with nothing wrong."""
        given: dict[str, object] = {
            "hall": "QH", "window": "2", "regime": "-", "citizen_name": "林小满",
            "region": "青禾县", "reasons": tuple(r.code for r in self.regime.reasons[:1]),
            "phone": "19900001234", "matter": "社保卡补换", "department": "人社窗口",
            "scope": self.regime.scope.accept[0].code, "channel": self.regime.channels[0].id,
            "description": "材料齐全交了两次都没有收",
        }  # fmt: skip
        told = intake.Registered(**{**given, **fields})  # type: ignore[arg-type]  # its fields
        return made_up(told, Ticket(), self.ctx)

    def accepted(self, category: str = "") -> Self:
        """Registered and accepted."""
        chosen = category or self.regime.categories[0].id
        act = intake.Accepted(category=chosen, regime="-", calendars={})
        self.do(self.filled(self.registered()))
        return self.do(self.filled(act))

    def filled(self, act: A, **cells: str) -> A:
        """The act with every cell that the profile demands at it, those given as they are."""
        return filled(act, self.ticket, self.ctx, **cells)

    def recorded(self, act: str, **cells: str) -> Recorded:
        """An act of the profile's own with all its cells, as the desk would write it."""
        return recorded(act, self.ticket, self.ctx, **cells)

    def write(self, act: str, **cells: str) -> Self:
        """An act of the profile's own, by whoever may."""
        before = (self._posts, self._roles, self._actor)
        role = next(r.id for r in self.regime.roles if act in r.can)
        own = self.ctx.rules.own_act(act)
        self.role(role, "C2" if own and own.other_than else "")
        self.do(self.recorded(act, **cells))
        self._posts, self._roles, self._actor = before
        return self

    def settle(self, power: str) -> Self:
        """Everything owed that holds an act up, written by whoever may."""
        for act in owed.owed(self.ctx.rules, self.ticket, self.seconds):
            if power in act.holds:
                self.write(act.id)
        return self

    def ready_for(self, act: Act) -> Self:
        """What must be written before an act, by the same person."""
        for one in tuple(in_order(self.ticket, self.ctx, act))[:-1]:
            self.fold(one)
        return self


def fields_of(refusals: Iterable[Refused]) -> dict[str, str]:
    """Field → key, for refusals that stand beside a field; the first of a field is shown."""
    return {r.field: r.key for r in reversed(tuple(refusals)) if r.field}


def instant(text: str) -> int:
    """Local text as seconds."""
    moment: datetime = at(text)
    return int(moment.timestamp())
