"""人员与权限 as widgets."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.settings.words import Words as Sentences
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, show_errors
from app.ui.kit.label import Label
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import note
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.values import Choice, Column, Lit, Words
from app.ui.settings.pane import Pane
from app.ui.settings.people_presenter import VERBS, PeoplePresenter, PeopleRow
from app.ui.settings.person_form import DUTIES, LONGEST_ID, LONGEST_NAME, POSTS, PersonForm

Roles = Mapping[str, Sequence[tuple[str, str]]]
KEYS = ("Alt+G", "Alt+D", "Alt+D", "Alt+R", "Alt+U", "Alt+P")  # of VERBS, in their order


def columns(words: Sentences) -> tuple[Column[PeopleRow], ...]:
    """Name, number, post, powers, state."""

    def head(name: str) -> str:
        return words(f"settings.people.{name}")

    return (
        Column(head("name"), lambda r: Words(r.name, "text", bold=True), 120),
        Column(head("id"), lambda r: Words(r.id), 96),
        Column(head("post"), lambda r: Words(r.post), 96),
        Column(head("roles"), lambda r: Words(r.roles)),
        Column(head("state"), lambda r: Lit(r.mark, r.state), 190),
    )


class PersonDialog(FormDialog):
    """Number, name, post, powers."""

    def __init__(self, parent: QWidget, words: Sentences) -> None:
        super().__init__(
            parent, title=words("settings.people.add"), strong=words("settings.people.save"),
            width=600,
        )  # fmt: skip
        self._words = words
        self._offered: Roles = {}
        self.id, self.name = QLineEdit(), QLineEdit()
        self.id.setMaxLength(LONGEST_ID)
        self.name.setMaxLength(LONGEST_NAME)
        posts = [Choice(p, words(f"settings.people.{p}")) for p in POSTS]
        self.post = Segmented(posts, words=words("settings.people.post"), least=96)
        duties = [Choice(d, words(f"settings.people.duty_{d or 'none'}")) for d in DUTIES]
        self.duty = Segmented(duties, words=words("settings.people.duty"), least=72)
        self.roles = ChipGroup(words=words("settings.people.roles"))
        self.fields = {
            "id": Field(words("settings.people.id"), self.id,
                        hint=words("settings.people.id_hint")),
            "name": Field(words("settings.people.name"), self.name),
            "post": Field(words("settings.people.post"), self.post),
            "duty": Field(words("settings.people.duty"), self.duty),
            "roles": Field(words("settings.people.roles"), self.roles,
                           hint=words("settings.people.roles_hint")),
        }  # fmt: skip
        f = self.fields
        self.body.addLayout(row((f["id"], 1), (f["name"], 1), gap=16))
        self.body.addLayout(row(f["post"], f["duty"], None, gap=24))
        self.body.addWidget(f["roles"])
        self.note = note(words("settings.people.once_note"))
        self.body.addWidget(self.note)
        self.post.chosen_id.connect(self._offer)

    def ask(self, form: PersonForm, roles: Roles, *, adding: bool) -> None:
        """Show the form of somebody."""
        key = "add" if adding else "powers"
        self.set_head(self._words(f"settings.people.{key}"))
        self._offered = roles
        for edit, text in ((self.id, form.id), (self.name, form.name)):
            edit.setText(text)
            edit.setEnabled(adding)
        self.post.choose(form.post)
        self._offer(form.post)
        self.duty.choose(form.duty)
        self.roles.choose(form.roles)
        self.note.setVisible(adding)
        self.show_faults({})
        self.open()

    def form(self) -> PersonForm:
        """What stands in it."""
        post = self.post.chosen()
        duty = self.duty.chosen() if post == "clerk" else ""
        return PersonForm(self.id.text(), self.name.text(), post, self.roles.chosen(), duty)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())

    def _offer(self, post: str) -> None:
        """The powers of a post, all of them ticked."""
        rows = self._offered.get(post, ())
        self.fields["duty"].setVisible(post == "clerk")
        self.roles.show_choices(Choice(i, name) for i, name in rows)
        self.roles.choose(i for i, _ in rows)


class OneTimeDialog(FormDialog):
    """A one-time password, told once."""

    def __init__(self, parent: QWidget, words: Sentences) -> None:
        super().__init__(
            parent, title=words("settings.people.one_time"), strong=words("settings.people.told"),
            width=480,
        )  # fmt: skip
        self._words = words
        self.shown = Label("", "title")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.shown)
        self.body.addWidget(note(words("settings.people.one_time_note")))
        self.submitted.connect(self.accept)
        self.finished.connect(lambda _: self.shown.setText(""))

    def tell(self, name: str, password: str) -> None:
        """Show it."""
        self.set_head(self._words("settings.people.one_time"), name)
        self.shown.setText(password)
        self.open()


class PeoplePane(Pane):
    """Everybody in a table; what may be done to the selected one above it."""

    def __init__(self, presenter: PeoplePresenter) -> None:
        words = presenter.words
        super().__init__(words("settings.people.title"), scrolls=False)
        self._presenter = presenter
        self.add = KeyButton(words("settings.people.add"), keys="Alt+N", icon="plus")
        self.add.clicked.connect(presenter.on_new)
        self.tools.addWidget(self.add)
        self.model: RowsModel[PeopleRow] = RowsModel(columns(words), key=lambda r: r.id)
        self.table = RowsTable(self.model, height=ONE_LINE, words=words("settings.people.title"))
        self.table.row_selected.connect(self._offer)
        self.verbs: dict[str, KeyButton] = {}
        for verb, keys in zip(VERBS, KEYS, strict=True):
            button = KeyButton(words(f"settings.people.{verb}"), keys=keys)
            button.clicked.connect(lambda _=False, v=verb: self._act(v))
            button.hide()
            self.verbs[verb] = button
        self._hint = Label(words("settings.people.choose"), "m14", wrap=True)
        self.body.setContentsMargins(24, 0, 24, 16)
        self.body.addLayout(row(*self.verbs.values(), (self._hint, 1), None, gap=10))
        self.body.addWidget(self.table, 1)
        self.person, self.one_time = PersonDialog(self, words), OneTimeDialog(self, words)
        self.person.submitted.connect(lambda: presenter.on_person(self.person.form()))
        self.opened.connect(presenter.open)
        presenter.attach(self)

    def show_people(self, rows: Sequence[PeopleRow]) -> None:
        """Everybody, also the disabled."""
        self.model.show(rows)
        self._offer(self.table.selected())

    def ask_person(self, form: PersonForm, roles: Roles, *, adding: bool) -> None:
        """A form for somebody."""
        self.person.ask(form, roles, adding=adding)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields of the form."""
        self.person.show_faults(faults)

    def close_person(self) -> None:
        """The form is done with."""
        if self.person.isVisible():
            self.person.accept()

    def show_password(self, name: str, password: str) -> None:
        """A one-time password, once."""
        self.one_time.tell(name, password)

    def _offer(self, chosen: PeopleRow | None) -> None:
        for verb, button in self.verbs.items():
            button.setVisible(chosen is not None and verb in chosen.verbs)
        self._hint.setVisible(chosen is None)

    def _act(self, verb: str) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._presenter.on_verb(verb, chosen.id)
