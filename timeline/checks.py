"""One expression per problem, true where a row is bad; `validate` runs them all and gives one report.

Each check is a function (data) -> problems and stands in CHECKS; it looks at whole columns, and walks only the
rows that are bad. What a file's form says (encoding, width, header, unreadable dates) is found by `reading`.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

import numpy as np
import pandas as pd

from timeline import dates, schema
from timeline.problems import Problem, Report, problem
from timeline.query import exploded

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufffe\uffff]"
)
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
ALIKE = 0.9  # titles of one day and category that are more alike than this are likely the same event


def validate(data) -> Report:
    """Everything that is wrong with a data set: what reading found, and every check. A foreign file has no codes to check."""
    found = list(data.report.problems)
    if data.native:
        for check in CHECKS:
            found += check(data)
    return Report(tuple(found))


def _bad(data, column: str, mask, code: str, **holes) -> Iterator[Problem]:
    """A problem for each event where the mask is true; holes may be functions of the cell's text."""
    rows = data.events.loc[np.asarray(mask, bool), ["line", column]]
    for line, value in zip(rows["line"], rows[column].astype(str), strict=True):
        yield problem(
            code,
            data.name,
            int(line),
            column,
            value,
            **{k: hole(value) if callable(hole) else hole for k, hole in holes.items()},
        )


def _cells(data, column: str) -> pd.DataFrame:
    """`line`, `id`, `code` for each value of a `;`-separated column."""
    pairs = exploded(data.events, column)
    return pairs.assign(
        line=data.events["line"].to_numpy()[pairs["row"]], id=data.events["id"].to_numpy()[pairs["row"]]
    )


def near(word: str, known) -> str:
    """` Did you mean '…'?`, or nothing."""
    folded = {str(one).casefold(): one for one in known}
    close = get_close_matches(str(word).strip().casefold(), list(folded), 1, 0.6)
    return f" Did you mean '{folded[close[0]]}'?" if close else ""


# -- id, title, texts --------------------------------------------------------------------------------------------


def ids(data):
    events = data.events
    good = events["id"].str.fullmatch(schema.ID) & (events["id"].str.len() <= schema.LONGEST["id"])
    yield from _bad(
        data, "id", ~good, "bad-id", hint=lambda text: f", such as '{slug(text)}'" if slug(text) else ""
    )
    for code, lines in events[events["id"] != ""].sort_values("line").groupby("id")["line"]:
        for line in lines.iloc[1:]:
            yield problem("repeated-id", data.name, int(line), "id", code, what=int(lines.iloc[0]))
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
    yield from _bad(
        data, "summary", summary.map(sentences) > 3, "long-summary", shown=lambda text: f"{sentences(text)}"
    )


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
    for column in data.columns:
        if column in data.events.columns and data.events[column].dtype == "str":
            cells = data.events[column]
            yield from _bad(
                data,
                column,
                cells.str.contains(UNSEEN.pattern),
                "control-character",
                what=lambda text: f"{ord(UNSEEN.search(text)[0]):04X}",
            )
            yield from _bad(
                data, column, [not unicodedata.is_normalized("NFC", text) for text in cells], "not-normal"
            )
            yield from _bad(data, column, cells != cells.str.strip(), "outer-blank")
            if column not in ("stance", "start", "end"):
                yield from _bad(
                    data, column, cells.str.startswith(FORMULA) & ~cells.str.fullmatch(r"[-+]\d+"), "formula"
                )


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
        hint=lambda text: near(text, known),
    )


def lists(data):
    for column, table, code in (("actors", data.actors, "unknown-actor"), ("tags", data.tags, "unknown-tag")):
        if column not in data.tables:
            continue
        cells, known = _cells(data, column), list(table["code"])
        for line, value in cells.loc[~cells["code"].isin(known), ["line", "code"]].to_numpy().tolist():
            yield problem(code, data.name, line, column, value, hint=near(value, known), what=value)
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
    for line, stance, basis in rows[["line", "stance", "stance_basis"]].astype("object").to_numpy().tolist():
        act, value = basis.partition(":")[0].strip(), "" if pd.isna(stance) else str(stance)
        if not basis or not basis.partition(":")[2].strip():
            yield problem("missing-basis", data.name, line, "stance_basis", basis)
        elif "acts" not in data.tables:
            continue
        elif act not in acts:
            yield problem("unknown-act", data.name, line, "stance_basis", act, hint=near(act, acts))
        elif not value:
            yield problem("basis-without-stance", data.name, line, "stance", "")
        elif acts[act] != value:
            yield problem("wrong-stance", data.name, line, "stance", value, what=act, fix=acts[act])


# -- votes ---------------------------------------------------------------------------------------------------------

PERMANENT = {"CN", "ROC", "RU", "US", "GB", "FR"}


def votes(data):
    rows = data.events.loc[data.events["votes"] != "", ["line", "votes"]]
    for line, cell in rows.to_numpy().tolist():
        try:
            fault = tally_fault(schema.votes(cell))
        except ValueError as sentence:
            yield problem("bad-votes", data.name, line, "votes", cell, fix=str(sentence))
            continue
        if fault:
            yield problem("wrong-tally", data.name, line, "votes", cell, fix=fault)


def tally_fault(vote: schema.Votes) -> str:
    """Why the members' votes and the outcome cannot go with the tally; empty when they can."""
    if vote.tally is None:
        return (
            "Members do not vote without a vote."
            if any(v in ("yes", "no", "abstain") for v in vote.members.values())
            else ""
        )
    for n, kind, words in zip(
        vote.tally, ("yes", "no", "abstain"), ("for", "against", "abstaining"), strict=True
    ):
        named = sum(v == kind for v in vote.members.values())
        if named > n:
            return f"{named} members are said to be {words}, the tally has {n}."
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
    """Links that cannot be put in an order: what is left when events without open links are taken away again and again."""
    open_links = cells.groupby("id")["target"].agg(set).to_dict()
    while settled := [event for event, targets in open_links.items() if not targets & open_links.keys()]:
        for event in settled:
            del open_links[event]
    if open_links:
        path, event = [], min(open_links)
        while event not in path:
            path.append(event)
            event = min(open_links[event] & open_links.keys())
        ring = [*path[path.index(event) :], event][:10]
        line = int(data.events.loc[data.events["id"] == ring[0], "line"].iloc[0])
        yield problem("link-cycle", data.name, line, "links", ring[0], shown=" → ".join(ring))


# -- sources and evidence --------------------------------------------------------------------------------------------


def sources(data):
    yield from _bad(data, "sources", data.events["sources"].str.strip() == "", "missing-source")
    cells = _cells(data, "sources")
    for line, value in (
        cells.loc[~cells["code"].isin(data.sources["id"]), ["line", "code"]].to_numpy().tolist()
    ):
        if ":" not in value and "/" not in value and "." not in value:
            yield problem(
                "unknown-source", data.name, line, "sources", value, hint=near(value, data.sources["id"])
            )
        elif fault := url_fault(value):
            yield problem("bad-url", data.name, line, "sources", value, fix=fault)


def url_fault(url: str) -> str:
    """Why an address is not usable; empty when it is."""
    if re.fullmatch(schema.URL, url):
        return ""
    if not url.lower().startswith(("http://", "https://")):
        return "Write an address that begins with https:// or http://."
    if "@" in url.split("//", 1)[1].split("/", 1)[0]:
        return "Leave out the user name."
    if re.search(r"\s", url):
        return "Write blanks as %20."
    return "A bare home page is no source: write the address of the document."


def one_sided(data):
    """From importance 4: two publishers, one of them first hand."""
    known = data.sources.set_index("id")[["publisher", "kind"]]
    cells = _cells(data, "sources")
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
    same = data.events[data.events.duplicated(["start", "category"], keep=False)].sort_values("line")
    for _, group in same.groupby(["start", "category"]):
        rows = group[["line", "title"]].to_numpy().tolist()[:50]
        for i, (line, title) in enumerate(rows):
            twin = next(
                (
                    other
                    for other, words in rows[:i]
                    if SequenceMatcher(None, title.lower(), words.lower()).ratio() > ALIKE
                ),
                None,
            )
            if twin:
                yield problem("likely-duplicate", data.name, line, "title", title, what=twin)


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
        for line, value in frame.loc[mask, ["line", column.name]].to_numpy().tolist():
            yield problem(
                code,
                file,
                int(line),
                column.name,
                value,
                **{k: hole(value) if callable(hole) else hole for k, hole in holes.items()},
            )

    if column.required:
        yield from told(cells == "", "bad-value", fix=", ".join(column.values) or column.rule or "a text")
    if column.values:
        yield from told((cells != "") & ~cells.isin(column.values), "bad-value", fix=", ".join(column.values))
    if column.pattern and column.name in ("light", "dark"):
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-color")
    elif column.name == "url":
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-url", fix=url_fault)
    elif column.pattern:
        yield from told((cells != "") & ~cells.str.fullmatch(column.pattern), "bad-id")


def _codes(data, table: str, column: str, known, what: str):
    frame = data.tables[table]
    for line, value in frame.loc[~frame[column].isin(known), ["line", column]].to_numpy().tolist():
        yield problem(
            "unknown-code", f"{table}.csv", int(line), column, value, what=what, hint=near(value, known)
        )


def eras(data):
    """Eras have readable days and do not overlap on their track."""
    if "eras" not in data.tables or data.eras.empty:
        return
    frame = data.eras.reset_index(drop=True)
    starts, ends = (
        dates.read(frame["start"], today=data.edition_day),
        dates.read(frame["end"], today=data.edition_day, end=True),
    )
    for column, found in (("start", starts), ("end", ends)):
        for line, text in frame.loc[~found["ok"], ["line", column]].to_numpy().tolist():
            yield problem("unreadable-date", "eras.csv", int(line), column, text, fix=dates.explain(text))
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
    eras,
)
