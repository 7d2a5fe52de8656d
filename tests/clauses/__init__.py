"""The clauses of the five regulations, each driven once."""
