"""What a decision may look at beside the ticket: who acts, when, under which rules."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from app.domain import callbacks, conditions
from app.domain.personal import UNNAMED
from app.domain.refusal import Refused
from app.domain.regime import Role, Step
from app.domain.rules import Rules
from app.domain.ticket import Ticket

if TYPE_CHECKING:
    from app.domain.acts.act import Act

# Acts that no regulation names: every program needs them, so the post grants them.
POST_POWERS: Final = MappingProxyType(
    {
        "clerk": frozenset(
            {
                "note", "correct", "hand_over", "contact", "tell", "ask_rating", "citizen_left",
                "sign_in", "take_over", "link", "withdraw", "attach", "label", "tell_source",
                "propose_entry",
            }
        ),
        "leader": frozenset(
            {
                "note", "void", "approve_asking", "review_ledger", "adopt", "sign_in",
                "hand_over", "take_over", "manage_people", "change_settings", "link", "withdraw",
                "attach", "label", "tell_source", "propose_entry", "approve_entry",
                "withdraw_entry",
            }
        ),
        "outside": frozenset({"sign_in"}),  # they look on, and do what a role of theirs names
    }
)  # fmt: skip
# The result and what follows from it: every round has its own.
ANEW: Final = frozenset({"receive_result", "feed_back", "call_back", "rate", "close", "order_redo"})
# Acts of the program and its devices themselves; nobody needs a power for them.
PROGRAM_ACTS: Final = frozenset(
    {
        "rate", "decline_rating", "time_out_rating", "lose_rating", "interrupt_rating",
        "keep_press", "issue_paper", "note_clock", "check_content", "give_reasons", "view",
    }
)  # fmt: skip
ENOUGH_FAILED_CALLS: Final = 3  # C-4-4a: three dated tries stand for a callback
_DEFAULT_STEPS: Final = (
    Step(act="call_back", after=("feed_back",), skip_reason="on_spot unreached"),
    Step(act="rate", after=("call_back",), skip_reason="stated"),
    Step(act="close", after=("feed_back", "call_back", "rate")),
)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts (`actor`, holding `roles` and `posts`), at `now` (seconds), under `rules`."""

    now: int
    actor: str
    roles: frozenset[str]
    posts: frozenset[str]
    rules: Rules

    def can(self, act_name: str) -> bool:
        """Whether a role or the post of the actor holds the power of an act."""
        if act_name in PROGRAM_ACTS or any(act_name in POST_POWERS.get(p, ()) for p in self.posts):
            return True
        return any(role.id in self.roles for role in self.rules.holders(act_name))

    def holds(self, act: "type[Act]") -> bool:
        """Whether the actor may do an act at all, in a department's name if need be."""
        return self.can(act.NAME) or (act.ON_BEHALF and self._behalf(act.NAME) is not None)

    def may_write(self, act_name: str) -> bool:
        """Whether the actor may do an act of the profile's own, or write it down for others."""
        return self.can(act_name) or self._behalf(act_name) is not None

    def _behalf(self, act_name: str) -> Role | None:
        """The role without a seat at this hall that a clerk may write the act down for."""
        if "clerk" not in self.posts:
            return None
        roles = self.rules.holders(act_name)
        return next((r for r in roles if r.post in ("department", "outside")), None)

    def power_refusal(self, act: "Act") -> Refused | None:
        """The refusal of an act the actor holds no power for.

        A clerk may write down a department's act if who did it and how it came are stated.
        """
        if self.can(act.power):
            return None
        owner = self._behalf(act.power) if act.ON_BEHALF else None
        if owner:
            missing = next((f for f in ("who", "how") if not getattr(act, f).strip()), "")
            refused = Refused("behalf." + missing, clause=owner.clause, field=missing)
            return refused if missing else None
        holder = next(iter(self.rules.holders(act.power)), None)
        if holder is None:  # a power that the post grants, not the profile
            return Refused("power.post")
        return Refused("power.missing", clause=holder.clause, facts={"role": holder.name})

    def step_refusal(
        self, ticket: Ticket, step_name: str, *, stated: bool = False
    ) -> Refused | None:
        """The refusal of an act whose forerunners in the profile are neither done nor skipped.

        `stated` says that the act itself states why the rating is left out.
        """
        steps = self.rules.regime.steps or _DEFAULT_STEPS
        mine = [
            s for s in steps
            if s.covers(ticket.category)
            and conditions.holds(self.rules, ticket, self.now, s.when)
        ]  # fmt: skip
        for step in (s for s in mine if s.act == step_name):
            if step.by and not self.roles & set(step.by):
                facts = {"by": "、".join(map(self.rules.role_name, step.by))}
                return Refused("step.by", clause=step.clause, facts=facts)
            for before in step.after:
                rows = [s for s in mine if s.act == before]
                needed = not rows or any(s.required for s in rows)
                if before == "call_back" and not callbacks.is_owed(self.rules, ticket):
                    needed = False
                words = {w for s in rows for w in s.skip_reason.split()}
                if needed and not _is_done(ticket, before) and not skipped(ticket, words, stated):
                    clause = step.clause or next((s.clause for s in rows), "")
                    if (own := self.rules.own_act(before)) and own.name:
                        return Refused("held.owed", clause=clause, facts={"act": own.name})
                    return Refused(f"step.{before}", clause=clause, facts={"act": step_name})
        return None


def _is_done(ticket: Ticket, act: str) -> bool:
    """Whether an act was done: what brought the matter to the department once for all rounds, its
    result and all that follows from it in the present one."""
    return act in ticket.marks or (act not in ANEW and any(act in m for m in ticket.past))


def skipped(ticket: Ticket, words: set[str], stated: bool) -> bool:
    """Whether a step may be left out for one of the profile's words (`skip_reason`)."""
    return (
        ("on_spot" in words and "answer_on_spot" in ticket.marks)
        or ("unreached" in words and ticket.failed_calls >= ENOUGH_FAILED_CALLS)
        or ("stated" in words and (stated or "unrated" in ticket.marks))
        or ("nobody" in words and ticket.citizen_name == UNNAMED and ticket.no_phone)
    )
