"""A `Date` → marks on its year, or what stands for it: "n.d.", "in press", "ca.", letters, impossible years."""

import datetime as dt
from collections.abc import Iterator

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.reference.model import Date, Part, Reference
from apacheck.rule import Rule

_YEAR_DIGITS = 4
#: Later years are those of other calendars (2563 in Thailand) rather than mistakes.
_LAST_CHECKED_YEAR = 2199


def _words(date: Date) -> Part:
    """Find the "n.d." or "in press" in the date, without the letter and what joins it."""
    end = date.letter.start if date.letter is not None else date.body.end
    while end > date.body.start and date.whole[end - 1] in " -":
        end -= 1
    return Part(date.whole, date.body.start, end)


class DateNoDateForm(Rule[Date]):
    """“No date” is not written "n.d.".

    APA writes n.d. in lowercase, with two periods and without a space.

    "(ND)" inside a group's name is North Dakota.
    """

    code = "DAT010"
    unless_right = True
    section = "9.17"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands for a missing date; APA writes “n.d.”."
    VALID = (
        "Merriam-Webster. (n.d.). Heuristic. In *Merriam-Webster.com dictionary*. Retrieved June 14, 2019, from https://www.merriam-webster.com/dictionary/heuristic",
        "Fargo (ND) Historical Society. (2012). *Prairie towns and their railways*. Plains Press.",
    )
    INVALID = (
        "Varga, I. ({~~N.D.~>n.d.~~}). *Night trains of Europe*. Rail Notes. https://www.railnotes.org/night",
        "Varga, I. ({~~no date~>n.d.~~}). *Night trains of Europe*. Rail Notes. https://www.railnotes.org/night",
        "Varga, I. ({~~n. d.~>n.d.~~}). *Night trains of Europe*. Rail Notes. https://www.railnotes.org/night",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Compare the words with “n.d.”."""
        if part.form != "no-date":
            return
        words = _words(part)
        if words.text == "n.d.":
            return
        before = part.whole[max(0, part.start - 2) : part.start].rstrip()
        if words.text == "ND" and not (before.endswith((".", ")", "]")) and part.whole[part.end : part.end + 1] == "."):
            return
        yield self.mark(words, replace="n.d.", typed=words.text)


class DateSuffixHyphen(Rule[Date]):
    """The letter after "n.d." or "in press" lacks its hyphen.

    Letters that tell works of the same author apart follow a year directly, but n.d. and in press with a hyphen.
    """

    code = "DAT011"
    unless_right = True
    section = "8.19, 9.47"
    severity = ERROR
    fix = SAFE
    message = "A letter after “{words}” needs a hyphen: APA writes “{words}-{letter}”."
    VALID = (
        "Sifuentes, A. (n.d.-a). *Letters from the coast*. Wiley.",
        "Smidge, S. (in press-b). Memory for faces. *Psychonomic Bulletin & Review*.",
    )
    INVALID = (
        "Sifuentes, A. ({~~n.d.a~>n.d.-a~~}). *Letters from the coast*. Wiley.",
        "Smidge, S. ({~~in press b~>in press-b~~}). Memory for faces. *Psychonomic Bulletin & Review*.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at what joins the words and the letter."""
        if part.form not in {"no-date", "in-press"} or part.letter is None:
            return
        words = _words(part)
        gap = words.gap(part.letter)
        if gap.text != "-":
            yield self.mark(
                (words.start, part.letter.end), (gap.start, gap.end, "-"), words=words.text, letter=part.letter.text
            )


class DateInPressForm(Rule[Date]):
    """Work that is accepted but not published is called something other than "in press".

    APA writes "in press" in lowercase; "forthcoming", "to appear" and "accepted" mean the same.

    A manuscript that is only submitted or in preparation takes the year of the draft, which the text does not tell, so
    there is no fix.
    """

    code = "DAT012"
    unless_right = True
    section = "9.14"
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands in place of the year; APA writes {right}."
    VALID = (
        "Pachur, T. (in press). Memory for prices. *Psychonomic Bulletin & Review*.",
        "Yamada, K. (2020). *Sleep and chess* [Manuscript submitted for publication]. Department of Psychology, University of Leeds.",
    )
    INVALID = (
        "Pachur, T. ({~~In Press~>in press~~}). Memory for prices. *Psychonomic Bulletin & Review*.",
        "Pachur, T. ({~~forthcoming~>in press~~}). Memory for prices. *Psychonomic Bulletin & Review*.",
        "Yamada, K. ({==submitted==}). *Sleep and chess* [Unpublished manuscript]. Department of Psychology, University of Leeds.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Compare the words with “in press”."""
        if part.form != "in-press":
            return
        words = _words(part)
        if words.text == "in press":
            return
        plain = " ".join(words.text.lower().split())
        if plain in {"submitted", "in preparation"}:
            yield self.mark(words, typed=words.text, right="the year of the draft")
        else:
            sure = SAFE if plain == "in press" else UNSAFE
            yield self.mark(words, replace="in press", applicability=sure, typed=words.text, right="“in press”")


class DateLetterSuffixForm(Rule[Date]):
    """The letter that tells works of one year apart is misplaced or a capital.

    APA writes the letter in lowercase directly after the year, before month and day.
    """

    code = "DAT014"
    unless_right = True
    section = "9.47, 8.19"
    severity = ERROR
    fix = SAFE
    message = "The letter in “{typed}” belongs, in lowercase, directly after the year: “{right}”."
    VALID = (
        "Azikiwe, H. (2020c, April 2). *Markets after rain*. Lagos Notes. https://www.lagosnotes.org/markets",
        "Judge, T. A. (2012a). *Working days*. Wiley.",
    )
    INVALID = (
        "Azikiwe, H. ({~~2020, April 2c~>2020c, April 2~~}). *Markets after rain*. Lagos Notes. https://www.lagosnotes.org/markets",
        "Judge, T. A. ({~~2012A~>2012a~~}). *Working days*. Wiley.",
        "Judge, T. A. ({~~2012 b~>2012b~~}). *Working days*. Wiley.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at the letter's place and case."""
        letter = part.letter
        if letter is None:
            return
        lower = letter.text.lower()
        if part.year is None:
            if letter.text != lower:
                typed = part.whole[part.body.start : letter.end]
                right = typed[:-1] + lower
                yield self.mark(
                    (part.body.start, letter.end), (letter.start, letter.end, lower), typed=typed, right=right
                )
            return
        if letter.start == part.year.end and letter.text == lower:
            return
        start, end = part.year.start, letter.end
        typed = part.whole[start:end]
        between = part.whole[part.year.end : letter.start]
        right = f"{part.year}{lower}{between.rstrip()}"
        yield self.mark((start, end), replace=right, typed=typed, right=right)


class DateCircaForm(Rule[Date]):
    """An approximate date does not begin with "ca.".

    APA writes "ca." with a period and a space before an approximate date.

    "(c2010)" is a copyright date, which is DAT016's.
    """

    code = "DAT015"
    unless_right = True
    section = "9.17"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The approximate date begins with “{typed}”; APA writes “ca.” and a space."
    VALID = ("Aristotle. (ca. 350 B.C.E.). *On dreams*.",)
    INVALID = (
        "Aristotle. ({~~c. 350~>ca. 350~~} B.C.E.). *On dreams*.",
        "Whitlock, E. ({~~circa 1890~>ca. 1890~~}). *View of the old mill* [Photograph]. Harbor Museum.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Compare the word before the year with “ca.”."""
        circa, year = part.circa, part.year
        if circa is None or year is None or circa.text == "ca. " or _is_copyright(part):
            return
        typed = circa.text.strip()
        yield self.mark((circa.start, year.end), (circa.start, circa.end, "ca. "), typed=typed)


def _is_copyright(date: Date) -> bool:
    """Whether "©", "Copyright" or a bare "c" stands before the year."""
    if date.circa is None or date.year is None:
        return False
    word = date.circa.text.lower()
    return word.startswith(("©", "copyright")) or (word == "c" and len(date.year.text) == _YEAR_DIGITS)


class DateCopyrightSign(Rule[Date]):
    """A copyright sign stands before the year.

    The date is the year alone, even where it comes from a copyright notice.
    """

    code = "DAT016"
    unless_right = True
    section = "9.13"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“{typed}” stands before the year; APA gives the year alone."
    VALID = ("Meadows, D. H. (2008). *Thinking in systems*. Chelsea Green Publishing.",)
    INVALID = (
        "Meadows, D. H. ({~~©2008~>2008~~}). *Thinking in systems*. Chelsea Green Publishing.",
        "Meadows, D. H. ({~~c2008~>2008~~}). *Thinking in systems*. Chelsea Green Publishing.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look for a copyright sign or word before the year."""
        if part.circa is not None and part.year is not None and _is_copyright(part):
            circa = part.circa
            yield self.mark((circa.start, part.year.end), (circa.start, circa.end, ""), typed=circa.text.strip())


class DateSlashInList(Rule[Reference]):
    """Two years with a slash stand in the reference list.

    The list gives the year of the version used and tells the other in a note at the end: "(Original work published
    1900)". "1900/2010" is how the text cites such a work.

    Years that follow each other ("2019/2020") are the double year of a volume and are left alone.
    """

    code = "DAT017"
    section = "8.15, 9.41"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = (
        "“{typed}” is the form for the text; the list gives “{year}” and ends with “(Original work published {first})”."
    )
    VALID = (
        "Freud, S. (2010). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books. (Original work published 1900)",
        "Ratner, J. (2019, Spring/Summer). The long strike. *Dissent*, *66*(2), 30–37.",
    )
    INVALID = (
        "Freud, S. ({~~1900/2010~>2010~~}). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books. (Original work published 1900)",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for an earlier year and a slash before the year."""
        date = part.date
        if date is None or date.original is None or date.year is None or part.law is not None:
            return
        original, year = date.original, date.year
        if abs(int(year.text) - int(original.text)) < 2:
            return
        span = (original.start, year.end)
        edits = [(original.start, year.start, "")]
        if not part.notes:
            end = len(part.whole.rstrip())
            edits.append((end, end, f" (Original work published {original})"))
        typed = part.whole[span[0] : span[1]]
        yield self.mark(span, *edits, typed=typed, year=year.text, first=original.text)


class DateImplausibleYear(Rule[Date]):
    """The year lies in the future or has too many digits.

    The date is the year in which the work was published. Most likely a digit was typed twice or two were swapped; the
    source tells which.

    Years of other calendars, and the year to come, which publishers print ahead of time, are left alone.
    """

    code = "DAT018"
    section = "9.13"
    section_from_memory = True
    severity = WARNING
    message = "The year “{year}” {why}; check it in the source."
    VALID = (
        "Aristotle. (ca. 350 B.C.E.). *On dreams*.",
        "Somchai, P. (2563). *Rice in the river valleys*. Chulalongkorn University Press.",
    )
    INVALID = (
        "Laurent, W. ({==20008==}). *Human resources and recruiting*. Wiley.",
        "Laurent, W. ({==2108==}). *Human resources and recruiting*. Wiley.",
    )

    def check(self, part: Date) -> Iterator[Mark]:
        """Look at the year's digits and compare it with today's."""
        year = part.year
        if year is None or part.era is not None or not year.text.isdigit():
            return
        if len(year.text) > _YEAR_DIGITS:
            yield self.mark(year, year=year.text, why="has five digits")
        elif year.text > "2020" and self._this_year() + 1 < int(year.text) <= _LAST_CHECKED_YEAR:
            yield self.mark(year, year=year.text, why="lies in the future")

    @staticmethod
    def _this_year() -> int:
        return dt.datetime.now(tz=dt.UTC).year
