"""The reader: what stands beside an event that is open."""

from tests.conftest import read_rows
from timeline.app import reader
from timeline.query import select
from timeline.view import View


def row(event: str, start: str, links: str = "", importance: int = 3) -> str:
    return f'{event},{start},,"The {event}",,un,,,,{importance},,,,{links},,Words.,https://example.org/x,2026-01-02'


def texts(node) -> list[str]:
    """All words of a tree of components, in order."""
    children = getattr(node, "children", node)
    if isinstance(children, str):
        return [children]
    return (
        [word for child in (children or []) if child is not None for word in texts(child)]
        if isinstance(children, list | tuple)
        else texts(children)
        if children is not None
        else []
    )


def test_what_carried_out_the_answer_is_told_from_the_event():
    """Of a test the reader tells the answer, and what carried the answer out, counted from the test."""
    data = read_rows(
        row("test", "2017-09-03"),
        row("vote", "2017-09-11", "responds_to:test"),
        row("notice", "2017-09-22", "implements:vote"),
        row("other", "2017-10-01", "follows:vote"),
    )
    view = View(event="test")

    said = texts(reader.read(data, select(data, view), view))
    linked = said[said.index("Linked events") : said.index("Sources")]

    assert [one for one in linked[1:] if one][:3] == ["Answered by", "The vote", "8 days after"]
    assert [
        one for one in linked[1:] if one
    ][3:] == ["And then", "The notice", "19 days after", "carries out: The vote"]


def test_importance_is_told_where_events_differ_in_it():
    """A file in which everything matters alike, as other people's often are, says nothing of importance."""
    alike = read_rows(row("one", "2017"), row("two", "2018"))
    apart = read_rows(row("one", "2017"), row("two", "2018", importance=4))
    view = View(event="one")

    kinds = [texts(reader.read(data, select(data, view), view)) for data in (alike, apart)]

    assert [[word for word in said if "importance" in word] for said in kinds] == [
        [],
        ["UN votes · importance 3"],
    ]
