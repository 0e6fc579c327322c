"""fmt: the same rows in one order and form, nothing lost."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import hostile
from tests.conftest import HEADER, ROOT, TABLES, events_csv
from timeline import fmt, reading, schema
from timeline.checks import validate
from timeline.cli import main
from timeline.problems import InvalidEvents


def settled(folder, body: bytes, tables=None) -> dict[str, str]:
    """What fmt makes of a file and its tables: name -> text."""
    path = hostile.write(folder, body, tables)
    return {file.name: made.decode() for file, made in fmt.files(path).items()}


def test_rows_by_first_day_then_id(tmp_path):
    """Events are ordered by the first day they can mean and then by id; what has no date comes first."""
    rows = [
        hostile.row(id="year", start="2001"),
        hostile.row(id="z", start="2001-01-01"),
        hostile.row(id="bce", start="-0044-03-15"),
        hostile.row(id="undated", start="soon"),
        hostile.row(id="decade", start="200X"),
    ]

    made = settled(tmp_path, hostile.document(*rows))["events.csv"]

    assert [line.split(",")[0] for line in made.splitlines()[1:]] == ["undated", "bce", "decade", "year", "z"]


def test_text_is_trimmed_composed_and_lf(tmp_path):
    """Blanks at the ends go, letters are composed, line ends are LF, quotes stand only where needed."""
    body = hostile.document(hostile.row(title='" Cafe\u0301 opens "', summary='"Plain."'), end="\r\n")

    made = settled(tmp_path, body)["events.csv"]

    assert made == hostile.document(hostile.row(title="Caf\u00e9 opens", summary="Plain.")).decode()


def test_mends_what_it_says_it_mends(tmp_path):
    """What a finding says `timeline fmt` mends is gone after it."""
    body = hostile.document(hostile.row(title=" Cafe\u0301 "), "", hostile.row(id="b", start="2000"))[:-1]
    path = hostile.write(tmp_path, body)
    before = {one.code for one in validate(reading.read(path)).problems}

    assert main(["fmt", str(path)]) == 0

    assert before == {"outer-blank", "not-normal", "blank-line", "cut-off-file"}
    assert validate(reading.read(path)).problems == ()


def test_unknown_columns_stay(tmp_path):
    """A column of the curator's own keeps its place and its cells."""
    made = settled(tmp_path, hostile.document("blue," + hostile.row(), names="colour," + hostile.NAMES))

    assert made["events.csv"] == f"colour,{hostile.NAMES}\nblue,{hostile.row()}\n"


def test_side_tables_have_their_orders(tmp_path):
    """Sources, actors and old ids go by their code, evidence by event; lanes, acts and tags stay as they stand."""
    tables = TABLES | {
        "evidence": "event,source,field,where,finding\nb,s,start,p,f\na,s,votes,p,f\na,s,start,p,f\n"
    }

    made = settled(tmp_path, events_csv().encode(), tables)
    first = {name: [line.split(",")[0] for line in text.splitlines()[1:]] for name, text in made.items()}

    assert first["sources.csv"] == ["office", "paper"]
    assert first["actors.csv"] == ["CN", "KP", "kim-jong-un", "zhou-enlai"]
    assert first["evidence.csv"] == ["a", "a", "b"]
    assert first["categories.csv"] == ["un", "visits", "nuclear"]
    assert first["acts.csv"] == ["pact", "honours", "censures"]


@pytest.mark.parametrize(
    "body, code",
    [
        (hostile.document(hostile.row(), "a,b"), "row-width"),
        (hostile.document(hostile.row() + ",x"), "row-width"),
        (hostile.document(hostile.row(title='"Never closed')), "unclosed-quote"),
        (hostile.document(hostile.row(title='At"tack')), "stray-quote"),
        (hostile.GOOD.replace(b"fall", b"f\xe4ll"), "wrong-encoding"),
        (hostile.header("title", "id"), "repeated-name"),
        (b"date,event\n2001,x\n", "missing-column"),
    ],
)
def test_what_could_lose_data_is_refused(body, code, tmp_path):
    """A file in which a field could be lost is not touched."""
    path = hostile.write(tmp_path, body)

    with pytest.raises(InvalidEvents) as caught:
        fmt.files(path)

    assert code in [one.code for one in caught.value.report.problems]
    assert main(["fmt", str(path)]) in (1, 2)
    assert path.read_bytes() == body


def test_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk is full, the old file is there, byte for byte."""
    body = hostile.document(hostile.row(id="b"), hostile.row(id="a"))
    path = hostile.write(tmp_path, body)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)

    assert main(["fmt", str(path)]) == 2
    assert path.read_bytes() == body


def test_check_writes_nothing(tmp_path, capsys):
    """`fmt --check` names what would change, exits 1 and leaves the file."""
    body = hostile.document(hostile.row(id="b"), hostile.row(id="a"))
    path = hostile.write(tmp_path, body)

    assert main(["fmt", "--check", str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: would change\n"
    assert path.read_bytes() == body


def test_the_shipped_tables_are_settled():
    """The tables that ship are in the order and form that fmt gives."""
    assert [
        path.name for path, body in fmt.files(ROOT / "events.csv").items() if path.read_bytes() != body
    ] == []


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.sampled_from(['"', ",", "\r\n", "\n", "\r", "=1", "2001", "e\u0301", " x ", "\ufeff"]),
)


@given(st.lists(st.lists(CELLS, min_size=18, max_size=18), max_size=4))
@example([['"', ",", "\r\n", "\n", "\r", "=1", "2001", "e\u0301", " x "] * 2])
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_and_twice_is_once(tmp_path_factory, rows):
    """Any table is read back from what fmt writes, cell by cell, and a second fmt changes nothing."""
    folder = tmp_path_factory.mktemp("fmt")
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path = hostile.write(folder, "\n".join([HEADER, *quoted, ""]).encode())

    once = fmt.normal(path, schema.EVENTS)
    path.write_bytes(once)
    raw = reading.table_of(once, "events.csv")

    kept = [[unicodedata.normalize("NFC", cell.strip()) for cell in row] for row in rows if any(row)]
    assert sorted(raw.frame.to_numpy().tolist()) == sorted(row for row in kept if any(row))
    assert fmt.normal(path, schema.EVENTS) == once
