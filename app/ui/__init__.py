"""The window: pages as presenter (no Qt) and view."""
