"""A `Reference` whose italics are known → marks about the italics and the weight of its title."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part, Reference
from apacheck.rule import Rule

#: Kinds of work that stand alone and say so in a description or by a number.
_ALONE = frozenset({"thesis", "report", "dataset", "software", "motion_picture", "broadcast", "map"})
#: Who publishes books: a source of any other name could be a journal whose volume is missing.
_HOUSE = pattern(
    r"press\b|publi[sc]|books?\b|verlag|wiley|springer|\bsage\b|routledge|elsevier|pearson|mcgraw|penguin|norton|macmillan"
    r"|harper|cengage|erlbaum|random house|houghton|jossey|palgrave|benjamins|blackwell|prentice|addison",
    regex.IGNORECASE,
)
#: Something other than a title may have been read as the end of one.
_DOUBTFUL = pattern(r"[.!]\s\p{Lu}|,\s[^,]*\b(?:[Ee]ds?|[Vv]ols?|pp?)\.|,[^,]*,\s\p{Lu}[^,]*$")
_WORD = pattern(r"\p{L}{2,}")


class TitleItalicPartWork(Rule[Reference]):
    """The title of an article or a chapter is italic.

    Titles of works that are part of a greater whole (articles, chapters, entries) are roman; the whole is italic.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`. A few
    italic words in a roman title, such as the name of a species, are right.
    """

    code = "TTL010"
    section = "9.19"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "the title of {what} is roman, not italic"
    VALID = ("Laurent, W. (2008). The genome of *Homo sapiens*. *Information Management*, *18*(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). {~~*Human resources*~>Human resources~~}. *Information Management*, *18*(6), 15–19.",
        "Laurent, W. (2008). {~~*Human resources*~>Human resources~~}. In F. Bidault (Ed.), *Managing people* (pp. 5–9). Wiley.",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        if reference.italics is None or reference.title is None or reference.title.main is None:
            return
        periodical = reference.periodical
        if periodical is not None:
            sure = bool(periodical.volume and (periodical.issue or periodical.pages or periodical.article))
            what = "an article"
        else:
            sure = reference.container is not None and reference.container.intro is not None
            what = "a part of a greater work"
        main = reference.title.main
        if sure and reference.italic(main) == "all":
            yield self.mark(main, styles=((main.start, main.end, "roman"),), what=what)


class TitleRomanStandalone(Rule[Reference]):
    """The title of a work that stands alone is not italic.

    Titles of books, reports, theses, webpages, videos, data sets and other works that stand alone are italic; what
    follows in parentheses or brackets is roman.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`. An entry
    with italics anywhere else is left alone, as it may be of another kind. Where the source may be a periodical's name,
    whose title would be roman, there is no fix, but something in the entry should be italic.
    """

    code = "TTL011"
    section = "9.19"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "the title of a work that stands alone is italic"
    VALID = (
        "Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing.",
        "Tanaka, S. (2012). *Trust in* Homo sapiens *and its limits*. Wiley.",
        "Gold, M. (1999). Lewin. In F. Bidault (Ed.), *Managing people* (pp. 5–9). Wiley.",
    )
    INVALID = (
        "Meadows, D. H. (2008). {~~Thinking in systems~>*Thinking in systems*~~}. Chelsea Green Publishing.",
        "Gold, M. (1999). Lewin. In F. Bidault (Ed.), {~~Managing people~>*Managing people*~~} (pp. 5–9). Wiley.",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        if reference.italics is None or reference.law or reference.periodical or reference.unparsed:
            return
        container, title = reference.container, reference.title
        if container is not None:
            whole = container.title.main
            if whole is not None and container.intro is not None and reference.italic(reference) == "none":
                yield self.mark(whole, styles=((whole.start, whole.end, "italic"),))
            return
        if title is None or title.main is None or title.quotes is not None or not _WORD.search(title.main.text):
            return
        if reference.italic(reference) != "none":
            return
        main = title.main
        described = reference.type in _ALONE and (title.brackets or title.parentheses)
        house = reference.publisher is not None and _HOUSE.search(reference.publisher.text)
        if described or (reference.type == "book" and house):
            yield self.mark(
                main,
                styles=((main.start, main.end, "italic"),),
                applicability="unsafe" if _DOUBTFUL.search(main.text) or _HOUSE.search(main.text) else None,
            )
        elif reference.publisher is not None and not reference.title_first:
            yield self.mark(main, severity=WARNING)


class TitleBoldOrUnderlined(Rule[Reference]):
    """Something in the entry is bold or underlined.

    A reference has no bold type and no underlining; italics are its only emphasis.

    Bold type is seen only in Markdown, in HTML, and in text with marks such as `**Title**`.
    """

    code = "TTL012"
    section = "9.19, 6.22"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "“{found}” is bold or underlined; entries are neither"
    VALID = ("Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). {~~**Human resources**~>Human resources~~}. *Information Management*, *18*(6), 15–19.",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        for span in reference.bold:
            part = Part(reference.whole, span.start, span.end)
            if any(character.isalnum() for character in part.text):
                found = part.text if len(part.text) <= 60 else f"{part.text[:40]} …"
                yield self.mark(part, styles=((part.start, part.end, "light"),), found=found)
