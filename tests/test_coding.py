"""Two coders: what `docs/coverage.md` says of how far they agree follows from the rows in `docs/coding.csv`.

Each row was coded by a second person who saw title, summary, actors, votes and sources, and not the first code.
Reliability is Krippendorff's alpha (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011): 1 is perfect, 0 is chance.
"""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import ROOT

CODES = pd.read_csv(ROOT / "docs" / "coding.csv", dtype="str", keep_default_na=False)
ROUNDS = sorted(CODES["round"].unique())
RESAMPLES, SEED = 2000, 1


def nominal(i: int, j: int, n: np.ndarray) -> float:
    """Distance of two values of which it only matters whether they are the same."""
    return float(i != j)


def ordinal(i: int, j: int, n: np.ndarray) -> float:
    """Distance of two values in an order: how many of the `n` values used lie between their middles, squared."""
    low, high = sorted((i, j))
    return float(n[low : high + 1].sum() - (n[low] + n[high]) / 2) ** 2


def alpha(units: list[tuple], distance) -> float:
    """Alpha over units, each with the values that its coders gave; units with fewer than two values say nothing."""
    units = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in units for value in unit})
    place = {value: at for at, value in enumerate(values)}
    seen = np.zeros((len(values), len(values)))
    for unit in units:
        for a, one in enumerate(unit):
            for b, other in enumerate(unit):
                if a != b:
                    seen[place[one], place[other]] += 1 / (len(unit) - 1)
    n = seen.sum(axis=0)
    far = np.array([[distance(i, j, n) for j in range(len(values))] for i in range(len(values))])
    return 1 - (n.sum() - 1) * (seen * far).sum() / (np.outer(n, n) * far).sum()


def interval(units: list[tuple], distance) -> tuple[float, float]:
    """The middle 95 % of alpha over resamples of the units, drawn with replacement."""
    chance = np.random.default_rng(SEED)
    draws = [[units[at] for at in chance.integers(0, len(units), len(units))] for _ in range(RESAMPLES)]
    low, high = np.percentile([alpha(draw, distance) for draw in draws], [2.5, 97.5])
    return float(low), float(high)


def shown(codes: pd.DataFrame) -> list[tuple]:
    """For each row whether either coder saw a stance."""
    return [(a != "", b != "") for a, b in zip(codes["first"], codes["second"], strict=True)]


def values(codes: pd.DataFrame) -> list[tuple]:
    """The two values where both saw one."""
    return [(int(a), int(b)) for a, b in zip(codes["first"], codes["second"], strict=True) if a and b]


def line(number: str) -> str:
    """What coverage.md says of a round, as a row of its table."""
    codes = CODES[CODES["round"] == number]
    both, steps = shown(codes), values(codes)
    agree = (codes["first"] == codes["second"]).sum()
    parts = [f"{number} | {len(codes)} | {agree} of {len(codes)}"]
    for units, distance in ((both, nominal), (steps, ordinal)):
        low, high = interval(units, distance)
        parts.append(f"{alpha(units, distance):.2f} ({low:.2f} to {high:.2f})")
    return f"| {' | '.join(parts)} | {len(steps)} |"


def test_alpha_is_that_of_the_example_in_the_paper():
    """Four observers and twelve units with gaps, from the paper: 0.743 nominal, 0.815 ordinal."""
    observers = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [tuple(int(row[at]) for row in observers if row[at] != ".") for at in range(12)]

    assert (round(alpha(units, nominal), 3), round(alpha(units, ordinal), 3)) == (0.743, 0.815)


@pytest.mark.parametrize("number", ROUNDS)
def test_coverage_tells_how_far_two_coders_agree(number):
    """Rows, agreement, both alphas with their intervals and the number of values are those of the codes."""
    assert line(number) in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", ROUNDS)
def test_coverage_has_each_pair_of_codes(number):
    """The table of who said what counts every row of the round."""
    codes = CODES[CODES["round"] == number].replace("", "none")
    table = pd.crosstab(codes["first"], codes["second"])
    steps = ["-2", "-1", "0", "1", "2", "none"]
    table = table.reindex(index=steps, columns=steps, fill_value=0)
    rows = [f"| {step} | {' | '.join(map(str, table.loc[step]))} |" for step in steps]

    assert "\n".join(rows) in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


def test_the_last_round_is_reliable():
    """Both alphas of the last round are at least .80, below which a coding should not be relied upon."""
    codes = CODES[CODES["round"] == ROUNDS[-1]]

    assert min(alpha(shown(codes), nominal), alpha(values(codes), ordinal)) >= 0.8


def test_each_coded_row_is_a_row(real):
    """Every id in the test is an event of the file, or was renamed to one."""
    renamed = dict(zip(real.renamed["old"], real.renamed["new"], strict=True)) if len(real.renamed) else {}

    assert {renamed.get(id, id) for id in CODES["id"]} <= set(real.events["id"])
