"""The encrypted store and its log."""
