"""What can be wrong with a port, as codes the pages have words for (`device.<code>`)."""

import errno
from typing import Final

_CODES: Final = (
    (errno.ENOENT, "not_found"),
    (errno.EACCES, "no_permission"),
    (errno.EPERM, "no_permission"),
    (errno.EBUSY, "busy"),
    (errno.EAGAIN, "busy"),
)


class DeviceError(Exception):
    """A port cannot be used now. `code`: not_found, no_permission, busy, lost, stuck."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code


def code_of(error: BaseException, otherwise: str) -> str:
    """The code of an error of the operating system, found by its number."""
    number = getattr(error, "errno", None)
    return next((code for known, code in _CODES if known == number), otherwise)
