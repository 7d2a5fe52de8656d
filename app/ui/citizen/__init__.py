"""公众屏: the citizen's own screen. It shows, and it takes the citizen's own touches."""
