"""What the page gets for a view: decided here, in plain functions, without a browser; callbacks only hand it on."""

from functools import lru_cache

from dash import html

from timeline import dates
from timeline.app import about, columns, download, listing, reader, table
from timeline.exports import citation, stem
from timeline.query import facets, matches, select
from timeline.view import View
from timeline.words import count_line, lags, window

PHONE = 640  # px; a narrower window shows the feed


def answer(data, query: str, size: list[int]) -> dict:
    """Everything on the page that depends on the view, by the name of its place.

    `query` is the view, `size` the browser window's inner width and height in px.
    """
    view = View.from_query(query)
    shown = select(data, view)
    return {
        "answer": facts(data, view, shown),
        "chips": listing.chip_links(data, view),
        "zoom": listing.zoom_links(data, view),
        "strip": listing.strip(data, shown, view) if size[0] < PHONE else None,
        "reader": reader.read(data, shown, view),
        "notes": [html.P(note) for note in view.notes],
        "about": about.page(data) if view.tab == "about" else None,
        "table": table.grid(data, shown, narrow=size[0] < PHONE) if view.tab == "table" else None,
    }


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
        "list": listing.listing(data, shown, view),
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
