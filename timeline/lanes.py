"""Packs intervals into rows so that none overlap."""

import heapq

import numpy as np


def pack(starts, ends, gap=0) -> np.ndarray:
    """Row of each interval, from 0; two intervals of a row have at least `gap` between end and next start.

    Intervals are taken by start, then end, then place, each into the lowest row that is free; with gap 0 the number
    of rows is the deepest overlap. A loop over intervals, since each depends on the last; n log n.
    """
    starts, ends = np.asarray(starts, float), np.asarray(ends, float)
    rows, free, busy, used = np.zeros(len(starts), "int64"), [], [], 0
    for i in np.lexsort((np.arange(len(starts)), ends, starts)):
        while busy and busy[0][0] + gap <= starts[i]:
            heapq.heappush(free, heapq.heappop(busy)[1])
        row = heapq.heappop(free) if free else used
        used = max(used, row + 1)
        rows[i] = row
        heapq.heappush(busy, (ends[i], row))
    return rows
