"""The kinds of protocol there are: `[rx] kind` → its part of the sheet. The only such list."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.devices.framing.bridge import Bridge
from app.devices.framing.delimited import Delimited
from app.devices.framing.fields import Fields
from app.devices.framing.fixed import Fixed
from app.devices.framing.frame import Description
from app.devices.framing.raw_keys import RawKeys

KINDS: Final[Mapping[str, type[Description]]] = MappingProxyType(
    {
        "fields": Fields,
        "delimited": Delimited,
        "fixed": Fixed,
        "raw_keys": RawKeys,
        "bridge": Bridge,
    }
)
