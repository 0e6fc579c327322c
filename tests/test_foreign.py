"""Other people's tables: which column is what, their dates, and that no row is dropped without a word."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import dates, foreign
from timeline.problems import UnknownName

FILES = Path(__file__).parent / "data" / "foreign"


def file(name: str) -> tuple[pd.DataFrame, list[int]]:
    """A file as csv reads it: the table of text and the physical line on which each record starts."""
    with open(FILES / name, encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        header, rows, lines, before = next(reader), [], [], reader.line_num
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            before = reader.line_num
    return pd.DataFrame(rows, columns=header, dtype="str"), lines


def adapt(columns: dict[str, list[str]], mapping=None, order="") -> foreign.Adapted:
    """A table adapted whose rows begin on line 2."""
    frame = pd.DataFrame(columns, dtype="str")
    return foreign.adapt(frame, range(2, 2 + len(frame)), mapping, order)


def one(date: str, order: str = "") -> foreign.Adapted:
    """A table of one event on a date."""
    return adapt({"date": [date], "title": ["Fair"]}, order=order)


def columns(adapted: foreign.Adapted, *names: str) -> list[list[str]]:
    return adapted.frame[list(names)].to_numpy().tolist()


def test_a_table_of_ours_is_known_by_its_columns():
    """A header with id, start, title, category and sources is ours, in any order and with more; others are not."""
    assert foreign.is_native(["sources", "id", "start", "title", "note", "category"])
    assert not foreign.is_native(["id", "start", "title", "category"])


# -- whole files -------------------------------------------------------------------------------------------


def test_slides_are_read():
    """Year, month and day in columns, ends, markup and a title slide: eight of nine dates, the rest is listed."""
    adapted = foreign.adapt(*file("slides.csv"))
    assert columns(adapted, "id", "start", "end", "title", "category") == [
        ["1948-03-14-the-club-meets", "1948-03-14", "1952-11-27", "The club meets", "event"],
        ["1943-07-and-before-that", "1943-07", "1946", "...and before that", "event"],
        ["1951-arpad-plants-a-pear", "1951", "", "Árpád plants a pear", "event"],
        [
            "0079-08-24-a-very-old-garden-is-buried-and-what-is-left",
            "0079-08-24",
            "",
            "A very old garden is buried, and what is left of it is found again many hundred years…",
            "event",
        ],
        ["1943-06-05-first-seed", "1943-06-05", "", "First seed", "event"],
    ]
    assert adapted.frame["summary"].tolist()[:2] == [
        "Twelve people met. Ada & Bo wrote it down.",
        "A wartime plot. Two lines.",
    ]
    assert adapted.lines.tolist() == [3, 4, 6, 7, 8]
    assert adapted.problems == [
        (2, "Year + Month + Day", "row-without-date", "", "There is no date. The row is not shown."),
        (
            9,
            "Year + Month + Day",
            "row-without-date",
            "1960--02",
            "'1960--02' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade 201X. The row is not shown.",
        ),
        (
            10,
            "Year + Month + Day",
            "row-without-date",
            "1961-13",
            "There is no month 13. Write 1961-01 to 1961-12, or the year 1961. The row is not shown.",
        ),
        (
            11,
            "End Year + End Month + End Day",
            "row-without-date",
            "1961-0x",
            "X stands only for the last digits of a year, or for month and day. Write 195X, 19XX or 2004-05. The row is not shown.",
        ),
    ]
    assert adapted.notes == [
        "Read as: start = Year + Month + Day, end = End Year + End Month + End Day, title = Headline, summary = Text.",
        "Markup was taken out of 3 texts.",
        "1 row without a title was named by the beginning of the summary.",
    ]


def test_a_table_without_titles_is_named_by_its_most_descriptive_column():
    """The month comes first because one date proves it; the longest words become titles, and both are said."""
    adapted = foreign.adapt(*file("drafts.csv"))
    whole = "Letter from the heads of both allotments to the committee about the hedge, the gate and the water that was promised"
    assert columns(adapted, "id", "start", "title", "summary") == [
        [
            "1946-02-16-letter-from-the-heads-of-both-allotments-to",
            "1946-02-16",
            "Letter from the heads of both allotments to the committee about the hedge, the gate and…",
            whole,
        ],
        ["1946-06-08-the-pear-question", "1946-06-08", "The pear question", ""],
        ["1946-06-08-the-pear-question-3", "1946-06-08", "The pear question", ""],
        ["1946-06-08-the-pear-question-2", "1946-06-08", "The pear question 2", ""],
        [
            "1947-10-01-application-for-membership-of-cora",
            "1947-10-01",
            "Application for membership of Cora",
            "",
        ],
        [
            "1947-10-01-application-for-membership-of-dan",
            "1947-10-01",
            "Application for membership of Dan",
            "",
        ],
    ]
    assert adapted.notes == [
        "Read as: start = date, title = agenda_item.",
        "Titles come from 'agenda_item'; choose another with --map title=NAME.",
        "The month comes first in dates, as 2/16/1946 proves.",
        "1 title of more than 90 characters was cut at a word.",
    ]
    assert adapted.frame.columns.tolist()[11:] == [
        "year",
        "month",
        "draft",
        "topic",
        "voter1",
        "single",
        "link",
    ]
    assert foreign.summary(adapted) == "Shown 6 of 6."


def test_a_log_is_read_to_the_day():
    """Times are cut, said once, and kept beside; empty lists are no titles; nothing of the log is lost."""
    frame, lines = file("log.csv")
    adapted = foreign.adapt(frame, lines)
    assert columns(adapted, "start", "title") == [
        ["2012-03-14", "[7036 / 0x1b7c] Pump control: the pump entered the stopped state"],
        ["2012-03-14", "[7036 / 0x1b7c] Pump control: the pump entered the stopped state"],
        ["2012-03-15", "Water gate opened"],
    ]
    assert adapted.notes == [
        "Read as: start = datetime, title = message.",
        "3 times of day were cut to the day as written.",
    ]
    assert adapted.frame["datetime"].tolist() == frame["datetime"].tolist()
    assert adapted.frame["original label"].tolist() == ["[]", "[]", "[]"]
    assert adapted.frame["xml_string"].tolist() == [
        "<Event>   <Id>7036</Id> </Event> ",
        "<Event/>",
        "<Event/>",
    ]
    assert adapted.lines.tolist() == [2, 6, 7]


def test_an_unsure_order_of_day_and_month_is_asked_for():
    """Where no number proves the order each such row is listed, and `dmy` or `mdy` reads them all."""
    frame, lines = file("unsure.csv")
    mapping = {"title": "what"}
    unsure = foreign.adapt(frame, lines, mapping)
    assert unsure.frame["start"].tolist() == ["2005-05-05", "2006-12-01"]
    assert [(line, code) for line, _, code, _, _ in unsure.problems] == [
        (2, "ambiguous-day-month"),
        (4, "ambiguous-day-month"),
    ]
    assert foreign.summary(unsure) == (
        "Shown 2 of 4; 2 need you: lines 2, 4: '3/4/2005' may be day first or month first, and the column does not tell. "
        "Say --dates dmy or --dates mdy."
    )
    day_first, month_first = (foreign.adapt(frame, lines, mapping, order) for order in ("dmy", "mdy"))
    assert day_first.frame["start"].tolist() == ["2005-04-03", "2005-05-05", "2006-11-12", "2006-12-01"]
    assert month_first.frame["start"].tolist() == ["2005-03-04", "2005-05-05", "2006-12-11", "2006-12-01"]
    assert day_first.problems + month_first.problems == []


# -- dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017-07-04", "2017-07-04"),
        ("2017-07", "2017-07"),
        ("2017", "2017"),
        ("195X~", "195X~"),
        (" 2017 ", "2017"),
        ("-0044-03-15", "-0044-03-15"),
        ("2017-07-04/2017-07-09", "2017-07-04/2017-07-09"),
        ("476", "0476"),
        ("2006/10/14", "2006-10-14"),
        ("2006.1.4", "2006-01-04"),
        ("2001-9-1", "2001-09-01"),
        ("20010911", "2001-09-11"),
        ("14/10/2006", "2006-10-14"),
        ("10/14/2006", "2006-10-14"),
        ("14.10.2006", "2006-10-14"),
        ("14-10-2006", "2006-10-14"),
        ("3/3/2005", "2005-03-03"),
        ("14 March 1948", "1948-03-14"),
        ("Mar 14, 1948", "1948-03-14"),
        ("March 1948", "1948-03"),
        ("1948 Mar 14", "1948-03-14"),
        ("14-Mar-1948", "1948-03-14"),
        ("2012-03-14T04:17:38Z", "2012-03-14"),
        ("2012-03-14 04:17", "2012-03-14"),
        ("2012-03-14 04:17:38.276340+00:00", "2012-03-14"),
        ("10/14/2006 3:05 PM", "2006-10-14"),
        ("14 March 1948, 10:30", "1948-03-14"),
        ("2006-10-14 00:00:00", "2006-10-14"),
    ],
)
def test_dates_are_read_in_the_ways_people_write_them(text, date):
    """Our grammar, other separators, months in words and date-times become dates of ours."""
    adapted = one(text)
    assert adapted.frame["start"].tolist() == [date]
    assert dates.explain(date) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no date. The row is not shown."),
        (
            "..",
            "'..' means still going on and stands in the column end. Write in start when it began. The row is not shown.",
        ),
        (
            "3/4/05",
            "3/4/05 has a year of two digits. Write the whole year, month and day, as 2006-10-14. The row is not shown.",
        ),
        ("98", "A year has four digits. Write 0098 if the year 98 is meant. The row is not shown."),
        (
            "39004",
            "39004 looks like a spreadsheet's day number, 2006-10-14. If it is one, write 2006-10-14. The row is not shown.",
        ),
        (
            "31/02/2001",
            "A date is year, month, day with hyphens. February 2001 has 28 days. Write 2001-02-28 or 2001-02. "
            "The row is not shown.",
        ),
        (
            "2023-02-30 10:00",
            "A date has no time of day. February 2023 has 28 days. Write 2023-02-28 or 2023-02. "
            "The row is not shown.",
        ),
        (
            "3/4/2005",
            "'3/4/2005' may be day first or month first, and the column does not tell. Say --dates dmy or --dates mdy.",
        ),
    ],
)
def test_dates_that_cannot_be_read_need_you(text, sentence):
    """A row without a usable date is not shown and is listed with the reason."""
    adapted = one(text)
    assert adapted.frame["start"].tolist() == []
    assert [(line, column, value, message) for line, column, _, value, message in adapted.problems] == [
        (2, "date", text, sentence)
    ]


def test_an_order_that_was_asked_for_is_kept():
    """A date that the order given cannot read is listed, and not read the other way."""
    assert (
        one("2/16/1946", "dmy").problems[0][4]
        == "2/16/1946 has no month 16 when the day comes first. The row is not shown."
    )
    assert (
        one("16/2/1946", "mdy").problems[0][4]
        == "16/2/1946 has no month 16 when the month comes first. The row is not shown."
    )


def test_a_proof_holds_for_start_and_end_and_for_its_separator_only():
    """One number above 12 settles all dates with the same separator, in both columns."""
    adapted = adapt({"date": ["1/2/2001", "1.2.2001"], "end": ["13/2/2001", ""], "title": ["Fair", "Market"]})
    assert columns(adapted, "start", "end") == [["2001-02-01", "2001-02-13"]]
    assert [(line, code) for line, _, code, _, _ in adapted.problems] == [(3, "ambiguous-day-month")]


def test_a_column_called_to_is_an_end_only_with_dates():
    """Names of people under `to` are not ends, and stay as they are."""
    adapted = adapt({"date": ["2001"], "from": ["Ada"], "to": ["Bo"], "subject": ["Pears"]})
    assert columns(adapted, "start", "end", "title", "from", "to") == [["2001", "", "Pears", "Ada", "Bo"]]


def test_where_both_orders_are_proven_none_is_used():
    """In a column that mixes both orders only the dates that prove themselves are read."""
    adapted = adapt(
        {"date": ["13/2/2001", "2/14/2001", "1/2/2001"], "title": ["A fair", "A market", "A walk"]}
    )
    assert adapted.frame["start"].tolist() == ["2001-02-13", "2001-02-14"]
    assert [(line, code) for line, _, code, _, _ in adapted.problems] == [(4, "ambiguous-day-month")]


def test_ends_are_read_or_the_row_is_listed():
    """Words for now mean `..`, words for nothing mean no end; an end that is unreadable or some day within is listed."""
    ends = ["present", "NaN", "2001/2003", "soon", "2001-03-04 10:00"]
    adapted = adapt({"date": ["2000"] * 5, "end": ends, "title": ["Fair", "Walk", "Talk", "Tea", "Ball"]})
    assert columns(adapted, "title", "end") == [["Fair", ".."], ["Walk", ""], ["Ball", "2001-03-04"]]
    assert [(line, column, message) for line, column, _, _, message in adapted.problems] == [
        (
            4,
            "end",
            "2001/2003 means some day within, and an end is one date. Write 2003. The row is not shown.",
        ),
        (
            5,
            "end",
            "'soon' is not a date. Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade 201X. "
            "The row is not shown.",
        ),
    ]
    assert adapted.notes[1:] == [
        "1 end such as 'present' means still going on.",
        "1 end such as 'NA' counts as empty.",
        "1 time of day was cut to the day as written.",
    ]


def test_years_months_and_days_of_a_computed_table_are_read():
    """Numbers with .0, years below 1000 and below 1 are read from columns of their own, and the count of years is said."""
    adapted = adapt(
        {
            "Start Year": ["1948.0", "-44", "79"],
            "Start Month": ["3.0", "3", ""],
            "Start_Day": ["", "15", ""],
            "name": ["Fair", "Walk", "Talk"],
        }
    )
    assert adapted.frame["start"].tolist() == ["1948-03", "-0044-03-15", "0079"]
    assert adapted.notes[1:] == ["Years below 1 are read as astronomical: 0 is 1 BCE, -44 is 45 BCE."]


# -- which column is what ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Start Date", "start"),
        ("EVENT-DATE", "start"),
        ("when", "start"),
        ("day", "start"),
        ("year", "start"),
    ],
)
def test_dates_are_found_by_their_names(name, ours):
    """Case, blanks, hyphens and underscores do not matter, and a date may be just a day or a year."""
    assert adapt({name: ["2001"], "title": ["Fair"]}).frame[ours].tolist() == ["2001"]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["headline", "title"], "title"),
        (["message", "subject"], "subject"),
        (["description", "summary"], "summary"),
        (["description", "name"], "name"),
        (["remarks", "description"], "description"),
    ],
)
def test_titles_are_found_by_their_names_best_first(names, chosen):
    """Among several columns that could hold titles the better name wins, wherever it stands."""
    adapted = adapt({"date": ["2001"], **{name: [f"The {name}"] for name in names}})
    assert adapted.frame["title"].tolist() == [f"The {chosen}"]


def test_cells_decide_where_names_mislead():
    """A date column without dates, a title of numbers and an all but empty category are passed over and kept."""
    adapted = adapt(
        {
            "date": ["spring", "autumn", "summer"],
            "when": ["2001", "2002", "2003"],
            "event": ["17", "18", "19"],
            "headline": ["Fair", "Walk", "Talk"],
            "type": ["", "", "x"],
            "kind": ["a", "a", "b"],
        }
    )
    assert adapted.notes == ["Read as: start = when, title = headline, category = kind."]
    assert adapted.frame.columns.tolist()[11:] == ["date", "event", "type"]
    sparse = adapt({"date": ["2001"] * 3, "label": ["x", "", ""], "message": ["Fair", "Walk", "Talk"]})
    assert sparse.frame["title"].tolist() == ["Fair", "Walk", "Talk"]
    twins = adapt({"Date": ["2001"], "DATE": ["2002"], "title": ["Fair"]})
    assert twins.frame["start"].tolist() == ["2001"]


def test_a_type_that_is_another_for_every_row_is_no_category():
    """A column of more than twelve values, most of them used once, does not group anything and is passed over."""
    days = [f"2001-01-{day:02}" for day in range(1, 21)]
    adapted = adapt(
        {
            "date": days,
            "title": ["Fair"] * 20,
            "type": [f"no {day}" for day in days],
            "group": ["a", "b"] * 10,
        }
    )
    assert adapted.notes == ["Read as: start = date, title = title, category = group."]


def test_notes_become_titles_where_nothing_is_called_a_title():
    """The column of notes names the events when it describes them best; a long note stays whole as the summary."""
    long = "On 14 March people met in the garden " + "and talked about the pears " * 9
    adapted = adapt(
        {
            "event_date": ["14 March 2001", "15 March 2001"],
            "event_type": ["Meeting", "Fair"],
            "actor1": ["The garden club", "The pear club"],
            "notes": [long + "again.", long + "once more."],
        }
    )
    assert adapted.notes[:2] == [
        "Read as: start = event_date, title = notes, category = event_type.",
        "Titles come from 'notes'; choose another with --map title=NAME.",
    ]
    assert adapted.frame["summary"].tolist() == [long + "again.", long + "once more."]


def test_long_words_that_are_always_the_same_are_no_titles():
    """Among columns of words the one that tells rows apart becomes the title, though another is longer."""
    adapted = adapt(
        {
            "date": ["2001"] * 4,
            "place name": ["The garden behind the old mill"] * 4,
            "doing": ["Fair", "Walk", "Talk", "Dance"],
            "remark": ["ab", "cd", "ef", "gh"],
        }
    )
    assert adapted.frame["title"].tolist() == ["Fair", "Walk", "Talk", "Dance"]


def test_columns_can_be_named():
    """A mapping wins over names and cells; the name may be written in another case."""
    adapted = adapt(
        {"date": ["2001"], "Opened": ["1999"], "title": ["Fair"], "Words": ["7"]},
        {"start": "opened", "title": "Words"},
    )
    assert columns(adapted, "start", "title", "date", "original title") == [["1999", "7", "2001", "Fair"]]


def test_a_named_column_that_is_not_there_stops_everything():
    """The sentence names the columns there are and the one that may be meant."""
    adapted = adapt({"Date": ["2001"], "Titel": ["Fair"]}, {"title": "Title"})
    assert adapted.problems == [(None, "", "unknown-mapped-column", "Title", adapted.problems[0][4])]
    assert adapted.problems[0][4].startswith("there is no column 'Title'.")
    assert adapted.problems[0][4].endswith("There are: Date, Titel.")
    assert len(adapted.frame) == 0


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            {"a": ["Fair"], "b": ["x"]},
            "Shown 0 of 1: no column looks like dates. There are: a, b. Name one with --map start=NAME.",
        ),
        (
            {"date": ["2001"], "n": ["17"]},
            "Shown 0 of 1: no column looks like titles. There are: date, n. Name one with --map title=NAME.",
        ),
    ],
)
def test_a_table_without_dates_or_titles_is_refused(table, sentence):
    """When nothing looks like dates or titles one sentence names the columns and the way out."""
    assert foreign.summary(adapt(table)) == sentence


@pytest.mark.parametrize(
    ("mapping", "order", "sentence"),
    [
        (
            {"begin": "date"},
            "",
            "--map begin: 'begin' is not one of: id, start, end, title, category, actors, place, document, "
            "importance, summary, sources.",
        ),
        ({}, "ymd", "--dates ymd: the order is dmy (day first) or mdy (month first)."),
    ],
)
def test_words_that_are_not_ours_are_misuse(mapping, order, sentence):
    """A mapping to a column we do not have, or an unknown order, is said to the caller."""
    with pytest.raises(UnknownName) as fault:
        adapt({"date": ["2001"], "title": ["Fair"]}, mapping, order)
    assert str(fault.value) == sentence


# -- text, ids, categories, the rest -----------------------------------------------------------------------


def test_markup_becomes_readable_text():
    """Tags go, entities and line breaks become characters and blanks; what only looks like a tag stays."""
    titles = ["<b>War</b> &amp; peace", "a < b and c > d", "one<br>two", "&lt;b&gt;", "bell\x07 rings\u202e"]
    adapted = adapt({"date": ["2001"] * 5, "title": titles})
    assert adapted.frame["title"].tolist() == [
        "War & peace",
        "a < b and c > d",
        "one two",
        "<b>",
        "bell rings",
    ]
    assert adapted.notes[1:] == ["Markup was taken out of 3 texts."]


def test_a_long_title_is_cut_and_kept_whole():
    """The whole title becomes the summary, or stays as a column where there is a summary already."""
    long = "word " * 30 + "end"
    free = adapt({"date": ["2001"], "title": [long], "text": [""]})
    taken = adapt({"date": ["2001"], "title": [long], "text": ["Short."]})
    cut = "word " * 17 + "word…"
    assert columns(free, "title", "summary") == [[cut, long]]
    assert columns(taken, "title", "summary", "original title") == [[cut, "Short.", long]]


def test_a_row_without_title_borrows_one_or_is_listed():
    """A row without a title takes the beginning of its summary; with neither it is listed."""
    adapted = adapt(
        {"date": ["2001", "2002", "2003"], "title": ["Fair", "", " "], "text": ["", "A walk.", ""]}
    )
    assert columns(adapted, "title", "summary") == [["Fair", ""], ["A walk.", "A walk."]]
    assert adapted.problems == [
        (4, "title", "row-without-title", "", "the row has no title and is not shown.")
    ]
    assert (
        foreign.summary(adapted)
        == "Shown 2 of 3; 1 needs you: line 4, title: the row has no title and is not shown."
    )


def test_the_summary_lists_five_rows_and_counts_the_others():
    """A long list of rows is cut, and says how many more there are."""
    said = foreign.summary(adapt({"date": ["2001"] + [""] * 7, "title": ["Fair"] * 8}))
    assert (
        said
        == "Shown 1 of 8; 7 need you: "
        + " ".join(f"line {line}, date: There is no date." for line in range(3, 8))
        + " And 2 more."
    )


def test_ids_of_theirs_are_kept_when_they_can_be_ours():
    """Unique ids stay, in lower case where needed; repeated ones are made anew and stay beside."""
    table = {"date": ["2001", "2002"], "title": ["Fair", "Walk"]}
    assert adapt({"id": ["a-1", "a-2"], **table}).frame["id"].tolist() == ["a-1", "a-2"]
    assert columns(adapt({"id": ["A 1", "A 2"], **table}), "id", "original id") == [
        ["a-1", "A 1"],
        ["a-2", "A 2"],
    ]
    repeated = adapt({"id": ["7", "7"], **table})
    assert columns(repeated, "id", "original id") == [["2001-fair", "7"], ["2002-walk", "7"]]
    assert repeated.notes[1:] == ["The ids are not unique; new ones are made from date and title."]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2001", "-0044-03-15", "2001/2003", "195X~"]), st.text(min_size=1, max_size=120)
        ),
        max_size=20,
    )
)
def test_made_ids_are_unique_slugs(rows):
    """Whatever the titles, ids are unique, at most 64 characters, and lower-case ASCII slugs."""
    ids = adapt(
        {"date": [date for date, _ in rows], "title": [title for _, title in rows]}, {"title": "title"}
    ).frame["id"]
    assert ids.is_unique
    assert ids.str.fullmatch("[a-z0-9]+(-[a-z0-9]+)*").all()
    assert (ids.str.len() <= 64).all()


def test_an_id_does_not_depend_on_other_rows():
    """A row has the same id alone and among others with other titles; titles in other scripts have ids of their own."""
    table = {"date": ["2001", "2002", "2002"], "title": ["Fair", "条约", "조약"]}
    together = adapt(table).frame["id"].tolist()
    alone = [adapt({name: [cells[i]] for name, cells in table.items()}).frame["id"][0] for i in range(3)]
    assert together == alone
    assert len(set(together)) == 3


def test_a_category_of_a_row_that_is_not_shown_is_not_there():
    """Labels are those of the events shown."""
    adapted = adapt({"date": ["2001", "soon"], "title": ["Fair", "Walk"], "type": ["a", "b"]})
    assert adapted.labels == {"a": "a"}


def test_categories_are_slugs_with_their_words():
    """Spellings that differ in case, blanks or accents are one category with the most frequent words; empty is other."""
    kinds = ["Peace Talks", "peace  talks", "Peace Talks", "Café", "", "战争"]
    adapted = adapt({"date": ["2001"] * 6, "title": list("abcdef"), "Kind": kinds})
    codes = adapted.frame["category"].tolist()
    assert codes[:5] == ["peace-talks"] * 3 + ["cafe", "other"]
    assert list(adapted.labels.items()) == [
        ("peace-talks", "Peace Talks"),
        ("cafe", "Café"),
        (codes[5], "战争"),
        ("other", "Other"),
    ]


def test_small_categories_are_together():
    """The twelve most frequent categories stay, the others become one, and their own words stay beside."""
    kinds = [f"kind {chr(97 + i)}" for i in range(14) for _ in range(20 - i)]
    adapted = adapt(
        {"date": ["2001"] * len(kinds), "title": ["Fair"] * len(kinds), "category": kinds},
        {"category": "category", "title": "title"},
    )
    assert list(adapted.labels) == [f"kind-{chr(97 + i)}" for i in range(12)] + ["other"]
    assert (adapted.frame["category"] == "other").sum() == 8 + 7
    assert adapted.frame["original category"].tolist() == kinds
    assert adapted.notes[1:] == [
        "'category' has 14 values; the 12 most frequent are event types, the other 2 (15 events) are together in 'other'."
    ]


def test_importance_is_taken_only_on_our_scale():
    """1 to 5 and empty are importance; any other scale is kept as it is, and that is said."""
    table = {"date": ["2001", "2002"], "title": ["Fair", "Walk"]}
    assert adapt({**table, "severity": ["5", ""]}).frame["importance"].tolist() == ["5", ""]
    other = adapt({**table, "Importance": ["5", "9"]})
    assert columns(other, "importance", "Importance") == [["", "5"], ["", "9"]]
    assert other.notes[1] == "'Importance' is kept as it is: importance is 1, 2, 3, 4 or 5."


def test_sources_are_addresses():
    """Addresses are separated by `;` whatever stood between; other words are no source but are kept."""
    links = ["https://a.org/x https://b.org/y;z", "https://a.org/1, https://b.org/2", "Evening News", ""]
    adapted = adapt({"date": ["2001"] * 4, "title": list("abcd"), "url": links})
    assert adapted.frame["sources"].tolist() == [
        "https://a.org/x;https://b.org/y%3Bz",
        "https://a.org/1;https://b.org/2",
        "",
        "",
    ]
    assert adapted.frame["url"].tolist() == links


def test_other_columns_stay_under_names_that_are_not_ours():
    """A column that is not used keeps its cells; a name of ours, or one used twice, is changed."""
    frame = pd.DataFrame(
        [["2001", "Fair", "a", "b", "c", "d"]],
        columns=["date", "title", "tags", "x", "x", "line"],
        dtype="str",
    )
    adapted = foreign.adapt(frame, [2])
    assert adapted.frame.iloc[:, 11:].to_dict("records") == [
        {"original tags": "a", "x": "b", "x 2": "c", "original line": "d"}
    ]


def test_a_table_without_rows_is_an_empty_table():
    """A header alone gives no events and no problem."""
    adapted = adapt({"date": [], "title": [], "note": []})
    assert (len(adapted.frame), adapted.problems, foreign.summary(adapted)) == (0, [], "Shown 0 of 0.")


CELLS = ["", "2001", "1/2/2001", "13/2/2001", "2001-02-03T10:00", "War", "https://a.org/x", "5", "NaN", ".."]
NAMES = ["date", "end", "title", "text", "type", "url", "id", "severity", "line", "Year", "Month", "x"]


@st.composite
def tables(draw):
    """Names of columns and rows of cells, as other people may have them."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True))
    row = st.lists(
        st.one_of(st.sampled_from(CELLS), st.text(max_size=12)), min_size=len(names), max_size=len(names)
    )
    return names, draw(st.lists(row, max_size=12))


@given(tables())
def test_no_row_is_dropped_without_a_word(table):
    """Every row of any table is shown or listed with its line, once; what is shown has a date and a title."""
    names, rows = table
    lines = [2 + 3 * i for i in range(len(rows))]
    adapted = foreign.adapt(pd.DataFrame(rows, columns=names, dtype="str"), lines)
    listed = [line for line, *_ in adapted.problems]
    if None in listed:
        assert len(adapted.frame) == 0
    else:
        assert sorted([*adapted.lines.tolist(), *listed]) == lines
        assert dates.read(adapted.frame["start"])["ok"].all()
        assert dates.read_end(adapted.frame["end"], 0)["ok"][(adapted.frame["end"] != "").to_numpy()].all()
        assert (adapted.frame["title"] != "").all()
        assert set(adapted.frame["category"]) <= set(adapted.labels)
        assert adapted.frame["id"].is_unique
        assert adapted.frame.columns.is_unique
    assert adapted.total == len(rows)
