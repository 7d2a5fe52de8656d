"""The clauses of the five regulations, what is said of each, and which the program still owes.

`catalogue.toml` holds every clause with its rule and its check; `sentences.toml` one Chinese
sentence for each; `apart.toml` those that wait for forms or the district (`needs`) or that no
program can carry (`cannot`), each with a reason; `pending.toml` those whose test is still to come.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

HERE: Final = Path(__file__).parent
REGIMES: Final = {
    "N": "national", "X": "xiufeng", "C": "chongming", "P": "pingyi", "S": "songjiang",
}  # fmt: skip


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A clause as the catalogue words it."""

    id: str
    source: str
    article: str
    kind: str
    strength: Literal["must", "should", "may", "info"]
    rule: str
    check: str

    @property
    def regime(self) -> str:
        """The id of the profile it belongs to."""
        return REGIMES[self.id[0]]


class Apart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a clause has no test of its own: what it waits for, or that nothing can carry it."""

    reason: str
    needs: Literal["forms", "district", ""] = ""


def _toml(name: str) -> Mapping[str, object]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause by its id, in the order of the catalogue."""
    rows = msgspec.convert(_toml("catalogue")["clause"], tuple[Clause, ...])
    assert len({c.id for c in rows}) == len(rows), "an id stands once"
    return {c.id: c for c in rows}


@cache
def sentences() -> Mapping[str, str]:
    """What each clause demands, in one Chinese sentence."""
    return msgspec.convert(_toml("sentences"), dict[str, str])


@cache
def apart() -> Mapping[str, Apart]:
    """The clauses that no test of ours shows; one without `needs` is one nobody can carry."""
    return msgspec.convert(_toml("apart"), dict[str, Apart])


def pending() -> frozenset[str]:
    """Clauses of ours whose test is still to come."""
    return msgspec.convert(_toml("pending")["ids"], frozenset[str])


def still_pending(ids: frozenset[str]) -> None:
    """Write the list of those still to come anew, an article a line."""
    groups: dict[str, list[str]] = {}
    for clause in (c for c in clauses().values() if c.id in ids):
        groups.setdefault(f"{clause.id[0]} {clause.article}", []).append(clause.id)
    lines = [" ".join(f'"{one}",' for one in group) for group in groups.values()]
    head = "# 还没有测试证明的条款；有了测试的要划掉（make clauses 会划）。\n"
    body = "".join(f"    {line}\n" for line in lines)
    (HERE / "pending.toml").write_text(f"{head}ids = [\n{body}]\n", "utf-8")
