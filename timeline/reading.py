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
from pathlib import Path

import numpy as np
import pandas as pd

from timeline import dates, foreign, schema
from timeline.problems import InvalidEvents, Problem, Report, Unreadable, problem

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_FIELD = 64_000_000, 200_000, 64, 64_000
DERIVED = ("first", "last", "start_last", "end_first", "precision", "doubt", "span", "open")


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
            return self.tables.get(
                name, pd.DataFrame({column: pd.Series(dtype="str") for column in schema.TABLES[name].names})
            )
        raise AttributeError(name)


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
    package = _package(path)
    tables, found, bodies = {}, [], [raw.body]
    for table, file in _beside(path, package).items():
        side = table_of(
            body_of(file, file.name, max_bytes), file.name, max_rows, required=schema.TABLES[table].names
        )
        tables[table], _ = side.frame.assign(line=side.lines), found.extend(side.problems)
        bodies.append(side.body)
    data = _dataset(raw, tables, bodies, mapping or {}, order)
    licence = ", ".join(one.get("title") or one.get("name", "") for one in package.get("licenses", []))
    return replace(
        data,
        title=package.get("title") or data.title,
        about=package.get("description", ""),
        licence=licence,
        report=Report((*data.report.problems, *found)),
    )


def from_text(
    text: str | bytes,
    name: str = "events.csv",
    mapping: dict[str, str] | None = None,
    order: str = "",
    **tables: str,
) -> Dataset:
    """Reads events, and side tables by name, from CSV text: for standard input and for tests."""
    body = text.encode() if isinstance(text, str) else text
    raw = table_of(body, name)
    sides = {
        key: table_of(value.encode(), f"{key}.csv", required=schema.TABLES[key].names)
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
        return path.read_bytes()
    except FileNotFoundError:
        _refuse("missing-file", name)
    except OSError as fault:
        _refuse("not-a-file", name, shown=f"not readable ({fault.strerror})")


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
    try:
        text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as fault:
        before = body.removeprefix(b"\xef\xbb\xbf")[: fault.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        word = (
            re.search(rb"[^\s,;\"]{0,20}$", body[: fault.start])[0]
            + re.match(rb"[^\s,;\"]{0,20}", body[fault.start :])[0]
        )
        guess = f" (if it is Windows-1252 it reads '{word.decode('cp1252', 'replace')}')"
        _refuse(
            "wrong-encoding",
            name,
            line,
            f"character {column}",
            shown=f"byte 0x{body[fault.start]:02X}",
            guess=guess,
        )
    if not text.strip("\r\n\t ,\0"):
        _refuse("nul" if "\0" in text else "empty-file", name, header=",".join(schema.EVENTS.names))
    if "\0" in text:
        at = text.index("\0")
        _refuse(
            "nul", name, text.count("\n", 0, at) + 1, f"character {at - (text.rfind(chr(10), 0, at) + 1) + 1}"
        )
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<?xml")):
        _refuse(
            "not-text",
            name,
            shown="a web page or XML",
            fix="Open it in a spreadsheet and save it as CSV UTF-8.",
        )
    if start.startswith(("{", "[{")):
        _refuse("not-text", name, shown="JSON", fix="Convert it to CSV.")
    return text


# A quoted field with its surroundings: begins the line or follows a comma, ends the line or precedes a comma.
_QUOTED = re.compile(r'(?:(?<=[,\n\r])|\A)"(?:[^"]|"")*"(?=[,\n\r]|\Z)')


def _check_quotes(text: str, name: str) -> None:
    """Every quote belongs to a whole quoted field; else says where the fault begins."""
    if '"' not in text or '"' not in _QUOTED.sub("", text):
        return
    at = 0
    for found in re.finditer(r'"(?:[^"]|"")*(?:"|\Z)|[^",\n\r]+|[,\n\r]', text):
        line = text.count("\n", 0, found.start()) + 1
        token, before, after = (
            found[0],
            text[found.start() - 1 : found.start()],
            text[found.end() : found.end() + 1],
        )
        if token.startswith('"'):
            if (
                len(token) < 2
                or not token.endswith('"')
                or (found.end() == len(text) and token.count('"') % 2)
            ):
                _refuse("unclosed-quote", name, line)
            if before not in ("", ",", "\n", "\r") or after not in ("", ",", "\n", "\r"):
                _refuse("stray-quote", name, line)
        at = found.end()
    _refuse("stray-quote", name, text.count("\n", 0, at) + 1)


def table_of(body: bytes, name: str, max_rows: int = MAX_ROWS, required: tuple[str, ...] = ()) -> Raw:
    """A text table of strings from CSV bytes; rows of another width than the header are problems, not data."""
    text = text_of(body, name)
    _check_quotes(text, name)
    csv.field_size_limit(max(MAX_FIELD * 2, csv.field_size_limit()))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader)
    problems = _check_header(header, name, required, text)
    rows, lines, widths, blank, line = [], [], [], [], reader.line_num
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(line + 1)
                widths.append(len(row))
            else:
                blank.append(line + 1)
            line = reader.line_num
            if len(rows) > max_rows:
                _refuse("too-many-rows", name, limit=f"{max_rows:,}")
    except csv.Error:
        _refuse("stray-quote", name, line + 1)
    problems += [problem("blank-line", name, at) for at in blank]
    wrong = np.array(widths, dtype="int64") != len(header)
    problems += [_width_problem(name, lines[i], rows[i], len(header)) for i in np.flatnonzero(wrong)]
    kept = [row for row, bad in zip(rows, wrong, strict=True) if not bad]
    frame = (
        pd.DataFrame(kept, columns=header, dtype="str")
        if kept
        else pd.DataFrame({column: pd.Series(dtype="str") for column in header})
    )
    problems += _long_fields(frame, np.array(lines, dtype="int64")[~wrong], name)
    if not text.endswith("\n") and (required or set(schema.NATIVE) <= set(header)):
        problems.append(problem("cut-off-file", name, text.count("\n") + 1))
    return Raw(name, tuple(header), frame, np.array(lines, dtype="int64")[~wrong], tuple(problems), body)


def _width_problem(name: str, line: int, row: list[str], width: int) -> Problem:
    fix = "Quote a field that contains a comma." if len(row) > width else "Add the missing commas."
    return problem("row-width", name, line, shown=f"{len(row)}", limit=f"{width}", fix=fix)


def _long_fields(frame: pd.DataFrame, lines: np.ndarray, name: str) -> list[Problem]:
    for column in frame.columns:
        sizes = frame[column].str.len().to_numpy()
        if (sizes > MAX_FIELD).any():
            at = int(np.flatnonzero(sizes > MAX_FIELD)[0])
            _refuse(
                "long-field", name, int(lines[at]), column, shown=f"{sizes[at]:,}", limit=f"{MAX_FIELD:,}"
            )
    return []


def _check_header(header: list[str], name: str, required: tuple[str, ...], text: str) -> list[Problem]:
    """Names are there once, plain and not empty; in our tables the required ones are there, others are kept."""
    if len(header) > MAX_COLUMNS:
        _refuse("too-many-columns", name, 1, shown=f"{len(header):,}", limit=str(MAX_COLUMNS))
    if len(header) == 1 and (sign := next((s for s in (";", "\t", "|") if header[0].count(s) >= 1), "")):
        _refuse(
            "wrong-delimiter", name, 1, shown={";": "semicolons", "\t": "tabs", "|": "vertical bars"}[sign]
        )
    known = required or schema.EVENTS.names
    ours = bool(required) or (len(set(header) & set(schema.EVENTS.names)) >= 3 and "sources" in header)
    found = []
    for at, column in enumerate(header):
        if not column.strip():
            found.append(problem("empty-name", name, 1, value=f"{at + 1}", shown=f"{at + 1}"))
        elif (plain := _plain(column)) != column:
            found.append(problem("odd-name", name, 1, value=column, fix=plain, what=_oddity(column)))
        elif column.casefold() in [other.casefold() for other in header[:at]]:
            found.append(problem("repeated-name", name, 1, column, column))
    if ours:
        missing = [column for column in (required or _required()) if column not in header]
        found += [
            problem(
                "missing-column",
                name,
                1,
                value=column,
                hint=_near(column, [h for h in header if h not in known]),
            )
            for column in missing
        ]
    if found:
        raise InvalidEvents(Report(tuple(found)))
    extra = [column for column in header if column not in known] if ours else []
    return [
        problem("unknown-column", name, 1, column, column, hint=_near(column, list(known)))
        for column in extra
    ]


def _required() -> tuple[str, ...]:
    return tuple(column.name for column in schema.EVENTS.columns if column.required)


_LOOKALIKES = str.maketrans("аеорсухіѕԁ", "aeopcyxisd")


def _plain(column: str) -> str:
    """A header name without unseen characters and look-alikes of Latin letters."""
    seen = "".join(c for c in column if c.isprintable() and c not in "\u200b\ufeff\u200c\u200d")
    return seen.translate(_LOOKALIKES) if re.search("[a-z]", seen) else seen


def _oddity(column: str) -> str:
    odd = next(c for c in column if _plain(c + "a") != c + "a")
    return f"the character U+{ord(odd):04X}"


def _near(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1, 0.7)
    return f" Did you mean '{close[0]}'?" if close else ""


# -- text table -> events -------------------------------------------------------------------------------------------


def side_files(path: Path) -> dict[str, Path]:
    """The side tables of an events file: table -> file, as its data package names them."""
    return _beside(path, _package(path))


def _package(path: Path) -> dict:
    """The data package beside a CSV, if it names it; else nothing."""
    try:
        package = json.loads((path.parent / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    named = isinstance(package, dict) and any(
        one.get("path") == path.name for one in package.get("resources", [])
    )
    return package if named else {}


def _beside(path: Path, package: dict) -> dict[str, Path]:
    """Our side tables that a package names: table -> file. A path that leaves the folder is not followed."""
    found = {}
    for one in package.get("resources", []):
        file = (path.parent / str(one.get("path", ""))).resolve()
        if (
            one.get("name") in schema.TABLES
            and one["name"] != "events"
            and file.is_relative_to(path.parent.resolve())
        ):
            found[one["name"]] = file
    return found


def _dataset(raw: Raw, tables: dict, bodies: list[bytes], mapping: dict, order: str) -> Dataset:
    native = foreign.is_native(raw.header) and not mapping
    frame, lines, notes, problems = raw.frame, raw.lines, (), list(raw.problems)
    if not native:
        adapted = foreign.adapt(frame, lines, mapping, order)
        frame, lines, notes = (
            adapted.frame.reset_index(drop=True),
            np.asarray(adapted.lines),
            (foreign.summary(adapted), *adapted.notes),
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
    frame: pd.DataFrame, lines: np.ndarray, today: int, name: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Events with their derived columns, sorted by first day and id; rows without a readable date are problems."""
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
    events["importance"] = (
        events["importance"].map(lambda text: int(text) if text in schema.IMPORTANCES else 3).astype("int8")
    )
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
    events = events[start["ok"].to_numpy()]
    return events.sort_values(["first", "id"], ignore_index=True), problems


def _date_problems(events: pd.DataFrame, start_ok, end_ok, name: str) -> list[Problem]:
    found = []
    for column, ok in (("start", start_ok), ("end", end_ok)):
        bad = events[~np.asarray(ok, bool)]
        for line, text in zip(bad["line"], bad[column], strict=True):
            code = "unreadable-date" if text else "missing-date"
            fix = dates.explain(text) if text else "Write when it happened, as precisely as a source says."
            found.append(problem(code, name, int(line), column, text, fix=fix))
    return found
