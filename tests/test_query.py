"""Which events a view shows, held against plain loops over the same rows."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROWS, read_rows
from timeline import query, reading
from timeline.query import facets, fold, masks, matches, search, select
from timeline.view import STANCES, View

CELLS = {"types": "category", "actors": "actors", "tags": "tags"}
KEYS = {"type": "types", "actor": "actors", "tag": "tags", "stance": "stances"}


# -- the oracle ------------------------------------------------------------------------------------------------------


def values(row: dict, name: str) -> set[str]:
    """What a row has for a choice."""
    if name == "stances":
        return {"none" if row["stance"] is None else str(row["stance"])}
    return {value.strip() for value in row[CELLS[name]].split(";") if value.strip()}


def rows_of(data) -> list[dict]:
    events = data.events.astype("object")
    return events.where(events.notna(), None).to_dict("records")


def true_to(row: dict, view: View, name: str) -> bool:
    """Whether one row is true to one filter of the view, search aside."""
    if name == "importance":
        return row["importance"] >= view.importance
    if name == "window":
        return (view.first is None or row["last"] >= view.first) and (
            view.last is None or row["first"] <= view.last
        )
    return bool(values(row, name) & set(getattr(view, name)))


def shown_by(row: dict, view: View, but: str = "") -> bool:
    return all(true_to(row, view, name) for name in view.filters if name != but)


def choices(*some: str):
    return st.lists(st.sampled_from(some), max_size=2).map(tuple)


@st.composite
def views(draw):
    """Views whose choices exist in the small data set, and some that do not."""
    first, last = sorted([draw(st.integers(-9000, 21000)), draw(st.integers(-9000, 21000))])
    return View(
        first=draw(st.sampled_from([None, first])),
        last=draw(st.sampled_from([None, last])),
        types=draw(choices("un", "visits", "nuclear", "nothing")),
        actors=draw(choices("CN", "KP", "zhou-enlai", "nobody")),
        tags=draw(choices("alliance", "sanctions", "")),
        stances=draw(choices(*STANCES)),
        importance=draw(st.integers(1, 5)),
    )


# -- select, masks, facets -------------------------------------------------------------------------------------------


SMALL = read_rows()
NONE = View(types=("nothing",))


@given(views())
@example(View(first=-3110, last=-3110))
def test_select_is_the_plain_loop(view):
    """`select` gives the rows that a plain loop over the same conditions gives, in the order of the data."""
    expected = [row["id"] for row in rows_of(SMALL) if shown_by(row, view)]

    assert select(SMALL, view)["id"].tolist() == expected


@given(views())
@example(NONE)
def test_facets_are_the_plain_loop(view):
    """A facet counts the events with each value under all other filters and the window, its own choice ignored."""
    rows = rows_of(SMALL)
    every = {name: set().union(*(values(row, name) for row in rows)) for name in CELLS}
    every["stances"] = set(STANCES)
    expected = {
        key: {
            value: sum(shown_by(row, view, but=name) and value in values(row, name) for row in rows)
            for value in every[name]
        }
        for key, name in KEYS.items()
    }

    assert facets(SMALL, view) == expected


@given(views())
def test_select_is_its_masks(view):
    """The events shown are those true in every mask; there is one mask for each filter."""
    found = masks(SMALL, view)
    expected = [all(mask[i] for mask in found.values()) for i in range(len(SMALL.events))]

    assert (sorted(found), matches(SMALL, view).tolist()) == (sorted(view.filters), expected)


def test_select_keeps_the_columns():
    """A selection has the columns and types of all events, and its rows are numbered from 0."""
    shown = select(SMALL, View(types=("un", "nuclear")))

    assert (shown.dtypes.to_dict(), shown.index.tolist()) == (SMALL.events.dtypes.to_dict(), [0, 1])


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("1961-07-11", "1961-07-11", ["decade", "treaty"]),
        ("1970-04-07", "1970-04-07", ["decade", "tour"]),
        ("1970-04-08", "2006-10-08", ["decade"]),
        ("2017-07-31", "2017-08-31", ["decade", "month"]),
        ("2017-06-01", "2017-07-01", ["decade", "month"]),
        ("2017-06-01", "2017-06-30", ["decade"]),
    ],
)
def test_window_is_inclusive(first, last, expected):
    """An event is in the window when one of its days is, both ends included; one still going on reaches all."""
    view = View.from_query(f"from={first}&to={last}")

    assert select(SMALL, view)["id"].tolist() == expected


def test_no_events_is_no_fault():
    """Without events every question has an empty answer."""
    empty = reading.from_text("Date,Title\n")
    view = View(text="x", types=("un",), stances=("1",), first=0)

    assert (len(select(empty, view)), facets(empty, View())["type"], search(empty, "x").tolist()) == (
        0,
        {},
        [],
    )


def test_a_value_twice_in_a_cell_counts_once():
    """An actor named twice in one cell is one actor of one event."""
    twice = read_rows(ROWS[0].replace("CN;KP;zhou-enlai", "CN; CN ;KP;"))

    assert facets(twice, View())["actor"] == {"CN": 1, "KP": 1}


# -- search --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("treaty", ["treaty"]),
        ("TREATY zhou", ["treaty"]),
        ("trea", ["treaty"]),
        ("eaty", []),
        ("cafe", ["decade"]),
        ("CAFÉ", ["decade"]),
        ("S/RES/1718", ["vote"]),
        ("s res 1718 (2006)", ["vote"]),
        ("Chou En-lai", ["treaty", "tour"]),
        ("chou enlai", ["treaty", "tour"]),
        ("lai zhou", ["treaty", "tour"]),
        ("zhou enlai", ["treaty", "tour"]),
        ("周恩来", ["treaty", "tour"]),
        ("金正恩", ["month"]),
        ("김정은", ["month"]),
        ("DPRK", ["treaty", "test"]),
        ("조선", ["treaty", "test"]),
        ("North Korea", ["treaty", "test"]),
        ("PRC", ["decade", "treaty", "tour", "vote"]),
        ("中国", ["decade", "treaty", "tour", "vote"]),
        ("ＴＲＥＡＴＹ", ["treaty"]),
        ("in", ["month"]),
        ("zhou tests", []),
        ("...", ["decade", "treaty", "tour", "test", "vote", "month"]),
    ],
)
def test_search(text, expected):
    """A search finds every word at the start of a word, and a name under each of its aliases."""
    found = SMALL.events.loc[search(SMALL, text), "id"].tolist()

    assert found == expected


def test_the_longest_name_counts():
    """A name that contains another means its own actor: `South Korea` is not `Korea` and the word `south`."""
    data = read_rows(
        ROWS[2].replace("tests a device", "tests in the south"),
        actors="code,name,kind,aliases\nKP,North Korea,state,Korea\nKR,South Korea,state,ROK\n",
    )

    assert (search(data, "South Korea").tolist(), search(data, "Korea south").tolist()) == ([False], [True])


def test_a_name_inside_a_longer_one_is_another():
    """`Republic of Korea` finds no event that only has the Democratic People's Republic of Korea, as actor or in words."""
    data = read_rows(
        ROWS[2].replace("tests a device", "as Democratic People's Republic of Korea"),
        ROWS[0].replace("They promise", "The Republic of Korea looks on; they promise"),
        actors="code,name,kind,aliases\nKP,North Korea,state,Democratic People's Republic of Korea\nKR,South Korea,state,Republic of Korea|ROK\n",
    )

    for name in ("Republic of Korea", "South Korea", "ROK"):
        assert data.events.loc[search(data, name), "id"].tolist() == ["treaty"], name


@pytest.mark.parametrize("text", ["1961-07-11", "11 July 1961", "July 1961", "1961 treaty"])
def test_a_date_is_found(text):
    """An event is found by its date, as the file has it and in words."""
    assert SMALL.events.loc[search(SMALL, text), "id"].tolist() == ["treaty"]


def test_a_question_is_found(real):
    """The words of a question find every event that has it, whether its texts use them or not; a name means its actor."""
    names = set(real.actors["name"])
    asked = [tag for tag in real.tags.to_dict("records") if tag["label"] not in names]
    assert len(asked) > 5
    for tag in asked:
        theirs = set(select(real, View(tags=(tag["code"],)))["id"])
        assert theirs
        assert theirs <= set(real.events.loc[search(real, tag["label"]), "id"])


def test_every_alias_finds_the_same_events(real):
    """In the data that ships each name and alias of an actor finds all events in which the actor took part."""
    missing = {}
    for actor in real.actors.to_dict("records"):
        theirs = set(select(real, View(actors=(actor["code"],)))["id"])
        for name in filter(None, [actor["name"], *actor["aliases"].split("|")]):
            found = set(real.events.loc[search(real, name), "id"])
            if not theirs <= found:
                missing[name] = theirs - found

    assert missing == {}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Xi's visit, Xi’s talks", "xi visit xi talks"),
        ("P’yŏngyang", "pyongyang"),
        ("Council-led; UN/SC", "council led un sc"),
        ("ＡＢＣ　１２", "abc 12"),
        ("Straße", "strasse"),
        ("周恩来·김정은", "周恩来 김정은"),
        (" \t\n ", ""),
    ],
)
def test_fold(text, expected):
    """Case, accents, width, hyphens, apostrophes and the possessive s do not matter."""
    assert fold(text) == expected


def test_short_words_are_whole():
    """A word of one or two letters is not the beginning of another: `un` does not find `under`."""
    data = read_rows(ROWS[0].replace("They promise", "Under it they promise"))

    assert (search(data, "un").tolist(), search(data, "und").tolist()) == ([False], [True])


def test_exploded_gives_row_and_code():
    """`exploded` has one line for each distinct value of a cell, with the row it stands in."""
    pairs = query.exploded(SMALL.events, "tags")

    assert pairs.to_numpy().tolist() == [[1, "alliance"], [4, "sanctions"]]


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_folded_as_any_other(text):
    """The short way for plain ASCII gives what the long way gives."""
    assert fold(text) == fold(text + " é").removesuffix("e").rstrip()
