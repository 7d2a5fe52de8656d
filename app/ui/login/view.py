"""The sign-in page as widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.kit import values
from app.ui.kit.boxes import column, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field
from app.ui.kit.inputs import PasswordEdit, PersonBox
from app.ui.kit.label import Initial, Label, restyle_by
from app.ui.kit.surfaces import Fixed
from app.ui.kit.theme import theme

if TYPE_CHECKING:  # this page opens before the store's libraries are read
    from app.db.people import Person
    from app.ui.login.presenter import LoginPresenter
    from app.ui.login.sheet import HandOverSheet
    from app.ui.login.sheet_words import SheetWords

SIDE = 520  # the sign-in beside a sheet
MOST = (1 << 24) - 1  # what Qt calls no limit


class LoginPage(QWidget):
    """Who, password, one button. It stands before the store is open and takes keys meanwhile."""

    def __init__(self, posts: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("login")
        self._presenter: LoginPresenter | None = None
        self._posts = posts
        self._verb = "登录"
        self._keeps = True  # what was typed before the people came
        self.who = PersonBox()
        self.password = PasswordEdit(tall=True)
        self._password = Field("口令", self.password)
        self.enter = KeyButton("登录", keys="Enter", kind="primary", big=True)
        self._hall = Label("", "m14")
        self.below = column(gap=8)  # what is worth knowing on this page
        names = column(Label("“办不成事”反映窗口", "h2"), self._hall, gap=0)
        head = row(Initial("办", brand=True, size=44), names, None, gap=14)
        self._title = Label("登录", "title")
        self.only = KeyButton("只登录，不交接", kind="link")
        self.links = row(self.only, None, margins=(0, 8, 0, 0))  # ways past the strong button
        tries = Label("连续输错 5 次要等 1 分钟，也可请组长帮助", "m13")
        body = column(
            None, head, 44, self._title, 12, Field("谁在登录", self.who), 4,
            self._password, tries, 12, self.enter, self.links, self.below, None, gap=8,
        )  # fmt: skip
        self._left = QFrame()
        self._left.setLayout(row(None, Fixed(body, width=376), None))
        self._sheet: HandOverSheet | None = None
        self._whole = row((self._left, 1), gap=0)
        self.setLayout(self._whole)
        self.enter.clicked.connect(self._submit)
        self.only.clicked.connect(lambda: self._submit(takes=False))
        self.password.returnPressed.connect(self._submit)
        self.show_sheet(None)

    def bind(self, presenter: LoginPresenter) -> None:
        """The store is open."""
        self._presenter = presenter
        presenter.attach(self)

    def show_hall(self, words: str) -> None:
        """The hall and the window, under the name."""
        self._hall.setText(words)

    def _submit(self, *, takes: bool = True) -> None:
        if self._presenter and self.enter.isEnabled() and self.who.chosen():
            self._presenter.on_submit(self.who.chosen(), self.password.text(), takes=takes)

    def show_sheet(self, words: SheetWords | None) -> None:
        """The hand-over that waits at the right, the sign-in moves to the left; or none."""
        taking = words is not None
        self._title.setText("接班登录" if taking else "登录")
        self._verb = "登录并接班" if taking else "登录"
        self.enter.setText(self._verb)
        self.only.setVisible(taking)
        restyle_by(self._left, "taking", taking)
        if words is not None:
            if self._sheet is None:
                from app.ui.login.sheet import HandOverSheet

                self._sheet = HandOverSheet()
                self._whole.addWidget(self._sheet, 1)
            self._sheet.show_sheet(words)
            self._left.setFixedWidth(theme().px(SIDE))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(MOST)
        if self._sheet is not None:
            self._sheet.setVisible(taking)

    def ticked(self) -> Sequence[str]:
        """The tickets that were talked through."""
        return self._sheet.ticked() if self._sheet is not None else ()

    def show_people(self, rows: Sequence[Person], chosen: str) -> None:
        """Who may sign in."""
        people = [values.Person(p.id, p.name, self._place(p)) for p in rows]
        self.who.show_people(people)
        if chosen:
            self.who.choose(chosen)
        if not self._keeps:
            self.password.clear()
        self._keeps = False
        self._password.show_error("")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, person: Person) -> str:
        """A 岗, or what the post is called."""
        return f"{person.duty} 岗" if person.duty else self._posts.get(person.post, "")

    def show_busy(self, *, busy: bool) -> None:
        """The password is being checked."""
        self.enter.setEnabled(not busy)
        self.enter.setText("正在核对口令" if busy else self._verb)

    def show_fault(self, sentence: str) -> None:
        """Why it was not taken."""
        self.password.clear()
        self._password.show_error(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
