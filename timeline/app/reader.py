"""The reader: one event with its date in words, stance, votes, answers, sources and what happened around it."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from dash import html

from timeline import dates, measures
from timeline.app import marks
from timeline.app.listing import link
from timeline.view import View
from timeline.words import STANCE_WORDS, label, labels, lag_phrase

# Widths in days tried for "around it", until a few neighbours are found.
AROUND = (7, 30, 90, 365, 3650)
NEIGHBOURS = 6
LINK_WORDS = {
    "responds_to": ("Answers", "Answered by"),
    "implements": ("Carries out", "Carried out by"),
    "part_of": ("Part of", "Its parts"),
    "follows": ("Follows", "Followed by"),
    "disputes": ("Disputes", "Disputed by"),
}
VOTE_WORDS = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstained",
    "absent": "absent",
    "not-voting": "did not vote",
}
# Columns that the reader shows in their own way; any other column of a file is listed as it is.
KNOWN = {
    "line",
    "id",
    "start",
    "end",
    "title",
    "label",
    "category",
    "actors",
    "place",
    "document",
    "importance",
    "stance",
    "stance_basis",
    "votes",
    "links",
    "tags",
    "summary",
    "sources",
    "checked",
    "first",
    "last",
    "start_last",
    "end_first",
    "precision",
    "doubt",
    "span",
    "open",
}


def read(data, shown: pd.DataFrame, view: View) -> list:
    """The reader's content for the selected event; empty when none is selected, a sentence when it is unknown."""
    if not view.event:
        return []
    row = _row(data, view.event)
    if row is None:
        return [
            _top(shown, view),
            html.P(f"There is no event with the id “{view.event[:64]}” in this edition.", className="gone"),
        ]
    return [
        _top(shown, view),
        html.Article(
            className="reading",
            children=[
                html.P(
                    [
                        marks.shape(data, row["category"]),
                        " · ".join(_kind(data, row)),
                    ],
                    className="kind",
                ),
                html.H2(row["title"], id="reader-title", tabIndex="-1"),
                html.P(
                    ", ".join(filter(None, [dates.phrase(row["start"], row["end"]), row["place"]])),
                    className="when",
                ),
                html.P(row["summary"], className="summary"),
                html.P(row["document"], className="document") if row["document"] else None,
                *_stance(row),
                *_votes(data, row),
                *_links(data, row, view),
                *_sources(data, row),
                *_codes(data, row, view),
                *_around(data, row, view),
                *_others(row),
            ],
        ),
        _foot(data, row),
    ]


def _row(data, event: str) -> dict | None:
    found = data.events[data.events["id"] == event]
    return found.iloc[0].to_dict() if len(found) else None


def _kind(data, row) -> Iterator[str]:
    """The event type, and how much it matters where the events of the file differ in it."""
    yield label(data, "types", row["category"])
    if data.events["importance"].nunique() > 1:
        yield f"importance {row['importance']}"


def _top(shown: pd.DataFrame, view: View) -> html.Div:
    at = np.flatnonzero((shown["id"] == view.event).to_numpy())
    where = f"Event {at[0] + 1:,} of {len(shown):,}" if len(at) else "Not among the events shown"
    before = shown["id"].iloc[at[0] - 1] if len(at) and at[0] > 0 else ""
    after = shown["id"].iloc[at[0] + 1] if len(at) and at[0] + 1 < len(shown) else ""
    steps = [_step("← Previous", before, view, "previous"), _step("Next →", after, view, "next")]
    close = link(view.without("event"), "Close", id="close-reader", className="close")
    return html.Div(className="reader-top", children=[html.Span(where), *steps, close])


def _step(words: str, event: str, view: View, name: str):
    return link(replace(view, event=event), words, id=name) if event else html.Span(words, className="off")


def _section(title, *children, note: str = "") -> html.Section:
    return html.Section([html.H3([title, html.Span(note, className="note")]), *children])


def _stance(row: dict) -> list:
    if pd.isna(row["stance"]):
        return []
    value = str(int(row["stance"]))
    act, _, words = row["stance_basis"].partition(":")
    scale = html.Span(
        [
            html.I(className=f"stance stance-{step.replace('-', 'm')}" + (" here" if step == value else ""))
            for step in ("-2", "-1", "0", "1", "2")
        ],
        className="scale",
        **{"aria-hidden": "true"},
    )
    return [
        _section(
            "Stance shown",
            html.P([scale, html.Strong(f"{STANCE_WORDS[value]}: {act.strip()}")]),
            html.P(f"Coded from the act: {words.strip()}.", className="small"),
        )
    ]


def _votes(data, row: dict) -> list:
    if not row["votes"]:
        return []
    tally, *cells = [cell.strip() for cell in row["votes"].split(";")]
    pairs = dict(cell.split("=", 1) for cell in cells if "=" in cell)
    outcome = pairs.pop("outcome", "").replace("-", " ")
    head = (
        "Adopted without a vote"
        if tally == "none"
        else " to ".join(tally.split("-")[:2]) + f", {tally.split('-')[-1]} abstaining: {outcome}"
    )
    names = labels(data.actors, "name")
    members = [
        html.Li(
            [
                html.I(className=f"vote vote-{vote}", **{"aria-hidden": "true"}),
                f"{names.get(code, code)}: {VOTE_WORDS.get(vote, vote)}",
            ]
        )
        for code, vote in pairs.items()
    ]
    return [_section("Votes", html.P(head), html.Ul(members, className="votes"))]


def _links(data, row: dict, view: View) -> list:
    table = measures.links_of(data)
    titles = dict(zip(data.events["id"], data.events["title"], strict=True))
    rows = []
    for kind, (backward, forward) in LINK_WORDS.items():
        mine = table[table["kind"] == kind]
        for side, other, words, sign in (
            ("later", "earlier", backward, "before"),
            ("earlier", "later", forward, "after"),
        ):
            for found in mine[mine[side] == row["id"]].to_dict("records"):
                lag = lag_phrase(int(found["shortest"]), int(found["longest"]))
                rows.append(
                    html.Tr(
                        [
                            html.Th(words, scope="row"),
                            html.Td(
                                [
                                    link(replace(view, event=found[other]), titles[found[other]]),
                                    html.Span(lag if lag == "same day" else f"{lag} {sign}", className="lag"),
                                ]
                            ),
                        ]
                    )
                )
    rows += _carried_out(table, row, view, titles)
    return [_section("Linked events", html.Table(html.Tbody(rows), className="linked"))] if rows else []


def _carried_out(table: pd.DataFrame, row: dict, view: View, titles: dict) -> list[html.Tr]:
    """What carried out the answers to an event, counted from the event: test, Council, then China's own measure."""
    answers = table[(table["kind"] == "responds_to") & (table["earlier"] == row["id"])]
    steps = table[table["kind"] == "implements"].merge(
        answers, left_on="earlier", right_on="later", suffixes=("", "_answer")
    )
    steps = steps.assign(
        low=steps["shortest"] + steps["shortest_answer"], high=steps["longest"] + steps["longest_answer"]
    )
    return [
        html.Tr(
            [
                html.Th("And then", scope="row"),
                html.Td(
                    [
                        link(replace(view, event=one["later"]), titles[one["later"]]),
                        html.Span(f"{lag_phrase(int(one['low']), int(one['high']))} after", className="lag"),
                        html.Span(f"carries out: {titles[one['earlier']]}", className="small"),
                    ]
                ),
            ]
        )
        for one in steps.sort_values(["low", "later"]).drop_duplicates("later").to_dict("records")
    ]


def _sources(data, row: dict) -> list:
    ids = [s.strip() for s in row["sources"].split(";") if s.strip()]
    if not ids:
        return []
    known = data.sources.set_index("id").to_dict("index")
    voices = {"UN": "United Nations", **labels(data.actors, "name")}
    items = [
        _source(
            known[i]["title"],
            known[i]["url"],
            [
                known[i]["publisher"],
                known[i]["kind"],
                voices.get(known[i]["side"], ""),
                known[i]["published"],
            ],
            known[i]["language"],
        )
        if i in known
        else _source(urlsplit(i).hostname or i, i, [])
        for i in ids
    ]
    publishers = len({known[i]["publisher"] if i in known else urlsplit(i).hostname for i in ids})
    return [
        _section(
            "Sources",
            html.Ul(items, className="sources"),
            note=f"{publishers} publisher{'' if publishers == 1 else 's'}",
        )
    ]


def _source(title: str, url: str, facts: list[str], language: str = "") -> html.Li:
    safe = url.startswith(("https://", "http://"))
    words = {"lang": language} if language else {}
    name = (
        html.A(title or url, href=url, target="_blank", rel="noopener noreferrer nofollow", **words)
        if safe
        else html.Span(title or url, **words)
    )
    return html.Li([name, html.Span(" · ".join(filter(None, facts)), className="small")])


def _codes(data, row: dict, view: View) -> list:
    """Actors and questions, each a link to all events that share it."""
    found = []
    for title, name, column in (("Actors", "actors", "actors"), ("Questions", "tags", "tags")):
        values = [v.strip() for v in row[column].split(";") if v.strip()]
        if values:
            only = [
                link(View(**{name: (v,)}, event=row["id"]), label(data, name, v), className="code")
                for v in values
            ]
            found.append(_section(title, html.P(only, className="codes")))
    return found


def _around(data, row: dict, view: View) -> list:
    events = data.events[data.events["id"] != row["id"]]
    gap = events["first"] - int(row["first"])
    for days in AROUND:
        near = events[gap.abs() <= days]
        if len(near) >= 3:
            break
    near = (
        near.assign(gap=gap, far=gap.abs())
        .sort_values(["far", "id"])
        .head(NEIGHBOURS)
        .sort_values(["gap", "id"])
    )
    rows = [
        html.Tr(
            [
                html.Th(_gap(int(one["gap"])), scope="row"),
                html.Td(link(replace(view, event=one["id"]), one["title"])),
            ]
        )
        for one in near.to_dict("records")
    ]
    return (
        [_section("Around it", html.Table(html.Tbody(rows), className="linked"), note=f"± {days:,} days")]
        if rows
        else []
    )


def _gap(days: int) -> str:
    return (
        "same day" if days == 0 else f"{lag_phrase(abs(days), abs(days))} {'after' if days > 0 else 'before'}"
    )


def _others(row: dict) -> list:
    """What else the file says: columns that the tool has no own place for."""
    rows = [
        html.Tr([html.Th(name, scope="row"), html.Td(str(value))])
        for name, value in row.items()
        if name not in KNOWN and isinstance(value, str) and value.strip()
    ]
    return [_section("Also in the file", html.Table(html.Tbody(rows), className="linked"))] if rows else []


def _foot(data, row: dict) -> html.Div:
    checked = html.Span(f"checked {row['checked']}") if row["checked"] else None
    return html.Div(
        className="reader-foot",
        children=[
            html.Button("Copy link", type="button", className="plain", **{"data-copy": "link"}),
            html.Button(
                "Copy citation",
                type="button",
                className="plain",
                **{"data-copy": "citation"},
            ),
            checked,
        ],
    )
