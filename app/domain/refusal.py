"""A refusal: why an act may not be written, as a key the words are looked up by."""

from collections.abc import Mapping

import msgspec


class Refused(msgspec.Struct, frozen=True):
    """One reason. `key` finds the Chinese sentence in resources/text, `facts` fill its blanks.

    `clause` is the rule's id in the regulations ("" where the rule is the program's own),
    `field` the input the sentence stands beside ("" for the act as a whole).
    """

    key: str
    clause: str = ""
    field: str = ""
    facts: Mapping[str, str | int] = {}
