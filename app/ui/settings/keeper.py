"""settings.toml and the entry of its change, both or neither. No toolkit in here."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Protocol

import msgspec

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import leader
from app.desk.desk import Desk
from app.domain.acts.managing import SettingsChanged
from app.settings.terminal import LookSettings, Settings
from app.settings.words import Words


class Program(Protocol):
    """What of the running program the settings touch."""

    settings: Settings
    words: Words
    desk: Desk


class SettingsKeeper:
    """The settings in force. `write(settings)` keeps them in the home; `applied(old, new)` lets
    the window follow."""

    def __init__(
        self,
        program: Program,
        write: Callable[[Settings], None],
        applied: Callable[[Settings, Settings], None],
    ) -> None:
        self._program = program
        self._write = write
        self._applied = applied

    @property
    def now(self) -> Settings:
        """What is in force."""
        return self._program.settings

    def change(self, by: Person, fresh: Settings) -> str:
        """Other facts or devices, agreed to by a leader: an entry. Returns why not, or ""."""
        program, old = self._program, self.now
        changes = tuple(differences(old, fresh))
        act = SettingsChanged(changes=changes, sat=leader.sat(program.desk, by))
        try:
            refused = leader.write(program.desk, by, act, [lambda _: self._write(fresh)])
        except OSError:
            return program.words("settings.not_kept")
        except NotWritten as error:
            with suppress(OSError):
                self._write(old)
            return program.words(f"not_written.{error.code}")
        if refused:
            return program.words.refusal(refused[0])
        self._take(fresh)
        return ""

    def wear(self, look: LookSettings) -> str:
        """Another look: whoever sits there may choose it. Returns why it is not kept, or ""."""
        fresh = msgspec.structs.replace(self.now, look=look)
        try:
            self._write(fresh)
        except OSError:
            return self._program.words("settings.not_kept")
        self._take(fresh)
        return ""

    def _take(self, fresh: Settings) -> None:
        old, self._program.settings = self.now, fresh
        self._applied(old, fresh)


def differences(old: Settings, fresh: Settings) -> Iterator[tuple[str, str, str]]:
    """What differs, as (name in settings.toml, before, after)."""
    before, after = _flat(msgspec.to_builtins(old)), _flat(msgspec.to_builtins(fresh))
    for name in {**before, **after}:  # a variable of the pad may stand in one of them only
        if before.get(name) != after.get(name):
            yield name, before.get(name, ""), after.get(name, "")


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found
