"""The Plotly painter: what the plan holds stands in the figure, at its place."""

import pytest

from timeline import detail, words
from timeline.figures import timeline
from timeline.letters import text_width
from timeline.query import select
from timeline.view import View

QUERIES = ("", "from=2016&to=2018", "from=2016&to=2018&event=2017-09-03-sixth-nuclear-test")


@pytest.fixture(params=QUERIES)
def drawn(real, request):
    """(plan, figure as plain data) of a view."""
    view = View.from_query(request.param)
    every = select(real, view.without("first", "last"))
    linked = words.lags(real, view.event)
    plan = detail.plan(real, every, words.window(real, view), (1200, 675), selected=view.event, linked=linked)
    return plan, timeline.spec(real, view)


def with_meta(figure, key: str) -> list[dict]:
    return [trace for trace in figure["data"] if (trace.get("meta") or {}).get(key)]


def test_marks_names_and_bars_are_those_of_the_plan(drawn):
    """Every mark, name and bar of the plan is in the figure once."""
    plan, figure = drawn
    marks = [one[0] for trace in with_meta(figure, "marks") for one in trace["customdata"]]
    names = [one[0] for trace in with_meta(figure, "names") for one in trace["customdata"]]
    bars = [n for trace in with_meta(figure, "bins") for n in trace["meta"]["bins"]]

    assert sorted(marks) == sorted(mark.id for mark in plan.marks)
    assert sorted(names) == sorted(label.id for label in plan.labels)
    assert sorted(bars) == sorted(one.n for one in plan.bins)


def test_names_begin_where_the_plan_says(drawn):
    """A name begins at its label's left edge, one before its mark ends at the right edge; the selected one on its ground."""
    plan, figure = drawn
    labels = {label.id: label for label in plan.labels}
    for trace in with_meta(figure, "names"):
        for (id,), day, side in zip(trace["customdata"], trace["x"], trace["textposition"], strict=True):
            label = labels[id]
            edge = label.x + label.width if label.before else label.x
            assert plan.x(day) == pytest.approx(edge, abs=6.1 if label.selected else 0.01)
            assert side == ("middle left" if label.before else "middle right")


def test_chips_and_arcs_are_those_of_the_plan(drawn):
    """Each lag stands in its box, each arc ends in an arrow at the later event."""
    plan, figure = drawn
    chips = [label for label in plan.labels if label.chip]
    said = [trace for trace in figure["data"] if trace.get("text") == [one.chip for one in chips] != []]
    filled = [trace for trace in figure["data"] if trace.get("fill") == "toself"]

    assert len(said) == bool(chips)
    assert sorted(trace["x"].count(None) for trace in filled) == sorted(
        n for n in (len(chips), len(plan.arcs)) if n
    )


def test_a_box_holds_its_lag(drawn):
    """The box of a chip is as wide as the plan says, and wider than its words."""
    for label in drawn[0].labels:
        if label.chip:
            xs = [x for x, _ in timeline._box(label)]
            size, weight, _ = detail.CHIP

            assert (min(xs), max(xs)) == pytest.approx((label.chip_x, label.chip_x + label.chip_width))
            assert max(xs) - min(xs) > text_width(label.chip, size, weight)


def test_the_selected_mark_alone_has_a_ring(real):
    """One ring of ink, around the selected event, named or not."""
    rings = {
        event: [
            trace["x"]
            for trace in timeline.spec(real, View(event=event))["data"]
            if trace.get("mode") == "markers" and "meta" not in trace
        ]
        for event in ("", "2017-09-03-sixth-nuclear-test", str(real.events["id"].iloc[-1]))
    }

    assert [len(found) for found in rings.values()] == [0, 1, 1]
