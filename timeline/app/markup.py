"""Components as text in HTML, for the parts of the page that every answer replaces.

The framework looks at every component of a page for every change. What only shows and links needs none of that, so the
server sends it as text and `page.js` puts it in its place; what has a state of its own (fields, the table) stays a component.
"""

from dash.development.base_component import Component
from markupsafe import Markup, escape

# React's names that differ from those of HTML by more than their case.
NAMES = {"className": "class"}


def text(part) -> Markup:
    """A tree of `html` components, strings, numbers, None and lists of these, escaped."""
    if part is None:
        return Markup()
    if isinstance(part, list | tuple):
        return Markup().join(map(text, part))
    if not isinstance(part, Component):
        return escape(part)
    described = part.to_plotly_json()
    tag, props = described["type"].lower(), described["props"]
    attributes = Markup().join(
        _attribute(NAMES.get(name, name.lower()), value)
        for name, value in props.items()
        if name != "children"
    )
    return Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, text(props.get("children")))


def _attribute(name: str, value) -> Markup:
    if value is None or value is False:
        return Markup()
    if value is True:
        return Markup(" {}").format(name)
    if isinstance(value, dict):
        value = ";".join(f"{key}:{one}" for key, one in value.items())
    return Markup(' {}="{}"').format(name, value)
