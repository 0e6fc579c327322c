"""What the door says: of the file, of its header, of the shape of its rows."""

import gzip

from tests.hostile import FULL, GOOD, NAMES, case, document, header, row

STRAY = (
    "a quote stands in the middle of a field. Put quotes around the whole field and double the quotes inside."
)
UNCLOSED = "a quote opens here and is never closed. Close it, or double a quote that is meant as text."
NUL = "there is a NUL character. The file is damaged or not text; restore a good copy."
EMPTY = f"the file is empty. Start with this header: {FULL}"
NO_HEADER = f"the first line does not name the columns. Start with this header: {FULL}"
WIDE = "this is UTF-16 or UTF-32 text, not CSV text. Save it as CSV UTF-8."


def not_text(what: str) -> tuple:
    return (None, "", "not-text", f"this is {what}")


def missing(name: str, hint: str = "") -> tuple:
    return (1, "", "missing-column", f"there is no column '{name}'.{hint} Add it to the header.")


def odd(shown: str, like: str, what: str) -> tuple:
    return (1, "", "odd-name", f"'{shown}' looks like '{like}' but has {what}. Type the name again.")


def width(line: int, fields: str, fix: str = "Quote a field that contains a comma.") -> tuple:
    return (line, "", "row-width", f"{fields}, the header has 9. {fix}")


def encoding(line: int, character: int, byte: str, word: str) -> tuple:
    reads = f"(if it is Windows-1252 it reads '{word}')"
    sentence = f"byte 0x{byte} is not UTF-8 {reads}. Save the file as CSV UTF-8."
    return (line, f"character {character}", "wrong-encoding", sentence)


COMMAS = "Add the missing commas."
BLANK = "the line is blank. Delete it."
CUT_OFF = (
    "the last line has no line end; the file may be cut off. "
    "Compare it with the last good copy, then run `timeline fmt`."
)

# What reading derives from the cells, and what an export says beside them.
MADE = (
    "line", "first", "last", "start_last", "end_first", "precision", "doubt", "span", "open", "first_day", "last_day",
)  # fmt: skip

# What is said of the file, its header and the shape of its rows.
DOOR = (
    case("nothing", b"", 2, (None, "", "empty-file", EMPTY)),
    case("a line end", b"\n", 2, (None, "", "empty-file", EMPTY)),
    case("a byte-order mark", b"\xef\xbb\xbf", 2, (None, "", "empty-file", EMPTY)),
    case("only a header", document(), 0),
    case("a header without line end", document()[:-1], 1, (1, "", "cut-off-file", CUT_OFF)),
    case("a byte-order mark before a good file", b"\xef\xbb\xbf" + GOOD, 0),
    case("UTF-8 after a mark, then not", b"\xef\xbb\xbf" + document(row(title="K\u00f6ln"))[:-1] + b"\xf6\n", 2,
         encoding(2, 65, "F6", "2026-01-02ö")),
    case("UTF-16 with its mark", b"\xff\xfe" + GOOD.decode().encode("utf-16-le"), 2, not_text(WIDE[8:])),
    case("UTF-16 without a mark", GOOD.decode().encode("utf-16-be"), 2, not_text(WIDE[8:])),
    case("UTF-32", GOOD.decode().encode("utf-32"), 2, not_text(WIDE[8:])),
    case("UTF-32 without a mark", GOOD.decode().encode("utf-32-be"), 2, not_text(WIDE[8:])),
    case("Latin-1", document(row(title="In Köln")).decode().encode("latin-1"), 2, encoding(2, 19, "F6", "Köln")),
    case("Windows quotes", document(row(title="“Quoted”")).decode().encode("cp1252"), 2,
         encoding(2, 15, "93", "“Quoted”")),
    case("UTF-8 and then Latin-1", document(row(title="In Köln")) + row(title="In Köln").encode("latin-1"), 2,
         encoding(3, 19, "F6", "Köln")),
    case("an overlong slash", document(row(title="x@y")).replace(b"@", b"\xc0\xaf"), 2,
         encoding(2, 16, "C0", "xÀ¯y")),
    case("a surrogate", document(row(title="x@y")).replace(b"@", b"\xed\xa0\x80"), 2,
         encoding(2, 16, "ED", "xí\xa0€y")),
    case("Shift-JIS", document(row(title="\u5317x\u4eac")).decode().encode("shift_jis"), 2,
         encoding(2, 15, "96", "–kx‹ž")),
    case("half a character at the end", GOOD + "k,2001,,北".encode()[:-1], 2, encoding(4, 9, "E5", "åŒ")),
    case("NUL in a field", document(row(title="To\0wers")), 2, (2, "character 17", "nul", NUL)),
    case("NUL in the header", header("title", "ti\0tle"), 2, (1, "character 16", "nul", NUL)),
    case("4 kB of NUL", b"\0" * 4096, 2, (None, "", "nul", NUL)),
    case("a PNG", b"\x89PNG\r\n\x1a\n" + b"abc" * 20, 2, not_text("a PNG image, not CSV text. Name a CSV file.")),
    case("gzip", gzip.compress(GOOD), 2, not_text("a gzip archive, not CSV text. Unpack it with gunzip.")),
    case("a workbook", b"PK\x03\x04xl/workbook.xml", 2,
         not_text("a zip archive or an Excel workbook, not CSV text. Open it and save it as CSV UTF-8.")),
    case("HTML", b"\n <!DOCTYPE html><table>", 2,
         not_text("a web page or XML, not CSV text. Open it in a spreadsheet and save it as CSV UTF-8.")),
    case("JSON", b'[\n {"id": "a"}\n]', 2, not_text("JSON, not CSV text. Convert it to CSV.")),
    case("a JSON object", b'{"id": "a"}', 2, not_text("JSON, not CSV text. Convert it to CSV.")),
    case("CRLF", GOOD.replace(b"\n", b"\r\n"), 0),
    case("CR alone", GOOD.replace(b"\n", b"\r"), 0),
    case("mixed line ends", GOOD.replace(b"\n", b"\r\n", 1), 0),
    case("a short row", document("a,2001,,Towers"), 2, width(2, "4 fields", COMMAS)),
    case("a long first row", document(row() + ",x,y", row(id="b", title="Another")), 2, width(2, "11 fields")),
    case("every row too long", document(row() + ",x", row(id="b") + ",x"), 2,
         width(2, "10 fields"), width(3, "10 fields")),
    case("an unquoted comma", document(row(title="Attack, big")), 2, width(2, "10 fields")),
    case("blank lines and a row of commas",
         document(row(), "", row(id="b", start="2002", title="Another"), "," * 8), 0,
         (3, "", "blank-line", BLANK), (5, "", "blank-line", BLANK)),
    case("a blank line before the header", b"\n" + GOOD, 0, (1, "", "blank-line", BLANK)),
    case("an unclosed quote", document(row(), row(id="b", title='"Never closed'), row(id="c")), 2,
         (3, "", "unclosed-quote", UNCLOSED)),
    case("an unclosed quote before a quoted field",
         document(row(), row(id="b", title='"Never closed'), row(id="c", title='"Closed"')), 2,
         (3, "", "unclosed-quote", UNCLOSED)),
    case("a quote in an unquoted field", document(row(title='To"wers')), 2, (2, "", "stray-quote", STRAY)),
    case("text after a closing quote", document(row(title='"At"tack')), 2, (2, "", "stray-quote", STRAY)),
    case("a quote after a backslash", document(row(title='"At\\"tack"')), 2, (2, "", "stray-quote", STRAY)),
    case("a stray quote after CR line ends", document(row(), row(title='"At"tack'), end="\r"), 2,
         (3, "", "stray-quote", STRAY)),
    case("line ends and quotes in a quoted field",
         document(row(summary='"One\r\nline. ""Two"" lines."'), row(id="b", start="2002", title="Other")), 0),
    case("a fault after a field of two lines", document(row(summary='"One\nline."'), "x"), 2,
         width(4, "1 field", COMMAS)),
    case("100,001 quotes", document('"' * 100_001), 2, (2, "", "unclosed-quote", UNCLOSED)),
    case("100,000 quotes", document('"' * 100_000), 2, width(2, "1 field", COMMAS)),
    case("a quote bomb", document('a"b' * 100_000), 2, (2, "", "stray-quote", STRAY)),
    case("a name twice", header("end", "title"), 2,
         (1, "title", "repeated-name", "'title' names two columns. Rename or delete one.")),
    case("a name twice, once with a capital", header("end", "Title"), 2,
         (1, "title", "repeated-name", "'title' names two columns. Rename or delete one.")),
    case("a required column misspelt", header("summary", "sumary"), 2,
         missing("summary", " Did you mean 'sumary'?")),
    case("a required column missing", header("sources", "elsewhere"), 2, missing("sources")),
    case("no header", document(row(), names=row()), 2, (1, "", "no-header", NO_HEADER)),
    case("blanks around a name", header(",title,", ", title ,"), 2, odd(" title ", "title", "a blank at an end")),
    case("a capital", header(",title,", ",Title,"), 2, odd("Title", "title", "capital letters")),
    case("a name that is empty", header(",summary,", ",,"), 2,
         (1, "", "empty-name", "column 7 has no name. Give it one, or delete the column."), missing("summary")),
    case("a zero-width space in a name", header("title", "ti\u200btle"), 2,
         odd("ti\u200btle", "title", "the character U+200B")),
    case("a byte-order mark in the header", header(",title", ",\ufefftitle"), 2,
         odd("\ufefftitle", "title", "the character U+FEFF")),
    case("a Cyrillic letter in a name", header("title", "t\u0456tle"), 2,
         odd("t\u0456tle", "title", "the character U+0456")),
    case("category misspelt", header("category", "catagory"), 2, missing("category", " Did you mean 'catagory'?")),
    case("the index column of a data frame", document("0," + row(), names="," + NAMES), 2,
         (1, "", "empty-name", "column 1 has no name. Give it one, or delete the column.")),
    case("a title above the header", b"My events\n" + GOOD, 2, (1, "", "no-header", NO_HEADER)),
    case("a title above the header, filled with commas", b"My events,,,,,,,,\n" + GOOD, 2,
         (1, "", "no-header", NO_HEADER)),
    case("a comment above the header", b"# mine\n" + GOOD, 2, (1, "", "no-header", NO_HEADER)),
    case("a line sep=;", b"sep=;\n" + GOOD.replace(b",", b";"), 2,
         (1, "", "wrong-delimiter", "the header is separated by semicolons. Save the file with commas.")),
    case("semicolons", GOOD.replace(b",", b";"), 2,
         (1, "", "wrong-delimiter", "the header is separated by semicolons. Save the file with commas.")),
    case("semicolons and quoted fields", GOOD.replace(b",", b";") + b'"a";"b; c"\n', 2,
         (1, "", "wrong-delimiter", "the header is separated by semicolons. Save the file with commas.")),
    case("tabs", GOOD.replace(b",", b"\t"), 2,
         (1, "", "wrong-delimiter", "the header is separated by tabs. Save the file with commas.")),
    case("vertical bars", GOOD.replace(b",", b"|"), 2,
         (1, "", "wrong-delimiter", "the header is separated by vertical bars. Save the file with commas.")),
    case("one row with semicolons", document(row(), row(id="b").replace(",", ";")), 2,
         width(3, "1 field", "Separate them by commas, not by semicolons.")),
    case("a column of the curator's own", document(row() + ",x", names=NAMES + ",colour"), 0,
         (1, "colour", "unknown-column", "'colour' is not one of our columns. It is kept.")),
    case("an optional column misspelt", document(row() + ",x", names=NAMES + ",lable"), 0,
         (1, "lable", "unknown-column", "'lable' is not one of our columns. Did you mean 'label'? It is kept.")),
    *(case(f"a column that is called {name}", document(row() + ",x", names=f"{NAMES},{name}"), 2,
           (1, name, "reserved-name",
            f"'{name}' is the name of a column that is made while reading. Choose another name."))
      for name in MADE),
    case("a field of 10 MB", document(row(summary="x" * 10_000_000)), 2,
         (2, "summary", "long-field", "a field has 10,000,000 characters, more than the 64,000 that are read. Shorten it.")),
    case("100,000 columns", document(names=",".join(f"c{i}" for i in range(100_000))), 2,
         (1, "", "too-many-columns", "the header has 100,000 columns, more than the 64 that are read. Delete those that are not needed.")),
    case("a million commas", document("," * 1_000_000), 2, width(2, "1,000,001 fields")),
    case("a million rows", b"x\n" + b"1\n" * 1_000_000, 2,
         (None, "", "too-many-rows",
          "the file has more than the 200,000 rows that are read. Raise the limit with --max-rows.")),
    case("a million blank lines", document(row()) + b"\n" * 1_000_000, 2,
         (None, "", "too-many-rows",
          "the file has more than the 200,000 rows that are read. Raise the limit with --max-rows.")),
    case("cut off in the last line", GOOD[:-5], 1,
         (3, "", "cut-off-file", CUT_OFF), (3, "checked", "bad-checked",
         "'2026-0' is not a day up to today. Write it as 2026-08-21.")),
    case("cut off in a row", GOOD[:-20], 2,
         (3, "", "cut-off-file", CUT_OFF), width(3, "8 fields", COMMAS)),
    case("no line end at the end", GOOD[:-1], 1, (3, "", "cut-off-file", CUT_OFF)),
)  # fmt: skip
