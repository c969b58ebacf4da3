"""Dissertations and theses → marks about their universities and descriptions (SRC010–SRC012)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Bracket, Publisher, Reference, Title
from apacheck.rule import Rule

_BARE = pattern(r"(?!unpublished)[\p{L}.’' -]{0,40}\b(?:dissertation|thesis)", regex.IGNORECASE)
_UNIVERSITY = pattern(
    r"\b(?:Univers\p{L}+|College|Institut\p{L}*|School|Polyt\p{L}+|Academy|Seminary|Hochschule|École|Escuela|MIT|ETH|Caltech)\b"
)
_ARCHIVE = pattern(
    r"Repositor|Archiv|Commons|Scholar|Digital|ProQuest|Librar|DSpace|Theses|Dissertations|Electronic|Database|Press\b|Publish"
    r"|EThOS|ETD|Research Online|Online",
    regex.IGNORECASE,
)
_STOP = pattern(r"(?<!\b(?:St|Mt|Ft|U\.S|Inc))\.\s+")


class ThesisUniversityPlacementPublished(Rule[Reference]):
    """The university of an archived thesis stands outside the brackets, or is missing.

    A thesis in a database or repository has its university in the brackets, "[Doctoral dissertation, University of
    Oslo]", and the archive as its source.

    A description with a university after it and neither archive nor link is left alone: the thesis may be unpublished.
    """

    code = "SRC010"
    signs = ("[",)
    section = "10.6"
    severity = ERROR
    fix = UNSAFE
    message = "{what}; APA writes “[{kind}, {university}]” for a thesis in a database or repository."
    VALID = (
        "Hollander, M. M. (2017). *Resistance to authority: Methodological innovations* (Publication No. 10289373) "
        "[Doctoral dissertation, University of Wisconsin–Madison]. ProQuest Dissertations and Theses Global.",
        "Harris, L. (2014). *Instructional leadership perceptions* [Unpublished doctoral dissertation]. University of Virginia.",
        "Stockigt, C. (2017). *Early descriptions of grammar* [Doctoral dissertation, University of Adelaide]. "
        "https://doi.org/10.4225/55/5926388950cdc",
    )
    INVALID = (
        "Hollander, M. M. (2017). *Resistance to authority* {~~[Doctoral dissertation]. University of Wisconsin–Madison~>"
        "[Doctoral dissertation, University of Wisconsin–Madison]~~}. ProQuest Dissertations and Theses Global.",
        "Hollander, M. M. (2017). *Resistance to authority* {==[Doctoral dissertation]==}. ProQuest Dissertations and Theses "
        "Global.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what follows a description without a university."""
        title, publisher = part.title, part.publisher
        if (
            title is None
            or not title.brackets
            or part.unparsed
            or part.container is not None
            or part.periodical is not None
        ):
            return
        bracket = title.brackets[-1]
        kind = bracket.description.text.strip()
        if bracket.translation or bracket.end != title.end or not _BARE.fullmatch(kind):
            return
        if publisher is None:
            if part.links:
                yield self.mark(
                    bracket, what=f"“{bracket.text}” names no university", kind=kind, university="University"
                )
            return
        text = publisher.text
        found = _UNIVERSITY.search(text)
        cut = _STOP.search(text, found.end()) if found is not None else None
        university = text[: cut.start()] if cut is not None else text
        if publisher.place is not None:
            return
        if found is None or _ARCHIVE.search(university):
            if _ARCHIVE.search(text):
                yield self.mark(
                    bracket, what=f"“{bracket.text}” names no university", kind=kind, university="University"
                )
            return
        if cut is None and not part.links:
            return  # archived nowhere, it seems
        stop = publisher.start + len(university)
        yield self.mark(
            (bracket.start, stop),
            (bracket.end - 1, stop, f", {university}]"),
            what=f"“{university}” stands after the brackets",
            kind=kind,
            university=university,
        )


_UNPUBLISHED = pattern(
    r"(?P<kind>unpublished [\p{L}.’' -]{1,40}?(?:dissertation|thesis)), (?P<university>.{3,120})", regex.IGNORECASE
)


class ThesisUniversityPlacementUnpublished(Rule[Reference]):
    """The university of an unpublished thesis stands in the brackets.

    APA describes an unpublished thesis alone in the brackets and gives the university as its source. A thesis with an
    archive or a link is not unpublished: then APA leaves that word out, and the university stays in the brackets.

    Which of the two is meant is told by what follows the brackets.
    """

    code = "SRC011"
    signs = ("[",)
    section = "10.6"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” holds the university of {what}; APA writes “{right}”."
    VALID = (
        "Karvonen, D. H. (2005). *Word prosody in Finnish* [Unpublished doctoral dissertation]. University of California, "
        "Santa Cruz.",
    )
    INVALID = (
        "Harris, L. (2014). *Instructional leadership* {~~[Unpublished doctoral dissertation, University of Virginia]~>"
        "[Unpublished doctoral dissertation]. University of Virginia~~}.",
        "Harris, L. (2014). *Instructional leadership* {~~[Unpublished doctoral dissertation, University of Virginia]~>"
        "[Doctoral dissertation, University of Virginia]~~}. Libra Open. https://doi.org/10.18130/V3V38S",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Take the last description apart."""
        title, publisher = part.title, part.publisher
        if title is None or not title.brackets or part.unparsed:
            return
        bracket = title.brackets[-1]
        match = _UNPUBLISHED.fullmatch(bracket.description.text)
        if match is None or bracket.end != title.end:
            return
        kind, university = match["kind"], match["university"]
        what = "an unpublished thesis"
        if publisher is not None and publisher.text == university and not part.links:
            right = f"[{kind}]"
        elif publisher is None and not part.links:
            right = f"[{kind}]. {university}"
        else:
            bare = kind.split(" ", 1)[1]
            right = f"[{bare[0].upper()}{bare[1:]}, {university}]"
            what = "a thesis that has an archive or a link and so is not unpublished"
        yield self.mark(bracket, replace=right, found=bracket.text, what=what, right=right)


_DEGREE = pattern(
    r"""(?P<state>unpublished\s)?
        (?P<degree>(?P<doctor>ph\.?\s?d\.?|d\.?\s?phil\.?|ed\.?\s?d\.?|psy\.?\s?d\.?|doctorate)
                 | (?P<apostrophe>masters['’]?|master[`´]s)
                 | (?P<master>master|m\.?\s?a\.?|m\.?\s?sc?\.?|m\.?\s?phil\.?|m\.?\s?ed\.?|mba|msw|mfa))
        \s(?:degree\s)?(?:dissertation|thesis)(?=$|,)""",
    regex.IGNORECASE | regex.VERBOSE,
)
_NO_DEGREE = pattern(r"(?P<state>unpublished\s)?(?P<noun>dissertation|thesis)(?=$|,)", regex.IGNORECASE)


_UNBRACKETED = pattern(
    r"""(?P<kind>(?P<state>unpublished\s|published\s)?
         (?:doctoral|master['’]?s|masters['’]?|ph\.?\s?d\.?|m\.?\s?a\.?|m\.?\s?sc?\.?|bachelor['’]?s|honou?rs)
         \s(?:dissertation|thesis))
        [,.;:]\s(?P<university>\p{Lu}.*)""",
    regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
)


class ThesisDescriptor(Rule[Reference]):
    """A thesis is described without brackets, with an abbreviated degree or none, or without the apostrophe of "Master's".

    APA writes "[Doctoral dissertation, …]" and "[Master's thesis, …]" after the title.

    Descriptions that follow the institution's own wording, such as "[Doctoral thesis, …]" and "[Undergraduate honors
    thesis, …]", are left alone.
    """

    code = "SRC012"
    signs = ("hesis", "issertation")
    section = "10.6"
    severity = WARNING
    fix = SAFE
    message = "“{found}” describes the thesis; APA writes “{right}”."
    VALID = (
        "Adebayo, F. (2021). *Street vending and public space in Lagos* [Master's thesis, University of Ibadan]. UI "
        "Repository. https://repository.ui.edu.ng/handle/123456789/5521",
        "Moyo, T. (2019). *Rivers of glass* [Undergraduate honors thesis, Rhodes University]. Rhodes Digital Commons. "
        "https://commons.ru.ac.za/vital/5521",
        "Moyo, T. (2019). *Rivers of glass* [Doctoral thesis, Rhodes University]. Rhodes Digital Commons. "
        "https://commons.ru.ac.za/vital/5521",
    )
    INVALID = (
        "Adebayo, F. (2021). *Street vending and public space in Lagos* [{~~Masters~>Master's~~} thesis, University of "
        "Ibadan]. UI Repository. https://repository.ui.edu.ng/handle/123456789/5521",
        "Hollander, M. M. (2017). *Resistance to authority* [{~~PhD~>Doctoral~~} dissertation, University of "
        "Wisconsin–Madison]. ProQuest Dissertations and Theses Global.",
        "Karvonen, D. H. (2005). *Word prosody in Finnish*{~~. Unpublished doctoral dissertation, University of California~> "
        "[Unpublished doctoral dissertation]. University of California~~}.",
        "Hollander, M. M. (2017). *Resistance to authority* [{==Thesis==}, University of Wisconsin–Madison]. ProQuest "
        "Dissertations and Theses Global.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the beginning of each description with the usual ones; look for one in the publisher's place."""
        title = part.title
        if title is None:
            return
        for bracket in title.brackets:
            if "hesis" in bracket.text or "issertation" in bracket.text:
                yield from self._described(bracket)
        publisher = part.publisher
        if publisher is None or title.brackets or title.main is None or publisher.place is not None or part.container:
            return
        if "hesis" in part.whole or "issertation" in part.whole:
            yield from self._unbracketed(part, title, publisher)

    def _unbracketed(self, part: Reference, title: Title, publisher: Publisher) -> Iterator[Mark]:
        assert title.main is not None
        match = _UNBRACKETED.match(part.whole, publisher.start, publisher.end)
        start = title.end - (title.text.endswith(".") and title.main.end == title.end)
        if match is None:
            # "Title. PhD thesis. University": the description may be taken for the title's second sentence.
            last = title.main.text.rfind(". ")
            match = _UNBRACKETED.match(part.whole, title.main.start + last + 2, publisher.end) if last > 0 else None
            if match is None or match.start("university") != publisher.start:
                return
            start = title.main.start + last
        kind, university = match["kind"], match["university"]
        degree = _DEGREE.match(kind)
        if degree is not None:
            kind = f"{kind[: degree.start('degree')]}{_spelled(degree, part.whole)}{kind[degree.end('degree') :]}"
        kind = kind[0].upper() + kind[1:]
        if kind.startswith("Unpublished") and not part.links:
            right = f"[{kind}]. {university}"
        else:
            right = f"[{kind}, {university}]"
        yield self.mark(
            (start, publisher.end), replace=f" {right}", applicability=UNSAFE, found=match["kind"], right=right
        )

    def _described(self, bracket: Bracket) -> Iterator[Mark]:
        text, start = bracket.description.text, bracket.description.start
        match = _DEGREE.match(text)
        if match is not None:
            right = _spelled(match, bracket.whole)
            yield self.mark(
                (start + match.start("degree"), start + match.end("degree")),
                replace=right,
                applicability=SAFE if match["apostrophe"] else UNSAFE,
                found=match["degree"],
                right=right,
            )
            return
        match = _NO_DEGREE.match(text)
        if match is not None:
            noun = match["noun"].lower()
            right = f"Doctoral {noun}” or “Master's {noun}"
            yield self.mark((start + match.start("noun"), start + match.end("noun")), found=match["noun"], right=right)


def _spelled(match: "regex.Match[str]", whole: str) -> str:
    """A degree as APA writes it in a description, with the apostrophe that the entry uses elsewhere."""
    apostrophe = "’" if "’" in whole else "'"
    right = "doctoral" if match["doctor"] else f"master{apostrophe}s"
    return right if match["state"] else right.capitalize()
