"""The page: its component ids and its tree. Made once per data set; what changes is filled by callbacks."""

from pathlib import Path

import dash_mantine_components as dmc
from dash import dcc, html

from timeline.app import about, download, marks
from timeline.detail import TRACKS
from timeline.query import facets
from timeline.view import CHOICES, STANCES, View
from timeline.words import label

ASSETS = Path(__file__).parent / "assets"
# A longer facet shows this many values first and folds the rest.
RAIL_VALUES = 8
FACET_TITLES = {"type": "Event type", "stance": "Stance shown", "actor": "Actor", "tag": "Question"}
TAB_TITLES = {"timeline": "Timeline", "table": "Table", "about": "About"}
# Order of the facets on the page; the stance comes second because readers ask for it first.
RAIL_ORDER = ("type", "stance", "tag", "actor")


def page(data) -> dmc.MantineProvider:
    """The whole page for one data set."""
    theme = {
        "fontFamily": "var(--font-sans)",
        "headings": {"fontFamily": "var(--font-serif)"},
        "defaultRadius": 4,
        "primaryColor": "dark",
    }
    body = html.Div(className="body", children=[rail(data), main(data), reader()])
    return dmc.MantineProvider(
        id="provider",
        defaultColorScheme="auto",
        theme=theme,
        children=html.Div(
            id="page",
            children=[
                html.A("Skip to the events", href="#main", className="skip"),
                *stores(),
                head(data),
                body,
                phone_bar(),
                download.dialog(data),
                help_dialog(),
            ],
        ),
    )


def stores() -> list:
    """What the page remembers: the view as a query, the window's size, what a link asked for, the last answer."""
    kept = [dcc.Store(id=name) for name in ("view", "size", "intent", "answer")]
    return [*kept, html.Div(id="live", role="status", className="unseen")]


def head(data) -> html.Header:
    """Title, counts and edition; tabs; share, download, light or dark, help."""
    facts = [
        _count(len(data.events), "event"),
        _count(len(data.sources), "source"),
    ]
    words = [" · ".join(filter(None, facts)), html.Span(f" · edition {data.edition}", className="edition")]
    toggle = dmc.ColorSchemeToggle(
        id="scheme",
        lightIcon=html.Span("Dark"),
        darkIcon=html.Span("Light"),
        className="plain",
        variant="transparent",
        **{"aria-label": "Light or dark"},
    )
    return html.Header(
        className="head",
        children=[
            _button(
                "Filter",
                "open-rail",
                "plain narrow-only",
                {"aria-expanded": "false", "aria-controls": "rail"},
            ),
            marks.logo(),
            html.Div(
                className="titles",
                children=[html.H1(data.title), html.P(words, id="edition")],
            ),
            html.Nav(
                className="tabs", children=[_tab(name) for name in TAB_TITLES], **{"aria-label": "Views"}
            ),
            html.Div(
                className="tools",
                children=[
                    _button("Share", "share"),
                    _button("Download", "open-download", "framed"),
                    toggle,
                    _button("Help", "open-help"),
                ],
            ),
        ],
    )


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}" if n else ""


def _button(words: str, name: str, look: str = "plain", more: dict | None = None) -> html.Button:
    return html.Button(words, id=name, className=look, type="button", **(more or {}))


def _tab(name: str, where: str = "") -> html.A:
    return html.A(
        TAB_TITLES[name],
        href="?" + View(tab=name).to_query(),
        className="tab",
        id=f"{where}go-{name}",
        **{"data-tab": name},
    )


def rail(data) -> html.Div:
    """Search, chips, facets with live counts, importance, dates, reset."""
    counts = facets(data, View())
    offered = [key for key in RAIL_ORDER if _offered(counts[key])]
    # A choice that the data does not offer still exists, unseen, so that an address that names it works.
    unseen = [
        html.Div(dmc.CheckboxGroup([], id=key, value=[]), hidden=True)
        for key in CHOICES
        if key not in offered
    ]
    return html.Div(
        id="rail",
        className="rail",
        role="search",
        **{"aria-label": "Filter"},
        children=[
            html.Div(
                className="rail-head narrow-only",
                children=[html.Strong("Filter"), _button("Close", "close-rail")],
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
            *[_facet(data, key, counts[key]) for key in offered],
            *unseen,
            _importance(data),
            _range(),
            html.A("Reset all filters", href="?", className="reset", id="reset"),
            # What the head of a phone has no room for.
            html.Div(
                className="phone-only",
                children=[
                    _tab("about", "rail-"),
                    _button("Help", "open-help-phone"),
                    _button("Share", "share-phone"),
                ],
            ),
        ],
    )


def _offered(counts: dict) -> bool:
    """A facet is worth showing when it can tell events apart."""
    return len([value for value, n in counts.items() if n]) > 1


def _facet(data, key: str, counts: dict) -> html.Section:
    values = _values(data, key, counts)
    boxes = [_choice(data, key, value, counts[value]) for value in values]
    folds = key in ("actor", "tag") and len(values) > RAIL_VALUES + 2
    fold = (
        [
            html.Button(
                f"Show all {len(values)}",
                className="more",
                type="button",
                **{"data-fold": key, "aria-expanded": "false"},
            )
        ]
        if folds
        else []
    )
    return html.Section(
        className=f"facet facet-{key}{' folded' if folds else ''}",
        children=[
            html.H2(
                [FACET_TITLES[key], html.Span(f"{len(values)}" if key != "stance" else "", className="n")]
            ),
            dmc.CheckboxGroup(
                id=key,
                value=[],
                children=html.Div(boxes, className="choices"),
                **{"aria-label": FACET_TITLES[key]},
            ),
            *fold,
        ],
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


def _choice(data, key: str, value: str, n: int) -> dmc.Checkbox:
    icon = marks.shape(data, value) if key == "type" else marks.stance(value) if key == "stance" else None
    words = html.Span(
        className="choice",
        children=[
            icon,
            label(data, CHOICES[key], value),
            html.Span(f"{n:,}", className="n", **{"data-count": f"{key}:{value}"}),
        ],
    )
    return dmc.Checkbox(value=value, label=words, size="xs", className="choice-box")


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


def main(data) -> html.Main:
    """The three tabs; one is shown, the others are hidden and keep their state."""
    return html.Main(
        id="main",
        tabIndex="-1",
        children=[
            html.Div(id="banner", children=about.banner(data)),
            html.Div(
                className="toolbar",
                children=[
                    html.P(id="count", className="count"),
                    tracks(data),
                    html.Div(id="zoom", className="zoom"),
                ],
            ),
            html.Section(
                id="tab-timeline",
                **{"aria-label": "Timeline"},
                children=[canvas(), overview(), html.Div(id="strip"), html.Div(id="list")],
            ),
            html.Section(
                id="tab-table", hidden=True, children=html.Div(id="table"), **{"aria-label": "Table"}
            ),
            html.Section(
                id="tab-about",
                hidden=True,
                className="prose",
                children=html.Div(id="about"),
                **{"aria-label": "About"},
            ),
        ],
    )


def tracks(data) -> html.Details | None:
    """Which era tracks stand above the lanes; nothing where the data has no eras."""
    names = list(dict.fromkeys(data.eras["track"]))
    boxes = [dmc.Checkbox(value=name, label=name, size="xs") for name in names]
    return html.Details(
        id="eras",
        className="eras",
        hidden=not names,
        children=[
            html.Summary("Eras"),
            dmc.CheckboxGroup(id="tracks", value=names[:TRACKS], children=boxes, **{"aria-label": "Eras"}),
        ],
    )


def canvas() -> html.Div:
    """The timeline: Plotly's axis for drag and pinch, our canvas over it, the card of a hover. `canvas.js` fills it."""
    return html.Div(
        id="canvas",
        className="canvas",
        role="application",
        tabIndex="0",
        children=[
            html.Div(id="plot", **{"aria-hidden": "true"}),
            html.Canvas(id="ink", **{"aria-hidden": "true"}),
            html.Div(id="card", className="card", hidden=True, **{"aria-hidden": "true"}),
            html.P(
                "Click the timeline first, or hold Ctrl, to zoom with the wheel",
                id="canvas-hint",
                className="hint",
                hidden=True,
            ),
            html.P(id="canvas-says", className="unseen"),
        ],
        **{
            "aria-label": "Timeline. Arrow keys move through the events, Enter reads one; the list below names the same events in the same order.",
            "aria-describedby": "canvas-says",
        },
    )


def overview() -> html.Div:
    """All dates on one strip, with the window and its two handles."""
    handles = [
        html.Div(
            id=f"overview-{end}",
            className="handle",
            role="slider",
            tabIndex="0",
            **{
                "aria-label": words,
                "aria-valuemin": "-3652059",
                "aria-valuemax": "2932896",
                "aria-valuenow": "0",
            },
        )
        for end, words in (("from", "First day in sight"), ("to", "Last day in sight"))
    ]
    return html.Div(
        id="overview",
        className="overview",
        children=[html.Canvas(id="overview-ink", **{"aria-hidden": "true"}), *handles],
    )


def reader() -> html.Aside:
    return html.Aside(id="reader", hidden=True, **{"aria-label": "Event"})


def phone_bar() -> html.Nav:
    """The bar of four words on a phone."""
    return html.Nav(
        className="phone-bar",
        **{"aria-label": "Phone"},
        children=[
            _tab("timeline", "phone-"),
            _tab("table", "phone-"),
            _button("Filter", "open-rail-phone", "tab"),
            _button("Download", "open-download-phone", "tab"),
        ],
    )


KEYS = [
    ("/", "search"),
    ("j or →, k or ←", "next, previous event"),
    ("↑ ↓", "the lane above, below"),
    ("Enter", "read the event"),
    ("Esc", "close the reader"),
    ("+  −  0", "zoom in, zoom out, show all"),
    ("Shift + ← →", "move by a tenth of the window"),
    ("Home, End", "first, last event"),
    ("d", "light or dark"),
    ("?", "this help"),
]


HELP = (
    (
        "Filter",
        "Choose event types, stances, questions, actors or dates on the left, or search. Everything on the page, and every "
        "download, then shows exactly the events that match.",
    ),
    ("Move", "Drag the timeline, or the window on the strip below it."),
    (
        "Zoom",
        "Click the timeline first, or hold Ctrl, and turn the wheel; pinch on a touch screen. Shift and drag takes a span. A double "
        "click on a bar of counts or on a lane's name shows what is in it, on an empty place everything.",
    ),
    ("Read", "Click an event: its sources, votes and what answered it stand beside the timeline."),
    (
        "Cite",
        "The address in the browser is the view: copy it to share it. Each event has a citation of its own.",
    ),
)


def help_dialog() -> html.Dialog:
    """What can be done here, and the keys."""
    rows = [html.Tr([html.Th(html.Kbd(key), scope="row"), html.Td(words)]) for key, words in KEYS]
    return marks.dialog(
        "help",
        "Help",
        html.Dl([part for name, words in HELP for part in (html.Dt(name), html.Dd(words))], className="help"),
        html.P(
            "Keys work while the timeline or the list has the focus; / ? and d work anywhere outside a field."
        ),
        html.Table(html.Tbody(rows), className="keys"),
    )
