"""The canvas in a real browser: real mouse, wheel, touch and keys, and what is drawn for them."""

import pytest

from tests.browser.test_dashboard import RANGE, choose, draws, ids, query, shown
from timeline import measures, reading
from timeline.query import select
from timeline.view import View

pytestmark = pytest.mark.browser
NAMED = """() => {
    const plan = window.timeline.plan(), box = document.getElementById('ink').getBoundingClientRect(), ids = window.timeline.ids();
    return plan.marks.map((m, k) => ({id: ids[k], kind: m.kind, x: box.left + m.x, y: box.top + m.y}))
        .filter(m => m.kind === 'named' && m.x > box.left + plan.left + 20 && m.x < box.left + plan.right - 20);
}"""
MIDDLE = """() => { const b = document.getElementById('ink').getBoundingClientRect(), p = window.timeline.plan(); return [b.left + (p.left + p.right) / 2, b.top + p.height - 6]; }"""


@pytest.fixture(scope="module")
def data():
    from tests.conftest import ROOT

    return reading.read(ROOT / "events.csv")


@pytest.fixture
def opened(open_page, eventually):
    """The page at its first view, with the canvas drawn."""
    page = open_page("")
    eventually(lambda: page.locator("#canvas").get_attribute("data-state") == "complete")
    return page


def at(page, text: str) -> int:
    return View.from_query(f"from={text}").first


def go(page, eventually, address: str) -> None:
    page.goto(page.url.split("?")[0] + address)
    eventually(lambda: page.locator("#canvas").get_attribute("data-state") == "complete" and shown(page) != [])
    view = View.from_query(address)
    if view.first is not None:
        eventually(lambda: page.evaluate(RANGE)[0] == view.first)


def test_a_click_reads_the_event_under_the_pointer(opened, eventually):
    """A hover tells of the event under the pointer, a click opens it, Escape closes it again."""
    spot = opened.evaluate(NAMED)[0]

    opened.mouse.move(spot["x"], spot["y"], steps=3)
    eventually(lambda: opened.locator("#card").is_visible())
    opened.mouse.click(spot["x"], spot["y"])
    eventually(lambda: query(opened).get("event") == [spot["id"]])
    eventually(lambda: opened.locator("#reader-title").is_visible())
    opened.keyboard.press("Escape")

    eventually(lambda: "event" not in query(opened))


def test_a_drag_moves_the_window_and_keeps_its_width(opened, eventually):
    """Dragging to the right shows earlier days, as wide as before, and the address says which."""
    go(opened, eventually, "?from=2010&to=2015")
    before = opened.evaluate(RANGE)
    x, y = opened.evaluate(MIDDLE)

    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 150, y, steps=8)
    during = opened.evaluate(RANGE)
    opened.mouse.up()

    assert during[0] < before[0]
    eventually(lambda: query(opened)["from"][0] < "2010")
    after = opened.evaluate(RANGE)
    assert abs((after[1] - after[0]) - (before[1] - before[0])) <= 1


def test_names_stay_where_they_are_while_one_pans(opened, eventually):
    """During a drag an event that keeps clear of the edges keeps its row and its name."""
    go(opened, eventually, "?from=2012&to=2018")
    look = """() => { const p = window.timeline.plan(), ids = window.timeline.ids();
        return p.labels.filter(l => l.x > p.left + 200 && l.x + l.width < p.right - 200).map(l => [window.timeline.ids()[p.marks.findIndex(m => m.i === l.i)], l.y, l.text]); }"""
    seen = {event: rest for event, *rest in opened.evaluate(look)}
    assert len(seen) > 5
    x, y = opened.evaluate(MIDDLE)
    opened.mouse.move(x, y)
    opened.mouse.down()
    for step in range(1, 8):
        opened.mouse.move(x + 20 * step, y)
        names = """() => { const p = window.timeline.plan(); return Object.fromEntries(p.labels.map(l => [window.timeline.ids()[p.marks.findIndex(m => m.i === l.i)], [l.y, l.text]])); }"""
        now = opened.evaluate(names)
        assert {event: now.get(event) for event in seen} == seen
    opened.mouse.up()


def test_the_wheel_scrolls_the_page_until_the_canvas_is_clicked(opened, eventually):
    """A plain wheel scrolls the page and says how to zoom; with the focus on the canvas, or with Ctrl, it zooms at the pointer."""
    before = opened.evaluate(RANGE)
    x, y = opened.evaluate(MIDDLE)
    opened.mouse.move(x, y - 200)
    opened.mouse.wheel(0, 100)
    eventually(lambda: opened.locator("#canvas-hint").is_visible())
    eventually(lambda: opened.evaluate("() => scrollY") > 0)
    assert opened.evaluate(RANGE) == before
    opened.evaluate("() => scrollTo(0, 0)")

    opened.locator("#canvas").focus()
    opened.mouse.move(x, y - 200)
    for _ in range(4):
        opened.mouse.wheel(0, -100)

    eventually(lambda: opened.evaluate(RANGE)[1] - opened.evaluate(RANGE)[0] < (before[1] - before[0]) / 2)
    assert opened.evaluate("() => scrollY") == 0
    middle, now = sum(before) / 2, opened.evaluate(RANGE)
    assert abs(sum(now) / 2 - middle) < (before[1] - before[0]) / 50
    eventually(lambda: "from" in query(opened))


def test_shift_and_drag_takes_a_span(opened, eventually):
    """Shift and drag shows the span that was drawn, and the dates say it."""
    before = opened.evaluate(RANGE)
    x, y = opened.evaluate(MIDDLE)
    opened.keyboard.down("Shift")
    opened.mouse.move(x - 100, y)
    opened.mouse.down()
    opened.mouse.move(x + 100, y, steps=4)
    opened.mouse.up()
    opened.keyboard.up("Shift")

    eventually(lambda: query(opened).get("from") is not None)
    eventually(lambda: opened.evaluate(RANGE)[1] - opened.evaluate(RANGE)[0] < (before[1] - before[0]) / 3)


def test_a_double_click_shows_what_a_bar_counts(opened, data, eventually):
    """A double click on a bar of counts fits the window to it; on an empty place everything comes back."""
    bar = opened.evaluate("""() => { const p = window.timeline.plan(), b = document.getElementById('ink').getBoundingClientRect();
        const bin = p.bins.slice().sort((a, c) => c.n - a.n)[0]; return {x: b.left + (bin.x0 + bin.x1) / 2, y: b.top + bin.y - 3, n: bin.n}; }""")
    assert bar["n"] > 1
    opened.mouse.dblclick(bar["x"], bar["y"])
    eventually(lambda: bar["n"] <= len(shown(opened)) < len(data.events) / 4)

    x, y = opened.evaluate(MIDDLE)
    opened.mouse.dblclick(x, y)

    eventually(lambda: len(shown(opened)) == len(data.events))
    eventually(lambda: query(opened) == {})


def test_keys_move_through_events_and_lanes(opened, data, eventually):
    """Arrows move through the events in time, up and down through the lanes, Enter reads; a screen reader hears each."""
    opened.locator("#canvas").focus()
    opened.keyboard.press("Home")
    first = select(data, View()).iloc[0]
    eventually(lambda: first["title"] in opened.locator("#live").inner_text())
    opened.keyboard.press("ArrowRight")
    second = select(data, View()).iloc[1]
    eventually(lambda: second["title"] in opened.locator("#live").inner_text())
    opened.keyboard.press("ArrowLeft")
    eventually(lambda: first["title"] in opened.locator("#live").inner_text())
    opened.keyboard.press("ArrowDown")
    eventually(lambda: first["title"] not in opened.locator("#live").inner_text())
    opened.keyboard.press("Home")
    eventually(lambda: first["title"] in opened.locator("#live").inner_text())
    opened.keyboard.press("Enter")

    eventually(lambda: query(opened).get("event") == [first["id"]])


def test_the_card_tells_of_the_event_that_has_the_focus(opened, data, eventually):
    """With keys the card stands by the focused event, in a bar too; zooming keeps that event in sight, and reading it shuts the card."""
    card, last = opened.locator("#card"), select(data, View()).iloc[-1]
    opened.locator("#canvas").focus()
    opened.keyboard.press("Home")
    eventually(lambda: select(data, View()).iloc[0]["title"] in card.inner_text())
    opened.keyboard.press("End")
    eventually(lambda: last["title"] in card.inner_text())
    for _ in range(3):
        opened.keyboard.press("+")
    assert card.is_hidden()
    eventually(lambda: opened.evaluate(RANGE)[0] > last["first"] - 6000)
    assert opened.evaluate(RANGE)[0] <= last["first"] <= opened.evaluate(RANGE)[1]
    opened.keyboard.press("Enter")

    eventually(lambda: query(opened).get("event") == [last["id"]])
    assert card.is_hidden()


def test_keys_zoom_pan_and_fit(opened, eventually):
    """+ halves the window, Shift and an arrow moves it by a tenth, 0 shows everything again."""
    opened.locator("#canvas").focus()
    whole = opened.evaluate(RANGE)
    opened.keyboard.press("+")
    eventually(lambda: abs(2 * (opened.evaluate(RANGE)[1] - opened.evaluate(RANGE)[0]) - (whole[1] - whole[0])) < 10)
    half = opened.evaluate(RANGE)
    opened.keyboard.press("Shift+ArrowRight")
    eventually(lambda: abs(opened.evaluate(RANGE)[0] - half[0] - (half[1] - half[0]) / 10) < 5)
    opened.keyboard.press("0")

    eventually(lambda: opened.evaluate(RANGE) == whole)


def test_the_window_is_a_day_at_least_and_the_data_at_most(opened, eventually):
    """Zooming in ends at one day, zooming out a little beyond the data."""
    opened.locator("#canvas").focus()
    whole = opened.evaluate(RANGE)
    for _ in range(24):
        opened.keyboard.press("+")
    eventually(lambda: abs(opened.evaluate("() => window.timeline.window()[1] - window.timeline.window()[0]") - 1) < 1e-6)
    for _ in range(30):
        opened.keyboard.press("-")

    eventually(lambda: opened.evaluate(RANGE)[1] - opened.evaluate(RANGE)[0] > whole[1] - whole[0])
    assert opened.evaluate(RANGE)[1] - opened.evaluate(RANGE)[0] <= 1.11 * (whole[1] - whole[0])


def test_lanes_go_off_and_on_at_once(opened, data, eventually):
    """Event types are masked before the server answers, and the answer agrees with what is drawn."""
    opened.route("**/api/page/**", lambda route: None)  # the server is silent
    choose(opened, "type", "talks")
    expected = ids(data, types=("talks",))

    eventually(lambda: draws(opened, expected))
    opened.unroute("**/api/page/**")


def test_the_chosen_event_shows_its_answers_with_their_lag(opened, data, eventually):
    """The selected event has an arc to each linked event in sight, with the lag beside the answer's name."""
    links = measures.links(data.events).query("kind == 'responds_to'")
    event = links["earlier"].value_counts().index[0]
    day = int(data.events.set_index("id").loc[event, "first"])
    window = View(first=day - 60, last=day + 120, event=event)
    go(opened, eventually, "?" + window.to_query())
    inside = set(select(data, window)["id"])
    wanted = {one for one in links.loc[links["earlier"] == event, "later"] if one in inside}
    look = "() => { const p = window.timeline.plan(), ids = window.timeline.ids(); return p.arcs.map(a => ids[p.marks.findIndex(m => m.i === a.i)]); }"

    eventually(lambda: wanted <= set(opened.evaluate(look)))
    chips = opened.evaluate("() => window.timeline.plan().labels.map(l => l.chip).filter(Boolean)")
    assert any(chip.startswith("+") and chip.endswith(" d") for chip in chips)


def test_the_overview_moves_the_window_by_pointer_and_by_key(opened, eventually):
    """A handle of the overview narrows the window, dragged or by arrow keys; a drag between the handles moves it."""
    whole = opened.evaluate(RANGE)
    handle = opened.locator("#overview-from").bounding_box()
    x, y = handle["x"] + 3, handle["y"] + 9
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 400, y, steps=6)
    opened.mouse.up()
    eventually(lambda: query(opened).get("from") is not None)
    narrow = opened.evaluate(RANGE)
    assert narrow[0] > whole[0] + (whole[1] - whole[0]) / 4
    assert narrow[1] == whole[1]
    opened.locator("#overview-to").focus()
    opened.keyboard.press("ArrowLeft")

    eventually(lambda: opened.evaluate(RANGE)[1] < narrow[1])


def test_a_finger_pans_and_two_pinch(browser, dashboard, eventually):
    """On a touch screen one finger moves the window, a tap reads an event, and a page can still be scrolled past."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, has_touch=True)
    page = context.new_page()
    page.goto(f"{dashboard}/?from=2010&to=2015")
    eventually(lambda: page.locator("#canvas").get_attribute("data-state") == "complete")
    eventually(lambda: page.evaluate(RANGE)[0] == View.from_query("from=2010").first)
    before = page.evaluate(RANGE)
    x, y = page.evaluate(MIDDLE)
    touch = context.new_cdp_session(page)
    points = [{"x": x, "y": y - 200}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    for step in range(1, 9):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + 20 * step, "y": y - 200}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    eventually(lambda: page.evaluate(RANGE)[0] < before[0] - 30)
    # The window has come to rest when the address says it.
    eventually(lambda: at(page, query(page)["from"][0]) == page.evaluate(RANGE)[0] < before[0])
    spot = page.evaluate(NAMED)[0]
    page.touchscreen.tap(spot["x"], spot["y"])
    eventually(lambda: query(page).get("event") == [spot["id"]])
    context.close()


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_the_canvas_is_as_sharp_as_the_screen(browser, dashboard, eventually, ratio):
    """The canvas has as many pixels as the screen under it."""
    context = browser.new_context(viewport={"width": 1200, "height": 800}, device_scale_factor=ratio)
    page = context.new_page()
    page.goto(dashboard)
    eventually(lambda: page.locator("#canvas").get_attribute("data-state") == "complete")

    ink = page.evaluate("() => { const c = document.getElementById('ink'); return [c.width, c.getBoundingClientRect().width]; }")
    assert ink[0] == round(ink[1] * ratio)
    context.close()


def test_the_list_names_what_the_canvas_shows(opened, data, eventually):
    """After every kind of choice the canvas, the list and the page's own ids are one selection."""
    for query_ in ("?importance=4", "?type=visits&from=2018&to=2019", "?q=coal", "?tag=alliance", "?stance=-2"):
        go(opened, eventually, query_)
        expected = list(select(data, View.from_query(query_))["id"])
        assert shown(opened) == expected
        eventually(lambda wanted=expected: draws(opened, wanted))


def test_a_first_picture_stands_before_the_scripts(browser, dashboard, data):
    """With scripts off the page still shows the timeline, in the colours of the page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(dashboard)

    assert page.locator("#first svg").is_visible()
    drawn = page.locator("#first [data-id]").count()
    counted = sum(map(int, page.locator("#first [data-n]").evaluate_all("nodes => nodes.map(n => n.dataset.n)")))
    assert drawn + counted == len(data.events)
    context.close()


def test_era_tracks_can_be_switched(opened, data, eventually):
    """The menu of eras puts a track above the lanes and takes it away again."""
    tracks = list(dict.fromkeys(data.eras["track"]))
    drawn = "() => window.timeline.plan().tracks"
    assert opened.evaluate(drawn) == tracks[:2]

    opened.locator("#eras summary").click()
    opened.locator("#eras label", has_text=tracks[2]).click()
    eventually(lambda: opened.evaluate(drawn) == tracks[:3])
    opened.locator("#eras label", has_text=tracks[0]).click()

    eventually(lambda: opened.evaluate(drawn) == tracks[1:3])
