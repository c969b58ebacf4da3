"""A document's text → marks where it cites in another style: by numbers, or by author and page (NAP007, NAP008)."""

from collections.abc import Iterator

from apacheck.entries import ListedDocument
from apacheck.findings import ERROR, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule

#: "limits [3], [5]." and "limits.[3]": not "a[1]", "[1](https://…)", "[text][1]" or "[1]: https://…".
_NUMBERS = pattern(
    r"(?<=[\p{L}\p{N}”\"’')][.,;:]? |\], |\p{L}[.,;])\[(?P<numbers>[1-9]\d{0,2}(?:(?:, ?| ?[–-] ?)[1-9]\d{0,2}){0,10})\](?![(\[:\p{L}\p{N}])"
)
_NUMBER = pattern(r"\d+")
#: As many places, and as many different numbers, make a manner of citing; fewer may be intervals or remarks.
_ENOUGH = 3
_AUTHOR_PAGE = pattern(
    r"\((?P<first>(?:(?:van|von|de|der|den|du|la|le) ){0,2}\p{Lu}[\p{L}’'-]+)(?:(?: and | & )(?P<second>\p{Lu}[\p{L}’'-]+)| et al\.)? "
    r"(?P<page>\d{1,4})(?:[–-]\d{1,4})?\)"
)
_YEARS = range(1500, 2100)
_BEGINNING = 200


class NumericCitationInText(Rule[ListedDocument]):
    """The text cites by numbers in brackets.

    APA cites author and date: "(Bidault & Castello, 2010)". Numbers belong to Vancouver and IEEE.

    The rule speaks once a document, at the first number, and only where three different numbers stand in three places, so
    that intervals ("[1, 5]") and remarks are left alone. Numbers set as superscripts are not seen in plain text.
    """

    code = "NAP007"
    section = "8.10"
    severity = ERROR
    message = (
        "“{found}” and other numbers in brackets ({count} places) cite sources; APA cites the author and the date."
    )
    VALID = (
        "The answers lie in the interval [1, 5], as Moreno (2014) found.\n\nReferences\n\n"
        "Moreno, P. (2014). *Reading at home*. Routledge.",
    )
    INVALID = (
        "Trust has limits {==[3]==}, [5]. Some people trust less than others [1, 2], as we shall see [3].\n\nReferences\n\n"
        "Moreno, P. (2014). *Reading at home*. Routledge.",
    )

    def check(self, part: ListedDocument) -> Iterator[Mark]:
        """Count the places outside the reference lists, and the numbers in them."""
        source = part.document.source
        found = list(_NUMBERS.finditer(source)) if "[" in source else []
        if len(found) < _ENOUGH:
            return
        found = [match for match in found if not part.in_list(match.start())]
        numbers = {number for match in found for number in _NUMBER.findall(match["numbers"])}
        if len(found) >= _ENOUGH and len(numbers) >= _ENOUGH:
            yield self.mark(found[0].span(), found=found[0][0], count=len(found))


class MlaCitationInText(Rule[ListedDocument]):
    """The text cites author and page without the year.

    APA cites author and date, and the page after "p.": "(Bidault & Castello, 2010, p. 33)". Author and page belong to MLA.

    Only names that begin an entry of the reference list are taken for authors: "(Apollo 13)" is none. A number that may be a
    year is left alone.
    """

    code = "NAP008"
    section = "8.10"
    severity = ERROR
    message = "“{found}” cites author and page; APA cites author, year and, for a quotation, page: “({name}, year, p. {page})”."
    VALID = (
        "Readers differ (Moreno, 2014, p. 33), and so do crews (Apollo 13).\n\nReferences\n\n"
        "Moreno, P. (2014). *Reading at home*. Routledge.",
    )
    INVALID = ("Readers differ {==(Moreno 33)==}.\n\nReferences\n\nMoreno, P. (2014). *Reading at home*. Routledge.",)

    def check(self, part: ListedDocument) -> Iterator[Mark]:
        """Compare names before a number with the beginnings of the entries."""
        found = [
            match
            for match in _AUTHOR_PAGE.finditer(part.document.source)
            if int(match["page"]) not in _YEARS and not part.in_list(match.start())
        ]
        if not found:
            return
        beginnings: dict[str, list[str]] = {}
        for entry in (entry for found_list in part.lists for entry in found_list.entries):
            beginning = entry.text[:_BEGINNING]
            beginnings.setdefault(beginning.partition(",")[0].strip().lower(), []).append(beginning)
        for match in found:
            second = match["second"]
            known = beginnings.get(match["first"].lower(), ())
            if any(not second or second in beginning for beginning in known):
                name = f"{match['first']} & {second}" if second else match["first"]
                yield self.mark(match.span(), found=match[0], name=name, page=match["page"])
