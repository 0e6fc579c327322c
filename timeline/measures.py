"""Tidy tables worth drawing: one row per bin and group, computed from a table of events."""

from functools import lru_cache

import numpy as np
import pandas as pd

from timeline import dates


def per_year(events: pd.DataFrame, by: str = "") -> pd.DataFrame:
    """`year`, `n`, `shared` for every year from the first event to the last, years without events too.

    An event counts once, in the year of its first day. `shared` says how many events may as well have begun in
    another year (a decade, a span "some day within"), and so may be counted on one side of the line only.
    With `by` (a column) there is one row per year and value; years are astronomical (0 = 1 BCE).
    """
    keys = ["year", *([by] if by else [])]
    if events.empty:
        return pd.DataFrame(
            {key: pd.Series(dtype="str" if key == by else "int64") for key in keys}
            | {"n": pd.Series(dtype="int64"), "shared": pd.Series(dtype="int64")}
        )
    year = dates.civil(events["first"].to_numpy())[0]
    loose = year != dates.civil(events["start_last"].to_numpy())[0]
    table = pd.DataFrame({"year": year, "n": 1, "shared": loose.astype("int64")})
    if by:
        table[by] = events[by].to_numpy()
    sums = table.groupby(keys).sum()
    years = np.arange(year.min(), year.max() + 1)
    index = (
        pd.MultiIndex.from_product([years, sorted(table[by].unique())], names=keys)
        if by
        else pd.Index(years, name="year")
    )
    return sums.reindex(index, fill_value=0).reset_index()


def links(events: pd.DataFrame) -> pd.DataFrame:
    """`later`, `kind`, `earlier` (ids), `shortest`, `longest`: one row per link between two events of the table.

    The lag is in days from the start of the earlier event to the start of the later one, shortest and longest,
    since dates may be partial. Links to events that are not in the table are left out. Order: earlier, later.
    """
    linked = events.loc[events["links"] != "", ["id", "links", "first", "start_last"]]
    cells = linked.assign(link=linked["links"].str.split(";")).explode("link")
    # `partition` would give no columns where there is no link.
    parts = cells["link"].str.strip().str.split(":", n=1)
    pairs = pd.DataFrame(
        {
            "later": cells["id"],
            "kind": parts.str.get(0),
            "earlier": parts.str.get(1),
            "first": cells["first"],
            "start_last": cells["start_last"],
        }
    )
    starts = events[["id", "first", "start_last"]].rename(columns={"id": "earlier"})
    table = pairs.merge(starts, on="earlier", suffixes=("", "_earlier"))
    table["shortest"] = table["first"] - table["start_last_earlier"]
    table["longest"] = table["start_last"] - table["first_earlier"]
    columns = ["later", "kind", "earlier", "shortest", "longest"]
    return table[columns].sort_values(["earlier", "later", "kind"], ignore_index=True)


@lru_cache(maxsize=4)
def links_of(data) -> pd.DataFrame:
    """The links among all events of a data set, made once."""
    return links(data.events)
