"""Tables worth drawing: counts by year and links, held against plain loops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import events_csv, read_rows
from timeline import dates, reading
from timeline.measures import links, per_year
from timeline.query import select
from timeline.view import View


def row(event: str, start: str, category: str = "un", linked: str = "", end: str = "") -> str:
    return f"{event},{start},{end},Title {event},,{category},,,,3,,,,{linked},,Words.,https://example.org/x,"


@st.composite
def tables(draw):
    """Events of some years, a few of them known by the decade only."""
    starts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["1950", "1951-02-03", "1953-12-31", "195X", "1960~", "1950/1952", "1952-12/1953-01"]
                ),
                st.sampled_from(["un", "visits"]),
            ),
            min_size=1,
            max_size=8,
        )
    )
    return read_rows(*(row(f"e{i}", *pair) for i, pair in enumerate(starts)))


def years_of(data) -> list[tuple[int, int, str]]:
    """(year of the first day, year of the last day the start can mean, category) of each event, in a plain loop."""
    found = []
    for event in data.events.to_dict("records"):
        first, last = (int(dates.civil(event[day])[0]) for day in ("first", "start_last"))
        found.append((first, last, event["category"]))
    return found


@given(tables())
def test_per_year_is_the_plain_loop(data):
    """An event counts once, in the year of its first day; `shared` counts those that may belong to another year."""
    found = years_of(data)
    years = range(min(y for y, *_ in found), max(y for y, *_ in found) + 1)
    expected = [
        [year, sum(y == year for y, *_ in found), sum(y == year != last for y, last, _ in found)]
        for year in years
    ]

    assert per_year(data.events).to_numpy().tolist() == expected


@given(tables())
def test_per_year_by_category_adds_up(data):
    """By event type there is a row for every year and type, and together they are the counts without."""
    parts, whole = per_year(data.events, "category"), per_year(data.events)
    kinds = sorted(data.events["category"].unique())

    assert parts[["year", "category"]].to_numpy().tolist() == [
        [year, kind] for year in whole["year"] for kind in kinds
    ]
    assert parts.groupby("year", as_index=False)[["n", "shared"]].sum().to_numpy().tolist() == (
        whole.to_numpy().tolist()
    )


@pytest.mark.parametrize(
    "start, end, shared",
    [
        ("1950-06-25", "", 0),
        ("1950-06", "", 0),
        ("1950", "", 0),
        ("195X", "", 1),
        ("1950?", "", 0),
        ("1950-01/1950-12", "", 0),
        ("1950-12/1951-01", "", 1),
        ("1950-12-31", "1953-07-27", 0),
        ("1950", "..", 0),
    ],
)
def test_shared(start, end, shared):
    """A start is shared when the days it can mean lie in more than one year; doubt and end do not matter."""
    assert per_year(read_rows(row("e", start, end=end)).events)["shared"].tolist() == [shared]


def test_years_before_the_era_are_astronomical():
    """1 BCE is year 0, and no year between is left out."""
    table = per_year(read_rows(row("a", "-0001"), row("b", "0001")).events)

    assert table.to_numpy().tolist() == [[-1, 1, 0], [0, 0, 0], [1, 1, 0]]


@pytest.mark.parametrize("by", ["", "category"])
def test_no_events_no_years(by):
    """Without events there are no years, and the columns are the same as with some."""
    some, none = per_year(read_rows().events, by), per_year(reading.from_text(events_csv()).events[:0], by)

    assert (len(none), none.dtypes.to_dict()) == (0, some.dtypes.to_dict())


def test_real_counts_add_up(real):
    """In the data that ships the years' counts add up to the number of events."""
    assert int(per_year(real.events)["n"].sum()) == len(real.events)


def test_links_with_shortest_and_longest_lag():
    """The lag of an answer runs from start to start, shortest and longest when a date is partial."""
    data = read_rows(
        row("test", "2006-10-09"),
        row("vote", "2006-10-14", linked="responds_to:test"),
        row("month", "2006-11", linked="implements:vote; responds_to:test"),
        row("late", "2007-01-01", linked="follows:month"),
    )

    assert links(data.events).to_numpy().tolist() == [
        ["late", "follows", "month", 32, 61],
        ["month", "responds_to", "test", 23, 52],
        ["vote", "responds_to", "test", 5, 5],
        ["month", "implements", "vote", 18, 47],
    ]


def test_links_out_of_the_table_are_left_out():
    """A link to an event that is not shown is not in the table."""
    data = read_rows()
    late = select(data, View.from_query("from=2006-10-10"))

    assert (len(links(data.events)), len(links(late))) == (1, 0)


@pytest.mark.parametrize("rows", [(), (row("alone", "2001"),)])
def test_no_links_no_lags(rows):
    """Without links, as in most files of other people, the table is empty and has its columns."""
    events = reading.from_text(events_csv(*rows)).events if rows else read_rows().events[:0]

    assert links(events).to_dict("list") == {
        "later": [], "kind": [], "earlier": [], "shortest": [], "longest": []
    }  # fmt: skip
