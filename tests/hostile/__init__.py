"""Bad files, made in code so that nothing bad lies in the tree, and what a person should be told about each."""

import gzip
from dataclasses import dataclass, field
from pathlib import Path

NAMES = "id,start,end,title,category,importance,summary,sources,checked"
FULL = (
    "id,start,end,title,label,category,actors,place,document,importance,stance,stance_basis,votes,links,tags,"
    "summary,sources,checked"
)
CELLS = {
    "id": "a",
    "start": "2001-09-11",
    "end": "",
    "title": "Towers fall",
    "category": "war",
    "importance": "3",
    "summary": "A day.",
    "sources": "https://example.org/a",
    "checked": "2026-01-02",
}
CATEGORIES = (
    "code,group,label,definition,light,dark,shape\nwar,,War,Battles,#4E64CE,#5C88EE,circle\n"
    "peace,,Peace,Treaties,#7F5A04,#ECD96D,star\n"
)
STRAY = (
    "a quote stands in the middle of a field. Put quotes around the whole field and double the quotes inside."
)
UNCLOSED = "a quote opens here and is never closed. Close it, or double a quote that is meant as text."
UNSEEN = "contains a character that is not seen (U+{}). Delete it, or type the text again."
NUL = "there is a NUL character. The file is damaged or not text; restore a good copy."
EMPTY = f"the file is empty. Start with this header: {FULL}"
NO_HEADER = f"the first line does not name the columns. Start with this header: {FULL}"
WIDE = "this is UTF-16 or UTF-32 text, not CSV text. Save it as CSV UTF-8."
ID_RULE = "is not an id. Use a-z, 0-9 and single hyphens, at most 64 characters"


def row(**cells: str) -> str:
    """One record, as it stands in a file: the good one with other cells. Quoting is the caller's."""
    return ",".join((CELLS | cells).values())


def document(*rows: str, names: str = NAMES, end: str = "\n") -> bytes:
    """A file of our own, in UTF-8."""
    return end.join([names, *rows, ""]).encode()


GOOD = document(row(), row(id="b", start="2002-01-01", title="Another thing"))


@dataclass(frozen=True)
class Case:
    """A file, and all that is to be said: exit code and (line, column, code, sentence) of each problem."""

    number: str
    what: str
    body: bytes
    exit: int
    said: tuple = ()
    tables: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


def case(number, what: str, body: bytes, exit: int, *said: tuple, **tables: str) -> Case:
    return Case(str(number), what, body, exit, said, tables)


def write(folder: Path, body: bytes, tables: dict[str, str] | None = None) -> Path:
    """The file in a folder, beside its tables and the data package that names them."""
    import json

    path = folder / "events.csv"
    path.write_bytes(body)
    for name, text in (tables or {}).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    named = ["events", *(tables or {})]
    package = {"resources": [{"name": name, "path": f"{name}.csv"} for name in named]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return path


def date(text: str, fix: str) -> tuple:
    """What is said of a start that is no date."""
    return (2, "start", "unreadable-date", f"'{text}' is not a date. {fix}")


def importance(text: str) -> tuple:
    return (2, "importance", "bad-importance", f"'{text}' is not 1, 2, 3, 4 or 5.")


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


def header(old: str, new: str) -> bytes:
    """The good file with another name in its header."""
    return GOOD.replace(old.encode(), new.encode(), 1)


COMMAS = "Add the missing commas."
BLANK = "the line is blank. Delete it."
CUT_OFF = (
    "the last line has no line end; the file may be cut off. "
    "Compare it with the last good copy, then run `timeline fmt`."
)

# What the door says: the file, the header, the shape of the rows. Numbers are those of the corpus.
DOOR = (
    case(1, "nothing", b"", 2, (None, "", "empty-file", EMPTY)),
    case(2, "a line end", b"\n", 2, (None, "", "empty-file", EMPTY)),
    case(3, "a byte-order mark", b"\xef\xbb\xbf", 2, (None, "", "empty-file", EMPTY)),
    case(4, "only a header", document(), 0),
    case(5, "a header without line end", document()[:-1], 1, (1, "", "cut-off-file", CUT_OFF)),
    case(6, "a byte-order mark before a good file", b"\xef\xbb\xbf" + GOOD, 0),
    case("6b", "UTF-8 after a mark, then not", b"\xef\xbb\xbf" + document(row(title="K\u00f6ln"))[:-1] + b"\xf6\n", 2,
         encoding(2, 65, "F6", "2026-01-02ö")),
    case(7, "UTF-16 with its mark", b"\xff\xfe" + GOOD.decode().encode("utf-16-le"), 2, not_text(WIDE[8:])),
    case(8, "UTF-16 without a mark", GOOD.decode().encode("utf-16-be"), 2, not_text(WIDE[8:])),
    case(9, "UTF-32", GOOD.decode().encode("utf-32"), 2, not_text(WIDE[8:])),
    case("9b", "UTF-32 without a mark", GOOD.decode().encode("utf-32-be"), 2, not_text(WIDE[8:])),
    case(10, "Latin-1", document(row(title="In Köln")).decode().encode("latin-1"), 2, encoding(2, 19, "F6", "Köln")),
    case(11, "Windows quotes", document(row(title="“Quoted”")).decode().encode("cp1252"), 2,
         encoding(2, 15, "93", "“Quoted”")),
    case(12, "UTF-8 and then Latin-1", document(row(title="In Köln")) + row(title="In Köln").encode("latin-1"), 2,
         encoding(3, 19, "F6", "Köln")),
    case(13, "an overlong slash", document(row(title="x@y")).replace(b"@", b"\xc0\xaf"), 2,
         encoding(2, 16, "C0", "xÀ¯y")),
    case(14, "a surrogate", document(row(title="x@y")).replace(b"@", b"\xed\xa0\x80"), 2,
         encoding(2, 16, "ED", "xí\xa0€y")),
    case(15, "half a character at the end", GOOD + "k,2001,,北".encode()[:-1], 2, encoding(4, 9, "E5", "åŒ")),
    case(19, "NUL in a field", document(row(title="To\0wers")), 2, (2, "character 17", "nul", NUL)),
    case(20, "NUL in the header", header("title", "ti\0tle"), 2, (1, "character 16", "nul", NUL)),
    case(21, "4 kB of NUL", b"\0" * 4096, 2, (None, "", "nul", NUL)),
    case(22, "a PNG", b"\x89PNG\r\n\x1a\n" + b"abc" * 20, 2, not_text("a PNG image, not CSV text. Name a CSV file.")),
    case(23, "gzip", gzip.compress(GOOD), 2, not_text("a gzip archive, not CSV text. Unpack it with gunzip.")),
    case(24, "a workbook", b"PK\x03\x04xl/workbook.xml", 2,
         not_text("a zip archive or an Excel workbook, not CSV text. Open it and save it as CSV UTF-8.")),
    case(25, "HTML", b"\n <!DOCTYPE html><table>", 2,
         not_text("a web page or XML, not CSV text. Open it in a spreadsheet and save it as CSV UTF-8.")),
    case(26, "JSON", b'[\n {"id": "a"}\n]', 2, not_text("JSON, not CSV text. Convert it to CSV.")),
    case("26b", "a JSON object", b'{"id": "a"}', 2, not_text("JSON, not CSV text. Convert it to CSV.")),
    case(27, "CRLF", GOOD.replace(b"\n", b"\r\n"), 0),
    case(28, "CR alone", GOOD.replace(b"\n", b"\r"), 0),
    case(29, "mixed line ends", GOOD.replace(b"\n", b"\r\n", 1), 0),
    case(31, "a short row", document("a,2001,,Towers"), 2, width(2, "4 fields", COMMAS)),
    case(32, "a long first row", document(row() + ",x,y", row(id="b", title="Another")), 2, width(2, "11 fields")),
    case(33, "every row too long", document(row() + ",x", row(id="b") + ",x"), 2,
         width(2, "10 fields"), width(3, "10 fields")),
    case(34, "an unquoted comma", document(row(title="Attack, big")), 2, width(2, "10 fields")),
    case(35, "blank lines and a row of commas",
         document(row(), "", row(id="b", start="2002", title="Another"), "," * 8), 0,
         (3, "", "blank-line", BLANK), (5, "", "blank-line", BLANK)),
    case("35b", "a blank line before the header", b"\n" + GOOD, 0, (1, "", "blank-line", BLANK)),
    case(36, "an unclosed quote", document(row(), row(id="b", title='"Never closed'), row(id="c")), 2,
         (3, "", "unclosed-quote", UNCLOSED)),
    case("36b", "an unclosed quote before a quoted field",
         document(row(), row(id="b", title='"Never closed'), row(id="c", title='"Closed"')), 2,
         (3, "", "unclosed-quote", UNCLOSED)),
    case(37, "a quote in an unquoted field", document(row(title='To"wers')), 2, (2, "", "stray-quote", STRAY)),
    case(38, "text after a closing quote", document(row(title='"At"tack')), 2, (2, "", "stray-quote", STRAY)),
    case(39, "a quote after a backslash", document(row(title='"At\\"tack"')), 2, (2, "", "stray-quote", STRAY)),
    case("39b", "a stray quote after CR line ends", document(row(), row(title='"At"tack'), end="\r"), 2,
         (3, "", "stray-quote", STRAY)),
    case(40, "line ends and quotes in a quoted field",
         document(row(summary='"One\r\nline. ""Two"" lines."'), row(id="b", start="2002", title="Other")), 0),
    case("40b", "a fault after a field of two lines", document(row(summary='"One\nline."'), "x"), 2,
         width(4, "1 field", COMMAS)),
    case(41, "100,001 quotes", document('"' * 100_001), 2, (2, "", "unclosed-quote", UNCLOSED)),
    case("41b", "100,000 quotes", document('"' * 100_000), 2, width(2, "1 field", COMMAS)),
    case("41c", "a quote bomb", document('a"b' * 100_000), 2, (2, "", "stray-quote", STRAY)),
    case(42, "a name twice", header("end", "title"), 2,
         (1, "title", "repeated-name", "'title' names two columns. Rename or delete one.")),
    case(43, "a name twice, once with a capital", header("end", "Title"), 2,
         (1, "title", "repeated-name", "'title' names two columns. Rename or delete one.")),
    case(44, "a required column misspelt", header("summary", "sumary"), 2,
         missing("summary", " Did you mean 'sumary'?")),
    case("44b", "a required column missing", header("sources", "elsewhere"), 2, missing("sources")),
    case(45, "no header", document(row(), names=row()), 2, (1, "", "no-header", NO_HEADER)),
    case(46, "blanks around a name", header(",title,", ", title ,"), 2, odd(" title ", "title", "a blank at an end")),
    case(47, "a capital", header(",title,", ",Title,"), 2, odd("Title", "title", "capital letters")),
    case(48, "a name that is empty", header(",summary,", ",,"), 2,
         (1, "", "empty-name", "column 7 has no name. Give it one, or delete the column."), missing("summary")),
    case(49, "a zero-width space in a name", header("title", "ti\u200btle"), 2,
         odd("ti\u200btle", "title", "the character U+200B")),
    case(50, "a byte-order mark in the header", header(",title", ",\ufefftitle"), 2,
         odd("\ufefftitle", "title", "the character U+FEFF")),
    case(51, "a Cyrillic letter in a name", header("title", "t\u0456tle"), 2,
         odd("t\u0456tle", "title", "the character U+0456")),
    case(52, "category misspelt", header("category", "catagory"), 2, missing("category", " Did you mean 'catagory'?")),
    case(53, "the index column of a data frame", document("0," + row(), names="," + NAMES), 2,
         (1, "", "empty-name", "column 1 has no name. Give it one, or delete the column.")),
    case(55, "a title above the header", b"My events\n" + GOOD, 2, (1, "", "no-header", NO_HEADER)),
    case("55b", "a title above the header, filled with commas", b"My events,,,,,,,,\n" + GOOD, 2,
         (1, "", "no-header", NO_HEADER)),
    case(56, "a comment above the header", b"# mine\n" + GOOD, 2, (1, "", "no-header", NO_HEADER)),
    case(57, "a line sep=;", b"sep=;\n" + GOOD.replace(b",", b";"), 2,
         (1, "", "wrong-delimiter", "the header is separated by semicolons. Save the file with commas.")),
    case(58, "semicolons", GOOD.replace(b",", b";"), 2,
         (1, "", "wrong-delimiter", "the header is separated by semicolons. Save the file with commas.")),
    case(59, "tabs", GOOD.replace(b",", b"\t"), 2,
         (1, "", "wrong-delimiter", "the header is separated by tabs. Save the file with commas.")),
    case(60, "vertical bars", GOOD.replace(b",", b"|"), 2,
         (1, "", "wrong-delimiter", "the header is separated by vertical bars. Save the file with commas.")),
    case(61, "one row with semicolons", document(row(), row(id="b").replace(",", ";")), 2,
         width(3, "1 field", "Separate them by commas, not by semicolons.")),
    case(62, "a column of the curator's own", document(row() + ",x", names=NAMES + ",colour"), 0,
         (1, "colour", "unknown-column", "'colour' is not one of our columns. It is kept.")),
    case("62b", "an optional column misspelt", document(row() + ",x", names=NAMES + ",lable"), 0,
         (1, "lable", "unknown-column", "'lable' is not one of our columns. Did you mean 'label'? It is kept.")),
    case("62c", "a column with the name of a derived one", document(row() + ",x", names=NAMES + ",first"), 2,
         (1, "first", "reserved-name",
          "'first' is the name of a column that is made while reading. Choose another name.")),
    case(63, "a field of 10 MB", document(row(summary="x" * 10_000_000)), 2,
         (2, "summary", "long-field", "a field has 10,000,000 characters, more than the 64,000 that are read.")),
    case(64, "100,000 columns", document(names=",".join(f"c{i}" for i in range(100_000))), 2,
         (1, "", "too-many-columns", "the header has 100,000 columns, more than the 64 that are read.")),
    case(65, "a million commas", document("," * 1_000_000), 2, width(2, "1,000,001 fields")),
    case(66, "a million rows", b"x\n" + b"1\n" * 1_000_000, 2,
         (None, "", "too-many-rows",
          "the file has more than the 200,000 rows that are read. Raise the limit with --max-rows.")),
    case("66b", "a million blank lines", document(row()) + b"\n" * 1_000_000, 2,
         (None, "", "too-many-rows",
          "the file has more than the 200,000 rows that are read. Raise the limit with --max-rows.")),
    case(128, "cut off in the last line", GOOD[:-5], 1,
         (3, "", "cut-off-file", CUT_OFF), (3, "checked", "bad-checked",
         "'2026-0' is not a day up to today. Write it as 2026-08-21.")),
    case("128b", "cut off in a row", GOOD[:-20], 2,
         (3, "", "cut-off-file", CUT_OFF), width(3, "8 fields", COMMAS)),
    case(129, "no line end at the end", GOOD[:-1], 1, (3, "", "cut-off-file", CUT_OFF)),
)  # fmt: skip

NOT_KNOWN = "for a start write the narrowest date that is true, such as 201X."
WRITE = "Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade 201X."
FOUR_DIGITS = "has no year from -9999 to 9999 in four digits, and only these can be shown. Write the year as 2017 or -0044."
FORMULA = "begins like a formula and may run in a spreadsheet. Begin with a letter or a digit."
ADDRESS = "Write an address that begins with https:// or http://."


def url(text: str, fix: str) -> tuple:
    return (2, "sources", "bad-url", f"'{text}' is not a usable address. {fix}")


def unseen(shown: str, what: str) -> tuple:
    return (2, "title", "control-character", f"'{shown}' {UNSEEN.format(what)}")


def start(text: str) -> bytes:
    return document(row(start=text))


def title(text: str) -> bytes:
    return document(row(title=text))


# What the checks say of the cells.
CELL = (
    case(17, "UTF-8 read as Windows-1252", title("In KÃ¶ln"), 0,
         (2, "title", "damaged-text",
          "'In KÃ¶ln' has letters that a wrong encoding damaged. Type them again from the source.")),
    case(18, "letters that were lost", title("In K\ufffdln"), 0,
         (2, "title", "damaged-text",
          "'In K\ufffdln' has letters that a wrong encoding damaged. Type them again from the source.")),
    case(30, "a line separator", title("To\u2028wers"), 1, unseen("To\u2028wers", "2028")),
    case("30b", "an escape", title("To\x1bwers"), 1, unseen("To\x1bwers", "001B")),
    case("30c", "a tab", title("To\twers"), 1, unseen("To\twers", "0009")),
    case(67, "an importance of 60,000 digits", document(row(importance="9" * 60_000)), 1,
         importance("9" * 79 + "…")),
    case(68, "30 February", start("2023-02-30"), 1,
         date("2023-02-30", "February 2023 has 28 days. Write 2023-02-28 or 2023-02.")),
    case(69, "a leap day that was none", start("1900-02-29"), 1,
         date("1900-02-29", "February 1900 has 28 days. Write 1900-02-28 or 1900-02.")),
    case(70, "the year 0", start("0000-01-01"), 0),
    case(71, "before the common era", start("-0044-03-15"), 0),
    case(72, "the year 10000", start("10000-01-01"), 1, date("10000-01-01", f"10000-01-01 {FOUR_DIGITS}")),
    case(73, "a long year", start("Y170000002"), 1, date("Y170000002", f"Y170000002 {FOUR_DIGITS}")),
    case(74, "no hyphens", start("20010911"), 1,
         date("20010911", "The parts of a date are separated by hyphens. Write 2001-09-11.")),
    case(75, "day first", start("14/10/2006"), 1,
         date("14/10/2006", "A date is year, month, day with hyphens. Write 2006-10-14.")),
    case(76, "month first", start("10/14/2006"), 1,
         date("10/14/2006", "A date is year, month, day with hyphens. Write 2006-10-14.")),
    case(77, "day or month first", start("03/04/2005"), 1,
         date("03/04/2005", "03/04/2005 could be 3 April or 4 March 2005. Write 2005-04-03 or 2005-03-04.")),
    case(80, "a column too narrow", start("########"), 1,
         date("########", "A spreadsheet shows # when a column is too narrow. Widen the column, save again as CSV, "
              "and write the date as 2006-10-14.")),
    case(82, "a time of day", start("2001-09-11T08:46:00-04:00"), 1,
         date("2001-09-11T08:46:00-04:00", "A date has no time of day. Write 2001-09-11.")),
    case(83, "only a time", start("T24:00:00"), 1, date("T24:00:00", WRITE)),
    case(84, "now", start("now"), 1,
         date("now", "'now' is another day tomorrow. Write the day itself; for something still going on write .. in "
              "the column end.")),
    case(85, "NaN", start("NaN"), 1, date("NaN", f"Leave an end that is not known empty; {NOT_KNOWN}")),
    case(86, "a decimal point", start("2001.0"), 1,
         date("2001.0", "2001.0 is a number with a decimal point, as a spreadsheet writes a year. Write 2001.")),
    case(87, "uncertain", start("1984?"), 0),
    case("87b", "two signs of doubt", start("1984-06?%"), 1,
         date("1984-06?%", "One sign of doubt (~, ? or % for both) stands at the end. Write 1984-06%.")),
    case(89, "Arabic digits", start("٢٠٠١"), 1, date("٢٠٠١", "The digits are not the plain 0 to 9. Write 2001.")),
    case(90, "a minus sign", start("−0044"), 1,
         date("−0044", "A dash is not the hyphen of a keyboard. Write -0044.")),
    case(91, "50,000 digits", start("1" * 50_000 + "-"), 1,
         date("1" * 79 + "…", f"A text of 50,001 characters is not a date, which has 25 at most. {WRITE}")),
    case(92, "an end before the start", document(row(end="2001-09-10")), 1,
         (2, "end", "ends-before-it-starts",
          "'2001-09-10' is before the start, '2001-09-11'. Exchange them or correct one.")),
    case(93, "an end coarser than the start", document(row(end="2001-09")), 0),
    case(94, "a day to come", start("2999"), 0,
         (2, "start", "future-date", "'2999' is after the edition's day. What is only planned is no event.")),
    *(case(f"95 {n}", "importance", document(row(importance=text)), 1, importance(text.strip('"')))
      for n, text in enumerate(("high", "-1", "4.5", '"4,5"', "1e999", "NaN", "５", "0", "6", "03"))),
    case("95 blank", "importance", document(row(importance=" 3")), 1, importance(" 3"),
         ),
    *(case(f"96 {n}", "an id", document(row(id=text)), 1,
           (2, "id", "bad-id", f"'{text}' {ID_RULE}, such as '{hint}'."))
      for n, (text, hint) in enumerate({
          "../../etc/passwd": "etc-passwd", "__proto__": "proto", "NA": "na", "a b": "a-b", "é": "e",
          "a--b": "a-b", "x" * 65: "x" * 64}.items())),
    case("96 empty", "an id", document(row(id="")), 1, (2, "id", "bad-id", f"an empty cell {ID_RULE}.")),
    case("96 number", "an id that looks like a number stays text", document(row(id="1e5"), row(id="007", start="2003")), 0),
    case(97, "an id that is not in normal form", document(row(id="cafe\u0301")), 1,
         (2, "id", "bad-id", f"'cafe\u0301' {ID_RULE}, such as 'cafe'."),
         (2, "id", "not-normal", "'cafe\u0301' is not in normal form. Run `timeline fmt`.")),
    case(98, "a category misspelt", document(row(category="wra")), 1,
         (2, "category", "unknown-category", "'wra' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("98b", "a category with a capital", document(row(category="War")), 1,
         (2, "category", "unknown-category", "'War' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("98c", "a category with a blank", document(row(category="war ")), 1,
         (2, "category", "outer-blank", "'war ' has a blank at an end. Run `timeline fmt`."),
         (2, "category", "unknown-category", "'war ' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("98d", "a category with a hard blank", document(row(category="war\u00a0")), 1,
         (2, "category", "outer-blank", "'war\u00a0' has a blank at an end. Run `timeline fmt`."),
         (2, "category", "unknown-category", "'war\u00a0' is not a category. Did you mean 'war'?"),
         categories=CATEGORIES),
    case("98e", "a category like no other", document(row(category="xyz")), 1,
         (2, "category", "unknown-category", "'xyz' is not a category. Choose one of: war, peace."),
         categories=CATEGORIES),
    case(99, "no title", title(""), 1,
         (2, "title", "missing-title", "the event has no title. Write who did what, in at most 90 characters.")),
    case("99b", "a title of a blank", title("\u00a0"), 1,
         (2, "title", "missing-title", "the event has no title. Write who did what, in at most 90 characters."),
         (2, "title", "outer-blank", "'\u00a0' has a blank at an end. Run `timeline fmt`.")),
    *(case(f"100 {n}", "a formula", title(text), 0, (2, "title", "formula", f"'{text}' {FORMULA}"))
      for n, text in enumerate(("=HYPERLINK(1)", "+1+cmd|", "@SUM(1)", "＝1+1", "-2+3"))),
    case(101, "HTML is text", title("<script>alert(1)</script>"), 0),
    case(102, "TeX is text", title("$\\href{javascript:alert(1)}{x}$"), 0),
    case(103, "a template is text", title("%{customdata[0]} {{7*7}}"), 0),
    *(case(f"105 {n}", "an address", document(row(sources=text)), 1, url(text, ADDRESS))
      for n, text in enumerate((
          "javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "ftp://example.org/a", "//example.org/a",
          "example.org/a", "HTTPS://example.org/a"))),
    case("106 user", "an address", document(row(sources="https://u:p@example.org/a")), 1,
         url("https://u:p@example.org/a", "Leave out the user name.")),
    case("106 home", "an address", document(row(sources="https://example.org/")), 1,
         url("https://example.org/", "A bare home page is no source: write the address of the document.")),
    case("106 blank", "an address", document(row(sources="https://example.org/a b")), 1,
         url("https://example.org/a b",
             "Write blanks as %20, and other signs that are not of an address in the same way.")),
    case("106 site", "an address", document(row(sources="https:///a")), 1,
         url("https:///a", "Write the name of the site after //.")),
    case(107, "a direction override", title("\u202egnp.exe"), 1, unseen("\u202egnp.exe", "202E")),
    case("107b", "a zero-width space", title("a\u200bb"), 1, unseen("a\u200bb", "200B")),
    case(108, "a family", title("A 👨\u200d👩\u200d👧 meets"), 0),
    case(110, "a noncharacter", title("a\uffffb"), 1, unseen("a\uffffb", "FFFF")),
    case(111, "a title of two lines", title('"Two\nlines"'), 1, unseen("Two\nlines", "000A")),
    case(112, "SQL is text", title("'; DROP TABLE ev;--"), 0),
    case(113, "an id twice", document(row(), row(id="b", title="Other"), row(start="2003")), 1,
         (4, "id", "repeated-id", "'a' is already used on line 2. Ids are never reused, even after a row is deleted.")),
    case(114, "ids alike but for a capital", document(row(), row(id="A", start="2003")), 1,
         (3, "id", "bad-id", f"'A' {ID_RULE}, such as 'a'.")),
    case(115, "the same row with another id", document(row(), row(id="b")), 0,
         (3, "title", "likely-duplicate",
          "the title is nearly that of line 2 on the same day. Merge them or tell them apart.")),
)  # fmt: skip


def linked(*links: str) -> bytes:
    """Events e0, e1 … of one year each, with these links."""
    rows = [
        row(id=f"e{n}", start=f"{2001 + n}", title=f"Thing number {n}") + f",{link}"
        for n, link in enumerate(links)
    ]
    return document(*rows, names=NAMES + ",links")


BEFORE = "began after this event ended. The link belongs to the later event."
KINDS = "implements, responds_to, part_of, follows, disputes"
LINK = (
    case(116, "a link to nothing", linked("", "follows:e7"), 1,
         (3, "links", "unknown-link", "there is no event 'e7'. A link names the id of another row.")),
    case("116b", "a link to nothing, misspelt", linked("", "follows:e00"), 1,
         (3, "links", "unknown-link", "there is no event 'e00'. Did you mean 'e0'? A link names the id of another row.")),
    case(117, "a link to itself", linked("follows:e0"), 1,
         (2, "links", "self-link", "the event links to itself. Delete 'follows:e0'.")),
    case(118, "a circle of two", linked("disputes:e1", "disputes:e0"), 1,
         (2, "links", "link-before-cause", f"'e1' {BEFORE}"),
         (2, "links", "link-cycle", "links run in a circle: e0 → e1 → e0. Delete one of them.")),
    case(120, "an answer before what it answers", linked("responds_to:e1", ""), 1,
         (2, "links", "link-before-cause", f"'e1' {BEFORE}")),
    case("120b", "two kinds for a pair", linked("", "follows:e0;part_of:e0"), 1,
         (3, "links", "repeated-link", "'e0' is linked twice. Keep the first kind that fits of: implements, "
          "responds_to, part_of, follows.")),
    case("120c", "an unknown kind", linked("", "answers:e0"), 1,
         (3, "links", "bad-link", f"'answers:e0' is not a link. Write kind:id, with a kind of {KINDS}.")),
    case("120d", "a link without kind", linked("", "e0"), 1,
         (3, "links", "bad-link", f"'e0' is not a link. Write kind:id, with a kind of {KINDS}.")),
)  # fmt: skip
