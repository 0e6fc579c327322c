"""A view in words: nothing is said that the data does not say."""

from dataclasses import replace

import pytest

from tests.conftest import ROWS, events_csv, read_rows
from timeline import dates, reading, words
from timeline.query import select
from timeline.view import View

FOREIGN = "Date,Title\n1961-07-11,A treaty\n1970-04-05,A tour\n"


def view(query: str) -> View:
    return View.from_query(query)


def counted(data, asked: View) -> str:
    return words.count_line(data, asked, len(select(data, asked)))


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", "All 6 events, 1950 to today"),
        ("type=un", "1 of 6 events, 1950 to today"),
        ("from=1960&to=2007", "5 of 6 events, January 1960 to December 2007"),
        ("from=1961-07-11&to=1961-07-11", "2 of 6 events, 11 July 1961"),
        ("from=2016", "2 of 6 events, since 2016"),
        ("from=2017-07", "2 of 6 events, since July 2017"),
        ("from=2017-07-04", "2 of 6 events, since 4 July 2017"),
        ("to=1961", "2 of 6 events, until the end of 1961"),
        ("to=1961-07", "2 of 6 events, until the end of July 1961"),
        ("to=1961-07-10", "1 of 6 events, until 10 July 1961"),
        ("from=2090", "0 of 6 events, since 2090"),
        ("to=-0043", "0 of 6 events, until the end of 44 BCE"),
    ],
)
def test_count_line(small, query, expected):
    """How much of how much, and when; a side that is not limited is not told as a day."""
    assert counted(small, view(query)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Date,Title\n", "No events yet"),
        ("Date,Title\n2001-05-05,One\n", "1 event, 2001"),
        (FOREIGN, "All 2 events, 1961 to 1970"),
    ],
)
def test_count_line_of_other_data(text, expected):
    """One event is not all events, none is no number, and only our own data reaches to today."""
    assert counted(reading.from_text(text), View()) == expected


def test_other_data_is_not_told_to_today():
    """Somebody else's data says its years, also when its last is this year; ours is kept up to its edition."""
    year = dates.phrase_year(reading.from_text(FOREIGN).edition_day)
    data = reading.from_text(f"{FOREIGN}{year}-01-01,Now\n")

    assert counted(data, View()) == f"All 3 events, 1961 to {year}"


def test_numbers_have_separators():
    """Thousands are separated."""
    many = reading.from_text("Date,Title\n" + "".join(f"2001-05-05,Event {i}\n" for i in range(1200)))

    assert counted(many, View()) == "All 1,200 events, 2001"


CHOSEN = (
    "type=un&type=visits&stance=-1&stance=none&actor=zhou-enlai&tag=sanctions&importance=3&q=coal&from=2016"
)


def test_filter_phrase_says_every_choice(small):
    """All filters but the window in one phrase, in the order of the rail, by the words people use."""
    assert words.filter_phrase(small, view(CHOSEN)) == (
        "UN votes or Visits; Against or Not coded; Zhou Enlai; Sanctions; importance 3 and above; matching “coal”"
    )


def test_filter_phrase_is_empty_without_a_filter(small):
    """No filter, no phrase; the window and the selection are none."""
    assert words.filter_phrase(small, view("from=2016&event=treaty&tab=table")) == ""


def test_chips_name_and_remove_each_choice(small):
    """There is a chip for each single choice, and without it the view has all the others."""
    asked = view(CHOSEN)
    removed = {label: without.to_query() for label, without in words.chips(small, asked)}

    assert removed["Zhou Enlai"] == asked.without("actors").to_query()
    assert removed["UN votes"] == replace(asked, types=("visits",)).to_query()
    assert removed["since 2016"] == asked.without("first").to_query()
    assert len(removed) == 9
    assert words.chips(small, View()) == []


def test_a_code_without_words_is_its_own_label(small):
    """A value that no table names is said as it is."""
    assert [words.label(small, name, "x-1") for name in ("types", "actors", "tags", "stances")] == ["x-1"] * 4


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", "Sources: 3 documents from 3 publishers; every event names its own."),
        ("type=nuclear", "Sources: 2 documents from 2 publishers; every event names its own."),
        ("q=train", "Sources: 1 document from 1 publisher; every event names its own."),
        ("q=nothing", ""),
    ],
)
def test_sources_line(small, query, expected):
    """Each source is counted once, with its publisher; a bare address is published by its host."""
    assert words.sources_line(small, view(query)) == expected


def test_sources_without_publishers():
    """Sources that no table describes and that are no address count as documents, not as publishers."""
    bare = reading.from_text(events_csv(ROWS[0]))

    assert words.sources_line(bare, View()) == "Sources: 2 documents; every event names its own."


def test_window_has_air_where_it_is_open(small):
    """The days in sight are the view's; an open side is the data's with two in a hundred of air."""
    first, last = words.extent(small)
    air = (last - first + 1) // 50

    assert words.window(small, View()) == (first - air, last + air)
    assert words.window(small, View(first=5, last=9)) == (5, 9)
    assert words.window(small, View(first=5)) == (5, last + air)


@pytest.mark.parametrize("query", ["from=2090", "to=1066", "from=2090&to=2090"])
def test_window_is_never_upside_down(small, query):
    """A window beyond the data still runs forward and holds the day that was asked for."""
    asked = view(query)
    first, last = words.window(small, asked)

    assert first <= min(day for day in (asked.first, asked.last) if day is not None) <= last


def test_extent_of_nothing_is_the_edition():
    """Without events the extent is the edition's day."""
    empty = reading.from_text("Date,Title\n")

    assert words.extent(empty) == (empty.edition_day, empty.edition_day)


def test_edition_in_another_year_is_not_today():
    """Data that ends before the year of its edition is told by its years."""
    data = read_rows(ROWS[0], ROWS[1])

    assert counted(data, View()) == "All 2 events, 1961 to 1970"
    assert dates.phrase_year(data.edition_day) == "2026"


@pytest.mark.parametrize(
    "shortest, longest, expected",
    [
        (0, 0, "same day"),
        (1, 1, "1 day"),
        (8, 8, "8 days"),
        (3, 33, "3 to 33 days"),
        (-2, 5, "0 to 5 days"),
        (99, 99, "99 days"),
        (100, 100, "3 months"),
        (365, 365, "1 year"),
        (3926, 3926, "10 years 9 months"),
        (7305, 7305, "20 years"),
        (364, 367, "1 year"),
        (20, 110, "20 days to 4 months"),
    ],
)
def test_lag_phrase(shortest, longest, expected):
    """A lag is days below a hundred, then months and years; two bounds that read alike are said once."""
    assert words.lag_phrase(shortest, longest) == expected


def test_almost_a_year_is_no_year():
    """A lag is never rounded up to a year that has not passed."""
    assert [words.lag_phrase(n, n) for n in (359, 365, 366, 700, 730)] == [
        "11 months", "1 year", "1 year", "1 year 11 months", "2 years"
    ]  # fmt: skip
    assert words.short_lag(359, 359) == "+11 mo"
