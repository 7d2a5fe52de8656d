"""The sign-in page as widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit import values
from app.ui.kit.boxes import column, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field
from app.ui.kit.inputs import PasswordEdit, PersonBox
from app.ui.kit.label import Initial, Label
from app.ui.kit.theme import theme

if TYPE_CHECKING:  # this page opens before the store's libraries are read
    from app.db.people import Person
    from app.ui.login.presenter import LoginPresenter


class LoginPage(QWidget):
    """Who, password, one button. It stands before the store is open and takes keys meanwhile."""

    def __init__(self, posts: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("login")
        self._presenter: LoginPresenter | None = None
        self._posts = posts
        self._keeps = True  # what was typed before the people came
        self.who = PersonBox()
        self.password = PasswordEdit(tall=True)
        self._password = Field("口令", self.password)
        self.enter = KeyButton("登录", keys="Enter", kind="primary", big=True)
        self._hall = Label("", "m14")
        self.below = column(gap=8)  # ways out of this page, and what is worth knowing on it
        names = column(Label("“办不成事”反映窗口", "h2"), self._hall, gap=0)
        head = row(Initial("办", brand=True), names, None, gap=14)
        body = column(
            None, head, 44, Label("登录", "title"), 12, Field("谁在登录", self.who), 4,
            self._password, 12, self.enter, 4, self.below, None, gap=8,
        )  # fmt: skip
        box = held(body)
        box.setFixedWidth(theme().px(376))
        self.setLayout(row(None, box, None))
        self.enter.clicked.connect(self._submit)
        self.password.returnPressed.connect(self._submit)

    def bind(self, presenter: LoginPresenter) -> None:
        """The store is open."""
        self._presenter = presenter
        presenter.attach(self)

    def show_hall(self, words: str) -> None:
        """The hall and the window, under the name."""
        self._hall.setText(words)

    def _submit(self) -> None:
        if self._presenter and self.enter.isEnabled() and self.who.chosen():
            self._presenter.on_submit(self.who.chosen(), self.password.text())

    def show_people(self, rows: Sequence[Person], chosen: str) -> None:
        """Who may sign in."""
        people = [values.Person(p.id, p.name, self._posts.get(p.post, "")) for p in rows]
        self.who.show_people(people)
        if chosen:
            self.who.choose(chosen)
        if not self._keeps:
            self.password.clear()
        self._keeps = False
        self._password.show_error("")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, *, busy: bool) -> None:
        """The password is being checked."""
        self.enter.setEnabled(not busy)
        self.enter.setText("正在核对口令" if busy else "登录")

    def show_fault(self, sentence: str) -> None:
        """Why it was not taken."""
        self.password.clear()
        self._password.show_error(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
