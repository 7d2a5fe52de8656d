"""Slow work and what follows from it: the work on a thread, the rest on the main thread."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
Run = Callable[[Callable[[], object]], None]


class Later(NamedTuple):
    """The message a worker posts: the bridge calls `finish` where the store is written."""

    then: Callable[[Any], object]
    result: object

    def finish(self) -> None:
        """Go on with what the work gave."""
        self.then(self.result)


def later(run: Run, work: Callable[[], T], then: Callable[[T], object]) -> None:
    """Do `work` on a thread, then `then(its result)` on the main thread.

    `then` is called at some later moment: somebody else may have the desk by then.
    """
    run(lambda: Later(then, work()))
