"""The checks: every fault of a cell is found, named once, and nothing that is right is called wrong."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import hostile
from tests.conftest import HEADER, ROOT, ROWS, TABLES, read_rows
from timeline import dates, reading, schema
from timeline.checks import CHECKS, sentences, slug, tally_fault, url_fault, validate
from timeline.problems import PROBLEMS

GOOD = {
    "id": "sample", "start": "2001-02-03", "end": "", "title": "Somebody does something", "label": "",
    "category": "un", "actors": "", "place": "", "document": "", "importance": "3", "stance": "",
    "stance_basis": "", "votes": "", "links": "", "tags": "", "summary": "Words.", "sources": "paper",
    "checked": "2026-01-02",
}  # fmt: skip


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def row(**cells: str) -> str:
    """A record of our full header: the good one with other cells."""
    return ",".join(quoted(text) for text in (GOOD | cells).values())


def found(*rows: str, **tables: str) -> list[list]:
    """What the checks say of these rows, with the small side tables."""
    report = validate(read_rows(*rows, **tables))
    return report.flatten(["file", "line", "column", "code", "message"])


def codes(*rows: str, **tables: str) -> list[tuple]:
    """The same, only where and what."""
    return [(line, column, code) for _, line, column, code, _ in found(*rows, **tables)]


def tables(name: str, *lines: str) -> dict[str, str]:
    """One side table with more lines at its end."""
    return {name: TABLES[name] + "".join(f"{line}\n" for line in lines)}


def test_good_data_has_no_findings(small):
    """Nothing is said of a table that follows the rules."""
    assert validate(small).problems == ()


def test_the_shipped_data_has_no_errors(real):
    """The data that ships follows its own rules."""
    assert [str(one) for one in validate(real).errors] == []


# -- all at once, in order ---------------------------------------------------------------------------------------------


def test_all_faults_at_once_in_the_order_of_the_file():
    """A table with many faults has them all named, by line, then column, then code."""
    bad = row(id="A b", category="xyz", importance="9", sources="nobody", title="Ends.")
    later = row(id="c", start="2017-13", tags="weather", links="follows:nothing")

    assert codes(bad, later) == [
        (2, "category", "unknown-category"),
        (2, "id", "bad-id"),
        (2, "importance", "bad-importance"),
        (2, "sources", "unknown-source"),
        (2, "title", "final-stop"),
        (3, "links", "unknown-link"),
        (3, "start", "unreadable-date"),
        (3, "tags", "unknown-tag"),
    ]


def test_row_without_a_date_is_still_the_target_of_links():
    """A row whose date is wrong exists: a link to it is not called a link to nothing, nor out of order."""
    assert codes(row(id="a", start="soon"), row(id="b", links="follows:a")) == [
        (2, "start", "unreadable-date")
    ]
    assert codes(row(id="a", start="soon", links="follows:b"), row(id="b")) == [
        (2, "start", "unreadable-date")
    ]


def test_order_of_rows_does_not_change_the_findings():
    """The same rows in another order have the same findings on their own lines."""
    rows = [row(id="a", title=""), row(id="b", category="xyz"), row(id="c", links="follows:zzzzz")]

    forth, back = codes(*rows), codes(*rows[::-1])

    assert sorted((6 - line, *rest) for line, *rest in back) == sorted((line, *rest) for line, *rest in forth)


def test_files_of_other_people_are_not_checked_by_our_rules():
    """Of a foreign table only reading speaks."""
    data = reading.from_text("date,title\n2001,Ends with a stop.\n")

    assert validate(data).problems == ()


@given(st.lists(st.sampled_from(ROWS), unique=True))
@settings(max_examples=20, deadline=None)
def test_checking_twice_says_the_same(rows):
    """Checking changes nothing: a second report is equal to the first."""
    data = read_rows(*rows) if rows else read_rows("")

    assert validate(data) == validate(data)


# -- texts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, n",
    [
        ("", 0),
        ("One thing.", 1),
        ("One thing. Another", 1),
        ("One. Two! Three?", 3),
        ("At 3.5 m it stops.", 1),
        ("The U.S. envoy met Mr. Kim in St. Petersburg.", 1),
        ("Notice No. 40 bans coal. It ends.", 2),
        ("He said “no.” Then he left.", 2),
    ],
)
def test_sentences(text, n):
    """Sentences end at a stop before a capital; abbreviations and decimals do not end them."""
    assert sentences(text) == n


def test_long_texts():
    """A title of 90, a label of 36 and a summary of three sentences are the longest."""
    longest = row(title="x" * 90, label="y" * 36, summary="One. Two. Three.")
    longer = row(title="x" * 91, label="y" * 37, summary="One. Two. Three. Four.")

    assert codes(longest) == []
    assert [one[3:] for one in found(longer)] == [
        ["long-label", "the label has 37 characters, at most 36 fit. Shorten it."],
        ["long-summary", "the summary has 4 sentences. Keep one to three."],
        ["long-title", "the title has 91 characters, at most 90 fit. Move the rest to the summary."],
    ]


def test_an_ellipsis_is_no_final_stop():
    """A title may end in dots of omission."""
    assert codes(row(title="And so on …"), row(id="b", title="And then...")) == []


@pytest.mark.parametrize(
    "text, expected", [("Zhou's 2nd Visit!", "zhou-s-2nd-visit"), ("Café", "cafe"), ("北京", "")]
)
def test_slug(text, expected):
    """A proposed id is made of small letters, digits and single hyphens."""
    assert slug(text) == expected


def test_summary_may_have_lines_but_a_place_may_not():
    """Line ends and tabs are text in a summary, and faults everywhere else."""
    assert codes(row(summary="One.\n\tTwo.\r\n- three")) == []
    assert codes(row(place="Pan\tmunjom")) == [(2, "place", "control-character")]


def test_side_tables_are_searched_for_unseen_characters():
    """A direction override in the title of a source is found and told with that file's name."""
    bad = tables("sources", "evil,Pub,Ti\u202etle,https://example.org/x,,press,CN,en,2026-01-02")

    assert [one[:4] for one in found(row(), **bad)] == [["sources.csv", 4, "title", "control-character"]]


def test_numbers_are_no_formulas():
    """A cell of a sign and digits alone is a number, not a formula."""
    data = reading.from_text(hostile.document(hostile.row() + ",-5", names=hostile.NAMES + ",degrees"))

    assert [one.code for one in validate(data).problems] == ["unknown-column"]


# -- ids -----------------------------------------------------------------------------------------------------------------


def test_repeated_id_names_the_first_line_each_time():
    """Of an id used three times the second and third are told, both with the line of the first."""
    rows = [row(start=f"{2003 - n}") for n in range(3)]

    assert [(one[1], one[4].split(". ")[0]) for one in found(*rows)] == [
        (3, "'sample' is already used on line 2"),
        (4, "'sample' is already used on line 2"),
    ]


def test_old_id_is_not_used_again():
    """An id in renamed.csv cannot be given to an event."""
    renamed = "old,new,day\nsample,other,2026-01-02\n"

    assert codes(row(), row(id="other", title="Another one"), renamed=renamed) == [(2, "id", "renamed-id")]


def test_a_rename_leads_to_an_event():
    """What was renamed leads to an event or to another old id, on a full day."""
    renamed = "old,new,day\na,b,2026-01-02\nb,sample,2026-01-02\nc,nothing,2026-01\n"

    assert [one[:4] for one in found(row(), renamed=renamed)] == [
        ["renamed.csv", 4, "day", "unreadable-date"],
        ["renamed.csv", 4, "new", "unknown-code"],
    ]


# -- codes -----------------------------------------------------------------------------------------------------------------


def test_unknown_actor_is_a_warning_with_the_line_to_add():
    """An actor that actors.csv lacks does not stop anybody; the line to add is spelt out."""
    assert found(row(actors="CN;Atlantis")) == [
        ["events.csv", 2, "actors", "unknown-actor",
         "'Atlantis' is not in actors.csv. Add a line 'Atlantis,Name,kind,'."]
    ]  # fmt: skip
    assert validate(read_rows(row(actors="Atlantis"))).ok


def test_four_tags_are_too_many():
    """Three questions guide a reader, four do not."""
    four = tables("tags", "c,note,C,C", "d,note,D,D")

    assert codes(row(tags="alliance;sanctions;c"), **four) == []
    assert codes(row(tags="alliance; sanctions;c;d"), **four) == [(2, "tags", "many-tags")]


def test_without_a_table_its_codes_are_free():
    """A data set without actors.csv, tags.csv and acts.csv may use any."""
    data = reading.from_text(f"{HEADER}\n{row(actors='X', tags='y', stance='1', stance_basis='z: w')}\n",
                             sources=TABLES["sources"])  # fmt: skip

    assert validate(data).problems == ()


def test_thirty_events_may_be_of_importance_five():
    """The thirty-first is an error on its own line; thirty are fine."""
    rows = [
        row(
            id=f"e{n}",
            start=f"{1950 + n}",
            importance="5",
            sources="paper;office",
            title=f"{n} " + "abc"[n % 3] * 20,
        )
        for n in range(31)
    ]

    assert codes(*rows[:30]) == []
    assert found(*rows) == [
        ["events.csv", 32, "importance", "too-much-importance",
         "31 events have importance 5, at most 30 may. Lower this one or another."]
    ]  # fmt: skip


# -- stance ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stance, basis, said",
    [
        ("2", "pact: signed", []),
        ("", "", []),
        ("1", "", [("stance_basis", "missing-basis")]),
        ("1", "honours", [("stance_basis", "missing-basis")]),
        ("1", "honours:", [("stance_basis", "missing-basis")]),
        ("", "honours: visited", [("stance", "basis-without-stance")]),
        ("1", "honors: visited", [("stance_basis", "unknown-act")]),
        ("1", "pact: signed", [("stance", "wrong-stance")]),
        ("+1", "honours: visited", [("stance", "bad-stance")]),
        ("0.5", "", [("stance", "bad-stance")]),
        ("-1", "censures: voted for: twice", []),
    ],
)
def test_stance_is_the_number_of_its_act(stance, basis, said):
    """A stance has its act and words, and the act's number; one fault is told once."""
    assert codes(row(stance=stance, stance_basis=basis)) == [(2, *one) for one in said]


def test_wrong_stance_names_the_number():
    """The sentence on a wrong number says which is right."""
    assert found(row(stance="1", stance_basis="pact: signed"))[0][4] == (
        "'1' is not the number of the act 'pact', which is 2. Correct one."
    )


# -- votes -------------------------------------------------------------------------------------------------------------------

TALLY = "Begin with for-against-abstaining, as in 13-2-0, or with none."
ONCE = "Name each member and the outcome once."


@pytest.mark.parametrize(
    "cell, sentence",
    [
        ("13-2-0", "End with outcome= and one of adopted, vetoed, failed, procedural-adopted, procedural-failed, without-vote."),
        ("13-2; outcome=adopted", TALLY),
        ("; ;", TALLY),
        ("１３-2-0; outcome=adopted", TALLY),
        ("2006-10-14; outcome=adopted", TALLY),
        ("13-2-0; vetoed", "After the tally write CODE=vote pairs and outcome=…, separated by ;."),
        ("13-2-0; CN=maybe; outcome=vetoed", "'maybe' is not one of yes, no, abstain, absent, not-voting."),
        ("13-2-0; CN=no; CN=yes; outcome=vetoed", ONCE),
        ("13-2-0; =no; outcome=vetoed", ONCE),
        ("13-2-0; outcome=vetoed; outcome=vetoed", ONCE),
        ("none; outcome=adopted", "The tally is none exactly when the outcome is without-vote."),
        ("13-2-0; outcome=without-vote", "The tally is none exactly when the outcome is without-vote."),
    ],
)  # fmt: skip
def test_votes_that_cannot_be_read(cell, sentence):
    """A cell of votes that breaks the grammar says how to write it."""
    assert found(row(votes=cell)) == [
        ["events.csv", 2, "votes", "bad-votes", f"'{cell}' cannot be read. {sentence}"]
    ]


@pytest.mark.parametrize(
    "cell, fault",
    [
        ("15-0-0; CN=yes; outcome=adopted", ""),
        ("13-2-0; CN=no; RU=no; US=yes; outcome=vetoed", ""),
        ("9-0-1; RU=absent; CN=not-voting; outcome=adopted", ""),
        ("none; CN=absent; outcome=without-vote", ""),
        ("7-4-0; outcome=failed", ""),
        ("9-2-0; ROC=no; outcome=vetoed", ""),
        (
            "13-1-1; CN=no; RU=no; outcome=vetoed",
            "2 members are said to be against, the tally has 1. Correct one.",
        ),
        ("0-2-0; CN=yes; RU=no; outcome=vetoed", "1 member is said to be for, the tally has 0. Correct one."),
        (
            "14-1-0; CN=abstain; RU=no; outcome=vetoed",
            "1 member is said to be abstaining, the tally has 0. Correct one.",
        ),
        ("13-2-0; outcome=vetoed", "A veto needs the no of a permanent member; name it."),
        ("13-2-0; IN=no; CN=yes; outcome=vetoed", "A veto needs the no of a permanent member; name it."),
        (
            "none; CN=yes; outcome=without-vote",
            "Members do not vote without a vote. Write the tally or leave them out.",
        ),
    ],
)
def test_members_fit_the_tally(cell, fault):
    """The members that are named fit into the tally, and a veto has the no of a permanent member."""
    expected = [["events.csv", 2, "votes", "wrong-tally", f"'{cell}': {fault}"]] if fault else []

    assert tally_fault(schema.votes(cell)) == fault
    assert found(row(votes=cell)) == expected


@pytest.mark.parametrize("actors, left", [("UN.SC;CN", "RU"), ("KP", "CN;RU"), ("RU;CN", ""), ("", "")])
def test_who_voted_is_an_actor(actors, left):
    """A row that says how a member voted names it among its actors, unless it names none at all."""
    told = f"'{actors}' lacks who voted. Add {left}."
    expected = [["events.csv", 2, "actors", "voter-no-actor", told]] if left else []

    assert [
        one
        for one in found(row(votes="13-2-0; CN=no; RU=no; outcome=vetoed", actors=actors))
        if one[3] == "voter-no-actor"
    ] == expected


# -- links -------------------------------------------------------------------------------------------------------------------


def chain(n: int) -> list[str]:
    """Events of one day after the other, each following the one before."""
    links, days = ["", *(f"follows:e{i}" for i in range(n - 1))], dates.iso(range(n))
    return [
        row(id=f"e{i}", start=day, links=link) for i, (day, link) in enumerate(zip(days, links, strict=True))
    ]


def test_long_chain_is_no_circle():
    """5,000 links in a row are fine."""
    assert codes(*chain(5_000)) == []


def test_long_circle_is_named_with_ten_of_its_ids():
    """A circle of 3,000 events is found, and ten of its ids are told."""
    rows = chain(3_000)
    rows[0] = row(id="e0", start="1970-01-01", links="follows:e2999")

    said = found(*rows)

    assert [one[:4] for one in said] == [
        ["events.csv", 2, "links", "link-before-cause"],
        ["events.csv", 2, "links", "link-cycle"],
    ]
    assert re.findall(r"e\d+", said[1][4]) == ["e0", *(f"e{n}" for n in range(2999, 2990, -1))]


def test_events_beside_a_circle_are_not_blamed():
    """A circle is told once, on a line that is in it; what leads to it is not."""
    rows = [
        row(id="a", title="One thing", links="follows:b"),
        row(id="b", title="Another matter", links="disputes:c"),
        row(id="c", title="Something else", links="follows:b"),
    ]

    assert [(one[1], one[4]) for one in found(*rows)] == [
        (3, "links run in a circle: b → c → b. Delete one of them.")
    ]


def test_answer_in_a_span_is_in_time():
    """What answers during a span, or on the same day, or perhaps later within a month, is not too early."""
    rows = [
        row(id="war", start="1950-06-25", end="1953-07-27", title="A war"),
        row(id="note", start="1951", title="A note", links="responds_to:war"),
        row(id="reply", start="1951", title="The reply", links="responds_to:note"),
        row(id="ship", start="1951-12-31", title="A ship sails", links="follows:reply"),
        row(id="answer", start="1951-01-01", title="Too soon", links="responds_to:ship"),
    ]

    assert codes(*rows) == [(6, "links", "link-before-cause")]


# -- sources -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a",
        "http://example.org/?q=1",
        "https://example.org:8000/a#b",
        "https://例え.jp/文",
    ],
)
def test_usable_addresses(url):
    """http and https with a path are addresses."""
    assert url_fault(url) == ""


def test_a_blank_list_of_sources_is_none():
    """Separators alone are no source."""
    assert codes(row(sources="; ;")) == [(2, "sources", "missing-source")]


def test_unknown_source_is_told_with_the_nearest():
    """A source that is neither known nor an address is told with the id that was likely meant."""
    assert [one[4] for one in found(row(sources="papers"))] == [
        "'papers' is neither in sources.csv nor an address. Did you mean 'paper'?"
    ]


SOURCES = tables(
    "sources",
    "copy,The Office,Copy,https://example.org/copy,,mirror,CN,zh,2026-01-02",
    "wiki,Encyclopedia,Entry,https://example.org/entry,,reference,other,en,2026-01-02",
)


@pytest.mark.parametrize(
    "importance, sources, what",
    [
        ("3", "paper", ""),
        ("4", "paper;office", ""),
        ("4", "paper;wiki", ""),
        ("4", "https://one.example/a;https://two.example/b", ""),
        ("4", "paper", "1 publisher"),
        ("5", "https://one.example/a;https://one.example/b", "1 publisher"),
        ("4", "office;copy", "1 publisher"),
        ("4", "copy;wiki", "only copies and reference works"),
    ],
)
def test_two_publishers_from_importance_four(importance, sources, what):
    """An important event has two publishers, one of them first hand; a bare address is published by its host."""
    sentence = (
        f"importance {importance} with {what}. Add a source, or say in docs/coverage.md why there is none."
    )
    expected = [["events.csv", 2, "sources", "one-sided-source", sentence]] if what else []

    assert found(row(importance=importance, sources=sources), **SOURCES) == expected


EVIDENCE = "event,source,field,where,finding\n"


def test_evidence_is_asked_for_from_importance_three():
    """Where there is a table of evidence, the date of an event of importance 3 or more has a row in it."""
    told = EVIDENCE + "sample,paper,start,page 1,On that day\nsmall,paper,votes,page 2,All in favour\n"
    small = row(id="small", importance="2", title="A small thing")
    more = row(id="more", title="One more event happens")

    assert codes(row(), small, evidence=told) == []
    assert found(row(), small, more, evidence=told) == [
        ["events.csv", 4, "importance", "missing-evidence", "importance 3 without a row in evidence.csv for its date. Add one."]
    ]  # fmt: skip


def test_evidence_points_at_events_and_sources():
    """A row of evidence names an event and a source that exist, and a column of events.csv."""
    told = EVIDENCE + "sample,paper,start,p. 1,Day\nsampel,papr,colour,p. 1,Day\n"

    assert found(row(), evidence=told) == [
        ["evidence.csv", 3, "event", "unknown-code", "'sampel' is not an event's id. Did you mean 'sample'?"],
        ["evidence.csv", 3, "field", "bad-value", f"'colour' is not one of: {', '.join(HEADER.split(','))}."],
        ["evidence.csv", 3, "source", "unknown-code", "'papr' is not an id of sources.csv. Did you mean 'paper'?"],
    ]  # fmt: skip


# -- duplicates ----------------------------------------------------------------------------------------------------------------


def test_near_equal_titles_of_one_day():
    """Titles that differ in a letter on one day and in one category are told once, with the line before."""
    rows = [
        row(id="a", title="China and Korea sign a treaty of friendship"),
        row(id="b", title="china and Korea sign the treaty of friendship"),
        row(id="c", title="China and Korea sign a treaty of friendship", start="2001-02-04"),
        row(id="d", title="China and Korea sign a treaty of friendship", category="visits"),
        row(id="e", title="The opposition leaves the hall in protest"),
        row(id="f", title="Korea and China sign a friendship treaty today"),
    ]

    assert [(one[1], one[3]) for one in found(*rows)] == [(3, "likely-duplicate")]


def test_many_equal_titles_are_told_once_each():
    """Of four equal rows the second to fourth are told, each once, with the row before."""
    rows = [row(id=key, title="The same title") for key in "abcd"]

    assert [(one[1], one[4].split(" on the ")[0]) for one in found(*rows)] == [
        (3, "the title is nearly that of line 2"),
        (4, "the title is nearly that of line 3"),
        (5, "the title is nearly that of line 4"),
    ]


def test_rows_without_a_date_are_no_duplicates():
    """Two rows whose dates cannot be read are not said to be of one day."""
    rows = [row(id=key, start="soon", title="The same title") for key in "ab"]

    assert codes(*rows) == [(2, "start", "unreadable-date"), (3, "start", "unreadable-date")]


# -- days ------------------------------------------------------------------------------------------------------------------------


def test_checked_is_a_full_day():
    """A month, a doubtful day, no day, and a day to come are not days on which a row was checked."""
    texts = ["2026-01", "2026-01-02~", "", "2026-01-01/2026-01-02", "..", "9998-01-01", "2026-1-2"]
    rows = [row(id=f"e{n}", start=f"{2001 + n}", checked=text) for n, text in enumerate(texts)]

    assert codes(*rows) == [(2 + n, "checked", "bad-checked") for n in range(len(texts))]


@pytest.mark.parametrize(
    "start, end, code",
    [
        ("2001-09-11", "2001-09", ""),
        ("2001", "2001-01-01", ""),
        ("2001-09-11", "..", ""),
        ("195X", "1949", "ends-before-it-starts"),
        ("2001-09-11", "2001-09-10~", "ends-before-it-starts"),
        ("-0043", "-0044", "ends-before-it-starts"),
        ("2001", "2002/2003", "unreadable-date"),
    ],
)
def test_end_is_not_before_start(start, end, code):
    """An end is wrong only when even its last day is before the first day of the start."""
    assert codes(row(start=start, end=end)) == ([(2, "end", code)] if code else [])


# -- side tables -----------------------------------------------------------------------------------------------------------------

SIDES = [
    (
        "sources",
        "x,Pub,Title,https://example.org/x,soon,press,CN,en,2026-01-02",
        "published",
        "unreadable-date",
    ),
    ("sources", "x,Pub,Title,https://example.org/x,1961,press,CN,en,2026-01", "accessed", "unreadable-date"),
    ("sources", "x,Pub,Title,https://example.org,1961,press,CN,en,2026-01-02", "url", "bad-url"),
    ("sources", "x,Pub,Title,javascript:x,1961,press,CN,en,2026-01-02", "url", "bad-url"),
    ("sources", "x,Pub,Title,https://example.org/x,,blog,CN,en,2026-01-02", "kind", "bad-value"),
    ("sources", "x,Pub,Title,https://example.org/x,,press,Mars,en,2026-01-02", "side", "bad-value"),
    ("sources", "x,,Title,https://example.org/x,,press,CN,en,2026-01-02", "publisher", "bad-value"),
    ("sources", "X y,Pub,Title,https://example.org/x,,press,CN,en,2026-01-02", "id", "bad-id"),
    ("sources", "paper,Pub,Title,https://example.org/x,,press,CN,en,2026-01-02", "id", "repeated-code"),
    ("actors", "CN,China,state,", "code", "repeated-code"),
    ("actors", "XX,Nobody,robot,", "kind", "bad-value"),
    ("categories", "x,,X,Words,red,#ffffff,star", "light", "bad-color"),
    ("categories", "x,,X,Words,#ffffff,#fff,star", "dark", "bad-color"),
    ("categories", "x,,X,Words,#ffffff,#ffffff,blob", "shape", "bad-value"),
    ("acts", "nods,3,word,Nods", "stance", "bad-value"),
    ("tags", "x,question,X,", "definition", "bad-value"),
    ("eras", "China led by,Third,2000-01-01,..", "start", "overlapping-eras"),
    ("eras", "Korea led by,First,1948-13,..", "start", "unreadable-date"),
    ("eras", "Korea led by,First,1948,whenever", "end", "unreadable-date"),
]


@pytest.mark.parametrize("name, line, column, code", SIDES, ids=[f"{s[0]} {s[2]} {s[3]}" for s in SIDES])
def test_fault_in_a_side_table(name, line, column, code):
    """A fault in a side table is told with that file, its line and its column."""
    last = TABLES[name].count("\n") + 1

    assert [one[:4] for one in found(row(), **tables(name, line))] == [[f"{name}.csv", last, column, code]]


def test_eras_of_other_tracks_may_overlap():
    """Only eras of one track exclude each other; the day after is no overlap."""
    assert codes(row(), **tables("eras", "Korea led by,First,1948-09-09,1994-07-08")) == []


def test_sentence_of_a_repeated_code():
    """A code that is there twice names both lines."""
    assert str(validate(read_rows(row(), **tables("actors", "CN,China,state,")))) == (
        "actors.csv: line 6, code: 'CN' is already used on line 2. Choose another or delete the row."
    )


# -- the catalogue ---------------------------------------------------------------------------------------------------------------


def test_every_problem_can_happen():
    """Each code of the catalogue is used somewhere, and no room uses one that is not in it."""
    rooms = [path for path in (ROOT / "timeline").rglob("*.py") if path.name != "problems.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in rooms).replace(
        'f"long-{name}"', '"long-title" "long-label"'
    )
    text = text.replace('f"no-{word}-column"', '"no-date-column" "no-title-column"')
    text = re.sub(r'f"row-without-\{\w+\}"', '"row-without-date" "row-without-title"', text)

    assert [code for code in PROBLEMS if f'"{code}"' not in text] == []


def test_checks_have_names_of_their_own():
    """No check runs twice."""
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
