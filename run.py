#!/usr/bin/env python3
"""Runs the project on a machine that has only Python and git. Standard library only.

    python3 run.py                     the dashboard on events.csv; prints its address
    python3 run.py test [words]        sets up everything, a headless browser included, and runs every test
    python3 run.py validate my.csv     any other word goes to the command line: see docs/cli.md

Packages go into `.venv`, a browser for the tests into `.cache`; TIMELINE_VENV and TIMELINE_CACHE name other places.
Everything that is installed stands with its hash in requirements.txt, requirements-test.txt or requirements-uv.txt.
"""

# Annotations stay text, so that an old Python reaches the sentence that says it is too old.
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TIMELINE_VENV") or ROOT / ".venv").absolute()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / ".installed"
OLDEST = (3, 11)
# The tests share the cores, up to four, each with a browser of its own.
SHARED = ("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")
RUN_LOCK, TEST_LOCK, UV_LOCK = "requirements.txt", "requirements-test.txt", "requirements-uv.txt"


def main(words: list[str]) -> int:
    """Sets up what the words need, runs them, gives their exit code; 2 when setting up failed."""
    if sys.version_info < OLDEST:
        return stop(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
            "Start run.py with a newer one, for example: python3.13 run.py"
        )
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    try:
        return test(words[1:]) if words[:1] == ["test"] else command(words)
    except subprocess.CalledProcessError as fault:
        return stop(
            f"Setting up failed (`{Path(fault.cmd[0]).name} {' '.join(map(str, fault.cmd[1:4]))} …`). Its own words are above; "
            "run the same command again when the cause is gone."
        )
    except OSError as fault:
        return stop(f"Setting up failed: {fault}")
    except KeyboardInterrupt:
        return 130


def command(words: list[str]) -> int:
    """The dashboard, or one command of the command line."""
    install(RUN_LOCK)
    if words and not words[0].startswith("-"):
        # -P: a file named like a package in the folder where the user stands is not imported.
        return become(PYTHON, "-P", "-m", "timeline", *words)
    return become(PYTHON, ROOT / "dashboard.py", *words)


def test(words: list[str]) -> int:
    """Style, then every test, those in a browser included: without a browser they fail."""
    install(TEST_LOCK)
    told = subprocess.run([PYTHON, ROOT / "tests" / "get_browser.py"], stdout=subprocess.PIPE, text=True)
    found = dict(line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
    env = {"TIMELINE_REQUIRE_BROWSER": "1"} | os.environ | found
    style = run(PYTHON, "-m", "ruff", "check", ROOT, cwd=ROOT)
    tests = run(PYTHON, "-m", "pytest", *SHARED, *words, cwd=ROOT, env=env)
    return tests or style


# -- installing -----------------------------------------------------------------------------------------------------


def install(lock: str) -> None:
    """Makes `.venv` and installs a lock into it, unless that has been done; what was cut off is made anew."""
    # The lock of the tests holds all of the other one.
    if PYTHON.exists() and installed() in (key(lock), key(TEST_LOCK)):
        return
    say(f"Installing {lock} into {VENV.name} (once; ten seconds to three minutes)")
    make_venv()
    INSTALLED.write_text("")
    if not with_uv(lock):
        subprocess.run([*pip(), "--require-hashes", "--requirement", ROOT / lock], check=True)
    subprocess.run([*pip(), "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)
    INSTALLED.write_text(key(lock))


def installed() -> str | None:
    """The key of what is installed, empty when an installation was cut off, None before the first."""
    return INSTALLED.read_text() if INSTALLED.exists() else None


def key(lock: str) -> str:
    """What an installation depends on: the lock, the package's own description, this Python, this folder."""
    parts = [
        (ROOT / lock).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """A virtual environment with pip. One that works is kept, one that was cut off is cleared, other folders are left alone."""
    if PYTHON.exists() and installed() != "" and (have("pip", "--version") or have("ensurepip")):
        return
    if VENV.exists() and any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists():
        raise OSError(f"{VENV} holds other things. Name an empty or a new folder in TIMELINE_VENV.")
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
    except ImportError:
        raise OSError(
            "Python's venv module is incomplete. On Debian and Ubuntu: sudo apt install python3-venv"
        ) from None
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def with_uv(lock: str) -> bool:
    """Installs a lock with uv, which takes seconds; False where pip has to do it, with the same hashes."""
    settings = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    if ".index-url=" in settings or ".no-index=" in settings:
        return False  # uv reads none of pip's settings and would ask another index
    options = ("--quiet", "--python", PYTHON, "--compile-bytecode", "--require-hashes")
    return silent(*pip(), "--require-hashes", "--requirement", ROOT / UV_LOCK) and have(
        "uv", "pip", "install", *options, "--requirement", ROOT / lock
    )


def have(module: str, *words: str) -> bool:
    """Does a module of the virtual environment run?"""
    return silent(PYTHON, "-m", module, *words)


def pip() -> list:
    return [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


# -- running and saying ---------------------------------------------------------------------------------------------


def become(*words) -> int:
    """Runs the words in place of this process, so that a signal reaches them; on Windows as a child."""
    if os.name != "nt":
        os.execv(words[0], [str(word) for word in words])
    return run(*words)


def run(*words, **more) -> int:
    return subprocess.run([str(word) for word in words], **more).returncode


def silent(*words) -> bool:
    return subprocess.run([str(word) for word in words], capture_output=True).returncode == 0


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def stop(words: str) -> int:
    say(words)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
