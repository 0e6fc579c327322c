"""The door: what a file may be, where its faults are, and what a data set is made of."""

import json
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import hostile
from tests.conftest import ROWS, TABLES, events_csv, read_rows
from timeline import dates, foreign, reading, schema
from timeline.checks import validate
from timeline.problems import InvalidEvents, Report, Unreadable


def report_of(path, **options) -> Report:
    """All that is said of a file, whether it can be read or not."""
    try:
        return validate(reading.read(path, **options))
    except InvalidEvents as fault:
        return fault.report


def refused(path, **options) -> list[list]:
    """Why a file is not read at all."""
    with pytest.raises(Unreadable) as caught:
        reading.read(path, **options)
    assert caught.value.report.exit_code == 2
    return caught.value.report.flatten(["file", "line", "code", "message"])


# -- whatever the bytes ------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [",", '"', "\n", "\r", "\r\n", ";", "a", "2001", "..", "\t", "é", "=", "id,start,title", "\0"]
)


@given(
    st.one_of(
        st.binary(max_size=400), st.lists(PIECES, max_size=60).map(lambda parts: "".join(parts).encode())
    )
)
@example(b'""')
@example(b'"\n')
@example(b"\xef\xbb\xbf,\n")
@example(b"id,start,title,category,sources,summary,checked\n" + b'"' * 7)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_data_set_or_our_own_exception(body):
    """Whatever the bytes, there is a data set or one of our exceptions with its findings, never a traceback."""
    try:
        data = reading.from_text(body)
    except InvalidEvents as fault:
        data, report = None, fault.report
    else:
        report = validate(data)

    assert data is not None or report.exit_code == 2


NATIVE = st.lists(
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["", "2001", "..", "a;b", "-1", "x: y", "follows:a", "3-0-0"])), min_size=18, max_size=18),
    max_size=5,
)  # fmt: skip


@given(NATIVE)
@settings(max_examples=40, deadline=None)
def test_any_cells_can_be_checked(rows):
    """Whatever stands in the cells of our own columns, every check gives an answer."""
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    body = events_csv(*quoted).encode("utf-8", "surrogatepass") if rows else events_csv("")

    try:
        report = validate(reading.from_text(body, **TABLES))
    except InvalidEvents as fault:
        report = fault.report

    assert [p for p in report.problems if len(str(p)) > 300 or "\n" in str(p)] == []


CELLS = st.text(st.sampled_from('a,"\n\r é'), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
@example([("\r", "\r\n"), ("a", "b")])
def test_line_is_where_the_record_starts(rows):
    """Of each row `lines` is the physical line on which it starts, however many lines its fields have."""
    text, expected = "x,y\n", []
    for row in rows:
        if any(row):
            expected.append(1 + len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1)
        text += ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"

    assert reading.table_of(text.encode(), "x.csv").lines.tolist() == expected


# -- files that are none ---------------------------------------------------------------------------------------------


def test_missing_file(tmp_path):
    """A file that is not there is one sentence."""
    assert refused(tmp_path / "none.csv") == [
        ["none.csv", None, "missing-file", "there is no such file. Check the name and the folder."]
    ]


def test_folder(tmp_path):
    """A folder is no file."""
    (tmp_path / "x.csv").mkdir()

    assert refused(tmp_path / "x.csv") == [
        ["x.csv", None, "not-a-file", "this is a folder, not a regular file. Name a CSV file."]
    ]


def test_pipe(tmp_path):
    """A pipe without a writer is refused at once."""
    os.mkfifo(tmp_path / "x.csv")

    assert refused(tmp_path / "x.csv") == [
        ["x.csv", None, "not-a-file", "this is a device or pipe, not a regular file. Name a CSV file."]
    ]


def test_device():
    """A device without end is not read."""
    assert [one[2] for one in refused("/dev/zero")] == ["not-a-file"]


def test_links(tmp_path):
    """A link to a file is read, a link to nothing is missing, a circle of links cannot be opened."""
    (tmp_path / "good.csv").write_bytes(hostile.GOOD)
    (tmp_path / "link.csv").symlink_to("good.csv")
    (tmp_path / "dangling.csv").symlink_to("none.csv")
    (tmp_path / "circle.csv").symlink_to("circle.csv")

    assert len(reading.read(tmp_path / "link.csv").events) == 2
    assert refused(tmp_path / "dangling.csv")[0][2] == "missing-file"
    assert refused(tmp_path / "circle.csv") == [
        [
            "circle.csv",
            None,
            "closed-file",
            "the file cannot be opened: Too many levels of symbolic links. Check its name and who may read it.",
        ]
    ]


def test_no_permission(tmp_path, monkeypatch):
    """A file that may not be read says so."""
    path = tmp_path / "x.csv"
    path.write_bytes(hostile.GOOD)

    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", closed)

    assert [one[3] for one in refused(path)] == [
        "the file cannot be opened: Permission denied. Check its name and who may read it."
    ]


def test_impossible_name(tmp_path):
    """A name that no file can have is no traceback."""
    assert refused(f"{tmp_path}/a\0b.csv")[0][2] == "closed-file"


def test_huge_file_is_refused_by_its_size(tmp_path):
    """A file of 100 GB is refused without being read."""
    path = tmp_path / "x.csv"
    with open(path, "wb") as file:
        file.truncate(100 * 10**9)

    assert refused(path) == [
        [
            "x.csv",
            None,
            "too-large",
            "the file has 100,000,000,000 bytes, more than the 64,000,000 that are read. "
            "Raise the limit with --max-bytes.",
        ]
    ]


def test_file_that_grows_is_not_read_further(tmp_path, monkeypatch):
    """A file whose size says less than it holds is still not read beyond the limit."""
    path = tmp_path / "x.csv"
    path.write_bytes(hostile.GOOD)
    real = os.stat(path)
    monkeypatch.setattr(reading.os, "stat", lambda _: os.stat_result([*real[:6], 0, *real[7:10]]))

    assert refused(path, max_bytes=len(hostile.GOOD) - 1)[0][2] == "too-large"


def test_limits_are_inclusive(tmp_path):
    """A file of exactly the limits is read; one byte or row more is not."""
    path = tmp_path / "x.csv"
    path.write_bytes(hostile.GOOD)
    size = len(hostile.GOOD)

    assert reading.read(path, max_bytes=size, max_rows=2).rows == 2
    assert refused(path, max_bytes=size - 1)[0][2] == "too-large"
    assert refused(path, max_rows=1)[0][2] == "too-many-rows"


def test_longest_field_and_widest_header():
    """A field of 64,000 characters and a header of 64 columns are read."""
    longest = hostile.document(hostile.row(summary="x" * 64_000))
    names = ",".join([hostile.NAMES, *(f"c{n}" for n in range(55))])

    assert len(reading.from_text(longest).events) == 1
    assert len(reading.from_text(names + "\n").columns) == 64


def test_name_of_the_file_is_made_visible(tmp_path):
    """A file's own name cannot break the line or turn the text around."""
    path = tmp_path / "a\n\u202eb.csv"
    path.write_bytes(b"")

    said = str(report_of(path))

    assert said.startswith("a\\u000a\\u202eb.csv: the file is empty.")


# -- the data set ------------------------------------------------------------------------------------------------------


def test_typed_columns(small):
    """Events have all columns, typed, sorted by first day and id, with a plain index."""
    kinds = {name: str(kind) for name, kind in small.events.dtypes.items()}

    derived = {
        "first": "int64", "last": "int64", "start_last": "int64", "end_first": "int64", "precision": "str",
        "doubt": "str", "span": "bool", "open": "bool",
    }  # fmt: skip
    texts = dict.fromkeys(schema.EVENTS.names, "str")
    assert kinds == {"line": "int64", **texts, "importance": "int8", "stance": "Int8", **derived}
    assert small.events["id"].tolist() == ["decade", "treaty", "tour", "test", "vote", "month"]
    assert small.events.index.equals(pd.RangeIndex(6))
    assert [name for name in derived if name not in foreign.MADE] == []


def test_days_of_spans_and_points(small):
    """First and last days, and what is known of them, come from start and end."""
    events = small.events.set_index("id")
    columns = ["first", "start_last", "end_first", "last"]
    told = {key: dates.iso(events.loc[key, columns]).tolist() for key in ("tour", "month", "decade")}

    assert told == {
        "tour": ["1970-04-05", "1970-04-05", "1970-04-07", "1970-04-07"],
        "month": ["2017-07-01", "2017-07-31", "2017-07-31", "2017-07-31"],
        "decade": ["1950-01-01", "1959-12-31", "2026-01-03", "2026-01-03"],
    }
    assert events.loc["decade", ["precision", "doubt", "span", "open"]].tolist() == [
        "decade",
        "~",
        True,
        True,
    ]


def test_empty_importance_is_three_and_empty_stance_is_none():
    """An importance that is not given is 3; a stance that is not given is not 0."""
    events = reading.from_text(events_csv("a,2001,,Title,,un,,,,,,,,,,Words.,paper,2026-01-02")).events

    assert (events["importance"].tolist(), events["stance"].isna().tolist()) == ([3], [True])


def test_codes_stay_text():
    """NA, 007, 1e5 and null are text as typed."""
    texts = ["NA", "007", "1e5", "null", "nan", "TRUE"]
    rows = [hostile.row(id=f"e{n}", start=f"{2001 + n}", title=text) for n, text in enumerate(texts)]

    assert reading.from_text(hostile.document(*rows)).events["title"].tolist() == texts


def test_columns_of_the_curator_are_kept():
    """An unknown column stays, after ours, and in the file's order of columns."""
    data = reading.from_text(hostile.document(hostile.row() + ",blue", names=hostile.NAMES + ",colour"))

    assert data.events["colour"].tolist() == ["blue"]
    assert data.columns == (*hostile.NAMES.split(","), "colour")


def test_edition(small):
    """The edition is the latest checked day and a hash that any letter of any table changes, line ends aside."""
    day, _, code = small.edition.partition(" · ")
    windows = reading.from_text(
        events_csv().replace("\n", "\r\n"), **{k: v.replace("\n", "\r\n") for k, v in TABLES.items()}
    )
    other = read_rows(tags=TABLES["tags"].replace("Limits", "Limit"))

    assert (day, len(code)) == ("2026-01-03", 8)
    assert windows.edition == small.edition
    assert other.edition != small.edition
    assert small.edition_day == dates.day_of(2026, 1, 3)


def test_edition_without_checked_names_the_file():
    """Data that nobody checked is known by its file's name."""
    edition = reading.from_text("date,event\n2001,Something\n", name="mine.csv").edition

    assert edition.partition(" · ")[0] == "mine.csv"


def test_package_says_title_licence_and_about(tmp_path):
    """Title, licence and description come from the data package that names the file."""
    package = {
        "title": "Wars", "description": "All of them.", "licenses": [{"name": "CC0-1.0", "title": "CC0"}],
        "resources": [{"name": "events", "path": "events.csv"}],
    }  # fmt: skip
    (tmp_path / "events.csv").write_bytes(hostile.GOOD)
    (tmp_path / "datapackage.json").write_text(json.dumps(package))

    data = reading.read(tmp_path / "events.csv")

    assert (data.title, data.licence, data.about) == ("Wars", "CC0", "All of them.")


def test_package_of_another_file_is_not_ours(tmp_path):
    """A data package that does not name the file says nothing about it."""
    hostile.write(tmp_path, hostile.GOOD, {"categories": hostile.CATEGORIES})
    (tmp_path / "my_own-events.csv").write_bytes(hostile.GOOD)

    data = reading.read(tmp_path / "my_own-events.csv")

    assert (data.title, data.licence, data.about) == ("My own events", "", "")
    assert data.categories["label"].tolist() == ["War"]
    assert list(data.tables) == ["categories"]


def test_side_tables_come_with_the_package(tmp_path):
    """The tables that the package names are there by name, with the line of each row; others are empty."""
    data = reading.read(hostile.write(tmp_path, hostile.GOOD, {"categories": hostile.CATEGORIES}))

    assert data.categories[["code", "line"]].to_numpy().tolist() == [["war", 2], ["peace", 3]]
    assert (len(data.sources), list(data.sources.columns)) == (0, list(schema.SOURCES.names))


def test_side_table_that_is_missing_is_named(tmp_path):
    """A table that the package names and that is not there is told by its own name."""
    path = hostile.write(tmp_path, hostile.GOOD, {"categories": hostile.CATEGORIES})
    (tmp_path / "categories.csv").unlink()

    assert refused(path)[0][:3] == ["categories.csv", None, "missing-file"]


def test_side_table_with_a_wrong_header_is_named(tmp_path):
    """A fault in a side table's header names that file."""
    path = hostile.write(tmp_path, hostile.GOOD, {"tags": "code,kind,label\nx,note,X\n"})

    assert report_of(path).flatten(["file", "line", "code", "message"]) == [
        ["tags.csv", 1, "missing-column", "there is no column 'definition'. Add it to the header."]
    ]


def test_package_does_not_reach_out_of_its_folder(tmp_path):
    """A path that leaves the folder is not followed."""
    (tmp_path / "tags.csv").write_text(TABLES["tags"])
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "events.csv").write_bytes(hostile.GOOD)
    resources = [{"name": "events", "path": "events.csv"}, {"name": "tags", "path": "../tags.csv"}]
    (inside / "datapackage.json").write_text(json.dumps({"resources": resources}))

    assert reading.side_files(inside / "events.csv") == {}


@pytest.mark.parametrize(
    "text, line",
    [("{\n'title': 1}", 2), ("[]", None), ('"text"', None), ("", 1)],
)
def test_broken_package_is_an_error(text, line, tmp_path):
    """A data package that cannot be read is told: without it, no code would be checked."""
    (tmp_path / "events.csv").write_bytes(hostile.GOOD)
    (tmp_path / "datapackage.json").write_text(text)

    assert report_of(tmp_path / "events.csv").flatten(["file", "line", "code", "message"]) == [
        [
            "datapackage.json",
            line,
            "bad-package",
            "this is no JSON object, so the tables beside the events are not read. Correct it.",
        ]
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"resources": None, "licenses": 3},
        {"resources": [1, None, {"path": ["events.csv"]}], "title": 4},
        {"resources": [{"path": "events.csv"}, {"name": "tags", "path": 7}], "title": [], "licenses": ["x"]},
    ],
)
def test_package_with_odd_values_is_passed_over(odd, tmp_path):
    """What a data package says in an unexpected shape is not used and breaks nothing."""
    (tmp_path / "events.csv").write_bytes(hostile.GOOD)
    (tmp_path / "datapackage.json").write_text(json.dumps(odd))

    if "tags" in str(odd):  # a path that is no text means the folder itself
        assert refused(tmp_path / "events.csv")[0][2] == "not-a-file"
    else:
        assert reading.read(tmp_path / "events.csv").title == "Events"


def test_from_text_is_read(tmp_path, small):
    """Reading text and reading files give the same events and edition."""
    path = hostile.write(tmp_path, events_csv().encode(), TABLES)

    data = reading.read(path)

    pd.testing.assert_frame_equal(data.events, small.events)
    assert data.edition == small.edition


def test_text_with_half_a_surrogate():
    """Text that no file can hold is refused like such a file."""
    with pytest.raises(Unreadable, match="is not UTF-8"):
        reading.from_text("id,title\na,\ud800\n")


def test_problems_of_reading_are_in_the_report():
    """A row of another width is told and not among the events, and counted as a row of the file."""
    data = reading.from_text(hostile.document("x,y", hostile.row()))

    assert data.report.flatten(["line", "code"]) == [[2, "row-width"]]
    assert (data.rows, data.events["line"].tolist()) == (2, [3])


# -- other people's data -------------------------------------------------------------------------------------------------


def test_foreign_rows_that_cannot_be_shown_are_told():
    """Rows without a date are not events, but told as warnings with their lines; the notes say how many."""
    data = reading.from_text("When,What\n2001-02-03,One\nsoon,Two\n,Three\n2004,Four\n", name="mine.csv")

    report = validate(data)

    assert (data.native, data.rows, data.events["line"].tolist()) == (False, 4, [2, 5])
    assert report.flatten(["line", "column", "code", "severity"]) == [
        [3, "When", "row-without-date", "warning"],
        [4, "When", "row-without-date", "warning"],
    ]
    assert data.notes[0].startswith("Shown 2 of 4; 2 need you: line 3, When: ")
    assert report.exit_code == 0


def test_foreign_file_is_not_checked_as_ours():
    """A table with a few of our names is somebody's own: only a date and a title are asked for."""
    data = reading.from_text("date,title,summary,sources\n2001,Something,,nobody\n")

    assert (data.native, validate(data).problems) == (False, ())


def test_foreign_file_without_line_end_is_a_warning():
    """A file of somebody's own that ends without a line end is shown, and the end is pointed out."""
    report = validate(reading.from_text("date,title\n2001,Something"))

    assert report.flatten(["line", "code", "severity"]) == [[2, "no-line-end", "warning"]]


def test_foreign_mapping_and_order():
    """`mapping` names a column, `order` says how its dates are written."""
    text = "x,y\n03/04/2005,Something\n"

    data = reading.from_text(text, mapping={"start": "x", "title": "y"}, order="dmy")

    assert dates.iso(data.events["first"]).tolist() == ["2005-04-03"]


def test_foreign_file_without_dates_lists_its_columns():
    """A table in which nothing looks like a date names its columns and the way out."""
    with pytest.raises(InvalidEvents) as caught:
        reading.from_text("colour,size\nred,3\n")

    assert "no-date-column" in [one.code for one in caught.value.report.problems]
    assert caught.value.report.exit_code == 2


def test_inferred_categories_have_a_look():
    """Event types that a file only names get a label, two colours and a shape, each another."""
    data = reading.from_text("date,title,type\n2001,One,fire\n2002,Two,flood\n")

    looks = data.categories[["label", "light", "dark", "shape"]]
    assert sorted(looks["label"]) == ["fire", "flood"]
    assert np.array([looks[name].nunique() for name in looks]).tolist() == [2, 2, 2, 2]


def test_side_tables_are_found_without_a_package(tmp_path):
    """A copy of our table with its folder `data` needs no data package: its codes are checked all the same."""
    (tmp_path / "data").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    path = tmp_path / "events.csv"
    path.write_text(events_csv(*ROWS).replace(",visits,", ",visit,", 1), encoding="utf-8")

    found = validate(reading.read(path)).flatten(["code", "message"])

    assert ["unknown-category", "'visit' is not a category. Did you mean 'visits'?"] in found
    assert "unknown-source" not in [code for code, _ in found]
