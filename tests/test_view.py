"""A view and the query of an address are the same thing."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline import dates
from timeline.view import KEYS, MAX_QUERY, MAX_TEXT, STANCES, TABS, View

FIRST, LAST = dates.day_of(-9999, 1, 1), dates.day_of(9999, 12, 31)
words = st.text(max_size=30)
codes = st.lists(st.text(min_size=1, max_size=12), max_size=3).map(tuple)
days = st.none() | st.integers(FIRST, LAST)
views = st.builds(
    View,
    types=codes,
    actors=codes,
    tags=codes,
    stances=st.lists(st.sampled_from(STANCES), max_size=4).map(tuple),
    importance=st.integers(1, 5),
    text=words,
    event=words,
    tab=st.sampled_from(TABS),
    rest=st.lists(st.tuples(words.filter(lambda key: key not in KEYS), words), max_size=2).map(tuple),
)


@st.composite
def windowed(draw):
    """A view with a window that is not upside down."""
    first, last = draw(days), draw(days)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return replace(draw(views), first=first, last=last)


@given(windowed())
@example(View(text="周恩来 & 100% = +x;#?", types=("a&b", "c=d"), rest=(("utm", ""), ("utm", "é"))))
@example(View(first=dates.day_of(-44, 3, 15), last=dates.day_of(0, 12, 31)))
def test_view_and_query_are_equal(view):
    """Any view comes back unchanged from its query, with nothing to remark."""
    back = View.from_query(view.to_query())

    assert (back, back.notes) == (view, ())


@given(st.text(max_size=200))
def test_any_text_is_a_query(text):
    """Whatever stands in an address gives a view, and its canonical query gives the same view again."""
    view = View.from_query(text)

    assert View.from_query(view.to_query()) == view


@given(words, words)
def test_unknown_keys_are_kept(key, value):
    """A key that is none of ours is kept as it came, whatever it is."""
    query = urlencode([("q", "coal"), (f"x{key}", value)])

    assert parse_qsl(View.from_query(query).to_query(), keep_blank_values=True) == [
        ("q", "coal"),
        (f"x{key}", value),
    ]


def test_canonical_form():
    """Choices are sorted and said once, blanks in a search are single, keys stand in a fixed order."""
    view = View.from_query("q=+coal++iron+&type=un&importance=4&type=talks&type=un&from=2016")

    assert view.to_query() == "from=2016-01-01&type=talks&type=un&importance=4&q=coal+iron"


def test_long_search_is_cut_without_a_blank_at_its_end():
    """A search text longer than the limit is cut so that its query still gives the same view."""
    view = View(text="a " * MAX_TEXT)

    assert (len(view.text), View.from_query(view.to_query())) == (MAX_TEXT - 1, view)


def test_from_and_to_are_the_outer_days():
    """A month or year in `from` means its first day, in `to` its last."""
    view = View.from_query("from=2016-02&to=2018")

    assert dates.iso([view.first, view.last]).tolist() == ["2016-02-01", "2018-12-31"]


def test_nothing_said_is_the_default():
    """An empty query, absent keys and keys without a value are the default view, whose query is empty."""
    empty = [View.from_query(query) for query in ("", "?", "type=&q=&from=&importance=&event=&tab=")]

    assert (empty, View().to_query()) == ([View()] * 3, "")


@pytest.mark.parametrize(
    "query, note",
    [
        (
            "from=2023-02-30",
            "from: February 2023 has 28 days. Write 2023-02-28 or 2023-02. It was left out.",
        ),
        ("from=2018&to=2016", "'from' is after 'to'; both were left out."),
        ("stance=3", "stance: '3' is not -2, -1, 0, 1, 2 or none; it was left out."),
        ("importance=6", "importance: '6' is not 1, 2, 3, 4 or 5; it was left out."),
        ("tab=maps", "tab: 'maps' is not timeline, table or about; it was left out."),
        (f"event={'x' * 65}", "event: an id has at most 64 characters; it was left out."),
        (f"type={'x' * 65}", "type: too long or too many values; the rest was left out."),
        (
            f"q={'x' * MAX_QUERY}",
            f"The address is longer than {MAX_QUERY} characters and was not read.",
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(query, note):
    """A part of a query that cannot be used changes nothing else and gives one sentence."""
    view = View.from_query(f"importance=2&{query}" if "importance" not in query else query)

    assert (view.notes, view.without("importance")) == ((note,), View())


def test_undecodable_text_has_a_query():
    """Text that is no Unicode (bytes of a command line) is written with question marks, not refused."""
    assert View(text="a\udcff").to_query() == "q=a%3F"


def test_filters_are_named_in_the_order_of_the_rail():
    """`filters` names what narrows the events; selection, tab and unknown keys do not."""
    view = View(first=0, importance=2, text="x", types=("un",), event="e", tab="table", rest=(("a", "b"),))

    assert (view.filters, View(event="e").filters) == (("text", "types", "importance", "window"), ())


def test_without_is_the_default_of_the_named_fields():
    """`without` sets the named fields to their defaults and leaves the others."""
    view = View(first=1, last=2, types=("un",), text="x")

    assert view.without("first", "last", "text") == View(types=("un",))


def test_views_are_values():
    """Equal views are one key of a dictionary; notes are not part of the value."""
    assert {View(types=("b", "a")): 1, View(types=("a", "b", "a"), notes=("x",)): 2} == {
        View(types=("a", "b")): 2
    }
