"""承办窗口与事项 without a toolkit: what the intake offers; row by row."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol

from app.db.lists import Matter
from app.db.log import NotWritten
from app.db.people import Person
from app.desk import catalogue
from app.desk.desk import Desk
from app.domain.refusal import Refused

Ask = Callable[[Callable[[Person], object]], None]
MATTERS: Final = "matters"
DEPARTMENTS: Final = "departments"


class ListRow(NamedTuple):
    """A row of either list: its name, then department or contact, then code or count."""

    name: str
    second: str
    third: str


class ListsView(Protocol):
    """What the pane shows."""

    def show_rows(self, kind: str, rows: Sequence[ListRow], sentence: str) -> None:
        """The rows of a list that hold what is looked for."""

    def ask_row(self, kind: str, row: ListRow, departments: Sequence[str], *, new: bool) -> None:
        """A form for a row."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside `name`, `second` and `third`."""

    def close_row(self) -> None:
        """The form is done with."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class ListsPresenter:
    """Handlers of the pane. `ask(then)` brings a leader's consent, `changed()` hears of each
    row that was written."""

    def __init__(self, desk: Desk, ask: Ask, changed: Callable[[], None]) -> None:
        self.words = desk.words
        self._desk = desk
        self._ask = ask
        self._changed = changed
        self._view: ListsView
        self._kind = MATTERS
        self._sought = ""
        self._old = ""

    def attach(self, view: ListsView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Read the list anew."""
        every = self._rows()
        found = [r for r in every if any(self._sought in cell.casefold() for cell in r)]
        sentence = self.words(f"settings.lists.count_{self._kind}", n=len(every))
        if self._sought:
            sentence = self.words("settings.lists.found", n=len(found))
        self._view.show_rows(self._kind, found, sentence)

    def on_kind(self, kind: str) -> None:
        """The other list."""
        self._kind = kind
        self.open()

    def on_find(self, text: str) -> None:
        """Something is looked for."""
        self._sought = text.strip().casefold()
        self.open()

    def on_form(self, name: str = "") -> None:
        """A form for a row, or for a new one."""
        self._old = name
        row = next((r for r in self._rows() if r.name == name), ListRow("", "", ""))
        names = [d.name for d in catalogue.departments(self._desk)]
        self._view.ask_row(self._kind, row, names, new=not name)

    def on_row(self, row: ListRow) -> None:
        """The form is sent."""
        row = ListRow(*(cell.strip() for cell in row))
        desk, old = self._desk, self._old
        if self._kind == MATTERS:
            made = Matter(row.name, row.third, row.second)
            put = partial(catalogue.put_matter, desk, old, made)
        else:
            put = partial(catalogue.put_department, desk, old, row.name, row.second)
        self._ask(lambda _: self._write(put, "kept", row.name))

    def on_drop(self, name: str) -> None:
        """移出清单."""
        verb = catalogue.drop_matter if self._kind == MATTERS else catalogue.drop_department
        self._ask(lambda _: self._write(partial(verb, self._desk, name), "dropped", name))

    def _rows(self) -> list[ListRow]:
        if self._kind == MATTERS:
            return [ListRow(m.name, m.department, m.code) for m in catalogue.matters(self._desk)]
        return [ListRow(d.name, d.contact, str(d.matters))
                for d in catalogue.departments(self._desk)]  # fmt: skip

    def _write(self, write: Callable[[], tuple[Refused, ...]], key: str, name: str) -> None:
        try:
            refused = write()
        except NotWritten as error:
            self._view.say(self.words(f"not_written.{error.code}"), good=False)
            return
        places = {"name": "name", "department": "second", "contact": "second", "code": "third"}
        beside = {places[r.field]: self.words.refusal(r) for r in refused if r.field}
        self._view.show_faults(beside)
        if refused:
            self._view.say("" if beside else self.words.refusal(refused[0]), good=False)
            return
        self._view.close_row()
        self._view.say(self.words(f"settings.lists.{key}", name=name), good=True)
        self._changed()
        self.open()
