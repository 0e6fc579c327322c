"""The real server in a process of its own: where it listens, what it says, how it ends, and odd bytes on its socket."""

import errno
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

import dashboard
from tests.conftest import ROOT
from timeline.app import server
from timeline.cli import main

PATIENCE = 60  # seconds; a loaded machine is slow, and waiting costs nothing when all is well
SERVE, EVENTS = ("-m", "timeline", "serve"), str(ROOT / "events.csv")


class Served:
    """A server that was started, and what it said."""

    def __init__(self, folder, words: list[str]):
        self.errors = folder / "errors.txt"
        # As on a machine where nobody tells Python to write its lines at once.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        with self.errors.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, *words, "--port", "0"],
                stdout=subprocess.PIPE,
                stderr=sink,
                encoding="utf-8",
                cwd=ROOT,
                env=env,
            )
        impatient = threading.Timer(PATIENCE, self.process.kill)
        impatient.start()
        self.address = self.process.stdout.readline().strip()
        impatient.cancel()
        self.port = urlsplit(self.address).port

    def ended(self) -> SimpleNamespace:
        """How it ended, and what it said after its first line."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return SimpleNamespace(
            code=self.process.returncode, out=out, errors=self.errors.read_text(encoding="utf-8")
        )

    def read(self, path: str) -> http.client.HTTPResponse:
        return urlopen(f"{self.address}{path}", timeout=PATIENCE)


@pytest.fixture
def start(tmp_path):
    """A function: words of the command -> the server that it starts; none outlives its test."""
    started = []

    def run(*words: str) -> Served:
        started.append(Served(tmp_path, list(words)))
        return started[-1]

    yield run
    for one in started:
        one.process.kill()
        one.process.wait(PATIENCE)
        one.process.stdout.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One server for the tests that only ask; at its end it has complained of nothing."""
    served = Served(tmp_path_factory.mktemp("running"), [*SERVE, EVENTS])
    yield served
    served.process.terminate()
    assert "Traceback" not in served.ended().errors


# -- where it listens ------------------------------------------------------------------------------------------------


def test_port_0_says_the_port_it_got(running, real):
    """The one line on stdout is an address on this machine with a real port, and it answers with what it serves."""
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]*", running.address)
    with running.read("/healthz") as answer:
        said = json.load(answer)

    assert {"status": "ok", "events": len(real.events), "edition": real.edition} == said


@pytest.mark.parametrize("host", ["127.0.0.2", "::1"])
def test_only_the_loopback_address_is_listened_on(running, host):
    """Unasked, the port is taken on 127.0.0.1 alone: no other address of this machine lets anybody in."""
    with pytest.raises(OSError):
        socket.create_connection((host, running.port), PATIENCE)


def test_a_port_in_use_is_one_sentence():
    """When somebody has the port the command ends with 2 and says which, and what to do; nothing is served."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words = [sys.executable, *SERVE, EVENTS, "--port", str(port)]
        done = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=PATIENCE)

    said = f"Port {port} on 127.0.0.1 cannot be used ({os.strerror(errno.EADDRINUSE)}). Choose another with --port, or --port 0 for a free one.\n"
    assert (2, "", said) == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("host", ["no such name", "", "256.256.256.256:1"])
def test_a_host_that_is_none_is_one_sentence(capsys, host):
    """A name that leads nowhere ends the command with 2 and a sentence."""
    code = main(["serve", EVENTS, "--port", "0", "--host", host])

    said = f"'{host}' is no address of this machine. Name another with --host.\n"
    assert (2, ("", said)) == (code, capsys.readouterr())


def test_a_host_that_others_reach_is_said(start):
    """`--host` for others says who can read the page, on stderr, and is answered under the name it says on stdout."""
    served = start(*SERVE, EVENTS, "--host", "0.0.0.0")
    name = urlsplit(served.address).hostname
    answer = urlopen(f"http://127.0.0.1:{served.port}/healthz", timeout=PATIENCE)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/healthz", headers={"Host": f"{name}:{served.port}"})
    named = connection.getresponse().status
    connection.close()
    answer.close()
    served.process.terminate()

    said = "Serving on 0.0.0.0: everybody who reaches this machine can read the page.\n"
    assert (socket.gethostname().lower(), 200, said) == (name, named, served.ended().errors)


def test_a_name_with_two_addresses_is_served(monkeypatch, capsys):
    """Where localhost is 127.0.0.1 and ::1 the server starts, says one of its ports, and ends as with one address."""
    at = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 0))
    asked = []

    def stop(server):
        asked.extend(port for _, port in server.effective_listen)
        raise KeyboardInterrupt

    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **more: [at, at])
    monkeypatch.setattr(server.waitress.server.MultiSocketServer, "run", stop)
    monkeypatch.setattr(server.signal, "signal", lambda *words: None)
    code = server.run(SimpleNamespace(server=lambda environ, start: []), "localhost", 0)

    assert (0, f"http://localhost:{asked[0]}\n") == (code, capsys.readouterr().out)


# -- how it ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_ends_cleanly(start, number):
    """SIGTERM and Ctrl-C end it with 0 and not a word, while a browser holds a connection; then nobody answers."""
    served = start(*SERVE, EVENTS)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/healthz")
    with connection.getresponse() as answer:
        assert answer.read()
    served.process.send_signal(number)
    done = served.ended()
    connection.close()

    assert (done.code, done.out, done.errors) == (0, "", "")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.port), PATIENCE)


def test_a_rush_is_no_news(start):
    """More questions at once than there are threads are all answered, and nobody is told of a queue."""
    served = start(*SERVE, EVENTS)
    with ThreadPoolExecutor(40) as people:
        answers = list(people.map(lambda _: served.read("/list?type=nuclear").status, range(40)))
    served.process.send_signal(signal.SIGINT)

    assert ({200}, "") == (set(answers), served.ended().errors)


# -- the same by other ways ------------------------------------------------------------------------------------------


def test_dashboard_py_serves_the_events_that_ship(start, real):
    """`python dashboard.py` serves the events of its folder, with the same words as the command."""
    served = start("dashboard.py", "--host", "localhost")
    with served.read("/healthz") as answer:
        said = json.load(answer)
    served.process.send_signal(signal.SIGINT)
    done = served.ended()

    assert urlsplit(served.address).hostname == "localhost"
    assert (len(real.events), 0, "", "") == (said["events"], done.code, done.out, done.errors)


def test_dashboard_server_is_for_any_wsgi_server():
    """`dashboard:server` is the same application behind the same gate, and the module has no other such name."""
    client = dashboard.server.test_client()
    asked = [
        client.get("/healthz", headers={"Host": host}).status_code for host in ("localhost", "evil.example")
    ]

    assert asked == [200, 400]
    assert not hasattr(dashboard, "app")


# -- odd bytes -------------------------------------------------------------------------------------------------------

HOST = "Host: 127.0.0.1\r\n"
POST = "POST /_dash-update-component HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
CHUNK = f"{300_000:x}\r\n{' ' * 300_000}\r\n0\r\n\r\n"
REQUESTS = {
    "our own": (200, f"GET /healthz HTTP/1.1\r\n{HOST}\r\n"),
    "no host": (400, "GET /healthz HTTP/1.1\r\n\r\n"),
    "no host in old HTTP": (400, "GET /healthz HTTP/1.0\r\n\r\n"),
    "a foreign host": (400, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    "two hosts": (400, f"GET /healthz HTTP/1.1\r\n{HOST}Host: evil.example\r\n\r\n"),
    "two origins": (403, f"GET /healthz HTTP/1.1\r\n{HOST}Origin: http://127.0.0.1\r\nOrigin: null\r\n\r\n"),
    "a forwarded host": (400, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1\r\n\r\n"),
    "a climbing path": (404, f"GET /assets/../../../../../etc/passwd HTTP/1.1\r\n{HOST}\r\n"),
    "an encoded climb": (404, f"GET /assets/%2e%2e/%2e%2e/server.py HTTP/1.1\r\n{HOST}\r\n"),
    "a path of bytes": (400, f"GET /\xff\xfe HTTP/1.1\r\n{HOST}\r\n"),
    "a method nobody knows": (405, f"BREW / HTTP/1.1\r\n{HOST}\r\n"),
    "no request": (400, "\x16\x03\x01\r\n\r\n"),
    "a length that is none": (400, f"{POST}Content-Length: x\r\n\r\n"),
    "a body that ends early": (400, f"{POST}Content-Length: 2\r\n\r\n{{}}"),
    "a large body in chunks": (413, f"{POST}Transfer-Encoding: chunked\r\n\r\n{CHUNK}"),
    "a huge body announced": (413, f"{POST}Content-Length: 1000000000\r\n\r\n"),
    "a huge head": (431, f"GET / HTTP/1.1\r\n{HOST}X: {'a' * 300_000}\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("told, raw", REQUESTS.values(), ids=REQUESTS)
def test_odd_bytes_are_refused(running, told, raw):
    """What no browser sends is refused by status and in words without path or traceback, before it is all received."""
    with socket.create_connection(("127.0.0.1", running.port), PATIENCE) as line:
        line.sendall(raw.encode("latin-1"))
        answer = http.client.HTTPResponse(line)
        answer.begin()
        said = answer.read().decode()
        answer.close()

    assert (told, False, False) == (answer.status, "Traceback" in said, str(ROOT) in said)
