"""The timeline as a picture that explains itself: title, filter, number, sources, edition and licence inside."""

import plotly.graph_objects as go

from timeline import words
from timeline.figures import timeline
from timeline.query import select
from timeline.view import View

SIZE = (1200, 675)
READING = "Dates are local to where it happened. Size and weight of a mark show importance."


def picture(data, view: View, size: tuple[int, int] = SIZE) -> go.Figure:
    """The figure of the events in view with its furniture, in the light palette."""
    return timeline.draw(data, view, size=size, furniture=furniture(data, view))


def furniture(data, view: View) -> dict:
    """The words around the picture, made from the data and the view."""
    n = len(select(data, view))
    subtitle = ". ".join(filter(None, [words.filter_phrase(data, view), words.count_line(data, view, n)]))
    return {
        "title": data.title,
        "subtitle": subtitle,
        "notes": [*filter(None, [words.sources_line(data, view)]), READING],
        "edition": data.edition,
        "licence": data.licence,
    }
