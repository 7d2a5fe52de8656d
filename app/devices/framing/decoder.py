"""Bytes in, frames out."""

from app.devices.framing.frame import Frame, FrameSpec, Verdict


class Decoder:
    """Bytes in, frames out. Never raises; holds less than one frame between calls."""

    def __init__(self, spec: FrameSpec) -> None:
        self._spec = spec
        self._buffer = b""

    @property
    def held(self) -> int:
        """How many bytes wait for the end of their frame."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are whole after `data`, however the stream is cut into pieces."""
        self._buffer += data
        return self._scan(final=False)

    def gap(self) -> list[Frame]:
        """Silence: what waits for its end will not get it; the frames behind its first byte."""
        return self._scan(final=True)

    def _scan(self, *, final: bool) -> list[Frame]:
        frames, at, end = [], 0, len(self._buffer)
        while (at := self._start(at)) < end:
            found = self._spec.match(self._buffer, at)
            if isinstance(found, Frame):
                frames.append(found)
                at += len(found.raw) - found.shared
            elif found is Verdict.MORE and not final:
                break
            else:
                at += 1
        self._buffer = self._buffer[at:]
        return frames

    def _start(self, at: int) -> int:
        """Where a frame may begin from `at` on, at the end perhaps with a part of its mark."""
        begin, end = self._spec.begin, len(self._buffer)
        found = self._buffer.find(begin, at)
        if found >= 0:
            return found
        cut = (n for n in range(min(len(begin) - 1, end - at), 0, -1))
        return next((end - n for n in cut if self._buffer.endswith(begin[:n])), end)
