"""The small parts of the page: an event type's shape in its colour, a step of stance, the logo, a button, a tab.

Shapes are CSS masks filled with the category's colour, so that they follow light, dark and forced colours.
"""

from functools import lru_cache
from urllib.parse import quote

from dash import html
from markupsafe import Markup

from timeline.figures.shapes import SHAPES
from timeline.view import View

TABS = {"timeline": "Timeline", "table": "Table", "about": "About"}


def shape(data, category: str) -> Markup:
    """The mark of an event type. Decorative: the words beside it carry the meaning."""
    name, at = _shape(data, category)
    return Markup('<i class="shape shape-{}" style="color:var(--c-{})" aria-hidden="true"></i>').format(
        name, at
    )


@lru_cache(maxsize=1000)
def _shape(data, category: str) -> tuple[str, int]:
    """Name of the shape, and the place of the category, which names its colour."""
    codes = list(data.categories["code"])
    if category not in codes:
        return "circle", len(codes)
    at = codes.index(category)
    name = data.categories["shape"].iloc[at]
    return (name if name in SHAPES else "circle"), at


def stance(value: str) -> Markup:
    """A square for one step of stance; not coded has a dashed edge."""
    step = "none" if value in ("none", "") else value.replace("-", "m")
    return Markup('<i class="stance stance-{}" aria-hidden="true"></i>').format(step)


def logo() -> html.I:
    return html.I(className="logo", **{"aria-hidden": "true"})


def button(words: str, name: str, look: str = "plain", more: dict | None = None) -> html.Button:
    """A button; what it does stands in `page.js` under its name."""
    return html.Button(words, id=name, className=look, type="button", **(more or {}))


def tab(name: str, where: str = "") -> html.A:
    """A link to a tab; `where` begins its id, as a tab may be offered in several places."""
    return html.A(
        TABS[name],
        href="?" + View(tab=name).to_query(),
        className="tab",
        id=f"{where}go-{name}",
        **{"data-tab": name},
    )


def css() -> str:
    """One rule per shape, for the style sheet that the page loads."""
    return "".join(f'.shape-{name}{{--mask:url("{_uri(body)}")}}' for name, body in SHAPES.items())


def _uri(body: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{body}</svg>'
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")


def dialog(name: str, title: str, *children) -> html.Dialog:
    """A dialog of the page; the browser itself keeps the focus inside and closes it on Escape."""
    close = html.Button("Close", type="button", className="plain", **{"data-close": name})
    head = html.Div([html.H2(title, id=f"{name}-title"), close], className="dialog-head")
    return html.Dialog([head, *children], id=name, className="dialog", **{"aria-labelledby": f"{name}-title"})
