"""The fields of Qt's style options, which the stubs of PySide leave out."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStyleOptionViewItem


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Where to paint."""
    return QRect(option.rect)  # type: ignore[attr-defined] # not in the stubs


def has_state(option: QStyleOptionViewItem, state: QStyle.StateFlag) -> bool:
    """Whether an item is selected, has the cursor and the like."""
    return bool(option.state & state)  # type: ignore[attr-defined] # not in the stubs


def without_text(option: QStyleOptionButton) -> QStyleOptionButton:
    """The same button, to be painted without its words."""
    option.text = ""  # type: ignore[attr-defined] # not in the stubs
    return option
