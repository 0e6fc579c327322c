"""Bad files, made in code so that nothing bad lies in the tree, and what a person should be told about each."""

import json
from dataclasses import dataclass, field
from pathlib import Path

NAMES = "id,start,end,title,category,importance,summary,sources,checked"
FULL = (
    "id,start,end,title,label,category,actors,place,document,importance,stance,stance_basis,votes,links,tags,"
    "summary,sources,checked"
)
CELLS = {
    "id": "a",
    "start": "2001-09-11",
    "end": "",
    "title": "Towers fall",
    "category": "war",
    "importance": "3",
    "summary": "A day.",
    "sources": "https://example.org/a",
    "checked": "2026-01-02",
}
CATEGORIES = (
    "code,group,label,definition,light,dark,shape\nwar,,War,Battles,#4E64CE,#5C88EE,circle\n"
    "peace,,Peace,Treaties,#7F5A04,#ECD96D,star\n"
)


def row(**cells: str) -> str:
    """One record, as it stands in a file: the good one with other cells. Quoting is the caller's."""
    return ",".join((CELLS | cells).values())


def document(*rows: str, names: str = NAMES, end: str = "\n") -> bytes:
    """A file of our own, in UTF-8."""
    return end.join([names, *rows, ""]).encode()


GOOD = document(row(), row(id="b", start="2002-01-01", title="Another thing"))


@dataclass(frozen=True)
class Case:
    """A file, and all that is to be said: exit code and (line, column, code, sentence) of each problem."""

    what: str
    body: bytes
    exit: int
    said: tuple = ()
    tables: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return self.what


def case(what: str, body: bytes, exit: int, *said: tuple, **tables: str) -> Case:
    return Case(what, body, exit, said, tables)


def write(folder: Path, body: bytes, tables: dict[str, str] | None = None) -> Path:
    """The file in a folder, beside its tables and the data package that names them."""
    path = folder / "events.csv"
    path.write_bytes(body)
    for name, text in (tables or {}).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    named = ["events", *(tables or {})]
    package = {"resources": [{"name": name, "path": f"{name}.csv"} for name in named]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return path


def header(old: str, new: str) -> bytes:
    """The good file with another name in its header."""
    return GOOD.replace(old.encode(), new.encode(), 1)
