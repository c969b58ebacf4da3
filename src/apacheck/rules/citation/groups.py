"""Citations → marks on groups' abbreviations, titles in the author's place and names of cases (CIT026, CIT028, CIT029, CIT044)."""

from collections.abc import Iterator

from apacheck.citations import Citation
from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule
from apacheck.rules.citation.shared import dated

_NIMH = (
    "\n\nReferences\n\nNational Institute of Mental Health. (2020). *Sleep in schools*. "
    "https://www.nimh.nih.gov/health/sleep"
)
_TIPS = "\n\nReferences\n\nTen tips for better sleep. (2019). *Nursing Times*, *115*(3), 14–16."
_BROWN = (
    "\n\nReferences\n\nBrown v. Board of Education, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483"
)
_WORD = pattern(r"[\p{L}\p{M}][\p{L}\p{M}’']*")


class NoAuthorTitleForm(Rule[Citation]):
    """A title in the author's place is in sentence case.

    A work without an author is cited by its title (or its first words) in title case: in italics if it is italic in the
    list, else in quotation marks.
    """

    code = "CIT026"
    section = "8.14"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” is a title in sentence case; APA cites it in title case: “{right}”."
    VALID = (f"Sleep helps (“Ten Tips for Better Sleep,” 2019).{_TIPS}",)
    INVALID = (f"Sleep helps (“Ten {{~~tips for better sleep~>Tips for Better Sleep~~}},” 2019).{_TIPS}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Count the capitals of titles that the list has."""
        for work, _ in dated(part):
            name = work.names[0]
            if not any(pair.title and pair.relation in {"listed", "letter", "year"} for pair in work.pairs):
                continue
            words = list(_WORD.finditer(part.whole, name.family.start, name.family.end))
            long = [match for match in words[1:] if len(match[0]) >= 4]
            if not long or any(match[0][0].isupper() for match in long):
                continue
            edits = [(match.start(), match.start() + 1, match[0][0].upper()) for match in long]
            start, end = long[0].start(), long[-1].end()
            text = part.whole[start:end]
            for place, _, letter in reversed(edits):
                text = text[: place - start] + letter + text[place - start + 1 :]
            right = part.whole[name.family.start : start] + text + part.whole[end : name.family.end]
            yield self.mark((start, end), (start, end, text), found=name.family.text, right=right)


class GroupAbbreviationForm(Rule[Citation]):
    """A group's abbreviation is introduced in the wrong brackets.

    In parentheses the abbreviation stands in square brackets: “(National Institute of Mental Health [NIMH], 2020)”. In a sentence
    it stands in the parentheses with the year: “National Institute of Mental Health (NIMH, 2020)”.
    """

    code = "CIT028"
    section = "8.21"
    severity = ERROR
    fix = SAFE
    message = "“{found}” introduces the abbreviation otherwise than APA: {right}."
    VALID = (
        f"Sleep helps (National Institute of Mental Health [NIMH], 2020).{_NIMH}",
        f"The National Institute of Mental Health (NIMH, 2020) helps to sleep.{_NIMH}",
    )
    INVALID = (
        f"Sleep helps (National Institute of Mental Health {{~~(NIMH)~>[NIMH]~~}}, 2020).{_NIMH}",
        f"The National Institute of Mental Health {{~~[NIMH] (2020~>(NIMH, 2020~~}}) helps to sleep.{_NIMH}",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at the brackets of the abbreviation."""
        for work, narrative in dated(part):
            for name in work.names:
                short = name.abbreviation
                if short is None or not name.opening:
                    continue
                if not narrative and name.opening == "(":
                    yield self.mark(
                        (short.start - 1, short.end + 1),
                        replace=f"[{short.text}]",
                        found=f"({short.text})",
                        right="in parentheses it stands in square brackets",
                    )
                elif narrative and work.years and part.opening > short.end:
                    years = part.whole[part.opening + 1 : work.years[-1].end]
                    yield self.mark(
                        (short.start - 1, work.years[-1].end),
                        (short.start - 1, work.years[-1].end, f"({short.text}, {years.lstrip()}"),
                        found=part.whole[short.start - 1 : short.end + 1],
                        right="in a sentence it stands in the parentheses with the year",
                    )


class GroupAbbreviationUndefined(Rule[Citation]):
    """A group's abbreviation is used before it is introduced.

    The first citation gives the full name with the abbreviation; only then the abbreviation stands alone.

    A group that the list has under its abbreviation needs no introduction.
    """

    code = "CIT029"
    section = "8.21"
    severity = WARNING
    message = "“{found}” is used before it is introduced; the first citation names “{name} [{found}]” (line {line})."
    VALID = (
        f"Sleep helps (National Institute of Mental Health [NIMH], 2020). It helps much (NIMH, 2020).{_NIMH}",
        f"The National Institute of Mental Health (NIMH) advises sleep. It helps much (NIMH, 2020).{_NIMH}",
    )
    INVALID = (f"Sleep helps ({{==NIMH==}}, 2020).{_NIMH}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Ask what was introduced."""
        for work, _ in dated(part):
            for pair in work.pairs:
                if pair.undefined:
                    yield self.mark(
                        work.names[0].family, found=work.names[0].family.text, name=pair.undefined, line=pair.line
                    )


class LegalCaseRomanInText(Rule[Citation]):
    """The name of a legal case is in roman type.

    Names of cases are italic in the text (and roman in the list).

    The rule sees what the format says is italic (Markdown, HTML); plain text says nothing.
    """

    code = "CIT044"
    section = "11.4"
    severity = WARNING
    fix = SAFE
    message = "“{found}” names a case in roman type; APA sets it in italics in the text."
    styled = True
    VALID = (f"They may read together (*Brown v. Board of Education*, 1954).{_BROWN}",)
    INVALID = (
        f"They may read together ({{~~Brown v. Board of Education~>*Brown v. Board of Education*~~}}, 1954).{_BROWN}",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Ask the paragraph what is italic."""
        italics = part.content.italics
        if italics is None:
            return
        for work in part.works:
            if work.kind == "legal-case":
                name = work.names[0].family
                if not any(span.start < name.end and span.end > name.start for span in italics):
                    yield self.mark(name, styles=((name.start, name.end, "italic"),), found=name.text)
