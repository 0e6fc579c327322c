"""What the checks say of the cells and of the links between rows."""

from tests.hostile import CATEGORIES, NAMES, case, document, row

UNSEEN = "contains a character that is not seen (U+{}). Delete it, or type the text again."
ID_RULE = "is not an id. Use a-z, 0-9 and single hyphens, at most 64 characters"


def date(text: str, fix: str) -> tuple:
    """What is said of a start that is no date."""
    return (2, "start", "unreadable-date", f"'{text}' is not a date. {fix}")


def importance(text: str) -> tuple:
    return (2, "importance", "bad-importance", f"'{text}' is not 1, 2, 3, 4 or 5.")


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
    case("UTF-8 read as Windows-1252", title("In KÃ¶ln"), 0,
         (2, "title", "damaged-text",
          "'In KÃ¶ln' has letters that a wrong encoding damaged. Type them again from the source.")),
    case("letters that were lost", title("In K\ufffdln"), 0,
         (2, "title", "damaged-text",
          "'In K\ufffdln' has letters that a wrong encoding damaged. Type them again from the source.")),
    case("a line separator", title("To\u2028wers"), 1, unseen("To\u2028wers", "2028")),
    case("an escape", title("To\x1bwers"), 1, unseen("To\x1bwers", "001B")),
    case("a tab", title("To\twers"), 1, unseen("To\twers", "0009")),
    case("an importance of 60,000 digits", document(row(importance="9" * 60_000)), 1,
         importance("9" * 79 + "…")),
    case("30 February", start("2023-02-30"), 1,
         date("2023-02-30", "February 2023 has 28 days. Write 2023-02-28 or 2023-02.")),
    case("a leap day that was none", start("1900-02-29"), 1,
         date("1900-02-29", "February 1900 has 28 days. Write 1900-02-28 or 1900-02.")),
    case("the year 0", start("0000-01-01"), 0),
    case("before the common era", start("-0044-03-15"), 0),
    case("the year 10000", start("10000-01-01"), 1, date("10000-01-01", f"10000-01-01 {FOUR_DIGITS}")),
    case("a long year", start("Y170000002"), 1, date("Y170000002", f"Y170000002 {FOUR_DIGITS}")),
    case("no hyphens", start("20010911"), 1,
         date("20010911", "The parts of a date are separated by hyphens. Write 2001-09-11.")),
    case("day first", start("14/10/2006"), 1,
         date("14/10/2006", "A date is year, month, day with hyphens. Write 2006-10-14.")),
    case("month first", start("10/14/2006"), 1,
         date("10/14/2006", "A date is year, month, day with hyphens. Write 2006-10-14.")),
    case("day or month first", start("03/04/2005"), 1,
         date("03/04/2005", "03/04/2005 could be 3 April or 4 March 2005. Write 2005-04-03 or 2005-03-04.")),
    case("a column too narrow", start("########"), 1,
         date("########", "A spreadsheet shows # when a column is too narrow. Widen the column, save again as CSV, "
              "and write the date as 2006-10-14.")),
    case("a time of day", start("2001-09-11T08:46:00-04:00"), 1,
         date("2001-09-11T08:46:00-04:00", "A date has no time of day. Write 2001-09-11.")),
    case("only a time", start("T24:00:00"), 1, date("T24:00:00", WRITE)),
    case("now", start("now"), 1,
         date("now", "'now' is another day tomorrow. Write the day itself; for something still going on write .. in "
              "the column end.")),
    case("NaN", start("NaN"), 1, date("NaN", f"Leave an end that is not known empty; {NOT_KNOWN}")),
    case("a decimal point", start("2001.0"), 1,
         date("2001.0", "2001.0 is a number with a decimal point, as a spreadsheet writes a year. Write 2001.")),
    case("uncertain", start("1984?"), 0),
    case("two signs of doubt", start("1984-06?%"), 1,
         date("1984-06?%", "One sign of doubt (~, ? or % for both) stands at the end. Write 1984-06%.")),
    case("Arabic digits", start("٢٠٠١"), 1, date("٢٠٠١", "The digits are not the plain 0 to 9. Write 2001.")),
    case("a minus sign", start("−0044"), 1,
         date("−0044", "A dash is not the hyphen of a keyboard. Write -0044.")),
    case("50,000 digits", start("1" * 50_000 + "-"), 1,
         date("1" * 79 + "…", f"A text of 50,001 characters is not a date, which has 25 at most. {WRITE}")),
    case("an end before the start", document(row(end="2001-09-10")), 1,
         (2, "end", "ends-before-it-starts",
          "'2001-09-10' is before the start, '2001-09-11'. Exchange them or correct one.")),
    case("an end coarser than the start", document(row(end="2001-09")), 0),
    case("a day to come", start("2999"), 0,
         (2, "start", "future-date", "'2999' is after the edition's day. Correct it or delete the row: what is only planned is no event.")),
    *(case(f"importance {text}", document(row(importance=text)), 1, importance(text.strip('"')))
      for text in ("high", "-1", "4.5", '"4,5"', "1e999", "NaN", "５", "0", "6", "03")),
    case("importance with a blank", document(row(importance=" 3")), 1, importance(" 3")),
    *(case(f"id {text[:20]}", document(row(id=text)), 1,
           (2, "id", "bad-id", f"'{text}' {ID_RULE}, such as '{hint}'."))
      for text, hint in {
          "../../etc/passwd": "etc-passwd", "__proto__": "proto", "NA": "na", "a b": "a-b", "é": "e",
          "a--b": "a-b", "x" * 65: "x" * 64}.items()),
    case("an empty id", document(row(id="")), 1, (2, "id", "bad-id", f"an empty cell {ID_RULE}.")),
    case("an id that looks like a number stays text", document(row(id="1e5"), row(id="007", start="2003")), 0),
    case("an id that is not in normal form", document(row(id="cafe\u0301")), 1,
         (2, "id", "bad-id", f"'cafe\u0301' {ID_RULE}, such as 'cafe'."),
         (2, "id", "not-normal", "'cafe\u0301' is not in normal form. Run `timeline fmt`.")),
    case("a category misspelt", document(row(category="wra")), 1,
         (2, "category", "unknown-category", "'wra' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("a category with a capital", document(row(category="War")), 1,
         (2, "category", "unknown-category", "'War' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("a category with a blank", document(row(category="war ")), 1,
         (2, "category", "outer-blank", "'war ' has a blank at an end. Run `timeline fmt`."),
         (2, "category", "unknown-category", "'war ' is not a category. Did you mean 'war'?"), categories=CATEGORIES),
    case("a category with a hard blank", document(row(category="war\u00a0")), 1,
         (2, "category", "outer-blank", "'war\u00a0' has a blank at an end. Run `timeline fmt`."),
         (2, "category", "unknown-category", "'war\u00a0' is not a category. Did you mean 'war'?"),
         categories=CATEGORIES),
    case("a category like no other", document(row(category="xyz")), 1,
         (2, "category", "unknown-category", "'xyz' is not a category. Choose one of: war, peace."),
         categories=CATEGORIES),
    case("no title", title(""), 1,
         (2, "title", "missing-title", "the event has no title. Write who did what, in at most 90 characters.")),
    case("a title of a blank", title("\u00a0"), 1,
         (2, "title", "missing-title", "the event has no title. Write who did what, in at most 90 characters."),
         (2, "title", "outer-blank", "'\u00a0' has a blank at an end. Run `timeline fmt`.")),
    *(case(f"a formula {text}", title(text), 0, (2, "title", "formula", f"'{text}' {FORMULA}"))
      for text in ("=HYPERLINK(1)", "+1+cmd|", "@SUM(1)", "＝1+1", "-2+3")),
    case("HTML is text", title("<script>alert(1)</script>"), 0),
    case("TeX is text", title("$\\href{javascript:alert(1)}{x}$"), 0),
    case("a template is text", title("%{customdata[0]} {{7*7}}"), 0),
    *(case(f"the address {text}", document(row(sources=text)), 1, url(text, ADDRESS))
      for text in (
          "javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "ftp://example.org/a", "//example.org/a",
          "example.org/a", "HTTPS://example.org/a")),
    case("an address with a password", document(row(sources="https://u:p@example.org/a")), 1,
         url("https://u:p@example.org/a", "Leave out the user name.")),
    case("an address of a home page", document(row(sources="https://example.org/")), 1,
         url("https://example.org/", "A bare home page is no source: write the address of the document.")),
    case("an address with a blank", document(row(sources="https://example.org/a b")), 1,
         url("https://example.org/a b",
             "Write blanks as %20, and other signs that are not of an address in the same way.")),
    case("an address without a site", document(row(sources="https:///a")), 1,
         url("https:///a", "Write the name of the site after //.")),
    case("a direction override", title("\u202egnp.exe"), 1, unseen("\u202egnp.exe", "202E")),
    case("a zero-width space", title("a\u200bb"), 1, unseen("a\u200bb", "200B")),
    case("a family", title("A 👨\u200d👩\u200d👧 meets"), 0),
    case("a noncharacter", title("a\uffffb"), 1, unseen("a\uffffb", "FFFF")),
    case("a title of two lines", title('"Two\nlines"'), 1, unseen("Two\nlines", "000A")),
    case("SQL is text", title("'; DROP TABLE ev;--"), 0),
    case("an id twice", document(row(), row(id="b", title="Other"), row(start="2003")), 1,
         (4, "id", "repeated-id", "'a' is already used on line 2. Choose another: ids are never reused, even after a row is deleted.")),
    case("ids alike but for a capital", document(row(), row(id="A", start="2003")), 1,
         (3, "id", "bad-id", f"'A' {ID_RULE}, such as 'a'.")),
    case("the same row with another id", document(row(), row(id="b")), 0,
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
    case("a link to nothing", linked("", "follows:e7"), 1,
         (3, "links", "unknown-link", "there is no event 'e7'. A link names the id of another row.")),
    case("a link to nothing, misspelt", linked("", "follows:e00"), 1,
         (3, "links", "unknown-link", "there is no event 'e00'. Did you mean 'e0'? A link names the id of another row.")),
    case("a link to itself", linked("follows:e0"), 1,
         (2, "links", "self-link", "the event links to itself. Delete 'follows:e0'.")),
    case("a circle of two", linked("disputes:e1", "disputes:e0"), 1,
         (2, "links", "link-before-cause", f"'e1' {BEFORE}"),
         (2, "links", "link-cycle", "links run in a circle: e0 → e1 → e0. Delete one of them.")),
    case("an answer before what it answers", linked("responds_to:e1", ""), 1,
         (2, "links", "link-before-cause", f"'e1' {BEFORE}")),
    case("two kinds for a pair", linked("", "follows:e0;part_of:e0"), 1,
         (3, "links", "repeated-link", "'e0' is linked twice. Keep the first kind that fits of: implements, "
          "responds_to, part_of, follows.")),
    case("an unknown kind", linked("", "answers:e0"), 1,
         (3, "links", "bad-link", f"'answers:e0' is not a link. Write kind:id, with a kind of {KINDS}.")),
    case("a link without kind", linked("", "e0"), 1,
         (3, "links", "bad-link", f"'e0' is not a link. Write kind:id, with a kind of {KINDS}.")),
)  # fmt: skip
