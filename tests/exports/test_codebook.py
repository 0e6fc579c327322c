"""What is generated: the codebook, the help of the commands, the data package."""

import json
import re

import pytest

from tests.conftest import ROOT, TABLES, events_csv
from timeline import cli, reading, schema
from timeline.exports import codebook
from timeline.problems import PROBLEMS, UnknownName


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small data set as files, with its own datapackage.json."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "data").mkdir()
    (folder / "events.csv").write_text(events_csv(), encoding="utf-8")
    for name, text in TABLES.items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "datapackage.json").write_text(codebook.package(folder / "events.csv"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def words(folder) -> str:
    return codebook.codebook(reading.read(folder / "events.csv"))


def faults(path) -> list:
    """What an independent reader of data packages finds."""
    import frictionless

    return frictionless.validate(str(path)).flatten(["title", "rowNumber", "type", "message"])


def test_generated_files_are_current():
    """The generated files that ship are those that the code and the tables give."""
    made = codebook.files(ROOT / "events.csv", cli.build())

    assert [str(path.relative_to(ROOT)) for path, body in made.items() if path.read_bytes() != body] == []


def test_package_is_valid_for_others(folder):
    """An independent reader of data packages finds no fault in a small data set."""
    assert faults(folder / "datapackage.json") == []


def test_shipped_package_is_valid_for_others():
    """The same reader finds no fault in the data that ships."""
    assert faults(ROOT / "datapackage.json") == []


@pytest.mark.parametrize(
    "old, new, kind",
    [
        ("2006-10-09", "9 Oct 2006", "constraint-error"),
        ("treaty,", "A treaty,", "constraint-error"),
        ("\nvote,", "\ntest,", "primary-key"),
        (",nuclear,", ",unclear,", "foreign-key"),
        (",5,2,pact", ",5,3,pact", "constraint-error"),
    ],
)
def test_package_lets_others_find_faults(folder, tmp_path, old, new, kind):
    """The package says enough for an independent reader to find a bad date, id, code or number."""
    import shutil

    shutil.copytree(folder, tmp_path / "copy")
    events = tmp_path / "copy" / "events.csv"
    events.write_text(events_csv().replace(old, new, 1), encoding="utf-8")

    assert kind in [fault[2] for fault in faults(tmp_path / "copy" / "datapackage.json")]


def test_package_describes_every_column(folder):
    """Each table that is there is described: path, columns in order, key."""
    package = json.loads(codebook.package(folder / "events.csv"))

    told = {
        one["name"]: (one["path"], [field["name"] for field in one["schema"]["fields"]])
        for one in package["resources"]
    }

    expected = {
        name: (table.path, list(table.names))
        for name, table in schema.TABLES.items()
        if name == "events" or name in TABLES
    }
    assert told == expected
    assert [one["schema"].get("primaryKey") for one in package["resources"]] == [
        list(schema.TABLES[name].key) for name in told
    ]


def test_only_titles_of_events_are_limited(folder):
    """A source has the title it was published under, however long."""
    package = json.loads(codebook.package(folder / "events.csv"))

    limited = [
        (one["name"], field["name"], field["constraints"]["maxLength"])
        for one in package["resources"]
        for field in one["schema"]["fields"]
        if "maxLength" in field.get("constraints", {})
    ]

    assert limited == [("events", "id", 64), ("events", "title", 90), ("events", "label", 36)]


def test_package_points_only_at_tables_that_are_there(tmp_path):
    """Without categories.csv nothing refers to it; a file of another name is described by its own."""
    (tmp_path / "my.csv").write_text(events_csv(), encoding="utf-8")

    (only,) = json.loads(codebook.package(tmp_path / "my.csv"))["resources"]

    assert (only["name"], only["path"], only["schema"].get("foreignKeys")) == ("events", "my.csv", None)


def test_package_keeps_what_the_data_says_of_itself(folder, tmp_path):
    """Title, description, licence and sources stay as written; only the resources are made anew."""
    said = {
        "name": "wars", "title": "Wars", "description": "All.", "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "Archive"}], "resources": [{"name": "old"}], "version": "3",
    }  # fmt: skip
    (tmp_path / "events.csv").write_text(events_csv(), encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")

    made = json.loads(codebook.package(tmp_path / "events.csv"))

    assert {key: made[key] for key in said if key != "resources"} == {
        k: v for k, v in said.items() if k != "resources"
    }
    assert [one["name"] for one in made["resources"]] == ["events"]


def test_package_is_read_back(folder):
    """The tables that the package names are those that reading finds; a second making changes nothing."""
    path = folder / "events.csv"

    assert set(reading.read(path).tables) == set(TABLES)
    assert codebook.package(path) == (folder / "datapackage.json").read_text(encoding="utf-8")


def test_codebook_tells_everything(words):
    """Every table, column, problem, event type, act, tag and the most important events are in the codebook."""
    asked = [f"## {table.path}" for table in schema.TABLES.values()]
    asked += [f"| `{column.name}` |" for table in schema.TABLES.values() for column in table.columns]
    asked += [f"| `{code}` | {kind.severity} |" for code, kind in PROBLEMS.items()]
    asked += [
        "| visits | China | Visits |",
        "| pact | 2 | deed |",
        "| alliance | question |",
        "| 2006-10-09 | North Korea",
    ]

    assert [text for text in asked if text not in words] == []


def test_bad_examples_are_shown_with_their_codes(words):
    """A bad example stands beside the code that it gets."""
    assert "`sanctons` → unknown-category" in words
    assert "(empty) → missing-category" in words


def test_tables_of_the_codebook_are_whole(words):
    """Each row of a table has as many cells as its head, whatever stands in the cells."""
    widths, wrong = None, []
    for line in words.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        if cells and widths and cells != widths:
            wrong.append(line)
        widths = cells

    assert wrong == []


def test_cells_cannot_break_a_table():
    """A vertical bar or a line end in a cell stays within it."""
    assert codebook._rows(("a", "b"), [("x|y", "two\nlines")]).splitlines()[2] == "| x\\|y | two lines |"


def test_help_of_every_command():
    """docs/cli.md has the help of each command, in one width."""
    text = codebook.commands(cli.build())

    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(cli.EXAMPLES)
    assert [line for line in text.splitlines() if len(line) > 160] == []


def test_codebook_command_writes_the_three_files(folder, tmp_path, capsys):
    """`timeline codebook` writes codebook, help and package beside the events, and then has nothing to do."""
    import shutil

    shutil.copytree(folder, tmp_path / "copy")
    events = str(tmp_path / "copy" / "events.csv")

    assert cli.main(["codebook", "--check", events]) == 1
    assert cli.main(["codebook", events]) == 0
    assert cli.main(["codebook", "--check", events]) == 0

    written = {str(path.relative_to(tmp_path / "copy")) for path in (tmp_path / "copy").glob("docs/*")}
    assert written == {"docs/cli.md", "docs/codebook.md"}
    assert "docs/codebook.md: written" in capsys.readouterr().out


def test_only_our_columns_have_a_codebook(tmp_path):
    """A file with columns of its own is refused in one sentence, and nothing is written beside it."""
    (tmp_path / "rain.csv").write_text("Date,Event\n2001-05-06,Rain\n", encoding="utf-8")

    with pytest.raises(UnknownName, match=r"^rain\.csv: .* this file has its own\.$"):
        codebook.files(tmp_path / "rain.csv", cli.build())

    assert [path.name for path in tmp_path.iterdir()] == ["rain.csv"]
