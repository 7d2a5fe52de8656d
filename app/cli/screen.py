"""Whether a window could be seen here."""

import os
import sys

from app.settings.places import RESOURCES


def has_screen() -> bool:
    """Windows and macOS always have a desktop; elsewhere X11 or Wayland must be named."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return named.partition(":")[0] not in ("offscreen", "minimal")
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def do_without_screen() -> None:
    """Draw into memory where there is no screen: the clerk's display and the citizen's, of which
    Qt makes the last one named the first. To be called before Qt starts."""
    if not has_screen():
        displays = RESOURCES / "displays.json"
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={displays}"
