"""Whether a window could be seen here."""

import os
import sys


def has_screen() -> bool:
    """Windows and macOS always have a desktop; elsewhere X11 or Wayland must be named."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return named not in ("offscreen", "minimal")
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def do_without_screen() -> None:
    """Draw into memory where there is no screen. To be called before Qt starts."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
