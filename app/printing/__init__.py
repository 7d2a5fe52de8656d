"""Paper: snapshot → document → rows → bytes for a thermal printer, and the thread that sends them."""
