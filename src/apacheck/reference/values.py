"""A part of a reference → what it says, as APA writes it: names, dates, pages, what follows a title.

Where a part holds words that the parts inside it do not cover, it comes back as typed: nothing that is said gets lost.
"""

from itertools import pairwise

import regex

from apacheck.patterns import pattern
from apacheck.reference import apa, forms
from apacheck.reference.date import MONTH_NUMBER, MONTHS, read_body
from apacheck.reference.model import (
    Bracket,
    Date,
    Issue,
    Item,
    ItemKind,
    Joint,
    Name,
    Names,
    Pages,
    Parenthesis,
    Part,
    Title,
    Volume,
)

SAYS_SOMETHING = pattern(r"[\p{L}\p{N}]")


def covered(part: Part, *inner: Part | None, besides: regex.Pattern[str] | None = None) -> bool:
    """Whether nothing in `part` but white space and punctuation stands outside the parts inside it."""
    place = part.start
    rest: list[str] = []
    for piece in sorted((piece for piece in inner if piece is not None), key=lambda piece: piece.start):
        rest.append(part.whole[place : piece.start])
        place = max(place, piece.end)
    rest.append(part.whole[place : part.end])
    text = " ".join(rest)
    if besides is not None:
        text = besides.sub("", text)
    return not SAYS_SOMETHING.search(text)


# --- names ------------------------------------------------------------------------------------------------------------


def inverted(name: Name) -> str:
    """A name as authors have it: "King, M. L., Jr. [@handle] (Writer)"."""
    if not covered(name, *name.parts()):
        return forms.single(name.text)
    return f"{', '.join(_pieces(name))}{_attachments(name)}"


def inline(name: Name) -> str:
    """A name as editors and translators have it: "M. L. King Jr."."""
    if not covered(name, *name.parts()):
        return forms.single(name.text)
    family, *others = _pieces(name)
    given = others.pop(0) if name.given else ""
    return f"{' '.join([word for word in (given, family, *others) if word])}{_attachments(name)}"


def _pieces(name: Name) -> list[str]:
    main = name.family or name.literal
    pieces = [forms.single(main.text) if main else ""]
    if name.given:
        pieces.append(forms.initials(name.given.text))
    if name.suffix:
        pieces.append(forms.suffix(name.suffix.text))
    return pieces


def _attachments(name: Name) -> str:
    text = ""
    if name.handle:
        text += f" [{name.handle.text.strip('[]() ')}]"
    if name.contributor:
        text += f" {forms.single(name.contributor.text)}"
    if name.role:
        text += f" ({forms.role(name.role.label.text)})"
    return text


def inline_names(names: Names) -> str:
    """Names as editors and translators have them: "A. Roe & B. Doe"."""
    text = apa.joined([inline(name) for name in names.names])
    rest = et_al(names)
    return f"{text}, {rest}" if rest else text


def et_al(names: Names) -> str:
    """An "et al." in a list of names."""
    return names.et_al.text.strip(" ,;") if names.et_al else ""


def shared_role(names: Names) -> str:
    """The role of all the names, in its parentheses."""
    return f"({forms.role(names.role.label.text)})" if names.role else ""


def names_covered(names: Names) -> bool:
    """Whether a list of names is understood to the last word."""
    return covered(names, *names.parts(), names.ellipsis) and all(
        covered(joint, joint.conjunction, names.ellipsis if names.ellipsis and _holds(joint, names.ellipsis) else None)
        for joint in names.joints
    )


def _holds(joint: Joint, part: Part) -> bool:
    return joint.start <= part.start and part.end <= joint.end


# --- date ---------------------------------------------------------------------------------------------------------

_DATE_WORDS = pattern(r"\b(?:of|to|st|nd|rd|th)\b", regex.IGNORECASE)
_IN_PRESS = pattern(r"in\s*press", regex.IGNORECASE)


def date(part: Date) -> str:
    """What stands in the parentheses of the date."""
    letter = part.letter.text.lower() if part.letter else ""
    if part.form == "no-date":
        return f"n.d.-{letter}" if letter else "n.d."
    if part.form == "in-press":
        if not _IN_PRESS.match(part.body.text):
            return forms.single(part.body.text)
        return f"in press-{letter}" if letter else "in press"
    numeric = part.month is not None and part.month.text.isdigit() and not part.order.startswith("y")
    if part.year is None or part.original or numeric or not covered(part.body, *part.parts(), besides=_DATE_WORDS):
        return forms.single(part.body.text)
    text = f"{circa(part)}{part.year.text}{letter}"
    if part.era:
        text += f" {part.era.text}"
    if part.season:
        text += f", {season(part.season.text)}"
    elif part.month:
        text += f", {_day_of(part.month, part.day)}"
    end = _day_of(part.end_month, part.end_day)
    if end:
        text += _dash(part, part.end_month or part.end_day) + end
    if part.end_year:
        text += _dash(part, part.end_year) + part.end_year.text
    return text


def circa(part: Date) -> str:
    """The "ca. " of an approximate date; a copyright sign says nothing here."""
    word = part.circa.text.lower() if part.circa else ""
    return "ca. " if word[:1] in {"c", "a"} and word != "c" and not word.startswith("copy") else ""


def season(text: str) -> str:
    """A season, or two, with capitals."""
    return regex.sub(r"\p{L}+", lambda match: match[0].capitalize(), regex.sub(r"\s*([/–—-])\s*", r"\1", text))


def _day_of(month: Part | None, day: Part | None) -> str:
    """A day as "January 3"; or what there is of it."""
    words = [month_name(month.text)] if month else []
    if day:
        words.append(regex.sub(r"^0+(?=\d)|\D+$", "", day.text))
    return " ".join(words)


def month_name(text: str) -> str:
    """A month as typed ("Jan.", "01") spelled out."""
    number = int(text) if text.isdigit() else MONTH_NUMBER.get(text.rstrip(".").lower(), 0)
    return MONTHS[number - 1] if 1 <= number <= 12 else text


def _dash(part: Date, end: Part | None) -> str:
    """An en dash, or the slash of "March/April"."""
    before = part.whole[part.start : end.start].rstrip() if end else ""
    return "/" if before.endswith("/") else "–"


def retrieval_date(part: Part) -> str:
    """A day in a sentence: "July 3, 2019"."""
    pieces = read_body(part.whole, part.start, part.end) or {}
    year, month, day = (pieces.get(name) for name in ("year", "month", "day"))
    if isinstance(year, Part) and isinstance(month, Part) and isinstance(day, Part) and not month.text.isdigit():
        return f"{_day_of(month, day)}, {year.text}"
    return forms.single(part.text)


# --- title ------------------------------------------------------------------------------------------------------------


#: The order in which things stand in one pair of parentheses; what is not here stays where it is.
_ORDER: dict[ItemKind, int] = {"contributors": 0, "edition": 1, "volume": 2, "pages": 3, "pages-bare": 3}
_BEFORE_BRACKET = {*_ORDER, "number", "version", "season"} - {"contributors"}


def title_covered(part: Title) -> bool:
    """Whether a title and what follows it is understood to the last word."""
    return covered(part, part.main, *part.parentheses, *part.brackets, *(part.quotes or ()))


def main_title(part: Title) -> str:
    """The title proper."""
    return forms.single(part.main.text) if part.main else ""


def additions(part: Title) -> list[str]:
    """The parentheses and brackets after a title, parentheses of one kind in one."""
    groups: list[Bracket | list[Parenthesis]] = []
    pieces: list[Parenthesis | Bracket] = [*part.parentheses, *part.brackets]
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if isinstance(piece, Bracket):
            groups.append(piece)
            continue
        kinds = _kinds([piece])
        place = len(groups)
        if kinds and kinds <= _BEFORE_BRACKET:
            while place and isinstance(bracket := groups[place - 1], Bracket) and _describes(bracket):
                place -= 1
        neighbour = groups[place - 1] if place else None
        if isinstance(neighbour, list) and kinds and (kinds | _kinds(neighbour)) <= {"edition", "volume", "pages"}:
            neighbour.append(piece)
        else:
            groups.insert(place, [piece])
    return [_bracket(group) if isinstance(group, Bracket) else _parenthesis(group) for group in groups]


def _kinds(parentheses: list[Parenthesis]) -> set[ItemKind]:
    return {item.kind for parenthesis in parentheses for item in parenthesis.items}


def _describes(bracket: Bracket) -> bool:
    return not bracket.translation and forms.is_description(bracket.description.text)


def _bracket(part: Bracket) -> str:
    text = part.description.text
    return f"[{forms.single(text) if part.translation else forms.description(text)}]"


def _parenthesis(parts: list[Parenthesis]) -> str:
    items = [item for part in parts for item in part.items]
    if not items or not all(covered(part, *part.items) for part in parts):
        return " ".join(f"({forms.single(part.text).removeprefix('(').removesuffix(')').strip()})" for part in parts)
    if all(item.kind in _ORDER for item in items):
        items.sort(key=lambda item: _ORDER[item.kind])
    text = _item(items[0])
    for before, item in pairwise(items):
        text += _between(before, item) + _item(item)
    return f"({text})"


def _between(before: Item, after: Item) -> str:
    typed = before.whole[before.end : after.start] if before.end <= after.start else ""
    return "; " if before.kind == "contributors" or ";" in typed else ", "


def _item(item: Item) -> str:
    """One thing in the parentheses after a title."""
    match item.kind:
        case "edition":
            return forms.edition(item.text)
        case "volume":
            return forms.volume(item.text)
        case "number":
            return forms.number(item.text)
        case "version":
            return forms.version(item.text)
        case "pages" | "pages-bare" if item.pages is not None:
            return pages(item.pages, label=True)
        case "contributors" if item.names is not None and item.label is not None:
            names, label = item.names, item.label
            if not covered(item, names, label) or not names_covered(names):
                return forms.single(item.text)
            return f"{inline_names(names)}, {forms.role(label.text)}"
        case _:
            return forms.single(item.text)


# --- numbers ----------------------------------------------------------------------------------------------------------


_NUMBER_WORD = pattern(r"(?:vol(?:ume)?|nos?|nr|issue|number|iss)\b\W*", regex.IGNORECASE)


def number(part: Volume | Issue | None) -> str:
    """A volume's or issue's number; a label that says more than "Vol." or "No." stays."""
    if part is None:
        return ""
    label = forms.single(part.label.text) if part.label else ""
    number = forms.numbers(part.number.text)
    return number if not label or _NUMBER_WORD.fullmatch(label) else f"{label} {number}"


def pages(part: Pages, *, label: bool) -> str:
    """Pages, with "p." or "pp." if `label`."""
    if not covered(part, part.label, *part.ranges):
        return forms.single(part.text)
    ranges = [
        (forms.single(span.first.text), forms.single(span.last.text) if span.last else "") for span in part.ranges
    ]
    return forms.pages(ranges, label=label)
