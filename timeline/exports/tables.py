"""Tables as text: CSV that reads back unchanged, CSV that is safe in a spreadsheet, JSON with what dates mean."""

import csv as _csv
import io
import json as _json

import pandas as pd

from timeline import dates, schema
from timeline.query import select
from timeline.view import View

# A cell that begins so may run as a formula in a spreadsheet (OWASP ASVS 5, 1.2.10), full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv(data, view: View) -> bytes:
    """The events in view with the file's own columns and texts; of all events of our own file, the file itself."""
    return written(texts(data, select(data, view)))


def safe_csv(data, view: View) -> bytes:
    """The same, but a cell that begins like a formula begins with an apostrophe. Numbers such as -2 are no formulas."""
    table = texts(data, select(data, view))
    return written(
        table.map(lambda cell: f"'{cell}" if cell.startswith(FORMULA) and not _number(cell) else cell)
    )


def _number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdigit()


def texts(data, events: pd.DataFrame) -> pd.DataFrame:
    """The events as the text of their file, in the file's columns."""
    table = events[list(data.columns)].astype("object")
    if "stance" in table:
        table["stance"] = events["stance"].map(lambda stance: "" if pd.isna(stance) else str(int(stance)))
    if "importance" in table:
        table["importance"] = events["importance"].astype(str)
    return table.astype("str")


def written(table: pd.DataFrame) -> bytes:
    """A table of text as CSV: UTF-8, LF, quotes where needed (RFC 4180)."""
    out = io.StringIO()
    writer = _csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.to_numpy().tolist())
    return out.getvalue().encode("utf-8")


def json(data, view: View) -> str:
    """One object: what it is, and the events with lists as lists, dates with first and last day, sources in full."""
    shown = select(data, view)
    rows = texts(data, shown)
    known = (
        data.sources.drop(columns="line", errors="ignore").set_index("id").to_dict("index")
        if len(data.sources)
        else {}
    )
    derived = {
        "first_day": dates.iso(shown["first"]),
        "last_day": dates.iso(shown["last"]),
        "precision": shown["precision"],
        "doubt": shown["doubt"],
    }
    many = [
        column.name
        for column in schema.EVENTS.columns
        if column.many and column.name in rows and column.name != "votes"
    ]
    events = []
    for i, row in enumerate(rows.to_dict("records")):
        row |= {name: schema.split(row[name]) for name in many}
        row |= {
            name: values.iloc[i] if hasattr(values, "iloc") else values[i] for name, values in derived.items()
        }
        row["sources"] = [
            {"id": one, **known[one]} if one in known else {"url": one} for one in row.get("sources", [])
        ]
        events.append(row)
    head = {
        "title": data.title,
        "edition": data.edition,
        "licence": data.licence,
        "view": view.to_query(),
        "count": len(events),
        "of": len(data.events),
    }
    return _json.dumps({**head, "events": events}, ensure_ascii=False, indent=1) + "\n"
