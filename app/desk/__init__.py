"""The counter's verbs."""
