"""The timeline as a picture that explains itself: title, filter, number, sources, edition and licence inside."""

import plotly.graph_objects as go

from timeline import words
from timeline.figures import timeline
from timeline.letters import shortened, text_width
from timeline.query import select
from timeline.view import View

SIZE = (1200, 675)
MARGINS = 72  # px, left and right together
# Size and weight of the lines that may be longer than the picture is wide. The widths known are of a plain face;
# the title's is a little wider, so it gets less room.
TITLE, SUBTITLE, TITLE_ROOM = (29, 700), (15.5, 400), 0.92


def picture(data, view: View, size: tuple[int, int] = SIZE) -> go.Figure:
    """The figure of the events in view with its furniture, in the light palette; `size` is in px."""
    room = size[0] - MARGINS
    phrase, count = _said(data, view)
    left = room - text_width(f"… {count}", *SUBTITLE)
    fitting = {
        "title": _fitting(data.title, *TITLE, TITLE_ROOM * room),
        "subtitle": _joined(_fitting(phrase, *SUBTITLE, left), count),
    }
    return timeline.draw(data, view, size=size, furniture=furniture(data, view) | fitting)


def _fitting(text: str, size: float, weight: int, most: float) -> str:
    """The text cut at a word where the room ends; a text without blanks is cut at a character."""
    return shortened(text, size, weight, most) or (text and text[: int(most / size)] + "…")


def furniture(data, view: View) -> dict:
    """The words around the picture, made from the data and the view: title, subtitle, notes, edition, licence."""
    return {
        "title": data.title,
        "subtitle": _joined(*_said(data, view)),
        "notes": [*filter(None, [words.sources_line(data, view), _reading(data)])],
        "edition": data.edition,
        "licence": data.licence,
    }


def _said(data, view: View) -> tuple[str, str]:
    """The filter in words, and how many events of how many, when."""
    return words.filter_phrase(data, view), words.count_line(data, view, len(select(data, view)))


def _joined(phrase: str, count: str) -> str:
    """A cut phrase ends with its ellipsis, a whole one with a stop."""
    return f"{phrase}{'' if phrase.endswith('…') else '.'} {count}" if phrase else count


def _reading(data) -> str:
    """How to read the marks: only what is true of this data. Dates are local by the rule of our own tables."""
    said = ["Dates are local to where it happened."] if data.native else []
    said += ["Size and weight of a mark show importance."] if data.events["importance"].nunique() > 1 else []
    return " ".join(said)
