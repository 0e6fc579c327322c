"""Lists that others published, held against events.csv: every entry is an event, or explained.csv says why not.

The lists stand beside this file, one row an entry: `date,key,what` (local days; README.md says who made each). An entry
is met by an event of the right type that shares a day with it; `a/b` are the days from a to b, any of which will do. Where
a day says too little the event must also name the document in `key`, or be the event whose id we wrote in the list.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from timeline import dates

HERE = Path(__file__).parent
REASONS = {"out of scope", "duplicate", "unsourced", "refuted"}
KINDS = {  # the event types of each kind in the lists that have kinds
    "missile": {"missiles"},
    "nuclear": {"nuclear"},
    "conventional": {"security", "people", "talks", "setting", "un", "statements", "missiles", "nuclear"},
}
# list: (event types, what must agree besides: nothing, the `document` in the key, or the `event` named; with `edge` it
# must be the named event's first or last day)
LISTS = {
    "un_resolutions": ({"un"}, "document"),
    "korea_resolutions_1950": ({"un"}, "document"),
    "vetoes": ({"un"}, "document"),
    "cns_launch_days": ({"missiles"}, ""),
    "csis_provocations": (KINDS["missile"] | KINDS["nuclear"], ""),
    "csis_conventional": (KINDS["conventional"], "event"),
    "six_party_sessions": ({"talks"}, ""),
    "chinese_notices": ({"measures"}, "document"),
    "high_level_visits": ({"visits", "security"}, "event"),
    "war_campaigns": ({"security", "talks"}, "edge"),
    "china_rok_summits": ({"south-korea"}, "event"),
    "dprk_foreign_relations": ({"security", "visits", "south-korea", "un"}, "event"),
    "trade_series": ({"economy"}, "event"),
    "aid_table": ({"economy"}, "event"),
    "zones_incidents": ({"economy", "security"}, "event"),
    "repatriations": ({"people", "statements"}, "event"),
}
LONG = 40  # days: an event that lasts longer meets only entries that name it, else "missile tests of 2022" met them all

each_list = pytest.mark.parametrize("name", LISTS)


def table(name: str) -> pd.DataFrame:
    """A file beside this one, as text."""
    return pd.read_csv(HERE / f"{name}.csv", dtype="str", keep_default_na=False)


def numbers(text: str) -> frozenset[int]:
    """The numbers in a symbol, so that `S/RES/82 (1950)` and `Resolution 82 (1950)` are the same document."""
    return frozenset(map(int, re.findall(r"\d+", text)))


def pairs(agree, left, right) -> np.ndarray:
    """Whether each on the left agrees with each on the right, a row for each on the left."""
    left, right = list(left), list(right)
    return np.array([[agree(a, b) for b in right] for a in left], "bool").reshape(len(left), len(right))


def met(entries: pd.DataFrame, events: pd.DataFrame, types: set[str], by: str) -> np.ndarray:
    """Which entries an event meets."""
    named = by in ("event", "edge")
    events = events[events["category"].isin(types) & (named | (events["last"] - events["first"] < LONG))]
    days = dates.read(entries["date"])
    first, last = events["first"].to_numpy(), events["last"].to_numpy()
    opens, closes = days["first"].to_numpy()[:, None], days["last"].to_numpy()[:, None]
    good = (opens <= last) & (first <= closes)
    if by == "document":
        good &= pairs(frozenset.issubset, map(numbers, entries["key"]), map(numbers, events["document"]))
    if named:
        good &= pairs(str.__eq__, entries["event"], events["id"])
    if by == "edge":
        good &= (opens == first) | (closes == last)
    if "kind" in entries:
        good &= pairs(set.__contains__, entries["kind"].map(KINDS), events["category"])
    return good.any(axis=1)


def names(rows: pd.DataFrame) -> list[str]:
    return (rows["date"] + " " + rows["key"]).tolist()


def explained(name: str) -> list[str]:
    found = table("explained")
    return names(found[found["list"] == name])


@each_list
def test_every_entry_is_an_event_or_explained(name, real):
    """Whatever the published list names is an event of the right type, or the reason why not is written down."""
    entries = table(name)
    missing = set(names(entries[~met(entries, real.events, *LISTS[name])]))
    silent = sorted(missing - set(explained(name)))

    assert not silent, f"{len(silent)} of {name} are neither events nor explained:\n" + "\n".join(silent)


@each_list
def test_no_explanation_is_needless(name, real):
    """Only entries that no event meets are explained, each once, with a known reason in words."""
    entries = table(name)
    missing = set(names(entries[~met(entries, real.events, *LISTS[name])]))
    found = table("explained").query("list == @name")
    needless = sorted(set(explained(name)) - missing)

    assert not needless, f"needless in explained.csv for {name}:\n" + "\n".join(needless)
    assert not found.duplicated(["date", "key"]).any()
    assert set(found["reason"]) <= REASONS
    assert found["words"].str.strip().all()


@each_list
def test_lists_can_be_read(name):
    """A list's dates can be read, no entry comes twice, it says a few words of ours, and the README says whose it is."""
    entries = table(name)

    assert dates.read(entries["date"])["ok"].all()
    assert not entries.duplicated(["date", "key"]).any()
    assert entries["what"].str.split().str.len().between(1, 6).all()
    assert f"`{name}.csv`" in (HERE / "README.md").read_text("utf-8")


def test_every_file_is_a_list():
    """No list lies unread beside the test, and only lists are explained."""
    assert {path.stem for path in HERE.glob("*.csv")} == {*LISTS, "explained"}
    assert set(table("explained")["list"]) <= set(LISTS)


@pytest.mark.parametrize(
    "date, key, types, by, expected",
    [
        ("2006-10-14", "S/RES/1718 (2006)", {"un"}, "document", True),
        ("2006-10-14", "S/RES/1719 (2006)", {"un"}, "document", False),
        ("2006-10-13", "S/RES/1718 (2006)", {"un"}, "document", False),
        ("2006-10", "", {"nuclear"}, "", True),
        ("2006-10-09", "", {"nuclear"}, "", True),
        ("2006-10-10", "", {"nuclear"}, "", False),
        ("2006-10-09", "", {"missiles"}, "", False),
        ("1970-04-06", "", {"visits"}, "", True),
        ("2020-01-01", "", {"visits"}, "", False),
        ("1970-04-07/1970-04-09", "tour", {"visits"}, "event", True),
        ("1970-04-08/1970-04-09", "tour", {"visits"}, "event", False),
        ("1970-04-06", "treaty", {"visits"}, "event", False),
        ("1970-04-06", "", {"visits"}, "event", False),
        ("1970-04-06", "tour", {"nuclear"}, "event", False),
        ("2020-01-01", "decade", {"visits"}, "event", True),
        ("1970-04-05", "tour", {"visits"}, "edge", True),
        ("1970-04-06", "tour", {"visits"}, "edge", False),
        ("1970-04-07", "tour", {"visits"}, "edge", True),
    ],
)
def test_an_event_meets_an_entry_on_its_days_only(small, date, key, types, by, expected):
    """Type, day and what the list asks for must agree; a day beside is not the day, an endless event must be named."""
    entry = pd.DataFrame([{"date": date, "key": key, "event": key}])

    assert met(entry, small.events, types, by).tolist() == [expected]
