"""Components as text: what a browser would make of them, and nothing that a text can smuggle in."""

from html.parser import HTMLParser

from dash import html
from hypothesis import given
from hypothesis import strategies as st

from timeline.app.markup import text


class Tags(HTMLParser):
    """The tags with their attributes, and the text between them."""

    def __init__(self, page: str):
        super().__init__()
        self.tags, self.said = [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, text):
        self.said += text


def test_a_tree_is_the_page_that_it_describes():
    """Names are those of HTML, what is None or false is not there, numbers and lists are said in their order."""
    tree = [
        html.A(["To ", html.Strong(7), None], href="?q=a&b", className="title", tabIndex="-1", hidden=False),
        html.P(
            "end", hidden=True, style={"--n": "5%", "color": "red"}, **{"aria-label": "words", "data-id": "x"}
        ),
    ]

    told = Tags(text(tree))

    assert told.said == "To 7end"
    assert told.tags == [
        ("a", {"href": "?q=a&b", "class": "title", "tabindex": "-1"}),
        ("strong", {}),
        ("p", {"hidden": None, "style": "--n:5%;color:red", "aria-label": "words", "data-id": "x"}),
    ]


@given(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])))
def test_a_text_stays_a_text(words):
    """Whatever a cell of a file says, it comes out as these words, in the text and in an attribute, and opens no tag."""
    told = Tags(text(html.P(words, title=words)))

    assert told.said == words
    assert told.tags == [("p", {"title": words})]
