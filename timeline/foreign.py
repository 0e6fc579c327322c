"""Other people's tables: any table of text with dates and titles, turned into one with our columns.

Columns are found by their names, then by what stands in them; nothing is guessed that cannot be seen in the
data, and every choice is said in a note. A row that cannot be shown is listed with its line, never dropped.
"""

import difflib
import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from timeline import dates, schema
from timeline.problems import UnknownName, problem

NATIVE = ("id", "start", "title", "category", "sources")
# Names under which a column is looked for, best first; case, blanks, hyphens and underscores do not matter.
SYNONYMS = {
    "id": ("id",),
    "start": ("start", "startdate", "date", "eventdate", "begin", "from", "datetime", "when", "timestamp"),
    "end": ("end", "enddate", "until", "to", "finish"),
    "title": ("title", "event", "headline", "name", "label", "subject", "message", "summary", "description"),
    "category": ("category", "type", "group", "kind", "eventtype"),
    "actors": ("actors", "actor", "who"),
    "place": ("place", "location"),
    "document": ("document",),
    "importance": ("importance", "severity"),
    "summary": ("summary", "text", "description", "notes"),
    "sources": ("sources", "source", "sourceurl", "url", "link"),
}
# A date in several columns: (year, month, day).
PARTS = {
    "start": (("year", "month", "day"), ("startyear", "startmonth", "startday")),
    "end": (("endyear", "endmonth", "endday"),),
}
# Columns that reading makes, and those that an export adds: no column of a file may have their names.
MADE = (
    "line", "first", "last", "start_last", "end_first", "precision", "doubt", "span", "open", "first_day", "last_day",
)  # fmt: skip
# Our columns, which no column of theirs may be taken for.
OURS = {*schema.EVENTS.names, *MADE}
MAX_TITLE, MAX_ID = schema.LONGEST["title"], schema.LONGEST["id"]
MAX_CATEGORIES, MAX_DESCRIPTIVE, MAX_LISTED = 12, 200, 5
NO_CATEGORY, REST = "event", "other"


@dataclass(frozen=True)
class Adapted:
    """Their table as ours.

    `frame`: text, the columns of `SYNONYMS` and then all others as they were, one row for each row that can be
    shown, in their order. `lines`: the physical line of each row. `labels`: category code -> their words, in
    order of size. `notes`: sentences on what was chosen and changed. `problems`: (line, column, code, value,
    message) for every row that is not shown, or one for the whole table. `total`: rows there were.
    """

    frame: pd.DataFrame
    lines: np.ndarray
    labels: dict[str, str]
    notes: list[str]
    problems: list[tuple]
    total: int


def is_native(header) -> bool:
    """Whether these names are those of an events table of our own, which is not to be adapted."""
    return set(NATIVE) <= set(header)


def adapt(frame: pd.DataFrame, lines, mapping: dict[str, str] | None = None, order: str = "") -> Adapted:
    """A table of text with any columns as one with ours.

    `lines` holds the physical line of each row. `mapping` names their column for one of ours (`{"start":
    "When"}`). `order` is `dmy` or `mdy` for dates such as 3/4/2005 where the column does not prove it.
    Raises UnknownName for a word that is not ours in `mapping` or `order`.
    """
    mapping = mapping or {}
    _check_words(mapping, order)
    table = frame.set_axis(unique_names([str(name) for name in frame.columns]), axis=1).reset_index(drop=True)
    lines, notes = np.asarray(lines, "int64"), []
    chosen, faults = _choose(table, mapping, notes)
    if faults:
        return Adapted(_empty(), lines[:0], {}, notes, faults, len(table))
    days = _dates(table, chosen, order, notes)
    texts, cut = _texts(table, chosen, notes)
    bad, problems = _missing(days, texts["title"], lines, chosen)
    codes, labels = _categories(table, chosen, ~bad, notes)
    ours = pd.DataFrame({name: texts.get(name, "") for name in SYNONYMS}, index=table.index).astype("str")
    ours["start"], ours["end"], ours["category"] = days["start"].date, days["end"].date, codes
    ours = ours[~bad].reset_index(drop=True)
    own = ours["id"].tolist()
    ours["id"] = pd.Series(_ids(ours, notes), dtype="str")
    # Columns that ours do not tell whole stay beside them: times were cut, ids made, small categories joined.
    cut |= {name for name in days if days[name].cut.any()} | ({"id"} if own != ours["id"].tolist() else set())
    cut |= {"category"} if REST in labels else set()
    told = {column for name, theirs in chosen.items() if name not in cut for column in theirs}
    kept = _others(table[[name for name in table.columns if name not in told]][~bad].reset_index(drop=True))
    return Adapted(pd.concat([ours, kept], axis=1), lines[~bad], labels, notes, problems, len(table))


def summary(adapted: Adapted) -> str:
    """What is shown and what needs a person, in one line: `Shown 491 of 493; 2 need you: line 17, date: …`"""
    shown = f"Shown {len(adapted.frame):,} of {adapted.total:,}"
    if not adapted.problems:
        return f"{shown}."
    if adapted.problems[0][0] is None:
        return f"{shown}: {adapted.problems[0][4]}"
    order = [p for p in adapted.problems if p[2] == "ambiguous-day-month"]
    said = [
        f"line {line}{f', {column}' if column else ''}: {message.removesuffix(' The row is not shown.')}"
        for line, column, code, _, message in adapted.problems
        if code != "ambiguous-day-month"
    ]
    if order:
        lines = ", ".join(f"{p[0]}" for p in order[:MAX_LISTED]) + (", …" if len(order) > MAX_LISTED else "")
        said.insert(0, f"line{'' if len(order) == 1 else 's'} {lines}: {order[0][4]}")
    more = f" And {len(said) - MAX_LISTED:,} more." if len(said) > MAX_LISTED else ""
    n = len(adapted.problems)
    return f"{shown}; {n:,} need{'s' if n == 1 else ''} you: {' '.join(said[:MAX_LISTED])}{more}"


# -- which column is what ----------------------------------------------------------------------------------


def _check_words(mapping: dict[str, str], order: str) -> None:
    if order not in ("", "dmy", "mdy"):
        raise UnknownName(f"--dates {order}: the order is dmy (day first) or mdy (month first).")
    for ours in mapping:
        if ours not in SYNONYMS:
            raise UnknownName(f"--map {ours}: '{ours}' is not one of: {', '.join(SYNONYMS)}.")


def _choose(table: pd.DataFrame, mapping: dict[str, str], notes: list[str]) -> tuple[dict, list[tuple]]:
    """For each of our columns the list of theirs it is made from, and the problems that stop everything."""
    chosen, faults = {}, []
    by_name = {_plain_name(name): name for name in reversed(table.columns)}
    for ours, theirs in mapping.items():
        found = theirs if theirs in table.columns else by_name.get(_plain_name(theirs))
        if found is None:
            faults.append(_unknown_column(theirs, table))
        else:
            chosen[ours] = [found]
    for ours in (name for name in SYNONYMS if name not in mapping):
        free = {name: column for name, column in by_name.items() if [column] not in chosen.values()}
        if found := _find(ours, free, table, notes):
            chosen[ours] = found
    if "title" not in chosen and (found := _descriptive(table, chosen)):
        chosen["title"] = [found]
        if chosen.get("summary") == [found]:
            del chosen["summary"]
        notes.append(f"Titles come from '{found}'; choose another with --map title=NAME.")
    elif "title" not in chosen and (
        named := [by_name[name] for name in SYNONYMS["title"] if name in by_name]
    ):
        chosen["title"] = named[:1]
    if not faults:
        missing = [word for ours, word in (("start", "date"), ("title", "title")) if ours not in chosen]
        faults = [_fault(f"no-{word}-column", ", ".join(table.columns)) for word in missing]
    pairs = ", ".join(f"{ours} = {' + '.join(chosen[ours])}" for ours in SYNONYMS if ours in chosen)
    notes.insert(0, f"Read as: {pairs}.")
    return chosen, faults


def _find(ours: str, by_name: dict[str, str], table: pd.DataFrame, notes: list[str]) -> list[str] | None:
    """The columns of theirs whose names mean ours and whose cells fit; dates need not fit."""
    candidates = [[by_name[name]] for name in SYNONYMS[ours] if name in by_name]
    candidates += [
        [by_name[part] for part in parts if part in by_name]
        for parts in PARTS.get(ours, ())
        if parts[0] in by_name
    ]
    # A column `Day` beside `Year` is a number; alone it is a date.
    candidates += [[by_name["day"]]] if ours == "start" and "day" in by_name else []
    for theirs in candidates:
        if _fits(ours, table, theirs):
            return theirs
        if ours == "importance" and (table[theirs[0]] != "").any():
            notes += [f"'{theirs[0]}' is kept as it is: importance is 1, 2, 3, 4 or 5."]
    # Dates are worth listing one by one even when none of them can be read.
    return candidates[0] if candidates and ours == "start" else None


def _fits(ours: str, table: pd.DataFrame, theirs: list[str]) -> bool:
    """Whether the cells of their columns can be what ours holds."""
    cells = table[theirs[0]]
    filled = cells[cells.str.strip() != ""]
    if filled.empty:
        return False
    if ours in ("start", "end"):
        return len(theirs) > 1 or _any_date(filled)
    if ours == "title":
        return _wordy(cells)
    if ours == "category":
        return 2 * len(filled) >= len(cells) and filled.nunique() <= max(MAX_CATEGORIES, len(cells) // 2)
    if ours == "importance":
        return filled.isin(list("12345")).all()
    return ours != "sources" or filled.str.match("https?://").any()


def _any_date(cells: pd.Series) -> bool:
    """Whether one of the first cells reads as a date, be its order of day and month certain or not."""
    sample = cells.str.strip().drop_duplicates().head(200).tolist()
    return any(date or unsure for date, unsure, _ in _read_all(sample, {}).values())


def _wordy(cells: pd.Series) -> bool:
    """Whether a column is mostly filled, and mostly with words: not numbers, addresses, lists or markup."""
    text = cells[cells.str.strip() != ""]
    words = text.str.contains(r"[^\W\d_]") & ~text.str.match(r"\s*(?:[\[{<]\W|[\[{]['\"]|https?://)")
    return len(text) > 0 and 2 * len(text) >= len(cells) and 2 * words.sum() >= len(text)


def _descriptive(table: pd.DataFrame, chosen: dict[str, list[str]]) -> str:
    """Their column that describes its row best: mostly words, long but readable, and seldom the same twice.

    The score is the median length (beyond MAX_DESCRIPTIVE it counts for less the longer it is) times the square
    of the share of different cells. The column of the summary may be taken too.
    """
    used = {column for ours, theirs in chosen.items() if ours != "summary" for column in theirs}
    best, found = 0.0, ""
    for name in table.columns:
        if name in used or not _wordy(table[name]):
            continue
        cells = table[name][table[name] != ""]
        length = cells.str.len().median()
        score = min(length, MAX_DESCRIPTIVE**2 / length) * (cells.nunique() / len(table)) ** 2
        if score > best:
            best, found = score, name
    return found


def _unknown_column(name: str, table: pd.DataFrame) -> tuple:
    near = difflib.get_close_matches(name, list(table.columns), 1, 0.5)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return _fault("unknown-mapped-column", name, what=", ".join(table.columns), hint=hint)


def _fault(code: str, value: str, **holes) -> tuple:
    return None, "", code, value, problem(code, "", value=value, shown=value, **holes).message


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", name).casefold()


# -- dates -------------------------------------------------------------------------------------------------

_TIME = re.compile(
    r"(.*?[0-9])(?:T|,? +)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?",
    re.ASCII,
)
_SLASHED = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_STILL = ("present", "ongoing", "now", "today")
_NOTHING = ("nan", "nat", "na", "n/a", "null", "none", "-", "?", "unknown")
_ORDERS = {"dmy": "day", "mdy": "month"}


@dataclass(frozen=True)
class _Days:
    """For each row their text, our date ("" when there is none), whether its order is unsure, a time cut."""

    raw: pd.Series
    meaning: list[tuple[str, bool, bool]]

    @property
    def date(self) -> pd.Series:
        return self._part(0, "str")

    @property
    def unsure(self) -> pd.Series:
        return self._part(1, "bool")

    @property
    def cut(self) -> pd.Series:
        return self._part(2, "bool")

    def _part(self, i: int, dtype: str) -> pd.Series:
        return pd.Series([row[i] for row in self.meaning], index=self.raw.index, dtype=dtype)


def _dates(table: pd.DataFrame, chosen: dict, order: str, notes: list[str]) -> dict[str, _Days]:
    """Start and end of every row in our grammar; one order of day and month for each separator in both."""
    raw = {name: _joined(table, chosen.get(name, [])) for name in ("start", "end")}
    end = raw["end"].str.lower()
    raw["end"] = raw["end"].mask(end.isin(_STILL), "..").mask(end.isin(_NOTHING), "")
    _note(notes, (end.isin(_STILL)).sum(), "{} end{s} such as 'present' mean{v} still going on.")
    _note(notes, (end.isin(_NOTHING)).sum(), "{} end{s} such as 'NA' count{v} as empty.")
    texts = pd.concat(raw.values()).drop_duplicates().tolist()
    orders = dict.fromkeys("/.-", order) if order else _proven(texts, notes)
    meaning = _read_all([text for text in texts if text not in ("", "..")], orders)
    meaning |= {"": ("", False, False), "..": ("..", False, False)}
    days = {name: _Days(cells, [meaning[text] for text in cells]) for name, cells in raw.items()}
    _note(
        notes,
        sum(int(d.cut.sum()) for d in days.values()),
        "{} time{s} of day {w} cut to the day as written.",
    )
    if any(len(chosen.get(name, [])) > 1 and cells.str.startswith("-").any() for name, cells in raw.items()):
        notes.append("Years below 1 are read as astronomical: 0 is 1 BCE, -44 is 45 BCE.")
    return days


def _joined(table: pd.DataFrame, theirs: list[str]) -> pd.Series:
    """The text of a date for each row, from one column or from year, month and day."""
    if not theirs:
        return pd.Series("", index=table.index, dtype="str")
    parts = {
        _plain_name(name).removeprefix("start").removeprefix("end"): table[name].str.strip()
        for name in theirs
    }
    if "year" not in parts:
        return table[theirs[0]].str.strip()
    # A table that was computed with gaps writes 1948.0 for 1948.
    parts = {name: cells.str.replace(r"\.0$", "", regex=True) for name, cells in parts.items()}
    blank = [""] * len(table)
    rows = zip(parts["year"], parts.get("month", blank), parts.get("day", blank), strict=True)
    return pd.Series([_from_parts(*row) for row in rows], index=table.index, dtype="str")


def _from_parts(year: str, month: str, day: str) -> str:
    """`1948`, `3` or `March`, `14` as one text: a date of ours where they are good, else plain to explain."""
    if not year:
        return " ".join(filter(None, (day, month)))
    if re.fullmatch("-?[0-9]{1,4}", year):
        year = f"{'-' if year.startswith('-') else ''}{year.lstrip('-').zfill(4)}"
    month = str(dates.month_number(month) or month).zfill(2) if month else ""
    return f"{year}-{month}-{day.zfill(2)}" if day else f"{year}-{month}" if month else year


def _proven(texts: list[str], notes: list[str]) -> dict[str, str]:
    """For each separator the order of day and month that a number above 12 proves; none where both are."""
    proofs = {}
    for text in texts:
        if match := _SLASHED.fullmatch(_without_time(text)[0]):
            good = [order for order in _ORDERS if not dates.explain(_ordered(match, order))]
            if len(good) == 1:
                proofs.setdefault(match[2], {}).setdefault(good[0], text)
    for found in proofs.values():
        for order, text in found.items():
            if len(found) == 1:
                notes.append(f"The {_ORDERS[order]} comes first in dates, as {text} proves.")
    return {separator: next(iter(found)) for separator, found in proofs.items() if len(found) == 1}


def _read_all(texts: list[str], orders: dict[str, str]) -> dict[str, tuple[str, bool, bool]]:
    """For each text: our date or "", whether day and month are unsure, whether a time was cut."""
    bare = [_without_time(text) for text in texts]
    known = dates.read([text for text, _ in bare])["ok"]
    told = [(text, False) if ok else _other(text, orders) for (text, _), ok in zip(bare, known, strict=True)]
    good = dates.read([date for date, _ in told])["ok"].tolist()
    return {
        text: (date if ok else "", unsure, cut)
        for text, (_, cut), (date, unsure), ok in zip(texts, bare, told, good, strict=True)
    }


def _without_time(text: str) -> tuple[str, bool]:
    match = _TIME.fullmatch(text) if len(text) <= dates.MAX_EXPLAINED else None
    return (match[1], True) if match else (text, False)


def _other(text: str, orders: dict[str, str]) -> tuple[str, bool]:
    """A date that is written in another way, in ours, and whether the order of day and month is unsure."""
    if match := _SLASHED.fullmatch(text):
        a, separator, b, _ = match.groups()
        certain = "dmy" if int(a) > 12 or int(a) == int(b) else "mdy" if int(b) > 12 else ""
        order = orders.get(separator) or certain
        return (_ordered(match, order), False) if order else ("", True)
    if match := _YEAR_FIRST.fullmatch(text):
        return f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}", False
    if match := _COMPACT.fullmatch(text):
        return "-".join(match.groups()), False
    if re.fullmatch("[1-9][0-9]{2}", text):
        return f"0{text}", False
    return dates.from_words(text), False


def _ordered(match: re.Match, order: str) -> str:
    """The date of ours that `3/4/2005` means in one order of day and month, whether it exists or not."""
    day, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
    return f"{match[4]}-{month:0>2}-{day:0>2}"


def _missing(
    days: dict, titles: pd.Series, lines: np.ndarray, chosen: dict
) -> tuple[np.ndarray, list[tuple]]:
    """Which rows cannot be shown, and one problem for each, in their order: no usable date, or no title."""
    start, end = days["start"], days["end"]
    starts, ends = start.date, end.date
    bad_start, bad_end = starts.isin(["", ".."]), (end.raw != "") & ((ends == "") | ends.str.contains("/"))
    bad = (bad_start | bad_end | (titles == "")).to_numpy()
    found = []
    for i in np.flatnonzero(bad):
        if not (bad_start[i] or bad_end[i]):
            code, column, value, shown = "row-without-title", chosen["title"][0], "", None
        else:
            name = "start" if bad_start[i] else "end"
            column, value = " + ".join(chosen[name]), days[name].raw[i]
            unsure = days[name].meaning[i][1]
            code = "ambiguous-day-month" if unsure else "row-without-date"
            shown = None if unsure else _why(value, name == "end")
        message = problem(code, "", value=value, shown=shown).message
        found.append((int(lines[i]), column, code, value, message))
    return bad, found


def _why(text: str, end: bool) -> str:
    """Why their date cannot be used."""
    if not text:
        return "There is no date."
    bare = _without_time(text)[0]
    if match := _SLASHED.fullmatch(bare):
        for order, other in (("dmy", "mdy"), ("mdy", "dmy")):
            month = int(match[3] if order == "dmy" else match[1])
            if month > 12 and not dates.explain(_ordered(match, other)):
                return f"{bare} has no month {month} when the {_ORDERS[order]} comes first."
    return dates.explain(text, end)


# -- text, categories, ids, the rest -----------------------------------------------------------------------

_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section)\b[^<>]*>", re.IGNORECASE
)
# Control characters, line separators, and marks that turn the direction of text.
_UNSEEN = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"


def _texts(table: pd.DataFrame, chosen: dict, notes: list[str]) -> tuple[dict[str, pd.Series], set[str]]:
    """The cells of our text columns, fit to read, and the names of those that say less than theirs did.

    Title and summary are without markup, a title has at most 90 characters, sources are addresses.
    """
    names = [name for name in chosen if name not in ("start", "end", "category")]
    texts = {name: table[chosen[name][0]].str.replace(_UNSEEN, " ", regex=True).str.strip() for name in names}
    changed = 0
    for name in ("title", "summary"):
        plain = (
            texts[name].map(_without_markup)
            if name in texts
            else pd.Series("", index=table.index, dtype="str")
        )
        changed += int((plain != texts.get(name, plain)).sum())
        texts[name] = plain.str.split().str.join(" ").astype("str")
    _note(notes, changed, "Markup was taken out of {} text{s}.")
    borrowed = (texts["title"] == "") & (texts["summary"] != "")
    _note(notes, borrowed.sum(), "{} row{s} without a title {w} named by the beginning of the summary.")
    whole = texts["title"].mask(borrowed, texts["summary"])
    texts["title"] = whole.map(_short)
    cut = texts["title"] != whole
    cut &= ~borrowed
    _note(notes, cut.sum(), f"{{}} title{{s}} of more than {MAX_TITLE} characters {{w}} cut at a word.")
    room = texts["summary"] == ""
    texts["summary"] = texts["summary"].mask(cut & room, whole)
    less = {"title"} if (cut & ~room).any() else set()
    if "sources" in texts:
        found = texts["sources"].map(_addresses).astype("str")
        less |= {"sources"} if ((found == "") & (texts["sources"] != "")).any() else set()
        texts["sources"] = found
    return texts, less


def _without_markup(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    return re.sub(_UNSEEN, " ", html.unescape(_TAG.sub("", _BLOCK.sub(" ", text))))


def _short(text: str) -> str:
    """At most MAX_TITLE characters, cut after a word."""
    if len(text) <= MAX_TITLE:
        return text
    words = text[:MAX_TITLE].rsplit(" ", 1)[0]
    return words[: MAX_TITLE - 1].rstrip(" ,;:.-") + "…"


def _addresses(cell: str) -> str:
    """The addresses of a cell separated by `;`; empty when something else stands there."""
    parts = [part for part in re.split(r"\s+|[;,|](?=\s|https?://)", cell) if part]
    if not all(part.startswith(("http://", "https://")) for part in parts):
        return ""
    return ";".join(part.replace(";", "%3B") for part in parts)


def _categories(
    table: pd.DataFrame, chosen: dict, shown: np.ndarray, notes: list[str]
) -> tuple[pd.Series, dict]:
    """The code of each row's category, and code -> label, largest first; beyond twelve all are together."""
    if "category" not in chosen:
        return pd.Series(NO_CATEGORY, index=table.index, dtype="str"), {NO_CATEGORY: NO_CATEGORY.capitalize()}
    column = chosen["category"][0]
    words = table[column].map(_without_markup).str.split().str.join(" ")
    codes = words.map({text: slug(text) or REST for text in words.unique()})
    pairs = pd.DataFrame({"code": codes, "label": words})[shown].value_counts().reset_index()
    sizes = (
        pairs.groupby("code")["count"]
        .sum()
        .reset_index()
        .sort_values(["count", "code"], ascending=[False, True])
    )
    ranked = [code for code in sizes["code"] if code != REST]
    rest = ranked[MAX_CATEGORIES:]
    if rest:
        n = int(codes[shown].isin(rest).sum())
        notes.append(
            f"'{column}' has {len(ranked)} values; the {MAX_CATEGORIES} most frequent are event types, "
            f"the other {len(rest)} ({n:,} events) are together in '{REST}'."
        )
    codes = codes.mask(codes.isin(rest), REST)
    names = pairs.drop_duplicates("code").set_index("code")["label"]
    labels = {code: names[code] for code in ranked[:MAX_CATEGORIES]}
    if (codes[shown] == REST).any():
        labels[REST] = "Other"
    return codes, labels


def slug(text: str, most: int = MAX_ID - 12) -> str:
    """Lower-case ASCII letters and digits with single hyphens, at most `most`; a hash where none are left."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub("[^a-z0-9]+", "-", ascii_.replace("'", "")).strip("-")
    if not words and text:
        return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return words if len(words) <= most else words[: most + 1].rsplit("-", 1)[0][:most].strip("-")


def unique_names(names: list[str], join: str = " ", most: int = 10_000) -> list[str]:
    """The same names in the same order; one that was there before gets the next free number at its end."""
    seen, found = set(names), []
    taken, counts = set(), {}
    for name in names:
        new = name
        while new in taken or (new != name and new in seen):
            counts[name] = counts.get(name, 1) + 1
            new = f"{name[: most - 7]}{join}{counts[name]}"
        taken.add(new)
        found.append(new)
    return found


def _ids(frame: pd.DataFrame, notes: list[str]) -> list[str]:
    """Their ids where they are unique and fit to be ours, else the date and words of the title."""
    if len(frame) and (frame["id"] != "").all():
        own = [slug(text, MAX_ID) for text in frame["id"]]
        if len(set(own)) == len(own):
            return own
        notes.append("The ids are not unique; new ones are made from date and title.")
    days = frame["start"].str.replace("^-", "minus-", regex=True).map(slug)
    made = [
        f"{day}-{slug(title, MAX_ID - 8 - len(day))}" for day, title in zip(days, frame["title"], strict=True)
    ]
    return unique_names(made, "-", MAX_ID)


def _others(rest: pd.DataFrame) -> pd.DataFrame:
    """Their other columns as they are, but without unseen characters, and under names that are not ours."""
    names = [f"original {name}" if name in OURS else name for name in rest.columns]
    cells = {
        name: rest[old].str.replace(_UNSEEN, " ", regex=True)
        for name, old in zip(unique_names(names), rest.columns, strict=True)
    }
    return pd.DataFrame(cells, index=rest.index, dtype="str")


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="str") for name in SYNONYMS})


def _note(notes: list[str], n: int, sentence: str) -> None:
    """Adds the sentence with its number when that is not 0, in the singular or the plural."""
    if n:
        one = n == 1
        notes.append(
            sentence.format(f"{n:,}", s="" if one else "s", v="s" if one else "", w="was" if one else "were")
        )
