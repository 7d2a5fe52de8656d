"""The keys of the panes, for the sheet of keys: a pane is not made only to be read.

A test holds them against the panes themselves.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.settings.words import Words
from app.ui.kit.values import KeyLine

KEYED: Final = MappingProxyType(
    {
        "devices": (
            ("Alt+K", ("settings.devices.test", "settings.devices.stop")),
            ("Alt+Y", ("devices.lamp",)),
            ("Alt+P", ("settings.devices.page",)),
            ("Alt+C", ("devices.log.copy",)),
        ),
        "hall": (("Ctrl+Return", ("settings.hall.save",)),),
        "people": (
            ("Alt+G", ("settings.people.powers",)),
            ("Alt+D", ("settings.people.disable", "settings.people.enable")),
            ("Alt+R", ("settings.people.reset",)),
            ("Alt+U", ("settings.people.unlock",)),
            ("Alt+P", ("settings.people.own",)),
            ("Alt+N", ("settings.people.add",)),
        ),
        "backup": (
            ("Alt+B", ("backup_pane.now",)),
            ("Alt+Y", ("backup_pane.rehearse",)),
            ("Alt+P", ("backup_pane.choose",)),
        ),
        "lists": (
            ("Alt+G", ("settings.lists.edit",)),
            ("Alt+D", ("settings.lists.drop",)),
            ("Alt+I", ("settings.lists.load",)),
            ("Alt+V", ("settings.lists.paste",)),
            ("Alt+E", ("settings.lists.export",)),
            ("Alt+N", ("settings.lists.new",)),
        ),
        "about": (("Alt+L", ("settings.about.read",)),),
    }
)


def pane_keys(words: Words) -> Mapping[str, tuple[KeyLine, ...]]:
    """Keys as they are bound and their words, by pane."""
    return {
        pane: tuple(KeyLine(keys, "、".join(map(words, names))) for keys, names in keyed)
        for pane, keyed in KEYED.items()
    }
