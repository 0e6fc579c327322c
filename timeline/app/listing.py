"""The list of what is in view, under the canvas and as the feed of a phone; chips, zoom links and the strip."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
from dash import html
from markupsafe import Markup

from timeline import dates, measures
from timeline.app import marks
from timeline.query import matches
from timeline.schema import split
from timeline.view import View
from timeline.words import STANCE_WORDS, chips, extent, label, labels, lag_phrase, window

PAGE = 25  # events on one page of the list
YEAR = 365.2425  # mean length of a Gregorian year in days


def link(view: View, words, **more) -> html.A:
    """A link to a view. It works without scripts, in a new tab, and as a shared address."""
    return html.A(words, href="?" + view.to_query(), **more)


# -- the list ------------------------------------------------------------------------------------------------


# The list is text in HTML, not a tree of components: the framework looks at every component of the page for every change.
def listing(data, shown: pd.DataFrame, view: View, page: int | None = None) -> Markup:
    """One page of the events in view under their years, with the pages' links; or what to do when there is none."""
    if shown.empty:
        return empty(data, view)
    page = page_of(shown, view) if page is None else min(max(page, 1), -(-len(shown) // PAGE))
    part = shown.iloc[(page - 1) * PAGE : page * PAGE]
    years = dates.civil(shown["first"].to_numpy())[0]
    counts = dict(zip(*np.unique(years, return_counts=True), strict=True))
    part_years = years[(page - 1) * PAGE : page * PAGE].tolist()
    cards = list(zip(_cards(data, part, view), part_years, strict=True))
    groups = [
        Markup(
            '<section class="year"><h2><span>{}</span><span class="n">{}</span></h2><ol>{}</ol></section>'
        ).format(
            dates.phrase_year(dates.day_of(year, 1, 1)),
            _many(int(counts[year])),
            Markup().join(card for card, of in cards if of == year),
        )
        for year in dict.fromkeys(part_years)
    ]
    return Markup('<div class="years" data-ids="{}">{}</div>{}').format(
        ";".join(part["id"]), Markup().join(groups), pages(len(shown), page, view)
    )


def page_of(shown: pd.DataFrame, view: View) -> int:
    """The page on which the selected event stands, else the first."""
    at = np.flatnonzero((shown["id"] == view.event).to_numpy()) if view.event else ()
    return int(at[0]) // PAGE + 1 if len(at) else 1


def pages(n: int, page: int, view: View) -> Markup:
    """Links to the pages of the list and to all of it, which paper shows, too; nothing when one page holds all."""
    last = -(-n // PAGE)
    if last < 2:
        return Markup()
    off = {True: Markup(" disabled"), False: ""}
    return Markup(
        '<nav class="pages" aria-label="Pages of the list">'
        '<button type="button" class="plain" data-page="{}"{}>Previous</button><span>{:,} to {:,} of {:,}</span>'
        '<button type="button" class="plain" data-page="{}"{}>Next</button><a href="/list?{}">All on one page</a></nav>'
    ).format(
        page - 1,
        off[page == 1],
        (page - 1) * PAGE + 1,
        min(page * PAGE, n),
        n,
        page + 1,
        off[page == last],
        replace(view, event="", tab="timeline").to_query(),
    )


def _many(n: int) -> str:
    return f"{n:,} event{'' if n == 1 else 's'}"


def _cards(data, part: pd.DataFrame, view: View) -> list[Markup]:
    names, answered = labels(data.categories, "label"), _answered(data)
    return [_card(data, row, view, names, answered) for row in part.to_dict("records")]


@lru_cache(maxsize=4)
def _answered(data) -> dict[str, str]:
    """Event that was answered -> how soon it was, in words."""
    table = measures.links_of(data)
    first = table[table["kind"] == "responds_to"].sort_values("shortest").drop_duplicates("earlier")
    return {
        one["earlier"]: _soon(lag_phrase(int(one["shortest"]), int(one["longest"])))
        for one in first.to_dict("records")
    }


def _soon(lag: str) -> str:
    return "the same day" if lag == "same day" else f"after {lag}"


def _card(data, row: dict, view: View, names: dict, answered: dict[str, str]) -> Markup:
    return Markup(
        '<li class="event{}">{}<div><p class="when"><span>{}</span><span class="kind">{}</span></p>'
        '<a class="title" data-id="{}" href="?{}">{}</a><p class="summary">{}</p><p class="facts">{}</p></div></li>'
    ).format(
        " selected" if row["id"] == view.event else "",
        marks.shape(data, row["category"]),
        dates.phrase(row["start"], row["end"]),
        names.get(row["category"], row["category"]),
        row["id"],
        replace(view, event=row["id"], tab="timeline").to_query(),
        row["title"],
        row["summary"],
        Markup().join(_facts(row, answered)),
    )


def _facts(row: dict, answered: dict[str, str]) -> Iterator[Markup]:
    """Stance, number of sources, and how soon an answer came."""
    if not pd.isna(row["stance"]):
        step = str(int(row["stance"]))
        yield Markup('<span class="fact">{}{}</span>').format(marks.stance(step), STANCE_WORDS[step])
    if n := len(split(row["sources"])):
        yield Markup("<span>{} source{}</span>").format(n, "" if n == 1 else "s")
    if row["id"] in answered:
        yield Markup('<span class="answered">answered {}</span>').format(answered[row["id"]])


def empty(data, view: View) -> Markup:
    """Says which filter to drop and what that gives."""
    if data.events.empty:
        return Markup(
            '<div class="empty"><h2>No events yet</h2><p>The file has a header and no rows.</p></div>'
        )
    offers = _offers(data, view)[:2]
    return Markup(
        '<div class="empty"><h2>No event matches all filters</h2>{}<p><a href="?{}">Reset all filters</a></p></div>'
    ).format(
        Markup("<ul>{}</ul>").format(Markup().join(offers)) if offers else "", View(tab=view.tab).to_query()
    )


def _offers(data, view: View) -> list[Markup]:
    """Links to what there is without one of the filters, or, where no single one is to blame, with one of them alone."""
    fields = {name: {"window": ("first", "last")}.get(name, (name,)) for name in view.filters}
    without = [("Remove", name, view.without(*fields[name])) for name in fields]
    alone = [
        ("Only", name, view.without(*(field for other in fields if other != name for field in fields[other])))
        for name in fields
    ]
    for ways in (without, alone):
        counted = [(int(matches(data, other).sum()), way, name, other) for way, name, other in ways]
        found = sorted((one for one in counted if one[0]), key=lambda one: (-one[0], one[2]))
        if found:
            return [
                Markup('<li><a href="?{}">{} {}: {}</a></li>').format(
                    other.to_query(), way, _filter_words(data, view, name), _many(n)
                )
                for n, way, name, other in found
            ]
    return []


def _filter_words(data, view: View, name: str) -> str:
    if name == "window":
        return "the dates"
    if name == "importance":
        return f"importance {view.importance} and above"
    if name == "text":
        return f"“{view.text}”"
    return " and ".join(label(data, name, value) for value in getattr(view, name))


# -- above the list ------------------------------------------------------------------------------------------


def chip_links(data, view: View) -> list:
    """What is chosen; each chip is the view without it."""
    return [
        link(
            other,
            [words, html.Span(" ×", **{"aria-hidden": "true"})],
            className="chip",
            **{"aria-label": f"Remove {words}"},
        )
        for words, other in chips(data, view)
    ]


def zoom_links(data, view: View) -> list:
    """All, the last ten years, year and ninety days; closer, wider, fit."""
    first, last = window(data, view)
    middle, half = (first + last) // 2, (last - first + 1) / 2
    end = extent(data)[1]
    spans = [("All", view.without("first", "last"))]
    spans += [
        (words, replace(view, first=end - int(days) + 1, last=end))
        for words, days in (("10 y", 10 * YEAR), ("1 y", YEAR), ("90 d", 90))
        if days < end - extent(data)[0]
    ]
    now = (view.first, view.last)
    presets = [
        link(
            other,
            words,
            className="preset",
            **({"aria-current": "true"} if (other.first, other.last) == now else {}),
        )
        for words, other in spans
    ]
    closer, wider = _around(data, view, middle, half / 2), _around(data, view, middle, half * 2)
    steps = [
        link(wider, "−", id="zoom-out", **{"aria-label": "Zoom out"}),
        link(closer, "+", id="zoom-in", **{"aria-label": "Zoom in"}),
        link(view.without("first", "last"), "Fit", id="zoom-fit", **{"aria-label": "Fit: show all dates"}),
    ]
    return [
        html.Div(presets, className="seg", role="group", **{"aria-label": "Span"}),
        html.Div(steps, className="seg", role="group", **{"aria-label": "Zoom"}),
    ]


def _around(data, view: View, middle: int, half: float) -> View:
    """The window of `half` a width around a day, one day at least, all dates when it would hold them all."""
    first, last = int(np.floor(middle - half)) + 1, int(np.floor(middle + half))
    first, last = (middle, middle) if last < first else (first, last)
    begin, end = window(data, View())
    if first <= begin and last >= end:
        return view.without("first", "last")
    return replace(view, first=max(first, begin), last=min(last, end))


BARS = 120  # most bars of the strip


def strip(data, shown: pd.DataFrame, view: View) -> html.Nav | None:
    """All years as small bars, what matches over a ghost of everything; a bar is a link to its years."""
    if data.events.empty:
        return None
    every = measures.per_year(data.events)[["year", "n"]].rename(columns={"n": "all"})
    table = every.merge(measures.per_year(shown)[["year", "n"]], on="year", how="left").fillna({"n": 0})
    width = int(-(-len(table) // BARS))
    table["bin"] = table["year"] // width * width
    bins = table.groupby("bin")[["all", "n"]].sum().reset_index()
    top = np.sqrt(bins["all"].max())
    bars = [
        _bar(view, int(year), width, int(n), int(all_), top) for year, all_, n in bins.to_numpy().tolist()
    ]
    ends = [
        html.Span(dates.phrase_year(dates.day_of(int(y), 1, 1)))
        for y in (every["year"].iloc[0], every["year"].iloc[-1])
    ]
    return html.Nav(
        className="strip",
        **{"aria-label": "Years"},
        children=[html.Div(bars, className="bars"), html.Div(ends, className="ends")],
    )


def _bar(view: View, year: int, width: int, n: int, of: int, top: float) -> html.A:
    first, last = dates.day_of(year, 1, 1), dates.day_of(year + width, 1, 1) - 1
    words = dates.phrase_window(first, last)
    tall = {"--all": f"{100 * np.sqrt(of) / top:.0f}%", "--n": f"{100 * np.sqrt(n) / top:.0f}%"}
    now = (
        (view.first is None or view.first <= last)
        and (view.last is None or view.last >= first)
        and (view.first, view.last) != (None, None)
    )
    return link(
        replace(view, first=first, last=last),
        "",
        style=tall,
        className="bar now" if now else "bar",
        title=f"{words}: {n:,} of {of:,}",
        tabIndex="-1",
        **{"aria-label": f"{words}: {n:,} events"},
    )
