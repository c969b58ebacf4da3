"""Verifications → marks on entries without the DOI that their work has. They speak only under `--verify`."""

from collections.abc import Iterator

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.record.verification import Verification
from apacheck.reference.model import Reference
from apacheck.rule import Replacement, Rule

_LAST_WORD = pattern(r"(?<!\S)\S++\s*+$")


class DoiMissing(Rule[Verification]):
    """The work has a DOI, and the entry does not give it.

    A work that has a DOI is given with it, whether it was read in print or online.

    A DOI is proposed only where Crossref's record agrees in title, first author, year and volume, pages or source, and no other
    record does. It takes the place of a web address.
    """

    code = "URL018"
    section = "9.34"
    severity = WARNING
    fix = UNSAFE
    message = "This work has a DOI: https://doi.org/{doi}."
    VALID = ("Roe, A. (2014). *Sleep and memory in dogs*. Kestrel Books.",)
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), {~~15–24.~>15–24. https://doi.org/10.5555/sleep.2014.15~~}",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for an entry without a DOI whose work was found."""
        reference = part.reference
        if part.proposed is None or reference is None or part.verdict not in {"confirmed", "differs"}:
            return
        place, edit = _where(reference, f"https://doi.org/{part.proposed}")
        yield self.mark(place, edit, doi=part.proposed)


def _where(reference: Reference, address: str) -> tuple[tuple[int, int], Replacement]:
    """Where the DOI belongs: in place of the last link, or at the end; and the word that the mark stands at."""
    if reference.links:
        link = reference.links[-1]
        return (link.start, link.end), (link.start, link.end, address)
    note = reference.notes[-1] if reference.notes else None
    end = note.start if note is not None else reference.end
    text = reference.whole[:end].rstrip()
    word = _LAST_WORD.search(text)
    start = word.start() if word is not None else 0
    stop = "" if text.endswith((".", "?", "!")) else "."
    return (start, len(text)), (len(text), len(text), f"{stop} {address}")
