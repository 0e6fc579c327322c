"""The command line: the same words as the page's address. Answers on stdout, messages on stderr.

Exit 0 for fine, 1 for findings, 2 for what cannot be read or was asked wrongly; never a traceback.
"""

import argparse
import os
import sys
from difflib import get_close_matches
from pathlib import Path

from timeline import reading
from timeline.problems import InvalidEvents, TimelineError, UnknownName, visible
from timeline.view import CHOICES, STANCES, View

EVENTS = "events.csv"
EXAMPLES = {
    "validate": "timeline validate events.csv",
    "select": "timeline select events.csv --type un --from 2016 --to 2017",
    "count": "timeline count events.csv --by category",
    "draw": "timeline draw timeline events.csv timeline.html --from 1990",
    "export": "timeline export events.csv un.csv --type un",
    "codebook": "timeline codebook",
    "fmt": "timeline fmt events.csv",
    "serve": "timeline serve my.csv --map start=When",
}
HELP = {
    "validate": "name every fault of a file with line, column and fix",
    "select": "list the events in view",
    "count": "count the events in view by year",
    "draw": "draw a figure as a page that opens offline",
    "export": "write the events in view to a file",
    "codebook": "write docs/codebook.md, docs/cli.md and datapackage.json",
    "fmt": "sort and normalise the tables in place",
    "serve": "open the dashboard",
}


def main(words: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    parser = build()
    try:
        asked = parser.parse_args(words)
        if not getattr(asked, "run", None):
            parser.print_help()
            return 2
        return asked.run(asked)
    except InvalidEvents as fault:
        return _say(str(fault), fault.report.exit_code or 1)
    except TimelineError as fault:
        return _say(str(fault), 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as fault:
        return _say(f"{fault.filename or 'The file'}: {fault.strerror or fault}.", 2)


def _say(text: str, code: int) -> int:
    print("\n".join(visible(line) for line in text.splitlines()), file=sys.stderr)
    return code


# -- the words -------------------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Help begins with an example; a wrong word is one sentence."""

    def error(self, message: str):
        self.exit(
            2,
            f"{visible(message[:1].upper() + message[1:])}. Example: {EXAMPLES.get(self.prog.split()[-1], 'timeline validate events.csv')}\n",
        )


def build() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(
        prog="timeline",
        description="Dated, sourced events in a CSV: check, select, draw, export, serve.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in EXAMPLES:
        one = commands.add_parser(
            name,
            help=HELP[name],
            prog=f"timeline {name}",
            allow_abbrev=False,
            description=f"Example: {EXAMPLES[name]}\n\n{HELP[name][:1].upper() + HELP[name][1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.set_defaults(run=globals()[f"_{name}"])
        _ARGUMENTS[name](one)
    return parser


def _file(one) -> None:
    one.add_argument(
        "events",
        nargs="?",
        default=EVENTS,
        metavar="EVENTS",
        help="a CSV of events; - is standard input (default: events.csv)",
    )


def _reading(one) -> None:
    group = one.add_argument_group("reading")
    group.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="their column for one of ours, as in start=When; repeat for more",
    )
    group.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        default="",
        help="order of day and month where the column does not prove it",
    )
    group.add_argument(
        "--max-bytes", type=int, default=reading.MAX_BYTES, help="largest file (default: %(default)s)"
    )
    group.add_argument(
        "--max-rows", type=int, default=reading.MAX_ROWS, help="most rows (default: %(default)s)"
    )


def _view_options(one) -> None:
    """The words of the page's address."""
    group = one.add_argument_group("view")
    group.add_argument("--from", dest="from_", metavar="DATE", help="first day: a day, month or year")
    group.add_argument("--to", metavar="DATE", help="last day: a day, month or year")
    for key in CHOICES:
        group.add_argument(
            f"--{key}", action="append", default=[], metavar="CODE", help=f"only this {key}; repeat for more"
        )
    group.add_argument("--importance", choices=list("12345"), metavar="1-5", help="importance at least")
    group.add_argument("--q", metavar="WORDS", help="search words")


def _with(*parts):
    def add(one):
        for part in parts:
            part(one)

    return add


def _select_more(one):
    one.add_argument(
        "--format",
        choices=("table", "csv", "json", "ids"),
        default="table",
        help="what the answer looks like",
    )


def _count_more(one):
    one.add_argument("--by", choices=("category",), default="", help="one row per year and event type")


def _draw_first(one):
    one.add_argument("figure", metavar="FIGURE", help="timeline")


def _out(one):
    one.add_argument("out", metavar="OUT", help="the file to write; its suffix decides: .csv .json .html")


def _draw_out(one):
    one.add_argument("out", metavar="OUT", help="the file to write: .html")


def _safe(one):
    one.add_argument("--safe", action="store_true", help="CSV in which no cell can run as a formula")


def _serve_more(one):
    one.add_argument("--port", type=int, default=8050, help="port; 0 is a free one (default: %(default)s)")
    one.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")


def _validate_more(one):
    one.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="what the findings look like"
    )


def _check_more(one):
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file would change")


_ARGUMENTS = {
    "validate": _with(_file, _validate_more, _reading),
    "select": _with(_file, _select_more, _view_options, _reading),
    "count": _with(_file, _count_more, _view_options, _reading),
    "draw": _with(_draw_first, _file, _draw_out, _view_options, _reading),
    "export": _with(_file, _out, _safe, _view_options, _reading),
    "codebook": _with(_file, _check_more),
    "fmt": _with(_file, _check_more),
    "serve": _with(_file, _serve_more, _reading),
}


# -- reading and views -----------------------------------------------------------------------------------------------


def read(asked):
    """The data a command names; its notes and findings that need a person go to stderr."""
    mapping = dict(_pair(text) for text in asked.map)
    if asked.events == "-":
        return reading.from_text(
            sys.stdin.buffer.read(asked.max_bytes + 1), "standard input", mapping, asked.dates
        )
    return reading.read(asked.events, mapping, asked.dates, asked.max_bytes, asked.max_rows)


def _pair(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not (ours and sign and theirs):
        raise UnknownName(f"--map {text}: write OURS=THEIRS, as in start=When.")
    return ours, theirs


def view_of(asked, data) -> View:
    """The view that the options mean; a code that the data does not know is one sentence."""
    from urllib.parse import urlencode

    pairs = [("from", asked.from_), ("to", asked.to), ("importance", asked.importance), ("q", asked.q)]
    pairs += [(key, value) for key in CHOICES for value in getattr(asked, key)]
    view = View.from_query(urlencode([(key, value) for key, value in pairs if value]))
    if view.notes:
        raise UnknownName(
            "\n".join(
                note.replace("; it was left out", "").replace(" It was left out.", "") for note in view.notes
            )
        )
    _known(data, view)
    return view


def _known(data, view: View) -> None:
    from timeline.query import COLUMNS, codes

    for key, name in CHOICES.items():
        known = (
            list(STANCES)
            if name == "stances"
            else sorted(
                {*codes(data, COLUMNS[name]).names, *(data.categories["code"] if name == "types" else [])}
            )
        )
        for value in getattr(view, name):
            if value not in known:
                near = get_close_matches(value, known, 1, 0.6)
                raise UnknownName(
                    f"--{key}: there is no {key} '{value}'. "
                    + (f"Did you mean '{near[0]}'?" if near else f"There is: {', '.join(known[:20])}.")
                )


def write(out: str, body: bytes | str, source: str) -> None:
    """Writes a file whole or not at all, and never over the file that was read."""
    path = Path(out)
    if path.exists() and Path(source).exists() and path.samefile(source):
        raise UnknownName(f"{out} is the file that was read. Name another.")
    part = path.with_name(path.name + ".part")
    part.write_bytes(body.encode("utf-8") if isinstance(body, str) else body)
    os.replace(part, path)


# -- the commands ----------------------------------------------------------------------------------------------------


def _validate(asked) -> int:
    from timeline.checks import validate

    try:
        report = validate(read(asked))
    except InvalidEvents as fault:
        report = fault.report
    if asked.format == "json":
        print(report.to_json())
    elif asked.format == "github":
        for one in report.problems:
            kind = "warning" if one.severity == "warning" else "error"
            print(f"::{kind} file={visible(one.file)},line={one.line or 1}::{visible(one.message)}")
    else:
        print(report if report.problems else f"{asked.events}: no problems found.")
        if report.problems:
            print(f"{len(report.errors):,} errors, {len(report.warnings):,} warnings", file=sys.stderr)
    return report.exit_code


def _select(asked) -> int:
    from timeline import dates
    from timeline.exports import EXPORTS
    from timeline.query import select

    data = read(asked)
    view = view_of(asked, data)
    shown = select(data, view)
    if asked.format in ("csv", "json"):
        body = EXPORTS[asked.format](data, view)
        sys.stdout.write(body.decode("utf-8") if isinstance(body, bytes) else body)
    elif asked.format == "ids":
        print("\n".join(shown["id"]))
    else:
        for start, end, category, title in shown[["start", "end", "category", "title"]].to_numpy().tolist():
            print(visible(f"{dates.phrase(start, end)} · {category} · {title}"))
    _notes(data, len(shown))
    return 0


def _notes(data, n: int) -> None:
    print(f"{n:,} of {len(data.events):,} events", file=sys.stderr)
    for note in data.notes:
        print(visible(note), file=sys.stderr)


def _count(asked) -> int:
    from timeline.exports.tables import written
    from timeline.measures import per_year
    from timeline.query import select

    data = read(asked)
    table = per_year(select(data, view_of(asked, data)), asked.by)
    sys.stdout.write(written(table.astype("str")).decode("utf-8"))
    return 0


def _draw(asked) -> int:
    from timeline.exports import EXPORTS
    from timeline.figures import FIGURES

    if asked.figure not in FIGURES:
        raise UnknownName(f"There is no figure '{asked.figure}'. There is: {', '.join(FIGURES)}.")
    if Path(asked.out).suffix != ".html":
        raise UnknownName(
            f"{asked.out}: figures are written as .html; pictures come from the dashboard's Download."
        )
    data = read(asked)
    write(asked.out, EXPORTS["html"](data, view_of(asked, data)), asked.events)
    return 0


def _export(asked) -> int:
    from timeline.exports import EXPORTS

    kind = Path(asked.out).suffix.lstrip(".")
    kind = "safe.csv" if asked.safe and kind == "csv" else kind
    if kind not in EXPORTS:
        raise UnknownName(
            f"{asked.out}: the suffix decides what is written: {', '.join('.' + one for one in EXPORTS if one != 'safe.csv')}."
        )
    data = read(asked)
    view = view_of(asked, data)
    write(asked.out, EXPORTS[kind](data, view), asked.events)
    from timeline.query import select

    _notes(data, len(select(data, view)))
    return 0


def _codebook(asked) -> int:
    from timeline.exports import codebook

    return _settle(codebook.files(asked.events, build()), asked.check)


def _fmt(asked) -> int:
    from timeline import fmt

    return _settle(fmt.files(asked.events), asked.check)


def _settle(files: dict[Path, bytes], check: bool) -> int:
    """Writes the files that would change, or only names them."""
    changed = [path for path, body in files.items() if not path.exists() or path.read_bytes() != body]
    for path in changed:
        print(f"{path}: {'would change' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(str(path), files[path], "")
    return 1 if check and changed else 0


def _serve(asked) -> int:
    from dataclasses import replace

    from timeline.app import create_app, server
    from timeline.checks import validate

    data = read(asked)
    data = replace(data, report=validate(data))
    for line in [*data.notes, *(str(data.report).splitlines() if data.native and not data.report.ok else [])]:
        print(visible(line), file=sys.stderr)
    app = create_app(data, hosts=tuple(dict.fromkeys(("127.0.0.1", "localhost", "::1", asked.host))))
    return server.run(app, asked.host, asked.port)
