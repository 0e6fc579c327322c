"""The gate: what reaches the server, and what leaves it. Nothing here trusts the page.

Dash itself accepts any Host, any Origin, bodies of any size, values of any kind, and answers every path with the
page. The gate stands before it and refuses with 4xx and a constant sentence; a refusal never shows what was sent.
"""

import json
import math
import re
from collections.abc import Callable

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

MAX_BODY = 256 * 1024
MAX_DEPTH, MAX_DIGITS = 20, 18
CALLBACKS = "/_dash-update-component"
HOST = re.compile(r"(\[[^\[\]]+\]|[^\[\]:]+)(:[0-9]{1,5})?")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)
WORDS = {
    400: "The request cannot be understood.",
    403: "The request comes from another page.",
    404: "There is nothing at this address.",
    405: "This address is only for reading.",
    413: "The request is too large.",
    415: "The request is of another kind.",
    500: "Something went wrong here; the log says what.",
}


def guard(app: Dash, hosts: tuple[str, ...], checks: dict[str, Callable]) -> None:
    """Sets the gate before the Flask server of `app`, after its callbacks and routes are declared.

    `hosts`: names under which it may be reached. `checks`: `component.property` -> is this value possible?
    """
    server = app.server
    # app.csp_hashes() counts the inline scripts of the callbacks, so it is asked once all are declared.
    policy = POLICY.format(hashes=" ".join(app.csp_hashes()))
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    @server.before_request
    def gate():
        _check_host(hosts)
        _check_origin()
        if request.method == "POST":
            _check_callback(app, checks)
        elif request.method not in ("GET", "HEAD"):
            abort(405)
        elif request.url_rule is None or _catch_all(request.path):
            abort(404)

    @server.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = policy
        return response

    @server.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.response is not None:
            return error.response
        # Dash has no file of that name among those of its packages.
        known = 404 if isinstance(error, DependencyException) else 500
        code = error.code if isinstance(error, HTTPException) else known
        if code == 500:
            server.logger.exception("A request failed: %s", request.path)
        return Response(WORDS.get(code, WORDS[400]) + "\n", status=code, mimetype="text/plain")


def health(data) -> Response:
    """That the server is up, and with what."""
    return jsonify(status="ok", events=len(data.events), edition=data.edition)


def _check_host(hosts: tuple[str, ...]) -> None:
    """A name we do not know may be a foreign page that points its own name at this machine."""
    host = HOST.fullmatch(request.headers.get("Host", "").lower())
    if host is None or host[1].strip("[]") not in {name.strip("[]").lower() for name in hosts}:
        abort(400)


def _check_origin() -> None:
    """Only our own page may ask: a browser says where a request comes from. A link may lead here from anywhere."""
    host = request.headers["Host"]
    if request.headers.get("Origin") not in (None, f"http://{host}", f"https://{host}"):
        abort(403)
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method == "POST" and site not in ("same-origin", "none"):
        abort(403)


def _catch_all(path: str) -> bool:
    """Dash answers every unknown path with the page; we have one page."""
    return (
        (request.url_rule.rule == "/<path:path>" and path != "/") or "/../" in path or "%2f" in path.lower()
    )


# -- callbacks -----------------------------------------------------------------------------------------------------


def _check_callback(app: Dash, checks: dict[str, Callable]) -> None:
    """A request must be one that our page could send: a declared callback with its own inputs and possible values."""
    if request.path != CALLBACKS:
        abort(404 if request.url_rule is None or _catch_all(request.path) else 405)
    if not request.is_json:
        abort(415)
    body = _parsed(request.get_data())
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        abort(400)
    if body["output"] not in app.callback_map:
        abort(400)
    declared = app.callback_map[body["output"]]
    if "callback" not in declared:
        abort(400)
    asked = _same_outputs(body["output"], body.get("outputs"))
    names = [_same_places(declared[kind], body.get(kind, []), checks) for kind in ("inputs", "state")]
    changed = body.get("changedPropIds", [])
    if not (
        asked
        and all(n is not None for n in names)
        and isinstance(changed, list)
        and set(map(str, changed)) <= set(names[0])
    ):
        abort(400)


def _same_outputs(output: str, outputs) -> bool:
    """The outputs, spelled out beside their joined name, must be those of the name."""
    listed = outputs if isinstance(outputs, list) else [outputs]
    if not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("property"), str)
        for one in listed
    ):
        return False
    wanted = output.strip(".").split("...") if output.startswith("..") else [output]
    return [f"{one['id']}.{one['property']}" for one in listed] == wanted


def _same_places(declared: list[dict], sent, checks: dict[str, Callable]) -> list[str] | None:
    """Names of what was sent if it is what was declared, in order, with possible values; else None."""
    if not isinstance(sent, list) or len(sent) != len(declared):
        return None
    for place, one in zip(declared, sent, strict=True):
        name = f"{place['id']}.{place['property']}"
        if not isinstance(one, dict) or (one.get("id"), one.get("property")) != (
            place["id"],
            place["property"],
        ):
            return None
        if name in checks and not checks[name](one.get("value")):
            return None
    return [f"{place['id']}.{place['property']}" for place in declared]


def _parsed(body: bytes):
    """JSON without what only an attacker sends: NaN, endless numbers, bottomless nesting, lone surrogates."""
    try:
        value = json.loads(body.decode("utf-8"), parse_int=_int, parse_float=_float, parse_constant=_never)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        abort(400)
    if _depth(body) > MAX_DEPTH:
        abort(400)
    return value


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("number")
    return int(text)


def _float(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError("number")
    return number


def _never(text: str):
    raise ValueError(text)


def _depth(body: bytes) -> int:
    """Deepest nesting of brackets, those inside strings counted too: our own requests have none."""
    deep = most = 0
    for byte in body:
        deep += (byte in b"[{") - (byte in b"]}")
        most = max(most, deep)
    return most
