"""The documents say what is true: public names are documented, files that they name exist, commands that they show run."""

import ast
import re
import shlex
from pathlib import Path

import pytest

import timeline
from timeline.cli import build

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "timeline"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FILES = sorted(PACKAGE.rglob("*.py"))


def public(path: Path):
    """(name, docstring) of the file itself and of its public functions, classes and methods."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield path.name, ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node)
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", ast.get_docstring(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_file_says_what_it_is(path):
    """Every file of the package begins with a sentence that says what it is."""
    assert next(public(path))[1]


@pytest.mark.parametrize("name", timeline.__all__)
def test_the_front_door_is_documented(name):
    """Every name of the front door, and every public method behind it, has a docstring."""
    home = PACKAGE / f"{timeline._ROOMS[name]}.py"
    home = home if home.exists() else PACKAGE / timeline._ROOMS[name] / "__init__.py"
    said = {what: words for what, words in public(home) if what == name or what.startswith(f"{name}.")}

    assert said or name == "draw"
    assert [what for what, words in said.items() if not words] == []


def test_the_house_names_every_room():
    """docs/house.md has a line for every room of the package, and names no room that does not exist."""
    words = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    plan = words[words.index("## Rooms") : words.index("## Where to change what")]
    cells = re.findall(r"^\|[^|]*\|([^|]*)\|", plan, re.M)
    told = {name.rstrip("/") for cell in cells for name in re.findall(r"`([\w./]+)`", cell)}
    rooms = {path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert told == rooms - {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    """Every relative link and picture of a document leads to a file that is there."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path):
    """A file of ours that a document names, such as `timeline/query.py`, exists."""
    named = re.findall(r"`((?:timeline|tests|docs|data|bench)/[\w./-]+)`", path.read_text(encoding="utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_commands_of_the_readme_are_commands():
    """Every `python3 run.py …` of the README is one that the command line understands."""
    shown = re.findall(r"python3 run\.py +([a-z][^\n`#]*)", (ROOT / "README.md").read_text(encoding="utf-8"))
    words = [shlex.split(line) for line in shown if line.split()[0] != "test"]

    assert len(words) >= 4
    for line in words:
        assert build().parse_args(line).events
