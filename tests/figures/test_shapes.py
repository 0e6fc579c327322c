"""Shapes, arcs and arrows that every painter uses."""

import math
from xml.etree import ElementTree

import pytest

from timeline import detail, schema, words
from timeline.figures import shapes
from timeline.query import select
from timeline.view import View

TEST = "2017-09-03-sixth-nuclear-test"


@pytest.fixture(scope="module")
def plan(real):
    """The plan of three years around an event with several answers."""
    view = View.from_query(f"from=2016&to=2018&event={TEST}")
    every = select(real, view.without("first", "last"))
    linked = words.lags(real, TEST)
    return detail.plan(real, every, words.window(real, view), (1100, 700), selected=TEST, linked=linked)


def far(a, b) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def test_every_shape_of_the_rules_is_there():
    """Every shape that categories.csv may name can be drawn, and each is a drawing of its own."""
    assert set(shapes.SHAPES) == set(schema.SHAPES)
    assert len(set(shapes.SHAPES.values())) == len(shapes.SHAPES)


@pytest.mark.parametrize("body", shapes.SHAPES.values(), ids=shapes.SHAPES)
def test_a_shape_is_one_element_inside_its_box(body):
    """A shape is one XML element, and its corners are inside 16 × 16."""
    element = ElementTree.fromstring(body)
    corners = [float(n) for n in element.get("points", "").replace(",", " ").split()]

    assert [n for n in corners if not 0 <= n <= 16] == []


def test_arcs_keep_clear_of_their_marks(plan):
    """Every arc of the plan is there; it begins and ends near its marks and outside their radius, the ring's too."""
    ways = list(shapes.ways(plan, TEST))
    spots = {(mark.x, mark.y): mark for mark in plan.marks}

    assert [arc for arc, *_ in ways] == list(plan.arcs) != []
    for arc, start, _, end in ways:
        for place, point in (((arc.x0, arc.y0), start), ((arc.x1, arc.y1), end)):
            mark = spots[place]
            clear = mark.radius + (shapes.RING if mark.id == TEST else 0)
            assert clear < far(place, point) < clear + 4


def test_the_arrow_points_along_the_arc(plan):
    """The tip of an arrow is the end of its arc; its other corners are behind it, as far on either side."""
    for _, _, bend, end in shapes.ways(plan, TEST):
        tip, a, b = shapes.head(bend, end)

        assert tip == end
        assert far(tip, a) == pytest.approx(far(tip, b))
        assert far(bend, a) == pytest.approx(far(bend, b))
        assert far(bend, a) < far(bend, tip)
