"""One visit to one page in a fresh browser: what is measured there, in milliseconds unless its name says else."""

import math
import os
import time
from pathlib import Path

from made import END, FIRST
from playwright.sync_api import Error, sync_playwright
from targets import BENCH, Target

from tests.get_browser import environment

WIDTH, HEIGHT = 1280, 800
PAN_SECONDS, PAN_PAUSE = 2, 0.004
TRACKER = (BENCH / "tracker.js").read_text(encoding="utf-8")


def _window(share: float) -> tuple[int, int]:
    """Middle part of all years, as milliseconds since 1970."""
    first, end = (int(day.astype("datetime64[ms]").astype(int)) for day in (FIRST, END))
    cut = (end - first) * (1 - share) / 2
    return round(first + cut), round(end - cut)


WHOLE, TENTH = _window(1), _window(0.1)


class Failed(Exception):
    """Why a visit ended early, in a few words."""


def visit(program: str, target: Target, n: int, address: str, patience: float, picture: Path | None) -> dict:
    """Opens, zooms, pans, filters; what was found until the page failed, with `failed` then saying why."""
    with sync_playwright() as play:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = play.chromium.launch(
            executable_path=program, env=environment(program), args=["--disable-dev-shm-usage", *root]
        )
        _warm(browser)
        page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
        seat = Seat(page, target, n, patience * 1000)
        try:
            seat.open(address)
            for stage in (seat.weigh, seat.zoom, seat.choose, seat.pan, seat.wheel):
                stage()
        except (Error, Failed) as fault:
            seat.found["failed"] = str(fault).splitlines()[0][:160]
        if picture:
            page.screenshot(path=picture)
        found = seat.found | {"browser": browser.version}
        browser.close()
    return found


def _warm(browser) -> None:
    """A browser that has shown a page before, as people's have; its memory of it ends with the context."""
    context = browser.new_context()
    context.new_page().goto("data:text/html,<canvas></canvas>")
    context.close()


class Seat:
    """Who sits before a page, and what was `found`."""

    def __init__(self, page, target: Target, n: int, patience: float):
        self.page, self.target, self.n, self.patience = page, target, n, patience
        self.found, self.moved = {}, 0
        page.set_default_timeout(patience)
        page.on("pageerror", lambda fault: self.found.setdefault("errors", []).append(str(fault)[:160]))
        page.add_init_script(f"{TRACKER}\ntracker.expect(() => {target.ready});")
        self.tools = page.context.new_cdp_session(page)
        self.tools.send("Network.enable")
        self.tools.on("Network.loadingFinished", self._arrived)

    def _arrived(self, event: dict) -> None:
        self.moved += event["encodedDataLength"]

    def open(self, address: str) -> None:
        """From the request until the page is complete and can be used."""
        self.page.goto(address, wait_until="commit")
        settled = self.page.evaluate(f"tracker.settle({self.patience})")
        painted = self.page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
        )
        self.found |= {"first_contentful": painted, "moved_bytes": self.moved}
        if settled is None:
            raise Failed(f"not complete after {self.patience / 1000:.0f} s")
        self.found |= {"complete": settled["settledAt"], "interactive": settled["readyAt"]}
        if settled["pictureAt"] and painted:
            # The picture is painted in the frame that first knows it, or in the one that first paints anything.
            self.found["picture"] = max(painted, settled["pictureAt"])

    def weigh(self) -> None:
        """What the page holds, after a collection of garbage."""
        self.tools.send("HeapProfiler.collectGarbage")
        usage = self.tools.send("Runtime.getHeapUsage")
        self.found |= {
            "heap_bytes": usage["usedSize"],
            "buffer_bytes": usage.get("backingStorageSize"),
            "nodes": self.page.evaluate("document.getElementsByTagName('*').length"),
        }
        if self.target.held and (held := self.page.evaluate(self.target.held)) is not None:
            self.found["held_per_event"] = held / self.n

    def zoom(self) -> None:
        """All years to a tenth and back."""
        self._zoom("zoom_in", TENTH)
        self._zoom("zoom_out", WHOLE)

    def choose(self) -> None:
        """One category, and all again, from the window with which the page opened."""
        if self.target.home:
            self.page.evaluate(f"tracker.act(() => {{ {self.target.home}; }}, {self.patience})")
        self._click("filter", self.target.filter)
        self._click("undo", self.target.undo)

    def pan(self) -> None:
        """A drag of the mouse over a tenth of all years."""
        self._zoom("zoom_in_again", TENTH)
        self._drag()
        self._zoom("zoom_out_again", WHOLE)

    def wheel(self) -> None:
        """One notch of the wheel, as people zoom, where the page knows it."""
        if self.target.wheels:
            self._turn()

    def _zoom(self, name: str, window: tuple[int, int]) -> None:
        deed = self.target.zoom.format_map(dict(zip(("from", "to"), window, strict=True)))
        done = self.page.evaluate(f"tracker.act(() => {{ {deed}; }}, {self.patience})")
        self._keep(name, done, done.get("from"))

    def _click(self, name: str, place: str) -> None:
        x, y, _, _ = self._middle(place)
        self._at_rest(x, y)
        self.page.mouse.click(x, y)
        self._answered(name)

    def _turn(self) -> None:
        x, y, _, _ = self._middle(self.target.pan)
        self._at_rest(x, y)
        self.page.keyboard.down("Control")
        self.page.mouse.wheel(0, -100)
        self.page.keyboard.up("Control")
        self._answered("wheel")

    def _at_rest(self, x: float, y: float) -> None:
        """The mouse in its place; what changes under it belongs to no click."""
        self.page.mouse.move(x, y)
        self.page.evaluate(f"tracker.settle({self.patience})")
        self.page.evaluate("tracker.start()")

    def _answered(self, name: str) -> None:
        done = self.page.evaluate(f"tracker.settle({self.patience})") or {}
        self._keep(name, done, done.get("pressedAt"))

    def _keep(self, name: str, done: dict, since: float | None) -> None:
        if "settledAt" not in done:
            raise Failed(f"{name}: not settled after {self.patience / 1000:.0f} s")
        if not done["changes"] or not since:
            raise Failed(f"{name}: nothing changed")
        self.found[name] = done["settledAt"] - since
        self.found[f"{name}_first_change"] = done["answeredAt"] - since

    def _drag(self) -> None:
        x, y, width, _ = self._middle(self.target.pan)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        self.page.evaluate("tracker.record()")
        begun = time.perf_counter()
        while (passed := time.perf_counter() - begun) < PAN_SECONDS:
            mouse.move(x + math.sin(passed / PAN_SECONDS * 2 * math.pi) * width * 0.3, y)
            time.sleep(PAN_PAUSE)
        seen = self.page.evaluate("tracker.recorded()")
        mouse.up()
        self.page.evaluate(f"tracker.settle({self.patience})")
        gaps = sorted(after - before for before, after in zip(seen["at"], seen["at"][1:], strict=False))
        if not gaps or not seen["drawn"]:
            raise Failed("pan: nothing changed")
        self.found |= {
            "pan_p50": _share(gaps, 0.5),
            "pan_p95": _share(gaps, 0.95),
            "pan_frames": len(gaps),
            "pan_frames_drawn": seen["drawn"],
        }

    def _middle(self, place: str) -> tuple[float, float, float, float]:
        """Middle of the part of an element that is on the screen, its width and height."""
        one = self.page.locator(place).first
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        top, bottom = max(box["y"], 0), min(box["y"] + box["height"], HEIGHT)
        return box["x"] + box["width"] / 2, (top + bottom) / 2, box["width"], bottom - top


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
