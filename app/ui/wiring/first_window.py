"""The window as it opens: the sign-in page, before the store and its libraries are read."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt

from app.ui.ime.path import Found
from app.ui.ime.typing import ChineseTyping
from app.ui.login.view import LoginPage
from app.ui.shell.shell import Shell

NOT_LOOKED: Final = Found("none")
POSTS: Final = MappingProxyType({"clerk": "办理专员", "leader": "组长", "outside": "外部监督"})


class FirstWindow:
    """The shell with its sign-in page; the counter puts the rest behind it.

    `typing` says which input method works, as `found` before Qt started.
    """

    def __init__(self, found: Found = NOT_LOOKED) -> None:
        self.shell = Shell()
        self.typing = ChineseTyping(self.shell, found)
        self.login = LoginPage(POSTS)
        self.shell.add_cover("login", self.login)

    def show(self, *, sign_in: bool) -> None:
        """Take the whole screen, also where no window manager does; a new home has nobody yet."""
        self.shell.resize(self.shell.screen().availableSize())
        if sign_in:
            self.shell.show_cover("login")
            self.login.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.showMaximized()
