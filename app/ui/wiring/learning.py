"""学习向导 put together: which port is listened to, where the profile goes, who lets it serve."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtWidgets import QWidget

from app.db.people import Person
from app.devices import discovery
from app.devices.errors import DeviceError
from app.devices.learning.recorder import Heard, Listening, Recorder
from app.devices.learning.writing import Taken, save
from app.devices.transport import SerialTransport, Transport
from app.settings.tables import Faulty
from app.settings.terminal import Settings
from app.ui.kit.values import Notice
from app.ui.later import later
from app.ui.learning.parts import Named
from app.ui.learning.presenter import LearningPresenter
from app.ui.learning.view import LearningDialog
from app.ui.program import Program
from app.ui.settings.fitted import blamed
from app.ui.settings.keeper import SettingsKeeper
from app.ui.settings.presenter import Consent

Changed = Callable[[], object]
Say = Callable[[Notice], object]


class LineEar:
    """The recorder of the moment. The pad that is fitted lets go of its port meanwhile; `changed`
    is told when it does and when it is back."""

    def __init__(self, program: Program, changed: Changed) -> None:
        self._program, self._changed = program, changed
        self._number = 0
        self._recorder: Recorder | None = None
        self.own: frozenset[str] = frozenset()  # the names of the fitted pad's port

    def listen(self, port: str, baud: int, form: str) -> None:
        """To this port, once the former one is free."""
        number = self._leave()
        start = partial(self._start, number, SerialTransport(port, baud, form))

        def borrow() -> None:
            if number == self._number and port in self.own and self._program.pad is not None:
                self._program.lend_pad(self._changed, start)
            else:
                start()

        self._after_old(borrow)

    def rest(self) -> None:
        """To nothing; the pad has its port again."""
        number = self._leave()

        def give_back() -> None:
            if number == self._number:
                self._program.take_back_pad(self._changed)

        self._after_old(give_back)

    def is_mine(self, recording: int) -> bool:
        """Whether a message is of what is listened to now."""
        return recording == self._number

    def _leave(self) -> int:
        self._number += 1
        return self._number

    def _after_old(self, then: Callable[[], object]) -> None:
        """Let the old recorder go, on a thread, then go on."""
        old, self._recorder = self._recorder, None
        work = old.stop if old is not None else lambda: None
        later(self._program.run, work, lambda _: then())

    def _start(self, number: int, transport: Transport) -> None:
        if number == self._number:  # else something else is wanted by now
            clock, post = self._program.desk.clock, self._program.bridge.post
            self._recorder = Recorder(number, transport, clock, post)
            self._recorder.start()


class SiteShop:
    """Ports, and the shelf of the site."""

    def __init__(
        self, program: Program, keeper: SettingsKeeper, consent: Consent, ear: LineEar, say: Say
    ) -> None:
        self._program, self._keeper, self._consent = program, keeper, consent
        self._ear, self._say = ear, say
        self._pins: dict[str, str] = {}

    def look(self) -> Named:
        """The ports there are, without that of the printer, with that of the pad."""
        settings = self._keeper.now
        try:
            found = discovery.look()
        except DeviceError:  # what stands in the settings can still be listened to
            found = ()
        own, printer = settings.pad.port, settings.printer
        taken = printer.port if printer.transport == "serial" else ""
        mine = {p.id for p in found if own and own in (p.id, p.device)}
        rows = [(p.id, f"{p.device}  {p.words}".strip()) for p in found if p.device != taken]
        if own and not mine:
            mine = {own}
            rows.append((own, own))
        self._ear.own = frozenset(mine)
        said = partial(self._program.words, "learning.own")
        return [(i, said(name=name) if i in mine else name) for i, name in rows]

    def blame(self, port: str, code: str) -> str:
        """Which group or program stands between us and a port."""
        return blamed(self._program.words, port, code)

    def write(self, name: str, text: str) -> str:
        """Keep a profile; a sentence why it cannot be, or ""."""
        words = self._program.words
        try:
            self._pins[name] = save(self._program.home.path, name, text).sha256
        except Taken:
            return words("learning.id_taken")
        except Faulty as error:
            return words("learning.faulty", first=words.fault(error.name, error.faults[0]))
        except OSError:
            return words("learning.not_saved")
        return ""

    def fit(self, port: str, name: str) -> None:
        """Ask a leader to let it serve."""
        self._say(Notice(self._program.words("learning.saved"), "ok"))
        old = self._keeper.now.pad
        pad = msgspec.structs.replace(
            old, port=port, profile=name, sha256=self._pins.get(name, ""), vars={}
        )
        self._consent.ask(partial(self._fit, msgspec.structs.replace(self._keeper.now, pad=pad)))

    def today(self) -> str:
        """YYYY-MM-DD."""
        return self._program.desk.today.isoformat()

    def monotonic(self) -> float:
        """Seconds of the program's clock."""
        return self._program.desk.clock.monotonic()

    def _fit(self, fresh: Settings, by: Person) -> None:
        sentence = self._keeper.change(by, fresh)
        said = sentence or self._program.words("learning.fitted")
        self._say(Notice(said, "warn" if sentence else "ok"))


class LearningWiring:
    """`open(above)` shows the wizard above a page; `busy()` says that a citizen is asked."""

    def __init__(
        self,
        program: Program,
        keeper: SettingsKeeper,
        consent: Consent,
        changed: Changed,
        say: Say,
        busy: Callable[[], bool],
    ) -> None:
        self._program, self._say, self._busy = program, say, busy
        ear = LineEar(program, changed)
        shop = SiteShop(program, keeper, consent, ear, say)
        self.presenter = LearningPresenter(program.words, program.run, ear, shop)
        self.dialog: LearningDialog | None = None
        program.bridge.on(Heard, self.presenter.hear)
        program.bridge.on(Listening, self.presenter.hear)

    def open(self, above: QWidget) -> None:
        """Show it, where it was left; not while a citizen is asked, nor in training."""
        desk, words = self._program.desk, self._program.words
        blocked = "training" if desk.training else "busy" if self._busy() else ""
        if blocked:
            self._say(Notice(words(f"learning.{blocked}"), "warn"))
            return
        if self.dialog is None:
            self.dialog = LearningDialog(above, self.presenter)
        self.dialog.open()
