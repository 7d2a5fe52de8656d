"""A lock that ends with the program that holds it, on a file of its own."""

import sys

if sys.platform == "win32":
    import msvcrt

    def lock(handle: int) -> None:
        """Take the lock of an open file. Raises OSError while another program holds it."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(handle: int) -> None:
        """Take the lock of an open file. Raises OSError while another program holds it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
