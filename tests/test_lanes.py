"""Packing intervals into rows, held against plain loops over pairs and days."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.lanes import pack

# Few places, so that ties and touching ends are common; days before 1970 are negative.
PLACES = st.integers(-20, 20)
GAPS = st.integers(0, 5)


def intervals(least: int = 1):
    """Pairs (start, end) with at least `least` days between them."""
    return st.lists(
        st.tuples(PLACES, st.integers(least, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=40
    )


def rows_of(found: list[tuple[int, int]], gap: int = 0) -> list[int]:
    return pack([a for a, _ in found], [b for _, b in found], gap).tolist()


def deepest(found: list[tuple[int, int]]) -> int:
    """The greatest number of intervals that hold one and the same place, counted at every start."""
    return max((sum(a <= place < b for a, b in found) for place, _ in found), default=0)


@given(intervals(least=0), GAPS)
def test_no_two_of_a_row_overlap(found, gap):
    """Between the end of an interval and the start of the next in its row there is at least the gap."""
    rows = rows_of(found, gap)
    close = [
        (one, two)
        for (one, r1), (two, r2) in combinations(zip(found, rows, strict=True), 2)
        if r1 == r2 and not (one[1] + gap <= two[0] or two[1] + gap <= one[0])
    ]

    assert close == []


@given(intervals())
def test_as_many_rows_as_the_deepest_overlap(found):
    """The rows used are 0, 1, 2 … without a hole, and as many as intervals are open at once."""
    assert sorted(set(rows_of(found))) == list(range(deepest(found)))


@given(intervals(), GAPS)
def test_a_gap_is_a_longer_interval(found, gap):
    """Packing with a gap is packing intervals that are longer by the gap."""
    assert rows_of([(a, b + gap) for a, b in found]) == rows_of(found, gap)


@given(intervals())
def test_each_takes_the_lowest_free_row(found):
    """Taken by start, end and place, each interval stands in the lowest row that those before it leave free."""
    order = sorted(range(len(found)), key=lambda i: (*found[i], i))
    expected, free_from = {}, []
    for i in order:
        row = next((r for r, end in enumerate(free_from) if end <= found[i][0]), len(free_from))
        free_from[row : row + 1] = [found[i][1]]
        expected[i] = row

    assert [expected[i] for i in range(len(found))] == rows_of(found)


@given(intervals(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(found, random):
    """The same intervals in another order have the same rows; only equal ones may change places."""
    mixed = random.sample(found, len(found))

    assert sorted(zip(found, rows_of(found), strict=True)) == sorted(zip(mixed, rows_of(mixed), strict=True))


@given(st.integers(1, 30), PLACES, st.integers(1, 12))
def test_equal_intervals_keep_their_order(n, start, length):
    """Equal intervals take the rows in the order in which they came."""
    assert list(range(n)) == rows_of([(start, start + length)] * n)


@pytest.mark.parametrize(
    "found, gap, expected",
    [
        ([(0, 5), (5, 9)], 0, [0, 0]),  # the next may begin where the last one ends
        ([(0, 5), (5, 9)], 1, [0, 1]),
        ([(0, 5), (6, 9)], 1, [0, 0]),
        ([(5, 9), (0, 6)], 0, [1, 0]),  # the earlier start is taken first
        ([(0, 9), (0, 2)], 0, [1, 0]),  # of equal starts the earlier end
        ([(0, 9), (1, 3), (2, 8), (4, 6)], 0, [0, 1, 2, 1]),  # the lowest of the free rows
        ([(-3_600_000, -3_500_000), (-3_550_000, 2_900_000)], 0, [0, 1]),  # ten thousand years
    ],
)
def test_cases(found, gap, expected):
    """Ends touch without overlapping, and each case has one right packing."""
    assert expected == rows_of(found, gap)


@pytest.mark.parametrize("kind", [list, np.array, pd.Series, tuple])
def test_lists_arrays_and_columns(kind):
    """Lists, arrays and columns mean the same; the rows are whole numbers, of no interval none."""
    some, none = pack(kind([0, 1]), kind([2.5, 3])), pack(kind([]), kind([]))

    assert (some.tolist(), none.tolist(), some.dtype, none.dtype) == ([0, 1], [], "int64", "int64")
