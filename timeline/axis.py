"""What stands on the axis of time: ticks in two tiers, and the eras of each track."""

from collections.abc import Callable

import numpy as np

from timeline import dates

YEAR = 365.2425
SIZE, LEAST = 11.5, 14  # px: size of a tick's words, room between two of them
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
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ticks(first: int, last: int, left: float, right: float, width_of: Callable):
    """(x, words, major, side) for the window and one window either side, so that a pan shows the next ones.

    Words that an edge of the window would cut stand on the inner side of their line; `side` says which. Where no year
    is in sight, the first tick in sight says it.
    """
    span = last + 1 - first
    kind, step = next(found for years, found in STEPS if span / YEAR <= years)
    marks, found = sorted(_marks_of_time(first - span, last + span, kind, step)), []
    inside = [day for day, *_ in marks if first <= day <= last]
    lead = None if any(map(_new_year, inside)) else next(iter(inside), None)
    for day, words, major in marks:
        if day == lead:
            words, major = _with_year(day, words), True
        x, width = left + (day - first) * (right - left) / span, width_of(words, SIZE, 600 if major else 400)
        side = (
            "right"
            if left <= x < left + width / 2
            else "left"
            if right - width / 2 < x <= right
            else "center"
        )
        begin = x - {"right": 0, "center": width / 2, "left": width}[side]
        # What stands before it makes room for the one that says the year.
        while (day == lead or (kind != "year" and _new_year(day))) and found and found[-1][1] > begin - LEAST:
            found.pop()
        if not found or begin >= found[-1][1] + LEAST:
            found.append(((x, words, major, side), begin + width))
    return [tick for tick, _ in found]


def _round(year: int, step: int) -> int:
    """The year that people call round: 500 BCE, which is -499, for -500, and 1 CE for 0."""
    return year + 1 if step > 1 and year <= 0 else year


def _new_year(day: int) -> bool:
    return dates.civil(day)[1:] == (1, 1)


def _with_year(day: int, words: str) -> str:
    """`Apr 2017`, `11 Sep 2017`"""
    month = MONTHS[int(dates.civil(day)[1]) - 1]
    return f"{words if words == month else f'{words} {month}'} {dates.phrase_year(day)}"


def _marks_of_time(first: int, last: int, kind: str, step: int):
    """(day, words, major): years when the step is years; else years (or months) as majors among months (or days)."""
    low, high = (int(y) for y in dates.civil(np.array([first, last]))[0])
    low, high = max(low, -9999), min(high, 9999)
    if kind == "year":
        return [
            (dates.day_of(y, 1, 1), dates.phrase_year(dates.day_of(y, 1, 1)), True)
            for y in (_round(y, step) for y in range(low // step * step, high + 1, step))
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
                        dates.phrase_year(day) if month == 1 else MONTHS[month - 1],
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


def eras(data) -> list[tuple[str, str, int, int, int]]:
    """(track, name, first day, last day, place in its track) of every era; one without an end lasts to the edition's day."""
    if data.eras.empty:
        return []
    starts = dates.read(data.eras["start"], today=data.edition_day)["first"]
    ends = dates.read(data.eras["end"], today=data.edition_day, end=True)["last"]
    places = data.eras.groupby("track").cumcount()
    return [
        (row["track"], row["name"], int(first), int(last), int(place))
        for row, first, last, place in zip(data.eras.to_dict("records"), starts, ends, places, strict=True)
    ]
