"""What is typed of a person, and what may be wrong with it."""

from typing import Final, NamedTuple

POSTS: Final = ("clerk", "leader", "outside")
DUTIES: Final = ("A", "B", "")
LONGEST_ID: Final = 20
LONGEST_NAME: Final = 30


class PersonForm(NamedTuple):
    """What is typed of a person; `roles` are ids."""

    id: str
    name: str
    post: str
    roles: tuple[str, ...]
    duty: str = ""


def person_faults(form: PersonForm) -> dict[str, str]:
    """What is missing or wrong, by field, as word keys."""
    faults = {}
    plain = form.id.isascii() and form.id.replace("-", "").isalnum()
    if not plain or len(form.id) > LONGEST_ID:
        faults["id"] = "settings.people.bad_id"
    if not form.name or len(form.name) > LONGEST_NAME or not form.name.isprintable():
        faults["name"] = "settings.people.bad_name"
    if not form.roles:
        faults["roles"] = "settings.people.no_roles"
    return faults
