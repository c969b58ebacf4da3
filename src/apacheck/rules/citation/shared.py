"""What the rules about citations share: which works stand in parentheses, and which agree with the list."""

from collections.abc import Iterator

from apacheck.citations import Citation, Work

#: Firms that are named after two people.
COMPANIES = frozenset(
    {
        ("ernst", "young"), ("johnson", "johnson"), ("procter", "gamble"), ("marks", "spencer"), ("smith", "nephew"),
        ("simon", "schuster"), ("taylor", "francis"), ("barnes", "noble"), ("black", "decker"), ("dun", "bradstreet"),
        ("smith", "wesson"), ("pratt", "whitney"), ("bausch", "lomb"), ("standard", "poor"), ("little", "brown"),
        ("rand", "mcnally"), ("abercrombie", "fitch"), ("bang", "olufsen"), ("bed", "bath"), ("harland", "wolff"),
    }
)  # fmt: skip


def works(citation: Citation) -> Iterator[tuple[Work, bool]]:
    """The works of a citation, and whether each is narrative: named in the sentence, not in parentheses."""
    for index, work in enumerate(citation.works):
        yield work, index == 0 and citation.form == "narrative"


def dated(citation: Citation) -> Iterator[tuple[Work, bool]]:
    """The works cited by author and date."""
    return ((work, narrative) for work, narrative in works(citation) if work.kind == "author-date")


def is_listed(work: Work) -> bool:
    """Whether the list has an entry by these very authors."""
    return any(pair.relation in {"listed", "letter", "year", "ambiguous", "elsewhere"} for pair in work.pairs)


def is_company(work: Work) -> bool:
    """Whether two names may be those of a firm."""
    names = [name.family.text.lower().removesuffix("’s").removesuffix("'s") for name in work.names]
    if is_listed(work):
        return False
    return len(names) == 2 and (names[0] == names[1] or (names[0], names[1]) in COMPANIES)


def after_names(work: Work) -> int:
    """Where the names (with "et al.") end."""
    return work.et_al.end if work.et_al is not None else work.names[-1].end
