"""Everything that can be wrong: the catalogue of problems, the report, our exceptions.

A problem is one bad cell: file, physical line on which its record starts, column, code, value and one sentence
that says what is wrong and the way out. The same sentence stands in terminal, JSON, CI and page. A code never
changes once published. The codebook is generated from `PROBLEMS`.
"""

import json
from dataclasses import asdict, dataclass, field

MAX_SENTENCE = 300
MAX_SHOWN = 100


@dataclass(frozen=True)
class Kind:
    """One thing that can be wrong: its severity, the rule it breaks, and the sentence with named holes."""

    severity: str
    rule: str
    template: str


def _e(rule: str, template: str) -> Kind:
    return Kind("error", rule, template)


def _w(rule: str, template: str) -> Kind:
    return Kind("warning", rule, template)


def _x(rule: str, template: str) -> Kind:
    return Kind("unreadable", rule, template)


PROBLEMS: dict[str, Kind] = {
    # the file
    "missing-file": _x("The file exists.", "there is no such file. Check the name and the folder."),
    "not-a-file": _x(
        "An events file is a regular file.", "this is {value}, not a regular file. Name a CSV file."
    ),
    "closed-file": _x(
        "A file can be opened.", "the file cannot be opened: {value}. Check its name and who may read it."
    ),
    "too-large": _x(
        "A file has at most 64 MB; an option raises it.",
        "the file has {value} bytes, more than the {limit} that are read. Raise the limit with --max-bytes.",
    ),
    "empty-file": _x("A file has at least a header.", "the file is empty. Start with this header: {header}"),
    "not-text": _x("A file is text in CSV form.", "this is {value}, not CSV text. {fix}"),
    "wrong-encoding": _x("Text is UTF-8.", "{value} is not UTF-8{guess}. Save the file as CSV UTF-8."),
    "nul": _x(
        "Text has no NUL characters.",
        "there is a NUL character. The file is damaged or not text; restore a good copy.",
    ),
    "wrong-delimiter": _x(
        "Columns are separated by commas.", "the header is separated by {value}. Save the file with commas."
    ),
    "unclosed-quote": _x(
        "A quoted field ends with a quote.",
        "a quote opens here and is never closed. Close it, or double a quote that is meant as text.",
    ),
    "stray-quote": _x(
        "Quotes stand around a whole field and are doubled inside.",
        "a quote stands in the middle of a field. Put quotes around the whole field and double the quotes inside.",
    ),
    "too-many-columns": _x(
        "A file has at most 64 columns.",
        "the header has {value} columns, more than the {limit} that are read. Delete those that are not needed.",
    ),
    "too-many-rows": _x(
        "A file has at most 200,000 rows; an option raises it.",
        "the file has more than the {limit} rows that are read. Raise the limit with --max-rows.",
    ),
    "long-field": _x(
        "A field has at most 64 kB.",
        "a field has {value} characters, more than the {limit} that are read. Shorten it.",
    ),
    "cut-off-file": _e(
        "A file ends with a line end.",
        "the last line has no line end; the file may be cut off. Compare it with the last good copy, then run `timeline fmt`.",
    ),
    "no-line-end": _w(
        "Somebody's own file ends with a line end, too.",
        "the last line has no line end; the file may be cut off. Compare it with a good copy.",
    ),
    "bad-package": _e(
        "A data package is a JSON object.",
        "this is no JSON object, so the tables beside the events are not read. Correct it.",
    ),
    # the header
    "no-header": _x(
        "The first line names the columns.",
        "the first line does not name the columns. Start with this header: {header}",
    ),
    "empty-name": _x(
        "Each column has a name.", "column {value} has no name. Give it one, or delete the column."
    ),
    "repeated-name": _x(
        "A column's name is there once.", "'{value}' names two columns. Rename or delete one."
    ),
    "odd-name": _x(
        "Names of columns are plain letters.",
        "'{value}' looks like '{fix}' but has {what}. Type the name again.",
    ),
    "reserved-name": _x(
        "A column that is kept has a name of its own.",
        "'{value}' is the name of a column that is made while reading. Choose another name.",
    ),
    "missing-column": _x(
        "The required columns are there.", "there is no column '{value}'.{hint} Add it to the header."
    ),
    "unknown-column": _w(
        "Other columns are kept and shown as they are.",
        "'{value}' is not one of our columns.{hint} It is kept.",
    ),
    # the row
    "row-width": _x("A row has as many fields as the header.", "{value}, the header has {limit}. {fix}"),
    "blank-line": _w("A file has no blank lines.", "the line is blank. Delete it."),
    "control-character": _e(
        "Text has no control, unseen or direction-override characters; only a summary has line ends.",
        "{value} contains a character that is not seen (U+{what}). Delete it, or type the text again.",
    ),
    "damaged-text": _w(
        "Text came through every copy whole.",
        "{value} has letters that a wrong encoding damaged. Type them again from the source.",
    ),
    "not-normal": _w(
        "Text is in Unicode normal form NFC.", "{value} is not in normal form. Run `timeline fmt`."
    ),
    "outer-blank": _w(
        "A field has no blank at its ends.", "{value} has a blank at an end. Run `timeline fmt`."
    ),
    "formula": _w(
        "No field begins like a formula.",
        "{value} begins like a formula and may run in a spreadsheet. Begin with a letter or a digit.",
    ),
    # id
    "bad-id": _e(
        "An id is a lower-case slug of at most 64 characters.",
        "{value} is not an id. Use a-z, 0-9 and single hyphens, at most 64 characters{hint}.",
    ),
    "repeated-id": _e(
        "An id is used once.",
        "{value} is already used on line {what}. Choose another: ids are never reused, even after a row is deleted.",
    ),
    "renamed-id": _e(
        "A renamed id is never used again.",
        "{value} is an old id in renamed.csv. Choose another: ids are never reused.",
    ),
    # dates
    "missing-date": _e("An event has a start.", "the event has no date. {fix}"),
    "unreadable-date": _e("Dates follow the grammar.", "{value} is not a date. {fix}"),
    "ends-before-it-starts": _e(
        "An event does not end before it starts.",
        "{value} is before the start, '{what}'. Exchange them or correct one.",
    ),
    "future-date": _w(
        "Events have happened.",
        "{value} is after the edition's day. Correct it or delete the row: what is only planned is no event.",
    ),
    # text
    "missing-title": _e(
        "An event has a title.", "the event has no title. Write who did what, in at most 90 characters."
    ),
    "long-title": _e(
        "A title has at most 90 characters.",
        "the title has {value} characters, at most 90 fit. Move the rest to the summary.",
    ),
    "long-label": _e(
        "A label has at most 36 characters.", "the label has {value} characters, at most 36 fit. Shorten it."
    ),
    "final-stop": _w("A title has no final stop.", "{value} ends with a stop. Delete it."),
    "missing-summary": _w(
        "An event has a summary.", "the event has no summary. Write one to three sentences."
    ),
    "long-summary": _w(
        "A summary has one to three sentences.", "the summary has {value} sentences. Keep one to three."
    ),
    # codes
    "missing-category": _e("An event has a category.", "the event has no category. Choose one of: {fix}."),
    "unknown-category": _e("A category is a code of categories.csv.", "{value} is not a category.{hint}"),
    "unknown-actor": _w(
        "An actor is a code of actors.csv.",
        "{value} is not in actors.csv.{hint} Add a line '{what},Name,kind,'.",
    ),
    "unknown-tag": _e("A tag is a code of tags.csv.", "{value} is not a tag.{hint}"),
    "many-tags": _w(
        "An event has one to three questions.",
        "{value} questions are too many to guide a reader. Keep one to three.",
    ),
    "bad-importance": _e("Importance is 1, 2, 3, 4 or 5.", "{value} is not 1, 2, 3, 4 or 5."),
    "too-much-importance": _e(
        "At most 30 events have importance 5.",
        "{value} events have importance 5, at most 30 may. Lower this one or another.",
    ),
    # stance
    "bad-stance": _e(
        "A stance is -2, -1, 0, 1 or 2, or empty.",
        "{value} is not -2, -1, 0, 1 or 2. Leave it empty when no act shows a stance.",
    ),
    "missing-basis": _e(
        "A stance has its act and words.",
        "a stance needs its basis. Write the act, a colon and words, as in 'censures: voted for 1718'.",
    ),
    "basis-without-stance": _e(
        "Only a stance has a basis.",
        "there is a basis but no stance. Write the number of the act into stance.",
    ),
    "unknown-act": _e("An act is one of acts.csv.", "{value} is not an act.{hint}"),
    "wrong-stance": _e(
        "A stance is the number of its act.",
        "{value} is not the number of the act '{what}', which is {fix}. Correct one.",
    ),
    # votes
    "bad-votes": _e("Votes are a tally, members and an outcome.", "{value} cannot be read. {fix}"),
    "wrong-tally": _e("The members' votes fit the tally.", "{value}: {fix}"),
    "voter-no-actor": _w(
        "Members whose vote a row gives are its actors.", "{value} lacks who voted. Add {fix}."
    ),
    # links
    "bad-link": _e("A link is kind:id.", "{value} is not a link. Write kind:id, with a kind of {fix}."),
    "unknown-link": _e(
        "A link points to an event of the file.",
        "there is no event {value}.{hint} A link names the id of another row.",
    ),
    "self-link": _e("An event does not link to itself.", "the event links to itself. Delete {value}."),
    "repeated-link": _e(
        "There is one link between two events.",
        "{value} is linked twice. Keep the first kind that fits of: implements, responds_to, part_of, follows.",
    ),
    "link-before-cause": _e(
        "An answer is not before what it answers.",
        "{value} began after this event ended. The link belongs to the later event.",
    ),
    "link-cycle": _e("Links do not run in a circle.", "links run in a circle: {value}. Delete one of them."),
    # sources
    "missing-source": _e(
        "An event has a source.", "the event has no source. Add an id of sources.csv or an address."
    ),
    "unknown-source": _e(
        "A source is an id of sources.csv or an address.",
        "{value} is neither in sources.csv nor an address.{hint}",
    ),
    "bad-url": _e("An address is http or https with a path.", "{value} is not a usable address. {fix}"),
    "one-sided-source": _w(
        "From importance 4 two publishers stand behind an event, one neither mirror nor reference.",
        "importance {value} with {what}. Add a source, or say in docs/coverage.md why there is none.",
    ),
    "missing-evidence": _w(
        "From importance 3 an event's date has a row in evidence.csv.",
        "importance {value} without a row in evidence.csv for its date. Add one.",
    ),
    "bad-checked": _e(
        "Checked is a full day, not after today.", "{value} is not a day up to today. Write it as 2026-08-21."
    ),
    "likely-duplicate": _w(
        "An event is there once.",
        "the title is nearly that of line {what} on the same day. Merge them or tell them apart.",
    ),
    # side tables
    "unknown-code": _e("Side tables point at each other's codes.", "{value} is not {what}.{hint}"),
    "repeated-code": _e(
        "A code is there once.", "{value} is already used on line {what}. Choose another or delete the row."
    ),
    "bad-color": _e(
        "A colour is # and six hexadecimal digits.", "{value} is not a colour. Write it as #0E5A6B."
    ),
    "bad-value": _e("A cell holds one of its values.", "{value} is not one of: {fix}."),
    "overlapping-eras": _e(
        "Eras of one track do not overlap.",
        "the era begins before '{what}' has ended. Correct one of the two.",
    ),
    # other people's data
    "no-date-column": _x(
        "A file has a column with dates.",
        "no column looks like dates. There are: {value}. Name one with --map start=NAME.",
    ),
    "no-title-column": _x(
        "A file has a column with titles.",
        "no column looks like titles. There are: {value}. Name one with --map title=NAME.",
    ),
    "unknown-mapped-column": _x(
        "A mapped column is in the file.", "there is no column '{value}'.{hint} There are: {what}."
    ),
    "ambiguous-day-month": _w(
        "The order of day and month is certain.",
        "{value} may be day first or month first, and the column does not tell. Say --dates dmy or --dates mdy.",
    ),
    "row-without-date": _w("A row has a date that can be read.", "{value} The row is not shown."),
    "row-without-title": _w("A row has a title.", "the row has no title and is not shown."),
}


@dataclass(frozen=True)
class Problem:
    """One bad cell. `line` is the physical line of the file on which the record starts, None for the whole file."""

    file: str
    line: int | None
    column: str
    code: str
    value: str
    message: str

    @property
    def severity(self) -> str:
        return PROBLEMS[self.code].severity

    def __str__(self) -> str:
        where = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.column]))
        return visible(f"{self.file}: {where}: {self.message}" if where else f"{self.file}: {self.message}")


def problem(
    code: str, file: str, line: int | None = None, column: str = "", value: str = "", **holes
) -> Problem:
    """A problem of the catalogue with its sentence; `value` is quoted in it when the template says `{value}`."""
    shown = holes.pop("shown", None) or (f"'{_cut(value)}'" if value != "" else "an empty cell")
    quoted = shown if "'{value}'" not in PROBLEMS[code].template else _cut(value)
    holes = {"hint": "", "fix": "", "what": "", "limit": "", "header": "", "guess": ""} | holes
    return Problem(file, line, column, code, value, PROBLEMS[code].template.format(value=quoted, **holes))


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def visible(text: str) -> str:
    """Text safe for a terminal: one line, all that is not seen written out, at most 300 characters."""
    plain = "".join(c if c.isprintable() or c == "\u200d" else f"\\u{ord(c):04x}" for c in text)
    return _cut(plain, MAX_SENTENCE)


@dataclass(frozen=True)
class Report:
    """All problems of a file and its side tables, ordered by file, line, column and code."""

    problems: tuple[Problem, ...] = field(default=())

    def __post_init__(self):
        order = sorted(self.problems, key=lambda p: (p.file, p.line or 0, p.column, p.code, p.value))
        object.__setattr__(self, "problems", tuple(dict.fromkeys(order)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be put right, the unreadable included."""
        return tuple(p for p in self.problems if p.severity != "warning")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look, and stops nothing."""
        return tuple(p for p in self.problems if p.severity == "warning")

    @property
    def ok(self) -> bool:
        """Nothing but warnings."""
        return not self.errors

    @property
    def exit_code(self) -> int:
        """0 clean or warnings only, 1 readable with findings, 2 unreadable."""
        return 2 if any(p.severity == "unreadable" for p in self.problems) else 0 if self.ok else 1

    def flatten(self, names: list[str]) -> list[list]:
        """The problems as rows of the named fields: a small table to assert on."""
        return [[getattr(p, name) for name in names] for p in self.problems]

    def __str__(self) -> str:
        lines = [f"{p}" if p.severity != "warning" else f"{p} (warning)" for p in self.problems[:MAX_SHOWN]]
        more = len(self.problems) - len(lines)
        return "\n".join([*lines, *([f"and {more:,} more"] if more else [])])

    def to_json(self) -> str:
        """One object: ok, exit code, and every problem with its severity."""
        rows = [asdict(p) | {"severity": p.severity} for p in self.problems]
        return json.dumps(
            {"ok": self.ok, "exit_code": self.exit_code, "problems": rows}, ensure_ascii=False, indent=1
        )


class TimelineError(Exception):
    """Misuse of the tool; its text is one sentence for the person who called."""


class UnknownName(TimelineError):
    """A figure, export, column, category or event that does not exist; the text lists what does."""


class InvalidEvents(TimelineError):
    """Events that cannot be used; carries the report."""

    def __init__(self, report: Report):
        super().__init__(str(report))
        self.report = report


class Unreadable(InvalidEvents):
    """A file that is no readable table; carries the report, exit code 2."""
