"""What the canvas asks of the server beside the answer: the columns once, names above a certain number, a card."""

import pandas as pd
from flask import Flask, Response, abort, jsonify, request

from timeline import dates
from timeline.app import columns
from timeline.words import STANCE_WORDS, labels

MOST = 5_000  # names in one request


def add(server: Flask, data) -> None:
    """Adds the canvas's routes for one data set to the Flask server, before its first request."""
    packed = columns.pack(data)
    server.add_url_rule(
        "/api/columns.bin", "columns", lambda: Response(packed, mimetype="application/octet-stream")
    )
    server.add_url_rule(
        "/api/names.json",
        "names",
        lambda: jsonify(columns.names(data, _rows(request.args.get("rows", ""), data))),
    )
    server.add_url_rule(
        "/api/card.json", "card", lambda: jsonify(card(data, _row(request.args.get("row", ""), data)))
    )


def card(data, row: int) -> dict:
    """The event at a place of the data in a few words: what a hover shows and a screen reader says."""
    event = data.events.iloc[row]
    facts = [labels(data.categories, "label").get(event["category"], event["category"])]
    if not pd.isna(event["stance"]):
        facts.append(STANCE_WORDS[str(int(event["stance"]))])
    if n := len([one for one in event["sources"].split(";") if one.strip()]):
        facts.append(f"{n} source{'' if n == 1 else 's'}")
    return {
        "id": event["id"],
        "date": dates.phrase(event["start"], event["end"]),
        "title": event["title"],
        "facts": " · ".join(facts),
    }


def _row(text: str, data) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(data.events)):
        abort(400)
    return int(text)


def _rows(text: str, data) -> list[int]:
    """Places written as steps from the one before, in base 36, between dots."""
    parts, row, found = text.split("."), 0, []
    if len(parts) > MOST:
        abort(400)
    for part in parts:
        if not (part.isascii() and part.isalnum() and len(part) < 8):
            abort(400)
        row += int(part, 36)
        if row >= len(data.events):
            abort(400)
        found.append(row)
    return found
