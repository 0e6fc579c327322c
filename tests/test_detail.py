"""What is drawn where: every event is accounted for, nothing overlaps, and the same question has the same answer."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TABLES, read_rows
from timeline import axis, dates, detail, words
from timeline.letters import shortened, text_width
from timeline.query import select
from timeline.view import View

WIDTHS = (390, 1024, 1400)
STARTS = (
    *("1961-07-11", "1961-07-12", "1961-08", "1962", "195X", "19XX", "1961-07-11~", "1961-07?", "1962%"),
    *("1960/1963", "2006-10-09", "2006-10", "2017", "-0044-03-15", "-0044", "-012X", "0000", "0476~"),
    *("1582-10-15", "1969-12-31", "1970-01-01", "9999-12-31", "-9999"),
)
ENDS = ("", "", "", "2006-10-14", "1976", "..", "1961-07-13?")
TITLES = (
    "Talks",
    "Zhou Enlai signs a treaty of friendship, cooperation and mutual assistance with Pyongyang",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung",
    "朝鲜民主主义人民共和国与中华人民共和国友好合作互助条约在北京签订并公布",
    "Ōé <b>",
)


def row(event: str, start: str, end: str = "", title: str = "Talks", category="un", importance=3) -> str:
    return f'{event},{start},{end},"{title}",,{category},,,,{importance},,,,,,Words.,https://example.org/x,'


@st.composite
def tables(draw):
    """Spans, open ends, partial dates, years before the era, and now and then a crowd on one day."""
    fields = (STARTS, ENDS, TITLES, ("un", "visits", "nuclear"), (1, 2, 3, 4, 5))
    found = draw(st.lists(st.tuples(*map(st.sampled_from, fields)), max_size=25))
    day, title, crowd = draw(
        st.tuples(st.sampled_from(STARTS), st.sampled_from(TITLES), st.sampled_from([0, 0, 3, 60, 150]))
    )
    rows = [row(f"e{i}", *one) for i, one in enumerate(found)]
    rows += [row(f"crowd{i}", day, "", title, "un", 1 + i % 5) for i in range(crowd)]
    return read_rows(*rows or [row("only", "2017")])


# From one day to all the years that a date can have; the second number is the days after the first.
WINDOWS = st.tuples(
    st.sampled_from(["1961-07-11", "1961-01-01", "1950-03-04", "2006-10-09", "-0045-12-01", "-9999-01-01"]),
    st.sampled_from([0, 1, 6, 12, 30, 90, 300, 700, 2000, 7000, 20_000, 100_000, 800_000, 7_304_484]),
).map(lambda pair: window_of(*pair))
SIZES = st.tuples(st.sampled_from(WIDTHS), st.sampled_from([200, 480, 900]))


def window_of(text: str, days: int) -> View:
    first = int(dates.read([text])["first"][0])
    return View(first=first, last=min(first + days, dates.day_of(9999, 12, 31)))


DAY = int(dates.read(["1961-07-11"])["first"][0])
# Windows of so many days with DAY in them, that many days after their first: from the left edge to the right one.
SWEEP = [(days, days * part // 8) for days in (1, 16, 400, 5000, 40_000) for part in range(8)]
VIEWS = st.just(View()) | WINDOWS


def plan_of(data, view: View, size=(1024, 480)) -> detail.Plan:
    every = select(data, view.without("first", "last"))
    return detail.plan(data, every, words.window(data, view), size, selected=view.event)


def check_accounted(data, view: View, plan: detail.Plan) -> None:
    shown = select(data, view)
    homes = sorted(zip(shown["id"], shown["category"], strict=True))
    drawn = [(mark.id, plan.lanes[mark.lane].code) for mark in plan.marks]
    counted = Counter(code for _, code in drawn)
    for one in plan.bins:
        counted[plan.lanes[one.lane].code] += one.n

    assert [pair for pair in homes if pair in set(drawn)] == sorted(drawn)
    assert Counter(shown["category"]) == counted
    assert {lane.code: counted[lane.code] for lane in plan.lanes} == {
        lane.code: lane.n for lane in plan.lanes
    }
    named = [mark.id for mark in plan.marks if mark.kind == "named"]
    assert sorted(named) == sorted(label.id for label in plan.labels)
    assert {m.kind for m in plan.marks} <= {"named", "marked", "rug"}
    assert {b.lane for b in plan.bins} & {m.lane for m in plan.marks if m.kind == "rug"} == set()


def box(label: detail.Label) -> tuple:
    half = 0.6 * detail.LABEL[label.importance][0]
    return label.x, label.y - half, label.x + label.width, label.y + half


def ground(mark: detail.Mark, plan: detail.Plan) -> list[tuple]:
    """The boxes of a mark's point and of its bar or bracket, as far as they lie in the plot."""
    boxes = [(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)]
    if (mark.span or mark.hollow) and mark.kind != "rug":
        boxes.append((max(mark.x0, plan.left), mark.y - 3, min(mark.x1, plan.right), mark.y + 3))
    return boxes


def meet(one: tuple, two: tuple) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def collisions(plan: detail.Plan) -> list:
    """Names that meet another name, a mark, or their own point; a name may stand inside its own bar."""
    pairs = [(a.id, b.id) for a, b in combinations(plan.labels, 2) if meet(box(a), box(b))]
    for label in plan.labels:
        for mark in plan.marks:
            boxes = ground(mark, plan)[: 1 if label.inside and mark.id == label.id else 2]
            pairs += [(label.id, mark.id) for one in boxes if meet(box(label), one)]
    return pairs


# -- every event, once ----------------------------------------------------------------------------------------


@given(tables(), VIEWS, SIZES)
def test_every_event_is_accounted_for_once(data, view, size):
    """An event of the window is exactly one of: named, marked, a small mark of the rug, counted in a bar of it."""
    check_accounted(data, view, plan_of(data, view, size))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "query", ["", "from=2016&to=2018", "from=2017-07&to=2017-07", "from=2017-09-03&to=2017-09-03", "type=un"]
)
def test_real_data(real, width, query):
    """The data that ships is accounted for, and no name in it meets another name or a mark."""
    view = View.from_query(query)
    plan = plan_of(real, view, (width, 620))

    check_accounted(real, view, plan)
    assert collisions(plan) == []


@pytest.mark.parametrize("n, importance", [(0, 3), (1, 1), (1, 5), (5000, 1), (5000, 5)])
def test_none_one_and_five_thousand_on_a_day(n, importance):
    """No event, one, and five thousand on one day are all there; of a crowd some have a mark, in the order of id."""
    rows = [row(f"e{i:04}", "2017-07-04", importance=importance) for i in range(n)]
    data = read_rows(*rows or [row("elsewhere", "1950")])
    view = View.from_query("from=2017&to=2017")
    plan = plan_of(data, view)

    check_accounted(data, view, plan)
    own = [mark.id for mark in plan.marks if mark.kind != "rug"]
    assert own == sorted(set(own))
    assert bool(own) == bool(n)


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", "2001", category="unheard-of"), row("b", "2001")],
        [row("a", "2001-01-01", importance=1)] * 200,
        [row("a", "2001-01-01", title="A rather long title of nine words in all")] * 40,
    ],
    ids=["unknown type", "repeated id in the rug", "repeated id in rows"],
)
def test_faulty_tables_are_accounted_for_too(rows):
    """Rows with a finding are shown, so an event of an unknown type or with a repeated id is counted as well."""
    plan = plan_of(read_rows(*rows), View())

    assert len(rows) == len(plan.marks) + sum(one.n for one in plan.bins)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("title", TITLES[1:4])
def test_the_selected_event_is_never_hidden(width, title):
    """Wherever a window is narrowed to, the selected event has its own mark, in a crowd and with any title."""
    data = read_rows(*(row(f"e{i}", "1961-07-11", title=title, importance=1 + i % 3) for i in range(150)))
    hidden = []
    for days, before in SWEEP:
        first = DAY - before
        view = View(first=first, last=first + days - 1, event="e0")
        hidden += [view] if "e0" not in {mark.id for mark in plan_of(data, view, (width, 300)).marks} else []

    assert hidden == []


# -- nothing overlaps -------------------------------------------------------------------------------------------


@given(tables(), VIEWS, SIZES)
def test_names_meet_nothing(data, view, size):
    """No two names overlap, and no name lies on a mark, bar or bracket of its row, or on its own point."""
    assert collisions(plan_of(data, view, size)) == []


@pytest.mark.parametrize("title", TITLES[:2])
@pytest.mark.parametrize("start", ["1961-07-11", "1961-07"])
def test_names_stay_in_the_plot(start, title):
    """Wherever an event stands, its name neither begins before the plot nor ends behind it, where it would be cut."""
    data, outside = read_rows(row("e", start, title=title, importance=5)), []
    for before in range(0, 400, 3):
        plan = plan_of(data, View(first=DAY - before, last=DAY - before + 399), (600, 200))
        outside += [one for one in plan.labels if one.x < plan.left or one.x + one.width > plan.right]

    assert outside == []


def test_the_chosen_is_named_before_another_is_marked():
    """In a lane of one row the name of the selected event takes its room, whatever matters more stands there."""
    others = (row(day, f"2017-{day}", importance=5) for day in ("06-24", "07-14"))
    data = read_rows(row("it", "2017-07-04", importance=2), *others)
    view = replace(window_of("2017-01-01", 364), event="it")

    plan = plan_of(data, view, (1024, 60))

    assert [lane.rows for lane in plan.lanes if lane.n] == [1]
    assert "it" in [label.id for label in plan.labels]


@pytest.mark.parametrize("day", ["2017-01-20", "2017-12-20"])
def test_an_answer_is_named_with_its_lag(day):
    """An event that is linked has its name and the days between, at the left end of the window and at the right."""
    data = read_rows(row("it", "2016-12-31", category="visits"), row("answer", day, title="The answer"))
    view = window_of("2016-12-25", 370)

    plan = detail.plan(data, data.events, words.window(data, view), (1024, 480), "it", (("answer", "+20 d"),))

    assert [(label.text, label.chip) for label in plan.labels if label.id == "answer"] == [
        ("The answer", "+20 d")
    ]


def test_a_bar_leaves_a_row_to_the_others():
    """A bar from edge to edge does not fill the only row of its lane, though another lane has more to name."""
    data = read_rows(
        row("long", "1950-10-19", "1958-10-26", title="Eight years", importance=4),
        *(row(f"e{i}", f"195{1 + i}-03-04", importance=3) for i in range(5)),
        *(row(f"v{i}", f"1953-03-{1 + i:02}", category="visits", importance=5) for i in range(9)),
    )

    plan = plan_of(data, window_of("1953-01-01", 300), (1024, 182))

    assert sum(lane.rows for lane in plan.lanes) == 3
    assert {"long", "e2"} <= {label.id for label in plan.labels}


@given(tables(), VIEWS, SIZES)
def test_marks_lie_in_their_lane(data, view, size):
    """Marks and bars lie between the top and foot of their lane; lanes follow each other in file order."""
    plan = plan_of(data, view, size)
    ends = [(m.lane, m.y - m.radius, m.y + m.radius) for m in plan.marks]
    ends += [(b.lane, b.y - b.height, b.y) for b in plan.bins]
    lanes = [(lane.top, lane.top + lane.height) for lane in plan.lanes]

    assert [one for one in ends if one[1] < lanes[one[0]][0] or one[2] > lanes[one[0]][1]] == []
    assert list(data.categories["code"]) == [lane.code for lane in plan.lanes]
    assert all(a[1] <= b[0] for a, b in pairwise([(0, plan.top), *lanes, (plan.height, 0)]))


@given(tables(), VIEWS, SIZES)
def test_bars_stand_on_the_first_days(data, view, size):
    """A bar of the rug counts events whose first days it covers; those that began earlier count at the edge."""
    plan, shown = plan_of(data, view, size), select(data, view)
    drawn = {mark.id for mark in plan.marks}
    for at, lane in enumerate(plan.lanes):
        rest = shown[(shown["category"] == lane.code) & ~shown["id"].isin(drawn)]
        free = [max(day, plan.first) for day in rest["first"]]
        for one in sorted((b for b in plan.bins if b.lane == at), key=lambda b: b.x0):
            here = [d for d in free if plan.x(d) < one.x1 + 1 and plan.x(d + 1) > one.x0 - 1e-6]
            assert one.n <= len(here)


# -- the same question, the same answer ---------------------------------------------------------------------------


@given(tables(), VIEWS, SIZES, st.randoms(use_true_random=False))
def test_the_plan_depends_on_its_input_only(data, view, size, random):
    """The same events give the same plan, in whatever order their rows come."""
    every = select(data, view.without("first", "last"))
    asked = (words.window(data, view), size)
    mixed = every.iloc[random.sample(range(len(every)), len(every))]

    assert detail.plan(data, every, *asked) == detail.plan(data, mixed, *asked)


@given(tables(), WINDOWS, SIZES, st.integers(-40_000, 40_000))
def test_rows_do_not_depend_on_where_the_window_is(data, view, size, shift):
    """A pan changes neither the number of rows of a lane nor its height."""
    moved = View(first=view.first + shift, last=view.last + shift)
    here, there = (plan_of(data, one, size).lanes for one in (view, moved))

    assert [(one.top, one.height, one.rows) for one in here] == [(o.top, o.height, o.rows) for o in there]


@pytest.mark.parametrize("year", range(1949, 2026, 3))
def test_what_matters_has_a_mark_of_its_own(real, year):
    """Over three years of the real data an event of importance 4 or 5 is in the rug only where another such mark stands.

    No name of another pushes it out: in its row it would touch the mark, the bar or the bracket of one that matters too.
    """
    view = View.from_query(f"from={year}&to={year + 2}")
    shown = select(real, view)
    plan = plan_of(real, view, (1144, 700))
    high = set(shown.loc[shown["importance"] >= 4, "id"])
    drawn = [mark for mark in plan.marks if mark.kind != "rug" and mark.id in high]
    pushed = [mark for mark in plan.marks if mark.kind == "rug" and mark.id in high]
    room = 2 * (detail.RADIUS[5] + 2)

    assert len(drawn) + len(pushed) == len(high)
    assert [
        mark.id
        for mark in pushed
        if not any(one.lane == mark.lane and one.x0 - room < mark.x < one.x1 + room for one in drawn)
    ] == []


@pytest.mark.parametrize("n", [60, 9])
def test_a_pile_says_how_many_it_holds(n):
    """Ten events and more that stand on one spot of the rug are told as one number beside it; fewer are not."""
    plan = plan_of(read_rows(*[row(f"e{i}", "1961-07-11") for i in range(n)]), View(), (1024, 200))
    rug = [mark for mark in plan.marks if mark.kind == "rug"]
    counted = len(rug) + sum(one.n for one in plan.bins)

    assert [number for *_, number in plan.piles] == ([counted] if n == 60 else [])
    assert (counted >= 10) == (n == 60)
    assert all(x > plan.x(DAY) for x, *_ in plan.piles)


# -- eras, ticks, words ------------------------------------------------------------------------------------------


@given(WINDOWS, SIZES)
def test_eras_are_cut_to_the_window(view, size):
    """Of each era the part in the window is drawn, an open one to the edition's day; eras outside are not."""
    eras = TABLES["eras"] + "Talks,Six parties,2003-08-27,2009-04-14\nTalks,Early,-0044,-0043-06\n"
    data = read_rows(eras=eras)
    plan, today = plan_of(data, view, size), data.edition_day
    expected = []
    for era in data.eras.to_dict("records"):
        first = int(dates.read([era["start"]])["first"][0])
        last = int(dates.read_end([era["end"]], today)["last"][0])
        if first <= plan.last and last >= plan.first:
            expected.append((era["name"], max(first, plan.first), min(last, plan.last) + 1))

    assert expected == [(name, round(plan.day(a)), round(plan.day(b))) for _, name, a, b, *_ in plan.eras]
    assert all(plan.left <= a < b <= plan.right + 1e-6 for _, _, a, b, *_ in plan.eras)


def edges(tick: tuple) -> tuple[float, float]:
    """Left and right px of a tick's words."""
    x, text, major, side = tick
    width = text_width(text, 11.5, 600 if major else 400)
    left = x - {"right": 0, "center": width / 2, "left": width}[side]
    return left, left + width


@given(WINDOWS, SIZES)
def test_ticks_increase_and_do_not_overlap(view, size):
    """Ticks go from left to right, their words apart; those in the window are whole, and there is one at least."""
    plan = plan_of(read_rows(), view, size)
    inside = [edges(tick) for tick in plan.ticks if plan.left <= tick[0] <= plan.right]

    assert [tick[0] for tick in plan.ticks] == sorted({tick[0] for tick in plan.ticks})
    assert [pair for pair in pairwise(map(edges, plan.ticks)) if pair[0][1] > pair[1][0]] == []
    assert [one for one in inside if one[0] < plan.left - 1e-6 or one[1] > plan.right + 1e-6] == []
    assert inside != []


@given(WINDOWS, SIZES)
def test_ticks_say_the_day_on_which_they_stand(view, size):
    """A tick on 1 January says the year and is major, on another first the month, on any other day its number.

    Where no 1 January is in sight, one tick in sight says the year, too.
    """
    plan = plan_of(read_rows(), view, size)
    days = [round(plan.day(x)) for x, *_ in plan.ticks]
    expected, full = [], []
    for year, month, day in zip(*dates.civil(days), strict=True):
        era = f"{1 - year} BCE" if year < 1 else f"{year} CE" if year < 1000 else str(year)
        name = dates.MONTHS[month - 1][:3]
        expected.append(str(day) if day > 1 else name if month > 1 else era)
        full.append(f"{day} {name} {era}" if day > 1 else f"{name} {era}")
    inside = [k for k, day in enumerate(days) if plan.first <= day <= plan.last]
    if not any(dates.civil(days[k])[1:] == (1, 1) for k in inside):
        lead = inside[0]
        expected[lead] = full[lead]

    assert expected == [text for _, text, *_ in plan.ticks]
    assert [abs(plan.x(day) - x) < 1e-6 for day, (x, *_) in zip(days, plan.ticks, strict=True)] == (
        [True] * len(days)
    )
    assert all(major for _, text, major, _ in plan.ticks if len(text) > 3)
    assert not any(major for _, text, major, _ in plan.ticks if len(text) < 3)


def test_round_years_before_the_era_are_round_as_people_count():
    """Over centuries the axis says 2500 BCE, 500 BCE, 1 CE and 500 CE, each on the first day of that year."""
    first, last = dates.day_of(-2600, 1, 1), dates.day_of(1600, 1, 1)
    found = {words: round(x) for x, words, *_ in axis.ticks(first, last, 0, last + 1 - first, lambda *_: 40)}

    assert {"2500 BCE", "500 BCE", "1 CE", "500 CE"} <= set(found)
    assert found["500 BCE"] == dates.day_of(-499, 1, 1) - first
    assert found["1 CE"] == dates.day_of(1, 1, 1) - first


@pytest.mark.parametrize(
    "forms",
    [
        ["One two three", "One two…", "One…", ""],
        ["Zhou, Kim – and others", "Zhou, Kim – and…", "Zhou, Kim…", "Zhou…", ""],
        ["Word", ""],
    ],
)
@pytest.mark.parametrize("size, weight, _", detail.LABEL.values())
def test_names_are_cut_at_a_word(forms, size, weight, _):
    """A name that is too long loses whole words and the sign before the cut, and has an ellipsis instead."""
    for longer, shorter in pairwise(forms):
        room = text_width(longer, size, weight)
        assert longer == shortened(forms[0], size, weight, room)
        assert shorter == shortened(forms[0], size, weight, room - 0.01)
