"""What makes a password sensible: long enough, not one of the first a stranger would try."""

from typing import Final

from app.db.people import MIN_PASSWORD

MOST: Final = 128  # more is a paste gone wrong
FEWEST_KINDS: Final = 4  # different characters
LONG_ID: Final = 4  # shorter ones are in other words by chance
_FIRST_TRIED: Final = """
12345678 123456789 1234567890 0123456789 87654321 123123123 11223344 12341234 1qaz2wsx qwertyui
qwerty123 qwer1234 asdfghjk asdf1234 1q2w3e4r zaq12wsx abcd1234 abc12345 aa123456 a1234567
a12345678 password password1 passw0rd p@ssw0rd admin123 admin888 administrator iloveyou woaini520
woaini1314 5201314520 zhengwu123 zwfw1234 banshiting banbuchengshi woaizhongguo zhongguo123
"""
COMMON: Final = frozenset(_FIRST_TRIED.split())


def weakness(password: str, *, who: str = "", name: str = "") -> str:
    """The word key of what is wrong with a new password of that person, "" for nothing."""
    plain = password.casefold()
    if len(password) < MIN_PASSWORD:
        return "password.short"
    if len(password) > MOST:
        return "password.long"
    own = [w.casefold() for w in (who, name) if w]
    if any(plain in (w, w * 2) or (len(w) >= LONG_ID and w in plain) for w in own):
        return "password.own"
    if plain in COMMON:
        return "password.common"
    return "password.plain" if len(set(plain)) < FEWEST_KINDS else ""
