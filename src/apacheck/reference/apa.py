"""Plain strings, an element each → the entry in APA 7, plain or with its italics marked.

Every function takes the values of one element ("Smith, J. A.", "2019, January 3", "18") and gives a `Sentence`; `write`
puts sentences together. Nothing here knows where the values come from: a parsed entry and a published record are written
by the same functions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from apacheck.patterns import pattern

Style = Literal["plain", "markdown", "html"]

#: A sentence that ends so takes no further period; so does one whose mark stands inside a closing quotation mark.
_ENDED = pattern(r"[.?!…][”’\"']?$")


class Run(NamedTuple):
    """Some characters of one style."""

    text: str
    italic: bool = False


@dataclass(slots=True)
class Sentence:
    """One element of an entry, without what ends it.

    `stop` ends it (a period for most, nothing for a link), unless its own last character does. `after` is what follows
    instead of stop and space where the neighbours are not understood and everything stays as typed.
    """

    runs: list[Run]
    stop: str = "."
    after: str | None = None

    @property
    def text(self) -> str:
        """The characters, whatever their style."""
        return "".join(run.text for run in self.runs)

    def closed(self) -> str:
        """The stop, if the sentence needs one."""
        return "" if _ENDED.search(self.text) else self.stop


def write(sentences: Iterable[Sentence], style: Style = "plain") -> str:
    """The sentences as one entry: each closed, a space between."""
    runs: list[Run] = []
    last = ""
    for sentence in sentences:
        runs += [Run(last), *sentence.runs]
        if sentence.after is None:
            runs.append(Run(sentence.closed()))
            last = " "
        else:
            runs.append(Run(sentence.after))
            last = ""
    return _render(runs, style)


# --- the elements -------------------------------------------------------------------------------------------------


def authors(
    names: Sequence[str], *, role: str = "", groups: bool = False, ellipsis: str = "", rest: str = ""
) -> Sentence:
    """Names before the date: "Doe, J., & Roe, A. (Eds.)".

    `groups` says that all names are groups'; `ellipsis` stands for the authors between the 19th and the last; `rest` is
    an "et al." that only a person can resolve.
    """
    if ellipsis and len(names) > 1:
        text = f"{', '.join(names[:-1])}, {ellipsis} {names[-1]}"
    elif rest:
        text = f"{', '.join(names)}, {rest}"
    else:
        text = joined(names, comma_for_two=not groups)
    return Sentence([Run(_spaced(text, role))])


def joined(names: Sequence[str], *, comma_for_two: bool = False) -> str:
    """Names as one list: "A & B", "A, B, & C"; inverted names take a comma even when there are two."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or comma_for_two else ""
    return f"{', '.join(names[:-1])}{comma} & {names[-1]}"


def date(text: str) -> Sentence:
    """The date in its parentheses."""
    return Sentence([Run(f"({text})")])


def title(main: str, additions: Iterable[str] = (), *, italic: bool) -> Sentence:
    """A title with the parentheses and brackets after it; `italic` if the work stands alone."""
    return Sentence(_titled(main, additions, italic=italic))


def periodical(name: str, *, volume: str = "", issue: str = "", locator: str = "", status: str = "") -> Sentence:
    """A periodical with volume, issue and pages or article number: "*Review*, *51*(4), 33"."""
    runs = [Run(name, italic=True)]
    if volume:
        runs += [Run(", "), Run(volume, italic=True)]
    if issue:
        runs.append(Run(f"({issue})" if volume else f", ({issue})"))
    if locator:
        runs.append(Run(f", {locator}"))
    if status:
        runs.append(Run(f". {status}"))
    return Sentence(runs)


def container(name: str, additions: Iterable[str] = (), *, editors: str = "", intro: str = "In") -> Sentence:
    """The whole that a chapter, an entry, an episode or a song is part of: "In M. Gold (Ed.), *Book* (pp. 5–9)"."""
    opening = f"{intro} {editors}, " if editors else f"{intro} "
    return Sentence([Run(opening), *_titled(name, additions, italic=True)])


def publisher(names: Iterable[str]) -> Sentence:
    """Publishers, production companies, a site, a conference."""
    return Sentence([Run("; ".join(names))])


def link(address: str, *, retrieved: str = "") -> Sentence:
    """A DOI or URL; `retrieved` is the date ("July 3, 2019") of what changes over time."""
    intro = f"Retrieved {retrieved}, from " if retrieved else ""
    return Sentence([Run(intro + address)], stop="")


def note(text: str) -> Sentence:
    """A note in parentheses after everything else."""
    return Sentence([Run(text)], stop="")


def law(text: str, *, name: str = "") -> Sentence:
    """A legal reference in its own form; `name` is the part in italics, at its start."""
    return Sentence([Run(name, italic=True), Run(text.removeprefix(name))])


def _titled(main: str, additions: Iterable[str], *, italic: bool) -> list[Run]:
    rest = " ".join(additions)
    if not main:
        return [Run(rest)]
    return [Run(main, italic), Run(f" {rest}" if rest else "")]


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


# --- the styles ---------------------------------------------------------------------------------------------------


def _render(runs: Iterable[Run], style: Style) -> str:
    escape, opening, closing = _STYLES[style]
    text: list[str] = []
    for italic, group in groupby((run for run in runs if run.text), key=lambda run: run.italic):
        words = "".join(run.text for run in group).translate(escape)
        text += [opening, words, closing] if italic else [words]
    return "".join(text)


_STYLES: dict[Style, tuple[dict[int, str], str, str]] = {
    "plain": ({}, "", ""),
    "markdown": (str.maketrans({character: "\\" + character for character in "\\*_"}), "*", "*"),
    "html": (str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}), "<em>", "</em>"),
}
