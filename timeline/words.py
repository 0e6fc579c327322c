"""A view in words: the count line, the subtitle of a picture, the chips. Numbers come from the data."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from timeline import dates, measures
from timeline.query import select
from timeline.view import View

# The five words for the five steps of stance, everywhere; none of them is the name of an act.
STANCE_WORDS = {
    "-2": "Strongly against",
    "-1": "Against",
    "0": "Takes no side",
    "1": "For",
    "2": "Strongly for",
    "none": "Not coded",
}
IMPORTANCE_WORDS = "importance {} and above"


def count_line(data, view: View, n: int) -> str:
    """How much is shown, of how much, of when: `24 of 99 events, January 2016 to December 2018`."""
    total = len(data.events)
    if not total:
        return "No events yet"
    every = f"{total:,} {'event' if total == 1 else 'events'}"
    head = (f"All {every}" if total > 1 else every) if n == total else f"{n:,} of {every}"
    return f"{head}, {window_phrase(data, view)}"


def window_phrase(data, view: View) -> str:
    """The window in words; a side that is not limited is the data's own. All dates are said in years.

    Data that reaches into the year of its edition is told `to today`.
    """
    first, last = extent(data)
    if view.first is None and view.last is None:
        a, b = dates.phrase_year(first), dates.phrase_year(last)
        return (
            f"{a} to today"
            if data.native and b == dates.phrase_year(data.edition_day) != a
            else a
            if a == b
            else f"{a} to {b}"
        )
    if view.last is None:
        return f"since {_bound(view.first, view.first)}"
    if view.first is None:
        words = _bound(view.last, view.last + 1)
        return f"until {words}" if words == dates.phrase_day(view.last) else f"until the end of {words}"
    return dates.phrase_window(view.first, view.last)


def _bound(day: int, turn: int) -> str:
    """A day in the shortest words: its year or month when that turns on day number `turn`, else the day."""
    _, month, date = (int(part) for part in dates.civil(turn))
    if date != 1:
        return dates.phrase_day(day)
    name = dates.MONTHS[int(dates.civil(day)[1]) - 1]
    return dates.phrase_year(day) if month == 1 else f"{name} {dates.phrase_year(day)}"


@lru_cache(maxsize=4)
def extent(data) -> tuple[int, int]:
    """First and last day of all events of the data; the edition's day twice when there is none."""
    if data.events.empty:
        return data.edition_day, data.edition_day
    return int(data.events["first"].min()), int(data.events["last"].max())


def window(data, view: View) -> tuple[int, int]:
    """The days in sight: the view's, or those of the data with two in a hundred of air at either end."""
    first, last = extent(data)
    air = max((last - first + 1) // 50, 3)
    low = first - air if view.first is None else view.first
    high = last + air if view.last is None else view.last
    if low <= high:
        return low, high
    # Limited on one side only, and there beyond the data.
    return (low, low + air) if view.last is None else (high - air, high)


def chips(data, view: View) -> list[tuple[str, View]]:
    """For each single choice of the view its words, and the view without it, in the order of the rail."""
    found = []
    if view.text:
        found.append((f"“{view.text}”", view.without("text")))
    for name in ("types", "stances", "actors", "tags"):
        found += [(label(data, name, value), _drop(view, name, value)) for value in getattr(view, name)]
    if view.importance > 1:
        found.append((IMPORTANCE_WORDS.format(view.importance), view.without("importance")))
    if (view.first, view.last) != (None, None):
        found.append((window_phrase(data, view), view.without("first", "last")))
    return found


def filter_phrase(data, view: View) -> str:
    """All filters but the window in one phrase, empty when there is none: `Missiles or UN votes; matching “coal”`."""
    parts = [
        " or ".join(label(data, name, value) for value in getattr(view, name))
        for name in ("types", "stances", "actors", "tags")
        if getattr(view, name)
    ]
    parts += [IMPORTANCE_WORDS.format(view.importance)] if view.importance > 1 else []
    parts += [f"matching “{view.text}”"] if view.text else []
    return "; ".join(parts)


def label(data, name: str, value: str) -> str:
    """What people call a value of a choice: the label of a category or tag, the name of an actor."""
    if name == "stances":
        return STANCE_WORDS.get(value, value)
    table, key = {
        "types": (data.categories, "label"),
        "tags": (data.tags, "label"),
        "actors": (data.actors, "name"),
    }[name]
    return labels(table, key).get(value) or value


def labels(table: pd.DataFrame, key: str) -> dict[str, str]:
    """code -> words of a side table."""
    return dict(zip(table["code"], table[key], strict=True))


def sources_line(data, view: View) -> str:
    """How many sources and publishers stand behind what is shown; empty when the data names none."""
    used = select(data, view)["sources"].str.split(";").explode().str.strip()
    used = used[used != ""].drop_duplicates()
    if used.empty:
        return ""
    publishers = len(_publishers(data, used))
    words = f"Sources: {len(used):,} {'document' if len(used) == 1 else 'documents'}"
    return (
        f"{words} from {publishers:,} {'publisher' if publishers == 1 else 'publishers'}; every event names its own."
        if publishers
        else f"{words}; every event names its own."
    )


def _publishers(data, used: pd.Series) -> set[str]:
    """Who published the sources `used`: as sources.csv says, or the host of a bare address."""
    known = data.sources.loc[data.sources["id"].isin(used), "publisher"]
    hosts = used[~used.isin(data.sources["id"])].str.extract(r"^https?://([^/?#]+)")[0].dropna()
    return {*known, *hosts} - {""}


def _drop(view: View, name: str, value: str) -> View:
    return replace(view, **{name: tuple(v for v in getattr(view, name) if v != value)})


def lag_phrase(shortest: int, longest: int) -> str:
    """A lag in words: `8 days`, `20 years`, `10 years 9 months`, `3 to 33 days`; `same day` for none."""
    if shortest == longest:
        return _span(shortest)
    if abs(longest) < 100:
        return f"{max(shortest, 0)} to {longest} days"
    low, high = _span(max(shortest, 0)), _span(longest)
    return low if low == high else f"{low} to {high}"


def _span(days: int) -> str:
    """Days below 100, then months, then years and months; a month is a twelfth of 365.2425 days."""
    if days == 0:
        return "same day"
    if abs(days) < 100:
        return _many(days, "day")
    years, months = _years_months(days)
    return " ".join(_many(n, word) for n, word in ((years, "year"), (months, "month")) if n)


def _years_months(days: int) -> tuple[int, int]:
    """Full years and the nearest number of months; what is short of a year by more than two days is no year."""
    months = round(days / (365.2425 / 12))
    if months % 12 == 0 and days < months // 12 * 365.2425 - 2:
        months -= 1
    return divmod(months, 12)


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def lags(data, event: str) -> tuple[tuple[str, str], ...]:
    """(id, lag in short words) of every event linked with this one, the lag counted from it: `+8 d`, `−10 y 9 mo`."""
    if not event:
        return ()
    table = measures.links_of(data)
    later, earlier = table[table["earlier"] == event], table[table["later"] == event]
    pairs = [tuple(row) for row in later[["later", "shortest", "longest"]].to_numpy().tolist()]
    rows = earlier[["earlier", "shortest", "longest"]].to_numpy().tolist()
    pairs += [(id, -longest, -shortest) for id, shortest, longest in rows]
    return tuple({id: short_lag(low, high) for id, low, high in sorted(pairs)}.items())


def short_lag(low: int, high: int) -> str:
    """A lag of low to high days in a few signs: `+8 d`, `+20 y`, `−10 y 9 mo`, `+3…33 d` when dates are partial."""
    if low == high == 0:
        return "same day"
    if low == high:
        return f"{_sign(low)}{_short(abs(low))}"
    if max(abs(low), abs(high)) < 100:
        return f"{_sign(low)}{abs(low)}…{abs(high)} d"
    a, b = _short(abs(low)), _short(abs(high))
    return f"{_sign(low)}{a}" if a == b else f"{_sign(low)}{a}…{b}"


def _sign(days: int) -> str:
    return "+" if days > 0 else "−" if days < 0 else ""


def _short(days: int) -> str:
    """Days below 100, then months, then years and months, in one or two letters."""
    if days < 100:
        return f"{days} d"
    years, months = _years_months(days)
    return " ".join(f"{n} {word}" for n, word in ((years, "y"), (months, "mo")) if n)
