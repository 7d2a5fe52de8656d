"""设备 as widgets: a card each for pad, printer and the citizen's screen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.settings.terminal import PadSettings
from app.ui.kit.boxes import emptied, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import Select
from app.ui.kit.label import Label, TagKind, TagLabel
from app.ui.kit.surfaces import Card
from app.ui.kit.values import Choice, Status
from app.ui.settings.devices_presenter import DevicesPresenter
from app.ui.settings.fitted import LONGEST_HOST, Around, PrinterForm
from app.ui.settings.keys_presenter import KeysPresenter
from app.ui.settings.pane import Pane
from app.ui.settings.screen_presenter import ScreenPresenter

WAYS = ("none", "tcp", "serial")
TAGS: Mapping[str, TagKind] = {"ok": "ok", "warn": "warn", "bad": "bad", "mute": "mute"}
SECOND_MS = 1000


class DevicesPane(Pane):
    """Pad, printer, screen: what is fitted, how it is, whether it works."""

    def __init__(
        self, presenter: DevicesPresenter, keys: KeysPresenter, screen: ScreenPresenter
    ) -> None:
        words = presenter.words
        super().__init__(words("settings.devices.title"), words("settings.devices.sub"))
        self._presenter, self._keys, self._words = presenter, keys, words
        self._screen, self.display = screen, Select()
        self.names = KeyButton(words("settings.screen.names"), icon="monitor")
        self.save_screen = KeyButton(words("settings.screen.save"))
        self.port, self.pad, self.way = Select(), Select(), Select()
        self.line, self.printer = Select(), Select()
        self.host, self.tcp_port = QLineEdit(), QLineEdit()
        self.host.setMaxLength(LONGEST_HOST)
        self.tcp_port.setMaxLength(5)
        inputs = {
            "pad_port": self.port, "pad": self.pad, "way": self.way, "host": self.host,
            "port": self.tcp_port, "line": self.line, "printer": self.printer,
        }  # fmt: skip
        self.fields = {n: Field(words(f"settings.devices.{n}"), w) for n, w in inputs.items()}
        self.buttons = {
            n: KeyButton(words(f"settings.devices.{n}"), kind="link" if n == "again" else "plain")
            for n in ("again", "save_pad", "test", "light", "stop", "save_printer", "page")
        }
        self._tags = {n: TagLabel("", "mute") for n in ("pad", "printer", "screen")}
        self._queue, self._heard = Label("", "m13"), Label("", "s14", wrap=True)
        self._pressed = row(gap=8)
        self.body.addWidget(self._pad_card())
        self.body.addWidget(self._printer_card())
        self.body.addWidget(self._screen_card())
        self.body.addStretch(1)
        self._tick = QTimer(self, interval=SECOND_MS)
        self._tick.timeout.connect(presenter.on_second)
        self._connect()
        presenter.attach(self)
        keys.attach(self)
        screen.attach(self)

    def _pad_card(self) -> Card:
        f, b = self.fields, self.buttons
        card = Card(self._words("settings.devices.pad_card"), icon="smile")
        card.body.setSpacing(10)
        card.add(
            beside((f["pad_port"], 1), (f["pad"], 1)),
            row(b["save_pad"], b["test"], b["light"], b["stop"], None, b["again"], gap=10),
            self._pressed, self._heard,
        )  # fmt: skip
        card.add_tag(self._tags["pad"])
        for widget in (b["light"], b["stop"], self._heard):
            widget.hide()
        return card

    def _printer_card(self) -> Card:
        f, b = self.fields, self.buttons
        card = Card(self._words("settings.devices.printer_card"), icon="printer")
        card.body.setSpacing(10)
        card.add(
            beside((f["way"], 1), (f["printer"], 1)),
            beside((f["host"], 2), (f["port"], 1)), f["line"],
            row(b["save_printer"], b["page"], None, gap=10),
        )  # fmt: skip
        card.add_tag(self._tags["printer"], self._queue)
        return card

    def _screen_card(self) -> Card:
        card = Card(self._words("settings.screen.card"), icon="monitor")
        card.body.setSpacing(10)
        field = Field(self._words("settings.screen.use"), self.display)
        card.add(field, row(self.save_screen, self.names, None, gap=10))
        card.add_tag(self._tags["screen"])
        return card

    def _connect(self) -> None:
        presenter, keys, b = self._presenter, self._keys, self.buttons
        self.way.chosen_id.connect(self._show_way)
        b["again"].clicked.connect(presenter.open)
        b["save_pad"].clicked.connect(
            lambda: presenter.on_pad(self.port.chosen(), self.pad.chosen())
        )
        b["save_printer"].clicked.connect(lambda: presenter.on_printer(self._form()))
        b["page"].clicked.connect(presenter.on_page)
        b["test"].clicked.connect(keys.on_start)
        b["light"].clicked.connect(keys.on_again)
        b["stop"].clicked.connect(keys.on_stop)
        self.save_screen.clicked.connect(lambda: self._screen.on_save(self.display.chosen()))
        self.names.clicked.connect(self._screen.on_names)
        self._tick.timeout.connect(self._screen.on_second)
        self.opened.connect(self._screen.open)
        self.opened.connect(presenter.open)
        self.opened.connect(self._tick.start)
        self.left.connect(self._tick.stop)
        self.left.connect(keys.on_stop)

    def _form(self) -> PrinterForm:
        return PrinterForm(
            self.way.chosen(), self.host.text(), self.tcp_port.text(), self.line.chosen(),
            self.printer.chosen(),
        )  # fmt: skip

    def show_around(self, around: Around, pad: PadSettings, printer: PrinterForm) -> None:
        """What could be chosen, and what is."""
        words = self._words
        none = Choice("", words("settings.devices.no_port"))
        for select, ports, chosen in (
            (self.port, around.ports, pad.port), (self.line, around.lines, printer.line),
        ):  # fmt: skip
            found = [Choice(i, name) for i, name in ports]
            if chosen and chosen not in dict(ports):
                found.append(Choice(chosen, words("settings.devices.absent", port=chosen)))
            select.show_choices([none, *found])
            select.choose(chosen)
        ways = (*WAYS, *({printer.transport} - set(WAYS)))
        self.way.show_choices(Choice(w, words(f"settings.devices.way_{w}")) for w in ways)
        self.way.choose(printer.transport)
        for select, rows, chosen in (
            (self.pad, around.pads, pad.profile), (self.printer, around.printers, printer.profile),
        ):  # fmt: skip
            select.show_choices(Choice(i, name) for i, name in rows)
            select.choose(chosen)
        self.host.setText(printer.host)
        self.tcp_port.setText(printer.port)
        self._show_way(printer.transport)

    def show_health(self, items: Sequence[Status], queue: str) -> None:
        """How pad and printer are; how many papers wait."""
        told = {item.id: item for item in items}
        for name, tag in self._tags.items():
            item = told.get(name)
            words = item.words if item else self._words("settings.devices.not_fitted")
            if item and item.mark == "ok":  # the card itself names the device
                words = self._words("settings.devices.well")
            tag.show_tag(words, TAGS[item.mark] if item else "mute")
        self.buttons["test"].setVisible("pad" in told and self.buttons["stop"].isHidden())
        self.buttons["page"].setVisible("printer" in told)
        self._queue.setText(queue)

    def show_displays(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Which display could be the citizen's, and which is."""
        self.display.show_choices(Choice(i, words) for i, words in choices)
        self.display.choose(chosen)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside their fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())

    def show_keys(self, pressed: Sequence[str], sentence: str, *, going_on: bool) -> None:
        """The keys pressed so far and what the pad said last."""
        emptied(self._pressed)
        for label in pressed:
            self._pressed.addWidget(TagLabel(label, "ok"))
        self._pressed.addStretch(1)
        self._heard.setText(sentence)
        self._heard.setVisible(bool(sentence))
        for name in ("light", "stop"):
            self.buttons[name].setVisible(going_on)
        self.buttons["test"].setVisible(not going_on)

    def _show_way(self, way: str) -> None:
        for name in ("host", "port"):
            self.fields[name].setVisible(way == "tcp")
        self.fields["line"].setVisible(way == "serial")
        self.fields["printer"].setVisible(way != "none")
