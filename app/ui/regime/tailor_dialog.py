"""增减步骤和栏目: a site's own copy without an editor; what comes out goes the way of any file."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.settings.own_copy import NewCell, Wish
from app.ui.kit.boxes import Item, column, emptied, held, row, scrolled
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.inputs import Checkbox, Select
from app.ui.kit.label import Label
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice
from app.ui.regime.presenter import RegimePresenter
from app.ui.regime.tailoring import Offer

HIGH = 300  # of the boxes to tick, in px
LONGEST = 40


class TailorDialog(FormDialog):
    """What is ticked stays; a new cell is named, with its form and the moment to fill it."""

    def __init__(self, parent: QWidget, presenter: RegimePresenter) -> None:
        words = presenter.words
        super().__init__(
            parent, title=words("regime.tailor.title"), sub=words("regime.tailor.sub"),
            strong=words("regime.tailor.look"), width=680,
        )  # fmt: skip
        self._words, self._presenter = words, presenter
        self.steps: dict[str, Checkbox] = {}
        self.cells: dict[tuple[str, str], Checkbox] = {}
        self._boxes = column(gap=6)
        area = scrolled(self._boxes)
        area.setFixedHeight(theme().px(HIGH))
        self.label, self.form, self.at = QLineEdit(), Select(), Select()
        self.label.setMaxLength(LONGEST)
        label = Field(words("regime.tailor.new"), self.label, hint=words("regime.tailor.new_hint"))
        new = row(
            (label, 1),
            (Field(words("regime.tailor.form"), self.form), 1),
            Field(words("regime.tailor.at"), self.at, width=150), gap=12,
        )  # fmt: skip
        self.body.addWidget(area)
        self.body.addLayout(new)
        self.submitted.connect(self._submit)

    def ask(self, offer: Offer) -> None:
        """Everything that may be left out, ticked."""
        words = self._words
        emptied(self._boxes)
        parts: list[Item] = [Label(words("regime.tailor.steps"), "b14")]
        self.steps = {act: Checkbox(title) for act, title in offer.steps}
        parts += self.steps.values() or [Label(words("regime.tailor.no_steps"), "m13")]
        self.cells = {}
        for form, name, cells in offer.forms:
            parts += [8, Label(name, "b14", wrap=True)]
            boxes = {(form, key): Checkbox(label) for key, label in cells}
            parts += boxes.values()
            self.cells.update(boxes)
        for box in (*self.steps.values(), *self.cells.values()):
            box.setChecked(True)
        self._boxes.addWidget(held(column(*parts, None, gap=6)))
        self.form.show_choices([Choice(form, name) for form, name, _ in offer.forms])
        self.at.show_choices([Choice(act, title) for act, title in offer.moments])
        self.label.clear()
        self.open()

    def wish(self) -> Wish:
        """What is not ticked, and the new cell."""
        label = self.label.text().strip()
        cell = NewCell(self.form.chosen(), label, self.at.chosen())
        return Wish(
            frozenset(act for act, box in self.steps.items() if not box.isChecked()),
            frozenset(key for key, box in self.cells.items() if not box.isChecked()),
            (cell,) if label and cell.form else (),
        )

    def _submit(self) -> None:
        self.accept()
        self._presenter.on_tailored(self.wish())
