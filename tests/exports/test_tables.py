"""Tables as files: what is filtered, unchanged, and readable by others."""

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import HEADER, ROOT, ROWS, events_csv, read_rows
from timeline import dates, reading
from timeline.exports import EXPORTS, stem, tables
from timeline.query import select
from timeline.view import View

QUERIES = [
    "",
    "type=un",
    "from=2016&to=2018",
    "actor=CN&importance=4",
    "q=coal&tag=sanctions",
    "stance=-2&stance=none",
    "type=nothing",
]
FOREIGN = "When,What,Kind,Note\n2001-05-05,One,a,=1+1\n2002,Two,b,x\n"


def cells(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))


def ids(kind: str, body: bytes | str) -> list[str]:
    """The ids in a file, read as another program would."""
    if kind == "json":
        return [event["id"] for event in json.loads(body)["events"]]
    return [row[0] for row in cells(body)[1:]]


# -- CSV ---------------------------------------------------------------------------------------------------------------


def test_csv_of_all_is_the_file(real):
    """All events of the data that ships, written as CSV, are events.csv byte for byte."""
    assert EXPORTS["csv"](real, View()) == (ROOT / "events.csv").read_bytes().replace(b"\r\n", b"\n")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("kind", ["csv", "safe.csv", "json"])
def test_files_hold_what_is_in_view(real, kind, query):
    """Each file holds exactly the ids of the view, in its order."""
    view = View.from_query(query)

    assert ids(kind, EXPORTS[kind](real, view)) == select(real, view)["id"].tolist()


@pytest.mark.parametrize("query", QUERIES)
def test_csv_lines_are_lines_of_the_file(real, query):
    """A selection written as CSV is the file's header and whole records of the file, nothing rewritten."""
    whole = cells((ROOT / "events.csv").read_bytes())
    written = cells(EXPORTS["csv"](real, View.from_query(query)))

    assert (written[0], [row for row in written if row not in whole]) == (whole[0], [])


def test_csv_keeps_texts_that_mean_nothing_to_us():
    """Cells that are faults, blanks and unknown columns stay as they were typed: an export repairs nothing."""
    text = events_csv(ROWS[0].replace(",5,2,", ",9, 2 ,")).replace("checked\n", "checked,mine\n", 1)
    text = text.replace("2026-01-02\n", "2026-01-02, ÿ\n")

    assert tables.csv(reading.from_text(text), View()).decode() == text


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t,\"'"), max_size=20)


@given(st.lists(texts, min_size=1, max_size=4))
@example(['"', "\n", "\r", ",", "a\r\nb", "", " x "])
def test_written_reads_back(values):
    """Whatever stands in the cells, another CSV reader gets the same cells back."""
    import pandas as pd

    body = tables.written(pd.DataFrame({"a,\n": values, "b": values[::-1]}, dtype="str"))

    assert cells(body) == [["a,\n", "b"], *map(list, zip(values, values[::-1], strict=True))]


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=',"'), min_size=1)))
def test_export_reads_back_as_the_same_events(titles):
    """A written file read again and written again is the same file."""
    rows = []
    for i, title in enumerate(titles):
        quoted = '"' + title.replace('"', '""') + '"'
        rows.append(f"e{i:03},2001-05-05,,{quoted},,un,,,,3,,,,,,Words.,https://example.org/x,")
    first = tables.csv(read_rows(*(rows or [ROWS[0]])), View())

    assert tables.csv(reading.from_text(first), View()) == first


def test_line_ends_are_lf():
    """A file with CRLF line ends is written with LF."""
    body = tables.csv(reading.from_text(events_csv().replace("\n", "\r\n")), View())

    assert body.count(b"\r") == 0
    assert len(cells(body)) == len(ROWS) + 1


# -- CSV for spreadsheets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-1+1", "'-1+1"),
        ("@here", "'@here"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("--2", "'--2"),
        ("-²", "'-²"),
        ("-0044-03-15", "'-0044-03-15"),
        ("-", "'-"),
        ("-2", "-2"),
        ("+2.5", "+2.5"),
        ("2017-07-04", "2017-07-04"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_safe_csv_has_no_formula(cell, expected):
    """A cell that begins like a formula gets an apostrophe; plain numbers, dates and all others stay."""
    data = read_rows(ROWS[0].replace(",Beijing,", f',"{cell}",'))
    rows = cells(tables.safe_csv(data, View()))

    assert rows[1][rows[0].index("place")] == expected


def test_safe_csv_has_no_formula_in_its_header():
    """The name of somebody's own column may be a formula too."""
    data = reading.from_text("Date,Title,=cmd()\n2001-05-05,One,x\n")

    assert cells(tables.safe_csv(data, View()))[0][-1] == "'=cmd()"


def test_stances_stay_numbers_in_the_safe_csv(real):
    """The safe file of the data that ships differs from the other in no cell."""
    assert tables.safe_csv(real, View()) == tables.csv(real, View())


# -- JSON ------------------------------------------------------------------------------------------------------------


def test_json_says_what_it_is(small):
    """The object names title, edition, licence and view, and counts what it holds and of how many."""
    made = json.loads(tables.json(small, View(types=("un",), text="council")))

    assert {key: made[key] for key in made if key != "events"} == {
        "title": "Events",
        "edition": small.edition,
        "licence": "",
        "view": "type=un&q=council",
        "count": 1,
        "of": 6,
    }


def test_json_event(small):
    """An event has its texts, its lists as lists, its days with precision and doubt, and its sources in full."""
    made = json.loads(tables.json(small, View()))["events"]
    decade, treaty = made[0], made[1]

    assert set(HEADER.split(",")) <= set(treaty)
    assert [treaty[key] for key in ("actors", "tags", "links", "stance", "votes")] == [
        ["CN", "KP", "zhou-enlai"],
        ["alliance"],
        [],
        "2",
        "",
    ]
    assert [decade[key] for key in ("start", "end", "first_day", "last_day", "precision", "doubt")] == [
        "195X~",
        "..",
        "1950-01-01",
        dates.iso([small.edition_day])[0],
        "decade",
        "~",
    ]
    assert [source["publisher"] for source in treaty["sources"]] == ["The Paper", "The Office"]
    assert treaty["sources"][0] == {
        "id": "paper",
        "publisher": "The Paper",
        "title": "A report",
        "url": "https://example.org/report",
        "published": "1961-07-12",
        "kind": "press",
        "side": "other",
        "language": "en",
        "accessed": "2026-01-02",
    }
    assert decade["sources"] == [{"url": "https://example.org/other"}]


def test_json_of_somebody_elses_data():
    """Data without our tables has its own columns and empty lists."""
    made = json.loads(tables.json(reading.from_text(FOREIGN), View()))["events"][0]

    assert [made[key] for key in ("title", "Note", "sources", "last_day")] == [
        "One",
        "=1+1",
        [],
        "2001-05-05",
    ]


# -- the registry and the names of files ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_export_writes_nothing_too(kind):
    """Each writer makes a file of a view without events and of a file without events."""
    empty = reading.from_text("Date,Title\n")

    assert all(len(EXPORTS[kind](empty, view)) > 0 for view in (View(), View(types=("x",), first=0)))


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", "china-and-north-korea_2026-01-03"),
        ("from=2016&to=2018", "china-and-north-korea_2016-2018_2026-01-03"),
        ("from=2016-02&to=2016-03", "china-and-north-korea_2016_2026-01-03"),
        ("from=1990&type=un", "china-and-north-korea_un_1990_2026-01-03"),
        ("type=un&type=talks", "china-and-north-korea_talks-un_2026-01-03"),
        ("type=a&type=b&type=c&type=d", "china-and-north-korea_2026-01-03"),
        ("tag=reunification&actor=CN&q=Xi’s visit", "china-and-north-korea_reunification-cn-xi-visit_2026-01-03"),
        ("q=../../x", "china-and-north-korea_x_2026-01-03"),
        ("type=../x", "china-and-north-korea_x_2026-01-03"),
        ("from=-0043&to=0014", "china-and-north-korea_-0043-0014_2026-01-03"),
    ],
)
def test_stem(small, query, expected):
    """A file is named by title, up to three choices, years of the window and the edition's day."""
    from dataclasses import replace

    named = replace(small, title="China and North Korea")

    assert stem(named, View.from_query(query)) == expected


@pytest.mark.parametrize(
    "title, expected",
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Café: été", "cafe-ete"),
        ("中国", "events"),
        ("", "events"),
        ("x" * 90, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_stem_is_a_plain_name(small, title, expected):
    """Whatever the title, the name has only plain letters, digits and hyphens."""
    from dataclasses import replace

    assert stem(replace(small, title=title), View()) == f"{expected}_2026-01-03"
