"""How to cite an edition, a view or an event. Without a public address none is given: never one of this machine."""

from timeline.query import select
from timeline.view import View
from timeline.words import count_line, filter_phrase


def text(data, view: View, event: str = "", url: str = "") -> str:
    """One paragraph: title, edition, licence; the event with its id, or what the view shows; the address if public."""
    found = data.events[data.events["id"] == event]
    if len(found):
        what = f"Event “{found['title'].iloc[0]}” ({event})."
    else:
        what = (
            ". ".join(
                filter(None, [count_line(data, view, len(select(data, view))), filter_phrase(data, view)])
            )
            + "."
        )
    return " ".join(
        filter(
            None,
            [
                f"{data.title}: an event timeline.",
                f"Edition {data.edition}.",
                f"{data.licence}." if data.licence else "",
                what,
                url,
            ],
        )
    )
