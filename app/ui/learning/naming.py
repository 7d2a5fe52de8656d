"""The last three steps: what was found, its name and levels, the file. No toolkit."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from app.devices.learning.finding import Lesson, learn
from app.devices.learning.writing import ID, Draft, Taught, draft_text
from app.settings.words import Words
from app.ui.later import Run, later
from app.ui.learning.listening import ListeningPresenter
from app.ui.learning.parts import LearningView, Names, Shop
from app.ui.learning.report import Report, report

LONGEST_NAME: Final = 40
NOTHING: Final = Lesson(None, ())


class NamingPresenter:
    """Handlers of these steps, on what `heard` has recorded; `kept(id)` is told of the file."""

    def __init__(
        self, words: Words, run: Run, shop: Shop, heard: ListeningPresenter,
        changed: Callable[[], object], kept: Callable[[str], object],
    ) -> None:  # fmt: skip
        self.words, self._run, self._shop, self._heard = words, run, shop, heard
        self._changed, self._kept = changed, kept
        self._view: LearningView
        self.names = Names()
        self._lesson, self._taught = NOTHING, tuple[Taught, ...]()
        self._writes = False
        self._faults: Mapping[str, str] = {}

    def attach(self, view: LearningView) -> None:
        """Bind the dialog."""
        self._view = view

    def enter(self, step: str) -> None:
        """A step of these begins."""
        if step == "found":
            taking = self._heard.taking
            self._lesson, self._taught = NOTHING, taking.taught()
            self._view.show_report(Report(False, "mute", self.words("learning.thinking")))
            work = partial(learn, self._taught, taking.idle, taking.gap_ms())
            later(self._run, work, partial(self._learnt, self._taught))
        elif step == "name":
            self._faults = {}
            self._show_names()
        else:
            self._view.show_text(self._text(), "")

    def may_go(self) -> bool:
        """Whether the next step may come."""
        return self._lesson.finding is not None and not self._writes

    def on_names(self, name: str, id_: str) -> None:
        """Name and id as they are typed."""
        self.names = Names(name.strip(), id_.strip())

    def on_level(self, place: int, level: str) -> None:
        """What a key counts as."""
        keys = self._heard.taking.keys
        keys[place] = keys[place]._replace(level=level)

    def is_named(self) -> bool:
        """Whether name, id and levels are whole; says what is not."""
        self._faults = dict(self._wrong())
        self._show_names()
        return not self._faults

    def save(self) -> None:
        """Keep the file, on a worker; then a leader is asked to fit it."""
        self._writes = True
        self._changed()
        later(self._run, partial(self._shop.write, self.names.id, self._text()), self._wrote)

    def _wrote(self, sentence: str) -> None:
        self._writes = False
        if sentence:
            self._view.show_text(self._text(), sentence)
            self._changed()
            return
        self._kept(self.names.id)

    def _learnt(self, taught: tuple[Taught, ...], lesson: Lesson) -> None:
        if taught != self._taught:
            return  # of an earlier look
        self._lesson = lesson
        self._view.show_report(report(self.words, lesson, taught))
        self._changed()

    def _show_names(self) -> None:
        keys = [(key.label, key.level) for key in self._heard.taking.keys]
        self._view.show_names(self.names, keys, self._faults)

    def _wrong(self) -> list[tuple[str, str]]:
        words, (name, id_) = self.words, self.names
        wrong = [] if name else [("name", "name_empty")]
        wrong += [] if name.isprintable() else [("name", "text_odd")]
        wrong += [("name", "name_long")] if len(name) > LONGEST_NAME else []
        wrong += [] if ID.fullmatch(id_) else [("id", "id_bad")]
        keys = self._heard.taking.keys
        wrong += [(str(i), "level_empty") for i, key in enumerate(keys) if not key.level]
        return [(field, words(f"learning.{key}")) for field, key in wrong]

    def _text(self) -> str:
        heard, found = self._heard, self._lesson.finding
        if found is None:
            return ""
        draft = Draft(
            self.names.id, self.names.name, int(heard.baud), heard.form,
            heard.taking.gap_ms(), self._shop.today(),
        )  # fmt: skip
        taught = heard.taking.taught()
        return draft_text(draft, found.shape, taught, found.codes, heard.taking.idle)
