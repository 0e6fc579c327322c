"""Bytes -> checked text table -> typed events. The only room that knows files.

A strict door stands before pandas: plain `read_csv` accepts most broken files silently and can shift columns.
"""

import csv
import hashlib
import io
import json
import os
import re
import stat
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from timeline import dates, foreign, schema
from timeline.problems import InvalidEvents, Problem, Report, Unreadable, problem

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_FIELD = 64_000_000, 200_000, 64, 64_000
NEVER = 10**9  # days: before and after every date there is


@dataclass(frozen=True, eq=False)
class Dataset:
    """The events and the tables they point at. `columns` are those of the file, in its order.

    `texts` is the file's table as it stands, with `line`; `rows` counts its rows; `notes` are sentences about what was done to somebody's own data; `report` is
    what the door found (`checks.validate` finds the rest). `edition_day` is the last day of an open end.
    """

    name: str
    title: str
    events: pd.DataFrame
    columns: tuple[str, ...]
    edition: str
    edition_day: int
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    licence: str = ""
    about: str = ""
    native: bool = True
    rows: int = 0
    texts: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[str, ...] = ()
    report: Report = field(default_factory=Report)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """The side tables by name: `data.sources`, `data.actors` …; empty with their columns when there is none."""
        if name in schema.TABLES:
            # The empty table is made only when it is wanted: a page asks for its tables hundreds of times.
            found = self.tables.get(name)
            return _empty_table(name) if found is None else found
        raise AttributeError(name)


@lru_cache
def _empty_table(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="str") for column in schema.TABLES[name].names})


@dataclass(frozen=True)
class Raw:
    """A text table as it stands in a file: `lines` are the physical lines on which the records start."""

    name: str
    header: tuple[str, ...]
    frame: pd.DataFrame
    lines: np.ndarray
    problems: tuple[Problem, ...]
    body: bytes


def read(
    path,
    mapping: dict[str, str] | None = None,
    order: str = "",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Dataset:
    """Reads a CSV of events and the tables its data package names.

    `mapping` (our column -> theirs) and `order` (`dmy` or `mdy`) are for somebody's own data. Raises Unreadable
    (not a readable table) or InvalidEvents (a table that cannot be understood), each with its report.
    """
    path = Path(path)
    name = path.name
    raw = table_of(body_of(path, name, max_bytes), name, max_rows)
    package, found = _package(path)
    tables, bodies = {}, [raw.body]
    for table, file in (_beside(path, package) or _usual(path, raw.header)).items():
        side = table_of(
            body_of(file, file.name, max_bytes), file.name, max_rows, required=schema.TABLES[table].names
        )
        tables[table], _ = side.frame.assign(line=side.lines), found.extend(side.problems)
        bodies.append(side.body)
    data = _dataset(raw, tables, bodies, mapping or {}, order)
    licence = ", ".join(_said(one, "title") or _said(one, "name") for one in _dicts(package, "licenses"))
    return replace(
        data,
        title=_said(package, "title") or data.title,
        about=_said(package, "description"),
        licence=licence,
        report=Report((*data.report.problems, *found)),
    )


def from_text(
    text: str | bytes,
    name: str = "events.csv",
    mapping: dict[str, str] | None = None,
    order: str = "",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    **tables: str,
) -> Dataset:
    """Reads events, and side tables by name, from CSV text: for standard input and for tests."""
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(body) > max_bytes:
        _refuse("too-large", name, shown=f"{len(body):,}", limit=f"{max_bytes:,}")
    raw = table_of(body, name, max_rows)
    sides = {
        key: table_of(value.encode(), f"{key}.csv", max_rows, schema.TABLES[key].names)
        for key, value in tables.items()
    }
    data = _dataset(
        raw,
        {key: side.frame.assign(line=side.lines) for key, side in sides.items()},
        [raw.body, *(s.body for s in sides.values())],
        mapping or {},
        order,
    )
    return replace(
        data, report=Report((*data.report.problems, *(p for side in sides.values() for p in side.problems)))
    )


# -- the door: bytes -> text table -------------------------------------------------------------------------------


def body_of(path: Path, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of reasonable size."""
    try:
        kind = os.stat(path)
        if not stat.S_ISREG(kind.st_mode):
            _refuse(
                "not-a-file", name, shown="a folder" if stat.S_ISDIR(kind.st_mode) else "a device or pipe"
            )
        if kind.st_size > max_bytes:
            _refuse("too-large", name, shown=f"{kind.st_size:,}", limit=f"{max_bytes:,}")
        with open(path, "rb") as file:
            body = file.read(max_bytes + 1)
    except FileNotFoundError:
        _refuse("missing-file", name)
    except (OSError, ValueError) as fault:
        _refuse("closed-file", name, shown=str(getattr(fault, "strerror", None) or fault))
    if len(body) > max_bytes:  # it grew, or it is a file of the system that has no size
        _refuse("too-large", name, shown=f"more than {max_bytes:,}", limit=f"{max_bytes:,}")
    return body


def _refuse(code: str, name: str, line: int | None = None, column: str = "", value: str = "", **holes):
    found = Report((problem(code, name, line, column, value, **holes),))
    raise (Unreadable if found.exit_code == 2 else InvalidEvents)(found)


MAGIC = (
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"%PDF", "a PDF", ""),
    (b"\x1f\x8b", "a gzip archive", "Unpack it with gunzip."),
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "Open it and save it as CSV UTF-8."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Save it as CSV UTF-8."),
)
UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def _wide(body: bytes) -> bool:
    """UTF-16 or UTF-32: its mark, or a NUL in every other byte of text."""
    head = body[:200]
    nuls = max(head[0::2].count(0), head[1::2].count(0))
    return body.startswith(UTF_16_OR_32) or (
        len(head) > 3 and nuls > len(head) // 3 and head.strip(b"\0") != b""
    )


def text_of(body: bytes, name: str) -> str:
    """UTF-8 text without its byte-order mark, or the sentence that says what the bytes are."""
    for magic, what, fix in MAGIC:
        if body.startswith(magic):
            _refuse("not-text", name, shown=what, fix=fix or "Name a CSV file.")
    if _wide(body):
        _refuse("not-text", name, shown="UTF-16 or UTF-32 text", fix="Save it as CSV UTF-8.")
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse_encoding(body, fault.start, name)
    if not text.strip("\r\n\t ,\0"):
        _refuse("nul" if "\0" in text else "empty-file", name, header=",".join(schema.EVENTS.names))
    if "\0" in text:
        _refuse("nul", name, *_place(text, text.index("\0")))
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<?xml")):
        fix = "Open it in a spreadsheet and save it as CSV UTF-8."
        _refuse("not-text", name, shown="a web page or XML", fix=fix)
    if re.match(r"\{|\[\s*[\[{\"]", start):
        _refuse("not-text", name, shown="JSON", fix="Convert it to CSV.")
    return text


def _refuse_encoding(body: bytes, at: int, name: str):
    """Names the first byte that is not UTF-8, and how its word reads if the file is Windows-1252."""
    line, column = _place(body[:at].decode("utf-8"), None)
    word = re.search(rb"[^\s,;\"]*$", body[max(at - 20, 0) : at])[0]
    word = (word + re.match(rb"[^\s,;\"]*", body[at : at + 20])[0]).decode("cp1252", "replace")
    guess = f" (if it is Windows-1252 it reads '{word}')"
    _refuse("wrong-encoding", name, line, column, shown=f"byte 0x{body[at]:02X}", guess=guess)


def _line(text: str, at: int) -> int:
    """The physical line of a position; CR, LF and CRLF each end a line."""
    return 1 + text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)


def _place(text: str, at: int | None) -> tuple[int, str]:
    """Line and character of a position, or of the end of the text."""
    at = len(text) if at is None else at
    began = 1 + max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
    return _line(text, at), f"character {at - began + 1}"


DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def _check_delimiter(text: str, name: str) -> None:
    """The header is not separated by another sign than a comma."""
    header = re.search(r"[^\r\n]+", text)
    sign = next((one for one in DELIMITERS if one in header[0]), "")
    if sign and "," not in header[0]:
        _refuse("wrong-delimiter", name, _line(text, header.start()), shown=DELIMITERS[sign])


# From the quote that opens a field up to its last quote; possessive, so that no text makes it slow.
_OPENED = re.compile(r'"[^"]*+(?:""[^"]*+)*+')
# A whole quoted field, at the start of the text or after a delimiter; or a quote alone.
_QUOTES = re.compile(r'"(?:(?<![^,\n\r]")[^"]*+(?:""[^"]*+)*+"(?=[,\n\r]|\Z))?')


def _check_quotes(text: str, name: str) -> None:
    """Every quote belongs to a whole quoted field; else says where the fault begins."""
    alone = (found.start() for found in _QUOTES.finditer(text) if found.end() - found.start() == 1)
    at = next(alone, None)
    if at is None:
        return
    closed = _OPENED.match(text, at).end()
    opens = at == 0 or text[at - 1] in ",\n\r"
    endless = opens and (closed == len(text) or "\n" in text[at:closed])
    _refuse("unclosed-quote" if endless else "stray-quote", name, _line(text, at))


def table_of(body: bytes, name: str, max_rows: int = MAX_ROWS, required: tuple[str, ...] = ()) -> Raw:
    """A text table of strings from CSV bytes; rows of another width than the header are problems, not data."""
    text = text_of(body, name)
    _check_delimiter(text, name)  # first, since quotes stand elsewhere between other signs
    _check_quotes(text, name)
    rows, lines = _records(text, name, max_rows)
    widths = np.fromiter(map(len, rows), "int64", len(rows))
    top = int(np.flatnonzero(widths)[0])
    header = rows[top]
    problems = _check_header(header, name, required, int(lines[top]), int(widths.max()))
    hollow = np.fromiter((not any(row) for row in rows), bool, len(rows)) & (widths == len(header))
    widths[hollow] = 0
    problems += [problem("blank-line", name, int(line)) for line in lines[widths == 0]]
    widths[: top + 1] = 0
    wrong = (widths != len(header)) & (widths > 0)
    problems += [_width_problem(name, int(lines[i]), rows[i], len(header)) for i in np.flatnonzero(wrong)]
    good = np.flatnonzero(widths == len(header))
    frame = _frame(header, [rows[i] for i in good], lines[good], name)
    if not text.endswith(("\n", "\r")):
        complete = len(rows) > top + 1 and not required and not set(schema.NATIVE) <= set(header)
        problems.append(problem("no-line-end" if complete else "cut-off-file", name, _line(text, len(text))))
    return Raw(name, tuple(header), frame, lines[good], tuple(problems), body)


def _records(text: str, name: str, max_rows: int) -> tuple[list[list[str]], np.ndarray]:
    """Every record, blank lines as empty ones, and the physical line on which each starts."""
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # `_frame` says which field is too long
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = list(islice(reader, max_rows + 2))
    if len(rows) > max_rows + 1:
        _refuse("too-many-rows", name, limit=f"{max_rows:,}")
    if reader.line_num == len(rows):
        return rows, np.arange(1, len(rows) + 1)
    breaks = re.compile(r"\r\n?|\n")
    within = [sum(len(breaks.findall(cell)) for cell in row) for row in rows]
    return rows, np.cumsum([1, *(1 + n for n in within[:-1])])


def _frame(header: list[str], rows: list[list[str]], lines: np.ndarray, name: str) -> pd.DataFrame:
    """Rows of one width as columns of text; no field is longer than the limit."""
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    for column, cells in zip(header, columns, strict=True):
        sizes = np.fromiter(map(len, cells), "int64", len(cells))
        if (at := np.flatnonzero(sizes > MAX_FIELD)).size:
            said = {"shown": f"{sizes[at[0]]:,}", "limit": f"{MAX_FIELD:,}"}
            _refuse("long-field", name, int(lines[at[0]]), column, **said)
    return pd.DataFrame(
        {column: pd.array(cells, dtype="str") for column, cells in zip(header, columns, strict=True)}
    )


def _width_problem(name: str, line: int, row: list[str], width: int) -> Problem:
    fix = "Quote a field that contains a comma." if len(row) > width else "Add the missing commas."
    if len(row) == 1 and (sign := next((s for s in DELIMITERS if row[0].count(s) >= width - 1), "")):
        fix = f"Separate them by commas, not by {DELIMITERS[sign]}."
    shown = f"{len(row):,} field{'s' if len(row) > 1 else ''}"
    return problem("row-width", name, line, shown=shown, limit=f"{width}", fix=fix)


def _check_header(
    header: list[str], name: str, required: tuple[str, ...], line: int, widest: int
) -> list[Problem]:
    """Names are there once, plain and not empty; in our tables the required ones are there, others are kept."""
    if len(header) > MAX_COLUMNS:
        _refuse("too-many-columns", name, line, shown=f"{len(header):,}", limit=str(MAX_COLUMNS))
    if _no_header(header, widest):
        _refuse("no-header", name, line, header=",".join(required or schema.EVENTS.names))
    known = required or schema.EVENTS.names
    ours = bool(required) or _meant_as_ours(header)
    found = _name_problems(header, name, line, known if ours else ())
    told = {_plain(column).strip().casefold() for column in header}
    extra = [column for column in header if column not in known] if ours else []
    for column in (required or _required()) if ours else ():
        if column not in header and column not in told:
            hint = _near(column, extra)
            found.append(problem("missing-column", name, line, value=column, hint=hint))
    if found:
        raise InvalidEvents(Report(tuple(found)))
    return [
        problem("unknown-column", name, line, column, column, hint=_near(column, list(known)))
        for column in extra
    ]


def _no_header(header: list[str], widest: int) -> bool:
    """Whether the first line cannot be one of names: dates or addresses, a title alone, mostly nothing."""
    data = any(re.fullmatch(r"-?\d{4}-\d\d-\d\d", cell) or "://" in cell for cell in header)
    empty = sum(not cell.strip() for cell in header)
    return data or len(header) == 1 < widest or empty > max(len(header) / 2, 1)


def _meant_as_ours(header: list[str]) -> bool:
    """Most of our required columns, in whatever letters: a table of our own, which may have faults in its names."""
    told = {_plain(column).strip().casefold() for column in header}
    return len(told & set(_required())) >= len(schema.NATIVE)


def _name_problems(header: list[str], name: str, line: int, known: tuple[str, ...]) -> list[Problem]:
    found, seen = [], set()
    for at, column in enumerate(header):
        plain = _plain(column)
        if not column.strip():
            found.append(problem("empty-name", name, line, value=f"{at + 1}", shown=f"{at + 1}"))
        elif column.casefold() in seen:
            found.append(problem("repeated-name", name, line, column, column))
        elif plain != column:
            what = f"the character U+{ord(next(c for c in column if _plain(c + 'a') != c + 'a')):04X}"
            found.append(problem("odd-name", name, line, value=column, fix=plain, what=what))
        elif known and column in foreign.MADE:
            found.append(problem("reserved-name", name, line, column, column))
        elif column not in known and (like := column.strip().casefold()) in {*known} - {*header}:
            what = "a blank at an end" if column.strip() == like else "capital letters"
            found.append(problem("odd-name", name, line, value=column, fix=like, what=what))
        seen.add(column.casefold())
    return found


def _required() -> tuple[str, ...]:
    return tuple(column.name for column in schema.EVENTS.columns if column.required)


_LOOKALIKES = str.maketrans("аеорсухіѕԁ", "aeopcyxisd")


def _plain(column: str) -> str:
    """A header name without unseen characters and look-alikes of Latin letters."""
    seen = "".join(c for c in column if c.isprintable())
    return seen.translate(_LOOKALIKES) if re.search("[a-z]", seen) else seen


def _near(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1, 0.7)
    return f" Did you mean '{close[0]}'?" if close else ""


# -- text table -> events -------------------------------------------------------------------------------------------


def side_files(path: Path) -> dict[str, Path]:
    """The side tables of an events file: table -> file, as its data package names them."""
    return _beside(path, _package(path)[0]) or _usual(path, schema.EVENTS.names)


def _package(path: Path) -> tuple[dict, list[Problem]]:
    """The data package beside a CSV, if it names it, else nothing; and what is wrong with its file."""
    try:
        package = json.loads((path.parent / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, RecursionError):
        return {}, []
    except ValueError as fault:
        return {}, [problem("bad-package", "datapackage.json", getattr(fault, "lineno", None))]
    if not isinstance(package, dict):
        return {}, [problem("bad-package", "datapackage.json")]
    named = any(one.get("path") == path.name for one in _dicts(package, "resources"))
    return (package if named else {}), []


def _dicts(package: dict, key: str) -> list[dict]:
    """The objects in a list of a data package; whatever else somebody wrote there is passed over."""
    found = package.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _said(package: dict, key: str) -> str:
    return package[key] if isinstance(package.get(key), str) else ""


def _beside(path: Path, package: dict) -> dict[str, Path]:
    """Our side tables that a package names: table -> file. A path that leaves the folder is not followed."""
    found = {}
    for one in _dicts(package, "resources"):
        name, file = _said(one, "name"), (path.parent / _said(one, "path")).resolve()
        if name in schema.TABLES and name != "events" and file.is_relative_to(path.parent.resolve()):
            found[name] = file
    return found


def _usual(path: Path, header) -> dict[str, Path]:
    """Without a data package that names it, a table of our own columns has its side tables in the folder `data` beside it."""
    files = {name: path.parent / "data" / f"{name}.csv" for name in schema.TABLES if name != "events"}
    return {name: file for name, file in files.items() if file.is_file()} if foreign.is_native(header) else {}


def _dataset(raw: Raw, tables: dict, bodies: list[bytes], mapping: dict, order: str) -> Dataset:
    native = foreign.is_native(raw.header) and not mapping
    frame, lines, notes, problems = raw.frame, raw.lines, (), list(raw.problems)
    if not native:
        adapted = foreign.adapt(frame, lines, mapping, order)
        frame, lines, notes = (
            adapted.frame.reset_index(drop=True),
            np.asarray(adapted.lines),
            (foreign.summary(_with_torn(adapted, raw)), *adapted.notes),
        )
        problems += [Problem(raw.name, *one) for one in adapted.problems]
        if fatal := tuple(
            p for p in problems if p.code in ("no-date-column", "no-title-column", "unknown-mapped-column")
        ):
            raise InvalidEvents(Report(fatal))
        tables = {"categories": _inferred(adapted.labels)}
    elif "categories" not in tables:
        named = [code for code in dict.fromkeys(frame["category"]) if code]
        tables["categories"] = _inferred({code: code.replace("-", " ").capitalize() for code in named})
    columns = tuple(frame.columns)
    day = _edition_day(frame)
    events, bad = typed(frame, lines, day, raw.name)
    latest = dates.iso([day])[0] if "checked" in frame and (frame["checked"] != "").any() else raw.name
    edition = f"{latest} · {_hash(bodies)}"
    if not native:
        bad = []
    return Dataset(
        raw.name,
        title_of(raw.name),
        events,
        columns,
        edition,
        day,
        tables,
        native=native,
        rows=len(raw.frame) + sum(p.code == "row-width" for p in raw.problems),
        texts=frame.assign(line=lines),
        notes=notes,
        report=Report((*problems, *bad)),
    )


def _with_torn(adapted: foreign.Adapted, raw: Raw) -> foreign.Adapted:
    """What was adapted, and the rows that the door could not take apart: they were in the file, too."""
    torn = [(p.line, p.column, p.code, p.value, p.message) for p in raw.problems if p.code == "row-width"]
    if not torn or (adapted.problems and adapted.problems[0][0] is None):
        return adapted
    told = sorted([*adapted.problems, *torn], key=lambda one: one[0])
    return replace(adapted, problems=told, total=adapted.total + len(torn))


def _inferred(labels: dict[str, str]) -> pd.DataFrame:
    """Event types that a file only names: each gets a shape and a pair of colours, in the order given."""
    looks = [schema.PALETTE[i % len(schema.PALETTE)] for i in range(len(labels))]
    rows = [
        (code, "", label, "", light, dark, shape)
        for (code, label), (shape, light, dark) in zip(labels.items(), looks, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(schema.CATEGORIES.names), dtype="str").assign(line=0)


def title_of(name: str) -> str:
    """A file's name as a title: `my_events.csv` is `My events`."""
    words = re.sub(r"[_\-.\s]+", " ", Path(name).stem).strip()
    return words[:1].upper() + words[1:] or name


def _edition_day(frame: pd.DataFrame) -> int:
    """The latest day on which a row was checked; today when no row says so."""
    today = int(np.datetime64("today", "D").astype("int64"))
    if "checked" not in frame:
        return today
    found = dates.read(frame["checked"], today=today)
    days = found.loc[found["ok"] & (found["precision"] == "day") & (found["first"] <= today), "first"]
    return int(days.max()) if len(days) else today


def _hash(bodies: list[bytes]) -> str:
    whole = hashlib.sha256()
    for body in bodies:
        whole.update(body.replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()[:8]


def typed(
    frame: pd.DataFrame, lines: np.ndarray, today: int, name: str, whole: bool = False
) -> tuple[pd.DataFrame, list[Problem]]:
    """Events with their derived columns, sorted by first day and id; rows without a readable date are problems.

    Such rows are left out; with `whole` they stay, from before to after any day: to be checked, not shown.
    """
    events = pd.DataFrame(
        {
            "line": lines,
            **{
                column: frame[column] if column in frame else pd.Series("", index=frame.index, dtype="str")
                for column in schema.EVENTS.names
            },
        }
    )
    extra = [column for column in frame.columns if column not in events.columns]
    events = pd.concat([events, frame[extra].reset_index(drop=True)], axis=1) if extra else events
    start = dates.read(events["start"], today=today)
    end = dates.read(events["end"], today=today, end=True)
    has_end = (events["end"] != "").to_numpy()
    problems = _date_problems(events, start["ok"], end["ok"] | ~has_end, name)
    ends = has_end & end["ok"]
    is_open = (events["end"] == "..").to_numpy()
    importances = {text: int(text) for text in schema.IMPORTANCES}
    events["importance"] = events["importance"].map(importances).fillna(3).astype("int8")
    events["stance"] = pd.to_numeric(
        events["stance"].where(events["stance"].isin(schema.STANCES)), errors="coerce"
    ).astype("Int8")
    events["first"], events["start_last"] = start["first"], start["last"]
    events["last"] = np.maximum(np.where(ends, end["last"], start["last"]), start["last"])
    events["end_first"] = np.where(is_open, events["last"], np.where(ends, end["first"], start["last"]))
    events["precision"], events["doubt"], events["span"], events["open"] = (
        start["precision"],
        start["doubt"],
        has_end,
        is_open,
    )
    undated = ~start["ok"].to_numpy()
    if whole:
        events.loc[undated, ["first", "end_first"]], events.loc[undated, ["start_last", "last"]] = (
            -NEVER,
            NEVER,
        )
    else:
        events = events[~undated]
    return events.sort_values(["first", "id"], ignore_index=True), problems


def _date_problems(events: pd.DataFrame, start_ok, end_ok, name: str) -> list[Problem]:
    found = []
    for column, ok in (("start", start_ok), ("end", end_ok)):
        bad = events[~np.asarray(ok, bool)]
        for line, text in zip(bad["line"], bad[column], strict=True):
            code = "unreadable-date" if text else "missing-date"
            fix = (
                dates.explain(text, end=column == "end").removeprefix(f"'{text}' is not a date. ")
                if text
                else "Write when it happened, as precisely as a source says."
            )
            found.append(problem(code, name, int(line), column, text, fix=fix))
    return found
