"""A list → marks about how its entries are set apart: numbers and bullets, two in one paragraph, one in two (9.43)."""

from collections import Counter
from collections.abc import Iterator

from apacheck.entries import EntryList
from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.rule import Rule
from apacheck.rules.list.survey import survey
from apacheck.text import Edit, Span

_NUMBER = pattern(r"\d")
_BLANK_LINE = pattern(r"\n[ \t\r]*+\n\s*+")


class ListNumberedOrBulleted(Rule[EntryList]):
    """The entries are numbered or bulleted.

    Entries stand one under the other with a hanging indent, without numbers or bullets.

    There is one finding for a list; its fix takes all numbers away, which plain text allows. It is unsafe where the
    numbers stand in brackets, because the text may cite them. The asterisks that mark the studies of a meta-analysis are
    not bullets, and numbered entries of other styles are left to their own rules.
    """

    code = "LST012"
    section = "9.43"
    severity = "error"
    fix = "safe"
    message = "{what} “{label}” before the entry{more}; APA does not number or bullet a list"
    VALID = (
        "References\n\n100 years of solitude. (2014). Norton.\n\n\\*Sen, A. (1999). Development as freedom. Knopf.",
    )
    INVALID = (
        "References\n\n{--1. --}Sen, A. (1999). Development as freedom. Knopf.",
        "References\n\n{--• --}Sen, A. (1999). Development as freedom. Knopf.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        labelled = [(label, span) for label, span in part.places() if label is not None]
        if not labelled:
            yield from self._in_markdown(part)
            return
        label, span = labelled[0]
        date = next(entry for entry in part.entries if entry.label is not None).reference.date
        if date is None or date.opening is None:
            return
        shown = part.source[label.start : label.end]
        number = _NUMBER.search(shown) is not None
        if not number and (part.format != "plain" or len(labelled) * 2 < len(part.entries)):
            return
        if not number and shown.strip() == "*" and len(labelled) < len(part.entries):
            return
        mark = self.mark(
            (label.start, span.start),
            what="number" if number else "bullet",
            label=shown.strip(),
            more=f" and {len(labelled) - 1} more" if len(labelled) > 1 else "",
        )
        gaps = [part.source[place.start : one.start] for place, one in labelled]
        if part.format == "plain" and not any("\n" in gap or "\r" in gap for gap in gaps):
            mark.moves = mark.together = tuple(Edit(Span(place.start, one.start), "") for place, one in labelled)
            # A text may cite by such numbers.
            mark.applicability = "unsafe" if number and shown.strip()[0] in "[(" else "safe"
            mark.help = "delete the numbers" if number else "delete the bullets"
        yield mark

    def _in_markdown(self, part: EntryList) -> Iterator[Mark]:
        """A numbered list of Markdown, whose numbers are mark-up; bullets there are the way to write a list."""
        if part.format != "markdown" or part.heading is None:
            return
        found = survey(part)
        if not found.numbered:
            return
        first, number = next(one for one in enumerate(found.markers()) if one[1][:1].isdigit())
        start = part.source.rfind(number, 0, part.entries[first].span.start)
        count = sum(map(bool, found.markers())) - 1
        yield self.mark(
            (start, start + len(number)), what="number", label=number, more=f" and {count} more" if count else ""
        )


class EntriesMerged(Rule[EntryList]):
    """Two entries stand in one paragraph.

    Each entry begins a paragraph of its own.
    """

    code = "LST013"
    section = "9.43"
    severity = "warning"
    fix = "unsafe"
    message = "“{entry}” begins in the middle of a line; each entry is a paragraph of its own"
    VALID = (
        "References\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press.\n\n"
        "Sen, A. (1999). Development as freedom. Knopf.",
    )
    INVALID = (
        "References\n\n"
        "Rawls, J. (1971). A theory of justice. Harvard University Press."
        "{~~ Sen, A. (1999)~>\n\nSen, A. (1999)~~}. Development as freedom. Knopf.",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if len(part.entries) < 2 or part.format == "html":
            return
        found = survey(part)
        merged = [index for index, gap in enumerate(found.gaps()) if not gap.strip(" \t\xa0")]
        if not merged:
            return
        usual = Counter(gap for gap in found.gaps() if "\n" in gap and not gap.strip())
        new = usual.most_common(1)[0][0] if usual else "\n\n"
        edits = {}
        for index in merged:
            start, end = part.entries[index].span.end, part.entries[index + 1].span.start
            if start <= end:
                edits[index] = Edit(Span(start, end), new)
        for index, edit in edits.items():
            head, words = found.head(index + 1)
            mark = self.mark((edit.span.start, head.end), entry=words)
            mark.moves, mark.together = (edit,), tuple(edits.values())
            mark.applicability, mark.help = "unsafe", "begin a new paragraph"
            yield mark


class EntrySplit(Rule[EntryList]):
    """A blank line divides an entry.

    An entry is one paragraph, and its DOI or URL stands at its end.

    Where most entries hold blank lines, as in text copied with double spacing, nothing is said.
    """

    code = "LST014"
    section = "9.43"
    severity = "warning"
    fix = "unsafe"
    message = "a blank line divides the entry; an entry is one paragraph"
    VALID = (
        "References\n\n"
        "Bandura, A. (1977). Self-efficacy: Toward a unifying theory of behavioral change. Psychological Review, 84(2), "
        "191–215. https://doi.org/10.1037/0033-295X.84.2.191",
    )
    INVALID = (
        "References\n\n"
        "Bandura, A. (1977). Self-efficacy: Toward a unifying theory of behavioral change. Psychological Review, 84(2), "
        "191–215.{~~\n\nhttps://doi.org/10.1037/0033-295X.84.2.191~> https://doi.org/10.1037/0033-295X.84.2.191~~}",
    )

    def check(self, part: EntryList) -> Iterator[Mark]:
        if part.format != "plain":
            return
        split = []
        for _, span in part.places():
            if part.source.find("\n", span.start, span.end) >= 0:
                match = _BLANK_LINE.search(part.source, span.start, span.end)
                if match is not None:
                    start = match.start()
                    while part.source[start - 1] in " \t\r":
                        start -= 1
                    split.append((span, start, match.end()))
        if len(split) > 1 and len(split) * 2 > len(part.entries):
            return
        for span, start, end in split:
            glued = part.source[start - 1] in "-–/"
            yield self.mark((start, span.end), *(() if glued else ((start, end, " "),)))
