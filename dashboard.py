"""The dashboard of this folder's events: `python dashboard.py`, or `dashboard:server` for any WSGI server."""

import sys
from pathlib import Path

EVENTS = Path(__file__).parent / "events.csv"


def __getattr__(name: str):
    """`server`, made when a WSGI server asks for it."""
    if name != "server":
        raise AttributeError(name)
    from timeline import create_app, read

    return create_app(read(EVENTS)).server


if __name__ == "__main__":
    from timeline.cli import main

    sys.exit(main(["serve", str(EVENTS), *sys.argv[1:]]))
