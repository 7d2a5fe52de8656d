"""The look that settings.toml asks for, put on the window that stands."""

from typing import cast

from app.settings.terminal import LookSettings
from app.ui.kit.theme import theme
from app.ui.kit.tokens import Density, Mode
from app.ui.shell.shell import Shell


def wear(look: LookSettings, shell: Shell | None = None) -> None:
    """Dress everything at once; nothing happens where it is dressed so already.

    The words were proved when the settings were read (app.settings.terminal.LOOKS).
    """
    theme().restyle(
        mode=cast("Mode", look.mode), percent=look.percent, key_hints=look.key_hints
    )  # fmt: skip
    if shell is not None:
        held = None if look.density == "auto" else cast("Density", look.density)
        shell.hold_density(held)
