"""A dialog made of a form's fields; what it returns goes into the act as it stands."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.ui.kit.asks import AskBlock, width_for
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.ticket.forms import ActForm


class ActDialog(FormDialog):
    """The fields of one act. `lists` fill choices by kind (department, category, level, field,
    person); `known` fills fields by name."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        form: ActForm,
        lists: Mapping[str, Sequence[tuple[str, str]]],
        known: Mapping[str, str],
        today: date,
    ) -> None:
        wide, abreast = width_for(len(form.asks))
        super().__init__(parent, title=title, sub=form.sub, strong=form.strong, width=wide)
        self.block = AskBlock(form.asks, lists, today, abreast=abreast)
        self.block.fill(known)
        self.body.addWidget(self.block if form.asks else Label("没有别的要填", "s14"))

    @property
    def inputs(self) -> dict[str, QWidget]:
        """The inputs that are shown now."""
        return self.block.inputs

    def fit_to(self, uncalled: Callable[[Mapping[str, str]], Collection[str]]) -> None:
        """Leave out what nothing calls for, anew with every change."""

        def fit() -> None:
            self.block.leave_out(uncalled(self.block.texts()))

        self.block.changed.connect(fit)
        self.block.fitted.connect(self.fit_content)
        fit()

    def values(self) -> dict[str, object] | None:
        """What stands in the fields; None when a time or number cannot be read."""
        found = self.block.values()
        if found is not None and "reached" in found:
            found["reached"] = found["reached"] == "yes"
        return found

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        rest = list(self.block.show_faults(faults).values())
        self.show_summary(summary or (rest[0] if rest else ""))
