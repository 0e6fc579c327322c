"""The command line: the page's words, answers on stdout, messages on stderr, an exit code that tells."""

import csv
import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT, ROWS, events_csv
from timeline import app, cli, reading
from timeline.app import server
from timeline.cli import EXAMPLES, build, commands, main
from timeline.exports import EXPORTS, codebook, png
from timeline.measures import per_year
from timeline.query import select
from timeline.view import View

EVENTS = str(ROOT / "events.csv")
FOREIGN = "When,What\n2001-05-05,One\nnever,Two\n2003-01-02,Three\n"


@pytest.fixture
def small_file(tmp_path):
    """The small data set as a file without side tables."""
    file = tmp_path / "small.csv"
    file.write_text(events_csv(), encoding="utf-8")
    return file


@pytest.fixture
def told(capsys):
    """A function: words -> (exit code, stdout, stderr)."""

    def run(*words) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def served(monkeypatch):
    """Stands in for the server: what it would have served."""
    asked = []
    monkeypatch.setattr(app, "create_app", lambda data, hosts: SimpleNamespace(data=data, hosts=hosts))
    monkeypatch.setattr(server, "run", lambda made, host, port: asked.append((made, host, port)) or 0)
    return asked


def rows_in(file) -> list[dict]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))


def feed(monkeypatch, body: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(body)))


# -- words and help ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_begins_with_an_example(told, command):
    """The first words of a command's help after its usage are an example."""
    code, said, errors = told(command, "--help")

    assert (code, said.split("\n\n")[1], errors) == (0, f"Example: {EXAMPLES[command]}", "")


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_are_words_of_their_command(command):
    """Every example can be given as it stands."""
    words = EXAMPLES[command].split()

    assert cli._asked(words[1:]).run.__name__ == f"_{command}"


def test_without_words_help_is_a_message(told):
    """Without a command the help goes to stderr and the exit code is 2."""
    code, said, errors = told()

    assert (code, said, errors.startswith("usage: timeline")) == (2, "", True)


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["valdate"], "Argument COMMAND: invalid choice: 'valdate'"),
        (["select", "--importance", "9"], "Argument --importance: invalid choice: '9'"),
        (
            ["select", "--max-rows", "0"],
            "Argument --max-rows: '0' is not a whole number from 1 to 1,000,000,000.",
        ),
        (["select", "--max-bytes", "1e6"], "Argument --max-bytes: '1e6' is not a whole number from 1 to"),
        (["serve", "--port", "99999"], "Argument --port: '99999' is not a whole number from 0 to 65,535."),
        (["select", "--form", "csv"], "Unrecognized arguments: --form"),
        (["export"], "The following arguments are required: OUT."),
    ],
)
def test_misuse_is_one_sentence(told, words, sentence):
    """A wrong word is one line with what is wrong and an example, exit 2."""
    code, said, errors = told(*words)

    assert (code, said, errors.startswith(sentence), errors.count("\n")) == (2, "", True, 1)
    assert "Example: timeline " in errors


def test_docs_are_the_help():
    """docs/cli.md is made from the commands' own help; `timeline codebook` makes it anew."""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == codebook.commands(build())


def test_commands_stand_in_the_overview(told):
    """The overview names every command."""
    said = told("--help")[1]

    assert [name for name in commands(build()) if f"\n    {name} " not in said] == []


# -- views -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "type=un&type=talks",
        "from=2016&to=2017-06",
        "actor=CN&tag=sanctions&importance=4",
        "stance=-2&stance=none",
        "q=coal+iron",
        "from=1994-10-21&to=1994-10-21&event=1994-10-21-agreed-framework",
    ],
)
def test_options_are_the_words_of_the_address(told, real, query):
    """The same words select the same events in the page's address and on the command line."""
    words = [part for pair in query.split("&") if pair for part in _option(pair)]
    view = View.from_query(query)
    code, said, errors = told("select", EVENTS, *words, "--format", "ids")

    assert (code, said.split()) == (0, select(real, view)["id"].tolist())
    assert errors == f"{len(select(real, view)):,} of {len(real.events):,} events\n"


def _option(pair: str) -> tuple[str, str]:
    key, value = pair.split("=")
    return f"--{key}", value.replace("+", " ")


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["--type", "visist"], "--type: there is no type 'visist'. Did you mean 'visits'?"),
        (["--type", "UN"], "--type: there is no type 'UN'. Did you mean 'un'?"),
        (["--type", "UN votes"], "--type: there is no type 'UN votes'. Did you mean 'un'?"),
        (["--actor", "Kim Jong Un"], "--actor: there is no actor 'Kim Jong Un'. Did you mean 'kim-jong-un'?"),
        (["--tag", "sanction"], "--tag: there is no tag 'sanction'. Did you mean 'sanctions'?"),
        (["--event", "1994-10-21-agreed"], "Did you mean '1994-10-21-agreed-framework'?"),
        (["--type", "qqqq"], "--type: there is no type 'qqqq'. There is: economy, measures, "),
        (["--stance", "3"], "--stance: '3' is not -2, -1, 0, 1, 2 or none."),
        (["--from", "2018", "--to", "2016"], "'from' is after 'to'.\n"),
        (["--from", "2023-02-30"], "--from: February 2023 has 28 days. Write 2023-02-28 or 2023-02.\n"),
        (["--q", "x" * 9000], "The address is longer than 8000 characters and was not read."),
    ],
)
def test_what_the_data_does_not_know_is_refused(told, words, sentence):
    """An unknown code or an impossible date is one sentence with the near one, exit 2, and no answer."""
    code, said, errors = told("select", EVENTS, *words)

    assert (code, said, sentence in errors, "left out" in errors) == (2, "", True, False)


def test_a_code_without_events_is_known(told):
    """A code of a side table that no event has is a question with an empty answer."""
    real = reading.read(EVENTS)
    unused = [code for code in real.categories["code"] if code not in set(real.events["category"])]
    codes = [("--type", code) for code in unused[:1]] or [("--from", "2190")]

    assert told("select", EVENTS, *codes[0], "--format", "ids")[:2] == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ["export", EVENTS, "OUT", "--type", "un"],
        ["export", "--type", "un", EVENTS, "OUT"],
        ["export", EVENTS, "--type", "un", "OUT"],
    ],
)
def test_options_stand_anywhere(told, tmp_path, words):
    """Options may stand before, between and after the files."""
    out = tmp_path / "un.csv"
    code, *_ = told(*(out if word == "OUT" else word for word in words))

    assert (code, {row["category"] for row in rows_in(out)}) == (0, {"un"})


# -- validate --------------------------------------------------------------------------------------------------------


def test_validate_clean(told):
    """The data that ships has no error, and each event with a warning is explained in docs/coverage.md."""
    code, said, _ = told("validate", "--format", "json", EVENTS)
    ids = dict(reading.read(EVENTS).events[["line", "id"]].to_numpy().tolist())
    explained = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    warned = {ids[problem["line"]] for problem in json.loads(said)["problems"]}

    assert code == 0
    assert [event for event in sorted(warned) if f"`{event}`" not in explained] == []


def broken(tmp_path, *changes):
    file = tmp_path / "broken%,file.csv"
    row = ROWS[1].replace("paper", "https://example.org/a")
    for old, new in changes:
        row = row.replace(old, new)
    file.write_text(events_csv(row), encoding="utf-8")
    return file


def test_validate_names_every_fault(told, tmp_path):
    """A readable file with errors: each on stdout with line and column, the number on stderr, exit 1."""
    file = broken(tmp_path, ("1970-04-05", "1970-02-30"), (",honours: visited", ",visited"))
    code, said, errors = told("validate", file)

    assert code == 1
    assert f"{file.name}: line 2, start: '1970-02-30' is not a date." in said
    assert errors.splitlines()[-1] == f"{len(said.splitlines())} errors, 0 warnings"


def test_validate_counts_one_in_the_singular(told, tmp_path):
    """One error is an error."""
    file = broken(tmp_path, ("1970-04-05", "1970-02-30"), ("1,honours: visited", ","))

    assert told("validate", file)[2].splitlines()[-1] == "1 error, 0 warnings"


def test_validate_warnings_exit_0(told, tmp_path):
    """Warnings alone are no failure."""
    code, said, _ = told(
        "validate", broken(tmp_path, ("pays", "pays."), ("Pyongyang,,visits", "Pyongyang.,,visits"))
    )

    assert (code, "(warning)" in said) == (0, True)


def test_validate_unreadable_exits_2(told, tmp_path):
    """What is no table at all: one sentence, exit 2; a missing file and a folder too."""
    picture = tmp_path / "a.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")

    assert told("validate", picture)[:2] == (
        2,
        "a.csv: this is a PNG image, not CSV text. Name a CSV file.\n",
    )
    assert told("validate", tmp_path)[0] == 2
    assert told("validate", tmp_path / "none.csv")[0] == 2


def test_validate_json(told, tmp_path):
    """`--format json` is the report as one object, findings or not."""
    found = json.loads(told("validate", broken(tmp_path, ("1970-04-05", "x")), "--format", "json")[1])

    assert (found["exit_code"], found["problems"][0]["code"]) == (1, "unreadable-date")
    assert json.loads(told("validate", EVENTS, "--format", "json")[1])["ok"] is True


def test_validate_github(told, tmp_path, monkeypatch):
    """`--format github` is one annotation for each finding, with a path from here, and what separates written out."""
    file = broken(tmp_path, ("1970-04-05", "100%"))
    monkeypatch.chdir(tmp_path.parent)
    code, said, _ = told("validate", file, "--format", "github")

    assert code == 1
    assert said.startswith(
        f"::error file={tmp_path.name}/broken%25%2Cfile.csv,line=2::start: '100%25' is not a date."
    )


# -- select and count --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_select_writes_what_export_writes(told, real, kind):
    """CSV and JSON on stdout are the files that an export would write."""
    body = EXPORTS[kind](real, View(types=("un",)))
    expected = body.decode("utf-8") if isinstance(body, bytes) else body

    assert told("select", EVENTS, "--type", "un", "--format", kind)[:2] == (0, expected)


def test_select_in_words(told, small_file):
    """Each event is a line with its date in words, its type and its title."""
    said = told("select", small_file)[1]

    assert said.splitlines()[1:3] == [
        "Tuesday 11 July 1961 · visits · Zhou Enlai signs a treaty with Pyongyang",
        "5 April 1970 to 7 April 1970 · visits · Zhou visits Pyongyang",
    ]


def test_select_shows_unseen_characters(told, tmp_path):
    """Text of a file cannot steer the terminal: control characters are written out."""
    file = tmp_path / "e.csv"
    file.write_text("Date,Title\n2001-05-05,\x1b[31mred\n", encoding="utf-8")

    assert "\x1b" not in "".join(told("select", file)[1:])


def test_rows_that_are_not_shown_are_said(told, tmp_path):
    """No row is left out in silence: of our own tables their number, of others' each with its line."""
    ours = broken(tmp_path, ("1970-04-05", "x"))
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(FOREIGN, encoding="utf-8")

    assert told("select", ours)[2].splitlines()[0] == (
        "1 of 1 rows cannot be shown; `timeline validate` names them."
    )
    assert told("select", theirs)[2].startswith("Shown 2 of 3; 1 needs you: line 3, When: 'never'")


@pytest.mark.parametrize("by", [[], ["--by", "category"]])
def test_count_is_per_year(told, real, by):
    """`count` is the table of events by year, as CSV, of the events in view."""
    expected = per_year(select(real, View(importance=4)), *by[1:])
    code, said, _ = told("count", EVENTS, "--importance", "4", *by)
    rows = list(csv.reader(io.StringIO(said)))

    assert (code, rows) == (0, [list(expected.columns), *expected.astype("str").to_numpy().tolist()])


# -- reading options and standard input --------------------------------------------------------------------------------


def test_standard_input(told, monkeypatch):
    """`-` is standard input, for every reading command."""
    feed(monkeypatch, FOREIGN.encode())

    assert told("select", "-", "--map", "start=When", "--format", "ids")[:2] == (
        0,
        "2001-05-05-one\n2003-01-02-three\n",
    )


@pytest.mark.parametrize("events", ["-", "file"])
def test_limits_hold(told, tmp_path, monkeypatch, events):
    """A larger input than allowed is refused, whichever way it comes."""
    feed(monkeypatch, FOREIGN.encode())
    file = tmp_path / "e.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    code, said, errors = told("select", file if events == "file" else "-", "--max-bytes", "20")

    assert (code, said, "Raise the limit with --max-bytes." in errors) == (2, "", True)


@pytest.mark.parametrize(
    "pair, sentence",
    [
        ("start", "--map start: write OURS=THEIRS, as in start=When."),
        ("=x", "--map =x: write OURS=THEIRS"),
        ("start=Wen", "there is no column 'Wen'"),
        ("strat=When", "strat"),
    ],
)
def test_wrong_map_is_one_sentence(told, tmp_path, pair, sentence):
    """A mapping that cannot be is refused with a sentence, exit 2."""
    file = tmp_path / "e.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    code, said, errors = told("select", file, "--map", pair)

    assert (code, said, sentence in errors) == (2, "", True)


def test_order_of_day_and_month(told, tmp_path):
    """`--dates` says which order is meant where the column does not."""
    file = tmp_path / "e.csv"
    file.write_text("Date,Title\n03/04/2005,One\n", encoding="utf-8")
    found = {order: told("select", file, "--dates", order, "--format", "ids")[1] for order in ("dmy", "mdy")}

    assert found == {"dmy": "2005-04-03-one\n", "mdy": "2005-03-04-one\n"}


# -- export and draw ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, kind",
    [
        ("a.csv", "csv"),
        ("a.safe.csv", "safe.csv"),
        ("a.json", "json"),
        ("A.HTML", "html"),
        ("a.bib", "bib"),
        ("a.svg", "svg"),
        ("a.png", "png"),
    ],
)
def test_the_end_of_the_name_decides(told, small_file, tmp_path, name, kind):
    """The file written is the export of that kind, of the events in view."""
    small_file.write_text(events_csv().replace("Beijing", "=1+1"), encoding="utf-8")
    out = tmp_path / name
    code, said, errors = told("export", small_file, out, "--type", "visits")
    body = EXPORTS[kind](reading.read(small_file), View(types=("visits",)))

    assert (code, said, errors) == (0, "", "4 of 6 events\n")
    assert out.read_bytes() == (body if isinstance(body, bytes) else body.encode("utf-8"))


def test_safe_export(told, tmp_path):
    """`--safe` writes a CSV without formulas, and is refused for other files."""
    file, out = tmp_path / "e.csv", tmp_path / "out.csv"
    file.write_text("Date,Title,Note\n2001-05-05,One,=1+1\n", encoding="utf-8")

    assert told("export", file, out, "--safe")[0] == 0
    assert "'=1+1" in out.read_text(encoding="utf-8")
    assert told("export", file, tmp_path / "out.json", "--safe")[0] == 2


@pytest.mark.parametrize(
    "name", ["events.csv", "data/sources.csv", "datapackage.json", "../link/events.csv", "hard.csv"]
)
def test_what_was_read_is_never_overwritten(told, tmp_path, name):
    """Neither the events nor their side tables and package can be the file that is written."""
    folder = tmp_path / "set"
    for file in ("events.csv", "datapackage.json", "data/sources.csv"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes((ROOT / file).read_bytes())
    (folder / "datapackage.json").write_text(
        json.dumps(
            {
                "resources": [
                    {"name": "events", "path": "events.csv"},
                    {"name": "sources", "path": "data/sources.csv"},
                ]
            }
        )
    )
    (tmp_path / "link").symlink_to(folder)
    os.link(folder / "events.csv", folder / "hard.csv")
    before = (folder / name).read_bytes()
    code, _, errors = told("export", folder / "events.csv", folder / name)

    assert (code, errors.endswith("is one of the files that were read. Name another.\n")) == (2, True)
    assert (folder / name).read_bytes() == before


@pytest.mark.parametrize(
    "words, sentence",
    [
        (
            ["export", EVENTS, "a.xlsx"],
            "a.xlsx: the end decides what is written: .csv, .safe.csv, .json, .html, .svg, .png, .bib.\n",
        ),
        (["draw", "map", EVENTS, "a.html"], "There is no figure 'map'. There is: timeline.\n"),
        (["draw", "timeline", EVENTS, "a.gif"], "a.gif: a figure is written as .html, .svg, .png.\n"),
        (
            ["export", EVENTS, "no/such/a.csv"],
            "no/such/a.csv cannot be written (No such file or directory). Name another file.\n",
        ),
    ],
)
def test_what_cannot_be_written(told, tmp_path, monkeypatch, words, sentence):
    """A file that cannot be written is one sentence, exit 2, and nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    code, said, errors = told(*words)

    assert (code, said, errors.endswith(sentence), list(tmp_path.iterdir())) == (2, "", True, [])


def test_a_folder_is_no_file_to_write(told, small_file, tmp_path):
    """A name that is a folder stays one, and no part of a file is left beside it."""
    (tmp_path / "a.csv").mkdir()
    code, *_ = told("export", small_file, tmp_path / "a.csv")

    assert (code, sorted(file.name for file in tmp_path.iterdir())) == (2, ["a.csv", "small.csv"])


@pytest.mark.parametrize("kind", cli.FIGURE_FILES)
def test_draw_writes_the_figure(told, small_file, tmp_path, kind):
    """`draw timeline` writes the page or the picture of the events in view, the same as an export of its kind."""
    out = tmp_path / f"t.{kind.upper()}"
    code, said, errors = told("draw", "timeline", small_file, out, "--type", "un", "--event", "vote")
    body = EXPORTS[kind](reading.read(small_file), View(types=("un",), event="vote"))

    assert (code, said, errors) == (0, "", "")
    assert out.read_bytes() == (body if isinstance(body, bytes) else body.encode("utf-8"))


@pytest.mark.parametrize("words", [["draw", "timeline"], ["export"]])
def test_no_picture_without_words(told, small_file, tmp_path, monkeypatch, words):
    """On a machine without fonts a PNG is one sentence with the way out, exit 2, and no file."""
    monkeypatch.setattr(png, "face", lambda wanted, others: "")
    code, said, errors = told(*words, small_file, tmp_path / "t.png")

    assert (code, said, errors) == (
        2,
        "",
        "A PNG needs a font, and this machine has none. Install one, or write .svg or .html.\n",
    )
    assert [file.name for file in tmp_path.iterdir()] == ["small.csv"]


# -- fmt and codebook --------------------------------------------------------------------------------------------------


def test_fmt_settles(told, tmp_path):
    """`fmt` sorts a file in place; `--check` only says so; twice is once."""
    file = tmp_path / "events.csv"
    file.write_text(events_csv(*ROWS[::-1]), encoding="utf-8")
    before = file.read_bytes()

    assert told("fmt", file, "--check")[:2] == (1, f"{file}: would change\n")
    assert file.read_bytes() == before
    assert told("fmt", file)[:2] == (0, f"{file}: written\n")
    assert [row["id"] for row in rows_in(file)][:2] == ["decade", "treaty"]
    assert told("fmt", file, "--check")[:2] == (0, "")


def test_codebook_check_writes_nothing(told, small_file):
    """`codebook --check` names what would be made and makes nothing."""
    code, said, _ = told("codebook", small_file, "--check")

    assert (code, said.count("would change"), [file.name for file in small_file.parent.iterdir()]) == (
        1,
        3,
        ["small.csv"],
    )


# -- serve -----------------------------------------------------------------------------------------------------------


def test_serve_shows_what_can_be_shown(told, served, tmp_path):
    """A file with faults is served with its good rows; what is not shown is said, and the page has the report."""
    file = tmp_path / "e.csv"
    file.write_text(events_csv(ROWS[1], ROWS[2].replace("2006-10-09", "soon")), encoding="utf-8")
    code, _, errors = told("serve", file, "--port", "0")
    (made, host, port), *_ = served

    assert (code, host, port, made.data.events["id"].tolist()) == (0, "127.0.0.1", 0, ["tour"])
    assert "1 of 2 rows cannot be shown" in errors
    assert "e.csv: line 3, start: 'soon' is not a date." in errors
    assert "unreadable-date" in [one.code for one in made.data.report.problems]


def test_serve_says_what_it_made_of_a_file(told, served, tmp_path):
    """Of somebody else's file it is said how much is shown and how it was read."""
    file = tmp_path / "e.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    errors = told("serve", file, "--map", "start=When")[2]

    assert errors.startswith("Shown 2 of 3; 1 needs you: line 3")
    assert len(served[0][0].data.events) == 2


def test_serve_refuses_what_is_no_table(told, served, tmp_path):
    """An unreadable file is one sentence, exit 2, and no server."""
    code, _, errors = told("serve", tmp_path / "none.csv")

    assert (code, errors, served) == (
        2,
        "none.csv: there is no such file. Check the name and the folder.\n",
        [],
    )


@pytest.mark.parametrize(
    "host, expected",
    [("127.0.0.1", []), ("::1", []), ("Events.Example.ORG", ["events.example.org"]), ("0.0.0.0", ["mine"])],
)
def test_names_of_the_page(monkeypatch, host, expected):
    """The page answers to this machine's own names and the one it listens on; on all addresses, to its host name."""
    monkeypatch.setattr("socket.gethostname", lambda: "Mine")

    assert cli._hosts(host) == ("127.0.0.1", "localhost", "::1", *expected)


# -- ends ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault, code, sentence",
    [
        (KeyboardInterrupt(), 130, ""),
        (OSError(28, "No space left on device", "x.csv"), 2, "x.csv: No space left on device.\n"),
        (OSError("odd"), 2, "The file: odd.\n"),
    ],
)
def test_what_comes_from_outside_is_quiet(told, monkeypatch, fault, code, sentence):
    """Ctrl-C says nothing, a fault of the machine one sentence."""

    def fail(*_):
        raise fault

    monkeypatch.setattr(reading, "read", fail)

    assert told("select", EVENTS) == (code, "", sentence)


@pytest.mark.parametrize("kind", ["json", "ids"])
def test_a_reader_who_has_enough_is_no_fault(kind):
    """When whoever reads the answer stops, as `head` does, the command ends quietly with exit 0."""
    words = [sys.executable, "-m", "timeline", "select", EVENTS, "--format", kind]
    # Unless it writes at once, a short answer meets its reader only when the command ends.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=env)
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()

    assert (process.wait(), "rror" in errors, "Broken" in errors) == (0, False, False)


def test_any_terminal_can_be_written_to():
    """The answer is UTF-8 with LF whatever the terminal says it is, and bytes that are no text are no fault."""
    words = [sys.executable, "-m", "timeline", "select", "-", "--q", b"\xff \xe5\x91\xa8"]
    body = "Date,Title\n2001-05-05,周恩来\n".encode()
    made = subprocess.run(
        words, input=body, capture_output=True, cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )

    assert (made.returncode, made.stdout) == (0, "Saturday 5 May 2001 · event · 周恩来\n".encode())
