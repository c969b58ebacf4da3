"""Entries of dictionaries and encyclopedias → marks about the work they are in (SRC053, SRC054)."""

from collections.abc import Iterator

import regex

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule
from apacheck.rules.source.entry import body_end, container_name, source
from apacheck.rules.source.sites import host

_WIKIPEDIA = pattern(
    r"(?:the\s)?wikipedia(?:\.org)?(?:[,:]?\s(?:the|a)\sfree\sencyclop(?:e|ae|æ)dia)?(?:\.\swikimedia\sfoundation(?:,?\sinc)?)?",
    regex.IGNORECASE,
)
_WIKIPEDIANS = pattern(
    r"(?:the\s)?(?:wikipedia(?:[,:]?\sthe\sfree\sencyclopedia)?|wikipedia\s(?:contributors?|authors|editors)|contributors to wikimedia projects|wikimedia foundation)",
    regex.IGNORECASE,
)


class WikipediaForm(Rule[Reference]):
    """An entry of Wikipedia is not written "Title. (Date). In Wikipedia. URL".

    Wikipedia's entries have no author: APA puts the title first, then the date of the version, "In Wikipedia" and the URL of
    the archived version.

    Only the page's history shows that URL, so the fix keeps the one that stands there.
    """

    code = "SRC053"
    signs = ("ikipedia",)
    section = "10.3"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” stands for an entry of Wikipedia; APA writes “{right}”."
    VALID = (
        "List of oldest companies. (2019, January 13). In *Wikipedia*. "
        "https://en.wikipedia.org/w/index.php?title=List_of_oldest_companies&oldid=878158136",
        "Reagle, J. (2010). *Good faith collaboration: The culture of Wikipedia*. MIT Press.",
    )
    INVALID = (
        "{~~Wikipedia. (2019, January 13). List of oldest companies.~>List of oldest companies. (2019, January 13). In "
        "*Wikipedia*.~~} https://en.wikipedia.org/wiki/List_of_oldest_companies",
        "Stroop effect. (2022, August 3). {~~*Wikipedia*~>In *Wikipedia*~~}. https://en.wikipedia.org/wiki/Stroop_effect",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for Wikipedia as author, as site, or in the link alone."""
        title, date = part.title, part.date
        if "ikipedia" not in part.whole or title is None or title.main is None or date is None or title.brackets:
            return
        if part.unparsed or part.law is not None or title.parentheses:
            return
        named = source(part)
        site = named.text if named is not None else container_name(part.container)
        on_wikipedia = any(host(link.address.text).endswith("wikipedia.org") for link in part.links)
        if part.authors is not None:
            names = part.authors.names
            literal = names[0].literal if len(names) == 1 else None
            if literal is None:
                return
            if not _WIKIPEDIANS.fullmatch(literal.text):
                # The title of an entry of one or two words reads as the name of a group.
                end = body_end(part)
                found = part.whole[title.start : end]
                if on_wikipedia and _is_wikipedia(found):
                    yield self.mark((title.start, end), replace="In Wikipedia", found=found, right="In Wikipedia")
                return
            if (site and not _is_wikipedia(site)) or not (site or on_wikipedia) or title.start < date.end:
                return
            yield from self._moved(part)
        elif part.title_first and part.container is None and named is not None and _is_wikipedia(named.text):
            yield self.mark(named, replace="In Wikipedia", found=named.text, right="In Wikipedia")
        elif part.container is not None and site != "Wikipedia" and _is_wikipedia(site):
            main = part.container.title.main
            if main is not None and main.end == part.container.end:
                yield self.mark(main, replace="Wikipedia", found=site, right="Wikipedia")
        elif part.title_first and part.container is None and named is None and on_wikipedia and len(part.links) == 1:
            link = part.links[0]
            yield self.mark(
                link, (link.start, link.start, "In Wikipedia. "), found=link.text, right="In Wikipedia. https://…"
            )

    def _moved(self, reference: Reference) -> Iterator[Mark]:
        title, date, authors = reference.title, reference.date, reference.authors
        assert title is not None
        assert date is not None
        assert authors is not None
        last = next(piece for piece in (reference.container, source(reference), title) if piece is not None)
        end = last.end + (reference.whole[last.end : last.end + 1] == ".")
        stop = "" if title.text.endswith(("?", "!", ".")) else "."
        right = f"{title.text}{stop} {date.text}. In Wikipedia."
        found = reference.whole[authors.start : end]
        yield self.mark((authors.start, end), replace=right, found=found, right=right)


def _is_wikipedia(name: str) -> bool:
    return bool(_WIKIPEDIA.fullmatch(name))


_WORK = pattern(
    r"""(?:The\s)?(?:
          Merriam[-\s–]Webster(?:['’]s)?(?:\.com|\sOnline)?(?:\s[\p{L}-]+){0,2}\s[Dd]ictionary
        | (?:APA|Cambridge|Collins|Oxford|Macmillan|Longman|Urban|Online|American\ Heritage|Black['’]s|Random\ House)
          (?:\s[\p{L}-]+){0,3}\s[Dd]ictionary(?:\sof(?:\s[\p{L}-]+){1,4})?(?:\s[Oo]nline)?
        | (?:Stanford|Internet|Britannica|Columbia|World\ History|Canadian|Routledge|Catholic|Jewish)(?:\sOnline)?\s
          [Ee]ncyclop(?:e|ae|æ)dia(?:\sof(?:\s[\p{L}-]+){1,4})?
        | Encyclop(?:e|ae|æ)dia\ Britannica(?:\ Online)?
        | Encyclop(?:e|ae|æ)dia\ of(?:\s[\p{L}-]+){1,5}
        )""",
    regex.VERBOSE,
)


#: Words of such names that are no proper nouns: as the title of a larger work the name is in sentence case.
_HEADLINE = pattern(
    r"(?<=\s)(?:Dictionary|Encyclop(?:e|ae|æ)dia|Online|(?<=\bof\s)(?:Philosophy|Psychology|Mathematics|Science|Life|Law|Music"
    r"|Medicine|Sociology|Religion|Ethics|Economics|Education|History|Biology|Social\sSciences?))\b"
)


class SecondaryContainerTheEntryIn(Rule[Reference]):
    """An entry of a dictionary or encyclopedia lacks "In" before the name of the work.

    APA treats such an entry like a chapter: "Self-report. In Merriam-Webster.com dictionary."

    The rule knows the names of online works and speaks only of entries with a link. Where the whole work is meant, it is the
    title and needs no "In".
    """

    code = "SRC054"
    signs = ("ictionary", "yclop")
    section = "10.3"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” is the work that holds the entry; APA writes “In” before it."
    gives_way_to = ("SRC053",)
    VALID = (
        "Merriam-Webster. (n.d.). Self-report. In *Merriam-Webster.com dictionary*. Retrieved July 12, 2019, from "
        "https://www.merriam-webster.com/dictionary/self-report",
        "Merriam-Webster. (n.d.). *Merriam-Webster.com dictionary*. Retrieved July 12, 2019, from "
        "https://www.merriam-webster.com/",
    )
    INVALID = (
        "Merriam-Webster. (n.d.). Self-report. {~~*Merriam-Webster.com dictionary*~>In *Merriam-Webster.com dictionary*~~}. "
        "Retrieved July 12, 2019, from https://www.merriam-webster.com/dictionary/self-report",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the source with the names of reference works."""
        if not part.links or part.title is None or part.container is not None or part.title.brackets:
            return
        named = source(part)
        if named is None or part.links[0].start < named.end:
            return
        found = named.text
        if ("ictionary" in found or "yclop" in found) and _WORK.fullmatch(found):
            right = _HEADLINE.sub(lambda match: match[0].lower(), found)
            yield self.mark(named, replace=f"In {right}", found=found)
