"""The dashboard: `create_app(data)` makes a Dash application that shows one data set."""

import re

import dash
from markupsafe import Markup, escape

from timeline.app import callbacks, canvas, layout, payload, rail, routes, safety
from timeline.app.markup import text
from timeline.exports import svg
from timeline.figures import theme
from timeline.view import View

# The style sheets stand behind the first picture, whose own few rules are inside the page: a browser paints what stands
# before a style sheet while it waits for it.
INDEX = """<!DOCTYPE html>
<html lang="en">
<head>{%metas%}<meta name="viewport" content="width=device-width, initial-scale=1"><title>{%title%}</title>{%favicon%}
<script src="/assets/scheme.js"></script><style>{style}</style></head>
<body>{first}
{%css%}{%app_entry%}{still}
<noscript><p class="noscript">This page needs scripts. <a href="/list">All events as a plain list</a>.</p></noscript>
<script src="/assets/detail.js"></script><script src="/assets/ink.js"></script><script src="/assets/overview.js"></script><script src="/assets/canvas.js"></script>
<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


# px of the canvas on a page of 1400 × 900, where most first views are; elsewhere the picture is scaled.
FIRST = (1144, 720)
# Where head and canvas will be. It lies over the page until the canvas has drawn.
FIRST_STYLE = (
    "body{margin:0;background:var(--page)}#first{position:absolute;inset:0 0 auto;z-index:5;background:var(--page);pointer-events:none}"
    ".first-title{box-sizing:border-box;height:60px;margin:0;padding:17px 0 0 62px;font:700 20px/1.15 var(--font-serif);color:var(--ink);border-bottom:1px solid var(--line)}"
    ".first-canvas{margin-left:232px;padding:44px 12px 0;background:var(--surface)}.first-canvas svg{display:block;width:100%;height:auto}"
    "@media (max-width:1279px){.first-canvas{margin-left:0}}@media (max-width:639px){#first{display:none}}"
)


def first(data) -> Markup:
    """The head and the timeline as a picture inside the page, for the moment before the scripts have drawn them."""
    chart = re.sub("<title>[^<]*</title>", "", svg.first_view(data, View(), FIRST))  # nobody hovers over it
    return Markup(
        '<div id="first" aria-hidden="true"><p class="first-title">{}</p><div class="first-canvas">{}</div></div>'
    ).format(data.title, Markup(chart))


def still(data) -> Markup:
    """What never changes: the help, and the choices of the facets, which `page.js` puts into the rail."""
    return Markup('{}<template id="choices">{}</template>').format(
        text(layout.help_dialog()), rail.choices(data)
    )


def index(data) -> str:
    """The page around the components."""
    parts = {"style": theme.css(data.categories) + FIRST_STYLE, "still": still(data), "first": first(data)}
    return re.sub(r"\{(style|still|first)\}", lambda found: plain(parts[found[1]]), INDEX)


def plain(text: str) -> str:
    """HTML in which Dash finds nothing to fill in: that stands between {% and %}, and a title or a label may say anything."""
    return str(text).replace("{%", "{&#37;")


def create_app(data, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> dash.Dash:
    """A Dash application for one data set; `hosts` are the names under which it may be reached.

    Nothing in the environment can switch on the debugger or anything that writes: the switches are set here.
    """
    app = dash.Dash(
        "timeline.app",
        title=plain(escape(data.title)),
        update_title=None,
        assets_folder=str(layout.ASSETS),
        assets_ignore=r"(scheme|detail|ink|overview|canvas|plotly-basic\.min)\.js",
        assets_external_path="",
        external_stylesheets=["/theme.css"],
        index_string=index(data),
        compress=True,
        serve_locally=True,
        enable_mcp=False,
    )
    app.enable_dev_tools(
        debug=False,
        dev_tools_ui=False,
        dev_tools_props_check=False,
        dev_tools_serve_dev_bundles=False,
        dev_tools_hot_reload=False,
    )
    app.layout = layout.page(data)
    # What all answers share is made now, not while the first person waits.
    payload.answer(data, "")
    callbacks.wire(app, data)
    routes.add(app.server, data)
    canvas.add(app.server, data)
    safety.guard(app, hosts=hosts, checks=callbacks.CHECKS)
    return app
