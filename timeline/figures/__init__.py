"""Figures: each file of one has one public function, `draw(data, view, ...)` -> plotly Figure; beside them what painters share."""

from importlib import import_module

from timeline import detail, words
from timeline.problems import UnknownName
from timeline.query import select

FIGURES = ("timeline",)


def draw(name: str, data, view, **more):
    """The named figure of the events in view; raises UnknownName with the figures there are."""
    if name not in FIGURES:
        raise UnknownName(f"There is no figure '{name}'. There is: {', '.join(FIGURES)}.")
    return import_module(f"timeline.figures.{name}").draw(data, view, **more)


def plan(data, view, size: tuple[float, float], only_used: bool = False) -> detail.Plan:
    """The plan of a view in a room of `size` px, which every painter paints."""
    return detail.plan(
        data,
        select(data, view.without("first", "last")),
        words.window(data, view),
        size,
        selected=view.event,
        linked=words.lags(data, view.event),
        only_used=only_used,
    )
