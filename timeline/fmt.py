"""Sorts and normalises the tables of a data set, so that a change is a small diff. Byte-stable: twice is once."""

import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from timeline import dates, reading, schema
from timeline.exports.tables import written
from timeline.problems import InvalidEvents, Report, problem


def files(events: str | Path) -> dict[Path, bytes]:
    """What each table of the data set should contain: path -> bytes. Nothing is written here.

    Raises InvalidEvents when a row could be lost: fields that do not fit the header, a file cut off in a quote.
    """
    path = Path(events)
    found = {path: normal(path, schema.EVENTS)}
    for name, file in reading.side_files(path).items():
        found[file] = normal(file, schema.TABLES[name])
    return found


def normal(path: Path, table: schema.Table) -> bytes:
    """One table: text trimmed and in NFC, LF, rows in their order; unknown columns are kept, blank rows are not."""
    required = () if table is schema.EVENTS else table.names
    raw = reading.table_of(reading.body_of(path, path.name), path.name, required=required)
    if lost := [one for one in raw.problems if one.code == "row-width"]:
        raise InvalidEvents(Report(tuple(lost)))
    if table is schema.EVENTS and not set(schema.NATIVE) <= set(raw.header):
        raise InvalidEvents(
            Report(
                (
                    problem(
                        "missing-column",
                        path.name,
                        1,
                        value=next(c for c in schema.NATIVE if c not in raw.header),
                    ),
                )
            )
        )
    frame = raw.frame.map(lambda cell: unicodedata.normalize("NFC", cell.strip()))
    return written(sorted_rows(frame[(frame != "").any(axis=1)], table))


def sorted_rows(frame: pd.DataFrame, table: schema.Table) -> pd.DataFrame:
    """Events by first day and id, what cannot be dated first; codes by code; lanes and acts as they stand."""
    if table is schema.EVENTS:
        days = dates.read(frame["start"], today=0)
        first = np.where(days["ok"], days["first"], -reading.NEVER)
        order = pd.DataFrame({"first": first, "id": frame["id"].to_numpy()}).sort_values(
            ["first", "id"], kind="stable"
        )
        return frame.iloc[order.index]
    if table is schema.EVIDENCE:
        return frame.sort_values(["event", "field", "source"], kind="stable")
    if table in (schema.SOURCES, schema.ACTORS, schema.RENAMED):
        return frame.sort_values(table.key[0], kind="stable")
    return frame
