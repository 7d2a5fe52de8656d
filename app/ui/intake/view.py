"""The intake page as widgets: form left, panels right, the strong button at the foot."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from app.desk.preview import ClassCard
from app.ui.intake import outer
from app.ui.intake.dialogs import AnswerDialog, DeclineDialog, OriginDialog
from app.ui.intake.extra import ExtraFields
from app.ui.intake.form import Choices, Form
from app.ui.intake.panels_presenter import DuePresenter, HitsPresenter, MatchPresenter
from app.ui.intake.panels_view import DuePanel, HitsPanel, MatchPanel
from app.ui.intake.phrases import PhraseDialog
from app.ui.intake.phrases_presenter import PhrasesPresenter
from app.ui.intake.presenter import IntakePresenter
from app.ui.kit import surfaces
from app.ui.kit.aside import Aside, Beside
from app.ui.kit.asks import seconds_of
from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import Checkbox, Select, TextEdit, complete_from
from app.ui.kit.keys import bind_keys
from app.ui.kit.label import ElidedLabel, Icon
from app.ui.kit.page import Page
from app.ui.kit.phone import PhoneEdit
from app.ui.kit.values import Choice, Notice

IDLE_MS = 2000
LOOK_MS = 120


class IntakePage(Page):
    """登记受理. `toast` shows a notice of the window."""

    def __init__(
        self, presenter: IntakePresenter, due: DuePresenter, match: MatchPresenter,
        phrases: PhrasesPresenter, hits: HitsPresenter,
    ) -> None:  # fmt: skip
        super().__init__(title="登记受理")
        self._presenter, self._due, self._match = presenter, due, match
        self._hits = hits
        self._filling = False
        self.phone, self.name, self.visits = PhoneEdit(), QLineEdit(), QLineEdit("1")
        self.visits.setMaxLength(3)
        self.kind = Segmented([Choice("person", "个人"), Choice("company", "企业")], least=75)
        self.matter = QLineEdit()
        self.department = Select(prompt="选承办窗口")
        self.description = TextEdit(least=76)
        self.reasons = ChipGroup(words="没办成的原因")
        self.reason_text, self.scope_text = QLineEdit(), QLineEdit()
        self.scope = Select(prompt="选一项受理范围")
        self.category = ChoiceGroup(words="问题分类")
        self.green = Checkbox("走绿色通道（老年人、残障人士）")
        self.no_phone = Checkbox("没有留电话")
        self.phrases = KeyButton("常用语", keys="Alt+Q", kind="link")
        self._fields = self._make_fields()
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(presenter.on_idle)
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(
            lambda: match.on_typed(self.phone.number(), self.name.text(), self.matter.text())
        )
        self._look.timeout.connect(
            lambda: hits.on_typed(self.matter.text(), self.description.toPlainText())
        )
        self._origin = ElidedLabel("", "m13")
        self.change = KeyButton("改途径", keys="Alt+G", kind="link")
        self._green_ids: tuple[str, ...] = ()
        self.extra = ExtraFields(abreast=2, lead=self._fields["scope"])
        self.outer = ExtraFields(abreast=3)
        self._build(phrases)
        self._listen()
        presenter.attach(self)

    def _make_fields(self) -> dict[str, Field]:
        return {
            "phone": Field("联系电话", self.phone, width=190),
            "citizen_name": Field("反映人姓名", self.name),
            "citizen_kind": Field("类型", self.kind, width=152),
            "visits": Field("来厅次数", self.visits, hint="含本次", width=112),
            "matter": Field("办理事项", self.matter),
            "department": Field("承办窗口", self.department, hint="随事项带出"),
            "description": Field("问题描述", self.description, aside=self.phrases),
            "reasons": Field("没办成的原因", self.reasons, hint="可多选"),
            "reason_text": Field("其他原因", self.reason_text),
            "scope": Field("受理范围", self.scope),
            "scope_text": Field("其他情形", self.scope_text),
            "category": Field("问题分类", self.category, hint="决定办结时限"),
        }

    def _build(self, phrases: PhrasesPresenter) -> None:
        f = self._fields
        form = surfaces.Form(
            beside((f["phone"], 0), (f["citizen_name"], 1), (f["citizen_kind"], 0),
                   (f["visits"], 0)),
            beside((f["matter"], 27), (f["department"], 20)),
            (f["description"], 1),
            f["reasons"], f["reason_text"], self.extra, f["scope_text"],
            self.outer,
        )  # fmt: skip
        decided = surfaces.Form(  # never out of sight, however many fields the profile adds
            f["category"],
            row(Icon("map-pin", tone="text3", size=16), self._origin, self.change, None,
                self.no_phone, self.green, gap=12),
            goes_on=True,
        )  # fmt: skip
        for other in ("reason_text", "scope_text"):
            f[other].hide()
        self.refuse = KeyButton("不予受理…", keys="Alt+N", kind="quietBad", icon="ban")
        self.keep = KeyButton("暂存", keys="Ctrl+S")
        self.spot = KeyButton("当场办结", keys="Alt+D")
        self.accept = KeyButton("受理并打印回执", keys="Ctrl+Return", kind="primary", big=True)
        bar = surfaces.ActionBar(left=[self.refuse], right=[self.keep, self.spot, self.accept])
        left = column((_scrolling(form), 1), decided, hairline(), bar, gap=0)
        self.due_panel, self.match_panel = DuePanel(), MatchPanel()
        self.hits_panel = HitsPanel()
        panels = (("办理时限", self.due_panel), ("可能是同一件事", self.match_panel),
                  ("知识库", self.hits_panel))  # fmt: skip
        aside = Aside(self.due_panel, self.match_panel, self.hits_panel, None, tabs=panels)
        self.body.addWidget(Beside(held(left), aside), 1)
        self._due.attach(self.due_panel)
        self._match.attach(self.match_panel)
        self._hits.attach(self.hits_panel)
        self.decline_dialog, self.answer_dialog = DeclineDialog(self), AnswerDialog(self)
        self.origin_dialog = OriginDialog(self, lambda c: self._changed(channel=c))
        self.phrase_dialog = PhraseDialog(self, self.description.insertPlainText, phrases)

    def _listen(self) -> None:
        for edit, name in (
            (self.name, "citizen_name"), (self.matter, "matter"),
            (self.reason_text, "reason_text"), (self.scope_text, "scope_text"),
        ):  # fmt: skip
            edit.textChanged.connect(lambda text, n=name: self._changed(**{n: text}))
        self.phone.textChanged.connect(lambda: self._changed(phone=self.phone.number()))
        for edit in (self.phone, self.name, self.matter):
            edit.textChanged.connect(lambda: self._look.start())
        self.description.textChanged.connect(
            lambda: self._changed(description=self.description.toPlainText())
        )
        self.visits.textEdited.connect(
            lambda text: self._changed(
                visits=int(text) if text.isdecimal() else 0, visits_typed=True
            )
        )
        self.kind.chosen_id.connect(lambda k: self._changed(citizen_kind=k))
        self.department.chosen_id.connect(lambda d: self._changed(department=d))
        self.reasons.changed.connect(lambda: self._changed(reasons=self.reasons.chosen()))
        self.scope.chosen_id.connect(lambda s: self._changed(scope=s))
        self.category.chosen_id.connect(lambda c: self._changed(category=c))
        self.category.chosen_id.connect(self._due.on_category)
        self.no_phone.toggled.connect(lambda on: self._changed(no_phone=on))
        self.green.toggled.connect(
            lambda on: self._changed(green=self._green_ids[:1] if on else ())
        )
        self._listen_to_dialogs()
        self.description.textChanged.connect(self._look.start)
        bind_keys(self, "Alt+K", self.hits_panel.take_cursor, "看知识库")
        bind_keys(self, "Alt+L", self.no_phone.toggle, "没有留电话")

    def _listen_to_dialogs(self) -> None:
        p = self._presenter
        self.extra.changed.connect(lambda: self._changed(cells=self.extra.block.texts()))
        self.outer.changed.connect(lambda: self._changed(**_outer(self.outer.block.texts(), p)))
        mine = (self.outer, self.extra)
        self.accept.clicked.connect(lambda: _read(p.on_accept, *mine))
        self.match_panel.bind(
            self._match,
            merge=lambda to: _read(lambda told: p.on_merge(to, told), *mine),
            link=lambda to: _read(lambda told: p.on_accept(told, to), *mine),
        )
        self.keep.clicked.connect(p.on_idle)
        decline, answer = self.decline_dialog, self.answer_dialog
        for button, dialog, act in (
            (self.refuse, decline, "decline"), (self.spot, answer, "answer_on_spot"),
        ):  # fmt: skip
            button.clicked.connect(
                lambda _=False, d=dialog, a=act: p.cells.show(d.extra, p.form, a)
            )
            button.clicked.connect(dialog.open)
            dialog.extra.changed.connect(
                lambda d=dialog, a=act: p.cells.fit(d.extra, p.form, d.extra.block.texts(), a)
            )
            dialog.extra.fitted.connect(dialog.fit_content)
        decline.submitted.connect(
            lambda: _read(lambda told: p.on_decline(decline.act(), told), *mine, decline.extra)
        )
        answer.submitted.connect(
            lambda: _read(lambda told: p.on_answer(answer.told(), told), *mine, answer.extra)
        )
        self.hits_panel.used.connect(answer.take)
        self.hits_panel.used.connect(lambda: self.spot.click())
        self.change.clicked.connect(lambda: self.origin_dialog.ask(p.form.channel))
        self.phrases.clicked.connect(self.phrase_dialog.ask)

    def _changed(self, **fields: object) -> None:
        if self._filling:
            return
        self._presenter.on_change(**fields)
        self._idle.start()
        form = self._presenter.form
        self._fields["reason_text"].setVisible("other" in form.reasons)
        self._fields["scope_text"].setVisible(form.scope.startswith("other"))

    def show_choices(self, choices: Choices) -> None:
        """Fill the lists."""
        self.reasons.show_choices(Choice(i, w) for i, w in choices.reasons)
        self._fields["reasons"].setVisible(bool(choices.reasons))
        self.scope.show_choices(Choice(i, w) for i, w in choices.scopes)
        self.department.show_choices(Choice(d, d) for d in choices.departments)
        complete_from(self.matter, choices.matters)
        self._green_ids = tuple(i for i, _ in choices.green)
        self.green.setVisible(bool(choices.green))
        self.decline_dialog.show_reasons(choices.declines)
        self.origin_dialog.channel.show_choices(Choice(i, w) for i, w in choices.channels)
        self._due.on_category("")

    def take_phone(self, phone: str) -> None:
        """A number that was looked for elsewhere; a form half filled keeps its own."""
        if not self.phone.text():
            self.phone.setText(phone)
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_origin(self, words: str) -> None:
        """How it came, where and by whom, as one sentence."""
        self._origin.setText(words)

    def show_form(self, form: Form) -> None:
        """Put values into the fields, without hearing them back."""
        self._filling = True
        for edit, text in (
            (self.name, form.citizen_name), (self.matter, form.matter),
            (self.reason_text, form.reason_text), (self.scope_text, form.scope_text),
            (self.visits, str(form.visits)),
        ):  # fmt: skip
            if edit.text() != text:
                edit.setText(text)
        if self.phone.number() != form.phone:
            self.phone.setText(form.phone)
        if self.description.toPlainText() != form.description:
            self.description.setPlainText(form.description)
        self.kind.choose(form.citizen_kind)
        self.department.choose(form.department)
        self.reasons.choose(form.reasons)
        self.scope.choose(form.scope)
        self.category.choose(form.category)
        self.outer.fill(outer.known(form))
        if form.source or form.outer_no:  # taken from the list
            self.outer.leave_out(())
        self.no_phone.setChecked(form.no_phone)
        self.green.setChecked(bool(form.green))
        self._due.on_category(form.category)
        self._filling = False

    def show_classes(self, cards: Sequence[ClassCard]) -> None:
        """The classes with the due each would lead to."""
        self.category.show_choices(
            Choice(c.id, c.name, f"Alt+{n}", c.definition, c.due)
            for n, c in enumerate(cards, start=1)
        )

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside their fields, one line above; the open dialog gets its own."""
        for dialog in (self.decline_dialog, self.answer_dialog):
            if dialog.isVisible():
                dialog.show_faults(faults, summary)
                summary = "" if faults.keys() <= dialog.names else summary
        faults = self.outer.block.show_faults(self.extra.block.show_faults(faults))
        self.banner.show_notice(Notice(summary, "bad") if summary else None)
        show_errors((field, faults.get(name, "")) for name, field in self._fields.items())

    def show_saved(self, sentence: str) -> None:
        """Empty again, the cursor in the first field."""
        self.show_form(self._presenter.form)
        self.show_faults({}, "")
        self._due.on_category("")
        self._match.on_typed("", "", "")
        self._hits.on_typed("", "")
        self.set_context(sentence)
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_draft(self, sentence: str) -> None:
        """A draft is kept, or was found again."""
        self.set_context(sentence)

    def close_dialog(self) -> None:
        """The refusal or the answer was written."""
        for dialog in (self.decline_dialog, self.answer_dialog):
            dialog.clear()
            dialog.accept()


def _scrolling(form: QWidget) -> QWidget:
    """The fields; a line says where they go on below what is seen."""
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor goes to what is inside
    area.setWidgetResizable(True)
    inside = held(row((form, 1), gap=0))
    inside.setObjectName("inside")
    area.setWidget(inside)
    edge = hairline()
    edge.hide()
    area.verticalScrollBar().rangeChanged.connect(lambda _, most: edge.setVisible(most > 0))
    return held(column((area, 1), edge, gap=0))


def _read(then: Callable[[dict[str, str]], None], *places: ExtraFields) -> None:
    """Go on with what stands in the fields; what cannot be read is said beside it."""
    told: dict[str, str] = {}
    for place in places:
        if (values := place.values()) is None:
            return
        told |= values
    then(told)


def _outer(texts: Mapping[str, str], presenter: IntakePresenter) -> dict[str, object]:
    """What stands in the fields of another system; a time that nobody can read is none yet."""
    try:
        due = seconds_of(texts.get("outer_due", ""), presenter.today)
    except ValueError:
        due = 0
    return {**texts, "outer_due": due}
