"""A view says what we are looking at: window, choices, search, selection. It equals the query of a URL.

The same words are used in the address bar, on the command line and in Python. A key is repeated for several
values (`type=un&type=talks`), an absent key means the default, unknown keys are kept as they came.
"""

from dataclasses import dataclass, field, fields, replace
from urllib.parse import parse_qsl, urlencode

from timeline import dates

STANCES = ("-2", "-1", "0", "1", "2", "none")
TABS = ("timeline", "table", "about")
# Longest text that a person types or shares; beyond it a query is not a question but a load.
MAX_QUERY, MAX_TEXT, MAX_CODE, MAX_CHOICES = 8_000, 200, 64, 200
# The choices of which several may be made, by their word in the URL and their field here.
CHOICES = {"type": "types", "actor": "actors", "tag": "tags", "stance": "stances"}
KEYS = ("from", "to", *CHOICES, "importance", "q", "event", "tab")


@dataclass(frozen=True)
class View:
    """What is looked at. Frozen, hashable, in one canonical form: choices are sorted and unique.

    `first`, `last`: window as day numbers (days since 1970-01-01, inclusive), None = not limited on that side.
    `types actors tags stances`: chosen values, empty = all. `importance`: the least importance, 1-5.
    `text`: search words. `event`: id of the selected event. `tab`: the open tab. `rest`: unknown (key, value)s.
    `notes`: sentences about parts of a query that could not be used; not part of the value.
    """

    first: int | None = None
    last: int | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    importance: int = 1
    text: str = ""
    event: str = ""
    tab: str = "timeline"
    rest: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self):
        for name in CHOICES.values():
            object.__setattr__(self, name, tuple(sorted({value for value in getattr(self, name) if value})))
        object.__setattr__(self, "text", " ".join(self.text.split())[:MAX_TEXT].rstrip())

    @classmethod
    def from_query(cls, query: str) -> "View":
        """The view a URL query means. What cannot be used is left out and said in `notes`, one sentence each."""
        found, notes, rest = {}, [], []
        if len(query) > MAX_QUERY:
            return cls(notes=(f"The address is longer than {MAX_QUERY} characters and was not read.",))
        for key, text in parse_qsl(query.lstrip("?"), keep_blank_values=True):
            if key not in KEYS:
                rest.append((key, text))
                continue
            try:
                _take(found, key, text)
            except ValueError as fault:
                notes.append(str(fault))
        if (
            found.get("first") is not None
            and found.get("last") is not None
            and found["first"] > found["last"]
        ):
            notes.append("'from' is after 'to'; both were left out.")
            found.pop("first"), found.pop("last")
        return cls(**found, rest=tuple(rest), notes=tuple(notes))

    def to_query(self) -> str:
        """The canonical query, without `?`: known keys in fixed order, then what was unknown, as it came."""
        pairs = []
        if self.first is not None:
            pairs.append(("from", dates.iso([self.first])[0]))
        if self.last is not None:
            pairs.append(("to", dates.iso([self.last])[0]))
        for key, name in CHOICES.items():
            pairs += [(key, value) for value in getattr(self, name)]
        if self.importance > 1:
            pairs.append(("importance", str(self.importance)))
        pairs += [(key, text) for key, text in (("q", self.text), ("event", self.event)) if text]
        if self.tab != "timeline":
            pairs.append(("tab", self.tab))
        return urlencode([*pairs, *self.rest], errors="replace")

    def without(self, *names: str) -> "View":
        """The same view with the named fields at their defaults."""
        defaults = {f.name: f.default for f in fields(self)}
        return replace(self, **{name: defaults[name] for name in names})

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the fields that narrow the events, the window included, in the order of the rail."""
        names = ("text", *CHOICES.values(), "importance")
        narrow = [name for name in names if getattr(self, name) != getattr(View(), name)]
        return (*narrow, *(("window",) if (self.first, self.last) != (None, None) else ()))


def _take(found: dict, key: str, text: str) -> None:
    """Puts one `key=text` of a query into `found`, or raises ValueError with the sentence for the reader."""
    if not text:
        return
    if key in ("from", "to"):
        found["first" if key == "from" else "last"] = _day(key, text)
    elif key in CHOICES:
        _choose(found, key, text)
    elif key == "importance":
        if text not in ("1", "2", "3", "4", "5"):
            raise ValueError(f"importance: {_shown(text)} is not 1, 2, 3, 4 or 5; it was left out.")
        found["importance"] = int(text)
    elif key == "q":
        found["text"] = text
    elif key == "event":
        if len(text) > MAX_CODE:
            raise ValueError(f"event: an id has at most {MAX_CODE} characters; it was left out.")
        found["event"] = text
    elif text in TABS:
        found["tab"] = text
    else:
        raise ValueError(f"tab: {_shown(text)} is not {', '.join(TABS[:-1])} or {TABS[-1]}; it was left out.")


def _choose(found: dict, key: str, text: str) -> None:
    name = CHOICES[key]
    chosen = found.get(name, ())
    if key == "stance" and text not in STANCES:
        raise ValueError(f"stance: {_shown(text)} is not {', '.join(STANCES[:-1])} or none; it was left out.")
    if len(text) > MAX_CODE or len(chosen) >= MAX_CHOICES:
        raise ValueError(f"{key}: too long or too many values; the rest was left out.")
    found[name] = (*chosen, text)


def _day(key: str, text: str) -> int:
    """First day of a `from`, last day of a `to`; both may be a day, a month or a year."""
    row = dates.read([text], today=0).iloc[0]
    if not row["ok"]:
        raise ValueError(f"{key}: {dates.explain(text)} It was left out.")
    return int(row["first"] if key == "from" else row["last"])


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
