"""The download dialog: which file, of which events, and what is in it."""

from dataclasses import replace

import dash_mantine_components as dmc
import numpy as np
from dash import html

from timeline.app import marks
from timeline.query import masks
from timeline.view import View

# kind -> (name, what it is good for); pictures are drawn by the page, files by the server.
PICTURES = {
    "png": ("PNG", "a picture for slides and posts"),
    "svg": ("SVG", "a picture that stays sharp and can be edited"),
}
FILES = {
    "html": ("HTML", "the interactive timeline and its list in one file that opens offline"),
    "csv": ("CSV", "opens anywhere; loads back here unchanged"),
    "safe.csv": ("CSV, safe", "for spreadsheets: no cell can run as a formula"),
    "json": ("JSON", "one object per event, dates with their precision, sources in full"),
}
KINDS = {**PICTURES, **FILES}


def dialog(data) -> html.Dialog:
    """The dialog; its numbers are filled by `scope` when it opens."""
    radios = [
        dmc.Radio(
            value=kind,
            label=html.Span([html.Strong(name), html.Span(use, className="use")], className="kind-row"),
        )
        for kind, (name, use) in KINDS.items()
    ]
    credit = (
        f"{data.licence}. Credit as: {data.title}, edition {data.edition}."
        if data.licence
        else f"{data.title}, edition {data.edition}."
    )
    return marks.dialog(
        "download",
        "Download",
        html.Div(
            className="download",
            children=[
                html.Div(
                    [
                        html.Div(
                            dmc.SegmentedControl(
                                id="scope",
                                value="sight",
                                data=[
                                    {"value": "sight", "label": "In sight"},
                                    {"value": "any", "label": "Any date"},
                                ],
                                size="sm",
                                **{"aria-label": "Which events"},
                            ),
                            className="scopes",
                        ),
                        dmc.RadioGroup(
                            id="kind",
                            value="png",
                            children=html.Div(radios, className="kinds"),
                            **{"aria-label": "File"},
                        ),
                    ]
                ),
                html.Div(
                    [
                        html.H3("What you get"),
                        html.P(id="get-words"),
                        html.H3("Credit"),
                        html.P(
                            [credit, " Sources keep their own rights; each event names them."]
                            if len(data.sources)
                            else credit
                        ),
                        html.A("Download", id="get", href="?", className="primary"),
                        html.P(id="get-fault", role="alert", className="notes"),
                    ]
                ),
            ],
        ),
    )


def counts(data, view: View) -> dict[str, int]:
    """How many events each scope holds: `sight` (the window) and `any` (any date)."""
    found = masks(data, view)
    any_date = np.logical_and.reduce(
        [np.ones(len(data.events), bool), *(m for k, m in found.items() if k != "window")]
    )
    return {"sight": int((any_date & found.get("window", True)).sum()), "any": int(any_date.sum())}


def scoped(view: View, scope: str) -> View:
    """The view whose events a download holds; selection and tab do not matter to a file."""
    view = replace(view, event="", tab="timeline")
    return view.without("first", "last") if scope == "any" else view
