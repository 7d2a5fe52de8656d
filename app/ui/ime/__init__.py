"""Chinese typing: which way the characters come (`path`), and the way to fcitx 4 (`bridge`)."""
