"""The small signs of the page: an event type's shape in its colour, a step of stance, the logo.

Shapes are CSS masks filled with the category's colour, so that they follow light, dark and forced colours.
"""

import math
from urllib.parse import quote

from dash import html

_C = 8.0  # centre of the 16 × 16 box


def shape(data, category: str) -> html.I:
    """The mark of an event type. Decorative: the words beside it carry the meaning."""
    codes = list(data.categories["code"])
    at = codes.index(category) if category in codes else 0
    name = data.categories["shape"].iloc[at] if codes else "circle"
    return html.I(
        className=f"shape shape-{name if name in SHAPES else 'circle'}",
        style={"color": f"var(--c-{at})"},
        **{"aria-hidden": "true"},
    )


def stance(value: str) -> html.I:
    """A square for one step of stance; not coded has a dashed edge."""
    step = "none" if value in ("none", "") else value.replace("-", "m")
    return html.I(className=f"stance stance-{step}", **{"aria-hidden": "true"})


def logo() -> html.I:
    return html.I(className="logo", **{"aria-hidden": "true"})


def css() -> str:
    """One rule per shape, for the style sheet that the page loads."""
    return "".join(f'.shape-{name}{{--mask:url("{_uri(body)}")}}' for name, body in SHAPES.items())


def _uri(body: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{body}</svg>'
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")


def _polygon(points) -> str:
    return "<polygon points='" + " ".join(f"{x:.2f},{y:.2f}" for x, y in points) + "'/>"


def _regular(n: int, r: float, turn: float = -90.0, inner: float = 0.0):
    """Corners of a regular polygon, or of a star when `inner` is the radius between the points."""
    radii = [r, inner] if inner else [r]
    step = 360 / (n * len(radii))
    angles = [math.radians(turn + i * step) for i in range(n * len(radii))]
    return [
        (_C + radii[i % len(radii)] * math.cos(a), _C + radii[i % len(radii)] * math.sin(a))
        for i, a in enumerate(angles)
    ]


_PLUS = [
    (6, 1.5),
    (10, 1.5),
    (10, 6),
    (14.5, 6),
    (14.5, 10),
    (10, 10),
    (10, 14.5),
    (6, 14.5),
    (6, 10),
    (1.5, 10),
    (1.5, 6),
    (6, 6),
]
_TURNED = [(_C + ((x - _C) - (y - _C)) * 0.7071, _C + ((x - _C) + (y - _C)) * 0.7071) for x, y in _PLUS]
# Plotly's symbol names, so that page and figure agree.
SHAPES = {
    "circle": "<circle cx='8' cy='8' r='6'/>",
    "circle-open": "<circle cx='8' cy='8' r='5' fill='none' stroke='black' stroke-width='2.4'/>",
    "square": "<rect x='2.6' y='2.6' width='10.8' height='10.8'/>",
    "diamond": _polygon(_regular(4, 7.4)),
    "triangle-up": _polygon([(8, 1.8), (14.6, 13.4), (1.4, 13.4)]),
    "triangle-down": _polygon([(8, 14.2), (14.6, 2.6), (1.4, 2.6)]),
    "pentagon": _polygon(_regular(5, 7)),
    "hexagon": _polygon(_regular(6, 7, 0)),
    "star": _polygon(_regular(5, 7.6, inner=3.0)),
    "cross": _polygon(_PLUS),
    "x": _polygon(_TURNED),
    "bowtie": _polygon([(1.4, 2.4), (8, 6.6), (14.6, 2.4), (14.6, 13.6), (8, 9.4), (1.4, 13.6)]),
    "hourglass": _polygon([(2.4, 1.4), (13.6, 1.4), (9.4, 8), (13.6, 14.6), (2.4, 14.6), (6.6, 8)]),
}


def dialog(name: str, title: str, *children) -> html.Dialog:
    """A dialog of the page; the browser itself keeps the focus inside and closes it on Escape."""
    close = html.Button("Close", type="button", className="plain", **{"data-close": name})
    head = html.Div([html.H2(title, id=f"{name}-title"), close], className="dialog-head")
    return html.Dialog([head, *children], id=name, className="dialog", **{"aria-labelledby": f"{name}-title"})
