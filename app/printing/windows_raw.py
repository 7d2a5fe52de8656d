"""A printer of Windows, through its own queue, in raw bytes.

Not tried on Windows. The queue is a second spool: that it took a paper says nothing of paper. So
the job's number is kept and followed until the queue has let go of it, and a job that is given up
is deleted first, or it would be printed later — a second paper.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

from app.printing.transport import Broken, NotReached, NotReady

_POLL_S: Final = 0.2
_CHUNK: Final = 16_384
_DELETE: Final = 5  # JOB_CONTROL_DELETE
_GONE: Final = frozenset({87, 1801})  # no such job any more; no such printer
_PRINTED: Final = 0x0080 | 0x1000  # JOB_STATUS_PRINTED, JOB_STATUS_COMPLETE
_DELETING: Final = 0x0004 | 0x0100  # JOB_STATUS_DELETING, JOB_STATUS_DELETED
_QUEUE: Final = (  # PRINTER_STATUS_*
    (0x10, "paper_out"), (0x400000, "cover"), (0x80, "offline"), (0x01, "paused"), (0x02, "error"),
    (0x08, "error"), (0x100000, "error"), (0x1000, "offline"),
)  # fmt: skip
_JOB: Final = (  # JOB_STATUS_*
    (0x40, "paper_out"), (0x20, "offline"), (0x01, "paused"), (0x02, "error"), (0x200, "error"),
    (0x400, "error"),
)  # fmt: skip
_OFFLINE_WORK: Final = 0x400  # PRINTER_ATTRIBUTE_WORK_OFFLINE
_CODES: Final = MappingProxyType(
    {5: "denied", 1801: "absent", 1722: "unreachable", 1804: "no_raw", 2: "absent"}
)


class WinPrint(Protocol):
    """What is used of the module win32print; names and order are its own."""

    def OpenPrinter(self, name: str) -> Any: ...  # noqa: D102, N802
    def ClosePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def GetPrinter(self, printer: Any, level: int) -> dict[str, Any]: ...  # noqa: D102, N802
    def StartDocPrinter(self, printer: Any, level: int, doc: tuple[str, None, str]) -> int: ...  # noqa: D102, N802
    def EndDocPrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def StartPagePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def EndPagePrinter(self, printer: Any) -> None: ...  # noqa: D102, N802
    def WritePrinter(self, printer: Any, piece: bytes) -> int: ...  # noqa: D102, N802
    def GetJob(self, printer: Any, job: int, level: int) -> dict[str, Any]: ...  # noqa: D102, N802
    def SetJob(self, printer: Any, job: int, level: int, to: None, command: int) -> None: ...  # noqa: D102, N802


class Spool(NamedTuple):
    """The module and the exception it raises."""

    api: WinPrint
    error: type[Exception]


def windows_spool() -> Spool:
    """Windows' own, through pywin32. Raises NotReached where there is none."""
    try:
        import pywintypes  # type: ignore[import-not-found, import-untyped, unused-ignore]
        import win32print  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise NotReached("no_windows") from error
    return Spool(win32print, pywintypes.error)


class WindowsRaw:
    """`finish_s` seconds a job may stay in the queue before it is deleted and given up."""

    def __init__(
        self, name: str, *, spool: Callable[[], Spool] = windows_spool, finish_s: float = 60.0
    ) -> None:
        self._name, self._make, self._finish_s = name, spool, finish_s
        self._spool: Spool | None = None
        self._printer: Any = None
        self._title = ""
        self._job = 0  # the job of ours that the queue still may hold
        self._sent = 0

    def open(self, title: str) -> None:
        """Open the queue. Raises NotReached, or NotReady: paused, offline, paper_out."""
        self.abort()
        self._title, self._sent = title, 0
        self._spool = self._spool or self._make()
        try:
            self._printer = self._spool.api.OpenPrinter(self._name)
        except self._spool.error as error:
            raise NotReached(_code(error)) from error
        if reason := self.sense():
            self.abort()
            raise NotReady(reason)

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Hand a paper to the queue as one raw document. Raises NotReached or Broken."""
        if self._printer is None or self._spool is None:
            raise NotReached("absent")
        api, stream, out = self._spool.api, lead + payload, 0
        try:
            self._job = api.StartDocPrinter(self._printer, 1, (self._title, None, "RAW"))
            api.StartPagePrinter(self._printer)
            while out < len(stream):
                taken = api.WritePrinter(self._printer, stream[out : out + _CHUNK])
                if taken <= 0:
                    raise Broken(max(1, out - len(lead)), "stalled")
                out += taken
            self._sent = len(payload)
            api.EndPagePrinter(self._printer)
            api.EndDocPrinter(self._printer)
        except self._spool.error as error:
            if self._job == 0:
                raise NotReached(_code(error)) from error
            raise Broken(max(0, out - len(lead)), _code(error)) from error

    def sense(self) -> str:
        """What the queue knows of its printer."""
        if self._printer is None or self._spool is None:
            return "absent"
        try:
            told = self._spool.api.GetPrinter(self._printer, 2)
        except self._spool.error as error:
            return _code(error)
        if told["Attributes"] & _OFFLINE_WORK:
            return "offline"
        return next((code for bit, code in _QUEUE if told["Status"] & bit), "")

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """A queue is asked nothing."""

    def listen(self, seconds: float) -> bytes:  # noqa: ARG002
        """A queue says nothing."""
        return b""

    def close(self) -> None:
        """Wait until the queue has let go of the job. Raises Broken if it does not: the job is
        deleted first."""
        end, code = time.monotonic() + self._finish_s, "stalled"
        while self._job:
            state = self._state()
            if state is None or state & _PRINTED:
                self._job = 0
            elif state & _DELETING:
                self._job, sent = 0, self._sent
                self.abort()
                raise Broken(sent, "deleted")
            elif time.monotonic() >= end:
                code = next((word for bit, word in _JOB if state & bit), code)
                kept, sent = self._delete(), self._sent
                self.abort()
                raise Broken(sent, "still_queued" if kept else code)
            else:
                time.sleep(_POLL_S)
        self.abort()

    def abort(self) -> None:
        """Delete what the queue still holds of ours, then let go of it."""
        if self._printer is None or self._spool is None:
            return
        if self._job:
            self._delete()
        with suppress(self._spool.error):
            self._spool.api.ClosePrinter(self._printer)
        self._printer, self._job = None, 0

    def _state(self) -> int | None:
        """The job's status; None once the queue knows it no more. Raises Broken."""
        assert self._spool is not None
        try:
            return int(self._spool.api.GetJob(self._printer, self._job, 1)["Status"])
        except self._spool.error as error:
            if _number(error) in _GONE:
                return None
            raise Broken(self._sent, _code(error)) from error

    def _delete(self) -> bool:
        """Take the job out of the queue; True if it is still in there and may be printed later."""
        assert self._spool is not None
        job, api, error = self._job, self._spool.api, self._spool.error
        with suppress(error):
            api.SetJob(self._printer, job, 0, None, _DELETE)
        try:
            kept = not api.GetJob(self._printer, job, 1)["Status"] & _DELETING
        except error:
            kept = False
        self._job = 0
        return kept


def _number(error: Exception) -> int:
    """Windows' number of an error: pywin32 keeps it in `winerror` and as the first argument."""
    return int(getattr(error, "winerror", None) or (error.args or (0,))[0])


def _code(error: Exception) -> str:
    return _CODES.get(_number(error), "broken")
