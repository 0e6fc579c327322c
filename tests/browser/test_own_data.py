"""Tables that nobody here made, opened with `serve my.csv`: the page shows every row, or says which needs a person."""

import csv
import functools
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.test_dashboard import choose, download, listed, query, shown

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
FILES = ROOT / "tests" / "data" / "foreign"
LONG = "A very old garden is buried, and what is left of it is found again many hundred years…"


@dataclass(frozen=True)
class Case:
    """A file, what its banner begins with, its events as lines of start, words and title; words of the command."""

    file: str
    banner: str
    told: str
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def events(self) -> list[tuple[str, ...]]:
        return [tuple(part.strip() for part in line.split("|")) for line in self.told.strip().splitlines()]


CASES = {
    "club": Case(
        "club.csv",
        "Shown 5 of 7; 2 need you: line 6, Event_Date:",
        """2005-03-25 | Friday 25 March 2005         | Spring fair, with "the big tent"
           2005-04-03 | 3 April 2005 to 5 April 2005 | Three days of pruning
           2005-05-04 | Wednesday 4 May 2005         | Seed library opens
           2006-12-01 | Friday 1 December 2006       | Árpád's winter fair
           2007-01-02 | Tuesday 2 January 2007       | Tools are counted""",
        others=("Budget", "Remark"),
    ),
    "weather": Case(
        "weather.csv",
        "Shown 4 of 4.",
        """2012-03-14 | Wednesday 14 March 2012 | The pump stops, then starts
           2012-03-14 | Wednesday 14 March 2012 | Gate says "open"
           2012-03-15 | Thursday 15 March 2012  | Rain
           2012-03-16 | Friday 16 March 2012    | Frost""",
        others=("timestamp", "station"),
    ),
    "months": Case(
        "months.csv",
        "Shown 3 of 4; 1 needs you: line 5, start_year + start_month + start_day: There is no month 13.",
        """0079-08-24 | 24 August 79 CE      | A garden is buried
           1948-03-14 | Sunday 14 March 1948 | The allotment is dug
           1950-05    | May 1950 to 1952     | The hedge grows""",
        others=("acres",),
    ),
    "slides": Case(
        "slides.csv",
        "Shown 5 of 9; 4 need you: line 2, Year + Month + Day: There is no date. line 9,",
        f"""0079-08-24 | 24 August 79 CE                   | {LONG}
            1943-06-05 | Saturday 5 June 1943              | First seed
            1943-07    | July 1943 to 1946                 | ...and before that
            1948-03-14 | 14 March 1948 to 27 November 1952 | The club meets
            1951       | 1951                              | Árpád plants a pear""",
        others=("Media",),
    ),
    "unsure": Case(
        "unsure.csv",
        "Shown 2 of 4; 2 need you: lines 2, 4: '3/4/2005' may be day first or month first",
        """2005-05-05 | Thursday 5 May 2005    | May fair
           2006-12-01 | Friday 1 December 2006 | Winter meeting""",
    ),
    "unsure, told": Case(
        "unsure.csv",
        "Shown 4 of 4.",
        """2005-04-03 | Sunday 3 April 2005     | Spring fair
           2005-05-05 | Thursday 5 May 2005     | May fair
           2006-11-12 | Sunday 12 November 2006 | Autumn meeting
           2006-12-01 | Friday 1 December 2006  | Winter meeting""",
        words=("--dates", "dmy"),
    ),
    "mapped": Case(
        "mapped.csv",
        "Shown 3 of 3.",
        """2004-05-03 | Monday 3 May 2004             | Cherries
           2004-06    | June 2004, day not known      | Peas
           2005-09    | September 2005, day not known | Apples""",
        words=("--map", "start=Gathered", "--map", "title=Wording", "--map", "category=Basket"),
        others=("Weight",),
    ),
}
CARDS = "nodes => nodes.map(n => [n.querySelector('.when span').textContent, n.querySelector('.title').textContent])"
# The rows in view as objects, by the words over each column.
GRID = """rows => {
    const names = Object.fromEntries([...document.querySelectorAll('#grid .ag-header-cell')].map(h => [h.getAttribute('col-id'), h.innerText.trim()]));
    return rows.map(row => Object.fromEntries([...row.querySelectorAll('[col-id]')].map(c => [names[c.getAttribute('col-id')], c.innerText])));
}"""


@pytest.fixture(scope="module")
def at(serve):
    """A function: name of a file and words of the command -> address; each is served once."""
    return functools.cache(lambda file, *words: serve(FILES / file, *words))


@pytest.fixture
def opened(open_page, at):
    """A function: name of a case -> its page."""

    def start(name: str, search: str = "", **more):
        return open_page(search, address=at(CASES[name].file, *CASES[name].words), **more)

    return start


def theirs(case: Case) -> dict[str, dict[str, str]]:
    """The rows of the file itself by the cell that names them."""
    with open(FILES / case.file, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {title for _, _, title in case.events}
    return {cell: row for row in rows for cell in row.values() if cell in names}


def cells(page) -> list[dict[str, str]]:
    """The rows of the grid, by the name of the column."""
    page.locator("#grid .ag-row [col-id]").first.wait_for()
    return page.locator("#grid .ag-center-cols-container .ag-row").evaluate_all(GRID)


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("name", CASES)
def test_page_shows_each_row_at_its_date(opened, eventually, name, width):
    """The page of somebody's own file counts, lists and tabulates each readable row, with its date and title."""
    case = CASES[name]
    expected = [[words, title] for _, words, title in case.events]
    page = opened(name, width=width)

    assert page.locator("#count").inner_text().startswith(f"All {len(expected)} events,")
    # Events of one day stand in no promised order.
    assert sorted(page.locator("#list li.event").evaluate_all(CARDS)) == sorted(expected)
    page.get_by_role("link", name="Table").locator("visible=true").click()
    eventually(
        lambda: sorted([row["Date"], row["Title"]] for row in cells(page)) == sorted(expected), patience=10
    )


@pytest.mark.parametrize("name", CASES)
def test_banner_says_what_needs_a_person(opened, name):
    """The banner says how many rows of how many are shown, and the line of each that needs a person."""
    assert opened(name).locator("#banner summary").inner_text().startswith(CASES[name].banner)


def test_banner_lists_every_choice(opened):
    """The opened banner says which columns were taken for what, and what proves the order of day and month."""
    page = opened("club")
    page.locator("#banner summary").click()

    said = page.locator("#banner li").all_inner_texts()

    assert said == [
        "Read as: start = Event_Date, end = Until, title = Headline, category = Kind, place = Location.",
        "The day comes first in dates, as 25/3/2005 proves.",
    ]
    assert "line 7, Headline: the row has no title" in page.locator("#banner summary").inner_text()


def test_torn_rows_are_counted_and_named(open_page, at):
    """Rows with too few or too many cells count among the rows there were, and the banner names their lines."""
    page = open_page(address=at("uneven.csv"))

    said = page.locator("#banner summary").inner_text()

    assert said.startswith("Shown 2 of 4; 2 need you:")
    assert "line 3" in said
    assert "line 4" in said


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.others])
def test_their_other_columns_stay_in_sight(opened, name):
    """The table has their other columns, with their cells as they were."""
    case = CASES[name]
    rows = theirs(case)
    page = opened(name, "?tab=table", width=3000)  # the grid draws what is in sight

    found = {row["Title"]: row for row in cells(page)}

    expected = {
        (title, column): " ".join(rows[title][column].split()) for title in rows for column in case.others
    }
    assert {key: " ".join(found[key[0]].get(key[1], "not there").split()) for key in expected} == expected


def type_names(page) -> list[str]:
    """The event types that the rail offers, without their counts."""
    return page.locator(".facet-type .choice").evaluate_all(
        "nodes => nodes.map((node) => [...node.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.data).join('').trim())"
    )


def test_categories_became_filters(opened, eventually):
    """Their categories are filters that count what is in view, change everything, and stay in the address."""
    page = opened("club")
    names = type_names(page)
    counts = "nodes => Object.fromEntries(nodes.map(n => [n.dataset.count, n.textContent]))"
    numbers = page.locator(".facet-type [data-count]")
    assert sorted(names) == ["Fair", "Library", "Work"]
    assert numbers.evaluate_all(counts) == {"type:fair": "2", "type:work": "2", "type:library": "1"}

    choose(page, "type", "work")
    eventually(lambda: len(shown(page)) == 2)
    page.get_by_label("From", exact=True).fill("2007")
    page.get_by_label("From", exact=True).press("Enter")
    eventually(lambda: len(shown(page)) == 1)

    assert numbers.evaluate_all(counts) == {"type:fair": "0", "type:work": "1", "type:library": "0"}
    assert page.locator("#list a.title").all_inner_texts() == ["Tools are counted"]
    assert query(page) == {"type": ["work"], "from": ["2007"]}
    assert page.locator("#count").inner_text().startswith("1 of 5 events")


@pytest.mark.parametrize("name", CASES)
def test_download_gives_back_every_row(opened, name):
    """The CSV of all events holds each row of the file that is shown, at its date, with their other cells untouched."""
    case = CASES[name]
    rows = theirs(case)

    body = download(opened(name), "csv").decode("utf-8")
    found = list(csv.DictReader(io.StringIO(body, newline="")))

    assert sorted((row["start"], row["title"]) for row in found) == sorted((s, t) for s, _, t in case.events)
    expected = {(t, column): rows[t][column].split() for t in rows for column in case.others}
    by_title = {row["title"]: row for row in found}
    assert {(t, column): by_title[t][column].split() for t, column in expected} == expected


def test_markup_stays_text(open_page, at, eventually):
    """Titles, types, addresses and column names that are HTML or scripts stay text on every tab; nothing runs."""
    page, alerts = open_page(address=at("markup.csv")), []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.reload()
    eventually(lambda: len(shown(page)) == 5)
    made = "#page :is(img, iframe, [onerror], [onfocus], [autofocus], a[href^='javascript']), #plot a"
    titles = "Cake|<img src=x onerror=alert(4)>Jam|<a href='javascript:alert(6)'>Tea</a>|Bread alert(7)|Five < six & seven > four"

    assert page.locator("#list a.title").all_inner_texts() == titles.split("|")
    assert type_names(page) == ["Plain", "Fun"]
    for event, hint in (
        ("cake", "<img src=x onerror=alert(3)>"),
        ("bread", '" onfocus=alert(8) autofocus="'),
    ):
        page.locator(f'#list a[data-id*="{event}"]').click()
        eventually(
            lambda hint=hint: page.locator("#reader tr", has_text="<b>hint</b>").inner_text().endswith(hint)
        )
        assert page.locator(made).count() == 0
    for tab in ("Table", "About"):
        page.locator(".tabs a", has_text=tab).click()
        eventually(lambda tab=tab: query(page).get("tab") == [tab.lower()])
        page.locator("#grid .ag-row" if tab == "Table" else "#tab-about h2").first.wait_for()
        assert page.locator(made).count() == 0
    assert alerts == []


def test_header_alone_says_so(open_page, at):
    """A file with a header and no rows opens, and the page says that there are none."""
    page = open_page(address=at("header.csv"))

    assert page.locator(".empty h2").inner_text() == "No events yet"
    assert listed(page) == []


REFUSED = {
    "no bytes": (b"", (), "the file is empty"),
    "semicolons": (b"date;title\n2001-02-03;One\n", (), "line 1: the header is separated by semicolons"),
    "other encoding": (b"date,title\n2001,Caf\xe9\n", (), "line 2, character 9: byte 0xE9 is not UTF-8"),
    "open quote": (b'date,title\n2001-02-03,"One\n', (), "line 2: a quote opens here and is never closed"),
    "no dates": (b"colour,size\nred,1\n", (), "no column looks like dates. There are: colour, size."),
    "no titles": (b"date,size\n2001,1\n", (), "no column looks like titles. There are: date, size."),
    "wrong map": (b"date,title\n2001,One\n", ("--map", "start=Dat"), "Did you mean 'date'?"),
    "no file": (None, (), "my.csv: there is no such file."),
    "unknown map": (b"date,title\n2001,One\n", ("--map", "begin=date"), "'begin' is not one of:"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unreadable_file_is_refused(tmp_path, name):
    """A file that cannot be read, or not without a person's word, ends `serve` with 2 and a sentence; nothing is served."""
    body, words, sentence = REFUSED[name]
    if body is not None:
        (tmp_path / "my.csv").write_bytes(body)

    command = [sys.executable, "-m", "timeline", "serve", f"{tmp_path / 'my.csv'}", "--port", "0", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
