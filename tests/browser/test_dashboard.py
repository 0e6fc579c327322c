"""The real page in a real browser, on the real events: what is clicked, what is seen, what is downloaded."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from timeline import reading
from timeline.query import select
from timeline.view import View

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent


# The days at both ends of the canvas, the last one exclusive.
RANGE = "() => window.timeline.window().map(Math.round)"


@pytest.fixture(scope="module")
def data():
    return reading.read(ROOT / "events.csv")


def ids(data, **choices) -> list[str]:
    """The ids that a view must show, asked of the library."""
    return list(select(data, View(**choices))["id"])


def shown(page) -> list[str]:
    text = page.locator("#page").get_attribute("data-ids")
    return text.split(";") if text else []


def listed(page) -> list[str]:
    """Ids of the list's pages, read off the cards themselves."""
    found = []
    while True:
        found += page.locator("#list a.title").evaluate_all("nodes => nodes.map(n => n.dataset.id)")
        following = page.locator("#list .pages button", has_text="Next")
        if not following.is_visible() or following.is_disabled():
            return found
        last = found[-1]
        following.click()
        page.locator(f'#list a.title[data-id="{last}"]').wait_for(state="detached")


def choose(page, kind: str, value: str) -> None:
    page.locator(f'.facet-{kind} .choice-box:has([data-count="{kind}:{value}"])').click()


def query(page) -> dict:
    """The address bar's query, asked of the page itself: `page.url` lags behind replaceState."""
    return parse_qs(page.evaluate("() => location.search.slice(1)"))


def download(page, kind: str, scope: str = "In sight") -> bytes:
    page.get_by_role("button", name="Download", exact=True).click()
    page.locator(".scopes label", has_text=scope).click()
    page.locator(f'.kinds input[value="{kind}"]').check()
    with page.expect_download() as got:
        page.locator("#get").click()
    page.keyboard.press("Escape")
    page.locator("#download").wait_for(state="hidden")
    return Path(got.value.path()).read_bytes()


def csv_ids(body: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(body.decode("utf-8")))]


def draws(page, expected: list[str]) -> bool:
    """Does the canvas draw these events and no others: each as a mark, or counted in a bar of its lane?"""
    plan = page.evaluate(
        "() => ({ids: window.timeline.ids(), bars: window.timeline.plan().bins.reduce((sum, one) => sum + one.n, 0)})"
    )
    return set(plan["ids"]) <= set(expected) and len(plan["ids"]) + plan["bars"] == len(expected)


@pytest.fixture
def opened(open_page):
    """The page at its first view, answered."""
    return open_page("")


def test_first_sight_shows_every_event(opened, data):
    """The page opens on every event of the file: lanes, list, counts and title agree with the file."""
    with open(ROOT / "events.csv", encoding="utf-8", newline="") as file:
        in_file = sorted(row["id"] for row in csv.DictReader(file))

    assert sorted(shown(opened)) == in_file
    assert listed(opened) == shown(opened)
    assert draws(opened, in_file)
    assert opened.locator("#count").inner_text().startswith(f"All {len(in_file):,} events")
    assert opened.locator("h1").inner_text() == data.title


def test_one_event_type_changes_everything_together(opened, data, eventually):
    """Choosing one event type changes lanes, list, table, counts, address and download together."""
    expected = ids(data, types=("nuclear",))

    choose(opened, "type", "nuclear")

    eventually(lambda: shown(opened) == expected)
    assert listed(opened) == expected
    eventually(lambda: draws(opened, expected))
    assert opened.locator("#count").inner_text().startswith(f"{len(expected):,} of {len(data.events):,} events")
    assert query(opened) == {"type": ["nuclear"]}
    assert csv_ids(download(opened, "csv")) == expected
    assert [e["id"] for e in json.loads(download(opened, "json"))["events"]] == expected
    opened.locator(".tabs a", has_text="Table").click()
    # The grid draws the rows in sight and says how many there are, its header among them.
    rows = opened.locator("#grid .ag-center-cols-container .ag-row")
    eventually(lambda: opened.locator("#grid [role=grid]").get_attribute("aria-rowcount") == str(len(expected) + 1))
    eventually(lambda: rows.count() > 5)
    seen = sorted(rows.evaluate_all("rows => rows.map(r => [Number(r.getAttribute('row-index')), r.getAttribute('row-id')])"))
    assert [event for _, event in seen] == expected[: len(seen)]


def test_counts_ignore_their_own_facet(opened, data, eventually):
    """After a choice of type, each type still says what it would show, and the other facets count what is left."""
    choose(opened, "type", "un")
    eventually(lambda: shown(opened) == ids(data, types=("un",)))

    un = opened.locator('[data-count="type:un"]').inner_text()
    other = opened.locator('[data-count="type:measures"]').inner_text()
    against = opened.locator('[data-count="stance:-1"]').inner_text()

    assert un == str(len(ids(data, types=("un",))))
    assert other == str(len(ids(data, types=("measures",))))
    assert against == str(len(ids(data, types=("un",), stances=("-1",))))


def test_back_and_reload_restore_the_view(opened, data, eventually):
    """Back undoes a choice, Forward does it again, a reload and a shared address keep it."""
    choose(opened, "type", "talks")
    eventually(lambda: shown(opened) == ids(data, types=("talks",)))

    opened.go_back()
    eventually(lambda: len(shown(opened)) == len(data.events))
    assert query(opened) == {}
    opened.go_forward()
    eventually(lambda: shown(opened) == ids(data, types=("talks",)))
    opened.reload()
    eventually(lambda: shown(opened) == ids(data, types=("talks",)))

    assert opened.locator('.facet-type input[value="talks"]').is_checked()


def test_only_the_last_question_counts(opened, data, eventually):
    """An answer that comes after another was asked for is thrown away, however late it comes."""
    held = []
    opened.route(re.compile(r"/api/page/wide\?type=un$"), lambda route: held.append(route))
    choose(opened, "type", "un")
    eventually(lambda: opened.evaluate("1") and held)
    choose(opened, "type", "visits")
    expected = ids(data, types=("un", "visits"))
    eventually(lambda: shown(opened) == expected)

    with opened.expect_response(lambda reply: reply.url.endswith("?type=un")):
        held[0].continue_()
    opened.wait_for_timeout(300)

    assert shown(opened) == expected
    opened.unroute(re.compile(r"/api/page/wide\?type=un$"))


def test_an_answer_that_cannot_be_read_is_said_and_the_next_puts_it_right(opened, data, eventually):
    """When nothing sensible comes from the server the page says so in words; the next choice that is answered shows as ever."""
    opened.route("**/api/page/**", lambda route: route.fulfill(status=200, body=""))
    choose(opened, "type", "un")
    eventually(lambda: opened.locator("#count").inner_text().startswith("The server could not be asked."))
    opened.unroute("**/api/page/**")

    choose(opened, "type", "talks")

    eventually(lambda: shown(opened) == ids(data, types=("un", "talks")))
    assert opened.locator("#count").inner_text().endswith("to today")


def test_a_choice_made_while_the_table_comes_is_kept(open_page, data, eventually):
    """What is chosen before the grid's code has come stands in the address and in the table when it has."""
    page, held = open_page(), []
    page.route("**/dash_ag_grid.min.js", lambda route: held.append(route))
    page.locator(".tabs a", has_text="Table").click()
    eventually(lambda: page.evaluate("1") and held)  # a word to the page, so that its requests are heard
    choose(page, "type", "talks")
    expected = ids(data, types=("talks",))
    eventually(lambda: shown(page) == expected)

    held[0].continue_()

    eventually(lambda: page.locator("#grid [role=grid]").get_attribute("aria-rowcount") == str(len(expected) + 1))
    assert query(page) == {"tab": ["table"], "type": ["talks"]}


@pytest.mark.parametrize("address", ["?tab=about", "?tab=table", "?q=zzzz"])
def test_the_first_picture_goes_where_no_canvas_is(open_page, eventually, address):
    """On a tab without the timeline, and where nothing matches, the picture of the first moment does not lie over the page."""
    page = open_page(address)

    eventually(lambda: page.locator("#first").count() == 0)


def test_the_focus_stays_on_what_was_used(opened, data, eventually):
    """A link that an answer replaces has the focus again: a zoom step by its name, a span by its place."""
    for link in ("#zoom-in", "#zoom .preset >> nth=1"):
        words = opened.locator(link).inner_text()
        opened.locator(link).evaluate("node => { node.dataset.old = 'yes'; node.focus(); }")
        opened.keyboard.press("Enter")
        eventually(lambda link=link: opened.locator(link).get_attribute("data-old") is None)

        now = opened.evaluate("() => [document.activeElement.textContent, document.activeElement.dataset.old || '']")
        assert now == [words, ""]


def test_picture_holds_exactly_the_events(opened, data, eventually):
    """The exported SVG has each event of the filter as a mark or in a bar, and its title, number and edition inside."""
    expected = ids(data, types=("nuclear",))
    choose(opened, "type", "nuclear")
    eventually(lambda: shown(opened) == expected)

    svg = download(opened, "svg").decode("utf-8")
    png = download(opened, "png")

    assert marks_in(svg) == len(expected)
    assert data.title in svg
    assert f"{len(expected):,} of {len(data.events):,} events" in svg
    assert data.edition in svg
    assert png[:8] == b"\x89PNG\r\n\x1a\n"


def marks_in(svg: str) -> int:
    """Events in a picture: marks, and those that bars count."""
    return len(re.findall(r' data-id="', svg)) + sum(map(int, re.findall(r' data-n="(\d+)"', svg)))


def test_html_download_stands_alone(opened, data, eventually, open_file):
    """The HTML file lists exactly the events of the filter and asks nothing of any server."""
    choose(opened, "type", "measures")
    expected = ids(data, types=("measures",))
    eventually(lambda: shown(opened) == expected)

    page, asked = open_file(download(opened, "html"))

    assert page.locator("[data-id]").evaluate_all("nodes => nodes.map(n => n.dataset.id)") == expected
    assert page.locator(".js-plotly-plot").count() == 1
    assert asked == []


def test_dates_and_zoom_are_one_window(opened, data, eventually):
    """Typed dates zoom the canvas; zooming out and All change the dates; the list follows both."""
    opened.get_by_label("From", exact=True).fill("2016")
    opened.get_by_label("To", exact=True).fill("2017")
    opened.get_by_label("To", exact=True).press("Enter")
    first, last = View.from_query("from=2016&to=2017").first, View.from_query("from=2016&to=2017").last
    expected = ids(data, first=first, last=last)

    eventually(lambda: shown(opened) == expected)
    eventually(lambda: opened.evaluate(RANGE) == [first, last + 1])
    eventually(lambda: draws(opened, expected))
    opened.get_by_role("link", name="Zoom out").click()
    eventually(lambda: len(shown(opened)) > len(expected))
    assert query(opened)["from"] != ["2016"]
    opened.locator(".preset", has_text="All").click()
    eventually(lambda: len(shown(opened)) == len(data.events))

    assert opened.get_by_label("From", exact=True).input_value() == ""


def test_search_finds_a_name_in_every_script(opened, data, eventually):
    """Typing a person's name in Chinese or Korean, or in another spelling, shows the events of that person."""
    people = data.actors[(data.actors["kind"] == "person") & ~data.actors["aliases"].map(str.isascii)]
    person = next(row for row in people.to_dict("records") if ids(data, actors=(row["code"],)))
    expected = ids(data, text=person["name"])
    assert set(ids(data, actors=(person["code"],))) <= set(expected)

    for name in (*person["aliases"].split("|"), person["name"].lower()):
        opened.get_by_label("Search the events").fill(name)
        eventually(lambda name=name: query(opened).get("q") == [name] and shown(opened) == expected)


def test_reader_opens_steps_and_closes(opened, data, eventually):
    """A click on an event opens the reader with its sources; Next steps in list order; Escape closes it and keeps the filter."""
    choose(opened, "type", "un")
    expected = ids(data, types=("un",))
    eventually(lambda: shown(opened) == expected)

    opened.locator(f'#list a[data-id="{expected[0]}"]').click()
    row = data.events.set_index("id").loc[expected[0]]
    eventually(lambda: opened.locator("#reader-title").inner_text() == row["title"])
    urls = set(data.sources.set_index("id").loc[row["sources"].split(";"), "url"])
    links = set(
        opened.locator("#reader .sources a").evaluate_all("nodes => nodes.map(n => n.getAttribute('href'))")
    )
    opened.locator("#next").click()
    eventually(lambda: query(opened).get("event") == [expected[1]])
    opened.locator("#reader-title").press("Escape")
    eventually(lambda: "event" not in query(opened))

    eventually(lambda: opened.locator("#reader").is_hidden())
    assert links == urls
    assert query(opened) == {"type": ["un"]}


def test_links_lead_from_test_to_answer_and_back(opened, data, eventually):
    """A linked event is a link in the reader, with its lag, and Back returns to where one was."""
    from timeline import measures

    link = measures.links(data.events).query("kind == 'responds_to'").iloc[0]
    opened.goto(opened.url.split("?")[0] + f"?event={link['earlier']}")
    title = data.events.set_index("id").loc[link["later"], "title"]
    opened.locator("#reader .linked a", has_text=title).first.click()
    eventually(lambda: query(opened)["event"] == [link["later"]])

    opened.go_back()

    eventually(lambda: query(opened)["event"] == [link["earlier"]])


def test_empty_view_says_what_to_drop(opened, eventually):
    """A filter without events names a filter to drop; the offer works."""
    opened.goto(opened.url.split("?")[0] + "?type=nuclear&to=1949")
    eventually(lambda: opened.locator(".empty").is_visible())

    opened.locator(".empty a").first.click()

    eventually(lambda: len(shown(opened)) > 0)


def test_unusable_address_is_said(opened, eventually):
    """A date in the address that cannot be read is named; the rest of the address counts."""
    opened.goto(opened.url.split("?")[0] + "?from=banana&type=un")

    eventually(lambda: "banana" in opened.locator("#notes").inner_text())
    assert query(opened)["type"] == ["un"]


def test_keys_walk_through_the_events(opened, eventually):
    """/ goes to the search; in the list j and k read the next and the previous event; ? opens help; Escape closes."""
    opened.keyboard.press("/")
    assert opened.evaluate("() => document.activeElement.id") == "q"
    first, second = shown(opened)[:2]
    opened.locator("#list a.title").first.focus()
    opened.keyboard.press("j")
    eventually(lambda: query(opened).get("event") == [first])
    opened.locator("#reader-title").press("j")
    eventually(lambda: query(opened).get("event") == [second])
    opened.locator("#reader-title").press("k")
    eventually(lambda: query(opened).get("event") == [first])
    opened.keyboard.press("Escape")
    eventually(lambda: "event" not in query(opened))
    opened.keyboard.press("?")

    opened.get_by_role("dialog", name="Help").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("address", ["", "?event={}", "?tab=table", "?tab=about"])
def test_axe_reports_nothing(open_page, axe, data, scheme, width, height, address):
    """axe finds no fault in light and dark, wide and narrow, with the reader open, in each tab."""
    page = open_page(address.format(data.events["id"].iloc[-1]), width=width, height=height, scheme=scheme)
    if "table" in address:
        page.locator("#grid .ag-row").first.wait_for()

    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("button", ["Download", "Help"])
def test_axe_reports_nothing_in_dialogs(open_page, axe, button):
    """axe finds no fault while a dialog is open."""
    page = open_page("")
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("dialog").wait_for()

    assert axe(page) == []


def test_phone_is_a_feed(open_page, data, eventually):
    """On a phone the events are a feed by year; the filter opens over it, the reader comes as a sheet."""
    page = open_page("", width=390, height=844)
    page.get_by_role("navigation", name="Phone").get_by_text("Filter").click()
    choose(page, "type", "nuclear")
    expected = ids(data, types=("nuclear",))
    eventually(lambda: shown(page) == expected)
    page.locator("#close-rail").click()

    page.locator("#list a.title").first.click()

    eventually(lambda: page.locator("#reader-title").is_visible())
    assert page.locator("#canvas").is_hidden()


def test_a_phone_says_what_is_chosen_and_what_it_leaves(open_page, data, eventually):
    """The filter of a phone says how many events it leaves and goes at a touch or Enter; the feed names what is chosen."""
    page = open_page("?type=nuclear", width=390, height=844)
    n = len(ids(data, types=("nuclear",)))
    eventually(lambda: page.locator("#chosen").get_by_text("Nuclear").is_visible())

    page.get_by_role("navigation", name="Phone").get_by_text("Filter").click()
    eventually(lambda: page.locator("#show-events").inner_text() == f"Show {n} events")
    page.locator("#show-events").click()
    eventually(lambda: page.locator("#rail").is_hidden())

    page.get_by_role("navigation", name="Phone").get_by_text("Filter").click()
    page.locator("#q").press("Enter")
    eventually(lambda: page.locator("#rail").is_hidden())


def test_a_year_on_a_phone_begins_with_its_first_event(open_page, eventually):
    """Wherever one is in the feed, a touch on a year of the strip shows its first event, not covered by what sticks."""
    page = open_page("", width=390, height=844)
    page.evaluate("() => window.scrollTo(0, 3000)")
    page.locator("#strip .bar").nth(72).dispatch_event("click")
    place = "() => { const box = document.querySelector('#list a.title').getBoundingClientRect(); return document.elementFromPoint(box.x + 5, box.y + 5)?.className; }"

    eventually(lambda: query(page)["from"] == ["2017-01-01"] and page.evaluate(place) == "title")


def test_all_of_the_list_is_a_link_away(opened, data, eventually):
    """Under a page of the list a link leads to all of it, which is what paper shows in place of the buttons."""
    link = opened.locator("#list .pages a")
    assert opened.locator("#list .pages span").inner_text() == f"1 to 25 of {len(data.events):,}"
    link.click()

    eventually(lambda: opened.locator("body.plain-list li").count() == len(data.events))


def test_dark_reaches_the_canvas(open_page, eventually):
    """Where the system is dark the first picture is dark, and the toggle turns page and canvas light together."""
    from timeline.figures import theme

    page = open_page("", scheme="dark")
    # The axis is written in the scheme's ink: are there pixels of exactly that colour?
    has = """color => {
        const ink = document.getElementById('ink'), data = ink.getContext('2d').getImageData(0, 0, ink.width, 30).data;
        const wanted = [1, 3, 5].map(k => parseInt(color.slice(k, k + 2), 16));
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255 && wanted.every((c, k) => data[i + k] === c)) return true;
        return false;
    }"""
    eventually(lambda: page.evaluate(has, theme.DARK["ink"]))

    page.locator("#scheme").click()

    eventually(lambda: page.evaluate(has, theme.LIGHT["ink"]))
    assert page.evaluate("() => document.documentElement.dataset.mantineColorScheme") == "light"
