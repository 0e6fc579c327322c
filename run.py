#!/usr/bin/env python3
"""Runs the project on a machine that has only Python and git. Standard library only.

    python3 run.py                     the dashboard on events.csv; prints its address
    python3 run.py test [words]        sets up everything, a headless browser included, and runs every test
    python3 run.py validate my.csv     any other word goes to the command line: see docs/cli.md

Packages go into `.venv`, a browser for the tests into `.cache`; TIMELINE_VENV and TIMELINE_CACHE name other places.
Everything that is installed stands with its hash in requirements.txt and requirements-test.txt.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TIMELINE_VENV") or ROOT / ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
RUN_LOCK, TEST_LOCK = "requirements.txt", "requirements-test.txt"


def main(words: list[str]) -> int:
    """Sets up what the words need, runs them, gives their exit code."""
    if sys.version_info < OLDEST:
        return stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    try:
        return test(words[1:]) if words[:1] == ["test"] else command(words)
    except subprocess.CalledProcessError as fault:
        return stop(
            f"Setting up failed (`{Path(fault.cmd[0]).name} {' '.join(map(str, fault.cmd[1:4]))} …`). Its own words are above; "
            "run the same command again when the cause is gone."
        )
    except KeyboardInterrupt:
        return 130


def command(words: list[str]) -> int:
    """The dashboard, or one command of the command line."""
    install(RUN_LOCK)
    target = (
        ["-m", "timeline", *words]
        if words and not words[0].startswith("-")
        else [ROOT / "dashboard.py", *words]
    )
    return run(PYTHON, *target)


def test(words: list[str]) -> int:
    """Style, then every test, those in a browser included: without a browser they fail."""
    install(TEST_LOCK)
    told = subprocess.run([PYTHON, ROOT / "tests" / "get_browser.py"], stdout=subprocess.PIPE, text=True)
    found = dict(line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
    env = {"TIMELINE_REQUIRE_BROWSER": "1"} | os.environ | found
    style = run(PYTHON, "-m", "ruff", "check", ROOT, cwd=ROOT)
    tests = run(PYTHON, "-m", "pytest", *words, cwd=ROOT, env=env)
    return tests or style


def install(lock: str) -> None:
    """Makes `.venv` and installs a lock into it, unless that has been done; repairs what was cut off."""
    stamp = VENV / f".installed-{Path(lock).stem}"
    wanted = stamp_of(lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing {lock} into {VENV.name} (one to three minutes, once)")
    make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", ROOT / lock], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)
    stamp.write_text(wanted)


def stamp_of(lock: str) -> str:
    """What an installation depends on: the lock, the package's own description, this Python."""
    parts = [
        (ROOT / lock).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """A virtual environment with pip; Debian keeps the module that makes it in a package of its own."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return
    try:
        import ensurepip  # noqa: F401  its presence is the question
    except ImportError:
        sys.exit(
            stop("Python's venv module is incomplete. On Debian and Ubuntu: sudo apt install python3-venv")
        )
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def run(*words, **more) -> int:
    return subprocess.run([str(word) for word in words], **more).returncode


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def stop(words: str) -> int:
    say(words)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
