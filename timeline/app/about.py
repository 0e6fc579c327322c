"""The About tab: what the data says of itself, what each word and colour means, what was found while reading."""

from dash import html

from timeline.app import marks
from timeline.query import facets
from timeline.view import View
from timeline.words import STANCE_WORDS, extent, window_phrase

FINDINGS = 20  # findings listed on the page; the terminal gives all


def banner(data) -> html.Div | None:
    """What the curator must know before trusting the page; nothing when the file is clean."""
    if not (data.report.errors or data.notes):
        return None
    found = [str(problem) for problem in data.report.errors]
    head = (
        data.notes[0]
        if data.notes
        else f"{data.name} has {len(found)} problem{'' if len(found) == 1 else 's'}"
    )
    lines = [*data.notes[1:], *found]
    more = (
        [html.P(f"and {len(lines) - FINDINGS} more; `timeline validate` lists all")]
        if len(lines) > FINDINGS
        else []
    )
    body = [html.Ul([html.Li(line) for line in lines[:FINDINGS]]), *more]
    # Somebody's own data that is shown whole needs no alarm: how it was read is there to open.
    whole = not found and len(data.events) == data.rows
    return html.Div(
        className="banner bad" if found else "banner quiet" if whole else "banner",
        role="status",
        children=html.Details([html.Summary(head), *body]) if lines else html.P(head),
    )


def page(data) -> list:
    """The tab's content."""
    return [
        html.H2(data.title),
        *[html.P(part) for part in data.about.split("\n\n") if part.strip()],
        _facts(data),
        *_types(data),
        *_stances(data),
        *_tags(data),
        _reading(data),
    ]


def _facts(data) -> html.Table:
    publishers = data.sources["publisher"].nunique()
    rows = [
        ("Events", f"{len(data.events):,}"),
        ("Time", window_phrase(data, View()) if len(data.events) else ""),
        ("Sources", f"{len(data.sources):,} from {publishers:,} publishers" if len(data.sources) else ""),
        ("Edition", data.edition),
        ("Licence", data.licence),
        ("File", data.name),
    ]
    return html.Table(
        html.Tbody([html.Tr([html.Th(k, scope="row"), html.Td(v)]) for k, v in rows if v]),
        className="facts-table",
    )


def _types(data) -> list:
    counts = facets(data, View())["type"]
    rows = [
        html.Tr(
            [
                html.Th([marks.shape(data, row["code"]), row["label"]], scope="row"),
                html.Td(row["definition"]),
                html.Td(f"{counts.get(row['code'], 0):,}", className="n"),
            ]
        )
        for row in data.categories.to_dict("records")
    ]
    return [html.H3("Event types"), html.Table(html.Tbody(rows), className="words")]


def _stances(data) -> list:
    if not len(data.acts):
        return []
    rows = [
        html.Tr(
            [
                html.Th([marks.stance(row["stance"]), row["act"]], scope="row"),
                html.Td(STANCE_WORDS.get(row["stance"], row["stance"])),
                html.Td(row["definition"]),
            ]
        )
        for row in data.acts.to_dict("records")
    ]
    return [
        html.H3("Stance"),
        html.P(
            "A stance is shown by one act. The coder chooses the act from a closed list and the step follows; "
            "an event that shows no such act has no stance, which is not the same as taking no side."
        ),
        html.Table(html.Tbody(rows), className="words"),
    ]


def _tags(data) -> list:
    if not len(data.tags):
        return []
    rows = [
        html.Tr([html.Th(row["label"], scope="row"), html.Td(row["definition"])])
        for row in data.tags.to_dict("records")
    ]
    return [html.H3("Questions"), html.Table(html.Tbody(rows), className="words")]


def _reading(data) -> html.Div:
    first, last = extent(data)
    return html.Div(
        [
            html.H3("How to read a date"),
            html.P(
                "A date never says more than is known. A day is a solid mark. A month, year or decade is a hollow mark on a "
                "bracket from the first to the last day it can mean. About (~) and uncertain (?) dates have soft edges; they are "
                "never moved. An event that is still going on ends in an arrow."
            ),
            html.P(
                [
                    "Everything as a plain list, without scripts: ",
                    html.A("list of all events", href="/list"),
                    ".",
                ]
            ),
        ],
        **{"data-days": str(last - first + 1)},
    )
