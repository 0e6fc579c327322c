"""Serves the dashboard with waitress: loopback, a bounded number of threads and connections, a clean end."""

import logging
import signal
import socket
import sys

import waitress

from timeline.app.safety import MAX_BODY

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Keep-alive clients starve beyond waitress' default of 100 connections.
LIMITS = {
    "threads": 8,
    "connection_limit": 1000,
    "channel_timeout": 30,
    "cleanup_interval": 10,
    "ident": None,
    # What is far beyond the gate's limit is not even received; waitress would put 1 GB on the disk.
    "max_request_body_size": 4 * MAX_BODY,
    "clear_untrusted_proxy_headers": True,
}


def run(app, host: str = "127.0.0.1", port: int = 8050) -> int:
    """Serves until Ctrl-C or SIGTERM and gives 0; 2 with a sentence when the address cannot be had. Port 0 is a free one."""
    # "Task queue depth is 1" asks nothing of anybody, and may be said of the first request, while the threads start.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = waitress.create_server(app.server, host=host, port=port, **LIMITS)
    except OSError as fault:
        print(
            f"Port {port} on {host} cannot be used ({fault.strerror or fault}). Choose another with --port, or --port 0 for a free one.",
            file=sys.stderr,
        )
        return 2
    except ValueError:  # waitress' word for a name that leads nowhere
        print(f"'{host}' is no address of this machine. Name another with --host.", file=sys.stderr)
        return 2
    if host not in LOOPBACK:
        print(f"Serving on {host}: everybody who reaches this machine can read the page.", file=sys.stderr)
    # A name may stand for several addresses (localhost: 127.0.0.1 and ::1), each with a port of its own.
    ports = [at[1] for at in getattr(server, "effective_listen", [])] or [server.effective_port]
    try:
        # From here on a signal may come at any moment, before the server runs, too.
        signal.signal(signal.SIGTERM, _stop)
        print(f"http://{_shown(host)}:{ports[0]}", flush=True)
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
    return 0


def _stop(number, frame):
    raise SystemExit(0)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else socket.gethostname() if host == "0.0.0.0" else host
