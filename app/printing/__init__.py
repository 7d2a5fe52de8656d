"""Paper: snapshot → document → rows → bytes for a thermal printer, and who sends them."""
