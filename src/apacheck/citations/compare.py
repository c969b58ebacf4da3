"""Citations and lists → `Section`s: each citation stands in the part of the document that a list closes.

Works are matched with the list of their own part. What that list lacks is looked for in the other parts' lists before it
is called missing, so that each finding can say where the other side stands.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from apacheck.citations.find import Found
from apacheck.citations.known import Known, Listed, key, known as read_known
from apacheck.citations.match import Matcher
from apacheck.citations.model import Citation, Section, Uncited
from apacheck.document import Document, Paragraph
from apacheck.entries import Entry, EntryList
from apacheck.patterns import pattern
from apacheck.text import Span

#: Lists of what need not be cited.
_READING = pattern(
    r"\W*(?:further|suggested|recommended|additional|annotated|selected|supplementary)\s+(?:reading|reference|bibliograph|resource)",
    regex.IGNORECASE,
)
_STARRED = pattern(r"asterisk|marked with an? \*", regex.IGNORECASE)
_CAPITALIZED = pattern(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}]*+(?:[-’'][\p{L}\p{M}]++)*+")
_POSSESSIVE = pattern(r"[’']s?\Z")
_NEAR = 90
#: Letters of a title by which it is known, and characters in which they stand.
_TITLE = 10
_AHEAD = 200
#: A shorter line in a list is a remark.
_SHORTEST = 20
_YEAR = pattern(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)|n\.d\.|in press")


def compare(document: Document, lists: Sequence[EntryList], found: Found) -> list[Section]:
    """Part the document, match the works of each part with its list, and find the entries that nothing cites."""
    citations = found.citations
    sections = _sections(document, lists, citations)
    if not lists or not citations:
        return sections
    every = [read_known(entry for one in section.lists for entry in one.entries) for section in sections]
    matchers = [
        Matcher(known, document, found.introduced, is_reading=all(_need_not(document, one) for one in section.lists))
        for known, section in zip(every, sections, strict=True)
    ]
    for matcher, section in zip(matchers, sections, strict=True):
        matcher.first_pass(section.citations)
    homes, citing = _homes(matchers), _citing(matchers)
    paragraphs = _paragraphs(document, sections)
    for matcher, section, own in zip(matchers, sections, paragraphs, strict=True):
        matcher.second_pass(homes)
        if any(work.compared for citation in section.citations for work in citation.works):
            uncited = _uncited(document, section, own, matcher, citing)
            # Where not one work is found in the list, it is another kind of list, or one that was misread.
            section.uncited = [one for one in uncited if matcher.used or one.elsewhere]
    return sections


def _homes(matchers: Sequence[Matcher]) -> dict[str, list[Matcher]]:
    """The parts whose lists have a name, for each name that begins an entry."""
    homes: dict[str, list[Matcher]] = {}
    if len(matchers) > 1:
        for matcher in matchers:
            for name in {*matcher.known.first, *matcher.known.short, *matcher.known.titles}:
                homes.setdefault(name, []).append(matcher)
    return homes


def _citing(matchers: Sequence[Matcher]) -> dict[tuple[str, str], list[tuple[Matcher, int]]]:
    """The parts that cite a work, with the lines where they do, for each first author and year."""
    citing: dict[tuple[str, str], list[tuple[Matcher, int]]] = {}
    if len(matchers) > 1:
        for matcher in matchers:
            for work, line in matcher.cited.items():
                citing.setdefault(work, []).append((matcher, line))
    return citing


def _paragraphs(document: Document, sections: Sequence[Section]) -> list[list[Paragraph]]:
    """The paragraphs of each part."""
    own: list[list[Paragraph]] = [[] for _ in sections]
    starts = [section.span.start for section in sections]
    for paragraph in document.paragraphs:
        place = paragraph.text.source_span(0, 0).start
        own[max(bisect_right(starts, place) - 1, 0)].append(paragraph)
    return own


# --- parts --------------------------------------------------------------------------------------------------------


def _sections(document: Document, lists: Sequence[EntryList], citations: Sequence[Citation]) -> list[Section]:
    """Part the document: a list closes the text before it, up to the list before that has text of its own.

    Where the first list stands before all citations and text follows the last list, each list opens its part instead.
    """
    whole = Span(0, len(document.source))
    if len(lists) <= 1:
        return [Section(list(lists), whole, list(citations))]
    places = [citation.span.start for citation in citations]
    starts = [one.span.start for one in lists]
    before = [bisect_right(starts, place) for place in places]  # how many lists stand before each citation
    opening = 0 not in before and len(lists) in before
    texts: list[list[Citation]] = [[] for _ in range(len(lists) + 1)]
    for citation, number in zip(citations, before, strict=True):
        texts[number].append(citation)
    sections: list[Section] = []
    stray: list[EntryList] = []
    carried: list[Citation] = []
    longer = any(len(one.entries) > 1 for one in lists)
    for index, one in enumerate(lists):
        own = texts[index + 1] if opening else texts[index]
        if longer and not opening and index + 1 < len(lists) and one.heading is None and len(one.entries) == 1:
            carried += own  # a line that looks like an entry closes no part
            stray.append(one)
            continue
        own, carried = carried + own, []
        if sections and not own and not (opening and index == 0):
            sections[-1].lists += [*stray, one]
            stray = []
            sections[-1].span = Span(sections[-1].span.start, one.span.end)
            continue
        start = one.span.start if opening else lists[index - 1].span.end if index else 0
        sections.append(Section([*stray, one], Span(start, one.span.end), own))
        stray = []
    if not opening:
        sections[-1].citations += texts[-1]
    if len(sections) > 1 and not sections[0].citations:  # a list without text of its own goes with the next
        sections[1].lists[:0] = sections[0].lists
        del sections[0]
    sections[0].span = Span(0, sections[0].span.end)
    for left, right in pairwise(sections):
        left.span = Span(left.span.start, right.span.start)
    sections[-1].span = Span(sections[-1].span.start, whole.end)
    return sections


# --- entries that nothing cites -----------------------------------------------------------------------------------


def _uncited(
    document: Document,
    section: Section,
    paragraphs: Sequence[Paragraph],
    matcher: Matcher,
    citing: Mapping[tuple[str, str], Sequence[tuple[Matcher, int]]],
) -> Iterator[Uncited]:
    left = [
        listed
        for listed, one in _with_lists(section, matcher.known)
        if listed.entry.index not in matcher.used and _is_reference(listed) and not _need_not(document, one)
    ]
    if not left:
        return
    if "*" in document.source and _STARRED.search(document.source):
        left = [listed for listed in left if not _is_starred(document, listed.entry)]
    named = _named(paragraphs, section, left)
    for listed in left:
        if listed.entry.index not in named:
            works = citing.get((listed.authors[0].key, listed.year), ()) if listed.authors else ()
            elsewhere = next((line for other, line in works if other is not matcher), 0)
            yield Uncited(listed.entry, elsewhere)


def _with_lists(section: Section, known: Known) -> Iterator[tuple[Listed, EntryList]]:
    by_index = {entry.index: one for one in section.lists for entry in one.entries}
    for listed in known.listed:
        yield listed, by_index[listed.entry.index]


def _is_reference(listed: Listed) -> bool:
    """Whether an entry can be cited: a name or title, and a date or a sentence's length."""
    return bool(listed.year or listed.title) and len(listed.entry.text) >= _SHORTEST


def _need_not(document: Document, one: EntryList) -> bool:
    """Whether the list's heading says that its entries are not the text's sources."""
    return one.heading is not None and _READING.match(document.source, one.heading.start, one.heading.end) is not None


def _is_starred(document: Document, entry: Entry) -> bool:
    return "*" in document.source[max(0, entry.span.start - 3) : entry.span.start + 2]


def _named(paragraphs: Sequence[Paragraph], section: Section, left: Sequence[Listed]) -> set[int]:
    """Entries that the text names without citing them in a form that was read: author and year, or the title."""
    names: dict[str, list[Listed]] = {}
    titles: dict[str, list[Listed]] = {}
    for listed in left:
        for word in _beginnings(listed):
            names.setdefault(word, []).append(listed)
        title = key(listed.title)
        if len(title) >= _TITLE:
            titles.setdefault(title[:_TITLE], []).append(listed)
    openings = {key(listed.title.split()[0]) for group in titles.values() for listed in group}
    found: set[int] = set()
    spans = [span for one in section.lists for _, span in one.places()]
    starts = [span.start for span in spans]
    for paragraph in paragraphs:
        text = paragraph.text.text
        for match in _CAPITALIZED.finditer(text):
            word = key(_POSSESSIVE.sub("", match[0]))
            hits, opens = names.get(word, ()), word in openings
            if not hits and not opens:
                continue
            place = paragraph.text.source_span(*match.span()).start
            index = bisect_right(starts, place) - 1
            if not section.span.start <= place < section.span.end or (index >= 0 and place < spans[index].end):
                continue
            if hits:
                years = set(_YEAR.findall(text, max(0, match.start() - 30), match.end() + _NEAR))
                found.update(one.entry.index for one in hits if {one.year, one.original} & years)
            if opens:
                ahead = key(text[match.start() : match.start() + _AHEAD])
                for listed in titles.get(ahead[:_TITLE], ()):
                    if ahead.startswith(key(listed.title)[:60]):
                        found.add(listed.entry.index)
    return found


def _beginnings(listed: Listed) -> set[str]:
    """The words that begin an entry's author, and a group's abbreviation."""
    if not listed.authors:
        return set()
    author = listed.authors[0]
    parts = author.name.split() or [""]
    words = {key(parts[0] if author.group else parts[-1])}
    if author.group:
        words.add(key("".join(part[:1] for part in parts if part[:1].isupper())))
    return {word for word in words if len(word) > 1}
