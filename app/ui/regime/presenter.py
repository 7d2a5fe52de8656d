"""The rules page without a toolkit: what is in force in words, files in and out, adoption."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import charter, ruling
from app.desk.charter import Section
from app.desk.course import Course, course
from app.desk.desk import Desk
from app.desk.ruling import Moved, Tried
from app.domain.calendar import YearCalendar
from app.domain.regime import Regime
from app.settings.own_copy import Wish, tailored
from app.settings.tables import Faulty
from app.ui.kit.values import Notice
from app.ui.later import Run, later
from app.ui.regime.preview import Preview, Told, told
from app.ui.regime.standing import Standing, standing, warning
from app.ui.regime.tailoring import Offer, offered

Ask = Callable[[Callable[[Person], object]], None]
FLOW = "flow"
CHAPTERS = ("limits", "steps", "rating", "scope", "forms", "silent", FLOW, "years")


class RegimeView(Protocol):
    """What the page shows."""

    def show_standing(self, standing: Standing) -> None:
        """The panel at the right and the tag beside the title."""

    def show_sections(self, name: str, sections: Sequence[Section]) -> None:
        """A chapter in words."""

    def show_course(self, made: Course, spoken: str) -> None:
        """The flow chart."""

    def show_preview(self, preview: Preview) -> None:
        """A file before it is adopted."""

    def ask_tailored(self, offer: Offer) -> None:
        """What may be left out or added."""

    def show_fault(self, sentence: str) -> None:
        """Why it is not adopted; "" takes it away."""

    def close_preview(self) -> None:
        """It was adopted."""

    def show_notice(self, notice: Notice | None) -> None:
        """What came of it, above the page."""


class RegimePresenter:
    """Handlers of the page. `ask` asks a leader, `adopted()` tells that other rules hold."""

    def __init__(self, desk: Desk, run: Run, ask: Ask, adopted: Callable[[], None]) -> None:
        self.words = desk.words
        self._desk, self._run, self._ask, self._adopted = desk, run, ask, adopted
        self._view: RegimeView
        self._chapter = CHAPTERS[0]
        self._file: tuple[bytes, Regime | YearCalendar] | None = None

    def attach(self, view: RegimeView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Read what is in force."""
        self._view.show_standing(standing(self._desk))
        self._view.show_notice(warning(self._desk))
        self.on_chapter(self._chapter)

    def on_chapter(self, name: str) -> None:
        """Another part."""
        self._chapter = name
        rules, words = self._desk.rules(), self.words
        if name == FLOW:
            made = course(words, rules)
            spoken = words("flow.spoken", steps="，".join(n.title for n in made.nodes))
            self._view.show_course(made, spoken)
        else:
            self._view.show_sections(name, charter.chapter(words, rules, name))

    def on_export(self, path: Path) -> None:
        """导出副本: the bytes as they were adopted."""
        _, raw = ruling.in_force(self._desk)
        later(self._run, partial(_write, path, raw), partial(self._exported, path.name))

    def on_file(self, path: Path) -> None:
        """导入文件: read on a worker, looked at first."""
        later(self._run, partial(_read, path), self._loaded)

    def on_tailor(self) -> None:
        """增减步骤和栏目."""
        self._view.ask_tailored(offered(self._desk))

    def on_tailored(self, wish: Wish) -> None:
        """A copy with some steps and cells more or less goes the way of any file."""
        _, raw = ruling.in_force(self._desk)
        name = self.words("regime.file")
        later(self._run, lambda: _parsed(name, tailored(raw, wish)), self._loaded)

    def on_adopt(self, start: str) -> None:
        """启用, once a leader has agreed. `start` is an ISO date."""
        if self._file is not None:
            self._ask(partial(self._adopt, start=start))

    def today(self) -> date:
        """The date at the counter."""
        return self._desk.today

    def _exported(self, name: str, went_well: bool) -> None:
        key, mark = ("exported", "ok") if went_well else ("not_exported", "bad")
        self._say(self.words(f"regime.{key}", name=name), good=mark == "ok")

    def _say(self, sentence: str, *, good: bool) -> None:
        self._view.show_notice(Notice(sentence, "ok" if good else "bad"))

    def _loaded(self, read: Told) -> None:
        """The worker has read it; what the store knows is read here, the counting is its again."""
        if self._desk.person is None:  # the desk was left meanwhile
            return
        self._file = None
        if read.found is None:
            self._view.show_preview(told(self._desk, read))
            return
        self._file = (read.raw, read.found)
        count: Callable[[], Tried | tuple[Moved, ...]]
        if isinstance(read.found, Regime):
            count = ruling.trial(self._desk, read.found)
        else:
            count = ruling.trial_of_year(self._desk, read.found)
        later(self._run, count, partial(self._tried, read))

    def _tried(self, read: Told, found: Tried | tuple[Moved, ...]) -> None:
        if self._desk.person is not None:
            self._view.show_preview(told(self._desk, read, found))

    def _adopt(self, leader: Person, start: str) -> None:
        if self._file is None:
            return
        raw, found = self._file
        try:
            refused = ruling.adopt(self._desk, leader, raw, start)
        except NotWritten as error:
            self._view.show_fault(self.words(f"not_written.{error.code}"))
            return
        if refused:
            self._view.show_fault(self.words.refusal(refused[0]))
            return
        self._file = None
        self._view.close_preview()
        self._adopted()
        self.open()
        if isinstance(found, YearCalendar):
            self._say(self.words("regime.adopted_year", n=found.year), good=True)
        else:
            self._say(self.words("regime.adopted", name=found.head.short, start=start), good=True)


def _write(path: Path, raw: bytes) -> bool:
    try:
        path.write_bytes(raw)
    except OSError:
        return False
    return True


def _read(path: Path) -> Told:
    try:
        raw = path.read_bytes()
    except OSError:
        return Told(path.name)
    return _parsed(path.name, raw)


def _parsed(name: str, raw: bytes) -> Told:
    try:
        return Told(name, raw, ruling.read(name, raw))
    except Faulty as error:
        return Told(name, raw, faults=error.faults)
