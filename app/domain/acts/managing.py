"""Managing the desk: its people and what stands in its settings. Only a leader does either.

The actor is the leader who agreed by password; `sat` is who had the desk meanwhile, "" where it
was the leader. Passwords and devices' secrets are never in here.
"""

from typing import ClassVar, Final

from app.domain.acts.desk import DeskAct
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import Ticket

CHANGES: Final = frozenset({"added", "disabled", "enabled", "reset", "unlocked", "powers"})
NOT_ONESELF: Final = frozenset({"disabled", "reset", "powers"})
POSTS: Final = frozenset({"clerk", "leader", "outside"})


class PeopleChanged(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """人员变动: who may sit at the desk and with which post and roles, as they stand after it.

    Nobody takes their own power away, so the leader who acts is always one that is left. `lacks`
    are the standing records of the profile that a newcomer had none of: training … (N-8.2.5).
    """

    NAME: ClassVar[str] = "manage_people"
    NEEDED: ClassVar[tuple[str, ...]] = ("who",)

    who: str
    name: str
    change: str
    post: str
    roles: tuple[str, ...] = ()
    sat: str = ""
    duty: str = ""
    lacks: tuple[str, ...] = ()

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """A known change, of somebody else where it takes something away, to a known post."""
        if self.change not in CHANGES or self.post not in POSTS:
            return (Refused("word.unknown", field="post"),)
        if self.change in NOT_ONESELF and self.who in (ctx.actor, self.sat):
            return (Refused("people.self"),)
        known = {r.id for r in ctx.rules.regime.roles if r.post == self.post}
        if self.change in ("added", "powers") and not set(self.roles) <= known:
            return (Refused("word.unknown", field="roles"),)
        return ()


class SettingsChanged(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """改设置: each as (its name in settings.toml, before, after)."""

    NAME: ClassVar[str] = "change_settings"

    changes: tuple[tuple[str, str, str], ...] = ()
    sat: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Something changes."""
        return () if self.changes else (Refused("settings.same"),)
