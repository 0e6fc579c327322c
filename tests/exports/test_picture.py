"""The picture that explains itself: its words come from the data and the view."""

from dataclasses import replace

import pytest

from timeline import detail, reading
from timeline.exports import picture
from timeline.view import View

PLAIN = "Date,Title\n2001-05-05,One\n2002,Two\n"


def words_of(figure) -> list[str]:
    return [one.text for one in figure.layout.annotations]


def marks(figure) -> list[str]:
    return sorted(
        point[0] for trace in figure.data if (trace.meta or {}).get("marks") for point in trace.customdata
    )


def test_furniture(small):
    """Title, filter, number, sources, reading, edition and licence are those of data and view."""
    named = replace(small, title="China and North Korea", licence="CC BY 4.0")

    assert picture.furniture(named, View.from_query("type=nuclear&from=2006&to=2007")) == {
        "title": "China and North Korea",
        "subtitle": "Nuclear. 1 of 6 events, January 2006 to December 2007",
        "notes": [
            "Sources: 2 documents from 2 publishers; every event names its own.",
            "Dates are local to where it happened. Size and weight of a mark show importance.",
        ],
        "edition": small.edition,
        "licence": "CC BY 4.0",
    }


def test_furniture_claims_nothing_of_other_data():
    """Of somebody else's data nothing is said that it does not tell: no sources, local dates or importance."""
    assert picture.furniture(reading.from_text(PLAIN), View())["notes"] == []


def test_picture_shows_the_events_in_view(small):
    """The picture has the marks of the events in view and no other, and says all words of its furniture."""
    view = View(types=("visits",), first=-4000)
    figure, said = picture.picture(small, view), picture.furniture(small, view)

    assert marks(figure) == ["decade", "month", "tour", "treaty"]
    assert {said["title"], said["subtitle"], *said["notes"], f"Edition {said['edition']}"} <= set(
        words_of(figure)
    )


def test_picture_is_as_wide_as_asked(small):
    """The width is the one asked for."""
    assert picture.picture(small, View(), size=(1920, 1080)).layout.width == 1920


@pytest.mark.parametrize("title", ["Long words " * 30, "x" * 500, "中国" * 200])
def test_long_words_end_inside_the_picture(small, title):
    """A title or filter longer than the picture is wide is cut with an ellipsis; the number is always said."""
    view = View(text="coal " * 40)
    shown = words_of(picture.picture(replace(small, title=title), view))
    cut = next(one for one in shown if one.startswith(title[:2]))
    line = next(one for one in shown if one.startswith("matching “coal"))

    assert cut.endswith("…")
    assert detail.text_width(cut, 29, 700) <= 1200 - picture.MARGINS
    assert line.endswith("coal… 0 of 6 events, 1950 to today")
    assert detail.text_width(line, 15.5, 400) <= 1200 - picture.MARGINS


def test_markup_in_a_title_is_text(small):
    """The title of the data is shown as it was typed, not as markup."""
    figure = picture.picture(replace(small, title="<b>A & B</b>"), View())

    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in words_of(figure)


@pytest.mark.parametrize("query", ["from=2090", "to=1066", "q=nothing", "from=-9999&to=9999"])
def test_picture_of_any_view(small, query):
    """A view without events, or of all time, has its picture with its number."""
    view = View.from_query(query)
    figure = picture.picture(small, view)

    assert picture.furniture(small, view)["subtitle"] in words_of(figure)
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
