"""What goes wrong between a pad and the counter, each fault injected by a test."""
