"""Tables as text: CSV that reads back unchanged, CSV that is safe in a spreadsheet, JSON with what dates mean."""

import csv as _csv
import json as _json
import re
from types import SimpleNamespace

import pandas as pd

from timeline import dates, schema
from timeline.query import select
from timeline.view import View

# A cell that begins so may run as a formula in a spreadsheet (OWASP ASVS 5, 1.2.10), full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def csv(data, view: View) -> bytes:
    """The events in view with the file's own columns and texts; of all events of our own file, the file itself."""
    return written(texts(data, select(data, view)))


def safe_csv(data, view: View) -> bytes:
    """The same for a spreadsheet: a cell that begins like a formula gets an apostrophe before it.

    Plain numbers such as the stance -2 are no formulas and stay. A year before 1 BCE (`-0044-03-15`) is a sum to a
    spreadsheet and gets the apostrophe, so read `csv` back, not this.
    """
    table = texts(data, select(data, view))
    return written(table.map(_harmless).rename(columns=_harmless))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell


def texts(data, events: pd.DataFrame) -> pd.DataFrame:
    """The events as the text of their file, in the file's columns, untouched by what was made of them."""
    return data.texts.set_index("line", drop=False).loc[events["line"], list(data.columns)].astype("str")


def written(table: pd.DataFrame) -> bytes:
    """A table of text as CSV: UTF-8, LF, quotes where needed (RFC 4180)."""
    lines = []
    # The writer quotes only the line ends that it writes itself: with CRLF it quotes a lone CR in a cell too.
    out = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n") + "\n"))
    writer = _csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(table.to_numpy().tolist())
    return "".join(lines).encode("utf-8")


def json(data, view: View) -> str:
    """One object: what it is, and the events with lists as lists, dates with first and last day, sources in full.

    `view` is the query of the page's address; `first_day` and `last_day` are ISO days, inclusive.
    """
    shown = select(data, view)
    head = {
        "title": data.title,
        "edition": data.edition,
        "licence": data.licence,
        "view": view.to_query(),
        "count": len(shown),
        "of": len(data.events),
    }
    return _json.dumps({**head, "events": _records(data, shown)}, ensure_ascii=False, indent=1) + "\n"


def _records(data, shown: pd.DataFrame) -> list[dict]:
    rows = texts(data, shown)
    lists = [c.name for c in schema.EVENTS.columns if c.many and c.name in rows and c.name != "votes"]
    rows = rows.assign(
        **{name: rows[name].map(schema.split).astype("object") for name in lists},
        first_day=dates.iso(shown["first"]),
        last_day=dates.iso(shown["last"]),
        precision=shown["precision"].to_numpy(),
        doubt=shown["doubt"].to_numpy(),
    )
    if "sources" in rows:
        known = data.sources.drop(columns="line", errors="ignore").to_dict("records")
        named = {source["id"]: source for source in known}
        rows["sources"] = [
            [named.get(one) or _bare(one) for one in cell] for cell in rows["sources"].tolist()
        ]
    return rows.to_dict("records")


def _bare(source: str) -> dict[str, str]:
    """A source that no table describes: an address, or somebody's own words."""
    return {"url" if source.startswith(("http://", "https://")) else "title": source}
