"""Titles → marks about what sets off the subtitle, and about works without a title (TTL025, TTL026)."""

from collections.abc import Iterator

from apacheck.findings import INFO, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule

_DASH = pattern(r"(?<=[\p{L}\p{N})”\"’])(?P<gap> [-–—] | -- )(?=\p{Lu}\p{Ll}* \p{Ll})")
_ANY_DASH = pattern(r" ?-- ?| [-–—] ?|[-–—] ")
_ARTWORK = pattern(
    r"(?i)painting|drawing|sculpture|print\b|lithograph|etching|engraving|installation|collage|watercolou?r|oil"
)


class TitleSubtitleSeparator(Rule[Title]):
    """A spaced dash or hyphen sets off the subtitle.

    A subtitle follows a colon.

    Some titles have a genuine dash, so the rule speaks only of one spaced dash before a capital and several words, and for
    information.
    """

    code = "TTL025"
    signs = (" - ", " – ", " — ", " -- ")
    section = "9.19"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "“{typed}” sets off the subtitle; APA uses a colon: “{right}”."
    VALID = (
        "Hart, P. (2002). Alcohol, tobacco, and firearms—A history. *Journal of Social History*, *35*(2), 112–125.",
        "Lund, T. (2014). *The Boston – New York corridor*. Routledge.",
        "Lund, T. (2014). *Reading at home: Then – and now*. Routledge.",
    )
    INVALID = ("Cain, S. (2012). *Quiet{~~ - ~>: ~~}The power of introverts*. Crown.",)

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for the one dash of a title without a colon."""
        main = part.main
        if main is None or ":" in main.text or not ("-" in main.text or "–" in main.text or "—" in main.text):
            return
        text = main.text
        if len(_ANY_DASH.findall(text)) != 1:
            return
        found = _DASH.search(text)
        if found is None or any(not bracket.translation for bracket in part.brackets):
            return
        word = text[found.end() :].split(" ", 1)[0]
        before = text[: found.start()].rsplit(" ", 1)[-1]
        where = (main.start + found.start(), main.start + found.end())
        typed, right = f"{before}{found[0]}{word}", f"{before}: {word}"
        yield self.mark(where, replace=": ", typed=typed, right=right)


_UNTITLED = frozenset(
    {"untitled", "untitled document", "no title", "title unknown", "without title", "(untitled)", "n.t"}
)


class TitleUntitled(Rule[Reference]):
    """The word "Untitled" stands for a title.

    A work without a title takes a description in brackets.

    Paintings and other works of art may be named "Untitled", and are left alone.
    """

    code = "TTL026"
    section = "9.22"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "“{typed}” stands for a title; APA describes a work without a title in square brackets instead."
    VALID = (
        "Rothko, M. (1969). *Untitled* [Painting]. National Gallery of Art.",
        "Basquiat, J.-M. (1981). *Untitled (Skull)* [Photograph]. The Broad.",
        "Baer, R. A. (2015). [Unpublished raw data on mindfulness and sleep]. University of Kentucky.",
    )
    INVALID = (
        "Rinaldi, J. (2016). {~~*Untitled* [Photograph series of a boy]~>[Photograph series of a boy]~~}. The Pulitzer Prizes.",
        "Rinaldi, J. (2016). {==[Untitled]==}. The Pulitzer Prizes.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the title, or the bracket in its place, with the words that stand for none."""
        title = part.title
        if title is None or part.law is not None or part.title_first:
            return
        if title.main is None:
            if len(title.brackets) == 1 and title.brackets[0].description.text.strip(" .").lower() in _UNTITLED:
                yield self.mark(title.brackets[0], typed=title.brackets[0].text)
            return
        typed = title.main.text
        if typed.strip(" .").lower() not in _UNTITLED or any(_ARTWORK.search(b.text) for b in title.brackets):
            return
        if title.brackets and title.brackets[0].start > title.main.end and not title.parentheses:
            bracket = title.brackets[0]
            yield self.mark((title.start, bracket.end), (title.start, bracket.start, ""), typed=typed)
        else:
            yield self.mark(title.main, typed=typed)
