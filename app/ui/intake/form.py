"""What the intake form holds and offers."""

import msgspec


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields, exactly as typed; this is also what a draft keeps."""

    phone: str = ""
    no_phone: bool = False
    citizen_name: str = ""
    citizen_kind: str = "person"
    visits: int = 1
    visits_typed: bool = False
    matter: str = ""
    department: str = ""
    description: str = ""
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    scope: str = ""
    scope_text: str = ""
    category: str = ""
    channel: str = "window"  # the first of the profile, once the page is open
    green: tuple[str, ...] = ()
    source: str = ""
    outer_no: str = ""
    outer_due: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not (self.phone or self.citizen_name or self.matter or self.description)


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists of the form offer: (id, words) pairs."""

    reasons: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    declines: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    green: tuple[tuple[str, str], ...]
    matters: tuple[tuple[str, str], ...]  # a name, and what it is also found by
    departments: tuple[str, ...]
