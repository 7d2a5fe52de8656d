"""The course of a matter as a graph, out of the steps of a profile: what the flow chart draws.

Where the profile orders nothing the program's own order stands, as far as somebody at all holds
the power for an act; the profile's own acts on the way stand between what they follow and what
they hold up.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from types import MappingProxyType
from typing import Final, NamedTuple

from app.desk.rule_words import RuleWords
from app.domain.regime import Regime
from app.domain.rules import Rules
from app.settings.words import Words

# The road every matter takes, by what comes directly before.
_ROAD: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "register": (), "accept": ("register",), "decline": ("register",),
        "answer_on_spot": ("accept",), "dispatch": ("accept",), "take": ("dispatch",),
        "receive_result": ("take",), "find_cannot_do": ("take",),
        "feed_back": ("receive_result",),
        "call_back": ("feed_back",), "rate": ("call_back",), "close": ("rate",),
        "archive": ("close",),
    }
)  # fmt: skip
# Where a way beside the road comes back to it.
_ASIDE: Final = (("answer_on_spot", "rate"), ("find_cannot_do", "feed_back"))
_ENDS: Final = frozenset({"decline", "close", "archive"})
_REACHED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "registered": "register", "accepted": "accept", "dispatched": "dispatch",
        "handling": "take", "result_received": "receive_result", "fed_back": "feed_back",
        "called_back": "call_back", "closed": "close",
    }
)  # fmt: skip


class Node(NamedTuple):
    """An act on the way: its place from the top (`rank`) and from the left (`column`)."""

    id: str
    title: str
    clause: str
    rank: int
    column: int
    is_optional: bool
    is_own: bool


class Course(NamedTuple):
    """The acts in order, and which follows which."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


def course(words: Words, rules: Rules) -> Course:
    """The course of a matter under a profile."""
    regime, names = rules.regime, RuleWords(words, rules)
    before = _reduced(_before(regime))
    rank: dict[str, int] = {}
    for act in TopologicalSorter(before).static_order():
        rank[act] = max((rank[b] + 1 for b in before[act]), default=0)
    columns = _columns(before, rank)
    own = {a.id: a for a in regime.acts if a.name}
    steps = {s.act: s for s in reversed(regime.steps)}
    nodes = tuple(
        Node(
            act, names.act(act),
            own[act].clause if act in own else steps[act].clause if act in steps else "",
            rank[act], columns[act], act in steps and not steps[act].required, act in own,
        )
        for act in sorted(before, key=lambda a: (rank[a], columns[a]))
    )  # fmt: skip
    edges = tuple((b, act) for act in before for b in sorted(before[act]))
    return Course(nodes, edges)


def _before(regime: Regime) -> dict[str, set[str]]:
    """What comes directly before each act that somebody may do."""
    can = {act for role in regime.roles for act in role.can} | {"rate", "archive"}
    ordered = {s.act for s in regime.steps}
    known = [a for a in _ROAD if a in can and (a != "archive" or a in ordered)]
    before = {act: set() if act in ordered else set(_nearest(act, known)) for act in known}
    for step in regime.steps:
        for act in (step.act, *step.after):
            if act in _ROAD:
                before.setdefault(act, set())
        if step.act in before:
            parts = {part for one in step.when for part in one.split("+")}
            before[step.act] |= {a for a in (*step.after, *parts) if a in before}
    for own in regime.acts:
        held = [a for a in own.holds if a in before]
        came = [_REACHED[s] for s in own.after if _REACHED.get(s) in before]
        if own.owed and own.on == "ticket" and held and came:
            before[own.id] = {came[0]} - set(held)
            for act in held:
                before[act].add(own.id)
    for act, back in _ASIDE:
        if act in before and back in before:
            before[back].add(act)
    followed = set().union(*before.values())
    for act in known:  # what the rule orders nothing after may be done until the end
        if act not in followed and act not in _ENDS and "close" in before:
            before["close"].add(act)
    return before


def _nearest(act: str, known: list[str]) -> Iterator[str]:
    """The acts before one on the road; one that nobody does gives way to those before it."""
    for earlier in _ROAD[act]:
        if earlier in known:
            yield earlier
        else:
            yield from _nearest(earlier, known)


def _reduced(before: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without what follows from the rest: only direct forerunners stay."""
    reach: dict[str, set[str]] = {}
    for act in TopologicalSorter(before).static_order():
        reach[act] = before[act].union(*(reach[b] for b in before[act]))
    return {
        act: {b for b in found if not any(b in reach[other] for other in found if other != b)}
        for act, found in before.items()
    }


def _columns(before: Mapping[str, set[str]], rank: Mapping[str, int]) -> dict[str, int]:
    """The longest way is the first column; what stands beside it takes the next free one."""
    last = max(rank, key=lambda a: (rank[a], a not in ("decline",)))
    main, usual = [last], list(_ROAD)
    while before[main[-1]]:
        order = sorted(before[main[-1]], key=lambda b: usual.index(b) if b in usual else -1)
        main.append(max(order, key=lambda b: rank[b]))
    ends = {act: max((rank[a] for a in before if act in before[a]), default=rank[act] + 1)
            for act in before}  # fmt: skip
    columns = dict.fromkeys(main, 0)
    taken: dict[int, set[int]] = {}
    for act in sorted(before, key=lambda a: (rank[a], a)):
        if act not in columns:
            span = set(range(rank[act], ends[act]))
            column = next(c for c in range(1, len(before) + 2) if not span & taken.get(c, set()))
            taken.setdefault(column, set()).update(span)
            columns[act] = column
    return columns
