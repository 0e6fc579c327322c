"""How to cite an edition, a view or an event. Without a public address none is given: never one of this machine."""

from timeline import dates
from timeline.query import select
from timeline.view import View
from timeline.words import count_line, filter_phrase

TEX = str.maketrans(
    {c: f"\\{c}" for c in "{}$&%#_"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}
)


def text(data, view: View | None = None, event: str = "", url: str = "") -> str:
    """One paragraph: title, edition, licence; the event with its id, or what the view shows; the address if public."""
    parts = [
        f"{data.title}: an event timeline.",
        f"Edition {data.edition}.",
        f"{data.licence}." if data.licence else "",
        _what(data, view or View(), event),
        url,
    ]
    return " ".join(filter(None, parts))


def bibtex(data, view: View | None = None, event: str = "", url: str = "") -> str:
    """The same as an entry for a BibTeX file; its key is the edition's hash or the event's id."""
    edition_year = dates.iso([data.edition_day])[0].rsplit("-", 2)[0]
    fields = {
        "title": f"{data.title}: an event timeline",
        "year": edition_year,
        "edition": data.edition,
        "note": " ".join(
            filter(None, [_what(data, view or View(), event), data.licence and f"{data.licence}."])
        ),
    }
    lines = [f"  {name} = {{{words.translate(TEX)}}}," for name, words in fields.items()]
    lines += [f"  url = {{{url}}},"] if url else []
    key = event if len(_found(data, event)) else f"timeline-{data.edition.rsplit(' ', 1)[-1]}"
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _what(data, view: View, event: str) -> str:
    """The event with its date and id, or how much the view shows of what."""
    if len(found := _found(data, event)):
        told = found.iloc[0]
        return f"Event “{told['title']}”, {dates.phrase(told['start'], told['end'])} ({event})."
    said = [count_line(data, view, len(select(data, view))), filter_phrase(data, view)]
    return ". ".join(filter(None, said)) + "."


def _found(data, event: str):
    return data.events[data.events["id"] == event] if event else data.events[:0]
