"""The page: its component ids and its tree. Made once per data set; what changes is filled by `page.js`."""

from pathlib import Path

import dash_mantine_components as dmc
from dash import dcc, html

from timeline.app import about, download, marks, rail
from timeline.detail import TRACKS

ASSETS = Path(__file__).parent / "assets"


def page(data) -> dmc.MantineProvider:
    """The whole page for one data set."""
    theme = {
        "fontFamily": "var(--font-sans)",
        "headings": {"fontFamily": "var(--font-serif)"},
        "defaultRadius": 4,
        "primaryColor": "dark",
    }
    body = html.Div(className="body", children=[rail.rail(data), main(data), reader()])
    return dmc.MantineProvider(
        id="provider",
        defaultColorScheme="auto",
        theme=theme,
        children=html.Div(
            id="page",
            children=[
                html.A("Skip to the events", href="#main", className="skip"),
                dcc.Store(id="grid-view"),
                html.Div(id="live", role="status", className="unseen"),
                head(data),
                body,
                phone_bar(),
                download.dialog(data),
            ],
        ),
    )


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
            marks.button(
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
                className="tabs", children=[marks.tab(name) for name in marks.TABS], **{"aria-label": "Views"}
            ),
            html.Div(
                className="tools",
                children=[
                    marks.button("Share", "share"),
                    marks.button("Download", "open-download", "framed"),
                    toggle,
                    marks.button("Help", "open-help"),
                ],
            ),
        ],
    )


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}" if n else ""


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
            # Where the rail is a drawer, what is chosen stands above what it leaves.
            html.Div(id="chosen", className="chips chosen"),
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
            marks.tab("timeline", "phone-"),
            marks.tab("table", "phone-"),
            marks.button("Filter", "open-rail-phone", "tab"),
            marks.button("Download", "open-download-phone", "tab"),
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
