"""Addresses for the browser: one server for files, and one process for each page that has a server of its own."""

import contextlib
import functools
import subprocess
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import made
from targets import BENCH, Target

PATIENCE = 600


class _Files(SimpleHTTPRequestHandler):
    """Our pages, the packages of npm and the data, from three folders."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *words, folders: dict[str, Path], **more):
        self.folders = folders
        super().__init__(*words, **more)

    def translate_path(self, path: str) -> str:
        first, _, rest = urlsplit(path).path.lstrip("/").partition("/")
        if first not in self.folders or ".." in rest.split("/"):
            return ""
        return str(self.folders[first] / rest)

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *words):
        pass


class Servers:
    """Gives each target its address, and starts what it needs; a started server stays until the end."""

    def __init__(self, home: Path):
        self.home = home
        self.ends = contextlib.ExitStack()
        folders = {"rivals": BENCH / "rivals", "npm": home / "node_modules", "data": home / "data"}
        files = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, folders=folders))
        files.daemon_threads = True
        threading.Thread(target=files.serve_forever, daemon=True).start()
        self.files = f"http://127.0.0.1:{files.server_port}"
        self.ends.callback(files.shutdown)

    def address(self, target: Target, n: int) -> str:
        """Where the page of n events is. Ask once: what has a server of its own is started, and has answered."""
        if target.command:
            return self._start(target, made.table(n, self.home / "data"))
        if "{n}" in target.page:
            made.columns(n, self.home / "data")
        return f"{self.files}/{target.page.format(n=n)}"

    def _start(self, target: Target, events: Path) -> str:
        begun = time.perf_counter()
        log = (self.home / "servers.log").open("ab")
        words = [str(word) for word in target.command(events)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        self.ends.callback(_stop, process)
        address = process.stdout.readline().strip()
        if not address.startswith("http://"):
            raise RuntimeError(f"{target.name} did not start; servers.log in .cache/bench says why")
        with urlopen(f"{address}/", timeout=PATIENCE) as answer:
            answer.read()
        seconds = time.perf_counter() - begun
        print(f"{target.name} serves {events.name} after {seconds:.1f} s", file=sys.stderr, flush=True)
        return address

    def close(self) -> None:
        """Stops everything that was started."""
        self.ends.close()


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
