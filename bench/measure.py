"""The rounds: every page at every size, A B C A B C, and what is written down of them."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import report
from servers import Servers
from targets import BENCH, TARGETS
from visit import visit


def measure(asked, program: str, home: Path) -> int:
    """Runs all rounds; the files are written anew after each visit, so that a run cut short leaves its part."""
    plan = [(n, TARGETS[key]) for n in asked.sizes for key in asked.targets if n in TARGETS[key].sizes]
    for folder in filter(None, (asked.results, asked.pictures)):
        folder.mkdir(parents=True, exist_ok=True)
    told = {"started": _now(), "rounds": asked.runs, "versions": _versions(home), "visits": []}
    file = asked.results / f"{told['started'][:10]}-{asked.name}.json"
    servers, given_up = Servers(home), set()
    try:
        # All of them first: no server of another starts while a page is measured.
        places = [(n, target, servers.address(target, n)) for n, target in plan]
        for turn in range(1, asked.runs + 1):
            for n, target, address in places:
                if (n, target.name) in given_up:
                    continue
                load = round(os.getloadavg()[0], 2)
                picture = asked.pictures / f"{n}-{_key(target)}.png" if asked.pictures else None
                found = visit(program, target, n, address, asked.patience, picture)
                told["versions"]["Chromium"] = found.pop("browser")
                told["visits"].append(
                    {"round": turn, "events": n, "target": _key(target), "load": load}
                    | {name: _short(value) for name, value in found.items()}
                )
                if "failed" in found:
                    given_up.add((n, target.name))
                _write(told, file)
                print(report.line(told["visits"][-1]), file=sys.stderr, flush=True)
    finally:
        servers.close()
    print((asked.results / "latest.md").read_text(encoding="utf-8"))
    return 0


def _write(told: dict, file: Path) -> None:
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = report.markdown(told, file.name)
    (file.parent / "latest.md").write_text(text, encoding="utf-8")


def _key(target) -> str:
    return next(key for key, one in TARGETS.items() if one is target)


def _short(value):
    return round(value, 1) if isinstance(value, float) else value


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _versions(home: Path) -> dict[str, str]:
    """What ran, and on how many cores of which kind."""
    vis = json.loads((home / "node_modules" / "vis-timeline" / "package.json").read_text(encoding="utf-8"))
    words = ("git", "describe", "--always", "--dirty")
    commit = subprocess.run(words, cwd=BENCH, capture_output=True, text=True).stdout.strip()
    return {
        "commit": commit,
        "Python": platform.python_version(),
        **{name: version(name) for name in ("dash", "plotly", "pandas")},
        "vis-timeline": vis["version"],
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }
