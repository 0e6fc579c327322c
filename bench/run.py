#!/usr/bin/env python3
"""How fast the dashboard is beside two others, in a real browser: `python3 bench/run.py`. See README.md here.

    python3 bench/run.py                              everything: half an hour
    python3 bench/run.py --sizes 500,5000 --runs 3    less of it
    python3 bench/run.py --targets ours,floor

Sets up what it needs as `python3 run.py test` does, and the rival from npm into `.cache/bench`. Standard library only
until the virtual environment is there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PACKAGES = ("package.json", "package-lock.json")


def main(words: list[str]) -> int:
    """Sets up, measures and writes; 2 when something that is needed cannot be had."""
    sys.path.insert(0, str(ROOT))
    import run  # the one at the root: this file's own name is __main__

    try:
        run.install(run.TEST_LOCK)
        if not run.VENV.samefile(sys.prefix):
            return run.become(run.PYTHON, Path(__file__).resolve(), *words)
        return bench(words)
    except subprocess.CalledProcessError as fault:
        return run.stop(f"Setting up failed: {' '.join(map(str, fault.cmd[:3]))} …; its own words are above.")
    except (OSError, RuntimeError) as fault:
        return run.stop(str(fault))
    except KeyboardInterrupt:
        return 130


def bench(words: list[str]) -> int:
    """All of it, inside the virtual environment."""
    from measure import measure
    from targets import SIZES, TARGETS

    from tests.get_browser import CACHE, first_that_works, ready_driver

    asked = options(SIZES, TARGETS).parse_args(words)
    browser = first_that_works() if ready_driver() else ""
    if not browser:
        raise RuntimeError("No browser could be had: install Chromium or Chrome, or set TIMELINE_BROWSER.")
    install_rivals(CACHE / "bench")
    return measure(asked, browser, CACHE / "bench")


def options(sizes: tuple[int, ...], targets: dict) -> argparse.ArgumentParser:
    """The words of the command."""
    parser = argparse.ArgumentParser(prog="bench/run.py", description="Measures the dashboard beside others.")
    parser.add_argument(
        "--sizes",
        type=chosen(sizes, int),
        default=sizes,
        help=f"numbers of events (default: {','.join(map(str, sizes))})",
    )
    parser.add_argument(
        "--targets",
        type=chosen(tuple(targets), str),
        default=tuple(targets),
        help=f"what to measure (default: {','.join(targets)})",
    )
    parser.add_argument(
        "--runs",
        type=positive,
        default=5,
        metavar="N",
        help="rounds over everything (default: 5)",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=120,
        metavar="S",
        help="seconds that a page has for one thing (default: 120)",
    )
    parser.add_argument("--name", default="all", help="end of the name of the file of results (default: all)")
    parser.add_argument(
        "--results",
        type=Path,
        default=BENCH / "results",
        help="folder for what is written (default: bench/results)",
    )
    parser.add_argument("--pictures", type=Path, help="also keep a picture of each page in this folder")
    return parser


def positive(text: str) -> int:
    """Reads a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def chosen(offered: tuple, kind: type):
    """Reads words with commas between them as some of what is offered, in the order of the offer."""

    def read(text: str) -> tuple:
        asked = {kind(word.strip()) for word in text.split(",")}
        if unknown := asked - set(offered):
            raise argparse.ArgumentTypeError(f"{unknown.pop()} is none of {', '.join(map(str, offered))}")
        return tuple(one for one in offered if one in asked)

    return read


def install_rivals(home: Path) -> None:
    """Installs the npm packages of the lock, unless exactly these are there."""
    from tests.get_browser import npm

    wanted = [(BENCH / name).read_bytes() for name in PACKAGES]
    done = home / "installed"
    if done.exists() and done.read_bytes() == b"".join(wanted):
        return
    home.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        shutil.copy(BENCH / name, home / name)
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    # Its one-file build holds the peer packages; the lock leaves them out.
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--legacy-peer-deps", *quiet], cwd=home, check=True)
    done.write_bytes(b"".join(wanted))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
