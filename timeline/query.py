"""Which events a view shows. `select` is the only place that knows what matches; counts use the same masks.

OR inside a choice, AND between choices. A facet count is the number of events with that value under all other
filters and the window, the facet's own choice ignored.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.dates import MONTHS
from timeline.view import CHOICES, STANCES, View

# What a search looks into, beside the event's date, its questions and the names of its actors.
SEARCHED = ("title", "label", "summary", "place", "document")
POSSESSIVE = re.compile(r"['’]s\b")
SIGNS = {code: None if chr(code) == "'" else " " for code in range(128) if not chr(code).isalnum()}
DATE = re.compile(r"\d{4}-(\d\d)(?:-(\d\d))?")
COLUMNS = {"types": "category", "actors": "actors", "tags": "tags"}


def select(data, view: View) -> pd.DataFrame:
    """The events of `data` in view, same columns, in the order of `data` (first day, then id)."""
    return chosen(data, matches(data, view))


def chosen(data, mask: np.ndarray) -> pd.DataFrame:
    """The events where `mask` (one boolean per event) is true; all of them are the data's own table, not a copy."""
    return data.events if mask.all() else data.events[mask].reset_index(drop=True)


def matches(data, view: View) -> np.ndarray:
    """One boolean per event: in the window and true to every choice."""
    return _all(masks(data, view), len(data.events))


def masks(data, view: View) -> dict[str, np.ndarray]:
    """One boolean array for each thing that narrows the view, by its name in `View.filters`."""
    events, found = data.events, {}
    if view.text:
        found["text"] = search(data, view.text)
    for name, column in COLUMNS.items():
        if chosen := getattr(view, name):
            found[name] = _has(codes(data, column), chosen, len(events))
    if view.stances:
        found["stances"] = _has(_stances(data), view.stances, len(events))
    if view.importance > 1:
        found["importance"] = (events["importance"] >= view.importance).to_numpy()
    if view.first is not None or view.last is not None:
        found["window"] = overlaps(events, view.first, view.last)
    return found


def overlaps(events: pd.DataFrame, first: int | None, last: int | None) -> np.ndarray:
    """True where an event has a day in the window; both days inclusive, None = open."""
    inside = np.ones(len(events), bool)
    if first is not None:
        inside &= (events["last"] >= first).to_numpy()
    if last is not None:
        inside &= (events["first"] <= last).to_numpy()
    return inside


def facets(data, view: View) -> dict[str, dict[str, int]]:
    """For each choice, value -> number of events with it under all other filters. Every value is there, 0 too."""
    found, counts = masks(data, view), {}
    for key, name in CHOICES.items():
        others = _all({k: m for k, m in found.items() if k != name}, len(data.events))
        table = _stances(data) if key == "stance" else codes(data, COLUMNS[name])
        n = np.bincount(table.code[others[table.row]], minlength=len(table.names))
        counts[key] = dict(zip(table.names, n.tolist(), strict=True))
    return counts


# -- choices with several values in a cell ---------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Codes:
    """A multi-valued column as numbers: event `row[i]` has value `names[code[i]]`."""

    names: tuple[str, ...]
    row: np.ndarray
    code: np.ndarray


@lru_cache(maxsize=16)
def codes(data, column: str) -> Codes:
    """The values of a `;`-separated column, each event's own values once."""
    pairs = exploded(data.events, column)
    code, names = pd.factorize(pairs["code"], sort=True)
    return Codes(tuple(names), pairs["row"].to_numpy(), code)


def exploded(events: pd.DataFrame, column: str) -> pd.DataFrame:
    """`row` (position in `events`), `code`: one line for each distinct value in the cells of `column`."""
    values = events[column].reset_index(drop=True).str.split(";").explode().str.strip()
    pairs = values[values.notna() & (values != "")].rename_axis("row").reset_index(name="code")
    return pairs.drop_duplicates(ignore_index=True)


def _has(table: Codes, chosen: tuple[str, ...], n: int) -> np.ndarray:
    wanted = np.isin(np.asarray(table.names, dtype=object), chosen)
    mask = np.zeros(n, bool)
    mask[table.row[wanted[table.code]]] = True
    return mask


@lru_cache(maxsize=4)
def _stances(data) -> Codes:
    """The stance of each event, one value each, `none` where it is not coded."""
    words = data.events["stance"].map(lambda s: "none" if pd.isna(s) else str(int(s))).astype("object")
    place = {value: code for code, value in enumerate(STANCES)}
    return Codes(STANCES, np.arange(len(words)), words.map(place).to_numpy("int64"))


def _all(found: dict[str, np.ndarray], n: int) -> np.ndarray:
    mask = np.ones(n, bool)
    for one in found.values():
        mask &= one
    return mask


# -- search -------------------------------------------------------------------------------------------------


def search(data, text: str) -> np.ndarray:
    """True where an event has every word of `text`, at the start of a word: in its texts, date, questions or actors' names.

    A name means its actor, under each alias: `周恩来`, `Chou En-lai` and `Zhou Enlai` find the events of which he is an
    actor and those whose texts name him. A name that is only part of a longer one does not count: `Republic of Korea`
    is not found in `Democratic People's Republic of Korea`. Case, accents, hyphens and width do not matter; Chinese
    and Korean are found inside a run of characters.
    """
    left, found = f" {fold(text)} ", np.ones(len(data.events), bool)
    for alias, actors in _aliases(data):
        if (wanted := _whole(alias)) in left:
            left = left.replace(wanted, " ")
            found &= _named(data, actors)
    at, said = labels(data)
    for word in map(_start, left.split()):
        found &= _holds(texts(data), word) | _holds(said, word)[at]
    return found


def fold(text: str) -> str:
    """Words in one plain form: compatibility width, no case, accents or possessive s, hyphens and signs as blanks."""
    if (
        text.isascii()
    ):  # most are, and need none of the rest: a million texts are folded before the first search
        plain = POSSESSIVE.sub("", text.lower()) if "'" in text else text.lower()
        return " ".join(plain.translate(SIGNS).split())
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in POSSESSIVE.sub("", text) if not unicodedata.combining(c))
    plain = "".join(
        c if c.isalnum() else "" if c in "'’" else " " for c in unicodedata.normalize("NFC", kept)
    )
    return " ".join(plain.split())


@lru_cache(maxsize=4)
def texts(data) -> pd.Series:
    """For each event its texts and its date, folded, with a blank at both ends."""
    events = data.events
    dates = (events["start"] + " " + events["end"]).map(_spoken)
    told = events[list(SEARCHED)].agg(" ".join, axis=1) if len(events) else events["title"]
    return (told + " " + dates).map(lambda text: f" {fold(text)} ").reset_index(drop=True)


@lru_cache(maxsize=4)
def labels(data) -> tuple[np.ndarray, pd.Series]:
    """The labels of each event's tags and the codes, names and aliases of its actors, folded likewise.

    Many events share them: a number for each event, and for each number the words.
    """
    words = {row["code"]: row["label"] for row in data.tags.to_dict("records")}
    words |= {
        row["code"]: " ".join([row["code"], row["name"], *row["aliases"].split("|")])
        for row in data.actors.to_dict("records")
    }
    at, cells = pd.factorize(data.events["tags"] + ";" + data.events["actors"])
    said = [" ".join(words.get(code.strip(), code) for code in cell.split(";")) for cell in cells]
    return at, pd.Series([f" {fold(one)} " for one in said], dtype="str")


def _spoken(date: str) -> str:
    """`2017-09-03` with `3 September`, so that a search finds the day in either form."""
    return date + "".join(
        f" {int(day) if day else ''} {MONTHS[int(month) - 1]}" for month, day in DATE.findall(date)
    )


@lru_cache(maxsize=4)
def _aliases(data) -> list[tuple[str, tuple[str, ...]]]:
    """(folded alias, codes of the actors who bear it), the longest alias first."""
    found = {}
    for row in data.actors.to_dict("records"):
        for name in filter(None, map(fold, [row["name"], *row["aliases"].split("|")])):
            found.setdefault(name, {})[row["code"]] = None
    return sorted(
        ((name, tuple(codes)) for name, codes in found.items()), key=lambda pair: (-len(pair[0]), pair[0])
    )


def _named(data, actors: tuple[str, ...]) -> np.ndarray:
    """True where one of `actors` is an actor, or a text has one of their names outside a longer name of another."""
    mask = _has(codes(data, "actors"), actors, len(data.events))
    known = _aliases(data)
    for name, bearers in known:
        if not set(bearers) & set(actors):
            continue
        longer = [
            _whole(one)
            for one, others in known
            if _whole(name) in f" {one} " and not set(others) & set(actors)
        ]
        at = np.flatnonzero(_holds(texts(data), _whole(name)) & ~mask)
        left = texts(data).iloc[at]
        for one in longer:
            left = left.str.replace(one, " ", regex=False)
        mask[at[_holds(left, _whole(name))]] = True
    return mask


def _holds(texts: pd.Series, words: str) -> np.ndarray:
    return texts.str.contains(words, regex=False).to_numpy(bool)


def _whole(name: str) -> str:
    return name if _cjk(name) else f" {name} "


def _start(word: str) -> str:
    """A word of one or two letters must be whole: `UN` is not the beginning of `under`."""
    return word if _cjk(word) else f" {word} " if len(word) < 3 else f" {word}"


def _cjk(text: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text)
