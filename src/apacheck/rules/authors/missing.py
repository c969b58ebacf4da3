"""Entries without a real author → marks about stand-ins, a date at the start and dashes (AUT026–AUT028)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Reference, Separator
from apacheck.rule import Rule

_STAND_IN = pattern(
    r"(?:N\. ?A|n\. ?a|NA|[Nn]o [Aa]uthors?(?: (?:listed|given|named))?|Unknown(?: [Aa]uthor)?|[Aa]uthor [Uu]nknown)\.?"
)
_DASHES = pattern(r"(?:[—–―⸺⸻_]|--)[—–―⸺⸻_\s-]*(?=$|[.,])")


def _moved(reference: Reference, start: int) -> tuple[int, int, str] | None:
    """The edit that puts title and date, which stand from `start` on, into the order title, date."""
    title, date = reference.title, reference.date
    if title is None or title.main is None or date is None or date.opening is None or date.closing is None:
        return None
    elements = reference.elements
    place = next((index for index, element in enumerate(elements) if element is title), len(elements))
    following = elements[place + 1] if place + 1 < len(elements) else None
    if not isinstance(following, Separator) or not following.text.startswith((".", " ")):
        return None
    text = title.text
    end = title.end + following.text.startswith(".")
    stop = "" if text.endswith(("?", "!", ".")) else "."
    return start, end, f"{text}{stop} {date.text}."


class AuthorPlaceholder(Rule[Reference]):
    """A stand-in such as "N.A." or "Unknown" is given as author.

    Without an author the title moves to the author's place.

    "Anonymous" is right for works that are signed so, which the text cannot tell: it is for information only.
    """

    code = "AUT026"
    section = "9.12"
    severity = ERROR
    fix = UNSAFE
    unless_right = True
    message = "“{typed}” stands in the author's place; without an author, APA puts the title there."
    gives_way_to = ("AUT003",)
    VALID = ("Na, H. (2019). *Ten tips for better sleep*. Wiley.",)
    INVALID = (
        "{~~N.A. (2019). *Ten tips for better sleep*.~>*Ten tips for better sleep*. (2019).~~} SleepHub. "
        "https://sleephub.org/tips",
        "{==Anonymous==}. (2018). *Letters from the front*. Wiley.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the whole element with the usual stand-ins."""
        authors = part.authors
        if authors is None or authors.end - authors.start > 25 or part.law is not None:
            return
        text = authors.text
        if text == "Anonymous":
            yield self.mark(authors, severity=INFO, typed=text)
        elif _STAND_IN.fullmatch(text):
            edit = _moved(part, authors.start)
            if edit is None:
                yield self.mark(authors, typed=text)
            else:
                yield self.mark(edit[:2], edit, typed=text)


class AuthorElementMissingDateFirst(Rule[Reference]):
    """The entry starts with its date.

    Without an author the title takes the author's place, and the date follows it.
    """

    code = "AUT027"
    section = "9.12, 9.4"
    severity = ERROR
    fix = UNSAFE
    unless_right = True
    message = "The entry starts with its date; without an author, APA starts with the title."
    VALID = ("*Ten tips for better sleep*. (2019). SleepHub. https://sleephub.org/tips",)
    INVALID = (
        "{~~(2019). *Ten tips for better sleep*.~>*Ten tips for better sleep*. (2019).~~} SleepHub. https://sleephub.org/tips",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the first element."""
        date = part.date
        if date is None or part.authors is not None or part.title_first or part.law is not None or date.opening is None:
            return
        if part.whole[: date.start].strip():
            return
        edit = _moved(part, date.start)
        if edit is None:
            yield self.mark(date)
        else:
            yield self.mark(edit[:2], edit)


class AuthorRepeatedDash(Rule[Authors]):
    """A dash stands for the authors of the entry before.

    The names are repeated in every entry.

    Which names they are another entry tells, so there is no fix.
    """

    code = "AUT028"
    section = "9.46"
    severity = ERROR
    message = "“{typed}” stands for authors named before; APA repeats the names in every entry."
    VALID = ("Bandura, A. (2012). *Social foundations*. Wiley.",)
    INVALID = ("{==———==}. (2012). *Social foundations*. Wiley.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at the start of the element."""
        if part.end > part.start and part.whole[part.start] in "—–―⸺⸻_-":
            match = _DASHES.match(part.whole, part.start, part.end)
            if match is not None:
                end = part.start + len(match[0].rstrip())
                yield self.mark((part.start, end), typed=part.whole[part.start : end])
