"""更换端口、型号: another pad, another printer, each in a dialog above the page."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.devices.bridge import BRIDGE
from app.devices.profile import PadProfile
from app.printing.profiles import PrinterProfile
from app.settings.terminal import PLAYED, PadSettings
from app.settings.words import Words
from app.ui.kit.boxes import column, emptied, row
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import Select
from app.ui.kit.label import Label
from app.ui.kit.surfaces import note
from app.ui.kit.values import Choice
from app.ui.settings.device_facts import trust_words
from app.ui.settings.fitted import LONGEST_HOST, NAMED, Around, Named, PrinterForm


class DeviceDialog(FormDialog):
    """A choice of ports and models. `look_wanted`: look for ports once more."""

    look_wanted = Signal()

    def __init__(self, parent: QWidget, words: Words, title: str) -> None:
        super().__init__(
            parent, title=title, sub=words("settings.devices.sub"), strong=words("devices.save"),
            width=680,
        )  # fmt: skip
        self._words, self._around = words, Around()
        self.model, self._trust = Select(), Label("", "s13", wrap=True)
        self._found = Label("", "s13", wrap=True)
        self.again = KeyButton(words("settings.devices.again"), kind="link")
        self.again.clicked.connect(self.look_wanted)
        self.model.chosen_id.connect(lambda _: self._show_trust())
        self.fields: dict[str, Field] = {}

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside their fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())

    def fill_ports(self, select: Select, ports: Named, chosen: str) -> None:
        """The ports there are, and what is chosen even where it is not there now."""
        words = self._words
        found = [Choice("", words("settings.devices.no_port")), *(Choice(*p) for p in ports)]
        if chosen and chosen not in dict(ports):
            found.append(Choice(chosen, words("settings.devices.absent", port=chosen)))
        select.show_choices(found)
        select.choose(chosen)
        lines = len(dict(ports).keys() - {BRIDGE})
        key = "found_ports" if lines else "no_ports"
        self._found.setText(words(f"devices.{key}", n=lines))
        self._found.set_role("s13" if lines else "warn13")

    def models(self) -> Mapping[str, PadProfile] | Mapping[str, PrinterProfile]:
        """The models to choose from."""
        raise NotImplementedError

    def _show_trust(self) -> None:
        model = self.models().get(self.model.chosen())
        self._trust.setText(trust_words(self._words, model) if model is not None else "")


class PadDialog(DeviceDialog):
    """The port and the model of the pad."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent, words, words("devices.change_pad_title"))
        self.port = Select()
        self.port.chosen_id.connect(self._show_models)
        self.fields = {
            "pad_port": Field(words("settings.devices.pad_port"), self.port),
            "pad": Field(words("settings.devices.pad"), self.model),
        }
        self.body.addWidget(self.fields["pad_port"])
        self.body.addLayout(row((self._found, 1), self.again, gap=10))
        self.body.addWidget(self.fields["pad"])
        self.learn = KeyButton(words("devices.learn"), kind="link")
        self.body.addLayout(row((self._trust, 1), self.learn, gap=10))
        self._numbers, self._set = column(gap=12), dict[str, int]()
        self.body.addLayout(self._numbers)
        self.vars: dict[str, QLineEdit] = {}
        self.model.chosen_id.connect(lambda _: self._ask_numbers())

    def show_around(self, around: Around, pad: PadSettings) -> None:
        """What could be chosen, and what is."""
        self._around, self._set = around, dict(pad.vars)
        bridged = any(model.child for model in around.pad_models.values())
        own = ((BRIDGE, self._words("devices.bridge")),) if bridged else ()
        self.fill_ports(self.port, (*around.ports, *own), pad.port)
        self._show_models(pad.port)
        self.model.choose(pad.profile)
        self._show_trust()
        self._ask_numbers()

    def numbers(self) -> dict[str, str]:
        """The numbers of the model that a site sets, as typed."""
        return {name: edit.text() for name, edit in self.vars.items()}

    def _ask_numbers(self) -> None:
        """A field for each number of the chosen model that the site may set: its address."""
        emptied(self._numbers)
        for name in self.vars:
            del self.fields[name]
        self.vars = {}
        model = self._around.pad_models.get(self.model.chosen())
        for name, var in (model.settable if model is not None else {}).items():
            edit = self.vars[name] = QLineEdit(str(self._set.get(name, var.default)))
            edit.setMaxLength(5)
            hint = self._words("devices.var_range", low=var.min, high=var.max)
            self.fields[name] = Field(var.label or name, edit, hint=hint, width=240)
            self._numbers.addWidget(self.fields[name])
        if self.isVisible():
            self.fit_content()

    def _show_models(self, port: str) -> None:
        """First those that are known to come with this device; what was chosen stays."""
        self.model.show_choices(Choice(*one) for one in self._around.models_for(port))

    def models(self) -> Mapping[str, PadProfile] | Mapping[str, PrinterProfile]:
        """The pads."""
        return self._around.pad_models


class PrinterDialog(DeviceDialog):
    """How the printer is reached, and its model."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent, words, words("devices.change_printer_title"))
        self.way, self.line = Select(), Select()
        self.host, self.tcp_port, self.device = QLineEdit(), QLineEdit(), QLineEdit()
        self.device.setMaxLength(LONGEST_HOST)
        self.host.setMaxLength(LONGEST_HOST)
        self.tcp_port.setMaxLength(5)
        inputs = {
            "way": self.way, "host": self.host, "port": self.tcp_port, "line": self.line,
            "device": self.device, "printer": self.model,
        }  # fmt: skip
        self.fields = {n: Field(words(f"settings.devices.{n}"), w) for n, w in inputs.items()}
        f = self.fields
        self.body.addWidget(f["way"])
        self.body.addLayout(beside((f["host"], 2), (f["port"], 1)))
        self.body.addWidget(f["line"])
        self.body.addWidget(f["device"])
        self.body.addLayout(row((self._found, 1), self.again, gap=10))
        self.body.addWidget(f["printer"])
        self.body.addWidget(self._trust)
        self.body.addWidget(note(words("devices.printer_note"), icon="info"))
        self.way.chosen_id.connect(self._show_way)

    def show_around(self, around: Around, printer: PrinterForm) -> None:
        """What could be chosen, and what is."""
        words = self._words
        self._around = around
        self.fill_ports(self.line, around.lines, printer.line)
        ways = (*around.ways, *({printer.transport} - set(around.ways)))
        self.way.show_choices(Choice(w, words(f"settings.devices.way_{w}")) for w in ways)
        self.way.choose(printer.transport)
        models = around.printer_models.items()
        self.model.show_choices(Choice(i, p.name) for i, p in models if i != PLAYED)
        self.model.choose(printer.profile)
        self.host.setText(printer.host)
        self.tcp_port.setText(printer.port)
        self.device.setText(printer.device)
        self._show_way(printer.transport)
        self._show_trust()

    def form(self) -> PrinterForm:
        """What is typed."""
        return PrinterForm(
            self.way.chosen(), self.host.text(), self.tcp_port.text(), self.line.chosen(),
            self.model.chosen(), self.device.text(),
        )  # fmt: skip

    def models(self) -> Mapping[str, PadProfile] | Mapping[str, PrinterProfile]:
        """The printers."""
        return self._around.printer_models

    def _show_way(self, way: str) -> None:
        for name in ("host", "port"):
            self.fields[name].setVisible(way == "tcp")
        self.fields["line"].setVisible(way == "serial")
        self.fields["device"].setVisible(way in NAMED)
        self._found.setVisible(way == "serial")
        self.again.setVisible(way == "serial")
        self.fields["printer"].setVisible(way not in ("none", PLAYED))
        self._trust.setVisible(way not in ("none", PLAYED))
        if self.isVisible():
            self.fit_content()
