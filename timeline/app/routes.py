"""Addresses beside the page: files of what is filtered, the theme, the list without scripts, health."""

from flask import Flask, Response, abort, jsonify, request
from markupsafe import Markup

from timeline.app import listing, marks, payload
from timeline.app.safety import health
from timeline.exports import EXPORTS, citation, page, stem
from timeline.figures import theme
from timeline.query import select
from timeline.view import MAX_QUERY, View
from timeline.words import count_line, filter_phrase

# What `/api/events.` and `/api/picture.` end with -> what it is.
TYPES = {"csv": "text/csv", "safe.csv": "text/csv", "json": "application/json", "html": "text/html"}
PICTURE = {"svg": "image/svg+xml"}


def add(server: Flask, data) -> None:
    """Adds the routes for one data set to the Flask server, before its first request."""
    server.add_url_rule(
        "/theme.css", "theme", lambda: Response(theme.css(data.categories) + marks.css(), mimetype="text/css")
    )
    server.add_url_rule("/healthz", "healthz", lambda: health(data))
    server.add_url_rule("/list", "list", lambda: Response(plain_list(data, _view()), mimetype="text/html"))
    server.add_url_rule(
        "/api/page/<any(wide, narrow):width>",
        "answer",
        lambda width: _answer(data, width),
    )
    server.add_url_rule(
        "/api/list/<int:page>",
        "page",
        lambda page: Response(
            listing.listing(data, select(data, _view()), _view(), page), mimetype="text/html"
        ),
    )
    server.add_url_rule("/api/events.<path:kind>", "events", lambda kind: _file(data, kind))
    server.add_url_rule("/api/timeline.html", "timeline", lambda: _file(data, "html"))
    server.add_url_rule("/api/picture.svg", "svg", lambda: _file(data, "svg", PICTURE))
    server.add_url_rule(
        "/api/citation.txt",
        "citation",
        lambda: Response(citation.text(data, _view(), event=_view().event), mimetype="text/plain"),
    )


def _answer(data, width: str) -> Response:
    """The answer to the page. Never kept: its bits belong to the columns of this very server."""
    response = jsonify(payload.answer(data, _query(), width == "narrow"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _query() -> str:
    """What the address asks for, cut where it is too long for a view, which then says so."""
    return request.query_string.decode("utf-8", "replace")[: MAX_QUERY + 1]


def _view() -> View:
    """The view that the address names; what it cannot mean is refused, since a file has no place to say so."""
    view = View.from_query(_query())
    if view.notes:
        abort(Response("\n".join(view.notes) + "\n", status=400, mimetype="text/plain"))
    return view


def _file(data, kind: str, types: dict[str, str] = TYPES) -> Response:
    if kind not in types:
        abort(404)
    view = _view()
    body = EXPORTS[kind](data, view)
    name = f"{stem(data, view)}.{kind}"
    return Response(
        body, mimetype=types[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def plain_list(data, view: View) -> str:
    """Events in view as a readable page without scripts, for print and for old browsers."""
    shown = select(data, view)
    line = ". ".join(filter(None, [count_line(data, view, len(shown)), filter_phrase(data, view)]))
    return Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>{0}: list</title><link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/assets/style.css"></head>'
        '<body class="plain-list"><main><h1>{0}</h1><p>{1}. Edition {2}. {3}</p><ol>{4}</ol></main></body></html>'
    ).format(data.title, line, data.edition, data.licence, page.items(data, shown))
