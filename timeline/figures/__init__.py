"""Figures: each file has one public function, `draw(data, view, ...)` -> plotly Figure."""

from importlib import import_module

from timeline.problems import UnknownName

FIGURES = ("timeline",)


def draw(name: str, data, view, **more):
    """The named figure of the events in view; raises UnknownName with the figures there are."""
    if name not in FIGURES:
        raise UnknownName(f"There is no figure '{name}'. There is: {', '.join(FIGURES)}.")
    return import_module(f"timeline.figures.{name}").draw(data, view, **more)
