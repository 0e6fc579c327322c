"""Lists that others published, held against events.csv: every entry is an event, or explained.csv says why not.

The lists stand beside this file, one row an entry: `date,key,what` (local days; README.md says who made each). An entry
is met by an event of the right type that shares a day with it and, where the list has symbols, names the document.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from timeline import dates

HERE = Path(__file__).parent
REASONS = {"out of scope", "duplicate", "unsourced", "refuted"}
# list: (event types, whether the numbers of the key must stand in the event's `document`)
LISTS = {
    "un_resolutions": ({"un"}, True),
    "korea_resolutions_1950": ({"un"}, True),
    "vetoes": ({"un"}, True),
    "cns_launch_days": ({"missiles"}, False),
    "csis_provocations": ({"missiles", "nuclear"}, False),
    "six_party_sessions": ({"talks"}, False),
    "chinese_notices": ({"measures"}, True),
}
LONG = 40  # days: an event that lasts longer meets no entry, else one row "missile tests of 2022" would meet them all
KINDS = {"missile": "missiles", "nuclear": "nuclear"}  # the event type of each kind in csis_provocations

each_list = pytest.mark.parametrize("name", LISTS)


def table(name: str) -> pd.DataFrame:
    """A file beside this one, as text."""
    return pd.read_csv(HERE / f"{name}.csv", dtype="str", keep_default_na=False)


def numbers(text: str) -> frozenset[int]:
    """The numbers in a symbol, so that `S/RES/82 (1950)` and `Resolution 82 (1950)` are the same document."""
    return frozenset(map(int, re.findall(r"\d+", text)))


def met(entries: pd.DataFrame, events: pd.DataFrame, types: set[str], by_document: bool) -> np.ndarray:
    """Which entries an event meets."""
    events = events[events["category"].isin(types) & (events["last"] - events["first"] < LONG)]
    days = dates.read(entries["date"])
    first, last = events["first"].to_numpy(), events["last"].to_numpy()
    shared = (days["first"].to_numpy()[:, None] <= last) & (first <= days["last"].to_numpy()[:, None])
    if by_document:
        keys, documents = (
            [numbers(text) for text in column] for column in (entries["key"], events["document"])
        )
        agree = [[key <= document for document in documents] for key in keys]
        shared &= np.array(agree, "bool").reshape(shared.shape)
    if "kind" in entries:
        shared &= entries["kind"].map(KINDS).to_numpy()[:, None] == events["category"].to_numpy()
    return shared.any(axis=1)


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
    "date, key, types, by_document, expected",
    [
        ("2006-10-14", "S/RES/1718 (2006)", {"un"}, True, True),
        ("2006-10-14", "S/RES/1719 (2006)", {"un"}, True, False),
        ("2006-10-13", "S/RES/1718 (2006)", {"un"}, True, False),
        ("2006-10", "", {"nuclear"}, False, True),
        ("2006-10-09", "", {"nuclear"}, False, True),
        ("2006-10-10", "", {"nuclear"}, False, False),
        ("2006-10-09", "", {"missiles"}, False, False),
        ("1970-04-06", "", {"visits"}, False, True),
        ("2020-01-01", "", {"visits"}, False, False),
    ],
)
def test_an_event_meets_an_entry_on_its_days_only(small, date, key, types, by_document, expected):
    """Type, day and, where asked for, document must agree; a day beside is not the day, an endless event is on none."""
    assert met(pd.DataFrame([{"date": date, "key": key}]), small.events, types, by_document).tolist() == [
        expected
    ]
