"""Names and dates of a reference → those of CSL-JSON."""

from collections.abc import Iterable
from typing import Any

import regex

from apacheck.reference import forms, values
from apacheck.reference.date import MONTH_NUMBER
from apacheck.reference.model import Authors, Date, Name, Part
from apacheck.reference.names import read_authors

#: CSL-JSON: an item, a name, a date.
Json = dict[str, Any]

#: What a role begins with → CSL's variable.
_ROLES = {
    "ed": "editor",
    "dir": "director",
    "executive producer": "executive-producer",
    "producer": "producer",
    "host": "host",
    "chair": "chair",
    "writer": "script-writer",
    "trans": "translator",
    "narr": "narrator",
    "illus": "illustrator",
    "comp": "compiler",
    "performer": "performer",
    "guest": "guest",
    "curator": "curator",
    "composer": "composer",
    "interviewer": "interviewer",
}

_SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}

# --- names --------------------------------------------------------------------------------------------------------


def add_authors(item: Json, authors: Authors) -> None:
    """Add those before the date: editors as "editor", all others as "author" and in their role."""
    for name in authors.names:
        role = name.role or authors.role
        variables = _variables(role.label.text if role else "")
        for variable in variables if "editor" in variables else ["author", *variables]:
            item.setdefault(variable, []).append(person(name))
        if name.contributor:  # "(with Long, W. T.)"
            part = name.contributor
            helpers = read_authors(part.whole, part.start + len("(with "), part.end - 1).names
            item.setdefault("contributor", []).extend(person(helper) for helper in helpers)


def _variables(role: str) -> list[str]:
    """CSL's variables for a role: "Ed. & Trans." has two."""
    words = (word.strip(" .,").lower() for word in regex.split(r"&|,|/|\band\b", role))
    found = (next((variable for start, variable in _ROLES.items() if word.startswith(start)), "") for word in words)
    return [variable for variable in dict.fromkeys(found) if variable]


def person(name: Name) -> Json:
    """Turn a person's name, or a group's, into CSL's."""
    if name.family is None:
        return {"literal": forms.single((name.literal or name).text)}
    parts = {"family": forms.single(name.family.text)}
    if name.given:
        parts["given"] = forms.initials(name.given.text)
    if name.suffix:
        parts["suffix"] = forms.suffix(name.suffix.text)
    return parts


def add_contributors(item: Json, names: Iterable[Name], role: str, otherwise: str) -> None:
    """Add names under the variables of their role, or under `otherwise`."""
    for variable in _variables(role) or [otherwise]:
        item.setdefault(variable, []).extend(person(name) for name in names)


# --- dates --------------------------------------------------------------------------------------------------------


def add_date(item: Json, date: Date) -> None:
    """Add the date of the work, its letter and the year of the original."""
    year = year_of(date.year, date.era)
    if date.form != "year" or year is None:
        item["issued"] = {"literal": values.date(date)}
        if date.form == "in-press":
            item["status"] = values.date(date).partition("-")[0]
    else:
        item["issued"] = _issued(date, year)
    if date.letter:
        item["year-suffix"] = date.letter.text.lower()
    if date.original:
        item["original-date"] = {"date-parts": [[year_of(date.original, None)]]}


def _issued(date: Date, year: int) -> Json:
    start = [year, *month_and_day(date.month, date.day)]
    end: list[int] = []
    if date.end_month or date.end_day:
        end = [year, *month_and_day(date.end_month or date.month, date.end_day)]
    last = year_of(date.end_year, None)
    if last is not None:
        end = [last if last > 99 else year - year % 100 + last, *end[1:]]
    issued: Json = {"date-parts": [start, end] if end else [start]}
    if date.end_year and last is None:
        issued["literal"] = values.date(date)
    if date.season:
        issued["season"] = _SEASONS.get(date.season.text.lower(), values.season(date.season.text))
    if values.circa(date):
        issued["circa"] = True
    return issued


def year_of(part: Part | None, era: Part | None) -> int | None:
    """Read a year; one before the common era is negative."""
    if part is None or not part.text.isdecimal():
        return None
    return -int(part.text) if era and era.text.lower().startswith("b") else int(part.text)


def month_and_day(month: Part | None, day: Part | None) -> list[int]:
    """Read a month and a day as numbers, or what there is of them."""
    if month is None:
        return []
    text = month.text.rstrip(".").lower()
    number = int(text) if text.isdecimal() else MONTH_NUMBER.get(text, 0)
    if not 1 <= number <= 12:
        return []
    digits = regex.match(r"\d+", day.text) if day else None
    return [number, int(digits[0])] if digits else [number]
