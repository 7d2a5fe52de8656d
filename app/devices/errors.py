"""What can be wrong with a port, as codes the pages have words for (`device.<code>`)."""

import errno
from typing import Final

_BY_NUMBER: Final = (
    (errno.ENOENT, "not_found"),
    (errno.ENODEV, "not_found"),
    (errno.ENXIO, "not_found"),
    (errno.EACCES, "no_permission"),
    (errno.EPERM, "no_permission"),
    (errno.EBUSY, "busy"),
    (errno.EAGAIN, "busy"),  # another program holds the lock of an exclusive port
)
# On Windows pyserial keeps only the text; a port is always exclusive there, so denied means busy.
_BY_TEXT: Final = (("FileNotFoundError", "not_found"), ("PermissionError", "busy"))


class DeviceError(Exception):
    """A port cannot be used now; `detail` is for the log.

    `code`: not_found, no_permission, busy, unfit (there, but no serial port, or not with these
    settings), lost (was open, is gone), stuck (takes no bytes), slept (the machine did).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


def opening_error(error: BaseException) -> DeviceError:
    """Why a port could not be opened, from what the system said."""
    number = getattr(error, "errno", None)
    found = [code for known, code in _BY_NUMBER if known == number]
    found += [code for name, code in _BY_TEXT if number is None and name in str(error)]
    return DeviceError(found[0] if found else "unfit", str(error))
