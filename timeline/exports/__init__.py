"""Files of what is filtered: each writer is a function (data, view) -> text or bytes of exactly the events in view."""

import re
from collections.abc import Callable
from importlib import import_module

from timeline import dates
from timeline.query import fold
from timeline.view import View


def _writer(room: str, name: str) -> Callable:
    """The named function of a room here; the room, and Plotly with it, is opened when something is written."""

    def write(data, view: View) -> str | bytes:
        return getattr(import_module(f"timeline.exports.{room}"), name)(data, view)

    return write


# The end of a file's name decides what is written.
EXPORTS = {
    "csv": _writer("tables", "csv"),
    "safe.csv": _writer("tables", "safe_csv"),
    "json": _writer("tables", "json"),
    "html": _writer("page", "html"),
    "svg": _writer("svg", "svg"),
    "png": _writer("png", "png"),
    "bib": _writer("citation", "bibtex"),
}


def stem(data, view: View) -> str:
    """The name of a file without its end: title, what is chosen if it is little, years of the window, the edition's day.

    `china-and-north-korea_un-sanctions_2016-2018_2026-11-24`; only a-z, 0-9, hyphens and underscores.
    """
    chosen = [*view.types, *view.tags, *view.actors, *filter(None, [view.text])]
    kinds = "-".join(filter(None, map(_slug, chosen))) if len(chosen) <= 3 else ""
    years = [dates.iso([day])[0].rsplit("-", 2)[0] for day in (view.first, view.last) if day is not None]
    parts = [
        _slug(data.title)[:40].strip("-") or "events",
        kinds[:40].strip("-"),
        "-".join(dict.fromkeys(years)),
        dates.iso([data.edition_day])[0],
    ]
    return "_".join(filter(None, parts))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
