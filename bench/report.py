"""Medians, ratios and bars of a run, as one page of Markdown. Plain functions over the list of visits."""

from dataclasses import dataclass
from statistics import median

from targets import SIZES, TARGETS

COLUMNS = {
    "first contentful paint": ("first_contentful",),
    "first picture": ("picture",),
    "complete paint": ("complete",),
    "interactive": ("interactive",),
    "zoom in / out": ("zoom_in", "zoom_out"),
    "pan p50 / p95": ("pan_p50", "pan_p95"),
    "filter / undo": ("filter", "undo"),
    "wheel, first change / settled": ("wheel_first_change", "wheel"),
    "bytes per event": ("held_per_event",),
    "heap + buffers, MB": ("heap_bytes", "buffer_bytes"),
    "moved, MB": ("moved_bytes",),
    "load": ("load",),
}


@dataclass(frozen=True)
class Bar:
    """What ours must reach at a size: a ratio to another page in the same round, or a figure where none is named."""

    words: str
    limit: float
    measure: tuple[str, ...]
    size: int
    rival: str = ""
    rival_measure: tuple[str, ...] = ()
    rival_size: int = 0
    unit: str = ""

    def ours(self, visits: list[dict]) -> dict[int, float]:
        """Our figure by round."""
        return by_round(visits, "ours", self.size, self.measure)

    def theirs(self, visits: list[dict]) -> dict[int, float]:
        """Theirs by round."""
        return by_round(visits, self.rival, self.rival_size or self.size, self.rival_measure or self.measure)

    def reached(self, visits: list[dict]) -> float | None:
        """Median of the ratios of the rounds, or of our figures; None where nothing was measured."""
        ours, theirs = self.ours(visits), self.theirs(visits)
        if not self.rival:
            return middle(ours.values())
        return middle(ours[turn] / theirs[turn] for turn in ours.keys() & theirs.keys())


BARS = (
    Bar("Zoom in at 5,000, to vis-timeline with clusters", 0.15, ("zoom_in",), 5_000, "clusters"),
    Bar("Zoom out at 5,000, to vis-timeline with clusters", 1.0, ("zoom_out",), 5_000, "clusters"),
    Bar("First paint at 5,000, to plain vis-timeline", 0.1, ("picture",), 5_000, "vis", ("first_contentful",)),
    Bar("Undoing a filter at 5,000, to plain vis-timeline", 0.1, ("undo",), 5_000, "vis"),
    Bar("Filter and undo at 50,000, to Plotly Express and Dash", 0.1, ("filter", "undo"), 50_000, "express"),
    Bar("Zoom in at 1,000,000, to ours at 500", 1.5, ("zoom_in",), 1_000_000, "ours", rival_size=500),
    Bar("Zoom out at 1,000,000, to ours at 500", 1.5, ("zoom_out",), 1_000_000, "ours", rival_size=500),
    Bar("Pan at 1,000,000, p95", 33, ("pan_p95",), 1_000_000, unit=" ms"),
    Bar("First picture of 500, to vis-timeline's complete paint", 0.3, ("picture",), 500, "vis", ("complete",)),
    Bar("All of 500 painted and interactive, to vis-timeline's complete paint", 2.0, ("complete",), 500, "vis"),
    Bar("Bytes held for an event of 1,000,000", 16, ("held_per_event",), 1_000_000, unit=" bytes"),
)  # fmt: skip


def by_round(visits: list[dict], target: str, size: int, measure: tuple[str, ...]) -> dict[int, float]:
    """Sum of the named measures in each round that has them all."""
    return {
        one["round"]: sum(one[name] for name in measure)
        for one in visits
        if (one["target"], one["events"]) == (target, size)
        and all(one.get(name) is not None for name in measure)
    }


def middle(values) -> float | None:
    """The median, None of nothing."""
    found = list(values)
    return median(found) if found else None


def markdown(told: dict, name: str) -> str:
    """The whole page."""
    visits = told["visits"]
    loads = [one["load"] for one in visits]
    made = ", ".join(f"{what} {which}" for what, which in told["versions"].items())
    head = [
        "# Latest run",
        "",
        f"{told['started']}, rounds: {told['rounds']}, {name}. {made}. Load {min(loads):.1f} to {max(loads):.1f}.",
        "Milliseconds unless a column says else; medians of the rounds. How to read this: [README](../README.md).",
    ]
    parts = [
        head,
        _bars(visits),
        *(_table(visits, n) for n in SIZES if any(one["events"] == n for one in visits)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _bars(visits: list[dict]) -> list[str]:
    rows = [
        "## Bars",
        "",
        "| | at most | reached | ours | theirs | rounds | |",
        "|---|---|---|---|---|---|---|",
    ]
    for bar in BARS:
        ours, reached = bar.ours(visits), bar.reached(visits)
        theirs = middle(bar.theirs(visits).values()) if bar.rival else None
        mark = "not measured" if reached is None else "met" if reached <= bar.limit else "**missed**"
        sign = bar.unit or " ×"
        cells = [
            bar.words,
            f"{bar.limit:g}{sign}",
            "" if reached is None else f"{reached:.2f}{sign}",
            _number(middle(ours.values())),
            _number(theirs),
            str(len(ours)) if reached is not None else "",
            mark,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _table(visits: list[dict], n: int) -> list[str]:
    rows = [
        f"## {n:,} events",
        "",
        f"| | {' | '.join(COLUMNS)} | rounds |",
        "|---" * (len(COLUMNS) + 2) + "|",
    ]
    notes = []
    for key, target in TARGETS.items():
        found = [one for one in visits if (one["target"], one["events"]) == (key, n)]
        if not found:
            continue
        cells = [_cell(found, title, names) for title, names in COLUMNS.items()]
        rows.append(f"| {target.name} | {' | '.join(cells)} | {len(found)} |")
        notes += [f"{target.name}: {one['failed']}." for one in found if "failed" in one]
    return rows + (["", *notes] if notes else [])


def _cell(found: list[dict], title: str, names: tuple[str, ...]) -> str:
    scale = 1e6 if title.endswith("MB") else 1
    values = [middle(one[name] for one in found if one.get(name) is not None) for name in names]
    shown = [_number(None if value is None else value / scale) for value in values]
    return "" if not any(shown) else (" + " if "+" in title else " / ").join(one or "–" for one in shown)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


def line(one: dict) -> str:
    """One visit, for who waits."""
    parts = [
        f"{title} {_cell([one], title, names)}"
        for title, names in COLUMNS.items()
        if _cell([one], title, names)
    ]
    why = [f"FAILED {one['failed']}"] if "failed" in one else []
    head = f"round {one['round']} · {one['events']:,} · {TARGETS[one['target']].name}"
    return f"{head}: {' · '.join(parts + why)}"
