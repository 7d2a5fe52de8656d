"""评价: start it, keep out of it."""
