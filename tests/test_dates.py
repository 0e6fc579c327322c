"""Dates: the grammar, the calendar, the words, and what is refused."""

import datetime

import numpy as np
import pandas as pd
import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import dates

TODAY = dates.day_of(2026, 11, 24)

# text, first day, last day, precision, doubt, words
GRAMMAR = [
    ("2017-07-04", "2017-07-04", "2017-07-04", "day", "", "Tuesday 4 July 2017"),
    ("1961-07-11", "1961-07-11", "1961-07-11", "day", "", "Tuesday 11 July 1961"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day", "", "Tuesday 29 February 2000"),
    ("1582-10-14", "1582-10-14", "1582-10-14", "day", "", "14 October 1582"),
    ("0476-09-04", "0476-09-04", "0476-09-04", "day", "", "4 September 476 CE"),
    ("0000-02-29", "0000-02-29", "0000-02-29", "day", "", "29 February 1 BCE"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15", "day", "", "15 March 45 BCE"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", "", "Friday 31 December 9999"),
    ("-9999-01-01", "-9999-01-01", "-9999-01-01", "day", "", "1 January 10000 BCE"),
    ("1961-07-11~", "1961-07-11", "1961-07-11", "day", "~", "about 11 July 1961"),
    ("2017-07", "2017-07-01", "2017-07-31", "month", "", "July 2017, day not known"),
    ("1900-02", "1900-02-01", "1900-02-28", "month", "", "February 1900, day not known"),
    ("-0004-02", "-0004-02-01", "-0004-02-29", "month", "", "February 5 BCE, day not known"),
    ("2017-07-XX", "2017-07-01", "2017-07-31", "month", "", "July 2017, day not known"),
    ("2018-04~", "2018-04-01", "2018-04-30", "month", "~", "about April 2018"),
    ("2018-04?", "2018-04-01", "2018-04-30", "month", "?", "April 2018, uncertain"),
    ("2018-04%", "2018-04-01", "2018-04-30", "month", "%", "about April 2018, uncertain"),
    ("2018-04-XX~", "2018-04-01", "2018-04-30", "month", "~", "about April 2018"),
    ("2017", "2017-01-01", "2017-12-31", "year", "", "2017"),
    ("2017-XX", "2017-01-01", "2017-12-31", "year", "", "2017"),
    ("2017-XX-XX", "2017-01-01", "2017-12-31", "year", "", "2017"),
    ("2017?", "2017-01-01", "2017-12-31", "year", "?", "2017, uncertain"),
    ("0000", "0000-01-01", "0000-12-31", "year", "", "1 BCE"),
    ("-0043", "-0043-01-01", "-0043-12-31", "year", "", "44 BCE"),
    ("195X", "1950-01-01", "1959-12-31", "decade", "", "1950s"),
    ("195X~", "1950-01-01", "1959-12-31", "decade", "~", "about the 1950s"),
    ("190X", "1900-01-01", "1909-12-31", "decade", "", "some year from 1900 to 1909"),
    ("001X", "0010-01-01", "0019-12-31", "decade", "", "some year from 10 CE to 19 CE"),
    ("000X", "0000-01-01", "0009-12-31", "decade", "", "some year from 1 BCE to 9 CE"),
    ("-004X", "-0049-01-01", "-0040-12-31", "decade", "", "some year from 50 BCE to 41 BCE"),
    ("-000X", "-0009-01-01", "-0001-12-31", "decade", "", "some year from 10 BCE to 2 BCE"),
    ("19XX", "1900-01-01", "1999-12-31", "century", "", "some year from 1900 to 1999"),
    ("19XX%", "1900-01-01", "1999-12-31", "century", "%", "some year from about 1900 to 1999, uncertain"),
    ("-00XX", "-0099-01-01", "-0001-12-31", "century", "", "some year from 100 BCE to 2 BCE"),
    (
        "2017-07-04/2017-07-09",
        "2017-07-04",
        "2017-07-09",
        "interval",
        "",
        "some day from 4 July 2017 to 9 July 2017",
    ),
    (
        "2017-07-04/2017-07-04",
        "2017-07-04",
        "2017-07-04",
        "interval",
        "",
        "some day from 4 July 2017 to 4 July 2017",
    ),
    ("1964/2008-02", "1964-01-01", "2008-02-29", "interval", "", "some day from 1964 to February 2008"),
    (
        "2001-09-11/2001-09",
        "2001-09-11",
        "2001-09-30",
        "interval",
        "",
        "some day from 11 September 2001 to September 2001",
    ),
    ("1940~/1945", "1940-01-01", "1945-12-31", "interval", "~", "some day from about 1940 to 1945"),
    ("1940~/1945~", "1940-01-01", "1945-12-31", "interval", "~", "some day from about 1940 to about 1945"),
    (
        "1940~/1945?",
        "1940-01-01",
        "1945-12-31",
        "interval",
        "%",
        "some day from about 1940 to 1945 (uncertain)",
    ),
    (
        "-0044-03-15~/-0043-03-15~",
        "-0044-03-15",
        "-0043-03-15",
        "interval",
        "~",
        "some day from about 15 March 45 BCE to about 15 March 44 BCE",
    ),
]

# Refused in the column start: text, the whole sentence.
REFUSED = [
    ("", "There is no date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade 201X."),
    (
        "hello",
        "'hello' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade "
        "201X.",
    ),
    (
        "20\n17",
        r"'20\n17' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a "
        "decade 201X.",
    ),
    (
        "2017-07-04\0",
        r"'2017-07-04\x00' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year "
        "2017 or a decade 201X.",
    ),
    ("..", "'..' means still going on and stands in the column end. Write in start when it began."),
    # days and months that do not exist
    ("2023-02-30", "February 2023 has 28 days. Write 2023-02-28 or 2023-02."),
    ("1900-02-29", "February 1900 has 28 days. Write 1900-02-28 or 1900-02."),
    ("-0001-02-29", "February 2 BCE has 28 days. Write -0001-02-28 or -0001-02."),
    ("2004-05-32~", "May 2004 has 31 days. Write 2004-05-31 or 2004-05."),
    ("2023-01-00", "Days are counted from 01. Write 2023-01 when the day is not known."),
    ("2023-13", "There is no month 13. Write 2023-01 to 2023-12, or the year 2023."),
    ("2023-00-05", "There is no month 00. Write 2023-01 to 2023-12, or the year 2023."),
    ("-0000", "There is no year -0000. Write 0000 for 1 BCE or -0001 for 2 BCE."),
    ("-0000-01-01", "There is no year -0000. Write 0000 for 1 BCE or -0001 for 2 BCE."),
    # other parts of EDTF
    (
        "2001-21",
        "2001-21 means a season or a part of a year, which has no fixed days everywhere. Write its "
        "months, such as 2001-03/2001-05, or the year 2001.",
    ),
    (
        "Y170000002",
        "Y170000002 has no year from -9999 to 9999 in four digits, and only these can be shown. "
        "Write the year as 2017 or -0044.",
    ),
    (
        "10000-01-01",
        "10000-01-01 has no year from -9999 to 9999 in four digits, and only these can be shown. "
        "Write the year as 2017 or -0044.",
    ),
    (
        "-10000",
        "-10000 has no year from -9999 to 9999 in four digits, and only these can be shown. Write the "
        "year as 2017 or -0044.",
    ),
    ("1984-06?%", "One sign of doubt (~, ? or % for both) stands at the end. Write 1984-06%."),
    ("?1984", "One sign of doubt (~, ? or % for both) stands at the end. Write 1984?."),
    ("1984~-06", "One sign of doubt (~, ? or % for both) stands at the end. Write 1984-06~."),
    ("195x", "The X for a digit that is not known is a capital letter. Write 195X."),
    ("2004-xx", "The X for a digit that is not known is a capital letter. Write 2004-XX."),
    (
        "156X-12-XX",
        "X stands only for the last digits of a year, or for month and day. Write 195X, 19XX or 2004-05.",
    ),
    (
        "1XXX",
        "X stands only for the last digits of a year, or for month and day. Write 195X, 19XX or 2004-05.",
    ),
    (
        "2004-XX-12",
        "X stands only for the last digits of a year, or for month and day. Write 195X, 19XX or 2004-05.",
    ),
    (
        "[1667,1668]",
        "A set of dates is not read. Write the first and the last possible date with / between, "
        "such as 1667/1668.",
    ),
    ("1985-04-12/..", "An open end stands in the column end. Write 1985-04-12 as start and .. as end."),
    ("1985/", "An open end stands in the column end. Write 1985 as start and .. as end."),
    (
        "/1985",
        "Both sides of / are dates. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a "
        "decade 201X.",
    ),
    ("2008/1964", "2008 is later than 1964. Write 1964/2008."),
    ("2017-02-30/2018", "Both sides of / are dates. February 2017 has 28 days. Write 2017-02-28 or 2017-02."),
    (
        "2017/2018/2019",
        "'2017/2018/2019' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year "
        "2017 or a decade 201X.",
    ),
    # the order of day and month, and what is missing
    ("14/10/2006", "A date is year, month, day with hyphens. Write 2006-10-14."),
    ("10/14/2006", "A date is year, month, day with hyphens. Write 2006-10-14."),
    ("14.10.2006", "A date is year, month, day with hyphens. Write 2006-10-14."),
    ("3/3/2005", "A date is year, month, day with hyphens. Write 2005-03-03."),
    ("03/04/2005", "03/04/2005 could be 3 April or 4 March 2005. Write 2005-04-03 or 2005-03-04."),
    (
        "31/02/2001",
        "A date is year, month, day with hyphens. February 2001 has 28 days. Write 2001-02-28 or 2001-02.",
    ),
    ("3/4/05", "3/4/05 has a year of two digits. Write the whole year, month and day, as 2006-10-14."),
    ("2006/10/14", "A date is year, month, day with hyphens, in 4, 2 and 2 digits. Write 2006-10-14."),
    ("2001-9-11", "A date is year, month, day with hyphens, in 4, 2 and 2 digits. Write 2001-09-11."),
    (
        "2001-09.11",
        "A date is year, month, day with hyphens, in 4, 2 and 2 digits. Write 2001-09-11.",
    ),
    (
        "2001.09",
        "'2001.09' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade "
        "201X.",
    ),
    ("2001-9", "A month has two digits. Write 2001-09."),
    ("10/2006", "10/2006 is not a date. For the month write 2006-10."),
    ("20010911", "The parts of a date are separated by hyphens. Write 2001-09-11."),
    ("200109", "The parts of a date are separated by hyphens. Write 2001-09."),
    (
        "20230230",
        "The parts of a date are separated by hyphens. February 2023 has 28 days. Write 2023-02-28 or "
        "2023-02.",
    ),
    ("476", "A year has four digits. Write 0476 if the year 476 is meant."),
    ("98", "A year has four digits. Write 0098 if the year 98 is meant."),
    ("-44-03-15", "A year has four digits. Write -0044-03-15 if the year -44 is meant."),
    ("2001-09-11T08:46:00-04:00", "A date has no time of day. Write 2001-09-11."),
    ("2001-09-11 08:46", "A date has no time of day. Write 2001-09-11."),
    ("2001-09-11T24:00:00", "A date has no time of day. Write 2001-09-11."),
    # what a spreadsheet makes of dates
    (
        "Oct-06",
        "Oct-06 looks like a date changed by a spreadsheet: October 2006 or 6 October. Write the whole "
        "year, such as 2006-10, in a column formatted as text.",
    ),
    (
        "6-Oct",
        "6-Oct looks like a date changed by a spreadsheet: October 2006 or 6 October. Write the whole "
        "year, such as 2006-10, in a column formatted as text.",
    ),
    (
        "Oct-86",
        "Oct-86 looks like a date changed by a spreadsheet: October 1986. Write the whole year, such as "
        "1986-10, in a column formatted as text.",
    ),
    ("39004", "39004 looks like a spreadsheet's day number, 2006-10-14. If it is one, write 2006-10-14."),
    (
        "########",
        "A spreadsheet shows # when a column is too narrow. Widen the column, save again as CSV, and "
        "write the date as 2006-10-14.",
    ),
    ("2001.0", "2001.0 is a number with a decimal point, as a spreadsheet writes a year. Write 2001."),
    # words
    (
        "now",
        "'now' is another day tomorrow. Write the day itself; for something still going on write .. in the "
        "column end.",
    ),
    (
        "Today",
        "'Today' is another day tomorrow. Write the day itself; for something still going on write .. in "
        "the column end.",
    ),
    *(
        (
            text,
            f"'{text}' is not a date. Leave an end that is not known empty; for a start write the narrowest "
            "date that is true, such as 201X.",
        )
        for text in ("NaN", "NA", "null", "-", "?", "0")
    ),
    ("14 March 1948", "Months are written as numbers. Write 1948-03-14."),
    ("March 1948", "Months are written as numbers. Write 1948-03."),
    ("1960s", "A decade is written with an X. Write 196X."),
    ("c. 1950", "Approximate is a ~ at the end. Write 1950~."),
    ("44 BC", "Years before 1 CE are negative, and 0000 is 1 BCE. Write -0043 for 44 BCE."),
    ("1 BCE", "Years before 1 CE are negative, and 0000 is 1 BCE. Write 0000."),
    ("1939-1945", "1939-1945 is a span. Write 1939 as start and 1945 as end."),
    # characters
    (" 2017", "There is a blank before or after the date. Write 2017."),
    ("2017\n", "There is a blank before or after the date. Write 2017."),
    (
        " 14/10/2006",
        "There is a blank before or after the date. A date is year, month, day with hyphens. "
        "Write 2006-10-14.",
    ),
    ("\u2212" + "0044", "A dash is not the hyphen of a keyboard. Write -0044."),
    (
        "1939\u2013" + "1945",
        "A dash is not the hyphen of a keyboard. 1939-1945 is a span. Write 1939 as start and 1945 as end.",
    ),
    ("\u0662\u0660\u0661\u0667", "The digits are not the plain 0 to 9. Write 2017."),
    ("\uff12\uff10\uff11\uff17-07", "The digits are not the plain 0 to 9. Write 2017-07."),
    (
        "1" * 50_000 + "-",
        "A text of 50,001 characters is not a date, which has 25 at most. Write a day such as "
        "2017-07-04, a month 2017-07, a year 2017 or a decade 201X.",
    ),
]


def number(text: str) -> int:
    """The day number of an ISO day, counted year by year and month by month: a second opinion, no formula."""
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    year, month, day = (int(part) for part in text.split("-"))
    return FIRST_OF_YEAR[sign * year] + sum(lengths(sign * year)[: month - 1]) + day - 1


def lengths(year: int) -> list[int]:
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def first_of_years() -> dict[int, int]:
    days, total = {}, 0
    for year in range(-9999, 10_001):
        days[year] = total
        total += sum(lengths(year))
    return {year: day - days[1970] for year, day in days.items()}


FIRST_OF_YEAR = first_of_years()
days_of_9999_years = st.integers(FIRST_OF_YEAR[-9999], FIRST_OF_YEAR[10_000] - 1)
years = st.integers(-9999, 9999)
shapes = st.text(st.sampled_from("-0123456789X~?%/.x"), max_size=26)


def padded(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@st.composite
def some_dates(draw):
    """A date of any kind, a day that need not exist, or characters of the grammar in any order."""
    year, month, day = padded(draw(years)), draw(st.integers(0, 13)), draw(st.integers(0, 32))
    parts = st.sampled_from(
        [
            year,
            f"{year}-{month:02}",
            f"{year}-{month:02}-{day:02}",
            f"{year}-XX",
            year[:-1] + "X",
            year[:-2] + "XX",
            f"{year}-{month:02}-XX",
        ]
    )
    one, two = draw(parts), draw(parts)
    return draw(
        st.sampled_from([one + draw(st.sampled_from(["", "~", "?", "%"])), f"{one}/{two}", draw(shapes)])
    )


# -- the grammar -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "doubt", "words"), GRAMMAR, ids=[g[0] for g in GRAMMAR]
)
def test_a_date_means_its_days_and_is_said_in_words(text, first, last, precision, doubt, words):
    """Each kind of date has the first and last day it can mean, its precision, its doubt, and its words."""
    row = dates.read([text], TODAY).iloc[0]
    assert (number(first), number(last), precision, doubt, True) == tuple(row)
    assert words == dates.phrase(text)
    assert dates.explain(text) == ""


@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=[repr(r[0])[:24] for r in REFUSED])
def test_what_is_not_a_date_is_refused_with_the_way_out(text, sentence):
    """A text that is no date has no days, and one sentence says why and what to write."""
    assert tuple(dates.read([text], TODAY).iloc[0]) == (0, 0, "", "", False)
    assert sentence == dates.explain(text)


def test_what_an_explanation_tells_to_write_is_a_date():
    """Where a sentence ends with one date to write, that date is read."""
    told = [s.rsplit("Write ", 1)[1].removesuffix(".") for _, s in REFUSED if "Write " in s]
    single = [text for text in told if text and all(c in "-0123456789X~?%" for c in text)]
    assert len(single) > 25
    assert [text for text in single if not dates.read([text])["ok"].all()] == []


def test_an_open_end_is_today_and_stands_only_in_end():
    """`..` means the given day in the column end and nothing in the column start."""
    assert tuple(dates.read_end([".."], TODAY).iloc[0]) == (TODAY, TODAY, "open", "", True)
    assert dates.read([".."], TODAY)["ok"].tolist() == [False]
    assert dates.explain("..", end=True) == ""


def test_an_interval_is_no_end():
    """`a/b` is refused in the column end, where its last date is the one to write."""
    assert dates.read_end(["2017-07-04/2017-07-09", "2017-07"], TODAY)["ok"].tolist() == [False, True]
    assert (
        dates.explain("2017-07-04/2017-07-09", end=True)
        == "2017-07-04/2017-07-09 means some day within, and an end is one date. Write 2017-07-09."
    )


def test_the_columns_have_their_types():
    """Days are int64, precision and doubt text, ok boolean; for no text at all there are no rows."""
    types = {"first": "int64", "last": "int64", "precision": "str", "doubt": "str", "ok": "bool"}
    for texts in (["2017", "x"], [], pd.Series(["195X"], dtype="str")):
        table = dates.read(texts, TODAY)
        assert types == {name: str(dtype) for name, dtype in table.dtypes.items()}
        assert len(texts) == len(table)


def test_no_text_looks_shorter_than_it_is():
    """Neither a long text nor one with a line break or a NUL is read by its first characters."""
    texts = [
        "2017-07-04" + "5",
        "2017-07-04~~",
        "2017\n",
        "2017\n2018",
        "2017\0",
        "2017" + " " * 99,
        "2017\udc80",
    ]
    assert [False] * len(texts) == dates.read(texts)["ok"].tolist()
    assert dates.read(["2017-07-04", "x\ny", "2018"])["ok"].tolist() == [True, False, True]


def test_a_missing_value_is_an_error_of_the_caller():
    """Text is asked for: None is not taken for some date of another row."""
    with pytest.raises(TypeError):
        dates.read(["2017", None])


@given(st.lists(some_dates(), min_size=1, max_size=30))
def test_all_at_once_is_the_same_as_one_by_one(texts):
    """A column read at once gives for each text what the text alone gives."""
    together = dates.read(texts, TODAY)
    for text, row in zip(texts, together.itertuples(index=False), strict=True):
        meaning = dates._any(text, TODAY, False)
        assert (*meaning, True) == tuple(row) if meaning else tuple(row) == (0, 0, "", "", False)


@given(some_dates())
def test_every_text_is_a_date_or_explained(text):
    """There is a sentence exactly where there is no date, and the words for a date have none of its signs."""
    ok = bool(dates.read([text])["ok"][0])
    assert ok == (dates.explain(text) == "")
    assert not set("X~?%/-") & set(dates.phrase(text)) if ok else text == dates.phrase(text)


@given(st.text(max_size=80))
def test_any_text_is_explained_in_one_line(text):
    """Whatever is typed, the explanation is one line without control characters and ends with a full stop."""
    sentence = dates.explain(text)
    assert sentence == "" or sentence.endswith(".")
    assert "\n" not in sentence


# -- the calendar ------------------------------------------------------------------------------------------


@given(st.dates())
def test_days_of_our_era_are_those_of_datetime(day):
    """From year 1 to 9999 day numbers, parts and text are those of datetime.date."""
    expected = day.toordinal() - datetime.date(1970, 1, 1).toordinal()
    assert expected == dates.day_of(day.year, day.month, day.day)
    assert (day.year, day.month, day.day) == tuple(int(part) for part in dates.civil(expected))
    assert [day.isoformat()] == dates.iso([expected]).tolist()
    assert expected == dates.read([day.isoformat()])["first"][0]
    assert dates.phrase_day(expected) in dates.phrase(day.isoformat())


@given(days_of_9999_years)
def test_days_and_text_go_both_ways_before_our_era_too(day):
    """Every day of the years -9999 to 9999 has one text, and that text means the day, counted year by year."""
    text = dates.iso(np.array([day]))[0]
    assert day == number(text)
    assert (day, day, "day", "", True) == tuple(dates.read([text]).iloc[0])


@given(years, st.integers(1, 12))
def test_a_month_and_a_year_end_where_the_next_begins(year, month):
    """Last days of months and years are the day before the next one, by counting."""
    first = FIRST_OF_YEAR[year] + sum(lengths(year)[: month - 1])
    table = dates.read([f"{padded(year)}-{month:02}", padded(year)])
    assert [
        (first, first + lengths(year)[month - 1] - 1),
        (FIRST_OF_YEAR[year], FIRST_OF_YEAR[year + 1] - 1),
    ] == list(zip(table["first"], table["last"], strict=True))


def test_parts_of_many_days_keep_their_shape():
    """day_of and civil work on arrays, also around the years 0 and -1."""
    days = np.arange(-720_000, -718_000).reshape(20, 100)
    assert (days == dates.day_of(*dates.civil(days))).all()
    assert dates.civil(days)[0].shape == (20, 100)


@settings(max_examples=40, deadline=None)
@given(
    st.dates(min_value=datetime.date(1, 1, 1)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)
def test_level_0_agrees_with_the_edtf_package(day, length, doubt):
    """Days, months and years of our era have the bounds that the edtf package gives them."""
    text = day.isoformat()[:length] + doubt
    parsed, row = parse_edtf(text), dates.read([text]).iloc[0]
    for bound, found in ((parsed.lower_strict(), row["first"]), (parsed.upper_strict(), row["last"])):
        assert dates.day_of(bound.tm_year, bound.tm_mon, bound.tm_mday) == found


# -- words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1961-07-11", "1961-08-03", "11 July 1961 to 3 August 1961"),
        ("1961-07-11", "..", "since 11 July 1961"),
        ("1961-07-11", "1961-07-11", "Tuesday 11 July 1961"),
        ("2017-07", "2017-08-03", "July 2017 to 3 August 2017"),
        ("2017-07", "2017-07", "July 2017"),
        ("195X", "1962?", "the 1950s to 1962 (uncertain)"),
        ("195X", "..", "since the 1950s"),
        ("19XX", "2001", "some year from 1900 to 1999, until 2001"),
        ("2018-04%", "2019", "about April 2018 (uncertain) to 2019"),
        ("2017-07-04/2017-07-09", "2017-08", "some day from 4 July 2017 to 9 July 2017, until August 2017"),
        ("-0057", "-0049-02", "58 BCE to February 50 BCE"),
        ("nonsense", "2017", "nonsense to 2017"),
        ("2017", "nonsense", "2017 to nonsense"),
        ("nonsense", "", "nonsense"),
    ],
)
def test_a_span_is_said_with_both_ends(start, end, words):
    """A span names both its ends, each with its own precision and doubt; what is no date is left as it is."""
    assert words == dates.phrase(start, end)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-01-01", "2018-12-31", "January 2016 to December 2018"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2017-07-01", "2017-07-31", "July 2017"),
        ("2017-07-04", "2017-07-04", "4 July 2017"),
        ("2017-07-04", "2018-08-09", "4 July 2017 to 9 August 2018"),
        ("2017-07-01", "2018-08-09", "1 July 2017 to 9 August 2018"),
        ("-0043-01-01", "0476-12-31", "January 44 BCE to December 476 CE"),
    ],
)
def test_a_window_is_said_in_the_shortest_exact_words(first, last, words):
    """Whole months are named without days, a whole year by its number; everything else by its days."""
    assert words == dates.phrase_window(number(first), number(last))


def test_the_year_of_a_day_has_its_era_where_it_would_be_unclear():
    """Years up to 999 say CE, years before 1 say BCE."""
    found = [
        dates.phrase_year(number(day)) for day in ("1945-08-15", "0999-01-01", "0000-06-01", "-0044-03-15")
    ]
    assert found == ["1945", "999 CE", "1 BCE", "45 BCE"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 March 1948", "1948-03-14"),
        ("Mar 14, 1948", "1948-03-14"),
        ("1948 Mar 14", "1948-03-14"),
        ("14-Mar-1948", "1948-03-14"),
        ("14th March 1948", "1948-03-14"),
        ("MARCH 1948", "1948-03"),
        ("Sept. 3, 1949", "1949-09-03"),
        ("3 Ma 1949", ""),
        ("31 February 1948", ""),
        ("14 March 48", ""),
        ("March 14-15, 1948", ""),
        ("14 March", ""),
        ("March", ""),
        ("14 March 1948 1949", ""),
        ("", ""),
        ("March " * 50, ""),
    ],
)
def test_months_in_english_words_are_understood(text, date):
    """A day or month with the name of its month is turned into a date; anything less certain is not."""
    assert date == dates.from_words(text)
