"""Citations and lists → marks where one side lacks what the other has, or names it otherwise (CIT011, CIT015–CIT018, …)."""

from collections.abc import Iterator

from apacheck.citations import Citation, Pair, Section, Work
from apacheck.findings import ERROR, UNSAFE, WARNING, Mark
from apacheck.rule import Rule
from apacheck.rules.citation.shared import after_names, dated, works

_MORENO = "\n\nReferences\n\nMoreno, P., & Lund, T. (2014). *Reading at home*. Routledge."
_TAYLORS = "\n\nReferences\n\nTaylor, J. M. (2015). *Reading at home*. Routledge.\n\nTaylor, T. (2014). *Reading aloud*. Routledge."
_JUDGE = "\n\nReferences\n\nJudge, A. (2012a). *Reading aloud*. Routledge.\n\nJudge, A. (2012b). *Reading at home*. Routledge."
_KAPOOR = (
    "\n\nReferences\n\nKapoor, N., Bloom, A., & Lund, T. (2017). *Reading aloud*. Routledge.\n\n"
    "Kapoor, N., Bloom, A., & Montez, L. (2017). *Reading at home*. Routledge."
)
_FREUD = (
    "\n\nReferences\n\nFreud, S. (2010). *The interpretation of dreams*. Basic Books. (Original work published 1900)"
)


def _pairs(part: Citation, *relations: str) -> Iterator[tuple[Work, Pair]]:
    for work, _ in works(part):
        for pair in work.pairs:
            if pair.relation in relations:
                yield work, pair


def _place(work: Work, pair: Pair) -> tuple[int, int]:
    """The names with the year that is meant; a later year alone."""
    if pair.year is not None and work.years and pair.year is not work.years[0]:
        return pair.year.start, pair.year.end
    start, end = work.head
    if pair.year is not None and not work.nested and pair.year.end < end:
        end = pair.year.end
    if work.whole[end : end + 1] == ")" and "(" in work.whole[start:end] and not work.nested:
        end += 1  # a narrative citation ends with its parentheses
    return start, end


def _text(part: Citation, place: tuple[int, int]) -> str:
    text = part.whole[place[0] : place[1]]
    return text if text.count("(") <= text.count(")") else f"{text})"


class EtAlForTwoAuthors(Rule[Citation]):
    """“et al.” stands for one author.

    Two authors are always both named; “et al.” is for three and more.
    """

    code = "CIT011"
    section = "8.17"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” stands for two authors (line {line}: {entry}); APA names both."
    VALID = (f"They read (Moreno & Lund, 2014).{_MORENO}",)
    INVALID = (f"They read ({{~~Moreno et al.~>Moreno & Lund~~}}, 2014).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Count the authors of the entry."""
        for work, narrative in dated(part):
            if work.et_al is None or len(work.names) != 1 or not work.pairs:
                continue
            pair = work.pairs[0]
            if pair.entry is None or pair.count != 2 or pair.relation not in {"listed", "letter", "year"}:
                continue
            joint = " and " if narrative else " & "
            name = part.whole[work.start : work.names[0].family.end]
            yield self.mark(
                (work.start, after_names(work)),
                (work.start, after_names(work), f"{name}{joint}{pair.authors[1]}"),
                found=_text(part, (work.start, after_names(work))),
                line=pair.line,
                entry=joint.join(pair.authors),
            )


class CitedNotListed(Rule[Citation]):
    """A cited work has no entry in the list.

    Each work that is cited is listed, so that it can be found.

    Personal communications are not listed, and of two works of which one is cited in the other only the one that was read. In a
    document of several parts with lists of their own, an entry in another part's list is named.
    """

    code = "CIT015"
    section = "8.4"
    severity = ERROR
    message = "“{found}” is cited, but {what}."
    VALID = (
        f"They read (Moreno & Lund, 2014; Petty, 1979, as cited in Moreno & Lund, 2014).{_MORENO}",
        f"They read (Moreno & Lund, 2014), and A. Berg (personal communication, May 2, 2021) agrees.{_MORENO}",
    )
    INVALID = (f"They read (Moreno & Lund, 2014), or not ({{==Santora, 2009==}}).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for works without an entry."""
        for work, pair in _pairs(part, "unlisted", "authors", "elsewhere"):
            if not work.compared:
                continue
            place = _place(work, pair)
            if pair.relation == "elsewhere":
                what = f"this part's list has no such entry; another part's list has it (line {pair.line})"
            elif pair.relation == "authors":
                what = f"no entry of that year has these authors; line {pair.line} has {pair.word}"
            elif pair.word:
                what = f"no entry has that year; line {pair.line} has the same authors, {pair.word}"
            else:
                what = "the list has no such entry"
            yield self.mark(
                place, found=_text(part, place), what=what, severity=WARNING if pair.relation == "elsewhere" else None
            )


class ListedNotCited(Rule[Section]):
    """An entry is not cited in the text.

    A reference list holds the works that are cited, and no others.

    A text that cites nothing is not told so, nor is a file that is only a list. Lists of further reading are left alone, and so are
    entries whose author and year the text names in another form.
    """

    code = "CIT016"
    section = "8.4, 2.12"
    section_from_memory = True
    severity = WARNING
    message = "“{found}” is listed, but {what}."
    VALID = (
        f"They read (Moreno & Lund, 2014).{_MORENO}",
        "Moreno, P. (2014). *Reading at home*. Routledge.\n\nSmith, T. (2010). *Reading aloud*. Routledge.",
    )
    INVALID = (
        "They read (Adams, 2012).\n\nReferences\n\nAdams, P. (2012). *Reading at home*. Routledge.\n\n"
        "{==Smith, T. (2010)==}. *Reading aloud*. Routledge.",
    )

    def check(self, part: Section) -> Iterator[Mark]:
        """Give the entries that nothing cites."""
        for uncited in part.uncited:
            reference = uncited.entry.reference
            end = reference.date.end if reference.date is not None else min(60, len(uncited.entry.text))
            span = uncited.entry.source_span(0, end)
            what = (
                f"only another part of the document cites it (line {uncited.elsewhere})"
                if uncited.elsewhere
                else "nothing in the text cites it"
            )
            yield self.mark((span.start, span.end), found=uncited.entry.text[:end], what=what)


class YearMismatch(Rule[Citation]):
    """The year in the text is not the year in the list.

    Author and year lead from the text to the entry: both have to agree.
    """

    code = "CIT017"
    section = "8.4, 8.10"
    severity = ERROR
    message = "“{found}” is cited, but the list has {year} (line {line})."
    VALID = (f"They read (Moreno & Lund, 2014).{_MORENO}", f"He dreamt (Freud, 1900/2010).{_FREUD}")
    INVALID = (f"They read ({{==Moreno & Lund, 2013==}}).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Give the works whose year differs."""
        for work, pair in _pairs(part, "year"):
            place = _place(work, pair)
            yield self.mark(place, found=_text(part, place), year=pair.word, line=pair.line)


class AuthorSpellingMismatch(Rule[Citation]):
    """A name is spelled otherwise in the text than in the list.

    Accents and apostrophes are not compared; a name that is one letter off (two, where it is long) is taken for the same.
    """

    code = "CIT018"
    section = "8.4"
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” is cited, but the list has “{name}” (line {line})."
    VALID = (f"They read (Moreno & Lund, 2014).{_MORENO}",)
    INVALID = (f"They read ({{~~Moerno~>Moreno~~}} & Lund, 2014).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Give the works one of whose names differs."""
        for _, pair in _pairs(part, "spelling"):
            if pair.where is not None:
                yield self.mark(pair.where, replace=pair.word, found=pair.where.text, name=pair.word, line=pair.line)


class GivenNameOrInitialsInCitation(Rule[Citation]):
    """Initials or a given name stand in a citation without need.

    A citation gives surnames alone, unless two first authors of the list share theirs.

    Only citations that the list knows are judged.
    """

    code = "CIT025"
    section = "8.10, 8.20"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” stands before “{name}”, though the list has no other first author of that name; APA gives the surname alone."
    VALID = (f"They read (J. M. Taylor, 2015; T. Taylor, 2014).{_TAYLORS}",)
    INVALID = (f"They read ({{--P. --}}Moreno & Lund, 2014).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for what stands before the first surname."""
        for work, _ in dated(part):
            name = work.names[0]
            if name.given is None or name.kind != "person" or not work.pairs or any(pair.shared for pair in work.pairs):
                continue
            if all(pair.relation in {"listed", "letter", "year"} for pair in work.pairs):
                yield self.mark(
                    (name.given.start, name.family.start), replace="", found=name.given.text, name=name.family.text
                )


class LetterSuffixMismatch(Rule[Citation]):
    """The letter after the year does not lead to one entry.

    Works by the same authors of the same year have letters (2012a, 2012b), in the list and in the text.
    """

    code = "CIT027"
    section = "8.19"
    severity = ERROR
    message = "“{found}” is cited; {what}."
    VALID = (f"They read (Judge, 2012a, 2012b).{_JUDGE}",)
    INVALID = (f"They read ({{==Judge, 2012==}}).{_JUDGE}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Give the works whose letter is missing, wrong or superfluous."""
        for work, pair in _pairs(part, "letter"):
            place = _place(work, pair)
            count = len(pair.others) + 1
            if pair.others:
                what = f"the list has {count} such works of that year (the first in line {pair.line}), which only letters tell apart"
            else:
                what = f"the list has {pair.word} (line {pair.line})"
            yield self.mark(place, found=_text(part, place), what=what)


class AuthorOrderMismatch(Rule[Citation]):
    """The authors stand in another order than in the list.

    The order of authors is that of the work, in the text and in the list.
    """

    code = "CIT037"
    section = "8.4, 8.17"
    severity = ERROR
    message = "“{found}” stands in another order than in the list (line {line}: {entry})."
    VALID = (f"They read (Moreno & Lund, 2014).{_MORENO}",)
    INVALID = (f"They read ({{==Lund & Moreno==}}, 2014).{_MORENO}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Give the works whose names are those of an entry in another order."""
        for work, pair in _pairs(part, "order"):
            end = after_names(work)
            yield self.mark((work.start, end), found=part.whole[work.start : end], line=pair.line, entry=pair.word)


class SharedSurnameInitialsMissing(Rule[Citation]):
    """Two first authors share a surname, and the citation gives no initials.

    Their initials stand in every citation, even where the years differ.
    """

    code = "CIT039"
    section = "8.20"
    severity = WARNING
    message = "the list has another first author named “{name}”; APA tells them apart by initials: “{initials} {name}” (line {line})."
    VALID = (f"They read (J. M. Taylor, 2015; T. Taylor, 2014).{_TAYLORS}",)
    INVALID = (f"They read (J. M. Taylor, 2015), or not ({{==Taylor==}}, 2014).{_TAYLORS}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look for names that the list has twice."""
        for work, _ in dated(part):
            name = work.names[0]
            pair = next((pair for pair in work.pairs if pair.shared and pair.relation in {"listed", "letter"}), None)
            if pair is not None and name.given is None and name.kind == "person":
                yield self.mark(name.family, name=name.family.text, initials=pair.initials, line=pair.line)


class EtAlAmbiguous(Rule[Citation]):
    """“et al.” could mean either of two works.

    Where two works of one year shorten to the same form, as many names are given as tell them apart.
    """

    code = "CIT040"
    section = "8.18"
    severity = ERROR
    message = "“{found}” could mean {count} works of the list (the first in line {line}); APA names as many authors as tell them apart."
    VALID = (f"They read (Kapoor, Bloom, & Montez, 2017).{_KAPOOR}",)
    INVALID = (f"They read ({{==Kapoor et al., 2017==}}).{_KAPOOR}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Give the works that several entries fit."""
        for work, pair in _pairs(part, "ambiguous"):
            place = _place(work, pair)
            yield self.mark(place, found=_text(part, place), count=len(pair.others) + 1, line=pair.line)


class OriginalDateMissing(Rule[Citation]):
    """A republished work is cited without the year of the original.

    Republished, reissued and translated works are cited with both years: “(Freud, 1900/2010)”.
    """

    code = "CIT042"
    section = "8.15"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” is a republished work (line {line}); APA cites both years, {right}."
    VALID = (f"He dreamt (Freud, 1900/2010).{_FREUD}",)
    INVALID = (f"He dreamt (Freud, {{~~2010~>1900/2010~~}}).{_FREUD}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare with the note on the original."""
        for work, pair in _pairs(part, "listed"):
            year = pair.year
            if year is None or year.original or not pair.original or not year.label.isdigit() or year.letter:
                continue
            if pair.original == pair.year_listed or not pair.year_listed.isdigit():
                continue
            right = f"{pair.original}/{pair.year_listed}"
            yield self.mark(year, replace=right, found=_text(part, work.head), line=pair.line, right=right)
