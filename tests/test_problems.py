"""Problems and reports: one sentence each, in order, safe to print."""

import json
import string

import pytest

from timeline.problems import (
    MAX_SENTENCE,
    MAX_SHOWN,
    PROBLEMS,
    InvalidEvents,
    Report,
    TimelineError,
    UnknownName,
    Unreadable,
    problem,
    visible,
)

HOLES = {"value", "hint", "fix", "what", "limit", "header", "guess"}


def test_sentence_names_place_value_and_way_out():
    """A problem reads as file, line, column, value, rule and way out."""
    one = problem(
        "unknown-category", "events.csv", 42, "category", "sanctons", hint=" Did you mean 'sanctions'?"
    )

    assert str(one) == (
        "events.csv: line 42, category: 'sanctons' is not a category. Did you mean 'sanctions'?"
    )


@pytest.mark.parametrize(
    "line, column, said",
    [
        (None, "", "x.csv: the line is blank. Delete it."),
        (3, "", "x.csv: line 3: the line is blank. Delete it."),
        (None, "id", "x.csv: id: the line is blank. Delete it."),
        (3, "id", "x.csv: line 3, id: the line is blank. Delete it."),
    ],
)
def test_sentence_says_only_the_places_there_are(line, column, said):
    """A fault of a file has no line, a fault of a row no column."""
    assert str(problem("blank-line", "x.csv", line, column)) == said


def test_empty_value_is_said_in_words():
    """An empty cell is called that, not two quotes."""
    assert (
        problem("bad-importance", "x.csv", 2, "importance", "").message
        == "an empty cell is not 1, 2, 3, 4 or 5."
    )


def test_long_value_is_cut():
    """A value longer than 80 characters is cut, the whole value stays in the record."""
    one = problem("bad-importance", "x.csv", 2, "importance", "9" * 1000)

    assert one.message == f"'{'9' * 79}…' is not 1, 2, 3, 4 or 5."
    assert one.value == "9" * 1000


@pytest.mark.parametrize(
    "text, shown",
    [
        ("two\nlines", "two\\u000alines"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("hard\u00a0blank", "hard\\u00a0blank"),
        ("no\uffffcharacter", "no\\uffffcharacter"),
        ("Café 北京 👨\u200d👩", "Café 北京 👨\u200d👩"),
        ("x" * 301, "x" * 299 + "…"),
    ],
)
def test_visible(text, shown):
    """Printed text is one line without anything unseen, at most 300 characters; letters and emoji stay."""
    assert visible(text) == shown
    assert len(visible(text)) <= MAX_SENTENCE


@pytest.mark.parametrize("code", PROBLEMS)
def test_kind(code):
    """A code is lower-case words and hyphens; its rule and sentence end with a stop, without exclamation."""
    kind = PROBLEMS[code]
    holes = {name for _, name, _, _ in string.Formatter().parse(kind.template) if name}

    assert set(code) <= set(string.ascii_lowercase + "-")
    assert kind.severity in ("error", "warning", "unreadable")
    assert kind.rule[:1].isupper()
    assert kind.rule.endswith(".")
    assert kind.template.rstrip("}").endswith((".", "{fix", "{hint", "{header"))
    assert "!" not in kind.rule + kind.template
    assert holes <= HOLES


def test_report_is_ordered_and_says_each_thing_once():
    """Problems are ordered by file, line, column and code, whatever the order in which they were found."""
    found = [
        problem("blank-line", "b.csv", 2),
        problem("bad-id", "a.csv", 10, "id", "X"),
        problem("bad-importance", "a.csv", 9, "importance", "x"),
        problem("bad-id", "a.csv", 9, "id", "X"),
        problem("empty-file", "a.csv"),
        problem("bad-id", "a.csv", 9, "id", "X"),
    ]

    for order in (found, found[::-1]):
        assert Report(tuple(order)).flatten(["file", "line", "code"]) == [
            ["a.csv", None, "empty-file"],
            ["a.csv", 9, "bad-id"],
            ["a.csv", 9, "bad-importance"],
            ["a.csv", 10, "bad-id"],
            ["b.csv", 2, "blank-line"],
        ]


@pytest.mark.parametrize(
    "codes, ok, exit_code",
    [
        ((), True, 0),
        (("blank-line", "final-stop"), True, 0),
        (("blank-line", "bad-id"), False, 1),
        (("bad-id", "empty-file"), False, 2),
    ],
)
def test_exit_code(codes, ok, exit_code):
    """Warnings alone exit 0, errors 1, what is unreadable 2."""
    report = Report(tuple(problem(code, "x.csv") for code in codes))

    assert (report.ok, report.exit_code) == (ok, exit_code)
    assert len(report.errors) + len(report.warnings) == len(codes)


def test_report_as_text_ends_after_a_hundred():
    """A long report shows a hundred lines and says how many more there are; warnings are marked."""
    many = Report(tuple(problem("blank-line", "x.csv", line) for line in range(1, 1_236)))

    lines = str(many).splitlines()

    assert len(lines) == MAX_SHOWN + 1
    assert lines[0] == "x.csv: line 1: the line is blank. Delete it. (warning)"
    assert lines[-1] == "and 1,135 more"


def test_report_as_json_has_everything():
    """The JSON form has every problem with every field, and the same sentence."""
    one = problem("bad-importance", "x.csv", 2, "importance", "é\u202e")

    assert json.loads(Report((one,)).to_json()) == {
        "ok": False,
        "exit_code": 1,
        "problems": [
            {
                "file": "x.csv",
                "line": 2,
                "column": "importance",
                "code": "bad-importance",
                "value": "é\u202e",
                "message": "'é\u202e' is not 1, 2, 3, 4 or 5.",
                "severity": "error",
            }
        ],
    }


def test_exceptions_carry_their_report():
    """All our exceptions are one family; those on events carry the report and say what it says."""
    report = Report((problem("empty-file", "x.csv", header="id"),))

    fault = Unreadable(report)

    assert isinstance(fault, InvalidEvents)
    assert issubclass(InvalidEvents, TimelineError)
    assert issubclass(UnknownName, TimelineError)
    assert (fault.report, str(fault)) == (report, "x.csv: the file is empty. Start with this header: id")


def test_report_cannot_be_changed():
    """A report is a value: equal when it says the same, and not to be changed."""
    one, other = (Report((problem("blank-line", "x.csv", 3),)) for _ in range(2))

    assert one == other
    with pytest.raises(AttributeError):
        one.problems = ()
