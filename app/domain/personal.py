"""Personal data beside the line (decision 13; 个人信息保护法 art. 47).

Personal fields sit in an erasable column: a 16-byte random salt and their JSON bytes. The line
holds only SHA-256(salt ‖ bytes), so erasing leaves the chain whole and forging is caught.
"""

import hashlib
import hmac
from typing import Final

SALT_BYTES: Final = 16
UNNAMED: Final = "未留"  # what stands for a name that a note from a box does not bear (N-B-03)


def seal(column: bytes) -> str:
    """The hex digest that the line keeps of a personal column (salt and bytes)."""
    return hashlib.sha256(column).hexdigest()


def fits(column: bytes, sealed: str) -> bool:
    """Whether a personal column is the one the line was written with."""
    return hmac.compare_digest(seal(column), sealed)


def content(column: bytes) -> bytes:
    """The JSON bytes inside a personal column."""
    return column[SALT_BYTES:]


def mask_name(name: str) -> str:
    """First and last character stay, the rest is hidden: 林*满, 张*; a company keeps two ends."""
    chars = list(name.strip())
    if len(chars) <= 1 or name == UNNAMED:
        return "".join(chars)
    if len(chars) == 2:
        return chars[0] + "*"
    keep = 2 if len(chars) > 4 else 1
    return "".join(chars[:keep]) + "*" * (2 if keep == 2 else len(chars) - 2) + chars[-1]


def digits_of(text: str) -> str:
    """The decimal digits of a typed number."""
    return "".join(c for c in text if c in "0123456789")


def is_phone(digits: str) -> bool:
    """Whether digits may be a telephone number: 7 to 15 of them, 11 where a 1 begins a mobile."""
    return len(digits) == 11 if digits[:1] == "1" else 7 <= len(digits) <= 15


def phone_words(phone: str) -> str:
    """A mobile number as people read it, 199 0000 1234; any other as it stands."""
    digits = digits_of(phone)
    if len(digits) == 11 and digits[0] == "1" and digits == phone.replace(" ", ""):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return phone


def mask_phone(phone: str) -> str:
    """First 3 and last 4 digits stay: 199****1234."""
    digits = "".join(c for c in phone if c.isdigit())
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "*" * len(digits)
