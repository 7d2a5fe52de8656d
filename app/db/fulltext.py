"""Full text over single characters: each is indexed as its code point in hexadecimal.

So any character of any plane, any punctuation and any operator of FTS5 is found as it stands,
whatever the tokenizer of the build thinks a letter is.
"""

from typing import Final

FIELD_END: Final = "g"  # no hexadecimal digit: what is typed never reaches over the end of a field


def phrase_of(text: str) -> str:
    """The words of a text, blanks and case aside."""
    return " ".join([f"{ord(c):x}" for c in text.casefold() if not c.isspace()])
