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

from timeline.view import CHOICES, STANCES, View

# What a search looks into, beside the names and aliases of the event's actors.
SEARCHED = ("title", "label", "summary", "place", "document")
POSSESSIVE = re.compile(r"['’]s\b")
SIGNS = {code: None if chr(code) == "'" else " " for code in range(128) if not chr(code).isalnum()}
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
    """True where an event has every word of `text`, at the start of a word, in its texts or its actors' names.

    A name is found under each of its aliases: `周恩来`, `Chou En-lai` and `Zhou Enlai` give the same events.
    Case, accents, hyphens and width do not matter; Chinese and Korean are found inside a run of characters.
    """
    hay, found = haystack(data), np.ones(len(data.events), bool)
    for alternatives in _terms(data, fold(text)):
        found &= np.logical_or.reduce([hay.str.contains(one, regex=False).to_numpy() for one in alternatives])
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
def haystack(data) -> pd.Series:
    """For each event its folded texts and the names and aliases of its actors, with a blank at both ends."""
    events = data.events
    names = {
        row["code"]: " ".join([row["name"], *row["aliases"].split("|")])
        for row in data.actors.to_dict("records")
    }
    pairs = exploded(events, "actors")
    named = pairs.assign(code=pairs["code"].map(lambda code: f"{code} {names.get(code, '')}"))
    actors = named.groupby("row")["code"].agg(" ".join).reindex(range(len(events)), fill_value="")
    texts = (
        events[list(SEARCHED)].reset_index(drop=True).agg(" ".join, axis=1)
        if len(events)
        else events["title"]
    )
    return (texts + " " + actors).map(lambda text: f" {fold(text)} ")


@lru_cache(maxsize=4)
def _aliases(data) -> list[tuple[str, tuple[str, ...]]]:
    """(folded alias, all folded names of the same actor), the longest alias first."""
    found = []
    for row in data.actors.to_dict("records"):
        names = tuple(dict.fromkeys(n for n in map(fold, [row["name"], *row["aliases"].split("|")]) if n))
        found += [(name, names) for name in names]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair[0]))


def _terms(data, folded: str) -> list[list[str]]:
    """What must be found: for each known name its aliases as whole words, for each other word its beginning."""
    left, groups = f" {folded} ", []
    for alias, names in _aliases(data):
        if (wanted := _whole(alias)) in left:
            left = left.replace(wanted, " ")
            groups.append([_whole(name) for name in names])
    words = [[_start(word)] for word in left.split()]
    return groups + words


def _whole(name: str) -> str:
    return name if _cjk(name) else f" {name} "


def _start(word: str) -> str:
    """A word of one or two letters must be whole: `UN` is not the beginning of `under`."""
    return word if _cjk(word) else f" {word} " if len(word) < 3 else f" {word}"


def _cjk(text: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text)
