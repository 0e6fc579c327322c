"""What is measured: for each page where it comes from, when it is complete, and how it is handled."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
SIZES = (500, 5_000, 50_000, 1_000_000)
RIVAL_ZOOM = "rival.zoom({from}, {to})"
PLOTLY_ZOOM = (
    "Plotly.relayout(document.querySelector('.js-plotly-plot'), "
    "{{'xaxis.range': [new Date({from}).toISOString(), new Date({to}).toISOString()]}})"
)


@dataclass(frozen=True)
class Target:
    """A page and its handles. `ready`, `zoom` ({from} and {to} in milliseconds since 1970) and `held` are JavaScript.

    `home`: JavaScript that brings a window moved by program back to the one with which the page opened.
    `wheels`: Ctrl and the wheel zoom where `pan` drags.
    """

    name: str
    sizes: tuple[int, ...]
    ready: str
    zoom: str
    pan: str
    filter: str
    undo: str
    page: str = ""
    command: Callable[[Path], list] | None = None
    held: str = ""
    home: str = ""
    wheels: bool = False


def _ours(events: Path) -> list:
    limits = ("--max-rows", 10**7, "--max-bytes", 10**10)
    return [sys.executable, "-P", "-m", "timeline", "serve", events, "--port", 0, *limits]


def _express(events: Path) -> list:
    return [sys.executable, BENCH / "rivals" / "express.py", events]


def _rival(name: str, sizes: tuple[int, ...], page: str, pan: str) -> Target:
    buttons = (".filter-1", ".filter-all")
    return Target(name, sizes, "window.rival?.ready", RIVAL_ZOOM, pan, *buttons, page=page, wheels=True)


_TYPE = "#rail .facet-type .choice-box >> nth=1"
TARGETS = {
    "ours": Target(
        "ours",
        SIZES,
        ready="document.getElementById('canvas')?.dataset.state === 'complete'",
        zoom="timeline.setWindow({from}, {to})",
        pan="#plot .nsewdrag",
        filter=_TYPE,
        undo=_TYPE,
        command=_ours,
        held="window.timeline?.bytes?.() ?? null",
        home="timeline.fit()",
        wheels=True,
    ),
    # The rivals stop where they stop: beyond these sizes no page comes within the patience of the bench.
    "vis": _rival("vis-timeline", (500, 5_000), "rivals/vis.html?n={n}", ".vis-center"),
    "clusters": _rival(
        "vis-timeline, clusters", (500, 5_000), "rivals/vis.html?n={n}&clusters", ".vis-center"
    ),
    "express": Target(
        "Plotly Express and Dash",
        (500, 5_000, 50_000),
        ready="document.querySelectorAll('.js-plotly-plot .xtick').length > 0",
        zoom=PLOTLY_ZOOM,
        pan=".nsewdrag",
        filter=".filter-1",
        undo=".filter-all",
        command=_express,
    ),
    "floor": _rival("floor: an empty canvas", SIZES, "rivals/floor.html", "canvas"),
}
