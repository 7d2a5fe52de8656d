"""登记受理: the main screen."""
