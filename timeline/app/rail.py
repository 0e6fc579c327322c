"""The rail: search, chips, facets with live counts, importance, dates, reset."""

import dash_mantine_components as dmc
from dash import html
from markupsafe import Markup

from timeline.app import marks
from timeline.query import facets
from timeline.view import CHOICES, STANCES, View
from timeline.words import label

# A longer facet shows this many values first and folds the rest.
FIRST = 8
TITLES = {"type": "Event type", "stance": "Stance shown", "actor": "Actor", "tag": "Question"}
# Order on the page; the stance comes second because readers ask for it first.
ORDER = ("type", "stance", "tag", "actor")


def rail(data) -> html.Div:
    """All of it but the facets' choices, which `page.js` puts into `#facets`."""
    return html.Div(
        id="rail",
        className="rail",
        role="search",
        **{"aria-label": "Filter"},
        children=[
            html.Div(
                className="rail-head narrow-only",
                children=[html.Strong("Filter"), marks.button("Close", "close-rail")],
            ),
            dmc.TextInput(
                id="q",
                placeholder="Search",
                debounce=250,
                size="sm",
                w="100%",
                rightSection=html.Kbd("/", className="key"),
                **{"aria-label": "Search the events"},
            ),
            html.Div(id="chips", className="chips"),
            html.Div(id="facets"),
            _importance(data),
            _range(),
            html.A("Reset all filters", href="?", className="reset", id="reset"),
            marks.button("Show", "show-events", "primary show"),
            # What the head of a phone has no room for.
            html.Div(
                className="phone-only",
                children=[
                    marks.tab("about", "rail-"),
                    marks.button("Help", "open-help-phone"),
                    marks.button("Share", "share-phone"),
                ],
            ),
        ],
    )


# -- facets: text in HTML, as there are hundreds of choices and each component costs time at every change -----------


def choices(data) -> Markup:
    """Every facet that can tell events apart, with its choices and their numbers of events."""
    counts = facets(data, View())
    offered = [key for key in ORDER if sum(map(bool, counts[key].values())) > 1]
    return Markup().join(_facet(data, key, counts[key]) for key in offered)


def _facet(data, key: str, counts: dict) -> Markup:
    values = _values(data, key, counts)
    folds = key in ("actor", "tag") and len(values) > FIRST + 2
    more = Markup(
        '<button type="button" class="more" data-fold="{}" aria-expanded="false">Show all {}</button>'
    ).format(key, len(values))
    return Markup(
        '<section class="facet facet-{0}{1}"><h2>{2}<span class="n">{3}</span></h2>'
        '<div class="choices" role="group" aria-label="{2}">{4}</div>{5}</section>'
    ).format(
        key,
        " folded" if folds else "",
        TITLES[key],
        len(values) if key != "stance" else "",
        Markup().join(_choice(data, key, value, counts[value]) for value in values),
        more if folds else "",
    )


def _values(data, key: str, counts: dict) -> list[str]:
    """Types and tags in the order of their tables, stances from for to against, actors by number of events."""
    if key == "stance":
        return [*reversed(STANCES[:-1]), "none"]
    order = {"type": data.categories, "tag": data.tags}.get(key, data.categories[:0])["code"]
    rank = {code: i for i, code in enumerate(order)}
    return sorted(
        (value for value, n in counts.items() if n),
        key=lambda value: (rank.get(value, len(rank)), -counts[value], value),
    )


def _choice(data, key: str, value: str, n: int) -> Markup:
    sign = {"type": lambda: marks.shape(data, value), "stance": lambda: marks.stance(value)}
    return Markup(
        '<label class="choice-box"><input type="checkbox" name="{0}" value="{1}"><span class="choice">{2}{3}'
        '<span class="n" data-count="{0}:{1}">{4:,}</span></span></label>'
    ).format(key, value, sign.get(key, str)(), label(data, CHOICES[key], value), n)


# -- importance and dates ---------------------------------------------------------------------------------------------


def _importance(data) -> html.Section:
    control = dmc.SegmentedControl(
        id="importance",
        value="1",
        data=list("12345"),
        fullWidth=True,
        size="xs",
        **{"aria-label": "Importance at least"},
    )
    return html.Section(
        className="facet",
        hidden=data.events["importance"].nunique() < 2,
        children=[html.H2(["Importance", html.Span("at least", className="n")]), control],
    )


def _range() -> html.Section:
    dated = {"debounce": True, "size": "xs", "placeholder": "any"}
    return html.Section(
        className="facet",
        children=[
            html.H2(["Dates", html.Span("year, month or day", className="n")]),
            html.Div(
                className="range",
                children=[
                    dmc.TextInput(id="from", **dated, **{"aria-label": "From"}),
                    html.Span("to"),
                    dmc.TextInput(id="to", **dated, **{"aria-label": "To"}),
                ],
            ),
            html.Div(id="notes", className="notes", role="alert"),
        ],
    )
