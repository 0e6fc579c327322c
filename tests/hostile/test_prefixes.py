"""Files cut off or hurt in one byte: refused, told of, or wrong in no more than the one cell that was hit."""

import re
from itertools import accumulate

import pytest

from tests import hostile
from tests.conftest import ROOT
from timeline import reading
from timeline.cli import main
from timeline.problems import InvalidEvents

MARK = b"\xef\xbb\xbf"
ROWS = (
    hostile.row(title='"One, ""two"""'),
    hostile.row(id="b", start="2002", title="Café 北", summary='"Two\nlines, and ""quotes""."'),
)
NAMES = "id,start,title,category,summary,sources,checked"
TINY = MARK + f'{NAMES}\r\na,2001,Café,un,"In\r\n""two"".",https://example.org/a,2026-01-02\r\n'.encode()


def record_ends(body: bytes) -> list[int]:
    """Where a record is whole: after a line end that has an even number of quotes before it; with CRLF after CR, too."""
    quotes = accumulate(byte == ord('"') for byte in body)
    ended = [byte in b"\r\n" and n % 2 == 0 for byte, n in zip(body, quotes, strict=True)]
    return [at for at, end in enumerate(ended, 1) if end]


def real_rows(n: int) -> bytes:
    """The header of the table that ships and its first records, byte for byte."""
    body = (ROOT / "events.csv").read_bytes()
    return body[: record_ends(body)[n]]


FILES = {
    "LF": hostile.document(*ROWS),
    "CRLF": hostile.document(*ROWS, end="\r\n"),
    "CR": hostile.document(*ROWS, end="\r"),
    "with a mark": MARK + hostile.document(*ROWS),
    "without line end": hostile.document(*ROWS)[:-1],
    "tiny": TINY,
    "quotes and lines in the last field": hostile.document(hostile.row(checked='"2026-01-02\r\n""now"""')),
    "five real rows": real_rows(5),
}
HURT = {name: FILES[name] for name in ("LF", "CRLF", "tiny")}


def door(body: bytes) -> reading.Raw | None:
    """What the door lets in, None when it refuses the file."""
    try:
        return reading.table_of(body, "events.csv")
    except InvalidEvents:
        return None


def in_silence(raw: reading.Raw | None) -> bool:
    """Whether a file comes in without an error."""
    return raw is not None and all(one.severity == "warning" for one in raw.problems)


def cells(raw: reading.Raw) -> list[list[str]]:
    return [list(raw.header), *raw.frame.to_numpy().tolist()]


# -- cut off -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", FILES.values(), ids=FILES)
def test_prefix(body):
    """A file cut off at any byte is refused or has an error, unless a record ends there; then all before it is read."""
    whole, ends = cells(reading.table_of(body, "events.csv")), record_ends(body)

    passed = [length for length in range(len(body) + 1) if in_silence(door(body[:length]))]

    assert passed == ends
    for length in ends:
        lines = sum(end <= length and body[end - 2 : end] != b"\r\n" for end in ends)
        assert cells(door(body[:length])) == whole[:lines]


def test_prefix_on_the_command_line(tmp_path, capsys):
    """`validate` exits 0 at a record's end, 1 or 2 anywhere else, and never shows a traceback."""
    path = tmp_path / "events.csv"

    passed = []
    for length in range(len(TINY) + 1):
        path.write_bytes(TINY[:length])
        code = main(["validate", str(path)])
        assert code in (0, 1, 2)
        passed += [length] if code == 0 else []

    assert passed == record_ends(TINY)
    assert "Traceback" not in capsys.readouterr().err


# -- one byte lost, changed or added -------------------------------------------------------------------------------


def hurt(body: bytes, *signs: bytes):
    """The file without each byte, with each sign in its place, with each sign before it: (line, sign, file)."""
    for at in range(len(body)):
        line = 1 + len(re.findall(rb"\r\n?|\n", body[:at]))
        yield line, b"", body[:at] + body[at + 1 :]
        for sign in signs:
            if body[at : at + 1] != sign:
                yield line, sign, body[:at] + sign + body[at + 1 :]
            yield line, sign, body[:at] + sign + body[at:]


def apart(one: list[list[str]], other: list[list[str]]) -> float:
    """How many cells differ, endlessly many when the tables are not of one shape."""
    if [*map(len, one)] != [*map(len, other)]:
        return float("inf")
    return sum(a != b for row, twin in zip(one, other, strict=True) for a, b in zip(row, twin, strict=True))


@pytest.mark.parametrize("body", HURT.values(), ids=HURT)
def test_nothing_moves(body):
    """A byte lost, changed or added is refused, an error, or seen in one cell at most: no text changes its place."""
    whole = cells(reading.table_of(body, "events.csv"))

    moved = [
        bad
        for _, _, bad in hurt(body, b'"', b",", b"\n", b"\r", b"x")
        if in_silence(raw := door(bad)) and apart(cells(raw), whole) > 1
    ]

    assert moved == []


@pytest.mark.parametrize("body", HURT.values(), ids=HURT)
def test_no_quote_too_many_or_few_is_let_in(body):
    """A quote that is lost, or that stands for another byte, is always seen; and so is each delimiter."""
    changed = []
    for at, byte in enumerate(body):
        before, after = body[:at], body[at + 1 :]
        changed += [before + b'"' + after] if byte != ord('"') else [before + after]
        # Of a comma within quotes only a reader can know that it is lost.
        changed += [before + after] if byte == ord(",") and before.count(b'"') % 2 == 0 else []

    let_in = [bad for bad in changed if in_silence(door(bad))]

    assert let_in == []


@pytest.mark.parametrize("body", HURT.values(), ids=HURT)
@pytest.mark.parametrize("sign", [b"\0", b"\xff"], ids=["NUL", "0xFF"])
def test_what_is_no_text_is_refused_with_its_line(body, sign):
    """A NUL or a byte that is not UTF-8 is refused wherever it stands, and told with the line on which it stands."""
    wrong = []
    for line, found, bad in hurt(body, sign):
        if not found:
            continue
        with pytest.raises(InvalidEvents) as caught:
            reading.table_of(bad, "events.csv")
        said = caught.value.report
        if (said.exit_code, [one.line for one in said.problems]) != (2, [line]):
            wrong.append((line, bad, str(said)))

    assert wrong == []


def test_hurt_on_the_command_line(tmp_path, capsys):
    """`validate` exits 0, 1 or 2 whatever byte is lost or changed, 2 for a quote, NUL or 0xFF, without a traceback."""
    path, lone = tmp_path / "events.csv", {b'"', b"\0", b"\xff"}

    wrong = []
    for at in range(len(TINY)):
        for sign in (b"", b"\n", *lone - {TINY[at : at + 1]}):
            path.write_bytes(TINY[:at] + sign + TINY[at + 1 :])
            code = main(["validate", str(path)])
            if code not in ((2,) if sign in lone else (0, 1, 2)):
                wrong.append((at, sign, code))

    assert wrong == []
    assert "Traceback" not in capsys.readouterr().err


def rfc4180(text: str) -> list[list[str]] | None:
    """The records of a text read letter by letter, None where a quote breaks the rules; CR, LF, CRLF end lines."""
    rows, row, cell, state = [], [], "", "start"
    letters = list(text.replace("\r\n", "\n\0"))  # a NUL marks where a CR stood; no text here has one
    for at, letter in enumerate([*letters, ""]):
        if letter == "\0":
            continue
        ends = "\r\n" if letters[at + 1 : at + 2] == ["\0"] else letter
        if state == "quoted":
            if letter == "":
                return None
            state = "closing" if letter == '"' else "quoted"
            cell += "" if letter == '"' else ends
        elif state == "closing" and letter == '"':
            cell, state = cell + '"', "quoted"
        elif letter == '"':
            if state != "start":
                return None
            state = "quoted"
        elif letter in (",", "\n", "\r", ""):
            row.append(cell)
            cell, state = "", "start"
            if letter != ",":
                rows += [row] if row != [""] or at < len(letters) else []
                row = []
        elif state == "closing":
            return None
        else:
            cell, state = cell + letter, "plain"
    return rows


@pytest.mark.parametrize("body", HURT.values(), ids=HURT)
def test_what_comes_in_is_read_by_the_standard(body):
    """A file changed by one sign is read as RFC 4180 says, or refused; a row that does not fit the header is named."""
    wrong = []
    for _, _, bad in hurt(body, b'"', b",", b"\n", b"\r"):
        if (raw := door(bad)) is None:
            continue
        expected = rfc4180(bad.decode().removeprefix("\ufeff"))
        header, *rows = [row for row in expected or [] if row != [""]] or [[]]
        fit = [row for row in rows if len(row) == len(header)]
        if expected is None or cells(raw) != [header, *filter(any, fit)]:
            wrong.append(bad)
        if len(rows) - len(fit) != sum(one.code == "row-width" for one in raw.problems):
            wrong.append(bad)

    assert wrong == []
