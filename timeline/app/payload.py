"""What the page gets for a view: decided here, in plain functions, without a browser; routes and callbacks only hand it on."""

from functools import lru_cache

from dash import html
from markupsafe import Markup

from timeline import dates
from timeline.app import about, columns, download, listing, reader, table
from timeline.app.markup import text
from timeline.exports import citation, stem
from timeline.query import facets, matches, select
from timeline.view import View
from timeline.words import count_line, lags, window


def answer(data, query: str, narrow: bool = False) -> dict:
    """What the page needs for a view: its facts, and what it shows as text in HTML by the id of the place.

    `query` is the view, `narrow` says that the window is that of a phone, which shows a feed.
    """
    view = View.from_query(query)
    shown = select(data, view)
    return facts(data, view, shown) | {"parts": parts(data, view, shown, narrow)}


def grid(data, query: str, narrow: bool = False):
    """The table of a view; a component, as a grid has a state of its own."""
    return table.grid(data, select(data, View.from_query(query)), narrow)


def parts(data, view: View, shown, narrow: bool) -> dict[str, Markup]:
    """What a closed tab or a wide window never shows is not there."""
    seen = {
        "list": listing.listing(data, shown, view),
        "chips": text(listing.chip_links(data, view)),
        "zoom": text(listing.zoom_links(data, view)),
        "notes": text([html.P(note) for note in view.notes]),
        "reader": text(reader.read(data, shown, view)),
    }
    if narrow:
        seen["strip"] = text(listing.strip(data, shown, view))
    if view.tab == "about":
        seen["about"] = text(about.page(data))
    return seen


def facts(data, view: View, shown) -> dict:
    """The answer as data: the ids in view in order, the counts of every facet, what a download would hold.

    `bits` is for the canvas: which events match all but the event types and the window, which it masks by itself.
    """
    rows = places(data)
    scopes = {scope: download.scoped(view, scope) for scope in ("sight", "any")}
    return {
        "query": view.to_query(),
        "tab": view.tab,
        "event": view.event,
        "edition": data.edition,
        "ids": list(shown["id"]) if len(data.events) <= columns.NAMED else None,
        "words": count_line(data, view, len(shown)),
        "n": len(shown),
        "bits": columns.bits(matches(data, view.without("types", "first", "last"))),
        "row": rows.get(view.event, -1),
        "linked": [[rows[id], lag] for id, lag in lags(data, view.event) if id in rows],
        "total": len(data.events),
        "facets": facets(data, view),
        "downloads": {
            scope: {
                "n": n,
                "query": scopes[scope].to_query(),
                "stem": stem(data, scopes[scope]),
                "words": count_line(data, scopes[scope], n),
            }
            for scope, n in download.counts(data, view).items()
        },
        "citation": citation.text(data, view, event=view.event),
        "window": [dates.iso([day])[0] for day in window(data, view)],
    }


@lru_cache(maxsize=4)
def places(data) -> dict[str, int]:
    """id -> place in the data."""
    return {id: at for at, id in reversed([*enumerate(data.events["id"])])}
