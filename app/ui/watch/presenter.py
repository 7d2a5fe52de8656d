"""值守 without a toolkit: reminders with their tickets, the set-up check, records by kind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from app.db.log import NotWritten
from app.db.watch import Kept
from app.desk import watching
from app.desk.desk import Desk
from app.desk.watching import Told
from app.ui.asks import MARK, beside, split
from app.ui.kit.values import Ask
from app.ui.watch.forms import Uncalled, asks_for, uncalled_by, verb_of
from app.ui.watch.rows import ALERTS, CHECKS, VIEWS, Detail, Kind, WatchRow, detail_of, rows_of


class WatchView(Protocol):
    """What the page shows."""

    def show_kinds(self, kinds: Sequence[Kind], chosen: str) -> None:
        """The kinds at the left, with how many stand."""

    def show_rows(self, rows: Sequence[WatchRow]) -> None:
        """The rows of the chosen kind; rows of one `group` stand together."""

    def show_span(self, words: str, *, whole: bool, dated: bool) -> None:
        """The month or year in sight; kinds without days are not `dated`."""

    def show_verb(self, words: str) -> None:
        """The strong button, "" where nothing may be written."""

    def show_detail(self, detail: Detail | None) -> None:
        """The selected row."""

    def open_form(
        self,
        title: str,
        verb: str,
        sub: str,
        asks: Sequence[Ask],
        lists: Mapping[str, Sequence[tuple[str, str]]],
        today: date,
        known: Mapping[str, str],
        uncalled: Uncalled,
    ) -> None:
        """Ask for what a record needs; `known` is what stands in its fields already, `uncalled`
        names the fields to leave out."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields of the open form."""

    def close_form(self) -> None:
        """The record is written."""


class WatchPresenter:
    """Handlers of the page. `open_ticket(number)` goes to a ticket, `written` is told of every
    record."""

    def __init__(
        self, desk: Desk, open_ticket: Callable[[str], None], written: Callable[[], None]
    ) -> None:
        self._desk, self._open_ticket, self._written = desk, open_ticket, written
        self._view: WatchView
        self._kind = ALERTS
        self._day, self._whole, self._words = date.min, False, ""
        self._row: WatchRow | None = None
        self._writing: tuple[str, Kept | None] = ("", None)

    def attach(self, view: WatchView) -> None:
        """Bind the page."""
        self._view = view

    def open(self, kind: str = "") -> None:
        """Today, with the kind that was open before or the one wanted."""
        self._day = self._desk.today
        self._kind = kind or self._kind
        self.show()

    def show(self) -> None:
        """Read anew."""
        desk, words = self._desk, self._desk.words
        kinds, rows = rows_of(desk, self._kind, *self._span(), self._words)
        own = desk.rules().own_act(self._kind)
        self._kind = self._kind if own or self._kind in (CHECKS, VIEWS) else ALERTS
        self._view.show_kinds(kinds, self._kind)
        key = "watch.year" if self._whole else "watch.month"
        span = words(key, year=self._day.year, month=self._day.month)
        self._view.show_span(span, whole=self._whole, dated=own is not None or self._kind == VIEWS)
        may = own is not None and watching.may_start(desk, own)
        self._view.show_verb(verb_of(words, own) if may and own else "")
        self._view.show_detail(None)
        self._view.show_rows(rows)

    def _span(self) -> tuple[date, date]:
        of = watching.year_of if self._whole else watching.month_of
        return of(self._day)

    def on_kind(self, kind: str) -> None:
        """Another kind."""
        self._kind = kind
        self.show()

    def on_step(self, step: int) -> None:
        """A month or a year back or forth."""
        first, last = self._span()
        self._day = last + timedelta(1) if step > 0 else first - timedelta(1)
        self.show()

    def on_whole(self, *, whole: bool) -> None:
        """The whole year, or a month of it."""
        self._whole = whole
        self.show()

    def on_search(self, words: str) -> None:
        """Only records that contain the words."""
        self._words = words.strip()
        self.show()

    def on_select(self, row: WatchRow | None) -> None:
        """A row is selected."""
        self._row = row
        self._view.show_detail(detail_of(self._desk, row) if row else None)

    def on_open(self, row: WatchRow) -> None:
        """Enter: the ticket, the record that is proposed, the kind a reminder is about, or
        nothing more than is shown."""
        own = self._desk.rules().own_act(row.kind) if row.known else None
        if row.ticket:
            self._open_ticket(row.ticket)
        elif own is not None and watching.may_start(self._desk, own):
            self._ask(row.kind, None, row.known)
        elif row.kind:
            self.on_kind(row.kind)

    def on_record(self) -> None:
        """The strong button: a record of the chosen kind."""
        self._ask(self._kind, None)

    def on_answer(self, act: str) -> None:
        """An answer to the selected record, or to its last answer; "" opens its ticket."""
        row = self._row
        if row is not None and act:
            of = watching.last(self._desk, row.kept) if row.kept else None
            self._ask(act, of, row.known)
        elif row is not None:
            self.on_open(row)

    def _ask(self, act: str, of: Kept | None, known: Mapping[str, str] = watching.NONE) -> None:
        desk, words = self._desk, self._desk.words
        own = desk.rules().own_act(act)
        if own is None:
            return
        self._writing = (act, of)
        asks = asks_for(desk, own)
        names = [(n, n) for n in watching.names(desk).values()]
        lists = {**watching.choices(desk), "person": names}
        sub = f"{own.sub}  {own.clause}".strip()
        given = {MARK + key: text for key, text in known.items()}
        self._view.open_form(
            own.name, verb_of(words, own), sub, asks, lists, desk.today, given,
            uncalled_by(desk, act),
        )  # fmt: skip

    def on_submit(self, values: Mapping[str, object]) -> None:
        """The form was filled in."""
        desk, words, (act, of) = self._desk, self._desk.words, self._writing
        fields = watching.fields(desk, act)
        own, choices, texts = split(fields, values)
        told = Told(of.record.ref, of.day) if of else Told()
        at = own.get("happened_at", 0)
        told = told._replace(
            happened_at=at if isinstance(at, int) else 0,
            who=str(own.get("who", "")), how=str(own.get("how", "")),
        )  # fmt: skip
        try:
            outcome = watching.record(desk, act, choices, texts, told)
        except NotWritten as error:
            self._view.show_faults({}, words(f"not_written.{error.code}"))
            return
        if outcome.refused:
            faults, whole = words.refusals(outcome.refused)
            self._view.show_faults(beside(faults, fields), whole)
            return
        self._view.close_form()
        self.show()
        self._written()
