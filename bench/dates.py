"""How long `dates.read` takes for one million mixed cells: `python bench/dates.py`. Median of five runs.

Two columns: one in which days repeat, as in most tables, and one in which nearly every cell is another text.
"""

import platform
import statistics
import time

import numpy as np
import pandas as pd

from timeline import dates

CELLS, RUNS = 1_000_000, 5


def cells(first: int, last: int) -> pd.Series:
    """Days, months, years, doubtful dates, decades, intervals and, one in twenty, what is no date."""
    rng = np.random.default_rng(20_260)
    days = dates.iso(rng.integers(dates.day_of(first, 1, 1), dates.day_of(last, 1, 1), CELLS))
    shapes = ["{0}"] * 8 + ["{0}~"] * 2 + ["{1}"] * 4 + ["{2}"] * 3 + ["{3}X", "{0}/9999", "no date"]
    kinds = rng.integers(0, len(shapes), CELLS)
    return pd.Series(
        [
            shapes[kind].format(day, day[:-3], day[:-6], day[:-7])
            for kind, day in zip(kinds, days, strict=True)
        ],
        dtype="str",
    )


def seconds(column: pd.Series) -> float:
    """Median of the runs."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        dates.read(column)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}")
    for name, years in (("days of 80 years", (1945, 2025)), ("days of 19,998 years", (-9999, 9999))):
        column = cells(*years)
        ok = dates.read(column)["ok"].mean()
        print(
            f"{name}: {CELLS:,} cells, {column.nunique():,} different, {ok:.1%} dates: {seconds(column):.2f} s"
        )
