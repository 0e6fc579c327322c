"""One expression per problem, true where a row is bad; `validate` runs them all and gives one report.

Each check is a function (data) -> problems and stands in CHECKS; it looks at whole columns, and walks only the
rows that are bad. What a file's form says (encoding, width, header, unreadable dates) is found by `reading`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

import numpy as np
import pandas as pd

from timeline import dates, reading, schema
from timeline.problems import Problem, Report, problem
from timeline.query import exploded

# Control characters, direction overrides, unseen spaces and noncharacters; a summary may have line ends and tabs.
UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
ONE_LINE, LINES = re.compile(f"[{UNSEEN}\t\n\r]"), re.compile(f"[{UNSEEN}]")
# UTF-8 read as Windows-1252, or letters that were lost for good.
DAMAGED = re.compile("[\u00c3\u00c2][\u0080-\u00bf]|\u00e2\u20ac|\ufffd")
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
OURS = {name for table in schema.TABLES.values() for name in table.names}
ALIKE = 0.9  # titles of one day and category that are more alike than this are likely the same event
LONGEST_ALIKE, MOST_ALIKE = 200, 20  # letters that are compared; rows of one day and category


def validate(data) -> Report:
    """Everything that is wrong with a data set: what reading found, and every check. A foreign file has no codes to check."""
    found = list(data.report.problems)
    if data.native:
        rows = _whole(data)
        for check in CHECKS:
            found += check(rows)
    return Report(tuple(found))


def _whole(data):
    """The data set with the rows that have no readable date, so that their other faults are told as well."""
    if len(data.texts) == len(data.events):
        return data
    lines = data.texts["line"].to_numpy()
    frame = data.texts.drop(columns="line")
    return replace(data, events=reading.typed(frame, lines, data.edition_day, data.name, whole=True)[0])


def _told(file: str, frame: pd.DataFrame, column: str, mask, code: str, **holes) -> Iterator[Problem]:
    """A problem for each row of a table where the mask is true; holes may be functions of the cell's text."""
    rows = np.flatnonzero(np.asarray(mask, bool))
    if not len(rows):  # nearly always
        return
    lines, values = frame["line"].to_numpy()[rows], frame[column].iloc[rows].astype(str)
    for line, value in zip(lines, values, strict=True):
        filled = {name: hole(value) if callable(hole) else hole for name, hole in holes.items()}
        yield problem(code, file, int(line), column, value, **filled)


def _bad(data, column: str, mask, code: str, **holes) -> Iterator[Problem]:
    """The same for the events."""
    yield from _told(data.name, data.events, column, mask, code, **holes)


def _cells(data, column: str, of=True) -> pd.DataFrame:
    """`row`, `line`, `id`, `code` for each value of a `;`-separated column, of the rows where `of` is true."""
    rows = np.flatnonzero((data.events[column] != "") & of)
    events = data.events.iloc[rows]
    pairs = exploded(events, column)
    at = pairs["row"].to_numpy()
    return pairs.assign(row=rows[at], line=events["line"].to_numpy()[at], id=events["id"].to_numpy()[at])


def near(word: str, known, otherwise: str = "") -> str:
    """` Did you mean '…'?`, or what else helps."""
    folded = {str(one).casefold(): one for one in known}
    close = get_close_matches(str(word)[:100].strip().casefold(), list(folded), 1, 0.6)
    return f" Did you mean '{folded[close[0]]}'?" if close else otherwise


# -- id, title, texts --------------------------------------------------------------------------------------------


def ids(data):
    events = data.events
    good = events["id"].str.fullmatch(schema.ID) & (events["id"].str.len() <= schema.LONGEST["id"])
    yield from _bad(
        data, "id", ~good, "bad-id", hint=lambda text: f", such as '{slug(text)}'" if slug(text) else ""
    )
    again = events[events.duplicated("id", keep=False) & (events["id"] != "")].sort_values("line")
    before = again.groupby("id")["line"].transform("first")
    for code, line, other in zip(again["id"], again["line"], before, strict=True):
        if line != other:
            yield problem("repeated-id", data.name, int(line), "id", code, what=int(other))
    yield from _bad(data, "id", events["id"].isin(data.renamed["old"]), "renamed-id")


def slug(text: str) -> str:
    """A text as an id: ASCII, lower case, single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: schema.LONGEST["id"]]


def texts(data):
    title, label, summary = (data.events[name] for name in ("title", "label", "summary"))
    yield from _bad(data, "title", title.str.strip() == "", "missing-title")
    for name, cells in (("title", title), ("label", label)):
        yield from _bad(
            data,
            name,
            cells.str.len() > schema.LONGEST[name],
            f"long-{name}",
            shown=lambda text: f"{len(text)}",
        )
    yield from _bad(data, "title", title.str.endswith(".") & ~title.str.endswith(("…", "...")), "final-stop")
    yield from _bad(data, "summary", summary.str.strip() == "", "missing-summary")
    long = [sum(map(text.count, ".!?")) > 3 and sentences(text) > 3 for text in summary]
    yield from _bad(data, "summary", long, "long-summary", shown=lambda text: f"{sentences(text)}")


def sentences(text: str) -> int:
    """Sentences of a text: stops before a blank and a capital, abbreviations of a letter or two aside."""
    return (
        len(
            re.findall(
                r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bNo)(?<!\bSt)(?<!\bMr)(?<!\bDr)[.!?]['”\")]?(?=\s+[A-Z0-9“\"(]|\s*$)",
                text.strip(),
            )
        )
        if text.strip()
        else 0
    )


def characters(data):
    """Every text of every table: nothing unseen, damaged, unnormal, padded, or like a formula."""
    tables = {f"{name}.csv": (frame, schema.TABLES[name].names) for name, frame in data.tables.items()}
    for file, (frame, columns) in {data.name: (data.events, data.columns), **tables}.items():
        for column in (one for one in columns if frame[one].dtype == "str"):
            for code, mask, holes in _faults(column, frame[column].tolist()):
                yield from _told(file, frame, column, mask, code, **holes)


def _faults(column: str, texts: list[str]):
    """(code, mask, holes) for the texts of a column; plain ASCII, as most columns are, is passed at a glance."""
    yield "outer-blank", [text != text.strip() for text in texts], {}
    if column not in ("start", "end", "stance"):
        yield (
            "formula",
            [text.startswith(FORMULA) and not re.fullmatch(r"[-+]\d+", text) for text in texts],
            {},
        )
    everything = "".join(texts)
    if everything.isascii() and everything.isprintable():
        return
    unseen = ONE_LINE if column in OURS and column != "summary" else LINES
    named = {"what": lambda text: f"{ord(unseen.search(text)[0]):04X}"}
    yield "control-character", [bool(unseen.search(text)) for text in texts], named
    yield "damaged-text", [bool(DAMAGED.search(text)) for text in texts], {}
    yield "not-normal", [not unicodedata.is_normalized("NFC", text) for text in texts], {}


# -- dates ---------------------------------------------------------------------------------------------------------


def spans(data):
    events = data.events
    ended = dates.read(events["end"].where(events["end"] != "", ".."), today=10**7, end=True)
    before = (
        ended["ok"].to_numpy()
        & events["span"].to_numpy()
        & (ended["last"].to_numpy() < events["first"].to_numpy())
    )
    for line, start, end in events.loc[before, ["line", "start", "end"]].to_numpy().tolist():
        yield problem("ends-before-it-starts", data.name, line, "end", end, what=start)
    if (events["checked"] != "").any():
        yield from _bad(data, "start", events["first"] > data.edition_day, "future-date")


def checked(data):
    found = dates.read(data.events["checked"], today=0)
    today = (
        int(np.datetime64("today", "D").astype("int64")) + 1
    )  # a day of grace for those ahead of this clock
    good = found["ok"] & (found["precision"] == "day") & (found["doubt"] == "") & (found["first"] <= today)
    yield from _bad(data, "checked", ~good, "bad-checked")


# -- codes ---------------------------------------------------------------------------------------------------------


def categories(data):
    cells, known = data.events["category"], list(data.categories["code"])
    yield from _bad(data, "category", cells == "", "missing-category", fix=", ".join(known))
    yield from _bad(
        data,
        "category",
        (cells != "") & ~cells.isin(known),
        "unknown-category",
        hint=lambda text: near(text, known, f" Choose one of: {', '.join(known[:20])}."),
    )


def lists(data):
    for column, table, code in (("actors", data.actors, "unknown-actor"), ("tags", data.tags, "unknown-tag")):
        if column not in data.tables:
            continue
        cells, known = _cells(data, column), list(table["code"])
        for line, value in cells.loc[~cells["code"].isin(known), ["line", "code"]].to_numpy().tolist():
            hint = near(value, known, " The tags are in tags.csv." if column == "tags" else "")
            yield problem(code, data.name, line, column, value, hint=hint, what=value)
    many = data.events["tags"].map(lambda cell: len(schema.split(cell)))
    yield from _bad(data, "tags", many > 3, "many-tags", shown=lambda cell: f"{len(schema.split(cell))}")


def numbers(data):
    typed = data.texts
    for column, values, code in (
        ("importance", schema.IMPORTANCES, "bad-importance"),
        ("stance", schema.STANCES, "bad-stance"),
    ):
        if column in typed:
            bad = typed.loc[(typed[column] != "") & ~typed[column].isin(values), ["line", column]]
            for line, value in bad.to_numpy().tolist():
                yield problem(code, data.name, line, column, value)
    highest = data.events[data.events["importance"] == 5]
    for line in highest["line"].iloc[schema.MOST_IMPORTANT :]:
        yield problem("too-much-importance", data.name, int(line), "importance", "5", shown=f"{len(highest)}")


def stances(data):
    acts = dict(zip(data.acts["act"], data.acts["stance"], strict=True))
    rows = data.events[(data.events["stance_basis"] != "") | data.events["stance"].notna()]
    odd = set(data.texts.loc[data.texts["stance"] != "", "line"]) if "stance" in data.texts else set()
    for line, stance, basis in rows[["line", "stance", "stance_basis"]].astype("object").to_numpy().tolist():
        act, value = basis.partition(":")[0].strip(), "" if pd.isna(stance) else str(stance)
        if not basis or not basis.partition(":")[2].strip():
            yield problem("missing-basis", data.name, line, "stance_basis", basis)
        elif "acts" not in data.tables:
            continue
        elif act not in acts:
            yield problem(
                "unknown-act",
                data.name,
                line,
                "stance_basis",
                act,
                hint=near(act, acts, " The acts are in acts.csv."),
            )
        elif not value:
            if line not in odd:  # else the number itself is told to be wrong
                yield problem("basis-without-stance", data.name, line, "stance", "")
        elif acts[act] != value:
            yield problem("wrong-stance", data.name, line, "stance", value, what=act, fix=acts[act])


# -- votes ---------------------------------------------------------------------------------------------------------

PERMANENT = {"CN", "ROC", "RU", "US", "GB", "FR"}


def votes(data):
    rows = data.events.loc[data.events["votes"] != "", ["line", "votes", "actors"]]
    for line, cell, actors in rows.to_numpy().tolist():
        try:
            vote = schema.votes(cell)
        except ValueError as sentence:
            yield problem("bad-votes", data.name, line, "votes", cell, fix=str(sentence))
            continue
        if fault := tally_fault(vote):
            yield problem("wrong-tally", data.name, line, "votes", cell, fix=fault)
        if actors and (left := [code for code in vote.members if code not in schema.split(actors)]):
            yield problem("voter-no-actor", data.name, line, "actors", actors, fix=";".join(left))


def tally_fault(vote: schema.Votes) -> str:
    """Why the members' votes and the outcome cannot go with the tally; empty when they can."""
    if vote.tally is None:
        return (
            "Members do not vote without a vote. Write the tally or leave them out."
            if any(v in ("yes", "no", "abstain") for v in vote.members.values())
            else ""
        )
    for n, kind, words in zip(
        vote.tally, ("yes", "no", "abstain"), ("for", "against", "abstaining"), strict=True
    ):
        named = sum(v == kind for v in vote.members.values())
        if named > n:
            members = "1 member is" if named == 1 else f"{named} members are"
            return f"{members} said to be {words}, the tally has {n}. Correct one."
    blocked = [code for code, v in vote.members.items() if v == "no" and code in PERMANENT]
    if vote.outcome == "vetoed" and not blocked:
        return "A veto needs the no of a permanent member; name it."
    return ""


# -- links ---------------------------------------------------------------------------------------------------------


def links(data):
    cells = _cells(data, "links")
    parts = cells["code"].str.extract(r"^(?P<kind>[a-z_]+):(?P<target>\S+)$")
    cells = cells.assign(kind=parts["kind"], target=parts["target"])
    known = data.events.drop_duplicates("id").set_index("id")
    good = cells["kind"].isin(schema.LINK_KINDS)
    for line, value in cells.loc[~good, ["line", "code"]].to_numpy().tolist():
        yield problem("bad-link", data.name, line, "links", value, fix=", ".join(schema.LINK_KINDS))
    cells = cells[good]
    for line, target in cells.loc[~cells["target"].isin(known.index), ["line", "target"]].to_numpy().tolist():
        yield problem("unknown-link", data.name, line, "links", target, hint=near(target, known.index))
    for line, value in cells.loc[cells["target"] == cells["id"], ["line", "code"]].to_numpy().tolist():
        yield problem("self-link", data.name, line, "links", value)
    cells = cells[cells["target"].isin(known.index) & (cells["target"] != cells["id"])]
    for line, target in cells.loc[cells.duplicated(["id", "target"]), ["line", "target"]].to_numpy().tolist():
        yield problem("repeated-link", data.name, line, "links", target)
    late = known["first"].reindex(cells["target"]).to_numpy() > data.events["last"].to_numpy()[cells["row"]]
    for line, target in cells.loc[late, ["line", "target"]].to_numpy().tolist():
        yield problem("link-before-cause", data.name, line, "links", target)
    yield from _cycles(data, cells)


def _cycles(data, cells: pd.DataFrame):
    """A circle of links: what is left when events whose links are all settled are taken away, one after the other."""
    targets, answers = defaultdict(set), defaultdict(set)
    for event, target in cells[["id", "target"]].to_numpy().tolist():
        targets[event].add(target)
        answers[target].add(event)
    settled = [event for event in answers if event not in targets]
    while settled:
        event = settled.pop()
        for other in answers[event]:
            targets[other].discard(event)
            if not targets[other]:
                del targets[other]
                settled.append(other)
    if targets:
        path, event = {}, min(targets)
        while event not in path:
            path[event] = len(path)
            event = min(targets[event])
        ring = [*list(path)[path[event] :], event]
        line = int(data.events.loc[data.events["id"] == ring[0], "line"].iloc[0])
        yield problem("link-cycle", data.name, line, "links", ring[0], shown=" → ".join(ring[:10]))


# -- sources and evidence --------------------------------------------------------------------------------------------


def sources(data):
    yield from _bad(data, "sources", data.events["sources"].str.strip("; ") == "", "missing-source")
    cells = _cells(data, "sources")
    for line, value in (
        cells.loc[~cells["code"].isin(data.sources["id"]), ["line", "code"]].to_numpy().tolist()
    ):
        if ":" not in value and "/" not in value and "." not in value:
            hint = near(value, data.sources["id"], " Add it there, or write an address.")
            yield problem("unknown-source", data.name, line, "sources", value, hint=hint)
        elif fault := url_fault(value):
            yield problem("bad-url", data.name, line, "sources", value, fix=fault)


def url_fault(url: str) -> str:
    """Why an address is not usable; empty when it is."""
    if re.fullmatch(schema.URL, url):
        return ""
    if not url.startswith(("http://", "https://")):
        return "Write an address that begins with https:// or http://."
    if "@" in url.split("//", 1)[1].split("/", 1)[0]:
        return "Leave out the user name."
    if re.search(r"[\s\\<>\"]", url):
        return "Write blanks as %20, and other signs that are not of an address in the same way."
    if url.split("//", 1)[1].startswith("/"):
        return "Write the name of the site after //."
    return "A bare home page is no source: write the address of the document."


def one_sided(data):
    """From importance 4: two publishers, one of them first hand."""
    known = data.sources.drop_duplicates("id").set_index("id")[["publisher", "kind"]]
    cells = _cells(data, "sources", data.events["importance"] >= 4)
    cells["publisher"] = known["publisher"].reindex(cells["code"]).to_numpy()
    cells["publisher"] = cells["publisher"].fillna(cells["code"].str.extract(r"//([^/]+)")[0])
    cells["kind"] = known["kind"].reindex(cells["code"]).fillna("press").to_numpy()
    first_hand = cells[~cells["kind"].isin(schema.SECOND_HAND)].groupby("row").size()
    publishers = cells.groupby("row")["publisher"].nunique()
    rows = data.events.loc[data.events["importance"] >= 4, ["line", "importance"]]
    for at, line, importance in zip(rows.index, rows["line"], rows["importance"], strict=True):
        n = int(publishers.get(at, 0))
        what = (
            f"{n} publisher"
            if n == 1
            else "only copies and reference works"
            if n and not first_hand.get(at, 0)
            else ""
        )
        if what:
            yield problem(
                "one-sided-source",
                data.name,
                int(line),
                "sources",
                str(importance),
                shown=str(importance),
                what=what,
            )


def evidence(data):
    if "evidence" in data.tables:
        told = set(data.evidence.loc[data.evidence["field"] == "start", "event"])
        lacking = (data.events["importance"] >= 3) & ~data.events["id"].isin(told)
        yield from _bad(data, "importance", lacking, "missing-evidence", shown=lambda text: text)
        for column, known, what in (
            ("event", data.events["id"], "an event's id"),
            ("source", data.sources["id"], "an id of sources.csv"),
        ):
            yield from _codes(data, "evidence", column, known, what)


def duplicates(data):
    """Two rows of one day and event type with nearly the same title."""
    events = data.events[data.events["precision"] != ""]
    rows = events[events.duplicated(["start", "category"], keep=False)].sort_values(
        ["start", "category", "line"]
    )
    group = rows.groupby(["start", "category"]).ngroup().to_numpy()
    lines, titles = rows["line"].to_numpy(), rows["title"].str.slice(0, LONGEST_ALIKE).tolist()
    folded = [title.casefold() for title in titles]
    letters, sizes = _counts(folded), np.fromiter(map(len, folded), "int64", len(folded))
    told = np.zeros(len(rows), bool)
    for apart in range(1, MOST_ALIKE):
        pair = np.flatnonzero((group[apart:] == group[:-apart]) & ~told[apart:])
        # What two titles share is at most the letters they have in common: few pairs need a closer look.
        shared = np.minimum(letters[pair], letters[pair + apart]).sum(axis=1, dtype="int64")
        for i in pair[2 * shared > ALIKE * (sizes[pair] + sizes[pair + apart])]:
            one, other = folded[i], folded[i + apart]
            if one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > ALIKE:
                told[i + apart] = True
                line, what = int(lines[i + apart]), int(lines[i])
                yield problem("likely-duplicate", data.name, line, "title", titles[i + apart], what=what)


def _counts(texts: list[str], step: int = 50_000) -> np.ndarray:
    """How often each of 32 classes of letters stands in each text: (texts, 32), letters a to z in their own."""
    counts = np.zeros((len(texts), 32), "int16")
    for at in range(0, len(texts), step):
        part = texts[at : at + step]
        letters = np.frombuffer("".join(part).encode("utf-32-le"), "uint32") % 32
        rows = np.repeat(np.arange(len(part)), [len(text) for text in part])
        counts[at : at + step] = np.bincount(rows * 32 + letters, minlength=len(part) * 32).reshape(-1, 32)
    return counts


# -- side tables -------------------------------------------------------------------------------------------------------


def side_tables(data):
    """Required cells, closed lists, patterns and keys of every side table, by its schema."""
    for name, frame in data.tables.items():
        if name == "categories" and not frame["line"].any():
            continue  # made from the events, there is no file
        table = schema.TABLES[name]
        for column in table.columns:
            yield from _side_column(name, frame, column)
        if len(table.key) == 1:
            for code, lines in frame.groupby(table.key[0])["line"]:
                for line in lines.iloc[1:]:
                    yield problem(
                        "repeated-code", f"{name}.csv", int(line), table.key[0], code, what=int(lines.iloc[0])
                    )


def _side_column(name: str, frame: pd.DataFrame, column: schema.Column):
    cells, file = frame[column.name], f"{name}.csv"

    def told(mask, code, **holes):
        yield from _told(file, frame, column.name, mask, code, **holes)

    if column.required:
        yield from told(cells == "", "bad-value", fix=", ".join(column.values) or column.rule or "a text")
    if column.values:
        yield from told((cells != "") & ~cells.isin(column.values), "bad-value", fix=", ".join(column.values))
    if column.holds:
        found = dates.read(cells, today=0, end=column.holds == "end")
        full = (found["precision"] == "day") & (found["doubt"] == "")
        ok = found["ok"].to_numpy() & (full.to_numpy() | (column.holds != "day"))
        yield from told(
            (cells != "").to_numpy() & ~ok, "unreadable-date", fix=lambda text: _date_fix(text, column)
        )
    if column.pattern and column.name in ("light", "dark"):
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-color")
    elif column.name == "url":
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-url", fix=url_fault)
    elif column.pattern:
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-id")


def _date_fix(text: str, column: schema.Column) -> str:
    if column.holds == "day":
        return "Write the full day, as 2026-08-21."
    return dates.explain(text, end=column.holds == "end").removeprefix(f"'{text}' is not a date. ")


def renamed(data):
    """What was renamed leads to an event, or to another old id."""
    if "renamed" in data.tables:
        known = pd.concat([data.events["id"], data.renamed["old"]])
        yield from _codes(data, "renamed", "new", known, "an event's id")


def _codes(data, table: str, column: str, known, what: str):
    frame = data.tables[table]
    for line, value in frame.loc[~frame[column].isin(known), ["line", column]].to_numpy().tolist():
        yield problem(
            "unknown-code",
            f"{table}.csv",
            int(line),
            column,
            value,
            what=what,
            hint=near(value, known, " Correct it."),
        )


def eras(data):
    """Eras do not overlap on their track."""
    if "eras" not in data.tables or data.eras.empty:
        return
    frame = data.eras.reset_index(drop=True)
    starts, ends = (
        dates.read(frame["start"], today=data.edition_day),
        dates.read(frame["end"], today=data.edition_day, end=True),
    )
    frame, starts, ends = (table[(starts["ok"] & ends["ok"]).to_numpy()] for table in (frame, starts, ends))
    order = frame.assign(first=starts["first"], last=ends["last"]).sort_values(["track", "first"])
    before = order.groupby("track")[["last", "name"]].shift()
    for line, start, name in (
        order.assign(name=before["name"])
        .loc[order["first"] <= before["last"], ["line", "start", "name"]]
        .to_numpy()
        .tolist()
    ):
        yield problem("overlapping-eras", "eras.csv", int(line), "start", start, what=name)


CHECKS = (
    ids,
    texts,
    characters,
    spans,
    checked,
    categories,
    lists,
    numbers,
    stances,
    votes,
    links,
    sources,
    one_sided,
    evidence,
    duplicates,
    side_tables,
    renamed,
    eras,
)
