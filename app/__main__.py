"""`python -m app`: the counter, or one of its commands."""

import sys

from app.cli import main

sys.exit(main(sys.argv[1:]))
