"""The timeline as a Plotly figure: paints a plan of `timeline.detail`, decides nothing.

The x axis is linear in day numbers, so that every calendar date back to -9999 can be drawn; its words are the
plan's. The y axis is px from the top. Every mark and name carries its event's id as customdata.
"""

import math
from html import escape

import plotly.graph_objects as go

from timeline import detail
from timeline.figures import plan as plan_of
from timeline.figures import shapes, theme
from timeline.letters import shortened, text_width
from timeline.query import select
from timeline.view import View

CONFIG = {
    "displaylogo": False,
    "displayModeBar": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": False,
}
# Doubt -> how a bar or bracket is drawn: its dash, whether it has ends, its opacity, as Plotly's lines cannot fade.
DOUBTS = {
    "": ("solid", True, 0.85),
    "?": ("4px,3px", True, 0.85),
    "~": ("solid", False, 0.5),
    "%": ("4px,3px", False, 0.5),
}
ROUND = [math.pi * n / 8 for n in range(9)]  # the round ends of a chip


def draw(data, view: View, size: tuple[float, float] = (1200, 675), scheme: str = "light") -> go.Figure:
    """The timeline of the events in view as a figure of `size` px."""
    return go.Figure(spec(data, view, size, scheme))


def spec(data, view: View, size: tuple[float, float] = (1200, 675), scheme: str = "light") -> dict:
    """The figure as plain data."""
    colors, shown = theme.SCHEMES[scheme], select(data, view)
    plan = plan_of(data, view, size)
    strays = {lane.code: colors["ink-3"] for lane in plan.lanes}
    ink = strays | dict(zip(data.categories["code"], data.categories[scheme], strict=True))
    details = dict(
        zip(shown["id"], zip(shown["title"], shown["start"], shown["end"], strict=True), strict=True)
    )
    traces = [
        *_grid(plan, colors),
        *_spans(plan, ink, details),
        *_bins(plan, ink, colors),
        *_arcs(plan, colors, view.event),
        *_ring(plan, colors, view.event),
        *_marks(plan, ink, colors, details),
        *_gutter(plan, ink, colors),
        *_chips(plan, colors),
        *_names(plan, colors),
        *_axis(plan, colors),
    ]
    return {"data": traces, "layout": _layout(plan, ink, colors, data)}


def text(words_: str) -> str:
    """A person's text as Plotly's pseudo-HTML, so that none of it is markup."""
    return escape(words_, quote=False).replace("%{", "%\u2060{")


def _font(size: float, color: str, weight: int = 400) -> dict:
    return {"family": theme.SANS, "size": size, "color": color, "weight": weight}


# -- under the events ---------------------------------------------------------------------------------------------


def _grid(plan, colors):
    """Lines at the ticks, from the axis to the foot."""
    for major, color in ((False, "grid"), (True, "grid-major")):
        at = [plan.day(x) for x, _, is_major, _ in plan.ticks if is_major == major]
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [v for day in at for v in (day, day, None)],
            "y": [v for _ in at for v in (plan.top - 4, plan.height, None)],
            "line": {"color": colors[color], "width": 1},
            "hoverinfo": "skip",
        }


def _axis(plan, colors):
    """The words of the ticks, and the names of the eras on their ribbons."""
    yield {
        "type": "scatter",
        "mode": "text",
        "x": [plan.day(x) for x, *_ in plan.ticks],
        "y": [detail.AXIS / 2] * len(plan.ticks),
        "text": [f"<b>{word}</b>" if major else word for _, word, major, _ in plan.ticks],
        "textposition": [f"middle {side}" for *_, side in plan.ticks],
        "textfont": _font(11.5, colors["ink-2"]),
        "hoverinfo": "skip",
    }
    fits = [
        (name, x0, x1, top)
        for _, name, x0, x1, top, _ in plan.eras
        if x1 - x0 > text_width(name, 11, 500) + 8
    ]
    yield {
        "type": "scatter",
        "mode": "text",
        "x": [plan.day(x0 + 5) for _, x0, _, _ in fits],
        "y": [top + theme.ERA / 2 for *_, top in fits],
        "text": [text(name) for name, *_ in fits],
        "textposition": "middle right",
        "textfont": _font(11, colors["ink-2"], 500),
        "hoverinfo": "skip",
    }


# -- events --------------------------------------------------------------------------------------------------------


def _spans(plan, ink, details):
    """Durations as bars; dates that are not a day as brackets from the first to the last day they can mean."""
    inside = {label.id for label in plan.labels if label.inside}
    for at, lane in enumerate(plan.lanes):
        for doubt, (dash, ends, opacity) in DOUBTS.items():
            marks = [m for m in plan.marks if m.lane == at and m.kind != "rug" and m.doubt == doubt]
            look = {"color": ink[lane.code], "dash": dash}
            bars = [m for m in marks if m.span and m.id not in inside and m.x1 - m.x > m.radius]
            feet = [m for m in marks if m.span and m.id in inside]
            brackets = [m for m in marks if m.hollow and not m.span and m.x1 - m.x0 > 2 * m.radius + 2]
            yield from _lines(bars, plan, look | {"width": theme.BAR}, opacity)
            yield from _lines(feet, plan, look | {"width": 2}, opacity, down=6.5)
            yield from _lines(brackets, plan, look | {"width": 1.3}, opacity, ends=ends)
        yield from _open_ends([m for m in plan.marks if m.lane == at and m.open], plan, ink[lane.code])


def _lines(marks, plan, line: dict, opacity: float, down: float = 0, ends: bool = False):
    xs, ys = [], []
    for m in marks:
        a, b, y = plan.day(m.x0), plan.day(m.x1), m.y + down
        xs += [a, a, None, b, b, None, a, b, None] if ends else [a, b, None]
        ys += [y - 4, y + 4, None, y - 4, y + 4, None, y, y, None] if ends else [y, y, None]
    if marks:
        yield _stroke(xs, ys, line) | {"opacity": opacity}


def _open_ends(marks, plan, color: str):
    """An arrow where something still goes on."""
    if marks:
        tips = [(plan.day(min(m.x1, plan.right)), plan.day(min(m.x1, plan.right) - 4), m.y) for m in marks]
        xs = [v for tip, back, _ in tips for v in (back, tip, back, None)]
        ys = [v for _, _, y in tips for v in (y - 4, y, y + 4, None)]
        yield _stroke(xs, ys, {"color": color, "width": 1.5})


def _stroke(xs: list, ys: list, line: dict) -> dict:
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _bins(plan, ink, colors):
    """Crowded rug: bars of counts."""
    for at, lane in enumerate(plan.lanes):
        bins = [b for b in plan.bins if b.lane == at]
        if bins:
            yield {
                "type": "bar",
                "x": [plan.day((b.x0 + b.x1) / 2) for b in bins],
                "width": [plan.day(b.x1) - plan.day(b.x0) for b in bins],
                "base": [b.y for b in bins],
                "y": [-b.height for b in bins],
                "marker": {"color": ink[lane.code], "line": {"width": 0}},
                "opacity": 0.7,
                "hovertext": [f"{b.n} event{'' if b.n == 1 else 's'}: zoom in to see them" for b in bins],
                "hoverinfo": "text",
                "meta": {"bins": [b.n for b in bins]},
            }
    if plan.piles:
        yield {
            "type": "scatter",
            "mode": "text",
            "x": [plan.day(x) for x, *_ in plan.piles],
            "y": [y for _, y, _ in plan.piles],
            "text": [f"{n:,}" for *_, n in plan.piles],
            "textposition": "middle right",
            "textfont": _font(detail.PILE[0], colors["ink-3"]),
            "hoverinfo": "skip",
        }


def _marks(plan, ink, colors, details):
    """One point per event, in the shape of its lane; hollow where the day is not known."""
    for at, lane in enumerate(plan.lanes):
        marks = [m for m in plan.marks if m.lane == at]
        if marks:
            yield {
                "type": "scatter",
                "mode": "markers",
                "x": [plan.day(m.x) for m in marks],
                "y": [m.y for m in marks],
                "customdata": [[m.id] for m in marks],
                "marker": {
                    "symbol": [_symbol(lane.shape, m) for m in marks],
                    "size": [
                        2 * m.radius + (1.5 if lane.shape in ("star", "bowtie", "hourglass") else 0)
                        for m in marks
                    ],
                    "color": ink[lane.code],
                    "opacity": [0.75 if m.kind == "rug" else 1 for m in marks],
                    "line": {
                        "color": [ink[lane.code] if m.hollow else colors["surface"] for m in marks],
                        "width": [1.4 if m.hollow else 0.5 if m.kind == "rug" else 1 for m in marks],
                    },
                },
                "hovertext": [_hover(m.id, details) for m in marks],
                "hoverinfo": "text",
                "meta": {"marks": True},
                "cliponaxis": True,
            }


def _arcs(plan, colors, selected: str):
    """From the earlier event to the later one, with an arrow, under marks and names."""
    ways = list(shapes.ways(plan, selected))
    curves = [[_along(way[1:], n / 16) for n in range(17)] for way in ways]
    heads = [shapes.head(bend, end) for _, _, bend, end in ways]
    if ways:
        xs, ys = _joined(curves, plan)
        yield _stroke(xs, ys, {"color": colors["surface"], "width": 4.5})
        yield _stroke(xs, ys, {"color": colors["ink"], "width": 1.3})
        xs, ys = _joined(heads, plan)
        head = _stroke(xs, ys, {"color": colors["ink"], "width": 0.5})
        yield head | {"fill": "toself", "fillcolor": colors["ink"]}


def _along(way: tuple, t: float) -> tuple[float, float]:
    """The point at t (0 to 1) of a curve from start to end that a control point bends."""
    (ax, ay), (bx, by), (cx, cy) = way
    p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return p * ax + q * bx + r * cx, p * ay + q * by + r * cy


def _joined(outlines, plan) -> tuple[list, list]:
    """The x in days and the y in px of several outlines of points in px, each ended by a gap."""
    xs = [v for points in outlines for v in (*(plan.day(x) for x, _ in points), None)]
    return xs, [v for points in outlines for v in (*(y for _, y in points), None)]


def _ring(plan, colors, selected: str):
    """A ring of ink around the selected mark."""
    for mark in plan.marks:
        if mark.id == selected:
            line = {"color": colors["ink"], "width": 2}
            look = {"symbol": "circle", "size": 2 * (mark.radius + shapes.RING), "color": colors["surface"]}
            yield {
                "type": "scatter",
                "mode": "markers",
                "x": [plan.day(mark.x)],
                "y": [mark.y],
                "marker": look | {"line": line},
                "hoverinfo": "skip",
            }


def _chips(plan, colors):
    """The lag of each linked event, in a rounded box between its mark and its name."""
    chips = [one for one in plan.labels if one.chip]
    if chips:
        xs, ys = _joined([_box(one) for one in chips], plan)
        yield _stroke(xs, ys, {"color": colors["ink"], "width": 1.2}) | {
            "fill": "toself",
            "fillcolor": colors["surface"],
        }
        size, weight, _ = detail.CHIP
        yield {
            "type": "scatter",
            "mode": "text",
            "x": [plan.day(one.chip_x + one.chip_width / 2) for one in chips],
            "y": [one.y for one in chips],
            "text": [one.chip for one in chips],
            "textfont": _font(size, colors["ink"], weight),
            "hoverinfo": "skip",
        }


def _box(label) -> list[tuple[float, float]]:
    """The outline of a chip: two half circles, closed."""
    r = shapes.CHIP / 2
    right, left = label.chip_x + label.chip_width - r, label.chip_x + r
    points = [(right + r * math.sin(a), label.y - r * math.cos(a)) for a in ROUND]
    points += [(left - r * math.sin(a), label.y + r * math.cos(a)) for a in ROUND]
    return [*points, points[0]]


def _symbol(shape: str, mark) -> str:
    return f"{shape}-open" if mark.hollow and not shape.endswith("-open") else shape


def _hover(event: str, details) -> str:
    from timeline import dates

    title, start, end = details[event]
    return f"{text(dates.phrase(start, end))}<br><b>{text(title)}</b>"


def _names(plan, colors):
    """Names, one trace for each look."""
    for importance, (size, weight, tone, _) in theme.LABEL.items():
        labels = [one for one in plan.labels if one.importance == importance and not one.selected]
        if labels:
            yield _text(labels, plan, _font(size, colors[tone], weight))
    chosen = [one for one in plan.labels if one.selected]
    if chosen:
        yield _ground(chosen[0], plan, colors["ink"])
        yield _text(chosen, plan, _font(theme.LABEL[chosen[0].importance][0], colors["surface"], 600))


def _ground(label, plan, color: str) -> dict:
    """The ink under the selected name, clear of the ring on whichever side that is."""
    x0 = label.x + (-6 if label.before else 3)
    line = {"color": color, "width": 18}
    return _stroke([plan.day(x0), plan.day(x0 + label.width + 5)], [label.y] * 2, line)


def _text(labels, plan, font: dict) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [plan.day(_at(one)) for one in labels],
        "y": [one.y for one in labels],
        "text": [text(one.text) for one in labels],
        "textposition": ["middle left" if one.before else "middle right" for one in labels],
        "textfont": font,
        "customdata": [[one.id] for one in labels],
        "hoverinfo": "none",
        "meta": {"names": True},
    }


def _at(label) -> float:
    """The px at which a name begins, or ends when it stands before its mark; the selected one on its ground."""
    clear = 6 if label.selected else 0
    return label.x + label.width - clear if label.before else label.x + clear


# -- beside the events -----------------------------------------------------------------------------------------------


def _gutter(plan, ink, colors):
    """For each lane its shape, name and count, on an axis of their own in px."""
    lanes = plan.lanes
    middles = [
        lane.top + theme.LANE_PAD + theme.ROW / 2 if lane.rows else lane.top + lane.height / 2
        for lane in lanes
    ]
    base = {"type": "scatter", "xaxis": "x2", "hoverinfo": "skip", "cliponaxis": False}
    yield {
        **base,
        "mode": "markers",
        "x": [13] * len(lanes),
        "y": middles,
        "meta": {"lanes": True},
        "marker": {
            "symbol": [lane.shape for lane in lanes],
            "size": 9,
            "color": [ink[lane.code] for lane in lanes],
            "opacity": [1 if lane.n else 0.45 for lane in lanes],
        },
    }
    for live, tone in ((True, "ink"), (False, "ink-3")):
        rows = [(lane, y) for lane, y in zip(lanes, middles, strict=True) if bool(lane.n) == live]
        yield {
            **base,
            "mode": "text",
            "textposition": "middle right",
            "x": [23] * len(rows),
            "y": [y for _, y in rows],
            "text": [text(shortened(lane.label, 12, 500, 108)) for lane, _ in rows],
            "textfont": _font(12, colors[tone], 500),
        }
    tall = [
        (lane, y) for lane, y in zip(lanes, middles, strict=True) if lane.n and lane.height >= 2 * theme.ROW
    ]
    yield {
        **base,
        "mode": "text",
        "textposition": "middle right",
        "x": [23] * len(tall),
        "y": [y + 15 for _, y in tall],
        "text": [f"{lane.n:,}" for lane, _ in tall],
        "textfont": _font(11, colors["ink-3"]),
    }
    tracks = {track: top for track, _, _, _, top, _ in plan.eras}
    yield {
        **base,
        "mode": "text",
        "textposition": "middle right",
        "x": [9] * len(tracks),
        "y": [top + theme.ERA / 2 for top in tracks.values()],
        "text": [text(track) for track in tracks],
        "textfont": _font(11, colors["ink-3"]),
    }


def _layout(plan, ink, colors, data) -> dict:
    full = plan.width
    quiet = {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": "", "showline": False}
    # The gutter's words begin right of the groups' rule, so its axis starts a little into the margin.
    return {
        "width": plan.width,
        "height": plan.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
        "showlegend": False,
        "barmode": "overlay",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": "pan",
        "hovermode": "closest",
        "hoverdistance": 12,
        "font": _font(12, colors["ink"]),
        "hoverlabel": {
            "bgcolor": colors["raised"],
            "bordercolor": colors["line-strong"],
            "font": _font(12, colors["ink"]),
            "align": "left",
        },
        "xaxis": {
            **quiet,
            "type": "linear",
            "range": [plan.first, plan.last + 1],
            "autorange": False,
            "domain": [plan.left / full, plan.right / full],
        },
        "xaxis2": {
            **quiet,
            "type": "linear",
            "range": [-14, plan.left - 14],
            "fixedrange": True,
            "domain": [0, plan.left / full],
        },
        "yaxis": {**quiet, "range": [plan.height, 0], "fixedrange": True, "autorange": False},
        "shapes": [
            *_ribbons(plan, colors),
            *_rules(plan, colors),
            *_today(plan, data, colors),
            *_tints(plan, ink, colors),
        ],
        "annotations": _groups(plan, colors),
    }


def _rect(x0, x1, y0, y1, color, **more) -> dict:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "fillcolor": color,
        "line": {"width": 0},
        "layer": "below",
        **more,
    }


def _ribbons(plan, colors):
    """Era ribbons; every second era of the first track also tints the lanes."""
    first_track = plan.eras[0][0] if plan.eras else ""
    of_first = [era for era in plan.eras if era[0] == first_track]
    for track, _, x0, x1, top, place in plan.eras:
        yield _rect(
            plan.day(x0),
            plan.day(x1 - 1),
            top,
            top + theme.ERA,
            colors["era-a" if place % 2 == 0 else "era-b"],
        )
        if track == first_track and place % 2 and len(of_first) > 1:
            yield _rect(plan.day(x0), plan.day(x1), plan.top - 4, plan.height, colors["era-tint"])


def _rules(plan, colors):
    """A thin line under each lane, and one beside each group."""
    line = {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "line": {"color": colors["line"], "width": 1},
        "layer": "below",
    }
    for lane in plan.lanes:
        yield {
            **line,
            "x0": 14 / plan.width,
            "x1": 1,
            "y0": lane.top + lane.height,
            "y1": lane.top + lane.height,
        }
    for *_, top, bottom in plan.groups:
        yield {
            **line,
            "x0": 14 / plan.width,
            "x1": 14 / plan.width,
            "y0": top,
            "y1": bottom,
            "line": {"color": colors["line-strong"], "width": 1.5},
        }


def _groups(plan, colors) -> list[dict]:
    return [
        {
            "xref": "paper",
            "yref": "y",
            "x": 0,
            "xanchor": "left",
            "y": (top + bottom) / 2,
            "text": text(words),
            "textangle": -90,
            "showarrow": False,
            "font": _font(size, colors["ink-2"], 600),
        }
        for words, size, top, bottom in plan.groups
        if words
    ]


def _today(plan, data, colors):
    if plan.first <= data.edition_day <= plan.last:
        yield {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": data.edition_day,
            "x1": data.edition_day,
            "y0": plan.top - 4,
            "y1": plan.height,
            "layer": "below",
            "line": {"color": colors["ink-2"], "width": 1, "dash": "2px,3px"},
        }


def _tints(plan, ink, colors):
    """The colour of bars that hold their name."""
    spots = {m.id: m for m in plan.marks}
    for label in plan.labels:
        if label.inside:
            mark, color = spots[label.id], ink[plan.lanes[label.lane].code]
            x0, x1 = plan.day(max(mark.x0, plan.left)), plan.day(min(mark.x1, plan.right))
            yield _rect(x0, x1, mark.y - 7.5, mark.y + 7.5, color, opacity=float(colors["tint"]))
