"""A `Record` → the entry as APA 7 would have it, written by the same functions that write a parsed entry.

What the record does not state is left out; the case of the title is the record's.
"""

import regex

from apacheck.patterns import pattern
from apacheck.record.model import Contributor, Record
from apacheck.record.words import fold, plain, without_notice
from apacheck.reference import apa, forms
from apacheck.reference.apa import Sentence, Style

_PARTICLE = pattern(
    r"(?:\s|^)(?P<particle>(?:(?:van|von|de|der|den|del|della|di|da|do|dos|das|du|la|le|ter|ten|zu|zur|e)\s?){1,6})$"
)
_GIVEN = pattern(r"[\p{L}\p{M}’']++(?:-[\p{L}\p{M}’']++)*\.?")
_SUFFIX = pattern(r"(?:,|(?<!\s))\s++(?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV)$", regex.IGNORECASE)
_NICKNAME = pattern(r"(?:(?<!\s)\s++)?+[(\"“][^()\"“”]*[)\"”]")
_ORGANISATION_NOTE = pattern(r"(?:(?<!\s)\s++)?+\([A-Z]{2,8}\)$")
_DASH = pattern(r"(?<=\w)\s*[-‐‑‒–—]+\s*(?=\w)")
_NO_PAGE = frozenset({"n/a-n/a", "n/a", "no", "no-no", "-"})

_JOURNAL = frozenset({"journal-article"})
_CHAPTER = frozenset({"book-chapter", "book-section", "book-part", "reference-entry", "book-track", "report-component"})
_BOOK = frozenset({"book", "monograph", "edited-book", "reference-book", "book-set", "book-series", "proceedings"})


def write(record: Record, style: Style = "plain") -> str:
    """The record as an entry."""
    return apa.write(sentences(record), style)


def sentences(record: Record) -> list[Sentence]:
    """The elements of the entry, in order."""
    title = without_notice(plain(record.title))
    in_periodical = bool(record.containers) and record.type in _JOURNAL
    in_book = bool(record.containers) and (record.type in _CHAPTER or record.type == "proceedings-article")
    additions = [_described(record)] if _described(record) else []
    if record.edition and record.type in _BOOK and record.edition not in {"1", "0"}:
        additions.insert(0, f"({forms.edition(_edition(record.edition))})")
    parts = _who(record)
    dated = apa.date(date(record))
    main = apa.title(title, additions, italic=not (in_periodical or in_book)) if title or additions else None
    found = [parts, dated, main] if parts else [main, dated]
    found.append(_source(record, in_periodical=in_periodical, in_book=in_book))
    found.append(apa.link(f"https://doi.org/{record.doi}"))
    return [sentence for sentence in found if sentence is not None]


def _who(record: Record) -> Sentence | None:
    if record.authors:
        return authors(record.authors)
    if record.editors and record.type in _BOOK:
        names = authors(record.editors)
        role = "(Ed.)" if len(record.editors) == 1 else "(Eds.)"
        return apa.authors([names.text], role=role, groups=False)
    group = next(iter(record.institutions), "")
    return authors((Contributor(name=group),)) if group and record.type in {"report", "standard"} else None


def _source(record: Record, *, in_periodical: bool, in_book: bool) -> Sentence | None:
    pages = "" if record.pages.casefold() in _NO_PAGE else _DASH.sub("–", record.pages)
    if in_periodical:
        number = record.article_number if not pages or pages == record.article_number else ""
        locator = forms.article(number, labelled=True) if number else forms.article(pages, labelled=False)
        return apa.periodical(
            plain(record.container),
            volume=_DASH.sub("–", record.volume),
            issue=_DASH.sub("–", record.issue),
            locator=locator,
        )
    if in_book:
        many = "–" in pages or "," in pages
        additions = [f"({'pp.' if many else 'p.'} {pages})"] if pages else []
        named = [inline(name) for name in record.editors if name.family]
        role = "(Ed.)" if len(named) == 1 else "(Eds.)"
        editors = f"{apa.joined(named)} {role}" if named else ""
        whole = apa.container(plain(record.container), additions, editors=editors)
        if record.publisher:
            whole.runs += [apa.Run(whole.closed() + " "), apa.Run(plain(record.publisher))]
        return whole
    publisher = _publisher(record)
    return apa.publisher([publisher]) if publisher else None


def _publisher(record: Record) -> str:
    if record.type == "posted-content":
        return plain(next(iter(record.institutions), "") or record.publisher)
    if record.type == "dissertation":
        return ""
    return _ORGANISATION_NOTE.sub("", plain(record.publisher))


def _described(record: Record) -> str:
    if record.type == "dissertation":
        kind = "Master’s thesis" if "master" in record.degree.casefold() else "Doctoral dissertation"
        school = plain(next(iter(record.institutions), "") or record.publisher)
        return f"[{kind}, {school}]" if school else f"[{kind}]"
    return "[Data set]" if record.type in {"dataset", "database"} else ""


def _edition(text: str) -> str:
    return f"{forms.ordinal(int(text))} ed." if text.isdecimal() else f"{text} ed."


def date(record: Record) -> str:
    """What stands in the parentheses: the year, or "n.d."."""
    return str(record.year) if record.year else "n.d."


# --- names ------------------------------------------------------------------------------------------------------------


def authors(names: tuple[Contributor, ...]) -> Sentence:
    """The author element; from the twenty-first author on, the first nineteen and the last."""
    written = [inverted(name) for name in names]
    if len(written) > 20:
        return apa.authors([*written[:19], written[-1]], ellipsis=". . .")
    return apa.authors(written, groups=not any(name.family or name.given for name in names))


def inverted(name: Contributor) -> str:
    """A name as authors have it: "King, M. L., Jr."."""
    family, given, suffix = pieces(name)
    return ", ".join(piece for piece in (family, given, suffix) if piece)


def inline(name: Contributor) -> str:
    """A name as editors have it: "M. L. King Jr."."""
    family, given, suffix = pieces(name)
    return " ".join(piece for piece in (given, family, suffix) if piece)


def pieces(name: Contributor) -> tuple[str, str, str]:
    """Family name, initials and suffix; particles with the family name, capitals lowered."""
    if not name.family and not name.given:
        return plain(name.name), "", ""
    family, given = plain(name.family or name.given), plain(name.given if name.family else "")
    suffix = plain(name.suffix)
    match = _SUFFIX.search(family)
    if match is not None:
        family, suffix = family[: match.start()], suffix or match["suffix"]
    particle = _PARTICLE.search(given)
    if particle is not None and particle.start() > 0:
        family = f"{particle['particle'].strip()} {family}"
        given = given[: particle.start()].strip()
    if family.isupper() and len(fold(family)) > 2:
        family = regex.sub(r"\p{L}[\p{L}\p{M}’']*", lambda found: found[0].capitalize(), family)
    return family, initials(given), forms.suffix(suffix) if suffix else ""


def initials(given: str) -> str:
    """Given names as initials: "Jean-Pierre A." as "J.-P. A."."""
    text = _NICKNAME.sub("", given)
    if text.isupper() and text.isalpha() and 1 < len(text) <= 3:
        return " ".join(f"{letter}." for letter in text)
    words = _GIVEN.findall(regex.sub(r"\.(?=\p{L})", ". ", text))
    return " ".join("-".join(f"{piece[0]}." for piece in word.rstrip(".").split("-")) for word in words)
