"""What the page gets for a view: decided here, in plain functions, without a browser; callbacks only hand it on."""

from dash import html

from timeline import dates
from timeline.app import download, listing, reader, table
from timeline.exports import citation, stem
from timeline.figures.timeline import spec
from timeline.query import facets, select
from timeline.view import TABS, View
from timeline.words import count_line, window

# Lengths in px, as in the style sheet: the head, the toolbar, the strip, the rail, the reader, the padding of main.
HEAD, TOOLBAR, STRIP, RAIL, READER, PAD = 60, 44, 66, 232, 364, 12
PHONE, TABLET, WIDE = 640, 1024, 1280
LEAST_HEIGHT, LARGEST = 480, 6000


def answer(data, query: str, size: list[int], scheme: str) -> dict:
    """Everything on the page that depends on the view, by the name of its place.

    `query` is the view, `size` the browser window's inner width and height in px, `scheme` `light` or `dark`.
    """
    view = View.from_query(query)
    shown = select(data, view)
    return {
        "figure": figure(data, view, size, scheme),
        "answer": facts(data, view, shown),
        "count": count_line(data, view, len(shown)),
        "chips": listing.chip_links(data, view),
        "zoom": listing.zoom_links(data, view),
        "strip": listing.strip(data, shown, view),
        "list": listing.listing(data, shown, view),
        "reader": reader.read(data, shown, view),
        "reader_hidden": not view.event,
        "notes": [html.P(note) for note in view.notes],
        "table": table.grid(data, shown, narrow=size[0] < PHONE) if view.tab == "table" else None,
        **{f"{tab}_hidden": view.tab != tab for tab in TABS},
    }


def facts(data, view: View, shown) -> dict:
    """The answer as data: the ids in view in order, the counts of every facet, what a download would hold."""
    scopes = {scope: download.scoped(view, scope) for scope in ("sight", "any")}
    return {
        "query": view.to_query(),
        "tab": view.tab,
        "event": view.event,
        "edition": data.edition,
        "ids": list(shown["id"]),
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


def figure(data, view: View, size: list[int], scheme: str):
    """The timeline for the room that the window leaves; an empty one where the page shows a feed instead."""
    width, height = canvas_size(size, bool(view.event))
    return (
        spec(data, view, size=(width, height), scheme=scheme)
        if size[0] >= PHONE
        else {"data": [], "layout": {"height": 10}}
    )


def canvas_size(size: list[int], reading: bool) -> tuple[int, int]:
    """Width and height in px of the canvas: the rail stands beside it from 1280, the reader from 1024."""
    width, height = (max(1, min(int(length), LARGEST)) for length in size)
    beside = (RAIL if width >= WIDE else 0) + (READER if reading and width >= TABLET else 0)
    return max(width - beside - 2 * PAD, 320), max(height - HEAD - TOOLBAR - STRIP - PAD, LEAST_HEIGHT)
