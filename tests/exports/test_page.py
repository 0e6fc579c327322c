"""The self-contained page: the events in view, their sources, and nothing that loads or runs but its own scripts."""

import base64
import hashlib
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.conftest import ROWS, TABLES, events_csv, read_rows
from timeline import reading
from timeline.exports import page
from timeline.figures import theme
from timeline.query import select
from timeline.view import View

EVIL = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp;\'"'
VOID = {"meta"}


class Seen(HTMLParser):
    """What a browser finds in a page: tags with attributes, the texts of scripts, and the words people read."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.scripts, self.words, self.inside = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.inside.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_data(self, text):
        if self.inside and self.inside[-1] == "script":
            self.scripts[-1] += text
        elif self.inside and self.inside[-1] != "style":
            self.words.append(text)

    def attributes(self, name: str) -> list[str]:
        return [found[name] for _, found in self.tags if name in found]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def made(small):
    return Seen(page.html(small, View()))


@pytest.mark.parametrize("query", ["", "type=un", "from=2016&to=2018&importance=2", "q=nothing-at-all"])
def test_page_holds_what_is_in_view(real, query):
    """The list of the page has exactly the ids of the view, in its order."""
    view = View.from_query(query)

    assert Seen(page.html(real, view)).attributes("data-id") == select(real, view)["id"].tolist()


def test_page_says_what_it_shows(small):
    """Title, filter, number, edition and licence stand in the page."""
    named = replace(small, title="China and North Korea", licence="CC BY 4.0")
    said = Seen(page.html(named, View(types=("un",)))).text

    assert "China and North Korea UN votes. 1 of 6 events, 1950 to today." in said
    assert f"Edition {small.edition}. CC BY 4.0" in said


def test_events_are_told_in_words(made):
    """Each event has its date in words, its type, title and summary."""
    assert "7 April 1970" in made.text
    assert "Visits Zhou visits Pyongyang He comes by train." in made.text.replace("· ", "")


def test_sources_are_links_that_tell_nothing(made):
    """Sources lead to their addresses, without telling them where the reader came from."""
    links = [found for tag, found in made.tags if tag == "a"]

    assert {link["href"] for link in links} == {
        "https://example.org/report",
        "https://example.net/note",
        "https://example.org/other",
    }
    assert {link["rel"] for link in links} == {"noopener noreferrer nofollow"}


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " //x.org/a"]
)
def test_only_http_leads_anywhere(source):
    """A source with any other scheme is words, not a link."""
    data = read_rows(ROWS[0].replace("paper;office", source))

    assert Seen(page.html(data, View())).attributes("href") == []


def test_page_has_three_scripts_and_their_hashes(made):
    """The policy lets nothing load, and only the two scripts run that are in the page as they stand."""
    policy = next(found["content"] for tag, found in made.tags if tag == "meta" and "http-equiv" in found)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in made.scripts[1:]
    ]

    assert (len(made.scripts), parts["default-src"], parts["script-src"].split()) == (3, "'none'", hashes)


def test_page_asks_for_nothing(made):
    """Nothing in the page has an address of its own but the links of its sources."""
    assert (made.attributes("src"), {tag for tag, found in made.tags if "href" in found}) == ([], {"a"})


def test_figures_are_data(made, small):
    """The figure is there in both palettes with every event, and sends nothing anywhere."""
    figures = json.loads(made.scripts[0])
    ids = {
        scheme: sorted(
            point[0]
            for trace in figures[scheme]["data"]
            if trace.get("meta", {}).get("marks")
            for point in trace["customdata"]
        )
        for scheme in theme.SCHEMES
    }

    assert ids == dict.fromkeys(theme.SCHEMES, sorted(small.events["id"]))
    assert figures["config"]["showSendToCloud"] is False
    assert figures["light"]["layout"]["height"] == figures["dark"]["layout"]["height"]


def test_text_is_text():
    """Markup in any cell of any table is shown as it was typed: no element, attribute or script comes of it."""
    clean = Seen(page.html(read_rows(ROWS[0]), View()))
    quoted = EVIL.replace('"', '""')
    row = (
        ROWS[0]
        .replace("Zhou Enlai signs a treaty with Pyongyang", f'"{quoted}"')
        .replace("They promise", "<b>They")
    )
    row = row.replace(",Treaty,", f',"{quoted}",').replace("each other help.", "&lt;i&gt;")
    tables = {
        "sources": TABLES["sources"].replace("A report", f'"{quoted}"'),
        "categories": TABLES["categories"].replace("Visits,Meetings", f'"{quoted}",Meetings'),
    }
    evil = Seen(page.html(replace(read_rows(row, **tables), title=EVIL), View(text="<b>")))

    assert [(tag, sorted(found)) for tag, found in evil.tags] == [
        (tag, sorted(found)) for tag, found in clean.tags
    ]
    assert evil.scripts[1:] == clean.scripts[1:]
    assert "<" not in evil.scripts[0]
    assert evil.text.count(EVIL) == 5
    assert "<b>They" in evil.text
    assert "&lt;i&gt;" in evil.text


def test_two_sources_with_one_id_are_no_fault():
    """A page is made of data with findings, too."""
    twice = TABLES["sources"] + "paper,Other,Another,https://example.org/2,,press,other,en,\n"
    data = reading.from_text(events_csv(ROWS[1]), sources=twice)

    assert Seen(page.html(data, View())).attributes("data-id") == ["tour"]
