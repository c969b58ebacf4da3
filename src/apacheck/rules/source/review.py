"""Reviews → marks about the description that names the work reviewed (SRC097)."""

from collections.abc import Iterator

import regex

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

_KINDS = "book|film|movie|album|play|tv series|tv series episode|video game|television series|podcast|software|website|exhibition|music|motion picture|dvd"
_REVERSED = pattern(rf"(?P<kind>{_KINDS}) review(?: of|:)? (?P<work>\S.*)", regex.IGNORECASE)
_BARE = pattern(rf"(?:(?:{_KINDS}) )?review", regex.IGNORECASE)
_REVIEW_OF = pattern(r"review of (?P<work>\S.*)", regex.IGNORECASE)
#: "the book …", "the TV series episode …", "the articles …".
_KIND_NAMED = pattern(r"(?:the|an?) (?:\p{Ll}|TV |DVD |CD |Broadway |YouTube |Netflix )")
_BY = pattern(
    r"(?P<comma>,?) (?P<by>(?:written |edited |directed |translated )?by )(?P<names>(?:\p{Lu}[^\s,]*[ ,]|& |and ).{0,300}|\p{Lu}\S*)$"
)
_COMMA_BY = pattern(r",[”’\"']? (?:\p{Ll}+ ){0,3}by ")
_INITIALS = pattern(r"(?:\p{Lu}\.[ -]?){1,3} ?(?:\p{Ll}+ ){0,3}\p{Lu}")
_FULL_NAME = pattern(r"(?P<given>\p{Lu}\p{Ll}+) (?:(?P<middle>\p{Lu})\.? )?(?P<family>\p{Lu}[\p{L}’'-]+)")


class ReviewBracketForm(Rule[Reference]):
    """The description of a review does not name the kind of work, its title and author as APA does.

    APA writes "[Review of the book *Title*, by A. Author]".

    A full name in the author's place is turned into initials where
    the rest is mended; by itself it is not found.
    """

    code = "SRC097"
    signs = ("[",)
    section = "10.7"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” {fault}; APA writes “[Review of the book Title, by A. Author]”."
    VALID = (
        "Santos, F. (2019, January 11). Reframing refugee children’s stories [Review of the book *We are displaced: My journey*, by "
        "M. Yousafzai]. *The New York Times*. https://nyt.ms/2Hlgjk3",
        "Perkins, D. (2018, February 2). *The Good Place* ends its remarkable second season [Review of the TV series episode “Somewhere "
        "else,” by M. Schur, Writer & Dir.]. *A.V. Club*. https://www.avclub.com/the-good-place-ends-its-season",
    )
    INVALID = (
        "Santos, F. (2019). Reframing refugee children’s stories [{~~Book review of We are displaced by Malala Yousafzai~>Review of "
        "the book We are displaced, by M. Yousafzai~~}]. *Journal of Refugee Studies*, *32*(2), 345–347.",
        "Santos, F. (2019). Reframing refugee children’s stories [Review of the book *We are {~~displaced by~>displaced, by~~}* M. "
        "Yousafzai]. *Journal of Refugee Studies*, *32*(2), 345–347.",
        "Santos, F. (2019). Reframing refugee children’s stories [{==Review of We==} are displaced, by M. Yousafzai]. *Journal of "
        "Refugee Studies*, *32*(2), 345–347.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at descriptions that have "review" in them."""
        if part.title is None or "eview" not in part.title.text:
            return
        for bracket in part.title.brackets:
            text, start = bracket.description.text, bracket.description.start
            if text[-1:].isspace() or "eview" not in text[:40]:
                continue
            if _BARE.fullmatch(text) and part.title.main is not None:
                yield self.mark(bracket, found=text, fault="names neither the work nor its author")
                continue
            turned = _REVERSED.fullmatch(text)
            if turned is not None:
                kind = turned["kind"].lower().replace("movie", "film").replace("tv ", "TV ")
                work, by, names = _author(turned["work"])
                edits: tuple[tuple[int, int, str], ...] = ()
                if by:
                    edits = ((start, start + len(text), f"Review of the {kind} {work}, {by}{names}"),)
                yield self.mark((start, start + len(text)), *edits, found=text, fault="turns the description around")
                continue
            plain = _REVIEW_OF.fullmatch(text)
            if plain is None:
                continue
            if _KIND_NAMED.match(plain["work"]) is None:
                end = plain.start("work") + len(plain["work"].split(" ", 1)[0])
                yield self.mark(
                    (start, start + end), found=text[:end], fault="does not say what kind of work is reviewed"
                )
            elif _COMMA_BY.search(text) is None:
                by_match = _BY.search(text)
                if by_match is not None and not by_match["comma"] and _INITIALS.match(by_match["names"]):
                    place = by_match.start("by")
                    comma = start + place - 1 - (text[place - 2] in '”"')  # inside closing quotation marks
                    word = text.rfind(" ", 0, place - 1) + 1
                    yield self.mark(
                        (start + word, start + place + len(by_match["by"].rstrip())),
                        (comma, comma, ","),
                        found=text[word : place + len(by_match["by"].rstrip())],
                        fault="has no comma before the author",
                    )


def _author(work: str) -> tuple[str, str, str]:
    """The title of the work, "by " and its author with initials; the latter two are empty where no author is seen."""
    match = _BY.search(work)
    if match is None:
        return work, "", ""
    names = match["names"]
    full = _FULL_NAME.fullmatch(names)
    if full is not None:
        middle = f" {full['middle']}." if full["middle"] else ""
        names = f"{full['given'][0]}.{middle} {full['family']}"
    elif not _INITIALS.match(names):
        return work, "", ""
    return work[: match.start()], match["by"], names
