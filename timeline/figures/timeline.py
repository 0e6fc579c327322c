"""The timeline as a Plotly figure: paints a plan of `timeline.detail`, decides nothing.

The x axis is linear in day numbers, so that every calendar date back to -9999 can be drawn; its words are the
plan's. The y axis is px from the top. Every mark and name carries its event's id as customdata.
"""

from html import escape

import plotly.graph_objects as go

from timeline import detail, words
from timeline.figures import theme
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
DASHES = {"?": "dot", "%": "dot", "~": "dash", "": "solid"}


def draw(
    data,
    view: View,
    size: tuple[float, float] = (1200, 675),
    scheme: str = "light",
    furniture: dict | None = None,
) -> go.Figure:
    """The timeline of the events in view as a figure of `size` px; `furniture` makes it a picture that explains itself."""
    return go.Figure(spec(data, view, size, scheme, furniture))


def spec(
    data,
    view: View,
    size: tuple[float, float] = (1200, 675),
    scheme: str = "light",
    furniture: dict | None = None,
) -> dict:
    """The figure as plain data. `furniture`: title, subtitle, notes (list), edition, licence, link."""
    colors = theme.SCHEMES[scheme]
    shown, every = select(data, view), select(data, view.without("first", "last"))
    head, foot, side = (100, 70, 36) if furniture else (0, 0, 0)
    room = (size[0] - 2 * side, size[1] - head - foot)
    plan = detail.plan(
        data,
        every,
        words.window(data, view),
        room,
        selected=view.event,
        linked=words.lags(data, view.event),
        only_used=bool(furniture),
    )
    ink = {row["code"]: row[scheme] for row in data.categories.to_dict("records")}
    details = dict(
        zip(shown["id"], zip(shown["title"], shown["start"], shown["end"], strict=True), strict=True)
    )
    traces = [
        *_grid(plan, colors),
        *_spans(plan, ink, details),
        *_bins(plan, ink),
        *_marks(plan, ink, colors, details),
        *_gutter(plan, ink, colors),
        *_names(plan, colors),
        *_axis(plan, colors),
    ]
    layout = _layout(plan, colors, data, side)
    if furniture:
        _furnish(layout, furniture, colors, plan, (head, foot, side), size)
    return {"data": traces, "layout": layout}


def text(words_: str) -> str:
    """A person's text as Plotly's pseudo-HTML, so that none of it is markup."""
    return escape(words_, quote=False).replace("%{", "%\u2060{")


def _font(size: float, color: str, weight: int = 400, family: str = theme.SANS) -> dict:
    return {"family": family, "size": size, "color": color, "weight": weight}


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
        for doubt, dash in DASHES.items():
            marks = [m for m in plan.marks if m.lane == at and m.kind != "rug" and m.doubt == doubt]
            yield from _lines(
                [m for m in marks if m.span and m.id not in inside],
                plan,
                ink[lane.code],
                theme.BAR,
                "solid" if doubt in ("", "~") else dash,
            )
            yield from _lines(
                [m for m in marks if m.span and m.id in inside], plan, ink[lane.code], 2, dash, down=7
            )
            yield from _lines(
                [m for m in marks if m.hollow and not m.span and m.x1 - m.x0 > 12],
                plan,
                ink[lane.code],
                1.3,
                dash,
                ends=doubt != "~",
            )


def _lines(marks, plan, color: str, width: float, dash: str, down: float = 0, ends: bool = False):
    if not marks:
        return
    xs, ys = [], []
    for m in marks:
        a, b, y = plan.day(m.x0), plan.day(max(m.x1, m.x0 + 3)), m.y + down
        xs += [a, a, None, b, b, None, a, b, None] if ends else [a, b, None]
        ys += [y - 4, y + 4, None, y - 4, y + 4, None, y, y, None] if ends else [y, y, None]
    yield {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": color, "width": width, "dash": dash},
        "opacity": 0.85,
        "hoverinfo": "skip",
    }


def _bins(plan, ink):
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
    """The ink under the selected name."""
    x0, x1 = plan.day(label.x - 2), plan.day(label.x + label.width + 3)
    line = {"color": color, "width": 18}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x0, x1],
        "y": [label.y] * 2,
        "line": line,
        "hoverinfo": "skip",
    }


def _text(labels, plan, font: dict) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [plan.day(one.x + one.width if one.before else one.x) for one in labels],
        "y": [one.y for one in labels],
        "text": [text(one.text) for one in labels],
        "textposition": ["middle left" if one.before else "middle right" for one in labels],
        "textfont": font,
        "customdata": [[one.id] for one in labels],
        "hoverinfo": "none",
        "meta": {"names": True},
    }


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


def _layout(plan, colors, data, side: float) -> dict:
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
            *_selection(plan, colors),
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
    for _, top, bottom in _extents(plan):
        yield {
            **line,
            "x0": 14 / plan.width,
            "x1": 14 / plan.width,
            "y0": top + 2,
            "y1": bottom - 2,
            "line": {"color": colors["line-strong"], "width": 1.5},
        }


def _extents(plan):
    """(group, top, bottom) of each named group of lanes."""
    groups = {}
    for lane in plan.lanes:
        if lane.group:
            top, _ = groups.get(lane.group, (lane.top, 0))
            groups[lane.group] = (top, lane.top + lane.height)
    return [(group, top, bottom) for group, (top, bottom) in groups.items()]


def _groups(plan, colors) -> list[dict]:
    return [
        {
            "xref": "paper",
            "yref": "y",
            "x": 0,
            "xanchor": "left",
            "y": (top + bottom) / 2,
            "text": "\u2009".join(text(group.upper())),
            "textangle": -90,
            "showarrow": False,
            "font": _font(9.5, colors["ink-2"], 600),
        }
        for group, top, bottom in _extents(plan)
        if bottom - top > 7.5 * len(group)
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


def _selection(plan, colors):
    """A ring around the selected mark, ink under its name; a tint in bars that hold their name."""
    spots = {m.id: m for m in plan.marks}
    for label in plan.labels:
        mark = spots[label.id]
        if label.inside:
            x0, x1 = max(mark.x0, plan.left), min(mark.x1, plan.right)
            yield _rect(plan.day(x0), plan.day(x1), mark.y - 8, mark.y + 8, colors["sunk"])
        if label.selected:
            reach = mark.radius + 4.5
            yield {
                "type": "circle",
                "xref": "x",
                "yref": "y",
                "x0": plan.day(mark.x - reach),
                "x1": plan.day(mark.x + reach),
                "y0": mark.y - reach,
                "y1": mark.y + reach,
                "line": {"color": colors["ink"], "width": 2},
                "fillcolor": "rgba(0,0,0,0)",
                "layer": "above",
            }


# -- the picture that explains itself ----------------------------------------------------------------------------------


def _furnish(layout: dict, said: dict, colors: dict, plan, margins: tuple, size: tuple) -> None:
    """Title, filter and number above; sources and reading left, edition and licence right below; an ink tab on top."""
    head, foot, side = margins
    below = plan.height + head
    layout |= {
        "width": size[0],
        "height": below + foot,
        "paper_bgcolor": colors["surface"],
        "margin": {"l": side, "r": side, "t": head, "b": foot, "pad": 0, "autoexpand": False},
    }
    edition = " · ".join(filter(None, [f"Edition {said['edition']}", said["licence"]]))
    left = [(note, _font(12, colors["ink-2"])) for note in said["notes"][:2]]
    right = [
        (edition, _font(12, colors["ink-2"])),
        (said.get("link", ""), _font(12, colors["ink-2"], 600)),
    ]
    layout["annotations"] += [
        _said(plan, head, said["title"], 42, _font(29, colors["ink"], 700, theme.SERIF)),
        _said(plan, head, said["subtitle"], 76, _font(15.5, colors["ink-2"])),
        *[
            _said(plan, head, line, below + 26 + 18 * i, font, anchor)
            for anchor, lines in (("left", left), ("right", right))
            for i, (line, font) in enumerate(lines)
            if line
        ],
    ]
    layout["shapes"] += _tab_and_rule(plan, head, colors)


def _said(plan, head: float, words_: str, y: float, font: dict, anchor: str = "left") -> dict:
    """A line of text `y` px below the picture's top; paper units count from the plot's foot up."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 1 if anchor == "right" else 0,
        "xanchor": anchor,
        "y": (plan.height + head - y) / plan.height,
        "yanchor": "middle",
        "text": text(words_),
        "showarrow": False,
        "font": font,
        "align": "left",
    }


def _tab_and_rule(plan, head: float, colors: dict) -> list[dict]:
    page = {"xref": "paper", "yref": "paper", "layer": "above"}
    up, down = (plan.height + head) / plan.height, -10 / plan.height
    tab = {"x0": 0, "x1": 52 / plan.width, "y0": up - 5 / plan.height, "y1": up}
    rule = {"x0": 0, "x1": 1, "y0": down, "y1": down}
    return [
        {**page, "type": "rect", **tab, "fillcolor": colors["ink"], "line": {"width": 0}},
        {**page, "type": "line", **rule, "line": {"color": colors["line-strong"], "width": 1}},
    ]
