"""Words before links, retrieval dates and accession numbers → marks about sixth-edition forms."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Link, Note, Publisher, Reference
from apacheck.rule import Rule

_RETRIEVED_FROM = pattern(r"Retr?ie?ved\s+from\b", regex.IGNORECASE)
_RETRIEVED_NAME = pattern(
    r"Retr?ie?ved\s+from\s+(?:the\s+)?(?P<name>\S.*?)(?:(?<!\s)\s++(?:online\s++)?(?:database|web\s?site))?",
    regex.IGNORECASE,
)
_DOI_LABEL = pattern(r"\bd\.?o\.?i\b", regex.IGNORECASE)
_RESOLVER = "https://doi.org/"


class RetrievedFrom(Rule[Reference]):
    """ "Retrieved from" stands before a URL or a database.

    APA 7 gives the link alone, and the name of a database (where it belongs to the reference at all) as a source of its
    own. Only a retrieval date keeps "Retrieved": "Retrieved July 3, 2019, from".
    """

    code = "OLD001"
    section = "9.16, 9.35"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands before {what}; APA 7 gives {right}."
    gives_way_to = ("PER028", "OLD002")
    VALID = (
        "Merriam-Webster. (n.d.). Self-report. In Merriam-Webster.com dictionary. Retrieved July 12, 2019, from "
        "https://www.merriam-webster.com/dictionary/self-report",
    )
    INVALID = (
        "Roe, A. (2019, May 2). Sleep and memory in dogs. Dog World. {--Retrieved from --}https://dogworld.org/page",
        "Harris, L. (2014). Instructional leadership [Doctoral dissertation, University of Virginia]. "
        "{~~Retrieved from ProQuest Dissertations and Theses database~>ProQuest Dissertations and Theses~~}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        for link in part.links:
            label = link.label
            if label is None or link.retrieved is not None or link.site is not None:
                continue
            if _RETRIEVED_FROM.match(label.text):
                what, right = ("a DOI", "the DOI's link alone") if link.doi is not None else ("a URL", "the URL alone")
                yield self.mark(label, replace="", found=label.text.strip(), what=what, right=right)
        publisher = part.publisher
        if publisher is not None and "etrieved" in publisher.text:
            match = _RETRIEVED_NAME.fullmatch(publisher.text)
            if match is not None:
                name = match["name"]
                yield self.mark(
                    publisher, replace=name, applicability=UNSAFE, found=_RETRIEVED_FROM.match(publisher.text)[0],  # type: ignore[index]
                    what="a source", right=f"its name alone, “{name}”",
                )  # fmt: skip


class DoiLabel(Rule[Link]):
    """A DOI has the label "doi:".

    APA 7 writes every DOI as a link that starts with https://doi.org/, without a label.

    A label before such a link is URL004's.
    """

    code = "OLD002"
    section = "9.35"
    severity = ERROR
    fix = SAFE
    message = "“{found}” labels a DOI; APA 7 gives it as a link: {right}."
    VALID = (
        "McCauley, S. M. (2019). Language learning as language use. Psychological Review, 126(1), 1–51. "
        "https://doi.org/10.1037/rev0000126",
    )
    INVALID = (
        "McCauley, S. M. (2019). Language learning as language use. Psychological Review, 126(1), 1–51. "
        "{~~doi:10.1037/rev0000126~>https://doi.org/10.1037/rev0000126~~}",
        "McCauley, S. M. (2019). Language learning as language use. Psychological Review, 126(1), 1–51. "
        "{~~DOI 10.1037/rev0000126~>https://doi.org/10.1037/rev0000126~~}",
    )

    def check(self, part: Link) -> Iterator[Mark]:
        label, doi = part.label, part.doi
        if label is None or doi is None or not _DOI_LABEL.search(label.text):
            return
        right = _RESOLVER + doi.text
        found = label.text.strip()
        if part.address.text[:4].lower() == "http":
            return  # a link already: URL004
        if part.opening is not None and part.closing is not None:
            yield self.mark((label.start, part.closing.end), replace=right, found=found, right=right)
        else:
            where = (label.start, part.address.end)
            yield self.mark(where, (label.start, doi.start, _RESOLVER), found=found, right=right)


#: Works that change although they have a date, so that a retrieval date is right.
_CHANGING = pattern(
    r"UpToDate|Wikipedia|dictionary|encyclop[ae]dia|thesaurus|\bmaps?\b|clock|live|profile|statistics|database|dashboard",
    regex.IGNORECASE,
)


class RetrievalDateNeedless(Rule[Reference]):
    """A retrieval date is given for a work that does not change.

    APA 7 gives a retrieval date only for pages that are made to change and are not archived.

    The rule speaks where the work has a day of publication, a DOI, or a volume of a journal; a year alone does not make
    a page stable.
    """

    code = "OLD005"
    section = "9.16"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” gives a retrieval date, but the work has {why}; APA 7 gives it for works that change."
    gives_way_to = ("OLD015",)
    VALID = (
        "Morey, M. C. (2019). Physical activity and exercise in older adults. UpToDate. Retrieved July 22, 2019, from "
        "https://www.uptodate.com/contents/physical-activity-and-exercise-in-older-adults",
    )
    INVALID = (
        "Bologna, C. (2018, June 27). What happens to your mind and body. HuffPost. "
        "{--Retrieved March 3, 2019, from --}https://www.huffpost.com/entry/mind-body_5b3256",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.law is not None or part.date is None:
            return
        for link in part.links:
            if link.label is None or link.retrieved is None or link.site is not None:
                continue
            if link.doi is not None:
                why = "a DOI"
            elif part.periodical is not None and part.periodical.volume is not None and part.date.year is not None:
                why = "a volume of a periodical"
            elif part.date.year is not None and part.date.day is not None and not _CHANGING.search(part.text):
                why = "a day of publication"
            else:
                continue
            yield self.mark(link.label, replace="", found=link.label.text.strip(), why=why)


class RetrievedFromSiteWebsite(Rule[Reference]):
    """ "Retrieved from … website:" names the site.

    APA 7 names the site as the source, before the link: "Mayo Clinic. https://…". The name is left out where it is the
    author or already stands there.
    """

    code = "OLD015"
    section = "9.16, 9.33"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” names the site; APA 7 {right}."
    VALID = (
        "Martin Lillie, C. M. (2016, December 29). Be kind to yourself. Mayo Clinic. https://www.mayoclinic.org/kind",
    )
    INVALID = (
        "Martin Lillie, C. M. (2016, December 29). Be kind to yourself. "
        "{~~Retrieved from Mayo Clinic website:~>Mayo Clinic.~~} https://www.mayoclinic.org/kind",
        "World Health Organization. (2018, May 24). The top 10 causes of death. "
        "{--Retrieved from the World Health Organization website: --}https://www.who.int/causes",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        for link in part.links:
            if link.label is None or link.site is None:
                continue
            site = link.site.text.strip().removeprefix("the ").removeprefix("The ")
            named = _named(part)
            new = "" if part.periodical is not None or site.casefold() in named else f"{site}. "
            if link.retrieved is not None and (part.date is None or part.date.form == "no-date"):
                new += f"Retrieved {link.retrieved.text}, from "
            right = f"writes “{new.strip()}” before the link" if new else "gives the link alone"
            found = link.label.text.strip()
            end = link.label.start + len(link.label.text.rstrip()) if new else link.label.end
            yield self.mark((link.label.start, end), (link.label.start, link.label.end, new), found=found, right=right)


def _named(reference: Reference) -> set[str]:
    """The names of authors and publishers, in small letters and without "the"."""
    names = [name.text for name in reference.authors.names] if reference.authors is not None else []
    if reference.publisher is not None:
        names += [name.text for name in reference.publisher.names]
    return {name.strip(" .").casefold().removeprefix("the ") for name in names}


_ACCESSION = pattern(r"\(\s*(?:Accession\s+(?:No|Number)\b|AN\s+\d|Document\s+ID\b)", regex.IGNORECASE)


class AccessionNumber(Rule[Reference]):
    """A database's accession number stands after an article.

    The numbers by which databases file their copies are left out; only ERIC numbers are given, in parentheses after the
    title.

    Numbers of data sets and archives are not meant.
    """

    code = "OLD016"
    section = "9.30"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” is a database's own number; APA 7 leaves it out."
    VALID = ("Jacobs, K. (2014). Assessing reading at home (ED545393). ERIC. https://eric.ed.gov/?id=ED545393",)
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. Animal Behaviour, 31(1), 1–9.{-- (Accession No. 2014-12345-001)--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.periodical is None:
            return
        for note in part.notes:
            if note.kind == "accession" and _ACCESSION.match(note.text):
                start, end = _with_space(note, part)
                yield self.mark((start, end), replace="", found=note.text)


def _with_space(note: Note, reference: Reference) -> tuple[int, int]:
    """The note with the space before it, and with the period after it where one stands before it too."""
    start, end = note.start, note.end
    while start and reference.whole[start - 1] == " ":
        start -= 1
    if reference.whole[start - 1 : start] == "." and reference.whole[end : end + 1] == ".":
        end += 1
    return start, end


def publisher_with_space(publisher: Publisher) -> tuple[int, int]:
    """The publisher with the space before it and the period after it."""
    start, end = publisher.start, publisher.end
    while start and publisher.whole[start - 1] == " ":
        start -= 1
    if publisher.whole[end : end + 1] == ".":
        end += 1
    return start, end
