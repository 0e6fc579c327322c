"""The timeline as SVG: paints a plan of `timeline.detail`, decides nothing. Text is text, and nothing is fetched or run.

`svg` is the picture that explains itself; `first_view` the chart alone, in the page's own colours.
"""

import re
from dataclasses import dataclass, replace
from html import escape

from timeline import dates, detail
from timeline.exports.furniture import MARGIN, fitting
from timeline.figures import plan as plan_of
from timeline.figures import shapes, theme
from timeline.letters import fitted, text_width
from timeline.view import View

SIZE = (1200, 675)
# px above and below the chart of a picture as wide as SIZE, and of a chart without lanes; how much wider it may be
# planned, and then shown smaller, so that many lanes fit.
HEAD, FOOT, EMPTY, SMALLEST = 100, 80, 90, 1.25
GROUP_X, RULE_X, SHAPE_X, NAME_X, NAME_ROOM = 6, 14, 27, 37, 108
# What a bar or bracket looks like along its length: share of it -> how much of its colour.
FADES = {"soft": ((0, 0), (0.35, 1), (0.65, 1), (1, 0)), "open": ((0, 1), (0.55, 1), (1, 0.1))}
UNDER = {"paint_order": "stroke", "stroke_linejoin": "round"}  # a halo
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(data, view: View, size: tuple[float, float] = SIZE, scheme: str = "light") -> str:
    """The picture of the events in view with title, filter, number, sources, edition and licence.

    It is as wide as `size` and as high as its lanes need; all of it scales with the width.
    """
    plan = _picture_plan(data, view, (SIZE[0], SIZE[0] * size[1] / size[0]))
    colors = theme.colors(data.categories, scheme)
    width, height = plan.width + 2 * MARGIN, plan.height + HEAD + FOOT
    said = fitting(data, view, width, _named(plan))
    chart = paint(plan, data, colors, view.event)
    body = [
        _tag("title", escape(_xml(f"{said['title']}. {said['subtitle']}"))),
        # A little larger than the picture, whose size is in whole px.
        _tag("rect", x=-1, y=-1, width=width + 2, height=height + 2, fill=colors["surface"]),
        *_furniture(said, colors, width, height),
        _tag("g", chart, transform=f"translate({MARGIN} {HEAD})"),
    ]
    return _root("".join(body), (width, height), (size[0], size[0] * height / width))


def first_view(data, view: View, size: tuple[float, float]) -> str:
    """The chart alone with all lanes, in the variables of the page's style sheet: it follows light and dark."""
    plan = plan_of(data, view, size)
    colors = {name: f"var(--{name})" for name in theme.colors(data.categories, "light")}
    return _root(paint(plan, data, colors, view.event), (plan.width, plan.height), (plan.width, plan.height))


def paint(plan: detail.Plan, data, colors: dict[str, str], selected: str = "") -> str:
    """The elements of a plan from the ground up. `colors` are those of `theme.colors`, or what stands for them."""
    places = {code: at for at, code in enumerate(data.categories["code"])}
    inks = [colors[f"c-{places[one.code]}"] if one.code in places else colors["ink-3"] for one in plan.lanes]
    dated = zip(
        data.events["id"], data.events["start"], data.events["end"], data.events["title"], strict=True
    )
    shown = {mark.id for mark in plan.marks}
    hovers = {id: f"{dates.phrase(a, b)}: {title}" for id, a, b, title in dated if id in shown}
    scene = Scene(plan, colors, inks, selected, hovers, data.edition_day)
    layers = (_fades, _ribbons, _grid, _rules, _today, _bins, _arcs, _marks, _chips, _names, _gutter, _axis)
    return "".join(part for layer in layers for part in layer(scene))


@dataclass(frozen=True)
class Scene:
    """A plan with its colours: of each lane, the selected event, and what each mark says of itself."""

    plan: detail.Plan
    colors: dict[str, str]
    inks: list[str]
    selected: str
    hovers: dict[str, str]
    today: int

    def within(self, x: float) -> float:
        """The px at the edge of the window for what lies beyond it."""
        return min(max(float(x), self.plan.left), self.plan.right)


# -- the room of a picture -------------------------------------------------------------------------------------------


def _picture_plan(data, view: View, size: tuple[float, float]) -> detail.Plan:
    """The plan in the room of a picture. Where its lanes need more, the room grows in both directions."""
    plan = plan_of(data, view, _room(size, 1), only_used=True)
    grown = (plan.height + HEAD + FOOT) / size[1]
    if grown > 1:
        plan = plan_of(data, view, _room(size, min(grown, SMALLEST)), only_used=True)
    return plan if plan.lanes else replace(plan, height=plan.height + EMPTY)


def _room(size: tuple[float, float], grown: float) -> tuple[float, float]:
    return size[0] * grown - 2 * MARGIN, size[1] * grown - HEAD - FOOT


def _named(plan) -> str:
    """How many events of a plan have their names, and what the others are; empty when all have or none has."""
    rest = "small marks and bars" if plan.bins else "small marks"
    named = len(plan.labels)
    return f"Named: {named:,}; {rest}: the rest." if 0 < named < sum(one.n for one in plan.lanes) else ""


# -- elements --------------------------------------------------------------------------------------------------------


def _xml(text: str) -> str:
    """The text without the characters that XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)


def _tag(tag: str, body: str = "", **has) -> str:
    """An element. Names of attributes are written with hyphens; None leaves one out. `body` is markup already."""
    pairs = "".join(
        f' {name.replace("_", "-")}="{_value(value)}"' for name, value in has.items() if value is not None
    )
    return f"<{tag}{pairs}>{body}</{tag}>" if body else f"<{tag}{pairs}/>"


def _value(value) -> str:
    return escape(_xml(value)) if isinstance(value, str) else f"{float(value):.2f}".rstrip("0").rstrip(".")


def _root(body: str, box: tuple[float, float], size: tuple[float, float]) -> str:
    return _tag(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        width=round(size[0]),
        height=round(size[1]),
        viewBox=f"0 0 {_value(box[0])} {_value(box[1])}",
        font_family=theme.SANS,
        role="img",
    )


def _text(x: float, y: float, said: str, size: float, color: str, weight: int = 400, **more) -> str:
    """A line of text with its middle at y. Faces differ in what they call the middle, so its foot is stated."""
    return _tag(
        "text",
        escape(_xml(said)),
        x=x,
        y=y + 0.36 * size,
        font_size=size,
        font_weight=None if weight == 400 else weight,
        fill=color,
        **more,
    )


def _line(x0: float, y0: float, x1: float, y1: float, color: str, width: float = 1, **more) -> str:
    return _tag("line", x1=x0, y1=y0, x2=x1, y2=y1, stroke=color, stroke_width=width, **more)


def _points(corners) -> str:
    return " ".join(f"{_value(x)},{_value(y)}" for x, y in corners)


def _shape(name: str, x: float, y: float, radius: float, color: str, ground: str, hollow: bool, halo: float):
    """The mark of an event type; a hollow one is filled with its ground, a solid one has a halo of it."""
    scale = radius / shapes.RADIUS
    if hollow or name.endswith("-open"):
        edge = {"fill": ground, "stroke": color, "stroke_width": min(1.5, 0.3 * radius) / scale}
    elif halo:
        edge = {"fill": color, "stroke": ground, "stroke_width": 2 * halo / scale} | UNDER
    else:
        edge = {"fill": color}
    corner = f"{_value(x - 8 * scale)} {_value(y - 8 * scale)}"
    body = shapes.SHAPES.get(name.removesuffix("-open"), shapes.SHAPES["circle"])
    return _tag("g", body, transform=f"translate({corner}) scale({scale:.3f})", **edge)


# -- under the events ------------------------------------------------------------------------------------------------


def _ribbons(scene: Scene):
    """One ribbon for each track of eras; every second era of the first track also tints the lanes."""
    plan = scene.plan
    first_track = plan.eras[0][0] if plan.eras else ""
    of_first = [era for era in plan.eras if era[0] == first_track]
    for track, _, x0, x1, top, place in plan.eras:
        if track == first_track and place % 2 and len(of_first) > 1:
            tall = plan.height - plan.top + 4
            yield _tag(
                "rect", x=x0, y=plan.top - 4, width=x1 - x0, height=tall, fill=scene.colors["era-tint"]
            )
        tone = scene.colors["era-b" if place % 2 else "era-a"]
        yield _tag("rect", x=x0, y=top, width=max(x1 - x0 - 1, 0.5), height=theme.ERA, fill=tone)


def _grid(scene: Scene):
    """Lines at the ticks, from the axis to the foot."""
    for x, _, major, _ in _ticks(scene.plan):
        tone = scene.colors["grid-major" if major else "grid"]
        yield _line(x, scene.plan.top - 4, x, scene.plan.height, tone)


def _ticks(plan) -> list[tuple]:
    return [tick for tick in plan.ticks if plan.left <= tick[0] <= plan.right]


def _rules(scene: Scene):
    """A thin line under each lane, a stronger one beside each group with its word."""
    for lane in scene.plan.lanes:
        y = lane.top + lane.height
        yield _line(RULE_X, y, scene.plan.width, y, scene.colors["line"])
    for words, size, top, bottom in scene.plan.groups:
        yield _line(RULE_X, top, RULE_X, bottom, scene.colors["line-strong"], 1.5)
        if words:
            place = f"translate({GROUP_X} {_value((top + bottom) / 2)}) rotate(-90)"
            yield _text(0, 0, words, size, scene.colors["ink-2"], 600, text_anchor="middle", transform=place)


def _today(scene: Scene):
    plan = scene.plan
    if plan.first <= scene.today <= plan.last:
        x = plan.x(scene.today)
        yield _line(x, plan.top - 4, x, plan.height, scene.colors["ink-2"], stroke_dasharray="2 3")


def _bins(scene: Scene):
    """Bars of counts where the rug is crowded."""
    for one in scene.plan.bins:
        said = f"{one.n:,} event{'' if one.n == 1 else 's'}"
        yield _tag(
            "rect",
            _tag("title", said),
            x=one.x0,
            y=one.y - one.height,
            width=max(one.x1 - one.x0, 0.5),
            height=one.height,
            fill=scene.inks[one.lane],
            fill_opacity=0.7,
            data_n=str(one.n),
        )
    for x, y, n in scene.plan.piles:
        yield _text(x, y, f"{n:,}", detail.PILE[0], scene.colors["ink-3"])


# -- events ----------------------------------------------------------------------------------------------------------


def _arcs(scene: Scene):
    """From the earlier event to the later one, under marks and names; no halo of one lies over another."""
    ink, ground = scene.colors["ink"], scene.colors["surface"]
    ways = list(shapes.ways(scene.plan, scene.selected))
    paths = [f"M{_points([start])}Q{_points([bend])} {_points([end])}" for _, start, bend, end in ways]
    yield from (_tag("path", d=path, fill="none", stroke=ground, stroke_width=4.5) for path in paths)
    for path, (arc, _, bend, end) in zip(paths, ways, strict=True):
        yield _tag("path", d=path, fill="none", stroke=ink, stroke_width=1.3, data_arc=arc.id)
        yield _tag("polygon", points=_points(shapes.head(bend, end)), fill=ink)


def _marks(scene: Scene):
    """Each event: its bar or bracket, the ring of the selected one, its shape; what it is, for who points at it."""
    plan = scene.plan
    inside = {label.id for label in plan.labels if label.inside}
    for mark in plan.marks:
        color, ground = scene.inks[mark.lane], scene.colors["surface"]
        rug, chosen = mark.kind == "rug", mark.id == scene.selected
        long = [] if rug else list(_length(scene, mark, mark.id in inside))
        parts = [_tag("title", escape(_xml(scene.hovers.get(mark.id, mark.id)))), *long]
        # A mark beyond the window is seen by its bar; in the rug it stands at the edge.
        if rug or not long or plan.left <= mark.x <= plan.right:
            x = scene.within(mark.x)
            if chosen:
                ring = {"stroke": scene.colors["ink"], "stroke_width": 2, "fill": ground}
                parts.append(_tag("circle", cx=x, cy=mark.y, r=mark.radius + shapes.RING, **ring))
            halo = 0 if rug or long else 2
            parts.append(
                _shape(plan.lanes[mark.lane].shape, x, mark.y, mark.radius, color, ground, mark.hollow, halo)
            )
        yield _tag("g", "".join(parts), data_id=mark.id, opacity=0.75 if rug and not chosen else None)


def _length(scene: Scene, mark, inside: bool):
    """The bar of a duration, or the bracket over the days that a date can mean; none where the mark would hide it."""
    color, y, sharp = scene.inks[mark.lane], mark.y, mark.doubt not in ("~", "%")
    x0, x1 = scene.within(mark.x0), scene.within(mark.x1)
    starts, ends = mark.x0 >= scene.plan.left, mark.x1 <= scene.plan.right
    if mark.span and inside:
        tint = {"fill": _fill(scene, mark), "fill_opacity": scene.colors["tint"]}
        yield _tag("rect", x=x0, y=y - 7.5, width=x1 - x0, height=15, **tint)
        yield _strip(scene, mark, x0, x1, y + 5.5, 2)
        if starts and sharp:
            yield _tag("rect", x=x0, y=y - 7.5, width=2, height=15, fill=color)
    elif mark.span and mark.x1 - mark.x > mark.radius:
        yield _strip(scene, mark, x0, x1, y - theme.BAR / 2, theme.BAR)
    elif mark.hollow and mark.x1 - mark.x0 > 2 * mark.radius + 2:
        yield _strip(scene, mark, x0, x1, y - 0.65, 1.3)
        caps = [x for x, seen in ((x0, starts), (x1, ends)) if seen and sharp]
        yield from (_line(x, y - 4, x, y + 4, color, 1.3) for x in caps)
    if mark.open:
        corners = _points([(x1 - 4, y - 4), (x1, y), (x1 - 4, y + 4)])
        yield _tag("polyline", points=corners, fill="none", stroke=color, stroke_width=1.5)


def _fill(scene: Scene, mark) -> str:
    """The colour of a length: it fades at both ends where the dates are about, and towards an open end."""
    if mark.open:
        return f"url(#{_fade('open', mark.lane)})"
    return f"url(#{_fade('soft', mark.lane)})" if mark.doubt in ("~", "%") else scene.inks[mark.lane]


def _strip(scene: Scene, mark, x0: float, x1: float, y: float, height: float) -> str:
    """A length from x0 to x1; dashes where it is uncertain."""
    fill = _fill(scene, mark)
    if mark.doubt not in ("?", "%"):
        rounding = 2.5 if height > 5 else None
        return _tag("rect", x=x0, y=y, width=max(x1 - x0, 1), height=height, rx=rounding, fill=fill)
    dash, step = (4, 7) if height < 5 else (6, 9)
    starts = [x0 + step * n for n in range(int((x1 - x0) / step) + 1)]
    boxes = "".join(
        f"M{_points([(x, y)])}h{_value(min(dash, x1 - x) or 1)}v{_value(height)}H{_value(x)}z" for x in starts
    )
    return _tag("path", d=boxes, fill=fill)


def _fade(kind: str, lane: int) -> str:
    return f"fade-{kind}-{lane}"


def _fades(scene: Scene):
    """The gradients that marks of each lane need."""
    soft = [m for m in scene.plan.marks if m.kind != "rug" and (m.open or m.doubt in ("~", "%"))]
    used = {("open" if m.open else "soft", m.lane) for m in soft}
    for kind, lane in sorted(used):
        ink = scene.inks[lane]
        stops = [_tag("stop", offset=at, stop_color=ink, stop_opacity=share) for at, share in FADES[kind]]
        yield _tag("defs", _tag("linearGradient", "".join(stops), id=_fade(kind, lane)))


def _chips(scene: Scene):
    """The lag of a linked event, between its mark and its name."""
    size, weight, _ = detail.CHIP
    ink, ground, tall = scene.colors["ink"], scene.colors["surface"], shapes.CHIP
    for label in scene.plan.labels:
        if label.chip:
            x, wide, y = label.chip_x, label.chip_width, label.y
            edge = {"fill": ground, "stroke": ink, "stroke_width": 1.2}
            yield _tag("rect", x=x, y=y - tall / 2, width=wide, height=tall, rx=tall / 2, **edge)
            yield _text(x + wide / 2, y, label.chip, size, ink, weight, text_anchor="middle")


def _names(scene: Scene):
    """Names with a halo; the selected one on a ground of ink."""
    ground = scene.colors["surface"]
    halo = {"stroke": ground, "stroke_width": 3, "stroke_opacity": 0.85} | UNDER
    for label in scene.plan.labels:
        size, weight, tone, _ = theme.LABEL[label.importance]
        x, y, wide = float(label.x), label.y, label.width
        if label.selected:
            # The ground keeps clear of the ring, on whichever side that is.
            x0, more = x + (-6 if label.before else 3), {"text_anchor": "middle", "data_name": label.id}
            yield _tag("rect", x=x0, y=y - 9, width=wide + 5, height=18, rx=3, fill=scene.colors["ink"])
            yield _text(x0 + wide / 2 + 2.5, y, label.text, size, ground, 600, **more)
        else:
            # A name before its mark ends beside it, however wide the reader's face is.
            end = {"text_anchor": "end"} if label.before else {}
            more = end | ({} if label.inside else halo) | {"data_name": label.id}
            yield _text(
                x + wide if end else x,
                y,
                label.text,
                size,
                scene.colors["ink" if label.chip else tone],
                weight,
                **more,
            )


# -- beside the events -----------------------------------------------------------------------------------------------


def _gutter(scene: Scene):
    """For each lane its shape, name and count; for each track of eras its name."""
    colors = scene.colors
    for lane, ink in zip(scene.plan.lanes, scene.inks, strict=True):
        y = lane.top + theme.LANE_PAD + theme.ROW / 2 if lane.rows else lane.top + lane.height / 2
        shape = _shape(lane.shape, SHAPE_X, y, 4.6, ink, colors["surface"], False, 0)
        yield shape if lane.n else _tag("g", shape, opacity=0.45)
        name = fitted(lane.label, 12, 500, NAME_ROOM)
        yield _text(NAME_X, y, name, 12, colors["ink" if lane.n else "ink-3"], 500, data_lane=lane.code)
        if lane.n and lane.height >= 2 * theme.ROW:
            yield _text(NAME_X, y + 15, f"{lane.n:,}", 11, colors["ink-3"])
    for track, top in {era[0]: era[4] for era in scene.plan.eras}.items():
        name = fitted(track, 11, 400, NAME_ROOM + NAME_X - SHAPE_X)
        yield _text(SHAPE_X - 4, top + theme.ERA / 2, name, 11, colors["ink-3"])
    if not scene.plan.lanes:
        y = (scene.plan.top + scene.plan.height) / 2
        yield _text(scene.plan.left, y, "No event matches.", 15.5, colors["ink-2"])


def _axis(scene: Scene):
    """The words of the ticks, and the names of the eras that their ribbons hold."""
    anchors = {"center": "middle", "right": "start", "left": "end"}
    for x, said, major, side in _ticks(scene.plan):
        tone, weight = ("ink", 600) if major else ("ink-3", 400)
        place = {"text_anchor": anchors[side]}
        yield _text(x, detail.AXIS / 2, said, 11.5, scene.colors[tone], weight, **place)
    for _, name, x0, x1, top, _ in scene.plan.eras:
        if x1 - x0 > text_width(name, 11, 500) + 8:
            yield _text(x0 + 5, top + theme.ERA / 2, name, 11, scene.colors["ink-2"], 500)


# -- the words around a picture --------------------------------------------------------------------------------------


def _furniture(said: dict, colors: dict, width: float, height: float):
    """An ink tab, title, filter and number above; sources and reading left, edition and licence right below."""
    rule, ink_2 = height - FOOT + 20, colors["ink-2"]
    yield _tag("rect", x=MARGIN, y=0, width=52, height=5, fill=colors["ink"])
    yield _text(MARGIN, 47, said["title"], 29, colors["ink"], 700, font_family=theme.SERIF)
    yield _text(MARGIN, 79, said["subtitle"], 15.5, ink_2)
    yield _line(MARGIN, rule, width - MARGIN, rule, colors["line-strong"])
    edition = " · ".join(filter(None, [f"Edition {said['edition']}", said["licence"]]))
    end = {"text_anchor": "end"}
    yield _text(width - MARGIN, rule + 19, edition, 12, ink_2, **end)
    if said.get("link"):
        yield _text(width - MARGIN, rule + 37, said["link"], 12, colors["ink"], 600, **end)
    for at, note in enumerate(said["notes"][:2]):
        yield _text(MARGIN, rule + 19 + 18 * at, note, 12, ink_2)
