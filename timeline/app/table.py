"""The Table tab: the same events as a grid that sorts and scrolls."""

import dash_ag_grid as dag
import pandas as pd

from timeline import dates
from timeline.app.reader import KNOWN
from timeline.words import STANCE_WORDS, labels

# The grid's code is a third of all the page's: `page.js` loads it when the tab opens.
for _part in dag.AgGrid._js_dist:
    if _part["relative_package_path"] == "dash_ag_grid.min.js":
        _part["dynamic"] = True

# The date column holds the first day, so that a click sorts by time, and shows the words.
DATE = {
    "field": "first",
    "headerName": "Date",
    "width": 228,
    "wrapText": True,
    "autoHeight": True,
    "valueFormatter": {"function": "params.data.date"},
}
TITLE = {
    "field": "title",
    "headerName": "Title",
    "flex": 1,
    "minWidth": 260,
    "wrapText": True,
    "autoHeight": True,
}
MORE = [
    {"field": "type", "headerName": "Event type", "width": 160},
    {"field": "stance", "headerName": "Stance", "width": 130},
    {"field": "importance", "headerName": "Importance", "width": 110, "type": "numericColumn"},
    {"field": "sources", "headerName": "Sources", "width": 100, "type": "numericColumn"},
]


def grid(data, shown: pd.DataFrame, narrow: bool = False) -> dag.AgGrid:
    """A read-only grid over the events in view, in their order; on a phone only date and title have room."""
    columns = (
        [{**TITLE, "minWidth": 160}, {**DATE, "width": 128}]
        if narrow
        else [DATE, TITLE, *_telling(data), *theirs(data)]
    )
    return dag.AgGrid(
        id="grid",
        columnDefs=columns,
        rowData=rows(data, shown),
        getRowId="params.data.id",
        defaultColDef={"sortable": True, "resizable": True, "filter": False, "suppressMovable": True},
        dashGridOptions={
            "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            "animateRows": False,
            "suppressColumnMoveAnimation": True,
            "ensureDomOrder": True,
        },
        style={"height": "calc(100vh - 150px)", "minHeight": "320px"},
    )


def _telling(data) -> list[dict]:
    """The columns in which the events of this file differ: other people's tables often have no stance or source."""
    known = rows(data, data.events)
    return [column for column in MORE if len({row[column["field"]] for row in known}) > 1]


def theirs(data) -> list[dict]:
    """The columns of somebody's own file that the tool has no place for, as they are."""
    return [{"field": f"own{at}", "headerName": name, "width": 160} for at, name in enumerate(_others(data))]


def _others(data) -> list[str]:
    return [] if data.native else [name for name in data.events.columns if name not in KNOWN]


def rows(data, shown: pd.DataFrame) -> list[dict]:
    """One dict per event. Dates are words; the grid keeps the order of the list until a column is clicked."""
    names = labels(data.categories, "label")
    stance = shown["stance"].astype("object").map(lambda s: "" if pd.isna(s) else STANCE_WORDS[str(int(s))])
    sources = shown["sources"].map(lambda cell: len([s for s in cell.split(";") if s.strip()]))
    table = pd.DataFrame(
        {
            "id": shown["id"],
            "first": shown["first"],
            "date": list(map(dates.phrase, shown["start"], shown["end"])),
            "title": shown["title"],
            "type": shown["category"].map(lambda c: names.get(c, c)),
            "stance": stance,
            "importance": shown["importance"].astype(int),
            "sources": sources,
        }
    )
    for at, name in enumerate(_others(data)):
        table[f"own{at}"] = shown[name].astype(str)
    return table.to_dict("records")
