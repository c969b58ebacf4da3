"""Document and its lists → `Found`: the citations outside the lists, paragraph by paragraph.

Years in prose, equations, figures, dates and quotations are no citations: without a name that can be an author's nothing
is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apacheck.citations.known import known as read_known
from apacheck.citations.model import Citation, Introduced, Substitute
from apacheck.citations.paragraph import INTRODUCING, WORTH, ParagraphReader
from apacheck.citations.works import Habits
from apacheck.document import Document
from apacheck.entries import EntryList, every, may_cite


@dataclass(slots=True)
class Found:
    """What a document's text cites: citations in order, what stands in their place, and abbreviations of groups.

    `introduced` has for the key of each abbreviation the group's name, its key and where that stands in the source.
    """

    citations: list[Citation] = field(default_factory=list)
    substitutes: list[Substitute] = field(default_factory=list)
    introduced: dict[str, Introduced] = field(default_factory=dict)


def find(document: Document, lists: Sequence[EntryList]) -> Found:
    """Find what a document cites outside its lists."""
    if not may_cite(document, lists):
        return Found()
    known = read_known(every(lists))
    places = [place for found in lists for place in found.places()]
    starts = [(label or span).start for label, span in places]
    ends = [span.end for _, span in places]
    result = Found()
    habits = Habits(document.source)
    for number, paragraph in enumerate(document.paragraphs):
        content = paragraph.text
        if "(" not in content.text and "[" not in content.text:
            continue
        if not WORTH.search(content.text) and not INTRODUCING.search(content.text):
            continue
        reader = ParagraphReader(content, paragraph, number, known, result.introduced, habits, starts, ends)
        result.citations += reader.citations()
        result.substitutes += reader.substitutes
    return result
