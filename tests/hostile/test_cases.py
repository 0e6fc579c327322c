"""Bad files through the command line: each fault with its place and the way out, the right exit, no traceback."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests import hostile
from tests.conftest import ROOT
from tests.hostile.cells import CELL, LINK
from tests.hostile.door import DOOR, MADE
from timeline import reading
from timeline.cli import main
from timeline.problems import PROBLEMS

CASES = {str(case): case for case in (*DOOR, *CELL, *LINK)}
# One of each kind of fault, for a process of its own.
ALONE = (
    "nothing",
    "UTF-16 with its mark",
    "gzip",
    "Latin-1",
    "NUL in a field",
    "an unclosed quote",
    "semicolons",
    "30 February",
    "a link to nothing",
    "cut off in the last line",
    "a quote bomb",
)


def alone(*words, body: bytes = b"") -> subprocess.CompletedProcess:
    """`timeline` as a process of its own, in plain ASCII: a terminal that shows least."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", *words],
        cwd=ROOT,
        capture_output=True,
        input=body,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_case(case, tmp_path, capsys):
    """`validate` says of a file exactly its faults, each with line, column, code and whole sentence, and exits so."""
    code = main(["validate", "--format", "json", str(hostile.write(tmp_path, case.body, case.tables))])

    told = json.loads(capsys.readouterr().out)
    said = [(one["line"], one["column"], one["code"], one["message"]) for one in told["problems"]]
    assert (code, told["exit_code"], said) == (case.exit, case.exit, list(case.said))


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_case_in_lines(case, tmp_path, capsys):
    """Each finding is one line of visible text of at most 300 characters that begins with the file and its place."""
    path = hostile.write(tmp_path, case.body, case.tables)

    code = main(["validate", str(path)])

    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    begins = [
        ", ".join([f"line {line}"] * bool(line) + [column] * bool(column)) for line, column, *_ in case.said
    ]
    starts = [f"events.csv: {at}: " if at else "events.csv: " for at in begins] or [
        f"{path}: no problems found."
    ]
    assert code == case.exit
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts
    assert [line for line in lines if len(line) > 300 + len(" (warning)")] == []
    assert [line for line in lines if not line.replace("\u200d", "").isprintable()] == []
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("name", ALONE)
def test_case_alone(name, tmp_path):
    """A process of its own exits alike and says how many faults there are, on any terminal, without a traceback."""
    case = CASES[name]

    done = alone("validate", str(hostile.write(tmp_path, case.body, case.tables)))

    counted = f"{len(case.said)} error{'' if len(case.said) == 1 else 's'}, 0 warnings\n"
    assert (done.returncode, done.stderr.decode().splitlines(True)[-1]) == (case.exit, counted)
    assert b"Traceback" not in done.stderr
    assert len(done.stdout.decode().splitlines()) == len(case.said)


@pytest.mark.parametrize("name", ["nothing", "NUL in a field", "30 February"])
def test_case_from_standard_input(name):
    """What comes through a pipe is told of in the same words, under the name of the pipe."""
    case = CASES[name]
    ((line, column, _, sentence),) = case.said

    done = alone("validate", "-", body=case.body)

    at = ": ".join(
        filter(None, ["standard input", ", ".join([f"line {line}"] * bool(line) + [column] * bool(column))])
    )
    assert (done.returncode, done.stdout.decode()) == (case.exit, f"{at}: {sentence}\n")


def test_names_of_cases_differ():
    """Each row of the table is a case of its own."""
    assert len(CASES) == len(DOOR) + len(CELL) + len(LINK)


@pytest.mark.parametrize(
    "limits, code", [({"max_rows": 1}, "too-many-rows"), ({"max_bytes": 20}, "too-large")]
)
def test_limits_of_text(limits, code):
    """Text is held to the limits that a file is held to; at the limit itself it is read."""
    with pytest.raises(reading.Unreadable) as caught:
        reading.from_text(hostile.GOOD, **limits)

    assert caught.value.report.flatten(["file", "code"]) == [["events.csv", code]]
    assert reading.from_text(hostile.GOOD, max_rows=2, max_bytes=len(hostile.GOOD)).rows == 2


def test_limit_of_rows_holds_for_standard_input():
    """`--max-rows` counts what comes through a pipe."""
    done = alone("select", "-", "--max-rows", "1", body=hostile.GOOD)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "standard input: the file has more than the 1 rows that are read. Raise the limit with --max-rows.\n"
    )


@pytest.mark.parametrize("name", MADE)
def test_their_column_with_a_name_of_ours_keeps_its_text(name, tmp_path):
    """In a table of somebody's own a column that is called as one of ours is kept whole under another name."""
    path = tmp_path / "mine.csv"
    path.write_text(f"Date,Title,{name}\n2001-05-05,Fair,their words\n", encoding="utf-8")
    out = tmp_path / "out.json"

    assert main(["export", str(path), str(out)]) == 0

    (event,) = json.loads(out.read_text(encoding="utf-8"))["events"]
    assert event[f"original {name}"] == "their words"


# Sentences that name the allowed values, or the one thing that is lacking.
SAYS_ENOUGH = ("bad-importance", "bad-value", "row-without-title")


@pytest.mark.parametrize("code", [code for code in PROBLEMS if code not in SAYS_ENOUGH])
def test_way_out(code):
    """After what is wrong each sentence of the catalogue says what to do, or leaves room for it."""
    said = re.sub(r" ?\{(hint|fix)\}", " Fix it", PROBLEMS[code].template.replace("{value}", "It is wrong."))

    assert re.search(r"[.:] [A-Z]", said)
