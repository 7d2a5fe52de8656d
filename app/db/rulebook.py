"""The rules in force: adopted profiles and calendars, found by the digests that tickets pin."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from app.db.schema import adoption, content
from app.domain.calendar import WorkCalendar, YearCalendar
from app.domain.regime import Regime
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from app.settings import calendar_file, regime_file

_CONTENT: Final = select(content.c.bytes).where(content.c.digest == bindparam("digest"))
_ADOPTED: Final = select(adoption)
_PUT: Final = insert(content).prefix_with("OR IGNORE")


class Unadopted(Exception):  # noqa: N818
    """No profile is in force, or a pinned digest has no bytes."""


def digest_of(raw: bytes) -> str:
    """The digest a file is pinned by: SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def put_content(connection: Connection, kind: str, raw: bytes) -> str:
    """Keep a file's bytes under their digest and return it."""
    digest = digest_of(raw)
    connection.execute(_PUT, {"digest": digest, "kind": kind, "bytes": raw})
    return digest


def content_of(connection: Connection, digest: str) -> bytes:
    """The bytes of a file by its digest; b"" for an unknown one."""
    return connection.execute(_CONTENT, {"digest": digest}).scalar() or b""


def _order(row: Mapping[str, str]) -> tuple[str, int, str]:
    """By start; of two with one start the one that was written later counts."""
    _, origin, seq = row["ref"].split(":")
    return row["start"], int(seq), origin


class RuleBook:
    """Profiles and calendars by digest, parsed once; the adoptions in order of their start.

    `refresh` is called with the writer's connection after anything was adopted.
    """

    def __init__(self) -> None:
        self._regimes: dict[str, Regime] = {}
        self._years: dict[str, YearCalendar] = {}
        self._rules: dict[tuple[str, frozenset[str]], Rules] = {}
        self._adopted: tuple[tuple[str, str, str], ...] = ()
        self._calendars: dict[int, str] = {}
        self._first: dict[int, str] = {}

    def refresh(
        self, connection: Connection, adopted: Iterable[Mapping[str, str]] | None = None
    ) -> None:
        """Read the adoptions (or take those given) and the files they name."""
        rows: list[Mapping[str, str]] = list(adopted or ())
        if adopted is None:
            rows = [dict(r) for r in connection.execute(_ADOPTED).mappings()]
        ordered = sorted(rows, key=_order)
        of_regimes = [r for r in ordered if r["kind"] == "regime"]
        self._adopted = tuple((r["start"], r["subject"], r["digest"]) for r in of_regimes)
        years = [(int(r["subject"]), r["digest"]) for r in ordered if r["kind"] == "calendar"]
        self._calendars, self._first = dict(years), dict(reversed(years))
        for row in ordered:
            self._load(connection, row["kind"], row["digest"])
        self._rules.clear()

    def _load(self, connection: Connection, kind: str, digest: str) -> None:
        if digest in self._regimes or digest in self._years:
            return
        raw = connection.execute(_CONTENT, {"digest": digest}).scalar()
        if raw is None or digest_of(raw) != digest:
            return  # whoever needs these rules is told by `rules`
        if kind == "regime":
            self._regimes[digest] = regime_file.load(digest[:12], raw)
        else:
            self._years[digest] = calendar_file.load(digest[:12], raw)

    def current(self, on: date) -> str:
        """The digest of the profile in force on a day. Raises Unadopted."""
        started = [digest for start, _, digest in self._adopted if start <= on.isoformat()]
        if not started:
            raise Unadopted("regime")
        return started[-1]

    def calendar_pins(self, years: Iterable[int]) -> dict[str, str]:
        """The digests of the adopted calendars of some years; unknown years are left out."""
        return {str(y): self._calendars[y] for y in years if y in self._calendars}

    def rules(self, ticket: Ticket, on: date) -> Rules:
        """The rules of a ticket: its pins, else those in force on `on`. Raises Unadopted.

        A year that was unknown when it was accepted is pinned by the first file adopted for it.
        """
        digest = ticket.regime or self.current(on)
        pinned = {int(year): d for year, d in ticket.calendars.items()}
        known = self._first if ticket.calendars else self._calendars
        years = frozenset({**known, **pinned}.values())
        key = (digest, years)
        if key not in self._rules:
            if digest not in self._regimes or not years <= self._years.keys():
                raise Unadopted(digest)
            calendar = WorkCalendar(tuple(self._years[d] for d in sorted(years)))
            self._rules[key] = Rules(self._regimes[digest], calendar)
        return self._rules[key]

    def adoptions(self) -> tuple[tuple[str, str, str], ...]:
        """The adopted profiles as (start, id, digest), in order of their start."""
        return self._adopted

    def regime(self, digest: str) -> Regime:
        """An adopted profile. Raises Unadopted."""
        if digest not in self._regimes:
            raise Unadopted(digest)
        return self._regimes[digest]

    def years(self) -> tuple[YearCalendar, ...]:
        """The adopted calendars, the newest file of each year."""
        return tuple(self._years[d] for _, d in sorted(self._calendars.items()))
