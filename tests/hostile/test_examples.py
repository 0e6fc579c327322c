"""The codebook keeps its promises: what it calls good passes in silence, what it calls bad gets the code it names."""

import json

import pytest

from tests import hostile
from tests.conftest import TABLES
from timeline import schema
from timeline.cli import main
from timeline.problems import PROBLEMS

CELLS = hostile.CELLS | {"id": "sample", "category": "un", "sources": "paper"}
# The codes that the good examples use.
KNOWN = {
    "sources": TABLES["sources"] + "un-sc8853,UN,Title,https://press.un.org/a,,official,UN,en,2026-01-02\n",
    "actors": TABLES["actors"] + "UN.SC,Security Council,organ,\n",
    "categories": TABLES["categories"],
    "tags": TABLES["tags"] + "denuclearisation,question,Denuclearisation,Weapons\n",
    "acts": TABLES["acts"],
}
# The cells that belong to an example.
BESIDE = {
    ("stance", "-1"): {"stance_basis": "censures: voted"},
    ("stance_basis", ""): {"stance": "1"},
    ("stance_basis", "pact: signed"): {"stance": "1"},
    ("stance_basis", "dislikes: frowned"): {"stance": "1"},
    ("stance_basis", "censures: voted for 1718"): {"stance": "-1"},
    ("importance", "5"): {"sources": "paper;office"},
}
GOOD = [(column.name, text) for column in schema.EVENTS.columns for text in column.good]
BAD = [(column.name, text, code) for column in schema.EVENTS.columns for text, code in column.bad]
# How the sentence on each bad example begins to say what to do.
FIX = {
    "bad-id": "Use a-z, 0-9 and single hyphens",
    "unreadable-date": "Write ",
    "missing-date": "Write when it happened",
    "ends-before-it-starts": "Exchange them or correct one",
    "missing-title": "Write who did what",
    "long-title": "Move the rest to the summary",
    "final-stop": "Delete it",
    "long-label": "Shorten it",
    "unknown-category": "Choose one of: un, visits, nuclear",
    "missing-category": "Choose one of: un, visits, nuclear",
    "unknown-actor": "Add a line 'Atlantis,Name,kind,'",
    "bad-importance": "is not 1, 2, 3, 4 or 5",
    "bad-stance": "Leave it empty when no act shows a stance",
    "unknown-act": "The acts are in acts.csv",
    "wrong-stance": "which is 2. Correct one",
    "missing-basis": "Write the act, a colon and words",
    "bad-votes": "one of ",
    "wrong-tally": "Correct one",
    "bad-link": "Write kind:id",
    "unknown-link": "A link names the id of another row",
    "self-link": "Delete 'follows:sample'",
    "unknown-tag": "The tags are in tags.csv",
    "missing-summary": "Write one to three sentences",
    "long-summary": "Keep one to three",
    "missing-source": "Add an id of sources.csv or an address",
    "bad-url": "rite ",
    "unknown-source": "Add it there, or write an address",
    "bad-checked": "Write it as 2026-08-21",
}


def record(cells: dict[str, str]) -> str:
    """A row of our whole header, every cell between quotes."""
    return ",".join('"' + cells.get(name, "").replace('"', '""') + '"' for name in schema.EVENTS.names)


@pytest.fixture
def told(tmp_path, capsys):
    """A function: column, text -> exit code of `validate` and its findings on a file where the text stands there."""

    def run(column: str, text: str) -> tuple[int, list[dict]]:
        row = record(CELLS | {column: text} | BESIDE.get((column, text), {}))
        earlier = CELLS | {
            "id": "2006-10-09-first-nuclear-test",
            "start": "1900",
            "title": "An earlier event",
        }
        body = hostile.document(row, record(earlier), names=hostile.FULL)
        code = main(["validate", "--format", "json", str(hostile.write(tmp_path, body, KNOWN))])
        return code, json.loads(capsys.readouterr().out)["problems"]

    return run


@pytest.mark.parametrize("column, text", GOOD, ids=[f"{name} {text[:20]}" for name, text in GOOD])
def test_good_example(told, column, text):
    """Every good example of the codebook is accepted without a word."""
    assert told(column, text) == (0, [])


@pytest.mark.parametrize("column, text, code", BAD, ids=[f"{name} {text[:20]}" for name, text, _ in BAD])
def test_bad_example(told, column, text, code):
    """Every bad example has the code that the codebook names, on its line, in its column, with its fix, alone."""
    exit, said = told(column, text)

    at = "stance" if code == "wrong-stance" else column
    assert exit == (0 if PROBLEMS[code].severity == "warning" else 1)
    assert [(one["line"], one["column"], one["code"], one["severity"]) for one in said] == [
        (2, at, code, PROBLEMS[code].severity)
    ]
    assert FIX[code] in said[0]["message"]


def test_every_column_with_a_rule_has_examples():
    """Each column that has a rule shows what is good, and what is bad."""
    assert [c.name for c in schema.EVENTS.columns if c.rule and not (c.good and c.bad)] == []
