"""The marks of event types as SVG, the way of an arc and its arrow, and the box of a chip: for every painter."""

import math

_C = 8.0  # centre of the 16 × 16 box
RADIUS = 6.0  # of the circle in the box: what scales a shape to the radius of a mark
RING, CHIP = 4.5, 16  # px: from a mark to the ring of the selected one, height of a chip


def _polygon(points) -> str:
    return "<polygon points='" + " ".join(f"{x:.2f},{y:.2f}" for x, y in points) + "'/>"


def _regular(n: int, r: float, turn: float = -90.0, inner: float = 0.0):
    """Corners of a regular polygon, or of a star when `inner` is the radius between the points."""
    radii = [r, inner] if inner else [r]
    step = 360 / (n * len(radii))
    angles = [math.radians(turn + i * step) for i in range(n * len(radii))]
    return [
        (_C + radii[i % len(radii)] * math.cos(a), _C + radii[i % len(radii)] * math.sin(a))
        for i, a in enumerate(angles)
    ]


_PLUS = [
    (6, 1.5),
    (10, 1.5),
    (10, 6),
    (14.5, 6),
    (14.5, 10),
    (10, 10),
    (10, 14.5),
    (6, 14.5),
    (6, 10),
    (1.5, 10),
    (1.5, 6),
    (6, 6),
]
_TURNED = [(_C + ((x - _C) - (y - _C)) * 0.7071, _C + ((x - _C) + (y - _C)) * 0.7071) for x, y in _PLUS]
# By Plotly's symbol names, so that page and figures agree: what stands inside a box of 16 × 16.
SHAPES = {
    "circle": "<circle cx='8' cy='8' r='6'/>",
    "circle-open": "<circle cx='8' cy='8' r='5' fill='none' stroke='currentColor' stroke-width='2.4'/>",
    "square": "<rect x='2.6' y='2.6' width='10.8' height='10.8'/>",
    "diamond": _polygon(_regular(4, 7.4)),
    "triangle-up": _polygon([(8, 1.8), (14.6, 13.4), (1.4, 13.4)]),
    "triangle-down": _polygon([(8, 14.2), (14.6, 2.6), (1.4, 2.6)]),
    "pentagon": _polygon(_regular(5, 7)),
    "hexagon": _polygon(_regular(6, 7, 0)),
    "star": _polygon(_regular(5, 7.6, inner=3.0)),
    "cross": _polygon(_PLUS),
    "x": _polygon(_TURNED),
    "bowtie": _polygon([(1.4, 2.4), (8, 6.6), (14.6, 2.4), (14.6, 13.6), (8, 9.4), (1.4, 13.6)]),
    "hourglass": _polygon([(2.4, 1.4), (13.6, 1.4), (9.4, 8), (13.6, 14.6), (2.4, 14.6), (6.6, 8)]),
}


# -- arcs ------------------------------------------------------------------------------------------------------------


def ways(plan, selected: str):
    """(arc, start, control point, end) of every arc of a plan, from mark to mark and clear of both."""
    reach = {(m.x, m.y): m.radius + (RING + 2 if m.id == selected else 3) for m in plan.marks}
    for arc in plan.arcs:
        ends = (arc.x0, arc.y0), (arc.x1, arc.y1)
        # A mark beyond the window has its bar in it: the arc ends at the edge.
        a, b = ((min(max(float(x), plan.left), plan.right), float(y)) for x, y in ends)
        yield arc, *_way(a, b, *(reach[end] for end in ends))


def _way(a: tuple, b: tuple, near: float, far: float) -> tuple[tuple, tuple, tuple]:
    """(start, control point, end) of the curve from a to b, `near` px from the one and `far` px from the other.

    A flat way bows up; a steep one bows to the left, away from the names that stand right of their marks.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    steep = abs(dy) > abs(dx)
    bow = min(0.1 * length, 32) if steep else min(0.18 * length, 40)
    side = math.copysign(1, dy) if steep else -math.copysign(1, dx)
    control = ((a[0] + b[0]) / 2 - side * dy / length * bow, (a[1] + b[1]) / 2 + side * dx / length * bow)
    return _towards(a, control, near), control, _towards(b, control, far)


def _towards(a: tuple, b: tuple, px: float) -> tuple[float, float]:
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return a[0] + (b[0] - a[0]) / length * px, a[1] + (b[1] - a[1]) / length * px


def head(control: tuple, end: tuple) -> list[tuple[float, float]]:
    """The three corners of the arrow at the end of a way."""
    back = _towards(end, control, 7.5)
    across = ((end[1] - back[1]) * 0.42, (back[0] - end[0]) * 0.42)
    return [
        end,
        (back[0] + across[0], back[1] + across[1]),
        (back[0] - across[0], back[1] - across[1]),
    ]
