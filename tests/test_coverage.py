"""`docs/coverage.md` keeps up with the file: the events, years and measures that it names are those of the data."""

import re

from tests.conftest import ROOT

TOLD = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
LEDGER = TOLD.partition("### Test, Council, Chinese measure")[2].partition("**Stance.**")[0]
ID = r"`(\d{4}[-\w]*-[a-z][-\w]*)`"


def test_every_event_that_is_named_exists(real):
    """An id in the text is an event of the file."""
    named = re.findall(ID, TOLD)

    assert len(named) > 100
    assert sorted(set(named) - set(real.events["id"])) == []


def test_the_ledger_leaves_no_measure_out(real):
    """Each Chinese measure whose link says that it carries out a Council act stands in the line of that act."""
    lines = [line.split("|")[1:-1] for line in LEDGER.splitlines() if line.startswith("| `")]
    measures = real.events[real.events["category"] == "measures"]
    wanted = {
        act: set(measures["id"][measures["links"].str.contains(f"implements:{act}(?:;|$)", regex=True)])
        for _, council, _ in lines
        for act in re.findall(ID, council)
    }
    told = {act: set(re.findall(ID, third)) for _, council, third in lines for act in re.findall(ID, council)}

    assert sum(map(len, wanted.values())) > 20
    assert {act: sorted(ids - told[act]) for act, ids in wanted.items() if ids - told[act]} == {}


def test_coverage_names_the_thin_years(real):
    """A year is thin whose rows have fewer than 0.55 times as many sources as the mean of the two years beside it."""
    events = real.events.assign(year=real.events["start"].str[:4])
    pairs = events.assign(source=events["sources"].str.split(";")).explode("source")
    n = pairs.groupby(pairs["year"].where(pairs["year"].str.fullmatch(r"\d{4}")))["source"].nunique()
    n = n.reindex(map(str, range(int(n.index.min()), int(n.index.max()) + 1)), fill_value=0)
    thin = list(n.index[n < 0.55 * (n.shift(1) + n.shift(-1)) / 2])
    told = TOLD.partition("- Thin years")[2].partition("Little in them")[0]

    assert thin == re.findall(r"\b\d{4}\b", told)
