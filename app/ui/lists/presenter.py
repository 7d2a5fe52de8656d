"""The lists beside the board without a toolkit (标签化、清单化, N-8.1.2)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from app.db import standing
from app.db.log import NotWritten
from app.db.queries import Row
from app.desk import calling, moments, sources
from app.desk.calling import Call
from app.desk.desk import Desk
from app.desk.sources import Outside, Read
from app.domain import cells
from app.domain.personal import phone_words
from app.ui.later import Run, later

KINDS: Final = ("register", "tell", "call", "follow", "archive", "label")


class ListRow(NamedTuple):
    """A line of a list: its key, title, what stands below it, when, how it is."""

    key: str
    title: str
    sub: str
    when: str
    state: str


class ListsView(Protocol):
    """What the page shows."""

    def show_rows(self, rows: Sequence[ListRow], counts: Sequence[tuple[str, str]]) -> None:
        """The list chosen, and the names of all lists with how many wait in each."""

    def show_labels(self, labels: Sequence[str], *, visible: bool) -> None:
        """All labels to choose from."""

    def say(self, sentence: str, is_bad: bool) -> None:
        """Above the list."""


class ListsPresenter:
    """Handlers of the page. `open_ticket(number, act)` goes to the ticket; `register(outside)`
    fills the registration and says whether it could."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        open_ticket: Callable[[str, str], None],
        register: Callable[[Outside], bool],
    ) -> None:
        self._desk, self._run, self._register = desk, run, register
        self._open_ticket = open_ticket
        self._view: ListsView
        self._kind = KINDS[0]
        self._labels: tuple[str, ...] = ()
        self._waiting: dict[str, Outside] = {}

    def attach(self, view: ListsView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Read all lists."""
        desk, words = self._desk, self._desk.words
        self._waiting = {f"{o.source} {o.outer_no}": o for o in sources.waiting(desk)}
        with desk.log.reading() as connection:
            archive = standing.to_archive(connection)
            known = standing.labels(connection)
            labelled = standing.labelled(connection, self._labels)
            kept = {a.id: a.list for a in desk.rules().regime.acts if a.list}
            follow = standing.followed(connection, kept)
        tell, called = sources.to_tell(desk), calling.calls(desk)
        shown = {
            "register": [_outside(self._desk, k, o) for k, o in self._waiting.items()],
            "tell": [self._row(r, f"{r.ticket.source} {r.ticket.outer_no}") for r in tell],
            "call": [self._call(call) for call in called],
            "follow": [self._row(r, _lists_of(r, kept)) for r in follow],
            "archive": [self._row(r, self._gaps(r)) for r in archive],
            "label": [self._row(r, "、".join(r.ticket.labels)) for r in labelled],
        }
        n_of = {k: len(rows) for k, rows in shown.items()}
        n_of["call"] = sum(not call.is_done for call in called)
        counts = [(k, words(f"lists.{k}", n=n)) for k, n in n_of.items()]
        self._view.show_labels(known, visible=self._kind == "label")
        self._view.show_rows(shown[self._kind], counts)

    def _row(self, row: Row, sub: str) -> ListRow:
        words, now = self._desk.words, self._desk.now
        when = moments.moment(words, row.ticket.closed_at or row.registered_at, now)
        return ListRow(row.no, row.matter, f"{row.no}  {sub}", when, words(f"state.{row.state}"))

    def _call(self, call: Call) -> ListRow:
        """A call-back; one that was made stands struck off at the end."""
        row = self._row(call.row, f"{call.words}  {phone_words(call.row.phone)}")
        key = "lists.called" if call.is_done else "lists.uncalled"
        return row._replace(key=f"{row.key} {call.words}", state=self._desk.words(key))

    def _gaps(self, row: Row) -> str:
        """The cells that archiving will ask for (N-7.3.2-h)."""
        found = cells.gaps(row.ticket, self._desk.context(row.ticket))
        labels = "、".join(str(r.facts.get("label", "")) for r in found)
        return self._desk.words("lists.gaps", labels=labels) if labels else ""

    def on_kind(self, kind: str) -> None:
        """Another list."""
        self._kind = kind
        self.open()

    def on_labels(self, labels: Sequence[str]) -> None:
        """Only tickets that bear all of these."""
        self._labels = tuple(labels)
        self.open()

    def on_open(self, key: str) -> None:
        """Enter: to the registration, or to the ticket with what is to be done there."""
        if self._kind != "register":
            act = {"tell": "tell_source", "archive": "archive"}.get(self._kind, "")
            may = not act or self._desk.context(self._desk.log.ticket(key)).can(act)
            self._open_ticket(key.partition(" ")[0], act if may else "")
        elif not self._register(self._waiting[key]):
            self._view.say(self._desk.words("lists.half"), True)

    def on_import(self, path: Path) -> None:
        """A CSV or JSON of another system was chosen."""
        later(self._run, partial(_read, path), self._on_read)

    def _on_read(self, found: Read) -> None:
        words = self._desk.words
        if found.faults:
            said = (words(f.key, line=f.line, text=f.text) for f in found.faults[:5])
            self._view.say("；".join(said), True)
            return
        try:
            fresh, known = sources.take_in(self._desk, found.rows)
        except NotWritten as error:
            self._view.say(words(f"not_written.{error.code}"), True)
            return
        self.open()
        self._view.say(words("lists.imported", n=fresh, known=known), False)


def _outside(desk: Desk, key: str, one: Outside) -> ListRow:
    sub = "  ".join(x for x in (key, one.citizen_name, phone_words(one.phone)) if x)
    received, due = (
        moments.moment(desk.words, seconds, desk.now) if (seconds := sources.instant(at)) else ""
        for at in (one.received, one.due)
    )
    return ListRow(key, one.matter or one.description[:30], sub, received, due)


def _lists_of(row: Row, kept: Mapping[str, str]) -> str:
    found = dict.fromkeys(kept[r.act] for r in row.ticket.records if r.act in kept)
    return "、".join(found)


def _read(path: Path) -> Read:
    try:
        return sources.read_file(path.read_bytes())
    except OSError:
        return sources.read_file(b"")
