"""The words around a picture: they come from the data and the view, and end where the picture does."""

from dataclasses import replace

import pytest

from timeline import reading
from timeline.exports import furniture
from timeline.letters import text_width
from timeline.view import View

PLAIN = "Date,Title\n2001-05-05,One\n2002-06-05,Two\n"
ROOM = 1200 - 2 * furniture.MARGIN


def test_furniture(small):
    """Title, filter, number, sources, reading, edition and licence are those of data and view."""
    named = replace(small, title="China and North Korea", licence="CC BY 4.0")

    assert furniture.furniture(named, View.from_query("type=nuclear&from=2006&to=2007")) == {
        "title": "China and North Korea",
        "subtitle": "Nuclear. 1 of 6 events, January 2006 to December 2007",
        "notes": [
            "Sources: 2 documents from 2 publishers; every event names its own.",
            "Dates are local to where it happened. Size and weight of a mark show importance.",
        ],
        "edition": small.edition,
        "licence": "CC BY 4.0",
    }


def test_hollow_marks_are_explained_where_there_are_any(small):
    """What a hollow mark means is said exactly when an event in view has no known day."""
    said = {
        kind: furniture.furniture(small, View(types=(kind,)))["notes"][-1] for kind in ("nuclear", "visits")
    }

    assert {kind: "Hollow: the day is not known." in note for kind, note in said.items()} == {
        "nuclear": False,
        "visits": True,
    }


def test_furniture_claims_nothing_of_other_data():
    """Of somebody else's data nothing is said that it does not tell: no sources, local dates or importance."""
    assert furniture.furniture(reading.from_text(PLAIN), View())["notes"] == []


@pytest.mark.parametrize("title", ["Long words " * 30, "x" * 500, "i" * 500, "中国" * 200])
def test_long_words_end_inside_the_picture(small, title):
    """A title or filter longer than the picture is wide is cut with an ellipsis; the number is always said."""
    said = furniture.fitting(replace(small, title=title), View(text="coal " * 40), 1200, "More.")

    assert said["title"].startswith(title[:2])
    assert said["title"].endswith("…")
    assert text_width(said["title"], *furniture.TITLE) <= ROOM
    assert said["subtitle"].startswith("matching “coal")
    assert said["subtitle"].endswith("coal… 0 of 6 events, 1950 to today")
    assert text_width(said["subtitle"], *furniture.SUBTITLE) <= ROOM


def test_more_is_said_where_it_has_room(small):
    """What is said behind the number stands there whole, or not at all."""
    wide, narrow = (furniture.fitting(small, View(), width, "Named: 3.")["subtitle"] for width in (1200, 330))

    assert (wide, narrow) == ("All 6 events, 1950 to today. Named: 3.", "All 6 events, 1950 to today")
