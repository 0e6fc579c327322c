"""The dashboard of this folder's events: `python dashboard.py`, or `dashboard:server` for any WSGI server."""

import sys

from timeline.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
