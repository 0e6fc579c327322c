"""What is drawn where, in pixels, without drawing it: lanes, marks, labels with their boxes, rug, eras, ticks, arcs.

`plan` decides everything and a painter decides nothing. An event of the window is exactly one of: named (a mark
with its label), marked (a mark alone), or in the rug at the foot of its lane (a small mark, or counted in a bar).
Labels overlap neither each other nor another mark of their row, and the result depends on nothing but its input.

Nothing jumps while a person pans. The scale is taken down to a *step* (four steps to a doubling), time is cut into
*tiles* of a fixed number of px at that step, and each tile is laid out by itself, at the step's scale: what does not
overlap there does not overlap at any scale of the step, since marks only move apart and words keep their width.
The window then shows its part of the layout. Rows and heights of lanes depend on the filter and the step alone.

`app/assets/detail.js` makes the same plan in the browser; `tests/app/test_detail_js.py` holds the two together.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import numpy as np
import pandas as pd

from timeline import axis, words
from timeline.letters import shortened, text_width
from timeline.view import View

GUTTER, AXIS, ERA, ROW, RUG, PAD, GROUP_GAP, RIGHT, INSET = 146, 26, 17, 18, 11, 4, 5, 10, 9
EMPTY_ROWS, EXTRA = 0.6, 14
GROUP = (("\u2009", 9.5), ("", 9.5), ("", 8.5))  # between the letters of a group's name, and their size in px
TRACKS = 2  # era tracks that are drawn: the first of eras.csv
RADIUS = {1: 2.4, 2: 2.6, 3: 3.8, 4: 4.6, 5: 5.6}
# By importance: size in px, weight, greatest width in px of a label.
LABEL = {1: (11, 400, 190), 2: (11, 400, 190), 3: (11.5, 400, 190), 4: (12, 500, 230), 5: (12.5, 600, 260)}
LEAST = ((30, 4), (8, 3), (0, 2))  # windows of more years than this show names from this importance
MARKED = 4  # from this importance an event without room for its name has a mark in its row
RUG_ROOM, BIN, RUG_RADIUS = 9, 5, 2.2  # px a small mark needs; px of a bar and its gap
STEPS = (1.0, 2**0.25, 2**0.5, 2**0.75)  # the steps of a scale in one doubling
# px of a tile, that names keep from its ends, before the data in the first one
TILE, EDGE, LEAD = 2048, 8, 300
# most events that say how many rows a lane wants; most bars of it that cross tiles
CANDIDATES, LONGEST = 300, 200
NAME = 160  # px that a name takes on the whole, where rows are shared out
HEADS = 24  # most events of a tile that compete for a place, for each row and one more: more never fit
# size in px of its number, events of a pile at least, its px at most, px beside the number
PILE = 10.5, 10, 14, 5
CHIP = (10.5, 600, 14)  # size, weight and padding in px of the chip with a lag
LEAST_PART = 0.55  # a name of which an edge leaves less, or words of less, is not shown
TURNED = {"after": "before", "before": "after"}
INF = math.inf


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
    chip: str = ""  # the lag to the selected event, between mark and name
    chip_x: float = 0
    chip_width: float = 0


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
class Arc:
    """From the earlier event to the later one, between two marks; `id` is the one that is not selected."""

    id: str
    x0: float
    y0: float
    x1: float
    y1: float


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
    piles: tuple[
        tuple, ...
    ] = ()  # x, y, number: how many events stand on one spot of the rug, where there is room
    arcs: tuple[Arc, ...] = ()
    eras: tuple[tuple, ...] = ()  # track, name, x0, x1, top, place in its track
    ticks: tuple[tuple, ...] = ()  # x, words, major, side of x on which the words stand
    groups: tuple[
        tuple, ...
    ] = ()  # words (empty where none fit), size in px, top, bottom: beside the lanes, read upwards
    top: float = field(default=AXIS)

    def x(self, day):
        """The px at which a day begins."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.last + 1 - self.first)

    def day(self, x):
        """The day, with its fraction, at a px."""
        return self.first + (x - self.left) * (self.last + 1 - self.first) / (self.right - self.left)


def plan(
    data,
    every: pd.DataFrame,
    window: tuple[int, int],
    size: tuple[float, float],
    selected: str = "",
    linked: tuple[tuple[str, str], ...] = (),
    only_used: bool = False,
    tracks: tuple[str, ...] | None = None,
    width_of: Callable = text_width,
) -> Plan:
    """The plan of the events `every` of a filter (any date), seen through a window of days, both inclusive.

    `size` is the room in px; the plan may be higher when its lanes need it. `linked` are (id, lag in words) of events
    that answer the selected one or were answered by it. `only_used` leaves out lanes without an event in the window.
    `tracks` are the era tracks to draw, None the first two. `width_of(text, size, weight)` measures words in px.
    """
    first, last = window
    categories = lanes_of(data, every)
    crowd = crowd_of(every, list(categories["code"]))
    begin, end = words.window(data, View())
    sight = Sight(
        first,
        last + 1,
        GUTTER + INSET,
        size[0] - RIGHT,
        begin,
        end + 1 - begin,
        crowd.place(selected),
        {crowd.place(id): chip for id, chip in linked if crowd.place(id) >= 0},
        int(crowd.importance.max(initial=1)),
        width_of,
    )
    counts = [len(one) for one in _in_sight(crowd, sight)]
    if only_used:
        kept = [at for at, n in enumerate(counts) if n]
        categories = categories.iloc[kept].reset_index(drop=True)
        crowd = crowd_of(every, list(categories["code"]))
        counts = [counts[at] for at in kept]
    every_track = list(dict.fromkeys(data.eras["track"]))
    shown_tracks = every_track[:TRACKS] if tracks is None else [t for t in every_track if t in tracks]
    top = AXIS + ERA * len(shown_tracks) + 6
    lanes = _lanes(categories, crowd, counts, top, size[1], sight)
    marks, labels, bins = [], [], []
    for at, lane in enumerate(lanes):
        if crowd.n[at]:
            found = _lane(at, lane, crowd, sight)
            marks, labels, bins = marks + found[0], labels + found[1], bins + found[2]
    bottom = max((lane.top + lane.height for lane in lanes), default=top)
    return Plan(
        size[0],
        bottom + 2,
        sight.left,
        sight.right,
        first,
        last,
        tuple(lanes),
        tuple(marks),
        tuple(labels),
        tuple(bins),
        tuple(_piles(marks, bins, sight)),
        tuple(_arcs(marks, crowd, sight)),
        tuple(_eras(axis.eras(data), shown_tracks, sight)),
        tuple(axis.ticks(first, last, sight.left, sight.right, width_of)),
        tuple(_groups(lanes, width_of)),
        top,
    )


# -- what is there -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Crowd:
    """Events as columns in time order, and where they are: positions by lane and importance, and the long ones by lane.

    `first`, `last`: day numbers, inclusive; `mark`: the day, with its fraction, at which the mark stands.
    """

    ids: list
    texts: list
    first: np.ndarray
    last: np.ndarray
    mark: np.ndarray
    importance: np.ndarray
    span: np.ndarray
    hollow: np.ndarray
    doubt: list
    open: np.ndarray
    by_importance: list[dict[int, np.ndarray]]
    long: list[np.ndarray]
    n: list[int]

    def place(self, id: str) -> int:
        """Position of the first event with an id, -1 when there is none."""
        return self.ids.index(id) if id and id in self.ids else -1


def lanes_of(data, every: pd.DataFrame) -> pd.DataFrame:
    """The categories in file order, and behind them those that events name and no table defines."""
    known = data.categories
    strays = sorted(set(every["category"]) - set(known["code"]))
    if not strays:
        return known
    blank = dict.fromkeys(known.columns, "")
    rows = [blank | {"code": code, "label": code, "shape": "circle-open"} for code in strays]
    return pd.concat([known.astype(object), pd.DataFrame(rows)], ignore_index=True)


def crowd_of(every: pd.DataFrame, codes: list[str]) -> Crowd:
    """The events of a filter made ready for any window; `codes` are the lanes from the top."""
    table = every.sort_values(["first", "id"], kind="stable")
    importance, category = table["importance"].to_numpy("int64"), table["category"].to_numpy(object)
    span, hollow = table["span"].to_numpy(bool), (table["precision"] != "day").to_numpy()
    first, last = table["first"].to_numpy("int64"), table["last"].to_numpy("int64")
    middle = (first + table["start_last"].to_numpy("int64") + 1) / 2
    members = [np.flatnonzero(category == code) for code in codes]
    return Crowd(
        list(table["id"]),
        [label or title for label, title in zip(table["label"], table["title"], strict=True)],
        first,
        last,
        np.where(hollow, middle, first + 0.5),
        importance,
        span,
        hollow,
        list(table["doubt"]),
        table["open"].to_numpy(bool),
        [{n: one[importance[one] == n] for n in (5, 4, 3, 2, 1)} for one in members],
        [one[span[one] | hollow[one]] for one in members],
        [len(one) for one in members],
    )


@dataclass(frozen=True)
class Sight:
    """What every placing needs to know: the window in days (`end` exclusive) and px, who is chosen, how wide words are.

    `origin`: the day at which the data begins; `reach`: days of the whole data from there.
    """

    start: float
    end: float
    left: float
    right: float
    origin: float
    reach: float
    selected: int
    linked: dict[int, str]
    highest: int
    width_of: Callable

    @property
    def scale(self) -> float:
        """px a day"""
        return (self.right - self.left) / (self.end - self.start)

    @property
    def coarse(self) -> float:
        """px a day at the step: the scale, taken down"""
        step = math.floor(len(STEPS) * math.log2(self.scale) + 1e-9)
        return STEPS[step % len(STEPS)] * 2.0 ** (step // len(STEPS))

    @property
    def tile(self) -> float:
        """px of a tile: the whole data is in one when it fits the window"""
        return TILE * math.ceil((self.right - self.left + 2 * LEAD) / TILE)

    @property
    def shore(self) -> tuple[float, float]:
        """px, at the step, between which names stay: the whole data, so that the window of all dates cuts none.

        No limit where the data is small in the window.
        """
        wide = self.reach * self.coarse
        return (LEAD, LEAD + wide) if 2 * wide >= self.right - self.left else (-INF, INF)

    @property
    def least(self) -> int:
        """The importance from which names are shown at this step: the highest there is at most, so that some are."""
        years = (self.right - self.left) / self.coarse / axis.YEAR
        return min(next(least for over, least in LEAST if years > over or over == 0), self.highest)

    @property
    def days(self) -> tuple[int, int]:
        """First and last day of which some part is in sight."""
        return math.floor(self.start), math.ceil(self.end) - 1

    def px(self, day):
        """The px of a moment on the canvas."""
        return self.left + (day - self.start) * self.scale

    def coarse_px(self, day):
        """The px of a moment from the beginning of the first tile, at the step's scale."""
        return (day - self.origin) * self.coarse + LEAD

    def rank(self, i: int) -> int:
        """0 for the selected event, 1 for those linked with it, 2 for the rest."""
        return 0 if i == self.selected else 1 if i in self.linked else 2


def _in_sight(crowd: Crowd, sight: Sight) -> list[np.ndarray]:
    """For each lane the positions of its events in the window: those that began earlier, then the rest in time order."""
    low, high = sight.days
    found = []
    for at in range(len(crowd.n)):
        early = crowd.long[at][(crowd.first[crowd.long[at]] < low) & (crowd.last[crowd.long[at]] >= low)]
        parts = [_between(crowd, one, low, high + 1) for one in crowd.by_importance[at].values()]
        found.append(np.concatenate([early, np.sort(np.concatenate(parts))]))
    return found


def _between(crowd: Crowd, members: np.ndarray, low: float, high: float) -> np.ndarray:
    """Those members, in time order, whose first day is in low..high, `high` exclusive."""
    a, b = np.searchsorted(crowd.first[members], [low, high])
    return members[a:b]


# -- lanes ---------------------------------------------------------------------------------------------------------


def _lanes(
    categories: pd.DataFrame, crowd: Crowd, counts: list[int], top: float, height: float, sight: Sight
) -> list[Lane]:
    """One row for each lane, two where a bar would fill the only one; each further row to the lane with most unplaced
    weight ÷ rows^1.3, while there is room.
    """
    codes, groups = list(categories["code"]), list(categories["group"])
    lanes = range(len(codes))
    live = [n > 0 for n in crowd.n]
    wanted = [_wanted(at, crowd, sight) for at in lanes]
    rows = [1] * len(codes)
    gaps = GROUP_GAP * sum(a != b for a, b in pairwise(groups))

    def total():
        return gaps + sum((rows[at] * ROW + RUG if live[at] else EMPTY_ROWS * ROW) + 2 * PAD for at in lanes)

    room = height - top - 4
    for at in sorted(lanes, key=lambda at: (wanted[at][1], codes[at], at), reverse=True):
        if live[at] and wanted[at][0] > 1 and total() + ROW <= room and _barred(at, crowd, sight):
            rows[at] = 2
    while total() + ROW <= room:
        asking = [at for at in lanes if live[at] and rows[at] < wanted[at][0]]
        if not asking:
            break
        most = [
            (wanted[at][1] * (1 - rows[at] / wanted[at][0]) / rows[at] ** 1.3, codes[at], at) for at in asking
        ]
        rows[max(most)[2]] += 1
    extra = min(max((room - total()) / max(sum(live), 1), 0), EXTRA)
    found, y = [], top
    for at, row in enumerate(categories.to_dict("records")):
        y += GROUP_GAP if at and groups[at] != groups[at - 1] else 0
        tall = (rows[at] * ROW + RUG + extra if live[at] else EMPTY_ROWS * ROW) + 2 * PAD
        shown = rows[at] if live[at] else 0
        found.append(Lane(codes[at], row["label"], groups[at], row["shape"], y, tall, shown, counts[at]))
        y += tall
    return found


def _groups(lanes: list[Lane], width_of: Callable):
    """(words, size, top, bottom) of each run of lanes of one group: spaced capitals, closer and smaller where it is short."""
    for group, run in groupby(lanes, key=lambda lane: lane.group):
        if group:
            band = list(run)
            top, bottom = band[0].top + 2, band[-1].top + band[-1].height - 2
            ways = ((gap.join(group.upper()), size) for gap, size in GROUP)
            words, size = next((way for way in ways if width_of(*way, 600) + 4 <= bottom - top), ("", 0))
            yield words, size, top, bottom


def _wanted(at: int, crowd: Crowd, sight: Sight) -> tuple[int, int]:
    """(rows that the names of a lane could fill, their weight: importance cubed), at the step, over all time."""
    heads = [one for n, one in crowd.by_importance[at].items() if n >= sight.least]
    members = np.concatenate(heads)[:CANDIDATES]
    if not len(members):
        return 1, 0
    r = np.array([RADIUS[n] for n in crowd.importance[members]])
    x = sight.coarse_px(crowd.mark[members])
    starts = np.sort(x - r)
    ends = np.sort(np.maximum(sight.coarse_px(crowd.last[members] + 1), x + r) + NAME)
    deepest = int((np.arange(1, len(starts) + 1) - np.searchsorted(ends, starts, side="right")).max())
    return deepest, int((crowd.importance[members] ** 3).sum())


# -- marks and names -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """Where an event got a place: its row, and on which side of the mark its name stands, with the words that fit."""

    i: int
    row: int
    side: str  # after, before, inside, or empty for a mark alone
    text: str
    width: float


def _lane(at: int, lane: Lane, crowd: Crowd, sight: Sight) -> tuple[list, list, list]:
    """(marks, labels, bins) of one lane: what the layout gives a place, seen through the window, and the rug."""
    inside = _in_sight(crowd, sight)[at]
    spots = {spot.i: spot for spot in _spots(at, lane.rows, crowd, sight)}
    seen = [spots[i] for i in inside.tolist() if i in spots]
    middles = {spot.i: lane.top + PAD + spot.row * ROW + ROW / 2 for spot in seen}
    names = _names(at, seen, middles, crowd, sight)
    labels = [names[spot.i] for spot in seen if spot.i in names]
    marks = [
        _mark(spot.i, at, middles[spot.i], "named" if spot.i in names else "marked", crowd, sight)
        for spot in seen
    ]
    rest = np.array([i for i in inside.tolist() if i not in spots], "int64")
    y = lane.top + lane.height - PAD - RUG / 2
    if crowd.n[at] * RUG_ROOM <= sight.reach * sight.coarse:
        return marks + [_mark(i, at, y, "rug", crowd, sight, RUG_RADIUS) for i in rest.tolist()], labels, []
    # A selected event is never only counted.
    alone = [i for i in rest.tolist() if i == sight.selected]
    marks += [_mark(i, at, y, "rug", crowd, sight, RUG_RADIUS) for i in alone]
    return marks, labels, _bins(at, y + RUG / 2, crowd.first[rest[rest != sight.selected]], sight)


def _spots(at: int, rows: int, crowd: Crowd, sight: Sight):
    """The places of a lane in the tiles that the window meets. Bars that cross tiles come first, from the lowest row up."""
    bars = list(_crossing(at, rows, crowd, sight))
    yield from (spot for spot, _ in bars)
    taken = {spot.i for spot, _ in bars} | set(_crossers(at, crowd, sight).tolist())
    first, last = (math.floor(sight.coarse_px(day) / sight.tile) for day in (sight.start, sight.end))
    low, high = sight.shore
    for tile in range(first, last + 1):
        t0, t1 = tile * sight.tile, (tile + 1) * sight.tile
        used = _Rows(rows)
        for spot, (a, b) in bars:
            if a < t1 and b > t0:
                used.take(spot.i, spot.row, a, b)
        heads = _heads(at, rows, t0, t1, taken, crowd, sight)
        chosen = sum(sight.rank(i) < 2 for i in heads)
        # A name of the chosen goes before the mark of any other.
        for turn in (heads[:chosen], heads[chosen:]):
            _hold(turn, range(rows), used, crowd, sight)
            for i in turn:
                found = _spot(i, range(rows), used, (max(t0 + EDGE, low), min(t1 - EDGE, high)), crowd, sight)
                if found:
                    yield found[0]


def _heads(at: int, rows: int, t0: float, t1: float, taken: set, crowd: Crowd, sight: Sight) -> list[int]:
    """Events of a tile that compete for a place: the chosen, then by importance and date.

    One step below the least importance may fill the rows that the others leave free.
    """
    low, high = (sight.origin + (px - LEAD) / sight.coarse for px in (t0, t1))
    most = HEADS * (rows + 1)
    found = []
    for n, members in crowd.by_importance[at].items():
        if n >= sight.least - 1:
            here = _between(crowd, members, low, high)
            room = most - len(found)
            # Of too many equals those that are spread over the tile, not the earliest.
            places = range(len(here)) if len(here) <= room else [k * len(here) // room for k in range(room)]
            found += [i for i in here[list(places)].tolist() if sight.rank(i) == 2 and i not in taken]
    chosen = [
        i
        for i in sorted(
            {sight.selected, *sight.linked} - {-1}, key=lambda i: (sight.rank(i), -crowd.importance[i], i)
        )
        if i not in taken
        and low <= crowd.first[i] < high
        and i in crowd.by_importance[at][int(crowd.importance[i])]
    ]
    return chosen + found


def _crossers(at: int, crowd: Crowd, sight: Sight) -> np.ndarray:
    """The long events of a lane that do not lie in one tile, in time order."""
    members = crowd.long[at]
    a, b = _reach(members, crowd, sight.coarse_px)
    return members[np.floor(a / sight.tile) != np.floor(b / sight.tile)]


def _barred(at: int, crowd: Crowd, sight: Sight) -> bool:
    """Has a lane a bar that crosses tiles and is placed for its importance, at the step, over all time?"""
    return bool((crowd.importance[_crossers(at, crowd, sight)] >= sight.least).any())


def _crossing(at: int, rows: int, crowd: Crowd, sight: Sight):
    """(place, what it takes) of the bars that cross tiles: the chosen, then by importance, length and date."""
    members = _crossers(at, crowd, sight)
    rank = np.array([sight.rank(i) for i in members.tolist()], "int64")
    kept = (crowd.importance[members] >= sight.least) | (rank < 2)
    members, rank = members[kept], rank[kept]
    length = crowd.last[members] - crowd.first[members]
    order = np.lexsort((members, -length, -crowd.importance[members], rank))
    used, heads = _Rows(rows), members[order][:LONGEST].tolist()
    upward = range(rows - 1, min(1, rows - 1) - 1, -1)
    _hold(heads, upward, used, crowd, sight)
    for i in heads:
        found = _spot(i, upward, used, (-INF, INF), crowd, sight, inside=rows == 1)
        if found:
            yield found


class _Rows:
    """What is taken in each row of a lane, as px intervals, and by which event; `held` are rows kept for marks alone."""

    def __init__(self, rows: int):
        self.taken: list[dict[int, tuple[float, float]]] = [{} for _ in range(rows)]
        self.held: dict[int, int] = {}

    def free(self, i: int, row: int, x0: float, x1: float) -> bool:
        """Is there room for an event? What is held for itself is no obstacle."""
        return all(j == i or x1 <= a or x0 >= b for j, (a, b) in self.taken[row].items())

    def take(self, i: int, row: int, x0: float, x1: float) -> None:
        if i in self.held:
            del self.taken[self.held.pop(i)][i]
        self.taken[row][i] = x0, x1

    def hold(self, i: int, row: int, x0: float, x1: float) -> None:
        self.take(i, row, x0, x1)
        self.held[i] = row


def _hold(members: list[int], order, used: _Rows, crowd: Crowd, sight: Sight) -> None:
    """Keeps a row for the marks of the chosen, and of the important among those that are named, before any name is placed."""
    least = max(MARKED, sight.least + 1)
    for i in members:
        if crowd.importance[i] >= least or sight.rank(i) < 2:
            _hold_one(i, order, used, crowd, sight)


def _hold_one(i: int, order, used: _Rows, crowd: Crowd, sight: Sight) -> None:
    (a,), (b,) = _reach(np.array([i]), crowd, sight.coarse_px)
    if row := next(([row] for row in order if used.free(i, row, a, b)), None):
        used.hold(i, *row, a, b)


def _spot(
    i, order, used: _Rows, bounds: tuple[float, float], crowd: Crowd, sight: Sight, inside: bool = False
):
    """(place, what it takes in its row) in the first row of `order` that has room; None leaves the event to the rug.

    `inside`: the name must not leave the bar, since what stands beside it in the only row is not known yet.
    """
    text, width = _name(i, crowd, sight)
    chip = _chip_room(sight.linked.get(i, ""), sight)
    (a,), (b,) = _reach(np.array([i]), crowd, sight.coarse_px)
    ways = [("inside", a, b)] if crowd.span[i] and b - a > width + chip + 26 else []
    ways += [] if inside else [("after", a, b + width + chip + 8), ("before", a - width - chip - 8, b)]
    for row in order if text else ():
        for side, x0, x1 in ways:
            if x0 >= bounds[0] and x1 <= bounds[1] and used.free(i, row, x0, x1):
                used.take(i, row, x0, x1)
                return Spot(i, row, side, text, width), (x0, x1)
    if crowd.importance[i] >= MARKED and i not in used.held:
        _hold_one(i, order, used, crowd, sight)
    return (Spot(i, used.held[i], "", "", 0), (a, b)) if i in used.held else None


def _name(i: int, crowd: Crowd, sight: Sight) -> tuple[str, float]:
    """The words of an event that fit the greatest width of its importance, and their width in px."""
    size, weight, most = _face(i, crowd, sight)
    text = shortened(crowd.texts[i], size, weight, most, sight.width_of)
    return text, sight.width_of(text, size, weight) if text else 0


def _face(i: int, crowd: Crowd, sight: Sight) -> tuple[float, int, float]:
    size, weight, most = LABEL[int(crowd.importance[i])]
    return size, 600 if i == sight.selected else weight, most


def _chip_room(chip: str, sight: Sight) -> float:
    """px that the chip of a lag takes beside a name, with its gap."""
    size, weight, pad = CHIP
    return sight.width_of(chip, size, weight) + pad + 4 if chip else 0


def _reach(members: np.ndarray, crowd: Crowd, px: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Left and right px that marks take in their row, with their bars or brackets."""
    x = px(crowd.mark[members])
    r = np.array([RADIUS[n] for n in crowd.importance[members].tolist()]) + 2
    long = crowd.span[members] | crowd.hollow[members]
    a = np.where(long, np.minimum(px(crowd.first[members]), x), x) - r
    b = np.where(long, np.maximum(px(crowd.last[members] + 1), x), x) + r
    return a, b


def _names(at: int, seen: list[Spot], middles: dict, crowd: Crowd, sight: Sight) -> dict[int, Label]:
    """The names of a lane's places as the window shows them. One that an edge cuts turns to the other side if it is free."""
    names = {}
    for spot in seen:
        if label := _label(at, middles[spot.i], spot, crowd, sight):
            names[spot.i] = label
    for spot in seen:
        if spot.side not in TURNED or (spot.i in names and names[spot.i].text == spot.text):
            continue
        turned = _label(at, middles[spot.i], replace(spot, side=TURNED[spot.side]), crowd, sight)
        if turned and turned.text == spot.text:
            x0, x1 = _taken(turned)
            others = [one for one in seen if one.row == spot.row and one.i != spot.i]
            if all(_clear(x0, x1, one, names, crowd, sight) for one in others):
                names[spot.i] = turned
    return names


def _taken(label: Label) -> tuple[float, float]:
    """px that a name takes with its chip and some air."""
    chip = (label.chip_x, label.chip_x + label.chip_width) if label.chip else (label.x, label.x)
    return min(label.x, chip[0]) - 4, max(label.x + label.width, chip[1]) + 4


def _clear(x0: float, x1: float, other: Spot, names: dict[int, Label], crowd: Crowd, sight: Sight) -> bool:
    """Is a stretch of a row free of another event's mark, bar and name?"""
    (a,), (b,) = _reach(np.array([other.i]), crowd, sight.px)
    taken = [(a, b)] + ([_taken(names[other.i])] if other.i in names else [])
    return all(x1 <= a or x0 >= b for a, b in taken)


def _label(at: int, y: float, spot: Spot, crowd: Crowd, sight: Sight) -> Label | None:
    """The name of a place as the window shows it: held at the edges, shortened where it would be cut, or none."""
    if not spot.side:
        return None
    i = spot.i
    (a,), (b,) = _reach(np.array([i]), crowd, sight.px)
    chip = sight.linked.get(i, "")
    taken = _chip_room(chip, sight)
    if spot.side == "before":
        edge = a - 4 - taken
        low, high = sight.left, min(edge, sight.right)
    elif spot.side == "after":
        edge = b + 2 + taken
        low, high = edge, sight.right
    else:
        edge = max(sight.px(crowd.mark[i]) + RADIUS[int(crowd.importance[i])] + 6, sight.left + 4) + taken
        low, high = edge, min(b - 4, sight.right)
    # The chip stands between mark and name, so on the name's right where the name stands before.
    if (high + taken > sight.right) if spot.side == "before" else (low - taken < sight.left):
        return None
    if high - low < spot.width * LEAST_PART:
        return None
    size, weight, _ = _face(i, crowd, sight)
    text = (
        spot.text
        if spot.width <= high - low
        else shortened(crowd.texts[i], size, weight, high - low, sight.width_of)
    )
    width = spot.width if text == spot.text else sight.width_of(text, size, weight)
    if not text or width < spot.width * LEAST_PART:
        return None
    before = spot.side == "before"
    x = edge - width if before else edge
    return Label(
        crowd.ids[i],
        at,
        text,
        x,
        y,
        width,
        int(crowd.importance[i]),
        i == sight.selected,
        spot.side == "inside",
        before,
        chip,
        (edge + 4 if before else edge - taken) if chip else 0,
        taken - 4 if chip else 0,
    )


def _mark(i: int, lane: int, y: float, kind: str, crowd: Crowd, sight: Sight, radius: float = 0) -> Mark:
    return Mark(
        crowd.ids[i],
        lane,
        float(sight.px(crowd.mark[i])),
        y,
        radius or RADIUS[int(crowd.importance[i])],
        float(sight.px(crowd.first[i])),
        float(sight.px(crowd.last[i] + 1)),
        bool(crowd.span[i]),
        bool(crowd.hollow[i]),
        crowd.doubt[i],
        bool(crowd.open[i]),
        kind,
    )


def _bins(at: int, foot: float, firsts: np.ndarray, sight: Sight) -> list[Bin]:
    """Bars of counts over the first days, the height by square root; what began before the window counts at its edge.

    The bars stand on a grid that moves with the time under it.
    """
    low, high = sight.days
    slot = math.floor((sight.start - sight.origin) * sight.scale / BIN)
    last = math.floor((sight.end - sight.origin) * sight.scale / BIN)
    grid = sight.origin + np.arange(slot, last + 2) * BIN / sight.scale
    edges = np.clip(grid, low, high + 1)
    edges[0], edges[-1] = low, high + 1
    below = np.searchsorted(np.sort(np.maximum(firsts, low)), edges)
    found = []
    for k, n in enumerate(np.diff(below).tolist()):
        if n:
            x0, x1 = max(sight.px(grid[k]), sight.left), min(sight.px(grid[k + 1]) - 1, sight.right)
            tall = 2 + (RUG - 2) * min(math.sqrt(n) / 5, 1)
            found.append(Bin(at, float(x0), float(x1), foot, tall, n))
    return found


def _piles(marks: list[Mark], bins: list[Bin], sight: Sight):
    """(x, y, number) beside each small spot of the rug where many events stand and their number has room."""
    size, least, most, air = PILE
    spots: dict[int, list[tuple]] = {}
    for mark in marks:
        if mark.kind == "rug":
            wide = (mark.x0, mark.x1) if mark.span or mark.hollow else (mark.x, mark.x)
            x0, x1 = min(mark.x - mark.radius, wide[0]), max(mark.x + mark.radius, wide[1])
            spots.setdefault(mark.lane, []).append((x0, x1, 1, mark.y))
    for one in bins:
        spots.setdefault(one.lane, []).append((one.x0, one.x1, one.n, one.y - RUG / 2))
    for at in sorted(spots):
        piles: list[list] = []
        for x0, x1, n, y in sorted(spots[at]):
            if piles and x0 <= piles[-1][1] + 2:
                piles[-1][1:3] = max(x1, piles[-1][1]), piles[-1][2] + n
            else:
                piles.append([x0, x1, n, y])
        for (x0, x1, n, y), (after, *_) in pairwise([*piles, [sight.right + air]]):
            if n >= least and x1 - x0 <= most and x1 + 2 * air + sight.width_of(f"{n:,}", size, 400) <= after:
                yield x1 + air, y, n


# -- arcs and eras ---------------------------------------------------------------------------------------------------


def _arcs(marks: list[Mark], crowd: Crowd, sight: Sight):
    """An arc between the selected event and each linked one, where both have a mark; it points at the later one."""
    spots = {mark.id: mark for mark in marks}
    chosen = spots.get(crowd.ids[sight.selected]) if sight.selected >= 0 else None
    for i in sorted(sight.linked):
        other = spots.get(crowd.ids[i])
        if chosen and other and other is not chosen:
            a, b = (other, chosen) if crowd.first[i] < crowd.first[sight.selected] else (chosen, other)
            yield Arc(other.id, a.x, a.y, b.x, b.y)


def _eras(eras: list[tuple], tracks: list[str], sight: Sight):
    """(track, name, x0, x1, top, place) of the eras in the window, one ribbon for each track."""
    for track, name, first, last, place in eras:
        if track in tracks:
            x0, x1 = max(sight.px(first), sight.left), min(sight.px(last + 1), sight.right)
            if x1 > x0:
                yield track, name, x0, x1, AXIS + ERA * tracks.index(track), place
