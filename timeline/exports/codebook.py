"""What is generated from the code and the data: docs/codebook.md, docs/cli.md, datapackage.json."""

import argparse
import json
from pathlib import Path

from timeline import reading, schema
from timeline.problems import PROBLEMS, UnknownName

RUBRICS = Path(__file__).with_name("rubrics.md")
TYPES = {"importance": "integer"}


def files(events: str | Path, parser) -> dict[Path, bytes]:
    """The generated files of the data set beside `events`: path -> bytes. `parser` is the command line's.

    UnknownName for a file that has other columns than ours: there is nothing of ours to describe.
    """
    path = Path(events)
    data = reading.read(path)
    if not data.native:
        raise UnknownName(
            f"{path.name}: the codebook describes tables with our columns, and this file has its own."
        )
    root = path.parent
    made = {
        root / "docs" / "codebook.md": codebook(data),
        root / "docs" / "cli.md": commands(parser),
        root / "datapackage.json": package(path),
    }
    return {file: text.encode("utf-8") for file, text in made.items()}


# -- the codebook ----------------------------------------------------------------------------------------------------


def codebook(data) -> str:
    """Every table, column, code and problem in words, as Markdown."""
    parts = [
        f"# Codebook\n\nMade by `timeline codebook` from the code and the tables; edit those, not this file.\n\n{data.title}, edition {data.edition}.\n"
    ]
    parts += [_table(table) for table in schema.TABLES.values()]
    parts += [
        _codes("Event types", data.categories, ("code", "group", "label", "definition")),
        _codes("Questions", data.tags, ("code", "kind", "label", "definition")),
        _codes("Acts", data.acts, ("act", "stance", "channel", "definition")),
        RUBRICS.read_text(encoding="utf-8"),
        _most_important(data),
        _problems(),
    ]
    return "\n".join(part for part in parts if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _rows(head: tuple[str, ...], rows) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return (
        "\n".join([*lines, *("| " + " | ".join(_cell(str(cell)) for cell in row) + " |" for row in rows)])
        + "\n"
    )


def _shown(text: str) -> str:
    return (
        f"`{text}`"
        if text and len(text) <= 40
        else f"`{text[:12]}…` ({len(text)} characters)"
        if text
        else "(empty)"
    )


def _table(table: schema.Table) -> str:
    rows = []
    for column in table.columns:
        bad = ", ".join(f"{_shown(text)} → {code}" for text, code in column.bad)
        rule = column.rule or ("one of: " + ", ".join(column.values) if column.values else "")
        rows.append(
            (
                f"`{column.name}`",
                column.meaning,
                rule,
                "yes" if column.required else "",
                ", ".join(map(_shown, column.good)),
                bad,
            )
        )
    return f"## {table.path}\n\n{table.meaning}\n\n" + _rows(
        ("column", "meaning", "rule", "required", "good", "bad → problem"), rows
    )


def _codes(title: str, frame, columns: tuple[str, ...]) -> str:
    return f"## {title}\n\n" + _rows(columns, frame[list(columns)].to_numpy().tolist()) if len(frame) else ""


def _most_important(data) -> str:
    rows = data.events.loc[data.events["importance"] == 5, ["start", "title", "id"]].to_numpy().tolist()
    return (
        f"## The events of importance 5\n\nAt most {schema.MOST_IMPORTANT}.\n\n"
        + _rows(("date", "event", "id"), rows)
        if rows
        else ""
    )


def _problems() -> str:
    rows = [(f"`{code}`", kind.severity, kind.rule) for code, kind in PROBLEMS.items()]
    return (
        "## Problems\n\nWhat `timeline validate` can find. Errors make it exit 1, what is unreadable 2, warnings alone 0.\n\n"
        + _rows(("code", "severity", "rule"), rows)
    )


# -- the command line --------------------------------------------------------------------------------------------------


def commands(parser) -> str:
    """The help of every command, as Markdown."""
    actions = next(action for action in parser._actions if isinstance(action.choices, dict))
    parts = [
        "# The command line\n\nMade by `timeline codebook`. `python3 run.py COMMAND …` and `timeline COMMAND …` are the same.\n"
    ]
    for name, one in actions.choices.items():
        one.formatter_class = _Steady
        parts.append(f"## {name}\n\n```\n{one.format_help().strip()}\n```\n")
    return "\n".join(parts)


class _Steady(argparse.RawDescriptionHelpFormatter):
    """Help of one width, whatever terminal makes it."""

    def __init__(self, prog: str):
        super().__init__(prog, width=100, max_help_position=28)


# -- the data package ----------------------------------------------------------------------------------------------------


def package(events: Path) -> str:
    """datapackage.json (Data Package 2.0): what the data says of itself is kept, the resources are made anew."""
    path = events.parent / "datapackage.json"
    said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    head = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "timeline-events",
        "title": reading.title_of(events.name),
        "description": "",
        "licenses": [],
    }
    there = [table for table in schema.TABLES.values() if (events.parent / _path(table, events)).exists()]
    resources = [_resource(table, _path(table, events), {one.name for one in there}) for table in there]
    return json.dumps({**head, **said, "resources": resources}, ensure_ascii=False, indent=1) + "\n"


def _path(table: schema.Table, events: Path) -> str:
    return events.name if table is schema.EVENTS else table.path


def _resource(table: schema.Table, path: str, there: set[str]) -> dict:
    keys = [
        {"fields": [field], "reference": {"resource": other, "fields": [key]}}
        for field, other, key in FOREIGN.get(table.name, ())
        if other in there
    ]
    described = {"fields": [_field(column, table) for column in table.columns], "missingValues": [""]}
    described |= {"primaryKey": list(table.key)} if table.key else {}
    described |= {"foreignKeys": keys} if keys else {}
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "title": table.meaning,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": described,
    }


FOREIGN = {
    "events": (("category", "categories", "code"),),
    "evidence": (("event", "events", "id"), ("source", "sources", "id")),
}


def _field(column: schema.Column, table: schema.Table) -> dict:
    limits = {"required": True} if column.required else {}
    limits |= {"unique": True} if (column.name,) == table.key else {}
    pattern = column.pattern or schema.SHAPE_OF.get(column.holds, "")
    limits |= {"pattern": pattern} if pattern else {}
    limits |= (
        {"enum": [int(v) for v in column.values] if column.name in TYPES else list(column.values)}
        if column.values
        else {}
    )
    longest = schema.LONGEST.get(column.name) if table is schema.EVENTS else None
    limits |= {"maxLength": longest} if longest else {}
    return {
        "name": column.name,
        "type": TYPES.get(column.name, "string"),
        "description": ". ".join(filter(None, [column.meaning.rstrip("."), column.rule])),
        **({"constraints": limits} if limits else {}),
    }
