"""The timeline as SVG: every mark, name, chip, arc and bar of the plan, as text that is text, with nothing to run or fetch."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT, read_rows
from timeline import detail, reading, words
from timeline.exports import svg
from timeline.exports.furniture import furniture
from timeline.figures import shapes, theme
from timeline.letters import text_width
from timeline.query import select
from timeline.view import View

NS = "{http://www.w3.org/2000/svg}"
TEST = "event=2017-09-03-sixth-nuclear-test"
# Everything that a picture is made of; nothing here runs, loads or holds markup of another kind.
ELEMENTS = {
    *("svg", "title", "g", "rect", "line", "path", "polygon", "polyline", "circle", "text", "defs"),
    *("linearGradient", "stop"),
}
QUERIES = ("", "type=visits", "from=2006-10-10&to=2006-10-20", "q=nothing", "from=1950&to=1961&event=treaty")
# The characters that XML 1.0 allows (section 2.2), said another way round than in the code.
FORBIDDEN = [*map(chr, [*range(9), 11, 12, *range(14, 32)]), "\ufffe", "\uffff"]


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.encode("utf-8"))


def found(root, tag: str, **has) -> list:
    """Elements by tag and attributes; True stands for any value."""
    pairs = {name.replace("_", "-"): value for name, value in has.items()}
    return [
        one
        for one in root.iter(f"{NS}{tag}")
        if all(one.get(name) is not None if v is True else one.get(name) == v for name, v in pairs.items())
    ]


def ids(root) -> list[str]:
    return [one.get("data-id") for one in found(root, "g", data_id=True)]


def texts(root) -> list[str]:
    return [one.text for one in found(root, "text")]


def painted(data, query: str = "", size=(1168, 640), scheme: str = "light"):
    """(plan, its elements) of a view, the plan made here."""
    view = View.from_query(query)
    plan = detail.plan(
        data,
        select(data, view.without("first", "last")),
        words.window(data, view),
        size,
        selected=view.event,
        linked=words.lags(data, view.event),
    )
    body = svg.paint(plan, data, theme.colors(data.categories, scheme), view.event)
    return plan, parsed(f'<svg xmlns="{NS[1:-1]}">{body}</svg>')


def dated(start: str, end: str = "", query: str = "from=2017&to=2017"):
    """The mark of one event with these dates: its group of elements."""
    data = read_rows(
        f"one,{start},{end},One,One,visits,CN,,,4,,,,,,S.,paper,2017-12-02", "two,2017-01-01,,Two,,un,CN,,,3,,,,,,S.,paper,2017-12-02"
    )  # fmt: skip
    return found(painted(data, query)[1], "g", data_id="one")[0]


# -- what is drawn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_the_picture_has_the_events_in_view(small, query):
    """The marks of a picture are the events that `select` gives for its view, each once."""
    view = View.from_query(query)

    assert sorted(ids(parsed(svg.svg(small, view)))) == sorted(select(small, view)["id"])


@pytest.mark.parametrize("query", ["", "type=un", "from=2016&to=2018", f"from=2016&to=2018&{TEST}"])
def test_marks_and_bars_count_every_event(real, query):
    """Marks and the numbers of the bars are together the events in view; no mark is there twice or out of view."""
    view = View.from_query(query)
    root, expected = parsed(svg.svg(real, view)), set(select(real, view)["id"])
    counted = sum(int(one.get("data-n")) for one in found(root, "rect", data_n=True))

    assert len(ids(root)) + counted == len(expected)
    assert len(ids(root)) == len(set(ids(root)))
    assert set(ids(root)) <= expected


@pytest.mark.parametrize("query", ["", "from=2016&to=2018", f"from=2016&to=2018&{TEST}", "to=1955"])
def test_everything_in_the_plan_is_painted(real, query):
    """Names, chips, arcs, lanes, bars, ticks and eras of the plan are all there, and no others."""
    plan, root = painted(real, query)
    said = texts(root)
    names = {one.get("data-name"): one.text for one in found(root, "text", data_name=True)}

    assert ids(root) == [mark.id for mark in plan.marks]
    assert names == {label.id: label.text for label in plan.labels}
    assert [label.chip for label in plan.labels if label.chip and label.chip not in said] == []
    assert [one.get("data-arc") for one in found(root, "path", data_arc=True)] == [
        arc.id for arc in plan.arcs
    ]
    assert [one.get("data-lane") for one in found(root, "text", data_lane=True)] == [
        lane.code for lane in plan.lanes
    ]
    assert [int(one.get("data-n")) for one in found(root, "rect", data_n=True)] == [
        one.n for one in plan.bins
    ]
    shown = [word for x, word, *_ in plan.ticks if plan.left <= x <= plan.right]
    assert [word for word in shown if word not in said] == []
    wide = [name for _, name, x0, x1, *_ in plan.eras if x1 - x0 > text_width(name, 11, 500) + 8]
    assert [name for name in wide if name not in said] == []


def test_these_queries_have_chips_and_arcs(real):
    """The selected event of these tests has answers with a chip and an arc, so that something is compared."""
    plan, _ = painted(real, f"from=2016&to=2018&{TEST}")

    assert len(plan.arcs) > 1
    assert len([one for one in plan.labels if one.chip]) > 1


def test_names_stand_where_the_plan_says(real):
    """A name begins at its label's left edge; one before its mark ends at the right edge."""
    plan, root = painted(real, "from=2016&to=2018")
    spots = {one.get("data-name"): one for one in found(root, "text", data_name=True)}
    expected = {
        one.id: ("end" if one.before else None, f"{one.x + one.width if one.before else one.x:.2f}")
        for one in plan.labels
    }

    assert {
        id: (one.get("text-anchor"), f"{float(one.get('x')):.2f}") for id, one in spots.items()
    } == expected


def test_what_an_event_is_stands_in_its_mark(small):
    """Who points at a mark reads its date in words and its whole title."""
    group = found(parsed(svg.svg(small, View())), "g", data_id="month")[0]

    assert group.find(f"{NS}title").text == "July 2017, day not known: Somebody travels"


def test_an_unknown_event_type_has_its_lane(small):
    """Events of a type that no table defines are drawn, in a neutral ink."""
    events = small.events.assign(category=["stray"] * len(small.events))
    root = parsed(svg.svg(replace(small, events=events), View()))

    assert sorted(ids(root)) == sorted(small.events["id"])
    assert found(root, "text", data_lane="stray")
    shapes_ = [group.findall(f"{NS}g")[-1] for group in found(root, "g", data_id=True)]
    assert {one.get("stroke") for one in shapes_} == {theme.LIGHT["ink-3"]}


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start, end, caps, dashed, faded, arrow, hollow",
    [
        ("2017-07-04", "", 0, False, False, False, False),
        ("2017-03-04", "2017-08-09", 0, False, False, False, False),
        ("2017-03", "", 2, False, False, False, True),
        ("2017-03~", "", 0, False, True, False, True),
        ("2017-03?", "", 2, True, False, False, True),
        ("2017-03%", "", 0, True, True, False, True),
        ("2017-03-04", "..", 0, False, True, True, False),
    ],
)
def test_precision_and_doubt_are_seen(start, end, caps, dashed, faded, arrow, hollow):
    """A day is a solid mark; unknown days a hollow one on a bracket; `~` loses its ends and fades, `?` is dashed, `%` both."""
    group = dated(start, end)
    shape = group.findall(f"{NS}g")[-1]
    marks = (len(found(group, "line")), bool(found(group, "path")), bool(found(group, "polyline")))

    assert marks == (caps, dashed, arrow)
    assert ("url(#fade-" in ElementTree.tostring(group, "unicode")) == faded
    assert (shape.get("fill") == theme.LIGHT["surface"]) == hollow


@pytest.mark.parametrize("start, end", [("2016-02-01", "2017-03-04"), ("2016", "2018"), ("2016-11-20", "..")])
def test_what_began_before_the_window_is_seen_in_it(start, end):
    """Of an event that began earlier the bar is drawn, from the window's edge on."""
    bars = list(dated(start, end).iter(f"{NS}rect"))
    left = detail.GUTTER + detail.INSET

    assert bars
    assert {float(one.get("x")) for one in bars} == {float(left)}


def test_every_gradient_that_is_used_is_there():
    """A fill by reference refers to a gradient of the same picture, and there is no other."""
    rows = ("about,2017-03~,,One,,visits,CN,,,4,,,,,,S.,paper,2017-12-02",
            "on,2017-03-01,..,Two,,un,CN,,,4,,,,,,S.,paper,2017-12-02",
            "day,2017-03-01,,Three,,nuclear,CN,,,4,,,,,,S.,paper,2017-12-02")  # fmt: skip
    drawing = svg.svg(read_rows(*rows), View.from_query("from=2017&to=2017"))
    made = [one.get("id") for one in found(parsed(drawing), "linearGradient")]

    assert len(made) == 2
    assert set(re.findall(r"url\(#([^)]+)\)", drawing)) == set(made)


def test_the_selected_event_is_in_ink(real):
    """The selected mark alone has a ring of ink, its name stands on a ground of ink."""
    plan, root = painted(real, f"from=2016&to=2018&{TEST}")
    mark = next(one for one in plan.marks if one.id == TEST.removeprefix("event="))
    rings = found(root, "circle", stroke=theme.LIGHT["ink"])

    assert [float(ring.get("r")) for ring in rings] == [pytest.approx(mark.radius + shapes.RING, abs=0.01)]
    assert found(root, "text", data_name=mark.id)[0].get("fill") == theme.LIGHT["surface"]
    assert len(found(root, "rect", fill=theme.LIGHT["ink"])) == 1


# -- text is text ------------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
@example("<script>alert(1)</script>")
@example("</title></svg><img src=x onerror=alert(1)>")
@example("\"' onload='x' & &amp; &lt; ]]> <!--")
@example("".join(FORBIDDEN) + "x")
def test_any_text_is_text(said):
    """Whatever a title, name or licence says is shown as it is and is never markup; what XML forbids is replaced."""
    events, categories, eras = BASE.events, BASE.categories, BASE.eras
    data = replace(
        BASE,
        title=said,
        licence=said,
        events=events.assign(title=[said] * len(events), label=[said[:9]] * len(events)),
        tables=BASE.tables
        | {
            "categories": categories.assign(label=[said] * 3, group=["G", "G", said]),
            "eras": eras.assign(name=[said] * len(eras)),
        },
    )
    root = parsed(svg.svg(data, View()))
    clean = "".join("\ufffd" if c in FORBIDDEN else c for c in said).replace("\r\n", "\n").replace("\r", "\n")

    assert {one.tag.removeprefix(NS) for one in root.iter()} <= ELEMENTS
    assert {group.find(f"{NS}title").text.partition(": ")[2] for group in found(root, "g", data_id=True)} == {
        clean
    }


BASE = read_rows()


@pytest.mark.parametrize("data", ["small", "real", "foreign"])
def test_nothing_runs_and_nothing_is_fetched(request, data):
    """A picture holds shapes and words alone: no script, no handler, no style sheet, no address to load from."""
    source = (
        reading.read(ROOT / "tests" / "data" / "foreign" / "markup.csv")
        if data == "foreign"
        else request.getfixturevalue(data)
    )
    root = parsed(svg.svg(source, View()))
    attributes = {name for one in root.iter() for name in one.attrib}
    values = [value for one in root.iter() for name, value in one.items() if not name.startswith("data-")]

    assert {one.tag.removeprefix(NS) for one in root.iter()} <= ELEMENTS
    assert [name for name in attributes if name.startswith("on") or "href" in name or name == "style"] == []
    assert [value for value in values if "//" in value or ("url(" in value and "url(#" not in value)] == []


# -- the picture and its words -----------------------------------------------------------------------------------------


def test_the_picture_explains_itself(small):
    """Title, filter, number, sources, reading, edition and licence stand in the picture."""
    named = replace(small, title="China & North Korea", licence="CC BY 4.0")
    view = View.from_query("type=visits")
    said, shown = furniture(named, view), texts(parsed(svg.svg(named, view)))

    assert [one for one in (said["title"], *said["notes"]) if one not in shown] == []
    assert f"Edition {named.edition} · CC BY 4.0" in shown
    assert any(line.startswith(said["subtitle"]) for line in shown)


def test_the_picture_says_how_many_are_named(real):
    """The subtitle says how many events have their names, which is the number of names in the picture."""
    root = parsed(svg.svg(real, View()))
    line = next(line for line in texts(root) if "Named: " in line)

    assert int(re.search(r"Named: ([\d,]+);", line)[1]) == len(found(root, "text", data_name=True))


@pytest.mark.parametrize("size", [(1200, 675), (1920, 1080), (600, 400)])
def test_the_picture_has_the_width_asked_for(real, size):
    """The picture is as wide as asked and no higher; the same drawing is only scaled."""
    root, usual = (
        parsed(svg.svg(real, View(), size)),
        parsed(svg.svg(real, View(), (1200, 1200 * size[1] / size[0]))),
    )

    assert float(root.get("width")) == size[0]
    assert float(root.get("height")) <= size[1] + 1
    assert root.get("viewBox") == usual.get("viewBox")


def test_a_picture_of_many_lanes_is_higher(small):
    """Lanes that do not fit are all drawn, in a picture that is higher than asked."""
    events = small.events.loc[small.events.index.repeat(10)].reset_index(drop=True)
    events = events.assign(id=[f"e{n}" for n in range(60)], category=[f"kind-{n}" for n in range(60)])
    root = parsed(svg.svg(replace(small, events=events), View()))

    assert len(found(root, "text", data_lane=True)) == 60
    assert float(root.get("height")) > 675


def test_a_view_without_events_says_so(small):
    """A picture of nothing says that no event matches, and of how many."""
    shown = texts(parsed(svg.svg(small, View(text="nothing"))))

    assert "No event matches." in shown
    assert any("0 of 6 events" in line for line in shown)


@pytest.mark.parametrize("query", ["", "from=2016&to=2018", "to=1955", f"from=2017-09&to=2017-09&{TEST}"])
def test_nothing_leaves_the_chart(real, query):
    """No bar, ribbon, rule, mark or bracket begins or ends outside the chart."""
    plan, root = painted(real, query)
    spans = [
        (float(one.get("x")), float(one.get("x")) + float(one.get("width"))) for one in found(root, "rect")
    ]
    spans += [(float(one.get("x1")), float(one.get("x2"))) for one in found(root, "line")]
    spans += [(float(one.get("cx")),) * 2 for one in found(root, "circle", cx=True, stroke=True)]

    assert [span for span in spans if min(span) < 0 or max(span) > plan.width] == []


def test_the_same_view_is_the_same_file(real):
    """Twice drawn is byte for byte the same."""
    view = View.from_query(f"from=2016&to=2018&{TEST}")

    assert svg.svg(real, view) == svg.svg(real, view)


# -- light, dark and the page's own ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_a_picture_has_the_colours_of_its_scheme(small, scheme):
    """Every colour of a picture is one of the scheme's or of its event types."""
    used = {color.lower() for color in re.findall(r"#[0-9A-Fa-f]{6}", svg.svg(small, View(), scheme=scheme))}
    known = {color.lower() for color in theme.colors(small.categories, scheme).values()}

    assert used <= known
    assert {theme.SCHEMES[scheme]["ink"].lower(), theme.SCHEMES[scheme]["surface"].lower()} <= used


def test_the_first_view_follows_the_page(small):
    """The chart inside the page names no colour but the page's variables, all of which its style sheet has."""
    drawing, sheet = svg.first_view(small, View(), (900, 500)), theme.css(small.categories)
    variables = set(re.findall(r"var\((--[\w-]+)\)", drawing))

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", drawing.replace("url(#fade", "url(")) == []
    assert [name for name in variables if f"{name}:" not in sheet] == []
    assert {"--ink", "--c-0", "--c-1", "--c-2"} <= variables


def test_the_first_view_has_every_lane(small):
    """The chart inside the page shows lanes without events too, as the page does, and exactly the events in view."""
    view = View(types=("un",))
    root = parsed(svg.first_view(small, view, (900, 500)))

    assert [one.get("data-lane") for one in found(root, "text", data_lane=True)] == [
        "un",
        "visits",
        "nuclear",
    ]
    assert ids(root) == list(select(small, view)["id"])
