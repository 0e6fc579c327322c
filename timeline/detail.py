"""What is drawn where, in pixels, without drawing it: lanes, marks, labels with their boxes, rug, eras, ticks.

`plan` decides everything and a painter decides nothing. An event of the window is exactly one of: named (a mark
with its label), marked (a mark alone), or in the rug at the foot of its lane (a small mark, or counted in a bar).
Labels overlap neither each other nor another mark of their row, and the result depends on nothing but its input.

The number of rows of a lane depends on the filter and the width of the window in days, not on where the window is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from timeline import dates, lanes

GUTTER, AXIS, ERA, ROW, RUG, PAD, GROUP_GAP, RIGHT, INSET = 146, 26, 17, 18, 11, 4, 5, 10, 9
EMPTY_ROWS, EXTRA, YEAR = 0.6, 14, 365.2425
RADIUS = {1: 2.4, 2: 2.6, 3: 3.8, 4: 4.6, 5: 5.6}
# By importance: size in px, weight, greatest width in px of a label.
LABEL = {1: (11, 400, 190), 2: (11, 400, 190), 3: (11.5, 400, 190), 4: (12, 500, 230), 5: (12.5, 600, 260)}
LEAST = ((30, 4), (8, 3), (0, 2))  # windows of more years than this show names from this importance
RUG_ROOM, BIN, RUG_RADIUS = 9, 5, 2.2  # px a small mark needs; px of a bar and its gap
TRACKS = 2  # era tracks that are drawn: the first of eras.csv
CANDIDATES = 300  # most events of a lane that compete for a name: more never fit
# Advance widths of U+0020 to U+007E in hundredths of the size, of a wide common sans (Noto Sans).
ADVANCE = tuple(
    map(
        int,
        [
            "26",
            "27",
            "41",
            "65",
            "57",
            "83",
            "73",
            "22",
            "30",
            "30",
            "55",
            "57",
            "27",
            "32",
            "27",
            "37",
            "57",
            "57",
            "57",
            "57",
            "57",
            "57",
            "57",
            "57",
            "57",
            "57",
            "27",
            "27",
            "57",
            "57",
            "57",
            "43",
            "90",
            "64",
            "65",
            "63",
            "73",
            "56",
            "52",
            "73",
            "74",
            "34",
            "27",
            "62",
            "52",
            "91",
            "76",
            "78",
            "60",
            "78",
            "62",
            "55",
            "56",
            "73",
            "60",
            "93",
            "59",
            "57",
            "57",
            "33",
            "37",
            "33",
            "57",
            "44",
            "28",
            "56",
            "61",
            "48",
            "61",
            "56",
            "34",
            "61",
            "62",
            "26",
            "26",
            "53",
            "26",
            "93",
            "62",
            "60",
            "61",
            "61",
            "41",
            "48",
            "36",
            "62",
            "51",
            "79",
            "53",
            "51",
            "47",
            "38",
            "55",
            "38",
            "57",
        ],
    )
)


@dataclass(frozen=True)
class Lane:
    """A category's band: place in px from the top, rows, number of events in the window."""

    code: str
    label: str
    group: str
    shape: str
    top: float
    height: float
    rows: int
    n: int


@dataclass(frozen=True)
class Mark:
    """One event on the canvas. `x0..x1` is the true span of its dates in px, `span` a duration, `hollow` an unknown day."""

    id: str
    lane: int
    x: float
    y: float
    radius: float
    x0: float
    x1: float
    span: bool
    hollow: bool
    doubt: str
    open: bool
    kind: str  # named, marked or rug


@dataclass(frozen=True)
class Label:
    """A name: left edge, middle and width in px. `inside` a bar that is wide enough to hold it."""

    id: str
    lane: int
    text: str
    x: float
    y: float
    width: float
    importance: int
    selected: bool = False
    inside: bool = False
    before: bool = False  # stands left of its mark, and so ends at its right edge


@dataclass(frozen=True)
class Bin:
    """A bar of the rug: `n` events of a lane whose first days fall between x0 and x1."""

    lane: int
    x0: float
    x1: float
    y: float
    height: float
    n: int


@dataclass(frozen=True)
class Plan:
    """Everything that is to be drawn, in px from the top left. Days map linearly to left..right."""

    width: float
    height: float
    left: float
    right: float
    first: int
    last: int
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    bins: tuple[Bin, ...] = ()
    eras: tuple[tuple, ...] = ()  # track, name, x0, x1, top, place in its track
    ticks: tuple[tuple, ...] = ()  # x, words, major, side of x on which the words stand
    top: float = field(default=AXIS)

    def x(self, day):
        """The px at which a day begins."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.last + 1 - self.first)

    def day(self, x):
        """The day, with its fraction, at a px."""
        return self.first + (x - self.left) * (self.last + 1 - self.first) / (self.right - self.left)


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Width in px of a text in a wide common face: never less than what a reader's face needs."""
    hundredths = sum(
        ADVANCE[ord(c) - 32] if " " <= c <= "~" else 100 if ord(c) > 0x2E7F else 62 for c in text
    )
    return hundredths * size / 100 * (1.07 if weight >= 500 else 1.02)


def shortened(text: str, size: float, weight: int, most: float) -> str:
    """The text, or as many of its words as fit in `most` px with an ellipsis; empty when not one fits."""
    if text_width(text, size, weight) <= most:
        return text
    words = text.split()
    for n in range(len(words) - 1, 0, -1):
        cut = " ".join(words[:n]).rstrip(",;:–-") + "…"
        if text_width(cut, size, weight) <= most:
            return cut
    return ""


def plan(
    data,
    shown: pd.DataFrame,
    every: pd.DataFrame,
    window: tuple[int, int],
    size: tuple[float, float],
    selected: str = "",
    only_used: bool = False,
    width_of=text_width,
) -> Plan:
    """The plan of the events `shown` (in the window) among `every` (the same filter, any date).

    `size` is the room in px; the plan may be higher when its lanes need it. `only_used` leaves out lanes without events.
    """
    first, last = window
    sight = _Sight(first, last, GUTTER + INSET, size[0] - RIGHT, selected, width_of)
    used = data.categories[data.categories["code"].isin(shown["category"])] if only_used else data.categories
    tracks = list(dict.fromkeys(data.eras["track"]))[:TRACKS]
    top = AXIS + ERA * len(tracks) + 6
    table = _measured(every, sight)
    bands = _lanes(used, table, shown, top, size[1], sight.years)
    inside = dict(tuple(table[table["id"].isin(shown["id"])].groupby("category", sort=False)))
    placed = [
        _place(at, lane, inside[lane.code], sight) for at, lane in enumerate(bands) if lane.code in inside
    ]
    marks, labels, bins = (
        (tuple(chain.from_iterable(kind)) for kind in zip(*placed, strict=True)) if placed else ((), (), ())
    )
    bottom = max((lane.top + lane.height for lane in bands), default=top)
    bare = Plan(
        size[0], bottom + 2, sight.left, sight.right, first, last, tuple(bands), marks, labels, bins, top=top
    )
    return replace(bare, eras=tuple(_eras(data, bare, tracks)), ticks=tuple(_ticks(bare, width_of)))


@dataclass(frozen=True)
class _Sight:
    """What every placing needs to know: the window in days and in px, who is selected, how wide words are."""

    first: int
    last: int
    left: float
    right: float
    selected: str
    width_of: Callable

    @property
    def years(self) -> float:
        return (self.last + 1 - self.first) / YEAR

    @property
    def scale(self) -> float:
        """px a day"""
        return (self.right - self.left) / (self.last + 1 - self.first)


# -- lanes ---------------------------------------------------------------------------------------------------------


MEASURED = [
    "id",
    "category",
    "title",
    "label",
    "importance",
    "first",
    "last",
    "start_last",
    "precision",
    "doubt",
    "span",
    "open",
]


def _measured(every: pd.DataFrame, sight: _Sight) -> pd.DataFrame:
    """What placing needs of each event: px of its span and mark, radius, name."""

    def px(days):
        return sight.left + (days - sight.first) * sight.scale

    table = every[MEASURED].copy()
    middle = (table["first"] + table["start_last"] + 1) / 2
    begins = table["span"] & (table["precision"] == "day")
    return table.assign(
        x0=px(table["first"]),
        x1=px(table["last"] + 1),
        x=px(np.where(begins, table["first"] + 0.5, middle)),
        radius=table["importance"].map(RADIUS).astype(float),
    )


def _least(years: float) -> int:
    return next(least for over, least in LEAST if years > over or over == 0)


def _lanes(
    categories: pd.DataFrame,
    table: pd.DataFrame,
    shown: pd.DataFrame,
    top: float,
    height: float,
    years: float,
) -> list[Lane]:
    """One row for each lane; each further row to the lane with most unplaced weight ÷ rows^1.3, while there is room."""
    counts, weights, needs = shown["category"].value_counts(), {}, {}
    named = table[table["importance"] >= _least(years)].sort_values(
        ["importance", "id"], ascending=[False, True]
    )
    for code, part in named.groupby("category"):
        part = part.head(CANDIDATES)
        reach = np.maximum(part["x1"], part["x"] + part["radius"]) + 100
        needs[code] = int(lanes.pack(part["x"] - part["radius"], reach).max()) + 1
        weights[code] = float((part["importance"].astype(float) ** 3).sum())
    codes = list(categories["code"])
    live = {code: code in set(table["category"]) for code in codes}
    rows = dict.fromkeys(codes, 1)
    groups = list(categories["group"])
    gaps = GROUP_GAP * sum(a != b for a, b in pairwise(groups))

    def total():
        return (
            sum((rows[c] if live[c] else EMPTY_ROWS) * ROW + (RUG if live[c] else 0) + 2 * PAD for c in codes)
            + gaps
        )

    room = height - top - 4
    while total() + ROW <= room:
        wanting = [c for c in codes if live[c] and rows[c] < needs.get(c, 1)]
        if not wanting:
            break
        rows[max(wanting, key=lambda c: (weights[c] * (1 - rows[c] / needs[c]) / rows[c] ** 1.3, c))] += 1
    extra = min(max((room - total()) / max(sum(live.values()), 1), 0), EXTRA)
    return _bands(categories, rows, live, counts, top, extra)


def _bands(
    categories: pd.DataFrame, rows: dict, live: dict, counts: pd.Series, top: float, extra: float
) -> list[Lane]:
    found, group = [], None
    for row in categories.to_dict("records"):
        code = row["code"]
        top += GROUP_GAP if group is not None and row["group"] != group else 0
        group = row["group"]
        height = (rows[code] * ROW + RUG + extra if live[code] else EMPTY_ROWS * ROW) + 2 * PAD
        found.append(
            Lane(
                code,
                row["label"],
                group,
                row["shape"],
                top,
                height,
                rows[code] if live[code] else 0,
                int(counts.get(code, 0)),
            )
        )
        top += height
    return found


# -- marks and names -----------------------------------------------------------------------------------------------


class _Rows:
    """What is taken in each row of a lane, as px intervals."""

    def __init__(self, rows: int):
        self.taken = [[] for _ in range(rows)]

    def free(self, row: int, x0: float, x1: float) -> bool:
        return all(x1 <= a or x0 >= b for a, b in self.taken[row])

    def take(self, row: int, x0: float, x1: float) -> None:
        self.taken[row].append((x0, x1))


def _place(at: int, lane: Lane, part: pd.DataFrame, sight: _Sight) -> tuple[list, list, list]:
    """(marks, labels, bins) of one lane, the selected event first, then by importance, date and id."""
    order = part.assign(chosen=part["id"] != sight.selected).sort_values(
        ["chosen", "importance", "first", "id"], ascending=[True, False, True, True]
    )
    # One step below the least importance may fill the rows that the others leave free.
    heads = order[(order["importance"] >= _least(sight.years) - 1) | ~order["chosen"]].head(CANDIDATES)
    rows, marks, labels = _Rows(lane.rows), [], []
    for event in heads.to_dict("records"):
        spot = _spot(event, rows, sight)
        if spot is None:
            continue
        row, name = spot
        y = lane.top + PAD + row * ROW + ROW / 2
        marks.append(_mark(event, at, y, "named" if name else "marked"))
        if name:
            chosen = event["id"] == sight.selected
            labels.append(
                Label(event["id"], at, y=y, importance=int(event["importance"]), selected=chosen, **name)
            )
    rug, bins = _rug(at, lane, part[~part["id"].isin([mark.id for mark in marks])], sight)
    return marks + rug, labels, bins


def _spot(event: dict, rows: _Rows, sight: _Sight):
    """(row, where its name stands) for a mark and its name, (row, None) for a mark alone, None for the rug."""
    left, right = sight.left, sight.right
    size, weight, most = LABEL[int(event["importance"])]
    weight = 600 if event["id"] == sight.selected else weight
    words = shortened(event["label"] or event["title"], size, weight, most)
    width = sight.width_of(words, size, weight) if words else 0
    a, b = _extent(event, left, right)
    inside = event["span"] and b - a > width + 26
    for row in range(len(rows.taken)) if words else ():
        if inside and rows.free(row, a, b):
            rows.take(row, a, b)
            x = max(a, left) + (2 * event["radius"] + 8 if event["x0"] >= left else 4)
            return row, {"text": words, "x": x, "width": width, "inside": True}
        for x in (b + 2, a - width - 4):
            x0, x1 = min(a, x - 4), max(b, x + width + 6)
            if x >= left and x + width <= right + 4 and rows.free(row, x0, x1):
                rows.take(row, x0, x1)
                return row, {"text": words, "x": x, "width": width, "before": x < a}
    for row in range(len(rows.taken)) if event["importance"] >= 4 else ():
        if rows.free(row, a, b):
            rows.take(row, a, b)
            return row, None
    return None


def _extent(event: dict, left: float, right: float) -> tuple[float, float]:
    """The px that the mark takes in its row, with its bar or bracket, in the plot."""
    long = event["span"] or event["precision"] != "day"
    a, b = (max(event["x0"], left), min(event["x1"], right)) if long else (event["x"], event["x"])
    r = event["radius"] + 2
    return min(a, max(event["x"], left)) - r, max(b, min(event["x"], right)) + r


def _mark(event: dict, lane: int, y: float, kind: str, radius: float | None = None) -> Mark:
    return Mark(
        event["id"],
        lane,
        event["x"],
        y,
        radius or event["radius"],
        event["x0"],
        event["x1"],
        bool(event["span"]),
        event["precision"] != "day",
        event["doubt"],
        bool(event["open"]),
        kind,
    )


def _rug(at: int, lane: Lane, rest: pd.DataFrame, sight: _Sight) -> tuple[list, list]:
    """(marks, bins) of what got no row: small marks where each has room, else bars of counts, the height by square root."""
    left, right = sight.left, sight.right
    y = lane.top + lane.height - PAD - RUG / 2
    if len(rest) * RUG_ROOM <= right - left:
        ordered = rest.sort_values(["first", "id"]).to_dict("records")
        return [_mark(event, at, y, "rug", RUG_RADIUS) for event in ordered], []
    slots = np.clip((np.clip(rest["x"], left, right - 1) - left) // BIN, 0, None).astype("int64")
    counts = slots.value_counts(sort=False).sort_index()
    return [], [
        Bin(
            at,
            left + slot * BIN,
            left + (slot + 1) * BIN - 1,
            y + RUG / 2,
            2 + (RUG - 2) * min(np.sqrt(n) / 5, 1),
            int(n),
        )
        for slot, n in counts.items()
    ]


# -- eras and ticks --------------------------------------------------------------------------------------------------


def _eras(data, plan: Plan, tracks: list[str]):
    """(track, name, x0, x1, top, place) of the eras in the window, one ribbon for each track."""
    if data.eras.empty:
        return
    starts, ends = (
        dates.read(data.eras["start"], today=data.edition_day),
        dates.read(data.eras["end"], today=data.edition_day, end=True),
    )
    places = data.eras.groupby("track").cumcount()
    for row, a, b, place in zip(
        data.eras.to_dict("records"), starts["first"], ends["last"], places, strict=True
    ):
        if row["track"] not in tracks:
            continue
        x0, x1 = max(plan.x(a), plan.left), min(plan.x(b + 1), plan.right)
        if x1 > x0:
            yield row["track"], row["name"], x0, x1, AXIS + ERA * tracks.index(row["track"]), int(place)


# Years in the window up to this -> (kind of step, size): the steps of the lower tier of the axis.
STEPS = (
    (0.03, ("day", 1)),
    (0.1, ("day", 7)),
    (0.25, ("day", 14)),
    (1.2, ("month", 1)),
    (3.4, ("month", 3)),
    (8, ("year", 1)),
    (20, ("year", 2)),
    (45, ("year", 5)),
    (110, ("year", 10)),
    (250, ("year", 25)),
    (500, ("year", 50)),
    (1200, ("year", 100)),
    (2500, ("year", 250)),
    (5000, ("year", 500)),
    (1e9, ("year", 2000)),
)


def _ticks(plan: Plan, width_of):
    """(x, words, major, side) for the window and one window either side, so that a pan shows the next ones.

    Words that an edge of the window would cut stand on the inner side of their line.
    """
    span = plan.last + 1 - plan.first
    kind, step = next(found for years, found in STEPS if span / YEAR <= years)
    least, last_x = 14, -1e9
    for day, words, major in sorted(_marks_of_time(plan.first - span, plan.last + span, kind, step)):
        x, width = plan.x(day), width_of(words, 11.5, 600 if major else 400)
        side = (
            "right"
            if plan.left <= x < plan.left + width / 2
            else "left"
            if plan.right - width / 2 < x <= plan.right
            else "center"
        )
        begin = x - {"right": 0, "center": width / 2, "left": width}[side]
        if begin >= last_x + least:
            last_x = begin + width
            yield x, words, major, side


def _marks_of_time(first: int, last: int, kind: str, step: int):
    """(day, words, major): years when the step is years; else years (or months) as majors among months (or days)."""
    low, high = (int(y) for y in dates.civil(np.array([first, last]))[0])
    low, high = max(low, -9999), min(high, 9999)
    if kind == "year":
        return [
            (dates.day_of(y, 1, 1), dates.phrase_year(dates.day_of(y, 1, 1)), True)
            for y in range(low // step * step, high + 1, step)
            if y >= -9999
        ]
    found = []
    for year in range(low, high + 1):
        for month in range(1, 13, step if kind == "month" else 1):
            day = dates.day_of(year, month, 1)
            if first <= day <= last:
                found.append(
                    (
                        day,
                        dates.phrase_year(day) if month == 1 else MONTH_WORDS[month - 1],
                        month == 1 or kind == "day",
                    )
                )
            if kind == "day":
                found += [
                    (day + d, str(d + 1), False)
                    for d in range(step, 28 + (step == 1) * 3, step)
                    if first <= day + d <= last and dates.civil(day + d)[1] == month
                ]
    return found


MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
