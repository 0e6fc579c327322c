"""A real server in a process of its own, a real browser, and a page that may ask nobody else.

Under `python3 run.py test` and in CI a missing browser makes these tests fail; a bare `pytest` says in red which
tests did not run.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.get_browser import AXE, CACHE, environment, first_that_works, ready_driver

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20  # seconds; a loaded machine is slow, and waiting costs nothing when all is well
REQUIRED = os.environ.get("TIMELINE_REQUIRE_BROWSER", "1" if os.environ.get("CI") else "0") == "1"


def eventually_(question, patience: float = PATIENCE) -> None:
    """Asks until the answer is true; the last fault or a false answer fails the test. Our CSP forbids wait_for_function."""
    end, fault = time.monotonic() + patience, None
    while time.monotonic() < end:
        try:
            if question():
                return
            fault = None
        except Exception as error:
            fault = error
        time.sleep(0.05)
    raise fault or AssertionError("It did not become true in time.")


@pytest.fixture(scope="session")
def eventually():
    return eventually_


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    # What run.py found has been tried; a bare `pytest` downloads nothing.
    path = ready_driver() and (os.environ.get("TIMELINE_BROWSER") or first_that_works(fetch=REQUIRED))
    if not path:
        _missing("no browser was found")
    with sync_playwright() as play:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        made = play.chromium.launch(
            executable_path=path, env=environment(path), args=["--disable-dev-shm-usage", *root]
        )
        yield made
        made.close()


def _missing(why: str):
    if REQUIRED:
        pytest.fail(f"The browser tests cannot run: {why}. `python3 run.py test` sets one up.", pytrace=False)
    pytest.skip(f"BROWSER TESTS DID NOT RUN: {why}")


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """A function: path of a CSV (and more words) -> address of a dashboard that shows it."""
    running = []

    def start(events: Path = ROOT / "events.csv", *words: str) -> str:
        command = [sys.executable, "-m", "timeline", "serve", str(events), "--port", "0", *words]
        said = tmp_path_factory.mktemp("server") / "said.txt"
        with said.open("wb") as sink:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=sink, text=True, encoding="utf-8", cwd=ROOT
            )
        running.append(process)
        address = process.stdout.readline().strip()
        if not address.startswith("http://127.0.0.1:"):
            process.wait(PATIENCE)
            pytest.fail(f"The server did not start: {said.read_text(encoding='utf-8')}", pytrace=False)
        with urlopen(f"{address}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
        return address

    yield start
    for process in running:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


@pytest.fixture(scope="session")
def dashboard(serve) -> str:
    """Address of the dashboard of the real events."""
    return serve()


class Watched:
    """What the pages of a context, those they open included, asked of others and complained about."""

    def __init__(self, context, origin: str):
        self.elsewhere, self.errors = [], []
        context.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda fault: self.errors.append(str(fault.error)))
        context.route("**/*", lambda route: self._let(route, origin))

    def _let(self, route, origin: str) -> None:
        address = urlsplit(route.request.url)
        if (
            address.scheme in ("data", "blob", "about", "file")
            or f"{address.scheme}://{address.netloc}" == origin
        ):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


@pytest.fixture
def open_page(browser, dashboard):
    """A function: query -> page, answered, that can reach nothing but its own server and complains of nothing."""
    opened = []

    def start(
        query: str = "", width: int = 1400, height: int = 900, scheme: str = "light", address: str = dashboard
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            accept_downloads=True,
            service_workers="block",
        )
        watched = Watched(context, address)
        opened.append((context, watched))
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}/{query}")
        eventually_(lambda: page.locator("#page").get_attribute("data-ids") is not None)
        return page

    yield start
    for context, watched in opened:
        context.close()
        assert watched.elsewhere == []
        assert watched.errors == []


@pytest.fixture
def open_file(browser, tmp_path):
    """A function: bytes of an HTML file -> its page and what it asked of anybody."""
    contexts = []

    def start(body: bytes):
        file = tmp_path / "page.html"
        file.write_bytes(body)
        context = browser.new_context()
        contexts.append(context)
        watched = Watched(context, "file://")
        page = context.new_page()
        page.goto(file.as_uri())
        page.locator(".js-plotly-plot").wait_for()
        assert watched.errors == []
        return page, watched.elsewhere

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    """A function: page -> what axe-core finds, as rule and place."""
    path = os.environ.get("TIMELINE_AXE") or CACHE / f"axe-{AXE[1]}.js"
    if not Path(path).exists():
        _missing("axe-core was not fetched")
    source = Path(path).read_text(encoding="utf-8")

    def run(page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]

    return run


def pytest_terminal_summary(terminalreporter):
    """Says in red which browser tests did not run, and how to run them."""
    missed = [
        one
        for one in terminalreporter.stats.get("skipped", [])
        if "BROWSER TESTS DID NOT RUN" in str(one.longrepr)
    ]
    if missed:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", red=True, bold=True)
        for one in missed:
            terminalreporter.line(one.nodeid, red=True)
        terminalreporter.line("`python3 run.py test` sets up a browser and runs them.", red=True)
