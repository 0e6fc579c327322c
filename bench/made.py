"""The events that every page shows: made from a seed, the same bytes for everybody who asks for the same number."""

import csv
import json
from pathlib import Path

import numpy as np

SEED = 20_260
FIRST, END = np.datetime64("1945-01-01"), np.datetime64("2026-01-01")
CATEGORIES = (
    "Diplomacy", "Conflict", "Science", "Economy", "Culture", "Law", "Health", "Energy", "Space", "Sport",
)  # fmt: skip
SHARES = (0.2, 0.17, 0.14, 0.12, 0.1, 0.08, 0.07, 0.05, 0.04, 0.03)
VOCABULARY = (
    "accord agreement army assembly bank border bridge cabinet ceasefire census charter city coalition commission "
    "conference congress council court crisis debate deal decree delegation election embargo energy envoy export "
    "factory famine festival film flood founding frontier government harbour hospital inflation inquiry institute "
    "island labour landing launch law league library market medal mission museum observatory opening parliament "
    "pact party peace pipeline plan port prize protest province railway record reform region report republic river "
    "satellite school season senate session signing station strike summit survey tariff telescope theatre trade "
    "treaty trial tunnel union university vaccine verdict visit vote voyage"
)


def table(n: int, home: Path) -> Path:
    """A CSV of n events in `home`, as other people have it; made when it is not there, so empty `home` after a change here."""
    return _made(home / f"{n}.csv", n, _write_table)


def columns(n: int, home: Path) -> Path:
    """The same events by columns in JSON, for a page."""
    return _made(home / f"{n}.json", n, _write_columns)


def _made(path: Path, n: int, write) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8", newline="") as file:
            write(events(n), file)
        part.replace(path)
    return path


def events(n: int) -> dict:
    """Columns: denser towards the present, 15 % with an end, few important ones, titles of 20 to 80 characters."""
    rng = np.random.default_rng(SEED)
    span = int((END - FIRST).astype(int))
    day = np.floor(rng.beta(1.6, 1, n) * span).astype(int)
    long = np.maximum(1, np.exp(rng.normal(4.5, 1.4, n))).astype(int)
    days = np.where(rng.random(n) < 0.15, np.minimum(long, span - day), 0)
    return {
        "day": day,
        "days": days,
        "category": rng.choice(len(CATEGORIES), n, p=SHARES),
        "importance": np.minimum(rng.zipf(1.8, n), 5),
        "title": _titles(rng, n),
    }


def _titles(rng, n: int) -> list[str]:
    vocabulary = np.array(VOCABULARY.split())
    words = vocabulary[rng.integers(0, len(vocabulary), (n, 16))]
    widths = rng.integers(20, 81, n)
    return [" ".join(row)[:width].rstrip().capitalize() for row, width in zip(words, widths, strict=True)]


def _write_table(found: dict, file) -> None:
    start = FIRST + found["day"]
    end = np.where(found["days"] > 0, (start + found["days"]).astype(str), "")
    category = np.array(CATEGORIES)[found["category"]]
    rows = csv.writer(file)
    rows.writerow(("date", "end", "title", "category", "importance"))
    rows.writerows(zip(start.astype(str), end, found["title"], category, found["importance"], strict=True))


def _write_columns(found: dict, file) -> None:
    first = int(FIRST.astype(int))
    told = {
        "categories": CATEGORIES,
        "from": first,
        "to": int(END.astype(int)),
        "day": (found["day"] + first).tolist(),
        "days": found["days"].tolist(),
        "category": found["category"].tolist(),
        "title": found["title"],
    }
    json.dump(told, file, separators=(",", ":"))
