"""The tables and their columns: they agree with themselves, with the files and with the grammar of dates."""

import re

import pytest

from tests.conftest import HEADER, ROOT
from tests.test_dates import GRAMMAR
from timeline import dates, foreign, schema
from timeline.problems import PROBLEMS

COLUMNS = [(table, column) for table in schema.TABLES.values() for column in table.columns]


def test_events_have_the_columns_of_the_codebook():
    """The columns of events.csv stand in their published order."""
    assert schema.EVENTS.names == tuple(HEADER.split(","))


def test_shipped_files_have_the_columns_of_the_schema():
    """Each shipped table has exactly the columns that the schema says, in its order."""
    shipped = {
        name: (ROOT / table.path).read_text(encoding="utf-8").partition("\n")[0]
        for name, table in schema.TABLES.items()
        if (ROOT / table.path).exists()
    }

    assert len(shipped) >= 6
    assert shipped == {name: ",".join(schema.TABLES[name].names) for name in shipped}


def test_native_columns_are_required():
    """What makes a table ours is among the columns that must be there."""
    assert [
        name for name in schema.NATIVE if name not in {c.name for c in schema.EVENTS.columns if c.required}
    ] == []


@pytest.mark.parametrize("table, column", COLUMNS, ids=[f"{t.name}.{c.name}" for t, c in COLUMNS])
def test_column_is_described(table, column):
    """Each column says in a sentence what it means, and its rule is no sentence; names are there once."""
    assert column.meaning.endswith(".")
    assert not column.rule.endswith(".")
    assert table.names.count(column.name) == 1


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_key_is_of_the_table(table):
    """The key of a table is made of required columns of its own."""
    assert [name for name in table.key if name not in {c.name for c in table.columns if c.required}] == []


def test_bad_examples_promise_codes_of_the_catalogue():
    """Every bad example names a problem that exists."""
    promised = {code for _, column in COLUMNS for _, code in column.bad}

    assert sorted(promised - set(PROBLEMS)) == []


def test_good_examples_fit_the_patterns():
    """A good example fits the pattern and the closed list of its column."""
    wrong = [
        (column.name, text)
        for _, column in COLUMNS
        for text in column.good
        if (column.pattern and not re.fullmatch(column.pattern, text))
        or (column.values and text not in column.values)
        or (column.holds and not re.fullmatch(schema.SHAPE_OF[column.holds], text))
    ]

    assert wrong == []


@pytest.mark.parametrize("text", [row[0] for row in GRAMMAR])
def test_every_date_has_the_shape_of_a_date(text):
    """Whatever the grammar reads has the shape that the data package promises."""
    assert re.fullmatch(schema.SHAPE_OF["date"], text)


@pytest.mark.parametrize(
    "text", ["2017-7-4", "2017/07/04/05", "17", "20171", "2017-07-04T00:00", "~2017", "..", ""]
)
def test_what_is_no_date_has_not_its_shape(text):
    """Times, short years and several intervals do not have the shape of a date; an open end only as an end."""
    assert not re.fullmatch(schema.SHAPE_OF["date"], text)
    assert bool(re.fullmatch(schema.SHAPE_OF["end"], text)) == (text == "..")


def test_shape_of_an_end_is_read_as_an_end():
    """An end has no interval, neither in the grammar nor in its shape."""
    read = dates.read(["2017/2018", "2017", ".."], today=0, end=True)["ok"].tolist()

    assert read == [bool(re.fullmatch(schema.SHAPE_OF["end"], text)) for text in ("2017/2018", "2017", "..")]


@pytest.mark.parametrize("cell, values", [("", []), (" ; ", []), ("a", ["a"]), ("a; b ;;c", ["a", "b", "c"])])
def test_split(cell, values):
    """A cell of several values is taken apart at semicolons, without blanks and without empty values."""
    assert schema.split(cell) == values


def test_votes():
    """A cell of votes becomes its tally, its members and its outcome."""
    assert schema.votes("13-2-0; CN=no; RU = no ;outcome=vetoed") == schema.Votes(
        (13, 2, 0), {"CN": "no", "RU": "no"}, "vetoed"
    )
    assert schema.votes("none; outcome=without-vote") == schema.Votes(None, {}, "without-vote")


@pytest.mark.parametrize(
    "cell", ["", "13-2", "13-2-0", "1000-0-0; outcome=adopted", "13-2-0; x; outcome=adopted"]
)
def test_bad_votes_are_one_sentence(cell):
    """What is no cell of votes raises one sentence on how to write it."""
    with pytest.raises(ValueError, match=r"^[A-Z].*[.]$"):
        schema.votes(cell)


def test_looks_of_event_types_differ():
    """Each look for event types that a file only names has another shape and other colours."""
    for at in range(3):
        assert len({look[at] for look in schema.PALETTE}) == len(schema.PALETTE)
    assert {look[0] for look in schema.PALETTE} <= set(schema.SHAPES)


def test_derived_columns_are_none_of_the_file():
    """No column that reading derives has the name of a column of the file."""
    assert set(foreign.MADE) & set(schema.EVENTS.names) == set()
