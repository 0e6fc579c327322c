"""Addresses beside the page: each file, list and picture holds exactly what the view of its query selects."""

import csv
import io
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT, TABLES, read_rows
from timeline.app import create_app, listing
from timeline.exports import EXPORTS, citation, stem
from timeline.figures import theme
from timeline.query import facets, select
from timeline.view import MAX_QUERY, View
from timeline.words import count_line

HOME = "http://127.0.0.1:8050"
KINDS = {
    "/list": "text/html",
    "/api/events.csv": "text/csv",
    "/api/events.safe.csv": "text/csv",
    "/api/events.json": "application/json",
    "/api/events.html": "text/html",
    "/api/timeline.html": "text/html",
    "/api/picture.svg": "image/svg+xml",
    "/api/citation.txt": "text/plain",
    "/theme.css": "text/css",
    "/healthz": "application/json",
}
OF_A_VIEW, FIXED = list(KINDS)[:8], list(KINDS)[8:]
FILES = {
    **{f"/api/events.{kind}": kind for kind in ("csv", "safe.csv", "json", "html")},
    "/api/timeline.html": "html",
    "/api/picture.svg": "svg",
}
QUERIES = (
    *("", "type=un", "type=nuclear&type=visits", "from=2006-10-10&to=2006", "to=1970-04-06"),
    "q=pyongyang",
    "q=%E5%91%A8%E6%81%A9%E6%9D%A5",
    "stance=none&importance=2",
    "actor=KP&tag=alliance",
    "type=un&from=1950&to=1960",
    "event=vote&tab=table&type=un",
    "utm_source=x&y=%F0%9F%98%80&type=un",
    "type=no-such-type",
)


class Items(HTMLParser):
    """The events of a page: their ids in order, titles and links; and every element that there is."""

    def __init__(self, page: str):
        super().__init__()
        self.ids, self.titles, self.texts, self.links, self.tags, self.open = [], [], [], [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        has, self.open = dict(attrs), tag
        self.tags.append((tag, *sorted(name for name in has if name.startswith("on"))))
        self.ids += [has["data-id"]] if "data-id" in has else []
        self.links += [has["href"]] if tag == "a" else []
        self.titles += [""] if tag == "h2" else []

    def handle_endtag(self, tag):
        self.open = ""

    def handle_data(self, text):
        self.texts.append(text)
        if self.open == "h2":
            self.titles[-1] += text


@pytest.fixture(scope="module")
def ask(small):
    """A function: path, query -> the answer of the small data set's dashboard, read to its end."""
    client = create_app(small).server.test_client()

    def send(path: str, query: str = "", **more):
        return client.get(path, query_string=query, base_url=HOME, buffered=True, **more)

    return send


def rows(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


# -- what is in them -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_every_file_holds_what_the_view_selects(ask, small, query):
    """CSV, safe CSV, JSON, page, list and picture of a query have the events of `select` for its view, in its order."""
    expected = list(select(small, View.from_query(query))["id"])
    told = ask("/api/events.json", query).get_json()

    assert expected == [row["id"] for row in rows(ask("/api/events.csv", query))]
    assert expected == [row["id"] for row in rows(ask("/api/events.safe.csv", query))]
    assert expected == [event["id"] for event in told["events"]]
    assert (len(expected), len(small.events)) == (told["count"], told["of"])
    assert expected == Items(ask("/api/timeline.html", query).text).ids
    assert expected == Items(ask("/list", query).text).ids
    assert set(expected) == set(Items(ask("/api/picture.svg", query).text).ids)


@pytest.mark.parametrize("query", QUERIES)
def test_the_answer_to_the_page_is_the_view(ask, small, query):
    """Its ids, words, numbers and list are those of `select`; only what the page shows is in it."""
    view = View.from_query(query)
    expected = list(select(small, view)["id"])
    told = ask("/api/page/wide", query).get_json()
    feed = ask("/api/page/narrow", query).get_json()

    assert (expected, len(expected)) == (told["ids"], told["n"])
    assert expected == Items(told["parts"]["list"]).ids
    assert facets(small, view) == told["facets"]
    assert told["words"] == count_line(small, view, len(expected))
    assert ("strip" in told["parts"], "strip" in feed["parts"], "about" in told["parts"]) == (False, True, False)
    assert bool(told["parts"]["reader"]) == (view.event in set(small.events["id"]))
    assert "about" in ask("/api/page/wide", "tab=about").get_json()["parts"]


@pytest.mark.parametrize("query", QUERIES)
def test_the_pages_of_the_list_hold_each_event_once(ask, small, query, monkeypatch):
    """One after the other, the pages of the list are the view's events in its order; a page beyond is the last."""
    monkeypatch.setattr(listing, "PAGE", 3)
    expected = list(select(small, View.from_query(query))["id"])
    last = max(-(-len(expected) // 3), 1)
    pages = [Items(ask(f"/api/list/{page}", query).text).ids for page in range(1, last + 2)]

    assert expected == [id for page in pages[:-1] for id in page]
    assert pages[-1] == pages[-2]


@pytest.mark.parametrize(
    "query, way",
    [
        ("type=nuclear&q=zzzz", "Remove"),
        ("type=nuclear&to=1949", "Remove"),
        ("type=nuclear&q=zzzz&to=1950", "Only"),
        ("q=zzzz", "Remove"),
    ],
)
def test_an_empty_list_offers_what_there_is(small, query, way):
    """Where nothing matches, each offer says how many events its link gives: without one filter, else with one alone."""
    told = listing.empty(small, View.from_query(query))
    offers = re.findall(r'href="\?([^"]*)">(Remove|Only) [^:]*: ([\d,]+) event', told)

    assert {one for _, one, _ in offers} == {way}
    assert [int(n) for *_, n in offers] == [
        len(select(small, View.from_query(unescape(link)))) for link, *_ in offers
    ]


def test_texts_of_the_list_are_text(small):
    """A title, a summary or an id that looks like HTML is shown as it is written."""
    events = small.events.assign(title='<img src=x onerror="alert(1)">', summary="a & b</p><script>")
    told = listing.listing(replace(small, events=events), events, View())

    assert "<img" not in told
    assert "<script" not in told
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;" in told
    assert "a &amp; b&lt;/p&gt;" in told


@pytest.mark.parametrize("query", QUERIES)
def test_every_address_gives_what_its_writer_writes(ask, small, query):
    """Byte for byte, a file from the server is the file that the command line writes for the same view."""
    view = View.from_query(query)
    files = {path: EXPORTS[kind](small, view) for path, kind in FILES.items()}
    files["/api/citation.txt"] = citation.text(small, view, event=view.event)

    expected = {path: body if isinstance(body, bytes) else body.encode() for path, body in files.items()}
    assert expected == {path: ask(path, query).data for path in files}


def test_queries_of_these_tests_differ(small):
    """Between them the queries above show all events, some, one and none."""
    found = {len(select(small, View.from_query(query))) for query in QUERIES}

    assert {0, 1, len(small.events)} < found


def test_a_citation_names_the_selected_event(ask):
    """With `event` the citation is of that event; of an id that nobody has, of the view."""
    one, none = (ask("/api/citation.txt", f"event={event}").text for event in ("vote", "nobody"))

    assert "Event “Council votes for sanctions”, Saturday 14 October 2006 (vote)." in one
    assert "Event" not in none.removeprefix("Events")


def test_the_real_events_leave_as_they_are(real):
    """The CSV of all events is the file that ships, byte for byte."""
    client = create_app(real).server.test_client()
    whole, one = (client.get("/api/events.csv", base_url=HOME, query_string=q) for q in ("", "type=un"))

    assert whole.data == (ROOT / "events.csv").read_bytes()
    assert [row["category"] for row in rows(one)] == ["un"] * len(select(real, View(types=("un",))))


def test_theme_and_health_are_of_the_data(ask, small):
    """The theme has every colour and the data's own categories; health says how many events of which edition."""
    css = ask("/theme.css").text
    colors = [row[scheme].lower() for row in small.categories.to_dict("records") for scheme in theme.SCHEMES]

    assert css.startswith(theme.css(small.categories))
    assert [color for color in colors if color not in css.lower()] == []
    assert {"status": "ok", "events": 6, "edition": small.edition} == ask("/healthz").get_json()


# -- what they are called --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path, kind", KINDS.items())
def test_an_address_says_what_it_is(ask, path, kind):
    """Every address has its own content type; what is text is said to be UTF-8."""
    answer = ask(path)

    assert (200, kind) == (answer.status_code, answer.mimetype)
    assert answer.mimetype == "application/json" or answer.mimetype_params == {"charset": "utf-8"}


NAMES = {
    "": "events_2026-01-03",
    "type=un&type=visits": "events_un-visits_2026-01-03",
    "from=1961&to=2006-10": "events_1961-2006_2026-01-03",
    "type=..%2F..%2Fetc%2Fpasswd": "events_etc-passwd_2026-01-03",
    "type=a%22%0D%0ASet-Cookie%3A+b%3D1": "events_a-set-cookie-b-1_2026-01-03",
    "type=%E2%80%AEgpj.exe": "events_gpj-exe_2026-01-03",
}


@pytest.mark.parametrize("path, kind", FILES.items())
@pytest.mark.parametrize("query, name", NAMES.items())
def test_a_file_has_a_name_that_tells(ask, small, path, kind, query, name):
    """A file is saved, not shown; its name tells data, types, years and edition, and no query can add to the header."""
    answer = ask(path, query)

    assert f'attachment; filename="{name}.{kind}"' == answer.headers["Content-Disposition"]
    assert name == stem(small, View.from_query(query))
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", [path for path in KINDS if path not in FILES])
def test_what_is_no_file_is_shown(ask, path):
    """A list, a picture's data or a style is not saved under a name."""
    assert "Content-Disposition" not in ask(path).headers


# -- what they refuse ------------------------------------------------------------------------------------------------

BAD = {
    "from=never": "from: 'never' is not a date.",
    "to=2017-02-30": "to: February 2017 has 28 days.",
    "from=2000&to=1999": "'from' is after 'to'",
    "importance=6": "importance: '6' is not 1, 2, 3, 4 or 5",
    "stance=3": "stance: '3' is not -2, -1, 0, 1, 2 or none",
    "tab=charts": "tab: 'charts' is not ",
    f"event={'a' * 65}": "event: an id has at most 64 characters",
    f"q={'a' * MAX_QUERY}": f"The address is longer than {MAX_QUERY} characters",
    "&".join(["type=a"] * 201): "type: too long or too many values",
    "from=<script>": "from: '<script>' is not a date.",
}


@pytest.mark.parametrize("path", OF_A_VIEW)
@pytest.mark.parametrize("query, said", BAD.items(), ids=[query[:30] for query in BAD])
def test_a_query_that_means_nothing_is_refused(ask, path, query, said):
    """A file cannot say what it left out, so a value that means nothing gets 400 and a sentence, as text, not markup."""
    answer = ask(path, query)

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith(said)
    assert re.fullmatch(r"[^\n]+\.\n", answer.text)


@pytest.mark.parametrize("path", FIXED)
def test_what_is_the_same_for_every_view_reads_no_query(ask, path):
    """The theme and health are the same whatever the query says."""
    assert {ask(path).data} == {ask(path, query).data for query in (*QUERIES, *BAD)}


@pytest.mark.parametrize(
    "kind", ["", "xls", "CSV", "csv.csv", "bib", "csv/", "../csv", "safe.csv.", "csv%00", "json5"]
)
def test_a_kind_of_file_that_is_none_is_not_found(ask, kind):
    """Only the kinds of the download dialog are files; any other name is 404, whatever the query."""
    assert tuple(ask(f"/api/events.{kind}", q).status_code for q in ("", "from=never")) == (404, 404)


@given(query=st.text(st.characters(codec="ascii", exclude_characters="#"), max_size=60))
@example(query="%ff%fe=%00&type=%ed%a0%80")
@example(query="q=%ud83d&q=a;b&=&&?from=2000")
def test_a_query_is_answered_just_when_the_view_is_whole(ask, small, query):
    """Whatever the query: the events of its view if all of it could be used, else 400 with the view's own notes."""
    view, answer = View.from_query(query), ask("/api/events.csv", query)

    if view.notes:
        assert (400, "\n".join(view.notes) + "\n") == (answer.status_code, answer.text)
    else:
        assert (200, EXPORTS["csv"](small, view)) == (answer.status_code, answer.data)


# -- text stays text -------------------------------------------------------------------------------------------------

HOSTILE = "</h2></script><script>alert(1)</script><img src=x onerror=alert(2)>{0}&amp;"


@pytest.fixture(scope="module")
def hostile():
    """One event whose every text is markup, with sources that would run."""
    cells = {"title": HOSTILE, "label": HOSTILE, "place": HOSTILE, "document": HOSTILE, "summary": HOSTILE}
    row = (
        '"x",2001-01-01,,{title},{label},un,CN,{place},{document},5,,,,,,{summary},'
        "paper;bad;javascript:alert(3);data:text/html,2026-01-02"
    ).format(**cells)
    sources = f"bad,P,{HOSTILE},javascript:alert(4),2001,press,other,en,2026-01-02\n"
    actors = TABLES["actors"].replace("CN,China", f"CN,{HOSTILE}")
    return read_rows(row, sources=TABLES["sources"] + sources, actors=actors)


@pytest.mark.parametrize("path", ["/list", "/api/timeline.html"])
def test_a_hostile_title_stays_text(hostile, path):
    """Markup in every cell is shown as it was typed: no element, no handler, no script and no link comes of it."""
    client = create_app(hostile).server.test_client()
    text = client.get(path, base_url=HOME, query_string="q=%3Cscript%3E+alert").text
    page, harmless = Items(text), create_app(read_rows()).server.test_client().get(path, base_url=HOME).text

    assert page.titles == [HOSTILE]
    assert HOSTILE in page.texts[page.texts.index(HOSTILE) + 1 :]
    assert page.links == ["https://example.org/report"]
    assert {tag for tag, *handlers in page.tags} <= {tag for tag, *handlers in Items(harmless).tags}
    assert [tag for tag in page.tags if len(tag) > 1] == []
    assert [text.count(f"<{tag}") for tag in ("script", "img")] == [
        harmless.count(f"<{tag}") for tag in ("script", "img")
    ]


def test_hostile_text_leaves_as_data(hostile):
    """In JSON the same text is a string that reads back as it was, and a picture shows it as text."""
    client = create_app(hostile).server.test_client()
    told = client.get("/api/events.json", base_url=HOME).get_json()["events"][0]
    picture = Items(client.get("/api/picture.svg", base_url=HOME).text)

    assert [told["title"], told["summary"], told["place"]] == [HOSTILE] * 3
    assert {tag for tag, *_ in picture.tags} <= {
        tag for tag, *_ in Items(EXPORTS["svg"](read_rows(), View())).tags
    }
    assert [one for one in picture.tags if len(one) > 1] == []
    assert any(HOSTILE in text for text in picture.texts)


def test_a_title_and_a_label_stay_words(small):
    """Whatever a data set and its event types are called, the page says it: nothing of it is filled in, opens or closes a tag."""
    odd = "</title><b>{first}{%css%}{% raw %}&amp;"
    labels = small.categories.assign(label=odd)
    page = create_app(replace(small, title=odd, tables=small.tables | {"categories": labels})).server.test_client().get("/", base_url=HOME)
    told = Items(page.text)

    assert page.text.count('id="first"') == 1
    assert ("b",) not in told.tags
    assert odd in unescape(page.text.partition("<title>")[2].partition("</title>")[0])
    assert "".join(told.texts).count(odd) >= len(labels)
