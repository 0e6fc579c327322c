"""The gate: only our own page is answered, a forged request is one plain sentence, every answer bears the policy."""

import base64
import copy
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.app import create_app, routes
from timeline.cli import _hosts
from timeline.view import KEYS, MAX_QUERY

HOME, CALLBACKS = "http://127.0.0.1:8050", "/_dash-update-component"
WORDS = {
    400: "The request cannot be understood.\n",
    403: "The request comes from another page.\n",
    404: "There is nothing at this address.\n",
    405: "This address is only for reading.\n",
    413: "The request is too large.\n",
    415: "The request is of another kind.\n",
    500: "Something went wrong here; the log says what.\n",
}
HOSTS = ("127.0.0.1:8050", "localhost:8050", "LocalHost:8050", "[::1]:8050", "127.0.0.1")
FOREIGN_HOSTS = (
    *("", "evil.example", "evil.example:8050", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "0.0.0.0:8050"),
    *("evil.example@127.0.0.1", "127.0.0.1/evil.example", "127.0.0.1#evil.example", "127.0.0.1?evil.example"),
    *("[::1", "[", "[::1]evil.example", "127.0.0.1:x", "127.0.0.1:80:80", "127.1", "localhost.", "127.0.0.1, evil"),
)  # fmt: skip
# `{}` stands for the host that the request names.
ORIGINS = (None, "http://{}", "https://{}")
FOREIGN_ORIGINS = (
    *("null", "", "http://evil.example", "http://{}.evil.example", "http://evil.example:8050", "http://{}1", "{}"),
    *("http://[", "http://{}/", "http://evil.example@{}", "ftp://{}", "file://", "http://{}, http://evil.example"),
)  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# Beside the scripts, of which only our own files and those inline whose hash is named may run.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; "
    "form-action 'self'"
)


@pytest.fixture(scope="module")
def ask(small):
    """A function: path, method, what a request has -> the answer, read to its end."""
    client = create_app(small).server.test_client()

    def send(path: str, method: str = "GET", base_url: str = HOME, **more):
        return client.open(path, method=method, base_url=base_url, buffered=True, **more)

    return send


@pytest.fixture(scope="module")
def post(ask):
    """A function: body (an object, or bytes as they are) -> the answer to a callback."""

    def send(body, kind: str = "application/json", **more):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return ask(CALLBACKS, "POST", data=raw, content_type=kind, **more)

    return send


@pytest.fixture(scope="module")
def declared(ask) -> list[dict]:
    """The callbacks as the page learns of them."""
    return ask("/_dash-dependencies").get_json()


@pytest.fixture(scope="module")
def page_body(declared):
    """A function: a piece of the output, values -> what the page sends when that callback's first input changes."""

    def make(output: str, *values) -> dict:
        one = next(one for one in declared if output in one["output"])
        outs = [out.rpartition(".")[::2] for out in one["output"].strip(".").split("...")]
        outs = [{"id": name, "property": prop} for name, prop in outs]
        places, n = one["inputs"] + one["state"], len(one["inputs"])
        sent = [{**at, "value": value} for at, value in zip(places, values, strict=True)]
        changed = ["{id}.{property}".format(**places[0])]
        return {
            "output": one["output"],
            "outputs": outs if one["output"].startswith("..") else outs[0],
            "inputs": sent[:n],
            "changedPropIds": changed,
            "parsedChangedPropsIds": changed,
            **({"state": sent[n:]} if one["state"] else {}),
        }

    return make


@pytest.fixture(scope="module")
def body(page_body) -> dict:
    """What the page sends for the table of a view."""
    return page_body("table.children", ["type=nuclear", False])


def refused(answer):
    """The status if the answer is nothing but the plain sentence for it, else what it is."""
    plain = answer.mimetype == "text/plain" and answer.text == WORDS.get(answer.status_code)
    return answer.status_code if plain else (answer.status_code, answer.text[:200])


# -- who asks, and from where ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_only_our_own_page_under_our_own_name_is_answered(ask, body, method):
    """Of every name with every origin just our own are answered: else 400 for the name, 403 for the origin."""
    path, sent = (CALLBACKS, {"json": body}) if method == "POST" else ("/healthz", {})
    expected, actual = {}, {}
    for host, origin in itertools.product(HOSTS + FOREIGN_HOSTS, ORIGINS + FOREIGN_ORIGINS):
        headers = {"Host": host} | ({} if origin is None else {"Origin": origin.format(host)})
        expected[host, origin] = 400 if host in FOREIGN_HOSTS else 403 if origin in FOREIGN_ORIGINS else 200
        actual[host, origin] = ask(path, method, headers=headers, **sent).status_code

    assert expected == actual


@pytest.mark.parametrize(
    "host, names",
    [
        ("192.0.2.7", ["192.0.2.7:80", "127.0.0.1:80"]),
        ("Box.Example", ["box.example", "BOX.example:8050", "localhost"]),
        ("2001:db8::7", ["[2001:db8::7]:8050"]),
    ],
)
def test_serve_host_adds_that_name_and_no_other(small, host, names):
    """`serve --host` is answered under that address and on this machine, and still under no foreign name."""
    client = create_app(small, hosts=_hosts(host)).server.test_client()
    asked = {name: client.get("/healthz", headers={"Host": name}) for name in [*names, "evil.example", ""]}

    expected = dict.fromkeys(names, 200) | {"evil.example": 400, "": 400}
    assert expected == {name: answer.status_code for name, answer in asked.items()}


@pytest.mark.parametrize(
    "site, told", [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_a_link_may_lead_here_and_a_foreign_script_may_not_ask(ask, post, body, site, told):
    """Whatever the browser says of the asking page, links lead in; callbacks are for our own page."""
    headers = {"Sec-Fetch-Site": site}
    asked = [ask("/", headers=headers), post(body, headers=headers)]

    assert [200, told] == [answer.status_code for answer in asked]


# -- forged callbacks ------------------------------------------------------------------------------------------------


def put(key, value):
    return lambda body: body.update({key: value})


def edit(place: int, **to):
    """Changes what is sent for an input."""
    return lambda body: body["inputs"][place].update(to)


def nested(value, deep: int):
    return nested([value], deep - 1) if deep else value


VALUES = (
    *(5, True, "type=un", {}, [], ["type=un"], ["type=un", 1], ["type=un", None], [False, "type=un"], [["type=un"], False]),
    *(["type=un", False, False], ["a" * (MAX_QUERY + 1), False], nested("a", 100)),
)  # fmt: skip
FORGED = {
    **{f"no {key}": lambda body, key=key: body.pop(key) for key in ("output", "outputs", "inputs")},
    **{f"output {value!r}": put("output", value) for value in (None, 5, "", "a.b", "table", [], {}, ["table.children"])},
    **{f"outputs {value!r}": put("outputs", value) for value in (None, 5, "", [], {}, [None], [[]], [{"id": 1}])},
    **{f"inputs {value!r}": put("inputs", value) for value in (None, 5, "", [], {}, [None] * 3, [[], [], []])},
    **{f"state {value!r}": put("state", value) for value in (None, 5, {}, [{}])},
    **{f"changed {value!r}": put("changedPropIds", value) for value in (None, 5, {}, ["a.b"], [[]], [{}], [None])},
    **{f"a view that is {value!r:.30}": edit(0, value=value) for value in VALUES},
    "an output too many": lambda body: body.update(outputs=[body["outputs"]] * 2),
    "an output of another": lambda body: body["outputs"].update(id="page"),
    "an output's id as a pattern": lambda body: body["outputs"].update(id={"index": 1}),
    "an input left out": lambda body: body["inputs"].pop(),
    "an input twice": lambda body: body["inputs"].append(body["inputs"][0]),
    "a state too many": lambda body: body.update(state=body["inputs"]),
    "another input": edit(0, id="view"),
    "another property": edit(0, property="children"),
    "an id as a pattern": edit(0, id={"index": ["ALL"]}),
}  # fmt: skip


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_callback_is_refused(post, body, forge):
    """A body that our page cannot have sent gets 400 and the sentence; the body it was made from is answered."""
    forge(forged := copy.deepcopy(body))

    assert [refused(post(forged)), post(body).status_code] == [400, 200]


def test_only_the_servers_own_callbacks_can_be_asked(post, declared, page_body):
    """What the page does by itself is not asked of the server, and a callback answers for its own inputs only."""
    ours = {one["output"]: one["clientside_function"] is None or 400 for one in declared}
    sent = [page_body(one["output"], *[None] * len(one["inputs"] + one["state"])) for one in declared]
    asked = [post(one) for one in sent]
    crossed = [{**one, "output": other} for one in sent for other in ours if other != one["output"]]

    assert ours == dict(zip(ours, [one.status_code < 300 or refused(one) for one in asked], strict=True))
    assert {400} == {refused(post(one)) for one in crossed}


@pytest.mark.parametrize("page, told", [("1", 200), ("0", 200), ("999999999", 200), ("-1", 404), ("1.0", 404), ("x", 404)])
def test_a_page_of_the_list_is_a_whole_number(ask, page, told):
    """A page beyond the last is the last; what is no number is no address, and a view that cannot be meant is refused."""
    assert [told, 404 if told == 404 else 400] == [
        ask(f"/api/list/{page}{query}").status_code for query in ("", "?from=never")
    ]


RAW = {
    "nothing": (b"", 400),
    "no JSON": (b"output=table.children", 400),
    "half an object": (b'{"output": ', 400),
    **{f"only {value}": (value.encode(), 400) for value in ("null", "true", "1", '"a"', "[]", "{}", "[{}]")},
    "no UTF-8": (b'{"output": "\xff"}', 400),
    "UTF-16": ('{"output": "a"}'.encode("utf-16"), 400),
    "a bottomless list": (b"[" * 200_000, 400),
    "a bottomless object": (b'{"a":' * 40_000, 400),
    "1 MB": (b" " * 10**6, 413),
    "a byte over 256 kB": (b" " * (256 * 1024 + 1), 413),
}


@pytest.mark.parametrize("raw, told", RAW.values(), ids=RAW)
def test_a_body_that_is_no_request_is_refused(post, raw, told):
    """Bytes that are no object get 400, and too many of them 413."""
    assert told == refused(post(raw))


@pytest.mark.parametrize(
    "text, told",
    [
        ('"as it was"', 200),
        (f"{'[' * 19}{']' * 19}", 200),
        (f"{'[' * 20}{']' * 20}", 400),
        ("123456789012345678", 200),
        ("1234567890123456789", 400),
        ("9" * 100_000, 400),
        *[
            (text, 400)
            for text in ("1e999", "-1e999", "NaN", "Infinity", "-Infinity", r'"\ud800"', r'{"\udfff": 1}')
        ],
    ],
)
def test_a_good_request_with_one_odd_value_is_refused(post, body, text, told):
    """What JSON could say but no page of ours does: endless, long, deep, half a character, wherever it stands."""
    raw = json.dumps({**body, "more": "ODD"}).replace('"ODD"', text)

    assert told == post(raw.encode()).status_code


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_form_of_another_page_is_no_callback(post, body, kind):
    """A good body of a kind that a browser sends without asking us first gets 415."""
    told = refused(post(body, kind))

    assert told == 415


# -- addresses and methods -------------------------------------------------------------------------------------------

OTHER = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
SWITCHES = dict.fromkeys(
    ("DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD", "DASH_PROPS_CHECK", "DASH_MCP_ENABLED"), "true"
)
SWITCHES |= {
    "DASH_SERVE_DEV_BUNDLES": "true",
    "DASH_ASSETS_EXTERNAL_PATH": "https://evil.example/",
    "FLASK_DEBUG": "1",
}
NOWHERE = (
    *("/nothing", "/index.html", "/list/", "/healthz/", "/static/a", "/api/", "/api/events.xls", "/api/events.bib"),
    *("/_mcp", "/_dash-config", "//", "//evil.example", "/%", "/%ff", "/%00", "/assets", "/assets/", "/assets/%00"),
    *("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../safety.py", "/assets/%2e%2e/safety.py"),
    *("/assets/..%2fsafety.py", "/assets/..%5csafety.py", "/assets/%252e%252e/safety.py", "/assets//etc/passwd"),
    *(f"/assets/{'a' * 5000}", "/api/events.../csv", "/api/events.csv/../json", "/_dash-component-suites/"),
    *("/_dash-component-suites/os/os.py", "/_dash-component-suites/dash/dash.py", "/_dash-component-suites/dash/%00"),
    *("/_dash-component-suites/dash/../dash/dash.py", "/_dash-component-suites/dash/%2e%2e/%2e%2e/flask/app.py"),
)  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE, ids="{:.60}".format)
def test_there_is_nothing_at_any_other_address(ask, path):
    """An unknown address, also one that climbs out of a folder, is 404 for GET and POST and 405 for the rest."""
    asked = {method: refused(ask(path, method)) for method in ("GET", "POST", *OTHER)}

    assert {"GET": 404, "POST": 404} | dict.fromkeys(OTHER, 405) == asked


@pytest.mark.parametrize(
    "path", ["/", "/list", "/healthz", "/theme.css", "/api/events.csv", "/assets/style.css"]
)
def test_what_can_be_read_can_only_be_read(ask, path):
    """A page, a file or a style answers GET and HEAD; a method that could change something gets 4xx."""
    asked = {method: ask(path, method).status_code for method in ("GET", "HEAD", "POST", *OTHER)}

    assert {"GET": 200, "HEAD": 200, "POST": 404} | dict.fromkeys(OTHER, 405) == asked


@pytest.mark.parametrize("name", SWITCHES)
def test_nothing_in_the_environment_opens_a_door(small, monkeypatch, name):
    """What Dash reads from the environment changes nothing: no debugger, reloading, tool server, foreign address."""

    def page_and_addresses():
        server = create_app(small).server
        page = server.test_client().get("/", base_url=HOME).text
        return re.sub('"end_id":"[^"]*"', "", page), {rule.rule for rule in server.url_map.iter_rules()}

    plain = page_and_addresses()
    monkeypatch.setenv(name, SWITCHES[name])

    assert plain == page_and_addresses()


# -- what leaves -----------------------------------------------------------------------------------------------------

ANSWERS = {
    "the page": (200, "/", {}),
    "a file": (200, "/api/events.csv", {}),
    "a style": (200, "/assets/style.css", {}),
    "a file of Dash": (200, "/_dash-component-suites/dash/dcc/dash_core_components.js", {}),
    "a view that means nothing": (400, "/list?from=never", {}),
    "another host": (400, "/", {"headers": {"Host": "evil.example"}}),
    "another origin": (403, "/", {"headers": {"Origin": "null"}}),
    "nowhere": (404, "/nothing", {}),
    "no method": (405, "/", {"method": "DELETE"}),
    "a large body": (413, CALLBACKS, {"method": "POST", "json": "a" * 10**6}),
    "no JSON": (415, CALLBACKS, {"method": "POST", "data": b"a"}),
}


def assert_policy(answer) -> None:
    """Every header, and of the policy every part; scripts are our files and those whose hash is named."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    scripts = [part.split() for part in parts if part.startswith("script-src")]

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "; ".join(part for part in parts if not part.startswith("script-src")) == POLICY
    assert [[one for one in some[1:] if not one.startswith("'sha256-")] for some in scripts] == [["'self'"]]
    assert not {"Set-Cookie", "Access-Control-Allow-Origin", "Server"} & set(answer.headers.keys())


@pytest.mark.parametrize("status, path, more", ANSWERS.values(), ids=ANSWERS)
def test_every_answer_bears_the_policy(ask, status, path, more):
    """Answers and refusals of every kind have the strict policy and headers, no cookie, and open to no other origin."""
    answer = ask(path, **more)

    assert status == answer.status_code
    assert_policy(answer)


def test_a_callback_bears_the_policy(post, body):
    """What a callback answers has the same headers as a page."""
    assert_policy(post(body))


@pytest.mark.parametrize("debug", ["0", "1"])
def test_a_fault_of_ours_is_one_sentence_and_the_log_says_what(small, monkeypatch, caplog, debug):
    """An error nobody foresaw is 500 with a plain sentence, without path or traceback, under the policy; the log has it."""

    def fail(*words, **more):
        raise RuntimeError(f"{__file__} is secret")

    monkeypatch.setenv("FLASK_DEBUG", debug)
    client = create_app(small).server.test_client()
    monkeypatch.setattr(routes.citation, "text", fail)
    answer = client.get("/api/citation.txt", base_url=HOME)

    assert refused(answer) == 500
    assert "A request failed: /api/citation.txt" in caplog.text
    assert f"{__file__} is secret" in caplog.text
    assert_policy(answer)


class Loads(HTMLParser):
    """What a page loads and leads to, and its inline scripts that run."""

    def __init__(self, page: str):
        super().__init__()
        self.loads, self.leads, self.scripts, self.runs = [], [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        found = [
            value for name, value in attrs if name in ("src", "href", "srcset", "action", "data", "poster")
        ]
        (self.leads if tag == "a" else self.loads).extend(found)
        self.runs = tag == "script" and "src" not in has and "json" not in (has.get("type") or "")

    def handle_data(self, text):
        if self.runs:
            self.scripts.append(text)
            self.runs = False


def test_the_page_loads_nothing_from_elsewhere(ask):
    """All that the page and the list load are paths here, and there; inline scripts are those the policy names."""
    index, plain = ask("/"), ask("/list")
    page, listed = Loads(index.text), Loads(plain.text)
    named = {
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in page.scripts
    }
    loads = page.loads + listed.loads

    assert [path for path in loads if not path.startswith("/") or path.startswith("//")] == []
    assert {200} == {ask(path).status_code for path in loads}
    assert {"http", "https", "/list"} >= {path.partition(":")[0] for path in page.leads + listed.leads}
    assert {"/theme.css", "/assets/scheme.js"} <= set(loads)
    assert listed.scripts == []
    assert len(named) == 1
    assert named <= set(
        index.headers["Content-Security-Policy"].split("script-src ")[1].split(";")[0].split()
    )


# -- whatever is sent ------------------------------------------------------------------------------------------------

ODD = ("\x00", "\ud800", "\u202e", "2017-02-30", "-0001", "../..", "%ff", "table.children", "ALL", "__proto__")
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(ODD)
)
ANYTHING = st.recursive(
    SCALARS, lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3)
)
VALUE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "un",
        "nuclear;un",
        "CN",
        "2006",
        "2006-10",
        "2017-02-30",
        "-9999",
        "9999-12-31",
        "..",
        "99999999999",
        "test",
    ]
    + ["none", "-1", "5", "table", "about", "周恩来", "%", "\x00", "\u202e", "a" * 65, "a" * 201]
)
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS) | VALUE, VALUE), max_size=8)
# What a query is to a program, and what is only nearly one.
QUERIES = st.builds(urlencode, PAIRS) | st.builds(
    "&".join, st.lists(st.sampled_from([f"{key}=" for key in KEYS] + ["%", "%ff", "%ed%a0%80", "=", "a;b", "?", "+", ""]))
)  # fmt: skip


def spots(value, path=()) -> list[tuple]:
    """The path of every value inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [one for key, each in inside for one in [(*path, key), *spots(each, (*path, key))]]


def mutated(data, body):
    """The body with a few values deleted, replaced by anything, or by another part of it."""
    value = copy.deepcopy(body)
    for _ in range(data.draw(st.integers(1, 3))):
        *above, key = data.draw(st.sampled_from(spots(value) or [("output",)]))
        place = value
        for step in above:
            place = place[step]
        if isinstance(place, dict) and data.draw(st.booleans()):
            place.pop(key, None)
        else:
            place[key] = data.draw(ANYTHING | st.sampled_from([body, *body.values()]).map(copy.deepcopy))
    return value


@given(data=st.data())
def test_no_change_of_a_real_callback_is_a_fault(post, body, data):
    """However a real body is changed, it is answered or refused with the sentence: never 5xx, never a traceback."""
    answer = post(mutated(data, body))

    assert answer.status_code < 500
    assert answer.status_code < 300 or refused(answer) == 400


@given(data=st.data())
def test_no_bytes_in_a_real_callback_are_a_fault(post, body, data):
    """Bytes put anywhere into a real body, over what was there, are answered or refused with the sentence."""
    raw = json.dumps(body).encode()
    start, length = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, 20))
    answer = post(raw[:start] + data.draw(st.binary(max_size=20)) + raw[start + length :])

    assert answer.status_code < 300 or refused(answer) == 400


@given(query=QUERIES, narrow=st.booleans())
@example(query="&".join(["type=un"] * 1000), narrow=True)
def test_every_query_in_every_window_is_answered(ask, post, page_body, query, narrow):
    """What a person can type into the address is answered for the page, and for its table unless it is too long to be sent."""
    page = ask(f"/api/page/{'narrow' if narrow else 'wide'}", query_string=query)
    told = post(page_body("table.children", [query, narrow])).status_code

    assert page.status_code == 200
    assert told == (200 if len(query) <= MAX_QUERY else 400)


@given(
    path=st.sampled_from(["/", "/list", "/api/events.csv", "/api/events.safe.csv", "/api/events.json", "/api/picture.svg", "/api/page/wide", "/api/page/odd"]
    + ["/api/citation.txt", "/healthz", "/theme.css", "/nothing", "/_dash-layout", "/assets/style.css", CALLBACKS]),
    query=QUERIES,
)  # fmt: skip
def test_no_query_is_a_fault_at_any_address(ask, path, query):
    """Whatever stands behind the question mark, an address answers or refuses in plain sentences."""
    answer = ask(path, query_string=query)

    assert answer.status_code in ((404,) if path in ("/nothing", "/api/page/odd", CALLBACKS) else (200, 400))
    assert answer.status_code == 200 or answer.mimetype == "text/plain"
    assert answer.status_code == 200 or "Traceback" not in answer.text
