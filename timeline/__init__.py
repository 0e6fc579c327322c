"""Event timelines: events are a table, a view says what we are looking at, all else is a function of the two.

    import timeline as tl
    data = tl.read("events.csv")
    report = tl.validate(data)
    view = tl.View(types=("un",), importance=4)
    shown = tl.select(data, view)

Rooms open on first use: reading a table loads neither plotly nor dash.
"""

from importlib import import_module

_ROOMS = {
    "read": "reading",
    "from_text": "reading",
    "Dataset": "reading",
    "validate": "checks",
    "View": "view",
    "select": "query",
    "facets": "query",
    "per_year": "measures",
    "links": "measures",
    "draw": "figures",
    "create_app": "app",
    "TimelineError": "problems",
    "Report": "problems",
}
__all__ = sorted(_ROOMS)


def __getattr__(name: str):
    if name not in _ROOMS:
        raise AttributeError(f"module 'timeline' has no attribute '{name}'")
    return getattr(import_module(f"timeline.{_ROOMS[name]}"), name)


def __dir__():
    return __all__
