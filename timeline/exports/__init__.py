"""Files of what is filtered: each writer is a function (data, view) -> text or bytes of exactly the events in view."""

import re

from timeline import dates
from timeline.exports import page, tables
from timeline.view import View

EXPORTS = {"csv": tables.csv, "safe.csv": tables.safe_csv, "json": tables.json, "html": page.html}


def stem(data, view: View) -> str:
    """The name of a file without its suffix: title, years of the window, the edition's day."""
    title = re.sub(r"[^a-z0-9]+", "-", data.title.lower()).strip("-")[:40] or "events"
    years = [dates.iso([day])[0].rsplit("-", 2)[0] for day in (view.first, view.last) if day is not None]
    return "_".join(
        [title, *(["-".join(dict.fromkeys(years))] if years else []), dates.iso([data.edition_day])[0]]
    )
