"""The tables and their columns: what each means, its rule, good and bad examples. Codebook and datapackage.json
are generated from here; the tests feed every bad example to `validate` and expect the code it promises."""

import re
from dataclasses import dataclass, field

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
URL = r"https?://[^\s/?#@\\<>\"]+/[^\s\\<>\"]+"
_ONE = r"-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?[~?%]?"
# The shape of what a cell holds, for readers of the data package; what a date means, `dates` knows.
SHAPE_OF = {
    "date": f"{_ONE}(/{_ONE})?",
    "end": rf"({_ONE}|\.\.)",
    "day": "-?[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
LINK_KINDS = ("implements", "responds_to", "part_of", "follows", "disputes")
OUTCOMES = ("adopted", "vetoed", "failed", "procedural-adopted", "procedural-failed", "without-vote")
VOTES = ("yes", "no", "abstain", "absent", "not-voting")
STANCES = ("-2", "-1", "0", "1", "2")
IMPORTANCES = ("1", "2", "3", "4", "5")
SOURCE_KINDS = ("official", "wire", "press", "academic", "think-tank", "archive", "mirror", "reference")
# Sources that repeat others: they do not count as the second voice behind an important event.
SECOND_HAND = ("mirror", "reference")
SIDES = ("CN", "KP", "KR", "US", "JP", "RU", "UN", "other")
SHAPES = (
    "star",
    "triangle-up",
    "circle",
    "square",
    "diamond",
    "x",
    "pentagon",
    "triangle-down",
    "cross",
    "hexagon",
    "bowtie",
    "hourglass",
    "circle-open",
)
# Shape, colour on light and colour on dark for event types that a file only names; they differ for colour-blind eyes.
PALETTE = (
    ("star", "#CF3B5F", "#DC4E73"),
    ("triangle-up", "#C27D37", "#ED8A3C"),
    ("circle", "#4E64CE", "#5C88EE"),
    ("square", "#040B4F", "#B3ADFF"),
    ("diamond", "#0C97C9", "#83E3EF"),
    ("x", "#682C84", "#976EA9"),
    ("pentagon", "#675F7D", "#8C909C"),
    ("triangle-down", "#7F5A04", "#ECD96D"),
    ("cross", "#12734F", "#8CBF82"),
    ("hexagon", "#5E2D05", "#A47437"),
    ("bowtie", "#123E33", "#048E72"),
    ("hourglass", "#A48294", "#F5A9B9"),
    ("circle-open", "#666A6E", "#94969A"),
)
LONGEST = {"id": 64, "title": 90, "label": 36}
MOST_IMPORTANT = 30  # most rows of importance 5


@dataclass(frozen=True)
class Column:
    """One column: `required` cells are not empty; `many` cells hold values separated by `;`.

    `holds` says that the text is a `date` of our grammar, the `end` of a span (no interval, but `..`) or a full `day`.
    """

    name: str
    meaning: str
    rule: str = ""
    required: bool = False
    many: bool = False
    pattern: str = ""
    values: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[tuple[str, str], ...] = ()
    holds: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its file, what a row is, its key."""

    name: str
    path: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


EVENTS = Table(
    "events",
    "events.csv",
    "A row is an event: one thing that happened and that at least one cited source reports. Sorted by date, then id.",
    ("id",),
    (
        Column(
            "id",
            "The event's name for links and addresses; never reused, a rename leaves a row in renamed.csv.",
            "lower-case slug, at most 64 characters, unique",
            True,
            pattern=ID,
            good=("1961-07-11-alliance-treaty",),
            bad=(
                ("1961 Treaty", "bad-id"),
                ("../../etc/passwd", "bad-id"),
                ("__proto__", "bad-id"),
                ("", "bad-id"),
            ),
        ),
        Column(
            "start",
            "When it happened or began: the local calendar day of the place.",
            "a date: 2017-07-04, 2017-07, 2017, 195X, 19XX; ~ about, ? uncertain, % both; a/b some day from a to b",
            True,
            good=(
                "2017-07-04",
                "2017-07",
                "1950",
                "195X",
                "2018-04~",
                "2017?",
                "2017-08/2017-09",
                "-0044-03-15",
            ),
            bad=(
                ("2023-02-30", "unreadable-date"),
                ("03/04/2005", "unreadable-date"),
                ("Oct-06", "unreadable-date"),
                ("2001-21", "unreadable-date"),
                ("now", "unreadable-date"),
                ("", "missing-date"),
            ),
            holds="date",
        ),
        Column(
            "end",
            "When it ended; empty for what happened on one date.",
            "a date, or .. for still going on",
            good=("2017-12", ".."),
            bad=(("2017-13", "unreadable-date"), ("1901", "ends-before-it-starts")),
            holds="end",
        ),
        Column(
            "title",
            "Who did what, in plain words.",
            "at most 90 characters, no final stop",
            True,
            good=("China and North Korea sign a treaty of alliance",),
            bad=(("", "missing-title"), ("x" * 91, "long-title"), ("China signs.", "final-stop")),
        ),
        Column(
            "label",
            "A short name for the timeline; without it the title is cut at a word.",
            "at most 36 characters",
            good=("Alliance treaty",),
            bad=(("y" * 37, "long-label"),),
        ),
        Column(
            "category",
            "The event type: exactly one; gives lane, colour and shape.",
            "a code of categories.csv",
            True,
            good=("un",),
            bad=(("sanctons", "unknown-category"), ("", "missing-category")),
        ),
        Column(
            "actors",
            "Who acted, took part, was met, addressed or aimed at, a state also for its firms and people; every person whom the row names in that part; of a body that voted, the members whose vote the row gives. Not who is only mentioned, nor the mere place.",
            "codes of actors.csv separated by ;",
            many=True,
            good=("CN;KP", "UN.SC"),
            bad=(("Atlantis", "unknown-actor"),),
        ),
        Column("place", "Where it happened, in words.", good=("Beijing",)),
        Column("document", "Symbol or number of the act.", good=("S/RES/2397 (2017)", "MOFCOM 2017 No. 40")),
        Column(
            "importance",
            "How much it mattered, by the rubric below.",
            "1, 2, 3, 4 or 5; empty means 3",
            values=IMPORTANCES,
            good=("5",),
            bad=(
                ("high", "bad-importance"),
                ("6", "bad-importance"),
                ("4.5", "bad-importance"),
                ("-1", "bad-importance"),
            ),
        ),
        Column(
            "stance",
            "The posture of China towards North Korea that this one act shows; empty is not 0.",
            "-2, -1, 0, 1 or 2: the number of its act",
            values=STANCES,
            good=("-1",),
            bad=(("3", "bad-stance"), ("+1", "bad-stance")),
        ),
        Column(
            "stance_basis",
            "The act and the words it is coded from.",
            "act: words, with an act of acts.csv; required with a stance",
            good=("censures: voted for 1718",),
            bad=(
                ("dislikes: frowned", "unknown-act"),
                ("pact: signed", "wrong-stance"),
                ("", "missing-basis"),
            ),
        ),
        Column(
            "votes",
            "A recorded vote: for-against-abstaining, members, outcome.",
            "tally; CODE=yes, no, abstain, absent or not-voting; outcome=adopted, vetoed, failed, "
            "procedural-adopted, procedural-failed or without-vote (tally none)",
            many=True,
            good=("13-2-0; CN=no; RU=no; outcome=vetoed", "none; outcome=without-vote"),
            bad=(
                ("13-2-0", "bad-votes"),
                ("13-0-2; CN=no; outcome=vetoed", "wrong-tally"),
                ("15-0-0; CN=maybe; outcome=adopted", "bad-votes"),
            ),
        ),
        Column(
            "links",
            "What earlier event this one answers, carries out, belongs to, follows or disputes.",
            "kind:id separated by ;, one kind per pair",
            many=True,
            good=("responds_to:2006-10-09-first-nuclear-test",),
            bad=(
                ("answers:good", "bad-link"),
                ("follows:nothing", "unknown-link"),
                ("follows:sample", "self-link"),
            ),
        ),
        Column(
            "tags",
            "The questions the event bears on.",
            "one to three codes of tags.csv",
            many=True,
            good=("sanctions;denuclearisation",),
            bad=(("weather", "unknown-tag"),),
        ),
        Column(
            "summary",
            "What happened, so that a newcomer understands; our own words.",
            "one to three sentences",
            True,
            good=("The two sides sign a treaty.",),
            bad=(("", "missing-summary"), ("One. Two. Three. Four.", "long-summary")),
        ),
        Column(
            "sources",
            "What reports the event.",
            "ids of sources.csv or addresses with a path, separated by ;",
            True,
            many=True,
            good=("un-sc8853", "https://press.un.org/en/2006/sc8853.doc.htm"),
            bad=(
                ("", "missing-source"),
                ("javascript:alert(1)", "bad-url"),
                ("https://example.org", "bad-url"),
                ("nobody", "unknown-source"),
            ),
        ),
        Column(
            "checked",
            "The day on which the row was last compared with its sources.",
            "a full day, not in the future",
            True,
            good=("2026-08-21",),
            bad=(("soon", "bad-checked"), ("9999-01-01", "bad-checked")),
            holds="day",
        ),
    ),
)

SOURCES = Table(
    "sources",
    "data/sources.csv",
    "A row is a document that reports events.",
    ("id",),
    (
        Column("id", "Its name in events.csv and evidence.csv.", "lower-case slug", True, pattern=ID),
        Column("publisher", "Who published it.", required=True),
        Column("title", "Its title, as published.", required=True),
        Column("url", "Its address.", "http or https with a path", True, pattern=URL),
        Column("published", "When it was published.", "a date", holds="date"),
        Column("kind", "What kind of document it is.", required=True, values=SOURCE_KINDS),
        Column("side", "Whose voice it is.", required=True, values=SIDES),
        Column("language", "Its language.", "a code such as en, zh, ko"),
        Column("accessed", "The day on which it was read.", "a full day", True, holds="day"),
    ),
)
ACTORS = Table(
    "actors",
    "data/actors.csv",
    "A row is a state, organ or person.",
    ("code",),
    (
        Column("code", "Two letters for states, organs with a dot, people as slugs.", required=True),
        Column("name", "What people call it.", required=True),
        Column("kind", "state, organ or person.", required=True, values=("state", "organ", "person")),
        Column("aliases", "Other names and scripts, found by the search.", "separated by |"),
    ),
)
CATEGORIES = Table(
    "categories",
    "data/categories.csv",
    "A row is an event type; the order is the order of the lanes.",
    ("code",),
    (
        Column("code", "Its name in events.csv.", required=True, pattern=ID),
        Column("group", "The group of lanes it belongs to: who acts."),
        Column("label", "Its name on the page.", required=True),
        Column("definition", "What belongs to it.", required=True),
        Column("light", "Its colour on light.", "# and six digits", True, pattern="#[0-9A-Fa-f]{6}"),
        Column("dark", "Its colour on dark.", "# and six digits", True, pattern="#[0-9A-Fa-f]{6}"),
        Column("shape", "Its mark.", required=True, values=SHAPES),
    ),
)
ACTS = Table(
    "acts",
    "data/acts.csv",
    "A row is an act that shows a stance.",
    ("act",),
    (
        Column("act", "Its name in stance_basis.", required=True),
        Column("stance", "The number that goes with it.", required=True, values=STANCES),
        Column("channel", "deed or word.", required=True, values=("deed", "word")),
        Column("definition", "When it is used.", required=True),
    ),
)
TAGS = Table(
    "tags",
    "data/tags.csv",
    "A row is a question that events bear on, or a note about them.",
    ("code",),
    (
        Column("code", "Its name in events.csv.", required=True, pattern=ID),
        Column("kind", "question or note.", required=True, values=("question", "note")),
        Column("label", "Its name on the page.", required=True),
        Column("definition", "What bears on it.", required=True),
    ),
)
ERAS = Table(
    "eras",
    "data/eras.csv",
    "A row is a named span on a track; exact days.",
    ("track", "name", "start"),
    (
        Column("track", "The track's name.", required=True),
        Column("name", "The era's name.", required=True),
        Column("start", "Its first day.", "a date", True, holds="date"),
        Column("end", "Its last day.", "a date, or .. for still going on", True, holds="end"),
    ),
)
EVIDENCE = Table(
    "evidence",
    "data/evidence.csv",
    "A row says where in a source a fact of an event stands.",
    (),
    (
        Column("event", "The event's id.", required=True),
        Column("source", "The source's id.", required=True),
        Column("field", "The column of the fact.", required=True, values=EVENTS.names),
        Column("where", "Page, paragraph or table row.", required=True),
        Column("finding", "What stands there, in our words.", required=True),
    ),
)
RENAMED = Table(
    "renamed",
    "data/renamed.csv",
    "A row is an id that an event no longer has.",
    ("old",),
    (
        Column("old", "The old id.", required=True),
        Column("new", "The id the event has now.", required=True),
        Column("day", "When it was renamed.", "a full day", True, holds="day"),
    ),
)

TABLES = {
    table.name: table for table in (EVENTS, SOURCES, ACTORS, CATEGORIES, ACTS, TAGS, ERAS, EVIDENCE, RENAMED)
}
# A table with these columns is ours; any other is somebody's own data.
NATIVE = ("id", "start", "title", "category", "sources")


def split(cell: str) -> list[str]:
    """The values of a `;`-separated cell, without blanks around them."""
    return [value.strip() for value in cell.split(";") if value.strip()]


@dataclass(frozen=True)
class Votes:
    """A recorded vote: (for, against, abstaining) or None without a vote, member -> vote, outcome."""

    tally: tuple[int, int, int] | None
    members: dict[str, str]
    outcome: str


def votes(cell: str) -> Votes:
    """Reads a cell of `votes`; raises ValueError with one sentence on how to write it."""
    head, *parts = split(cell) or [""]
    if head != "none" and not re.fullmatch(r"\d{1,3}-\d{1,3}-\d{1,3}", head, re.ASCII):
        raise ValueError("Begin with for-against-abstaining, as in 13-2-0, or with none.")
    pairs = [part.split("=", 1) for part in parts]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("After the tally write CODE=vote pairs and outcome=…, separated by ;.")
    found = {code.strip(): vote.strip() for code, vote in pairs}
    if len(found) < len(pairs) or "" in found:
        raise ValueError("Name each member and the outcome once.")
    outcome = found.pop("outcome", "")
    if outcome not in OUTCOMES:
        raise ValueError(f"End with outcome= and one of {', '.join(OUTCOMES)}.")
    if odd := next((vote for vote in found.values() if vote not in VOTES), None):
        raise ValueError(f"'{odd}' is not one of {', '.join(VOTES)}.")
    if (head == "none") != (outcome == "without-vote"):
        raise ValueError("The tally is none exactly when the outcome is without-vote.")
    return Votes(None if head == "none" else tuple(int(n) for n in head.split("-")), found, outcome)
