"""The words around a picture of the timeline, made from the data and the view, and cut where the picture ends."""

from timeline import words
from timeline.letters import fitted, text_width
from timeline.query import select
from timeline.view import View

MARGIN = 36  # px, left and right of a picture
# Size and weight of the lines that may be longer than the picture is wide. The widths known are of a plain face;
# the title's is a little wider, so it gets less room.
TITLE, SUBTITLE, TITLE_ROOM = (29, 700), (15.5, 400), 0.92


def furniture(data, view: View) -> dict:
    """Title, subtitle, notes, edition and licence, whole."""
    return {
        "title": data.title,
        "subtitle": _joined(*_said(data, view)),
        "notes": [*filter(None, [words.sources_line(data, view), _reading(data, view)])],
        "edition": data.edition,
        "licence": data.licence,
    }


def fitting(data, view: View, width: float, more: str = "") -> dict:
    """The furniture of a picture `width` px wide: title and filter cut where it ends, the number whole.

    `more` is said behind the number where it has room.
    """
    room = width - 2 * MARGIN
    phrase, count = _said(data, view)
    whole = _joined(phrase, f"{count}. {more}" if more else count)
    left = room - text_width(f"… {count}", *SUBTITLE)
    return furniture(data, view) | {
        "title": fitted(data.title, *TITLE, TITLE_ROOM * room),
        "subtitle": whole
        if text_width(whole, *SUBTITLE) <= room
        else _joined(fitted(phrase, *SUBTITLE, left), count),
    }


def _said(data, view: View) -> tuple[str, str]:
    """The filter in words, and how many events of how many, when."""
    return words.filter_phrase(data, view), words.count_line(data, view, len(select(data, view)))


def _joined(phrase: str, count: str) -> str:
    """A cut phrase ends with its ellipsis, a whole one with a stop."""
    return f"{phrase}{'' if phrase.endswith('…') else '.'} {count}" if phrase else count


def _reading(data, view: View) -> str:
    """How to read the marks: only what is true of this data. Dates are local by the rule of our own tables."""
    said = ["Dates are local to where it happened."] if data.native else []
    said += ["Size and weight of a mark show importance."] if data.events["importance"].nunique() > 1 else []
    said += ["Hollow: the day is not known."] if (select(data, view)["precision"] != "day").any() else []
    return " ".join(said)
