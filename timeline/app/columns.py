"""The events as compact columns for the browser: what the canvas draws from, 6 bytes an event and 12 more a long one.

Layout, little-endian: u32 length of a JSON header, the header padded to 4 bytes, then `first` i32[n], and for the m
events that are longer than a day `long_at` u32[m], `last` i32[m], `start_last` i32[m]; `lane` u8[n]; `meta` u8[n] with
importance in bits 0-2, duration 3, unknown day 4, doubt 5-6, open end 7. Events are in the order of the data.
"""

import base64
import json
from functools import lru_cache

import numpy as np

from timeline import axis, detail, words
from timeline.view import View

# Up to this many events all names and ids travel with the columns; above, those that a window shows are asked for.
NAMED = 20_000
DOUBTS = {"": 0, "~": 1, "?": 2, "%": 3}


def pack(data) -> bytes:
    """The columns of all events of a data set."""
    events = data.events
    lanes = detail.lanes_of(data, events)
    place = {code: at for at, code in enumerate(lanes["code"])}
    long = (events["span"] | (events["precision"] != "day")).to_numpy()
    meta = (
        events["importance"].to_numpy("uint8")
        | events["span"].to_numpy("uint8") << 3
        | (events["precision"] != "day").to_numpy("uint8") << 4
        | events["doubt"].map(DOUBTS).to_numpy("uint8") << 5
        | events["open"].to_numpy("uint8") << 7
    )
    columns = [
        events["first"].to_numpy("<i4"),
        np.flatnonzero(long).astype("<u4"),
        events["last"].to_numpy("<i4")[long],
        events["start_last"].to_numpy("<i4")[long],
        events["category"].map(place).to_numpy("uint8"),
        meta,
    ]
    head = json.dumps(header(data, lanes, int(long.sum())), ensure_ascii=False).encode()
    head += b" " * (-len(head) % 4)
    return len(head).to_bytes(4, "little") + head + b"".join(column.tobytes() for column in columns)


def header(data, lanes, m: int) -> dict:
    """What the plan needs beside the columns; names and ids when they are few."""
    begin, end = words.window(data, View())
    few = len(data.events) <= NAMED
    return {
        "n": len(data.events),
        "m": m,
        "lanes": lanes[["code", "label", "group", "shape"]].to_dict("records"),
        "eras": axis.eras(data),
        "origin": begin,
        "reach": end + 1 - begin,
        "today": data.edition_day,
        "ids": list(data.events["id"]) if few else None,
        "names": names(data, range(len(data.events))) if few else None,
    }


def names(data, places) -> list[str]:
    """What the canvas may write beside the events at these places of the data: the label, else the title."""
    labels, titles = _texts(data)
    return [labels[place] or titles[place] for place in places]


@lru_cache(maxsize=4)
def _texts(data) -> tuple[list[str], list[str]]:
    """Labels and titles as plain lists: one is looked up in less than a microsecond."""
    return data.events["label"].tolist(), data.events["title"].tolist()


def bits(mask: np.ndarray) -> str:
    """One bit an event, the first in the highest bit of the first byte, as base64; empty when all are set."""
    return "" if mask.all() else base64.b64encode(np.packbits(mask).tobytes()).decode()
