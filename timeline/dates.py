"""Dates as people know them: text <-> first day, last day, precision, doubt, and the words for it.

A day is an int: days since 1970-01-01 in the proleptic Gregorian calendar. Years are astronomical in text and
arithmetic (0 = 1 BCE, -44 = 45 BCE) and BCE/CE in words.

    2017-07-04  a day       195X     a decade       2018-04~  approximate
    2017-07     a month     19XX     a century      2018-04?  uncertain
    2017        a year      2017-XX  as 2017        2018-04%  both
    2017-07-04/2017-07-09   some day within, in `start` only
    ..                      still going on, in `end` only

Doubt never moves the days. Everything else is refused, and `explain` says why and what to write instead.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

MIN_YEAR, MAX_YEAR = -9999, 9999
# The longest date is an interval of two doubtful days before the common era.
MAX_LENGTH = len("-0044-03-15~/-0043-03-15~")
# Longer text is not searched for what it may have meant.
MAX_EXPLAINED = 64
PRECISIONS = ("day", "month", "year", "decade", "century", "interval", "open")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


# -- the calendar ------------------------------------------------------------------------------------------


def day_of(year, month, day):
    """The day number of a year, month and day (ints, or arrays of the same shape); they must exist."""
    year = year - (month <= 2)
    since_march = (153 * ((month + 9) % 12) + 2) // 5
    return 365 * year + year // 4 - year // 100 + year // 400 + since_march + day - 719469


def civil(days) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Years (astronomical), months 1-12 and days 1-31 of day numbers, each an int64 array of their shape."""
    day = np.asarray(days, "int64").astype("M8[D]")
    month = day.astype("M8[M]")
    count = month.astype("int64")
    return 1970 + count // 12, count % 12 + 1, (day - month).astype("int64") + 1


def month_days(year, month):
    """The number of days in a month 1-12 (ints, or arrays of the same shape)."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return MONTH_DAYS[month] + (leap & (month == 2))


def iso(days) -> np.ndarray:
    """ISO text of day numbers, an object array: `1961-07-11`, `-0044-03-15`."""
    day = np.atleast_1d(np.asarray(days, "int64"))
    text = np.datetime_as_string(day.astype("M8[D]")).astype(object)
    # numpy counts the minus sign as one of the four places of the year.
    for i in np.flatnonzero(day < day_of(0, 1, 1)):
        year, rest = text[i][1:].split("-", 1)
        text[i] = f"-{year:0>4}-{rest}"
    return text


# -- text to days ------------------------------------------------------------------------------------------


class Meaning(NamedTuple):
    """What a date means: first and last day, precision, doubt."""

    first: int
    last: int
    precision: str
    doubt: str


def read(texts, today: int = 0, *, end: bool = False) -> pd.DataFrame:
    """What each text of `start` means: `first`, `last` (int64 days), `precision`, `doubt` (text), `ok`.

    `texts` is array-like of str, one row each. Where `ok` is False the days are 0 and the texts empty;
    `explain` says why. With `end` the grammar is that of the column `end`: `..` means the day `today`, and
    `a/b` is refused.
    """
    codes, unique = pd.factorize(np.asarray(texts, dtype=object), use_na_sentinel=False)
    first, last, precision, doubt, ok = _plain(unique.tolist())
    for i in np.flatnonzero(~ok):
        if meaning := _any(unique[i], today, end):
            first[i], last[i], ok[i] = meaning.first, meaning.last, True
            precision[i], doubt[i] = PRECISIONS.index(meaning.precision), DOUBTS.index(meaning.doubt)
    names = {"precision": (("", *PRECISIONS), precision + 1), "doubt": (DOUBTS, doubt)}
    columns = {"first": first[codes], "last": last[codes]}
    for name, (words, code) in names.items():
        columns[name] = pd.array(words, dtype="str").take(code[codes])
    return pd.DataFrame(columns | {"ok": ok[codes]})


def read_end(texts, today: int) -> pd.DataFrame:
    """As `read`, for the column `end`: `..` means the day `today` (precision `open`), `a/b` is refused."""
    return read(texts, today, end=True)


DOUBTS = ("", "~", "?", "%")
_DATE = re.compile(r"(-?)([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%]?)")


def _any(text: str, today: int, end: bool) -> Meaning | None:
    """What a text means in its column, None when it is not a date there."""
    if len(text) > MAX_LENGTH:
        return None
    if end:
        return Meaning(today, today, "open", "") if text == ".." else _one(text)
    return _within(*text.split("/")) if text.count("/") == 1 else _one(text)


def _within(left: str, right: str) -> Meaning | None:
    """What `left/right` means: some day from the first day of one to the last day of the other."""
    a, b = _one(left), _one(right)
    if not a or not b or a.first > b.last:
        return None
    doubts = {a.doubt, b.doubt} - {""}
    return Meaning(a.first, b.last, "interval", "%" if len(doubts) == 2 else "".join(doubts))


@lru_cache(maxsize=4096)
def _one(text: str) -> Meaning | None:
    """What a single date means: the definition of the grammar, of which `_plain` is the fast part."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    sign, year, month, day, doubt = match.groups()
    if "X" in year:
        return None if month else _years(sign, year, doubt)
    if (sign and year == "0000") or (month == "XX" and day not in (None, "XX")):
        return None
    y = int(sign + year)
    if month in (None, "XX"):
        return Meaning(day_of(y, 1, 1), day_of(y, 12, 31), "year", doubt)
    if not 1 <= (m := int(month)) <= 12:
        return None
    length = int(month_days(y, m))
    if day in (None, "XX"):
        return Meaning(day_of(y, m, 1), day_of(y, m, length), "month", doubt)
    if not 1 <= (d := int(day)) <= length:
        return None
    return Meaning(day_of(y, m, d), day_of(y, m, d), "day", doubt)


def _years(sign: str, year: str, doubt: str) -> Meaning:
    """What a decade or century such as `195X` means; `-004X` is -49 to -40, and `-000X` ends before 0."""
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if sign:
        low, high = -high, min(-low, -1)
    return Meaning(day_of(low, 1, 1), day_of(high, 12, 31), "decade" if year[2] != "X" else "century", doubt)


def _plain(texts: list[str]) -> tuple[np.ndarray, ...]:
    """first, last, precision, doubt (positions in PRECISIONS and DOUBTS) and ok, all at once, by their bytes.

    Only `[-]YYYY[-MM[-DD]]` with one sign of doubt at most is seen; for the rest precision is -1, ok False.
    """
    raw, start, stop = _bytes(texts)
    negative = raw[start] == ord("-")
    start = start + negative
    doubt = np.zeros(256, "int8")
    doubt[[ord(sign) for sign in DOUBTS[1:]]] = (1, 2, 3)
    doubt = doubt[raw[stop - 1]]
    length = stop - start - (doubt > 0)

    def number(*places):
        """The number that stands at these places, and whether they hold digits."""
        digits = [raw[start + place] - np.uint8(48) for place in places]
        value = sum(d.astype("int64") * 10**i for i, d in enumerate(reversed(digits)))
        return value, np.logical_and.reduce([d <= 9 for d in digits])

    (y, ok), (m, month_ok), (d, day_ok) = number(0, 1, 2, 3), number(5, 6), number(8, 9)
    has_month, has_day = length >= 7, length == 10
    ok &= (length == 4) | (length == 7) | has_day
    ok &= ~has_month | (month_ok & (raw[start + 4] == ord("-")) & (m >= 1) & (m <= 12))
    ok &= ~(negative & (y == 0))
    y = np.where(negative, -y, y)
    m = np.where(ok & has_month, m, 1)
    days = month_days(y, np.where(ok & ~has_month, 12, m))
    ok &= ~has_day | (day_ok & (raw[start + 7] == ord("-")) & (d >= 1) & (d <= days))
    first = day_of(y, m, np.where(has_day, d, 1))
    last = np.where(has_day, first, day_of(y, np.where(has_month, m, 12), days))
    return first * ok, last * ok, np.where(ok, 2 - has_month.astype("int8") - has_day, -1), doubt * ok, ok


def _bytes(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All texts as one run of bytes, and where each starts and stops. Nothing is cut to look shorter."""
    raw = "\n".join(texts).encode("utf-8", "surrogatepass") + b"\n"
    if raw.count(b"\n") != max(len(texts), 1):
        return _bytes([text.replace("\n", "\0") for text in texts])
    flat = np.frombuffer(raw + b"\n" * 11, "u1")
    stop = np.flatnonzero(flat == 10)[: len(texts)]
    return flat, np.concatenate([[0], stop + 1])[: len(texts)], stop


# -- days to words -----------------------------------------------------------------------------------------

# Before this day sources write the Julian calendar, and a weekday counted back would be wrong.
_GREGORIAN = day_of(1582, 10, 15)


def phrase(text: str, end: str = "") -> str:
    """A date, or a span with its end, in words that say no more than is known; other text as it is.

    `Tuesday 11 July 1961` · `July 2017, day not known` · `2017` · `1950s` · `some year from 1900 to 1999` ·
    `about April 2018` (~) · `April 2018, uncertain` (?) · `45 BCE` ·
    `some day from 4 July 2017 to 9 July 2017` · `11 July 1961 to 3 August 1961` · `since 11 July 1961`.
    A bare year or decade needs no "not known": it cannot be taken for a shortened day. A weekday stands only
    with a single day without doubt, from 15 October 1582 on.
    """
    if not _any(text, 0, False) or (end and not _any(end, 0, True)):
        return f"{text} to {end}" if end else text
    if end == "..":
        return f"since {_side(text)}"
    if end and end != text:
        start = _side(text)
        return f"{start}{', until' if start.startswith('some ') else ' to'} {_side(end)}"
    if "/" in text:
        return _side(text)
    meaning = _one(text)
    if meaning.doubt:
        return _core(meaning) + (", uncertain" if meaning.doubt in "?%" else "")
    if meaning.precision == "day" and meaning.first >= _GREGORIAN:
        return f"{WEEKDAYS[(meaning.first + 3) % 7]} {phrase_day(meaning.first)}"
    return _core(meaning) + (", day not known" if meaning.precision == "month" and not end else "")


def phrase_day(day: int) -> str:
    """`11 July 1961`, `15 March 45 BCE`."""
    year, month, number = (int(part) for part in civil(day))
    return f"{number} {MONTHS[month - 1]} {_year(year)}"


def phrase_year(day: int) -> str:
    """The year of a day: `1961`, `476 CE`, `45 BCE`."""
    return _year(int(civil(day)[0]))


def phrase_window(first: int, last: int) -> str:
    """Days `first` to `last` (inclusive) in the shortest exact words: a year, whole months, or days.

    `2016` · `July 2017` · `January 2016 to December 2018` · `4 July 2017` · `4 July 2017 to 9 August 2018`.
    """
    (y1, m1, d1), (y2, m2, d2) = ([int(part) for part in civil(day)] for day in (first, last))
    if d1 == 1 and d2 == month_days(y2, m2):
        if (y1, m1, m2) == (y2, 1, 12):
            return _year(y1)
        one, two = f"{MONTHS[m1 - 1]} {_year(y1)}", f"{MONTHS[m2 - 1]} {_year(y2)}"
    else:
        one, two = phrase_day(first), phrase_day(last)
    return one if one == two else f"{one} to {two}"


def _year(year: int) -> str:
    """A year in words; below 1000 with its era, so that it is not read as a mere number."""
    return f"{1 - year} BCE" if year < 1 else f"{year} CE" if year < 1000 else str(year)


def _core(meaning: Meaning, the: str = "") -> str:
    """The words for one date and `about`; `the` goes before a decade in the middle of a sentence."""
    year, month, _ = (int(part) for part in civil(meaning.first))
    about = "about " if meaning.doubt in ("~", "%") else ""
    if meaning.precision == "day":
        return about + phrase_day(meaning.first)
    if meaning.precision == "month":
        return f"{about}{MONTHS[month - 1]} {_year(year)}"
    if meaning.precision == "year":
        return about + _year(year)
    # "1900s" may be a decade or a century, "50s" the last century's: these are written out.
    if meaning.precision == "decade" and year >= 100 and year % 100:
        return f"{about + 'the ' if about else the}{year}s"
    return f"some year from {about}{_year(year)} to {phrase_year(meaning.last)}"


def _side(text: str) -> str:
    """One end of a span, or a whole interval, in words, its doubt beside it."""
    if "/" in text:
        left, right = text.split("/")
        return f"some day from {_side(left)} to {_side(right)}"
    meaning = _one(text)
    return _core(meaning, "the ") + (" (uncertain)" if meaning.doubt in ("?", "%") else "")


# -- why a text is not a date ------------------------------------------------------------------------------

_WAY_OUT = "Write a day such as 2017-07-04, a month 2017-07, a year 2017 or a decade 201X."
_DASHES = dict.fromkeys("−–—‐‑‒―﹣－", "-")


def explain(text: str, end: bool = False) -> str:
    """Why a text is not a date and how to write it, in one or two sentences; empty for a date.

    With `end` the text stands in the column `end`, where `..` is a date and `a/b` is not.
    """
    if _any(text, 0, end):
        return ""
    if not text:
        return f"There is no date. {_WAY_OUT}"
    if len(text) > MAX_EXPLAINED:
        return f"A text of {len(text):,} characters is not a date, which has {MAX_LENGTH} at most. {_WAY_OUT}"
    if (bare := text.strip()) != text:
        return f"There is a blank before or after the date. {_write_or_explain(bare, end)}"
    if (ascii_ := _ascii(text)) != text:
        dash = any(c in _DASHES for c in text)
        what = "A dash is not the hyphen of a keyboard" if dash else "The digits are not the plain 0 to 9"
        return f"{what}. {_write_or_explain(ascii_, end)}"
    if text.count("/") == 1 and (fault := _explain_within(text, end)):
        return fault
    for pattern, answer in _FAULTS:
        if (match := pattern.fullmatch(text)) and (sentence := answer(match)):
            return sentence
    if iso_text := from_words(text):
        return f"Months are written as numbers. Write {iso_text}."
    return f"{text!r} is not a date. {_WAY_OUT}"


def from_words(text: str) -> str:
    """The date in our grammar that an English text with the name of a month means, or an empty text.

    `14 March 1948`, `Mar 14, 1948`, `1948 Mar 14`, `14-Mar-1948`, `March 1948`; the year has four digits.
    """
    if len(text) > MAX_EXPLAINED:
        return ""
    parts = re.split(r"[\s,.\-]+", text.strip(" ."))
    names = [i for i, part in enumerate(parts) if part.isalpha() and month_number(part)]
    numbers = [re.sub(r"(?<=\d)(st|nd|rd|th)$", "", part) for i, part in enumerate(parts) if i not in names]
    if len(names) != 1 or not all(re.fullmatch("[0-9]{1,2}|[0-9]{4}", number) for number in numbers):
        return ""
    years, days = [n for n in numbers if len(n) == 4], [n for n in numbers if len(n) < 4]
    if len(years) != 1:
        return ""
    date = f"{years[0]}-{month_number(parts[names[0]]):02}" + "".join(f"-{day:0>2}" for day in days)
    return date if _one(date) else ""


def month_number(word: str) -> int:
    """1-12 for the English name of a month, or its first letters from three on (`Sept` too); else 0."""
    if len(word) < 3:
        return 0
    return next((i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())), 0)


def _write(*candidates: str, end: bool = False) -> str:
    """`Write A or B.` with those candidates that are dates; empty when none is."""
    good = [text for text in dict.fromkeys(candidates) if _any(text, 0, end)]
    return f"Write {' or '.join(good)}." if good else ""


def _write_or_explain(text: str, end: bool = False) -> str:
    return _write(text, end=end) or explain(text, end)


def _ascii(text: str) -> str:
    """The same text with every dash as a hyphen and every digit as 0-9."""
    plain = (_DASHES.get(c) or (c if c.isascii() else str(unicodedata.decimal(c, c))) for c in text)
    return "".join(plain)


def _explain_within(text: str, end: bool) -> str:
    """What is wrong with a text that has a `/` and is not a date written in numbers with slashes."""
    left, _, right = text.partition("/")
    if ".." in (left, right) or not left or not right:
        if _one(left):
            return f"An open end stands in the column end. Write {left} as start and .. as end."
        return f"Both sides of / are dates. {_WAY_OUT}"
    a, b = _one(left), _one(right)
    if a and b:
        if not end:
            return f"{left} is later than {right}. Write {right}/{left}."
        return f"{text} means some day within, and an end is one date. Write {right}."
    if a or b:
        month, year = (left, right) if b else (right, left)
        if re.fullmatch("0?[1-9]|1[0-2]", month) and re.fullmatch("[0-9]{4}", year):
            return f"{text} is not a date. For the month write {year}-{month:0>2}."
        return f"Both sides of / are dates. {explain(right if a else left)}"
    return ""


def _day_month_year(match: re.Match) -> str:
    a, b, year = (int(match[1]), int(match[2]), match[3])
    if len(year) < 4:
        return f"{match[0]} has a year of two digits. Write the whole year, month and day, as 2006-10-14."
    two = [(f"{year}-{m:02}-{d:02}", f"{d} {MONTHS[m - 1]}") for d, m in ((a, b), (b, a)) if 1 <= m <= 12]
    good = [pair for pair in dict.fromkeys(two) if _one(pair[0])]
    if len(good) == 2:
        return f"{match[0]} could be {good[0][1]} or {good[1][1]} {year}. Write {good[0][0]} or {good[1][0]}."
    return f"A date is year, month, day with hyphens. {_write_or_explain((good or two)[0][0])}" if two else ""


def _no_such_day(match: re.Match) -> str:
    year, month, day = match[1], int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return ""
    days, name = int(month_days(int(year), month)), f"{MONTHS[month - 1]} {_year(int(year))}"
    if day == 0:
        return f"Days are counted from 01. Write {year}-{match[2]} when the day is not known."
    return f"{name} has {days} days. Write {year}-{match[2]}-{days} or {year}-{match[2]}."


def _no_such_month(match: re.Match) -> str:
    year, month = match[1], match[2]
    if 21 <= int(month) <= 41:
        return (
            f"{match[0]} means a season or a part of a year, which has no fixed days everywhere. "
            f"Write its months, such as {year}-03/{year}-05, or the year {year}."
        )
    return f"There is no month {month}. Write {year}-01 to {year}-12, or the year {year}."


def _serial(match: re.Match) -> str:
    day = iso([day_of(1899, 12, 30) + int(match[1])])[0]
    return f"{match[0]} looks like a spreadsheet's day number, {day}. If it is one, write {day}."


def _mangled(match: re.Match) -> str:
    name, number = (match[1], match[2]) if match[1].isalpha() else (match[2], match[1])
    month = month_number(name)
    if not month:
        return ""
    day = f" or {int(number)} {MONTHS[month - 1]}" if 1 <= int(number) <= 31 else ""
    year = f"{'20' if int(number) < 50 else '19'}{number:0>2}"
    return (
        f"{match[0]} looks like a date changed by a spreadsheet: {MONTHS[month - 1]} {year}{day}. "
        f"Write the whole year, such as {year}-{month:02}, in a column formatted as text."
    )


def _doubt_inside(match: re.Match) -> str:
    signs = re.sub("[^~?%]", "", match[0])
    sign = signs[0] if len(set(signs)) == 1 else "%"
    hint = _write(re.sub("[~?%]", "", match[0]) + sign) or _WAY_OUT
    return f"One sign of doubt (~, ? or % for both) stands at the end. {hint}"


def _short_year(match: re.Match) -> str:
    date = f"{match[1]}{match[2]:0>4}{match[3]}"
    if not _one(date):
        return ""
    return f"A year has four digits. Write {date} if the year {match[1]}{int(match[2])} is meant."


def _before_christ(match: re.Match) -> str:
    year = int(match[1])
    if year < 2:
        return "Years before 1 CE are negative, and 0000 is 1 BCE. Write 0000."
    return f"Years before 1 CE are negative, and 0000 is 1 BCE. Write {1 - year:05} for {year} BCE."


def _bad_x(match: re.Match) -> str:
    upper = match[0].upper()
    if upper != match[0] and (hint := _write(upper)):
        return f"The X for a digit that is not known is a capital letter. {hint}"
    return "X stands only for the last digits of a year, or for month and day. Write 195X, 19XX or 2004-05."


def _padded(match: re.Match) -> str:
    date = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    return f"A date is year, month, day with hyphens, in 4, 2 and 2 digits. {_write_or_explain(date)}"


def _compact(match: re.Match) -> str:
    date = "-".join(part for part in match.groups() if part)
    hint = _write_or_explain(date) if match[3] else _write(date)
    return f"The parts of a date are separated by hyphens. {hint}" if hint else ""


def _say(words: str):
    """An answer that is always the same, with `{0}` for the text and `{1}` for its first group."""
    return lambda match: words.format(match[0], *match.groups())


# What people and spreadsheets write, in the order of asking: (the whole text, its answer; empty = ask on).
_FAULTS = tuple(
    (re.compile(pattern, re.ASCII), answer)
    for pattern, answer in (
        (
            r"\.\.",
            _say("'..' means still going on and stands in the column end. Write in start when it began."),
        ),
        (
            r"#+",
            _say(
                "A spreadsheet shows # when a column is too narrow. Widen the column, save again as CSV, "
                "and write the date as 2006-10-14."
            ),
        ),
        (
            r"(?i)now|today|present|ongoing|current",
            _say(
                "'{0}' is another day tomorrow. Write the day itself; for something still going on write .. in the "
                "column end."
            ),
        ),
        (
            r"(?i)nan|nat|na|n/a|n\.a\.|null|none|unknown|tbd|tba|-+|\?+|0",
            _say(
                "'{0}' is not a date. Leave an end that is not known empty; for a start write the narrowest date "
                "that is true, such as 201X."
            ),
        ),
        (
            r"(-?[0-9]{4})\.0+",
            _say("{0} is a number with a decimal point, as a spreadsheet writes a year. Write {1}."),
        ),
        (r"([1-9][0-9]{4})(?:\.[0-9]+)?", _serial),
        (r"-0000(?:-.*)?[~?%]?", _say("There is no year -0000. Write 0000 for 1 BCE or -0001 for 2 BCE.")),
        (r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})[~?%]?", _no_such_day),
        (r"(-?[0-9]{4})-([0-9]{2})(?:-[0-9]{2})?[~?%]?", _no_such_month),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})?", _compact),
        (r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4}|[0-9]{2})", _day_month_year),
        (r"(-?[0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})", _padded),
        (r"([0-9]{4})-([0-9])", _say("A month has two digits. Write {1}-0{2}.")),
        (r"([0-9]{4})-([0-9]{4})", _say("{0} is a span. Write {1} as start and {2} as end.")),
        (r"(.*?[0-9])[T ]+[0-9]{1,2}:.*", lambda m: f"A date has no time of day. {_write_or_explain(m[1])}"),
        (r"(-?)([0-9]{1,3})((?:-[0-9]{2}){0,2}[~?%]?)", _short_year),
        (
            r"[Yy]?-?[0-9]{5,}(?:[-E].*)?|[Yy]-?[0-9E]+",
            _say(
                "{0} has no year from -9999 to 9999 in four digits, and only these can be shown. Write the "
                "year as 2017 or -0044."
            ),
        ),
        (r"([A-Za-z]{3,9})[- ]([0-9]{1,2})", _mangled),
        (r"([0-9]{1,2})[- ]([A-Za-z]{3,9})", _mangled),
        (r"([0-9]{3})0'?s", _say("A decade is written with an X. Write {1}X.")),
        (
            r"(?i)(?:c|ca|circa|about|approx)\.? ?([0-9]{4}(?:-[0-9]{2}){0,2})",
            lambda m: f"Approximate is a ~ at the end. {_write_or_explain(m[1] + '~')}",
        ),
        (r"(?i)([0-9]{1,4}) ?(?:bce?|b\.c\.(?:e\.)?)", _before_christ),
        (
            r"[\[{].*[\]}]",
            _say(
                "A set of dates is not read. Write the first and the last possible date with / between, such as "
                "1667/1668."
            ),
        ),
        (r"(?=.*[~?%])[0-9X\-~?%]+", _doubt_inside),
        (r"(?=.*[Xx])-?[0-9Xx]{4}(?:-[0-9Xx]{2}){0,2}[~?%]?", _bad_x),
    )
)
