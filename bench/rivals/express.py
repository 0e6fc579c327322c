"""What one writes in an afternoon: Plotly Express in Dash, the figure made anew for every choice.

`python express.py EVENTS.csv` prints its address. Served by waitress, as our own dashboard is.
"""

import sys

import pandas as pd
import plotly.express as px
import waitress
from dash import Dash, Input, Output, ctx, dcc, html

events = pd.read_csv(sys.argv[1], parse_dates=["date", "end"])
categories = list(events["category"].value_counts().index)
order = {"category": categories}


def figure(chosen: str = ""):
    """Bars for what lasts, points for the rest."""
    shown = events[events["category"] == chosen] if chosen else events
    lasting, points = shown[shown["end"].notna()], shown[shown["end"].isna()]
    look = {"y": "category", "color": "category", "hover_name": "title", "category_orders": order}
    made = px.timeline(lasting, x_start="date", x_end="end", **look)
    made.add_traces(px.scatter(points, x="date", **look).data)
    made.update_layout(
        height=690, margin={"l": 80, "r": 10, "t": 10, "b": 30}, uirevision="keep", dragmode="pan"
    )
    return made


app = Dash(__name__)
buttons = [html.Button(name, id=f"filter-{i}", className=f"filter-{i}") for i, name in enumerate(categories)]
everything = html.Button("All", id="filter-all", className="filter-all")
app.layout = html.Div(
    [html.Div([*buttons, everything]), dcc.Graph(id="graph", figure=figure(), style={"height": "690px"})]
)


@app.callback(
    Output("graph", "figure"),
    [Input(one.id, "n_clicks") for one in (*buttons, everything)],
    prevent_initial_call=True,
)
def choose(*_):
    """The figure of the button that was clicked."""
    name = ctx.triggered_id.removeprefix("filter-")
    return figure("" if name == "all" else categories[int(name)])


server = waitress.create_server(app.server, host="127.0.0.1", port=0)
print(f"http://127.0.0.1:{server.effective_port}", flush=True)
server.run()
