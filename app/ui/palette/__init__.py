"""快速查找: one field for tickets, commands and pages."""
