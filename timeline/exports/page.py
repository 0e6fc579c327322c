"""A self-contained page: the interactive timeline and the list of its events in one file that opens offline."""

import base64
import hashlib
import json

from markupsafe import Markup, escape
from plotly.offline import get_plotlyjs

from timeline import dates, schema, words
from timeline.exports.furniture import furniture
from timeline.figures import theme, timeline
from timeline.query import select
from timeline.view import View

SIZE = (1168, 640)  # px
BUTTONS = 34  # px above the figure for the buttons that zoom
CONFIG = timeline.CONFIG | {
    "displayModeBar": True,
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
    "doubleClick": "reset",
}
STYLE = """body{margin:0;background:var(--surface);color:var(--ink);font:14px/1.45 var(--font-sans)}main{max-width:1200px;margin:0 auto;padding:24px 16px}
h1{font:700 29px/1.15 var(--font-serif);margin:0 0 6px}h2{font:700 17px/1.3 var(--font-serif);margin:2px 0}p{margin:2px 0}ol{list-style:none;padding:0;max-width:760px}
li{border-top:1px solid var(--line);padding:12px 0;break-inside:avoid}li:target{box-shadow:-4px 0 0 var(--accent)}.when,.small{color:var(--ink-3);font-size:12px}
a{color:var(--accent);overflow-wrap:anywhere}.canvas{overflow-x:auto}
@media print{.canvas{overflow:visible;zoom:.55}.modebar{display:none}a::after{content:" " attr(href);font-size:10px}}"""
# The figure is there for light and for dark; paper is light. A click on a mark goes to its event in the list.
DRAW = """const all=JSON.parse(document.getElementById('figure').textContent),node=document.getElementById('timeline'),dark=matchMedia('(prefers-color-scheme: dark)');
function draw(isDark){const one=all[isDark?'dark':'light'];return Plotly.react(node,one.data,one.layout,all.config);}
draw(dark.matches).then(()=>node.on('plotly_click',(e)=>{const id=e.points[0].customdata;if(id)location.hash='event-'+id[0];}));
dark.addEventListener('change',()=>draw(dark.matches));addEventListener('beforeprint',()=>draw(false));addEventListener('afterprint',()=>draw(dark.matches));"""


def html(data, view: View) -> str:
    """The page as text. Its policy lets nothing load from anywhere and nothing run but its own two scripts."""
    said, shown = furniture(data, view), select(data, view)
    library = get_plotlyjs()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src {_hash(library)} {_hash(DRAW)}"
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title><style>{theme}{style}</style></head><body><main>'
        '<h1>{title}</h1><p>{subtitle}</p><div class="canvas"><div id="timeline"></div></div><ol>{items}</ol>'
        '<p class="small">{foot}</p></main><script type="application/json" id="figure">{figure}</script><script>{library}</script><script>{draw}</script></body></html>\n'
    ).format(
        policy=policy,
        title=said["title"],
        subtitle=said["subtitle"] + ".",
        theme=Markup(_colors(data)),
        style=Markup(STYLE),
        items=items(data, shown),
        foot=" ".join(filter(None, [*said["notes"], f"Edition {data.edition}.", data.licence])),
        figure=Markup(_figures(data, view).replace("<", "\\u003c")),
        library=Markup(library),
        draw=Markup(DRAW),
    )


def _figures(data, view: View) -> str:
    """JSON of the figure in both palettes, with room above it for the buttons."""
    made = {}
    for scheme in theme.SCHEMES:
        figure = timeline.draw(data, view, SIZE, scheme)
        figure.update_layout(
            height=figure.layout.height + BUTTONS,
            margin_t=BUTTONS,
            modebar={
                "bgcolor": "rgba(0,0,0,0)",
                "color": theme.SCHEMES[scheme]["ink-3"],
                "activecolor": theme.SCHEMES[scheme]["ink"],
            },
        )
        made[scheme] = figure.to_json()
    return f'{{"light":{made["light"]},"dark":{made["dark"]},"config":{json.dumps(CONFIG)}}}'


def items(data, shown) -> Markup:
    """The events as a list with their sources as links; only http and https lead anywhere."""
    known = {source["id"]: source for source in data.sources.to_dict("records")}
    names = words.labels(data.categories, "label")
    return Markup("\n").join(_item(row, names, known) for row in shown.to_dict("records"))


def _item(row: dict, names: dict, known: dict) -> Markup:
    sources = [known.get(one, {"title": one, "url": one}) for one in schema.split(row["sources"])]
    links = Markup(" · ").join(
        Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(
            one["url"], one["title"] or one["url"]
        )
        if one["url"].startswith(("https://", "http://"))
        else escape(one["title"] or one["url"])
        for one in sources
    )
    return Markup(
        '<li data-id="{0}" id="event-{0}"><p class="when">{1} · {2}</p><h2>{3}</h2><p>{4}</p><p class="small">{5}</p></li>'
    ).format(
        row["id"],
        dates.phrase(row["start"], row["end"]),
        names.get(row["category"], row["category"]),
        row["title"],
        row["summary"],
        links,
    )


def _colors(data) -> str:
    """The variables for light, and for dark where the reader's machine asks for dark and not on paper."""
    light, dark = theme.css(data.categories).split("[data-mantine-color-scheme=dark]")[:2]
    return f"{light}@media screen and (prefers-color-scheme:dark){{:root{dark.partition('}')[0]}}}}}"


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode() + "'"
