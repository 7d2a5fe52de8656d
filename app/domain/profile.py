"""Loading a profile: every table strictly typed, all faults named at once."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from app.domain import regime
from app.domain.regime import Regime
from app.domain.tables import Document
from app.domain.worktime import CalendarRules, Lights

_TABLES: Final[Mapping[str, tuple[str, type[msgspec.Struct]]]] = MappingProxyType(
    {
        "regime": ("head", regime.Head), "calendar": ("calendar", CalendarRules),
        "cannot_do": ("cannot_do", regime.CannotDo), "lights": ("lights", Lights),
        "satisfaction": ("satisfaction", regime.Satisfaction),
        "rework": ("rework", regime.Rework), "scope": ("scope", regime.Scope),
    }
)  # fmt: skip
_ROWS: Final[Mapping[str, tuple[str, type[msgspec.Struct]]]] = MappingProxyType(
    {
        "category": ("categories", regime.Category), "limit": ("limits", regime.Limit),
        "extension": ("extensions", regime.Extension),
        "escalation": ("escalations", regime.Escalation), "role": ("roles", regime.Role),
        "channel": ("channels", regime.Channel), "reason": ("reasons", regime.Reason),
        "special_group": ("special_groups", regime.SpecialGroup), "form": ("forms", regime.Form),
        "report": ("reports", regime.Report), "callback": ("callbacks", regime.Callback),
        "misfit": ("misfits", regime.Misfit), "assumption": ("assumptions", regime.Assumption),
        "step": ("steps", regime.Step),
    }
)  # fmt: skip


def load(name: str, raw: bytes) -> Regime:
    """Read a profile. Raises Faulty with all faults."""
    document = Document(name, raw)
    document.unknown(document.root, frozenset({"schema_version", *_TABLES, *_ROWS}), ())
    found: dict[str, Any] = {
        field: document.struct(kind, document.root.get(key, {}), (key,))
        for key, (field, kind) in _TABLES.items()
    }
    found |= {field: document.rows(kind, key) for key, (field, kind) in _ROWS.items()}
    document.finish()
    return Regime(**found)
