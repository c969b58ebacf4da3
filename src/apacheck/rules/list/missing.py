"""Parts of a document → one mark where a text cites and has no reference list (LST017)."""

from collections.abc import Iterator

from apacheck.citations import Section
from apacheck.findings import ERROR, Mark
from apacheck.rule import Rule

#: A few citations may be an excerpt from a longer text.
_ENOUGH = 5


class ListEmptyOrMissing(Rule[Section]):
    """A text with citations has no reference list.

    Every work that is cited is listed, but for personal communications.

    An excerpt has its list elsewhere: the rule speaks from the fifth citation on, once, at the first.
    """

    code = "LST017"
    section = "8.4, 2.12"
    section_from_memory = True
    severity = ERROR
    message = "The text has {count} citations and no reference list; APA lists each work that is cited."
    VALID = (
        "They read (Adams, 2012). Others do not (Lund, 2014).",
        "They read (Adams, 2012).\n\nReferences\n\nAdams, P. (2012). *Reading at home*. Routledge.",
    )
    INVALID = (
        "They read {==(Adams, 2012)==}. Some do not (Lund, 2014). Girls read more (Moreno, 2010), and so do adults (Birk, 2011; Smith, 2009). "
        "Nobody knows why (Rossi, 2015).",
    )

    def check(self, part: Section) -> Iterator[Mark]:
        """Count the citations of a part that has no list."""
        cited = sorted(citation.span for citation in part.citations)
        if not part.lists and len(cited) >= _ENOUGH:
            yield self.mark((cited[0].start, cited[0].end), count=len(cited))
