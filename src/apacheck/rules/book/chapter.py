"""Chapters in books → marks about missing pages and about chapters that need no entry (BKC012, BKC023)."""

from collections.abc import Iterator

from apacheck.findings import INFO, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Editors, Reference
from apacheck.rule import Rule
from apacheck.rules.book.pages import has_pages

_WORK_WITHOUT_PAGES = pattern(
    r"(?i)dictionary|encyclop|handbook online|glossary|proceedings|conference|symposium|workshop|wikip|statpearls|podcast|season"
)
_CHAPTER = pattern(r"(?:Chapter|Chap\.|Ch\.)\s(?:\d{1,3}|[IVXLC]{1,6}|[Oo]ne|[Tt]wo|[Tt]hree)\b")


class ChapterPagesMissing(Rule[Reference]):
    """A chapter in an edited book has no pages.

    APA gives the pages of the chapter in parentheses after the book's title.

    E-books and reference works on the web may have none, so the rule speaks only of edited books with a publisher and
    without a URL.
    """

    code = "BKC012"
    signs = ("Ed",)
    section = "9.28"
    section_from_memory = True
    severity = INFO
    gives_way_to = ("BKC009", "BKC010")
    message = "The chapter has no pages; APA gives them after the book's title, “(pp. xx–xx)”, if the book has pages."
    VALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* (4th ed., pp. 5–19). "
        "Guilford Press.",
        "Graham, G. (2019). Behaviorism. In E. N. Zalta (Ed.), *The Stanford encyclopedia of philosophy* (Summer 2019 ed.). "
        "Stanford University. https://plato.stanford.edu/archives/sum2019/entries/behaviorism",
    )
    INVALID = (
        "Lewin, K. (1999). Group decision and social change. In M. Gold (Ed.), *{==The complete social scientist==}*. "
        "American Psychological Association.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for editors, a book and a publisher without pages between them."""
        container = part.container
        if container is None or container.editors is None or container.intro is None or part.publisher is None:
            return
        role, title = container.editors.role, container.title
        if role is None or not role.label.text.startswith("Ed") or title.main is None or title.brackets:
            return
        if part.pages is not None or has_pages(title) or part.law is not None or part.unparsed:
            return
        if part.date is None or part.date.form != "year" or (part.title is not None and part.title.brackets):
            return
        if (
            title.main.text[-1:] in ")_*0123456789"
            or "(p" in title.main.text
            or any(link.doi is None for link in part.links)
        ):
            return
        if any(item.kind not in {"edition", "volume", "contributors"} for p in title.parentheses for item in p.items):
            return
        if part.publisher.text[-1:].isdigit() or _WORK_WITHOUT_PAGES.search(title.main.text):
            return
        yield self.mark(title)


class ChapterAuthoredBookPageReference(Rule[Reference]):
    """A chapter of a book by one author has an entry of its own.

    APA references the whole book and cites the chapter in the text.

    The rule knows such a chapter by a title such as "Chapter 3", or by its author's name without "(Ed.)" after "In".
    """

    code = "BKC023"
    section = "10.3"
    severity = INFO
    message = "“{chapter}” seems to be part of a book by the same author; APA references the whole book and cites the chapter in the text."
    VALID = (
        "Gold, M. (1999). Cataloging the work of Lewin. In M. Gold (Ed.), *The complete social scientist* (pp. 5–19). "
        "American Psychological Association.",
    )
    INVALID = (
        "Duckworth, A. (2016). {==Chapter 3==}. In *Grit: The power of passion* (pp. 35–51). Scribner.",
        "Duckworth, A. (2016). {==The naturally talented==}. In {==A. Duckworth==}{>>BKC007<<}, *Grit* (pp. 35–51). Scribner.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a numbered chapter, or for the author's name after "In"."""
        container, title = part.container, part.title
        if container is None or title is None or title.main is None or container.intro is None or part.law is not None:
            return
        if container.editors is not None and container.editors.role is not None:
            return
        if any(link.doi is None for link in part.links):
            return
        numbered = container.editors is None and _CHAPTER.match(title.main.text)
        if numbered or (container.editors is not None and _same_people(part.authors, container.editors)):
            yield self.mark(title, chapter=title.main.text)


def _same_people(authors: Authors | None, editors: Editors) -> bool:
    """Whether the persons after "In" are the authors of the chapter."""
    if authors is None or not editors.names or len(authors.names) != len(editors.names):
        return False
    return all(
        author.family is not None and editor.family is not None and author.family.text == editor.family.text
        for author, editor in zip(authors.names, editors.names, strict=True)
    )
