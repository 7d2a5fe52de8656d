"""The two dialogs of intake: 不予受理 and 当场办结."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.acts.handling import AnsweredOnSpot
from app.domain.acts.intake import Declined
from app.ui.intake.extra import ExtraFields
from app.ui.kit.boxes import column, hairline, row
from app.ui.kit.chips import Segmented
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import Select, TextEdit
from app.ui.kit.surfaces import note
from app.ui.kit.values import Choice


class DeclineDialog(FormDialog):
    """不予受理: reason, explanation, where to go instead. `names` are those of its fields."""

    names = frozenset({"reason", "explanation", "reason_text", "told_department", "told_contact"})

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, title="不予受理", sub="仍会登记在册，并向反映人说明原因和去处", width=980,
            strong="登记不予受理并打印", back="返回继续登记",
        )  # fmt: skip
        self.reason = ChoiceGroup(form="rows", words="原因")
        self.explanation = TextEdit(least=132)
        self.edits = {n: QLineEdit() for n in ("reason_text", "told_department", "told_contact")}
        self._fields = {
            "reason": Field("不予受理的原因", self.reason),
            "explanation": Field("向反映人说明", self.explanation),
            "reason_text": Field("具体理由", self.edits["reason_text"], hint="按规则需要时填写"),
            "told_department": Field("可以去哪里办", self.edits["told_department"]),
            "told_contact": Field("联系方式", self.edits["told_contact"]),
        }
        f = self._fields
        self.extra = ExtraFields()
        told = column(
            f["reason_text"], (f["explanation"], 1),
            beside((f["told_department"], 3), (f["told_contact"], 2), gap=12), self.extra,
            note("不予受理件由组长在当日台账中逐件复核"), gap=12, margins=(24, 16, 24, 16),
        )  # fmt: skip
        why = column(f["reason"], None, margins=(24, 16, 24, 16))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row((why, 1), hairline(upright=True, whole=True), (told, 1), gap=0))

    def show_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        """The profile's reasons."""
        keyed = [f"Alt+{n}" if n < 10 else "" for n in range(1, len(reasons) + 1)]
        self.reason.show_choices(
            Choice(i, words, key) for (i, words), key in zip(reasons, keyed, strict=True)
        )

    def act(self) -> Declined:
        """What stands in the dialog."""
        texts = {name: edit.text() for name, edit in self.edits.items()}
        act = Declined(reason=self.reason.chosen(), explanation=self.explanation.toPlainText())
        return msgspec.structs.replace(act, **texts)

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields of the dialog."""
        faults = self.extra.block.show_faults(faults)
        mine = {k: v for k, v in faults.items() if k in self._fields}
        self.show_summary(summary if len(mine) < len(faults) or not mine else "")
        show_errors((field, mine.get(name, "")) for name, field in self._fields.items())

    def clear(self) -> None:
        """Empty again."""
        self.reason.choose("")
        self.explanation.clear()
        for edit in self.edits.values():
            edit.clear()


class AnswerDialog(FormDialog):
    """当场办结: what was answered or done. `names` are those of its fields."""

    names = frozenset({"result"})

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, title="当场办结", sub="登记、受理、答复一次完成，接着请群众评价",
            strong="记为当场办结",
        )  # fmt: skip
        self.answer = TextEdit(least=110)
        self.outcome = Segmented(
            [Choice("solved", "已解决"), Choice("explained", "已解释答复")], words="结果", least=110
        )
        self._field = Field("答复或办理结果", self.answer)
        self.body.addWidget(self._field)
        self.body.addWidget(Field("结果", self.outcome))
        self.extra = ExtraFields()
        self.body.addWidget(self.extra)

    def take(self, text: str) -> None:
        """An answer found elsewhere, below what stands there already."""
        before = self.answer.toPlainText().rstrip()
        self.answer.setPlainText(f"{before}\n{text}" if before else text)

    def told(self) -> AnsweredOnSpot:
        """What stands in the dialog."""
        return AnsweredOnSpot(result=self.answer.toPlainText(), outcome=self.outcome.chosen())

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the field; what belongs to the form is said above."""
        rest = self.extra.block.show_faults(faults)
        self._field.show_error(rest.get("result", ""))
        self.show_summary(summary if set(rest) - {"result"} or not faults else "")

    def clear(self) -> None:
        """Empty again."""
        self.answer.clear()


class OriginDialog(FormDialog):
    """How this matter came to the window; `change(channel)` is told."""

    def __init__(self, parent: QWidget, change: Callable[[str], None]) -> None:
        super().__init__(
            parent, title="反映途径", sub="只改这一件", strong="改为这个途径", width=420
        )
        self._change = change
        self.channel = Select()
        self.body.addWidget(Field("反映渠道", self.channel))
        self.submitted.connect(self._done)

    def ask(self, channel: str) -> None:
        """Open it with what stands in the form."""
        self.channel.choose(channel)
        self.open()

    def _done(self) -> None:
        self._change(self.channel.chosen())
        self.accept()
