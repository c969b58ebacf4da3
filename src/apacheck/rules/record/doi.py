"""Verifications → marks on DOIs that lead nowhere, or to another work, and on entries that Crossref does not have."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, UNSAFE, Mark
from apacheck.record.verification import Verification
from apacheck.record.words import plain
from apacheck.reference.model import Part, Reference
from apacheck.rule import Replacement, Rule


def doi_part(reference: Reference) -> Part:
    """The DOI in an entry; the entry's last link, or the whole of it, where none was read."""
    for link in reference.links:
        if link.doi is not None:
            return link.doi
    return reference.links[-1].address if reference.links else reference


def _proposal(part: Part, verification: Verification) -> tuple[Replacement, ...]:
    return ((part.start, part.end, verification.proposed),) if verification.proposed else ()


class DoiUnregistered(Rule[Verification]):
    """Nobody has registered the DOI.

    A DOI leads to the work. Crossref, its list of other agencies and the DOI system itself were asked, and none of them knows
    this one.

    Most of such DOIs are mistyped; a work that came out this week may have one that is not registered yet. Where a search
    finds the work, the fix is its DOI. Nothing is said about whether the work exists.
    """

    code = "REC001"
    section = "9.35"
    severity = ERROR
    fix = UNSAFE
    message = "No agency knows the DOI {doi}: compare it with the work itself.{instead}"
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/{~~10.5555/sleep.2041.15~>10.5555/sleep.2014.15~~}",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a DOI that all agree is not there."""
        if part.verdict != "no-such-doi" or part.reference is None:
            return
        place = doi_part(part.reference)
        instead = f" The work is registered as {part.proposed}." if part.proposed else ""
        yield self.mark(place, *_proposal(place, part), doi=part.doi, instead=instead)


class DoiOfAnotherWork(Rule[Verification]):
    """The DOI is that of another work.

    A DOI leads to the work that the entry describes. The record of this one has another title, and other authors, pages or
    volume.

    Where a search finds the work, the fix is its DOI; otherwise only a person can tell whether the DOI or the rest of the entry is
    meant.
    """

    code = "REC002"
    section = "9.35"
    severity = ERROR
    fix = UNSAFE
    message = "The DOI {doi} is that of another work: {work}.{instead}"
    others = (
        {
            "DOI": "10.5555/waves.1999.201",
            "type": "journal-article",
            "title": ["Standing waves in shallow harbours"],
            "author": [{"family": "Marlow", "given": "Peter"}],
            "issued": {"date-parts": [[1999]]},
            "container-title": ["Coastal Engineering"],
            "volume": "36",
            "page": "201-219",
        },
    )
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/{~~10.5555/waves.1999.201~>10.5555/sleep.2014.15~~}",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a record of another work."""
        record = part.record
        if part.verdict != "another-work" or part.reference is None or record is None:
            return
        place = doi_part(part.reference)
        who = record.authors[0].family or record.authors[0].name if record.authors else ""
        year = f" ({record.year})" if record.year else ""
        title = plain(record.title) or plain(record.container) or "a work without a title"
        work = f"{plain(who)}{year}, “{title}”" if who else f"“{title}”{year}"
        instead = f" This work is registered as {part.proposed}." if part.proposed else ""
        yield self.mark(place, *_proposal(place, part), doi=part.doi, work=work, instead=instead)


class NotFoundAtCrossref(Rule[Verification]):
    """Crossref has no record that is this work.

    A work that has a DOI is given with it. This entry has none, and a search by authors, year, title and source found no
    record that is certainly the same.

    That says nothing about the work: most books, theses, reports, web pages and older articles are not registered with
    Crossref, and what is registered under another title or year is not recognised. So this is only a note.
    """

    code = "REC003"
    section = "9.34"
    severity = INFO
    message = (
        "Crossref has no record that is certainly this work; that is common for books, theses, reports and older articles, and does not mean "
        "that anything is wrong."
    )
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = ("Roe, A. (2014). {==Sleep and memory in dogs==}. Kestrel Books.",)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for an entry that a search did not find."""
        if part.verdict == "not-found" and part.reference is not None:
            title = part.reference.title
            yield self.mark((title.main or title) if title is not None else part.reference)
