"""The theme of the counter's own tests."""

from tests.ui.conftest import dressed, look

__all__ = ["dressed", "look"]
