"""Wiring only: which change calls which function. What is decided is decided in `payload` and in `assets/page.js`."""

from dash import ClientsideFunction, Dash, Input, Output

from timeline.app import payload
from timeline.view import MAX_QUERY

CONTROLS = ("importance", "q", "from", "to")


def wire(app: Dash, data) -> None:
    """Connects the page of `app` to its data."""
    _page(app)

    @app.callback(Output("table", "children"), Input("grid-view", "data"), prevent_initial_call=True)
    def grid(asked):
        return payload.grid(data, *asked) if asked else None


def _page(app: Dash) -> None:
    """What the browser does by itself; the functions are in `assets/page.js`, which asks for the answers, too."""

    def run(name):
        return ClientsideFunction("timeline", name)

    app.clientside_callback(run("controls"), *[Input(control, "value") for control in CONTROLS])
    app.clientside_callback(run("tracks"), Input("tracks", "value"), prevent_initial_call=True)
    app.clientside_callback(run("choose"), Input("scope", "value"), Input("kind", "value"))


def _grid_view(value) -> bool:
    return value is None or (
        isinstance(value, list) and [type(one) for one in value] == [str, bool] and len(value[0]) <= MAX_QUERY
    )


# What the page may send, by component and property; anything else is refused before a callback runs.
CHECKS = {"grid-view.data": _grid_view}
