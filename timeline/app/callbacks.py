"""Wiring only: which change calls which function. What is decided is decided in `payload` and in `assets/page.js`."""

from dash import ClientsideFunction, Dash, Input, Output, State

from timeline.app import payload
from timeline.view import CHOICES, MAX_QUERY

CONTROLS = [
    *[(key, "value") for key in CHOICES],
    ("importance", "value"),
    ("q", "value"),
    ("from", "value"),
    ("to", "value"),
]
PLACES = {
    "answer": ("answer", "data"),
    "chips": ("chips", "children"),
    "zoom": ("zoom", "children"),
    "strip": ("strip", "children"),
    "reader": ("reader", "children"),
    "notes": ("notes", "children"),
    "table": ("table", "children"),
    "about": ("about", "children"),
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
        Output("view", "data"),
        *controls,
        Input("intent", "data"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(run("paint"), Input("answer", "data"), prevent_initial_call=True)
    app.clientside_callback(run("tracks"), Input("tracks", "value"), prevent_initial_call=True)
    app.clientside_callback(run("choose"), Input("scope", "value"), Input("kind", "value"))


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
}
