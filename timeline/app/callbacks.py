"""Wiring only: which change calls which function. What is decided is decided in `payload` and in `assets/page.js`."""

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from timeline.app import listing, payload
from timeline.query import select
from timeline.view import CHOICES, MAX_QUERY, View

CONTROLS = [
    *[(key, "value") for key in CHOICES],
    ("importance", "value"),
    ("q", "value"),
    ("from", "value"),
    ("to", "value"),
]
PLACES = {
    "answer": ("answer", "data"),
    "count": ("count", "children"),
    "chips": ("chips", "children"),
    "zoom": ("zoom", "children"),
    "strip": ("strip", "children"),
    "list": ("list", "children"),
    "reader": ("reader", "children"),
    "reader_hidden": ("reader", "hidden"),
    "notes": ("notes", "children"),
    "table": ("table", "children"),
    "timeline_hidden": ("tab-timeline", "hidden"),
    "table_hidden": ("tab-table", "hidden"),
    "about_hidden": ("tab-about", "hidden"),
}


def wire(app: Dash, data) -> None:
    """Connects the page of `app` to its data."""
    _page(app)

    @app.callback(
        [Output(*place) for place in PLACES.values()],
        Input("view", "data"),
        State("size", "data"),
        prevent_initial_call=True,
    )
    def answer(query, size):
        got = payload.answer(data, query or "", size or [1400, 900])
        return [got[name] for name in PLACES]

    @app.callback(
        Output("list", "children", allow_duplicate=True),
        Input("turn", "data"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    def turn(page, query):
        if page is None:  # the store's first breath, not a person
            return no_update
        view = View.from_query(query or "")
        shown = select(data, view)
        return listing.listing(data, shown, view, page=min(max(page, 1), -(-len(shown) // listing.PAGE) or 1))


def _page(app: Dash) -> None:
    """What the browser does by itself; the functions are in `assets/page.js`."""

    def run(name):
        return ClientsideFunction("timeline", name)

    controls = [Input(*control) for control in CONTROLS]
    app.clientside_callback(
        run("boot"),
        Output("intent", "data"),
        Output("size", "data"),
        Input("page", "id"),
    )
    app.clientside_callback(
        run("sync"),
        *[Output(*control) for control in CONTROLS],
        Output("view", "data"),
        *controls,
        Input("intent", "data"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        run("paint"), Output("live", "children"), Input("answer", "data"), prevent_initial_call=True
    )
    app.clientside_callback(run("tracks"), Input("tracks", "value"), prevent_initial_call=True)
    app.clientside_callback(
        run("offer"),
        Output("get-words", "children"),
        Output("get", "children"),
        Output("get", "href"),
        Output("scope", "data"),
        Input("scope", "value"),
        Input("kind", "value"),
        Input("answer", "data"),
        prevent_initial_call=True,
    )


def _query(value) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= MAX_QUERY)


def _size(value) -> bool:
    return value is None or (
        isinstance(value, list) and len(value) == 2 and all(type(n) is int and 0 < n < 100_000 for n in value)
    )


# What the page may send, by component and property; anything else is refused before a callback runs.
CHECKS = {
    "view.data": _query,
    "size.data": _size,
    "turn.data": lambda value: value is None or (type(value) is int and 0 < value < 1_000_000),
}
