"""The shape of the house: imports go down, the front door is light, rooms stay rooms."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "timeline"
FLOORS = [
    {"dates", "schema", "problems", "letters"},
    {"foreign", "reading", "view"},
    {"checks", "query", "measures", "words", "axis", "detail"},
    {"figures"},
    {"exports", "fmt"},
    {"app", "cli"},
]
# Sideways doors within a floor, each with its reason.
BESIDE = {
    ("reading", "foreign"): "reading adapts a foreign table before it types it",
    ("words", "query"): "words say how much a selection holds",
    ("words", "measures"): "words say how long after an event its answers came",
    ("detail", "words"): "the first tile begins where the window of all dates does",
    ("detail", "axis"): "a plan holds the ticks and eras of its axis",
    ("measures", "query"): "measures count selections",
    ("checks", "query"): "checks take cells with several values apart as the query does",
    ("exports", "fmt"): "both write tables",
    ("fmt", "exports"): "both write tables",
    ("cli", "app"): "serve opens the dashboard",
}
LOOPS = {"iterrows", "itertuples"}


def floor(room: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if room in rooms)


def sources() -> list[Path]:
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("__main__.py",) and path != PACKAGE / "__init__.py"
    )


def room(path: Path) -> str:
    part = path.relative_to(PACKAGE).parts[0]
    return part.removesuffix(".py")


def imports(path: Path):
    """Rooms of ours that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "timeline":
            parts = node.module.split(".")[1:]
            yield from [parts[0]] if parts else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from [a.name.split(".")[1] for a in node.names if a.name.startswith("timeline.")]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path):
    """A room imports only rooms below it, or beside it for a stated reason."""
    here = room(path)

    wrong = [
        there
        for there in imports(path)
        if there != here and (here, there) not in BESIDE and floor(there) >= floor(here)
    ]

    assert wrong == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_loop_over_rows(path):
    """No room walks a table row by row with pandas."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    used = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LOOPS]

    assert used == []


def test_front_door_is_light():
    """`import timeline` loads neither plotly nor dash."""
    code = "import sys, timeline; print(sorted({'plotly', 'dash'} & set(sys.modules)))"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert said.stdout.strip() == "[]"


def test_only_theme_knows_a_colour():
    """No Python file but the theme states a colour; event types have theirs in data/categories.csv."""
    import re

    stated = {
        str(path.relative_to(PACKAGE)): re.findall(
            r"['\"]#[0-9A-Fa-f]{6}['\"]", path.read_text(encoding="utf-8")
        )
        for path in sources()
        if path.name not in ("theme.py", "schema.py", "problems.py")
    }

    assert {path: found for path, found in stated.items() if found} == {}


def test_one_plotly():
    """The Plotly that the page drags and pinches with is of the version that plotly.py draws with."""
    from plotly.offline import get_plotlyjs_version

    head = (PACKAGE / "app" / "assets" / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]

    assert f"v{get_plotlyjs_version()}\n" in head
