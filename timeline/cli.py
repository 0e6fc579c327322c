"""The command line: the same words as the page's address. Answers on stdout, messages on stderr.

Exit 0 for fine, 1 for findings, 2 for what cannot be read or was asked wrongly; never a traceback.
"""

import argparse
import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path

from timeline import reading
from timeline.problems import InvalidEvents, Report, TimelineError, UnknownName, Unreadable, problem, visible
from timeline.view import CHOICES, View

EVENTS, STDIN = "events.csv", "standard input"
FIGURE_FILES = ("html", "svg", "png")
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
    "draw": "draw a figure as a page that opens offline, or as a picture",
    "export": "write the events in view to a file",
    "codebook": "write docs/codebook.md, docs/cli.md and datapackage.json",
    "fmt": "sort and normalise the tables in place",
    "serve": "open the dashboard",
}


def main(words: list[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 fine, 1 findings, 2 unreadable or asked wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        asked = _asked(sys.argv[1:] if words is None else words)
        code = asked.run(asked)
        sys.stdout.flush()
        return code
    except SystemExit as end:
        return end.code
    except InvalidEvents as fault:
        return _say(str(fault), fault.report.exit_code or 1)
    except TimelineError as fault:
        return _say(str(fault), 2)
    except BrokenPipeError:
        # Whoever read has enough; what Python still holds for them goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as fault:
        return _say(f"{fault.filename or 'The file'}: {fault.strerror or fault}.", 2)


def _asked(words: list[str]) -> argparse.Namespace:
    """The words as options of their command, in any order; exits with a sentence when they are none."""
    parser = build()
    chosen = commands(parser).get(words[0]) if words else None
    if chosen:
        return chosen.parse_intermixed_args(words[1:])
    if not words:
        parser.print_help(sys.stderr)
        parser.exit(2)
    return parser.parse_args(words)


def _say(text: str, code: int) -> int:
    print("\n".join(visible(line) for line in text.splitlines()), file=sys.stderr)
    return code


# -- the words -------------------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Help begins with an example; a wrong word is one sentence."""

    def error(self, message: str):
        example = EXAMPLES.get(self.prog.split()[-1], EXAMPLES["validate"])
        self.exit(2, f"{visible(message[:1].upper() + message[1:])}. Example: {example}\n")


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


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command by its name."""
    return next(action.choices for action in parser._actions if isinstance(action.choices, dict))


def _whole(least: int, most: int):
    """Reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,15}", text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least:,} to {most:,}")
        return int(text)

    return read


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
        "--max-bytes",
        type=_whole(1, 10**12),
        default=reading.MAX_BYTES,
        metavar="N",
        help="largest file (default: %(default)s)",
    )
    group.add_argument(
        "--max-rows",
        type=_whole(1, 10**9),
        default=reading.MAX_ROWS,
        metavar="N",
        help="most rows (default: %(default)s)",
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
    group.add_argument("--event", metavar="ID", help="the selected event; it is marked, and narrows nothing")


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
    one.add_argument(
        "out",
        metavar="OUT",
        help="the file to write; its end decides: .csv .safe.csv .json .html .svg .png .bib",
    )


def _draw_out(one):
    one.add_argument(
        "out",
        metavar="OUT",
        help="the file to write: .html, a page that opens offline; .svg or .png, a picture",
    )


def _safe(one):
    one.add_argument("--safe", action="store_true", help="for .csv: no cell can run as a formula")


def _serve_more(one):
    one.add_argument(
        "--port",
        type=_whole(0, 65535),
        default=8050,
        metavar="N",
        help="port; 0 is a free one (default: %(default)s)",
    )
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
    """The data a command names. What was done to it, and rows that are not shown, are said on stderr."""
    mapping = dict(_pair(text) for text in asked.map)
    if asked.events == "-":
        body = _standard_input(asked.max_bytes)
        data = reading.from_text(body, STDIN, mapping, asked.dates, asked.max_bytes, asked.max_rows)
    else:
        data = reading.read(asked.events, mapping, asked.dates, asked.max_bytes, asked.max_rows)
    for note in data.notes:
        print(visible(note), file=sys.stderr)
    lost = data.rows - len(data.events)
    if data.native and lost:
        print(
            visible(f"{lost:,} of {data.rows:,} rows cannot be shown; `timeline validate` names them."),
            file=sys.stderr,
        )
    return data


def _standard_input(most: int) -> bytes:
    body = sys.stdin.buffer.read(most + 1)
    if len(body) > most:
        found = problem("too-large", STDIN, shown=f"over {most:,}", limit=f"{most:,}")
        raise Unreadable(Report((found,)))
    return body


def _pair(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not (ours and sign and theirs):
        raise UnknownName(f"--map {text}: write OURS=THEIRS, as in start=When.")
    return ours, theirs


def view_of(asked, data) -> View:
    """The view that the options mean; a code that the data does not know is one sentence."""
    from urllib.parse import urlencode

    pairs = [("from", asked.from_), ("to", asked.to), ("importance", asked.importance), ("q", asked.q)]
    pairs += [("event", asked.event), *((key, value) for key in CHOICES for value in getattr(asked, key))]
    view = View.from_query(urlencode([(key, value) for key, value in pairs if value], errors="replace"))
    if view.notes:
        raise UnknownName("\n".join(_as_option(note) for note in view.notes))
    for key, name in CHOICES.items():
        if name != "stances":
            _known(key, getattr(view, name), _names(data, name))
    _known("event", (view.event,) if view.event else (), dict.fromkeys(data.events["id"], ""))
    return view


def _as_option(note: str) -> str:
    """A sentence about the page's address as one about options, where nothing is left out."""
    note = re.sub(r"[;.] (it was|It was|both were) left out\.$", ".", note)
    return re.sub(r"^(from|to|type|actor|tag|stance|event):", r"--\1:", note)


def _names(data, name: str) -> dict[str, str]:
    """Every code of a choice, those that no event has too, with what people call it."""
    from timeline.query import COLUMNS, codes
    from timeline.words import label

    table = {"types": data.categories, "actors": data.actors, "tags": data.tags}[name]
    every = sorted({*codes(data, COLUMNS[name]).names, *table["code"]})
    return {code: label(data, name, code) for code in every}


def _known(key: str, values: tuple[str, ...], names: dict[str, str]) -> None:
    """Refuses a value that is none of `names` (code -> words); the near one is looked for in codes and words."""
    near = {
        **{words.casefold(): code for code, words in names.items()},
        **{code.casefold(): code for code in names},
    }
    for value in values:
        if value not in names:
            close = get_close_matches(value.casefold(), near, 1, 0.6)
            listed = ", ".join(list(names)[:20]) + (", …" if len(names) > 20 else "") or "none"
            raise UnknownName(
                f"--{key}: there is no {key} '{value}'. "
                + (f"Did you mean '{near[close[0]]}'?" if close else f"There is: {listed}.")
            )


def write(out: str, body: bytes | str, source: str = "") -> None:
    """Writes a file whole or not at all, and never over a file that was read: `source`, its package and tables."""
    path = Path(out)
    if source not in ("", "-") and path.exists():
        origin = Path(source)
        used = [origin, origin.with_name("datapackage.json"), *reading.side_files(origin).values()]
        if any(one.exists() and path.samefile(one) for one in used):
            raise UnknownName(f"{out} is one of the files that were read. Name another.")
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(body.encode("utf-8") if isinstance(body, str) else body)
        os.replace(part, path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UnknownName(f"{out} cannot be written ({fault.strerror}). Name another file.") from fault


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
        paths = _paths(asked.events)
        print("".join(f"{_annotation(one, paths)}\n" for one in report.problems), end="")
    elif report.problems:
        print(report)
        print(f"{_many(report.errors, 'error')}, {_many(report.warnings, 'warning')}", file=sys.stderr)
    else:
        print(f"{STDIN if asked.events == '-' else visible(asked.events)}: no problems found.")
    return report.exit_code


def _many(found: tuple, noun: str) -> str:
    return f"{len(found):,} {noun}{'' if len(found) == 1 else 's'}"


def _paths(events: str) -> dict[str, str]:
    """The files of a data set by the names that a report uses, from where the command runs."""
    files = [Path(events), *reading.side_files(Path(events)).values()]
    return {file.name: os.path.relpath(file) for file in files}


def _annotation(one, paths: dict[str, str]) -> str:
    """A problem as GitHub shows it beside the changed line; `%` and what separates its parts are written out."""
    kind = "warning" if one.severity == "warning" else "error"
    file = visible(Path(paths.get(one.file, one.file)).as_posix())
    file = file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    said = visible(": ".join(filter(None, [one.column, one.message]))).replace("%", "%25")
    return f"::{kind} file={file},line={one.line or 1}::{said}"


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
        sys.stdout.writelines(f"{visible(event)}\n" for event in shown["id"])
    else:
        for start, end, category, title in shown[["start", "end", "category", "title"]].to_numpy().tolist():
            print(visible(f"{dates.phrase(start, end)} · {category} · {title}"))
    _say_count(data, len(shown))
    return 0


def _say_count(data, n: int) -> None:
    print(f"{n:,} of {len(data.events):,} events", file=sys.stderr)


def _count(asked) -> int:
    from timeline.exports.tables import written
    from timeline.measures import per_year
    from timeline.query import select

    data = read(asked)
    shown = select(data, view_of(asked, data))
    sys.stdout.write(written(per_year(shown, asked.by).astype("str")).decode("utf-8"))
    _say_count(data, len(shown))
    return 0


def _draw(asked) -> int:
    from timeline.exports import EXPORTS
    from timeline.figures import FIGURES

    if asked.figure not in FIGURES:
        raise UnknownName(f"There is no figure '{asked.figure}'. There is: {', '.join(FIGURES)}.")
    kind = Path(asked.out).suffix.lower().lstrip(".")
    if kind not in FIGURE_FILES:
        raise UnknownName(f"{asked.out}: a figure is written as .{', .'.join(FIGURE_FILES)}.")
    data = read(asked)
    write(asked.out, EXPORTS[kind](data, view_of(asked, data)), asked.events)
    return 0


def _export(asked) -> int:
    from timeline.exports import EXPORTS
    from timeline.query import select

    ends = [kind for kind in EXPORTS if asked.out.lower().endswith(f".{kind}")]
    if not ends:
        raise UnknownName(f"{asked.out}: the end decides what is written: .{', .'.join(EXPORTS)}.")
    kind = max(ends, key=len)
    if asked.safe and not kind.endswith("csv"):
        raise UnknownName(f"--safe is for .csv, and {asked.out} is none.")
    data = read(asked)
    view = view_of(asked, data)
    write(asked.out, EXPORTS["safe.csv" if asked.safe else kind](data, view), asked.events)
    _say_count(data, len(select(data, view)))
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
            write(str(path), files[path])
    return 1 if check and changed else 0


def _serve(asked) -> int:
    from dataclasses import replace

    from timeline.app import create_app, server
    from timeline.checks import validate

    data = read(asked)
    data = replace(data, report=validate(data))
    if data.native and not data.report.ok:
        print(data.report, file=sys.stderr)
    app = create_app(data, hosts=_hosts(asked.host))
    return server.run(app, asked.host, asked.port)


def _hosts(host: str) -> tuple[str, ...]:
    """The names under which the page may be reached: this machine, and the one it listens on or is called by."""
    import socket

    named = socket.gethostname().lower() if host in ("0.0.0.0", "::") else host.lower()
    return tuple(dict.fromkeys(("127.0.0.1", "localhost", "::1", named)))
