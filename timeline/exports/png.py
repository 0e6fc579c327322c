"""The picture of the timeline as PNG, from its SVG, without a browser."""

from functools import cache

import resvg_py

from timeline.exports.svg import svg
from timeline.figures import theme
from timeline.problems import UnknownName
from timeline.view import View

SCALE = 2  # px of the picture to one of the drawing
# Faces that stand in where a machine has none of the theme's, as many a server.
SANS = (
    "Arial",
    "DejaVu Sans",
    "Liberation Sans",
    "FreeSans",
    "Ubuntu",
    "Cantarell",
    "Open Sans",
    "Noto Sans",
)
SERIF = ("Times New Roman", "DejaVu Serif", "FreeSerif", *SANS)
PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="16" font-family=\'{}\'>{}</text></svg>'


def png(data, view: View) -> bytes:
    """The picture of the events in view. UnknownName on a machine without fonts: a picture without words says nothing."""
    sans, serif = face(theme.SANS, SANS), face(theme.SERIF, SERIF)
    if not (sans and serif):
        raise UnknownName(
            "A PNG needs a font, and this machine has none. Install one, or write .svg or .html."
        )
    drawing = svg(data, view)
    return resvg_py.svg_to_bytes(svg_string=drawing, zoom=SCALE, sans_serif_family=sans, serif_family=serif)


@cache
def face(wanted: str, others: tuple[str, ...]) -> str:
    """The first of `others` with which text in the faces `wanted` leaves ink; empty when none does."""
    for other in others:
        blank, inked = (
            resvg_py.svg_to_bytes(
                svg_string=PROBE.format(wanted, letters), sans_serif_family=other, serif_family=other
            )
            for letters in ("", "x")
        )
        if blank != inked:
            return other
    return ""
