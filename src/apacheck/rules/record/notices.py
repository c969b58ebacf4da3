"""Verifications → marks on the titles of works that were retracted, withdrawn or corrected, or that have since been published."""

from collections.abc import Iterator
from typing import ClassVar

from apacheck.findings import INFO, WARNING, Mark
from apacheck.record.verification import Notice, NoticeKind, Verification
from apacheck.rule import Rule

_LINE = "Roe, A. (2014). {==Sleep and memory in dogs==}. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15"
_CLEAN = "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15"
_SOURCES = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}


def _update(kind: str, source: str = "publisher") -> dict[str, object]:
    """A notice as a record has it, for the examples."""
    return {
        "updated-by": [
            {"type": kind, "DOI": "10.5555/notice.2016.3", "source": source, "updated": {"date-parts": [[2016, 3, 1]]}}
        ]
    }


class _NoticeRule(Rule[Verification]):
    """What the rules about one kind of notice share."""

    def about(self, part: Verification, kind: NoticeKind) -> Iterator[Mark]:
        """Mark the title for the first notice of a kind: one finding says it."""
        if part.reference is None:
            return
        title = part.reference.title
        place = (title.main or title) if title is not None else part.reference
        for notice in part.notices:
            if notice.kind == kind:
                yield self.mark(place, details=_details(notice), doi=notice.doi)
                return


def _details(notice: Notice) -> str:
    """When, who says so, and where to read it: " (2016-03-01, the publisher: https://doi.org/…)"."""
    words = ", ".join(word for word in (notice.date, _SOURCES.get(notice.source, notice.source)) if word)
    address = f"https://doi.org/{notice.doi}" if notice.doi else ""
    told = ": ".join(word for word in (words, address) if word)
    return f" ({told})" if told else ""


class WorkRetracted(_NoticeRule):
    """The work was retracted.

    A retracted work may be cited, but the entry then says that it was retracted: "(Retraction published 2016, Journal of Sleep
    Research, 25[2], 301)".

    An entry with such a note is left alone, and so is one that cites the retraction notice itself.
    """

    code = "REC020"
    section = "10.1"
    section_from_memory = True
    severity = WARNING
    message = "This work was retracted{details}; read the notice, and say so in the entry if you cite it."
    record = _update("retraction")
    VALID = (f"{_CLEAN} (Retraction published 2016, *Journal of Sleep Research*, *25*[2], 301)",)
    INVALID = (_LINE,)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a retraction that the entry does not mention."""
        reference = part.reference
        if reference is not None and not _says_so(reference.whole):
            yield from self.about(part, "retraction")


def _says_so(text: str) -> bool:
    lowered = text.casefold()
    return "retraction published" in lowered or "retracted" in lowered or "retraction of" in lowered


class WorkWithdrawn(_NoticeRule):
    """The work was withdrawn or removed.

    Publishers and preprint servers withdraw works, sometimes for a version that takes their place: read the notice before you cite
    it.
    """

    code = "REC021"
    section = "10.1"
    section_from_memory = True
    severity = WARNING
    message = "This work was withdrawn{details}."
    record = _update("withdrawal")
    VALID = (_CLEAN.replace("Sleep", "Withdrawal notice: Sleep", 1),)
    INVALID = (_LINE,)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a withdrawal that the entry does not mention."""
        if part.reference is not None and "withdrawn" not in part.reference.whole.casefold():
            yield from self.about(part, "withdrawal")


class WorkOfConcern(_NoticeRule):
    """The publisher has expressed concern about the work.

    An expression of concern says that a work is under review, not that it is wrong: read it before you rely on the work.
    """

    code = "REC022"
    section = "10.1"
    section_from_memory = True
    severity = WARNING
    message = "An expression of concern was published about this work{details}."
    record = _update("expression_of_concern")
    VALID = (_CLEAN.replace("Sleep", "Expression of concern: Sleep", 1),)
    INVALID = (_LINE,)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for an expression of concern that the entry does not mention."""
        if part.reference is not None and "of concern" not in part.reference.whole.casefold():
            yield from self.about(part, "expression-of-concern")


class WorkCorrected(_NoticeRule):
    """A correction of the work was published.

    Nothing is wrong with the entry: this is only a reminder to read the correction.
    """

    code = "REC023"
    section = "10.1"
    section_from_memory = True
    severity = INFO
    message = "A correction of this work was published{details}."
    record = _update("correction")
    VALID = (_CLEAN.replace("Sleep", "Correction: Sleep", 1),)
    INVALID = (_LINE,)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a correction that the entry does not mention."""
        if part.reference is not None and "correct" not in part.reference.whole[-120:].casefold():
            yield from self.about(part, "correction")


class PreprintPublished(_NoticeRule):
    """The preprint has since been published.

    Where a preprint was published, cite the version that you used; the published one is to be preferred if you can read it.

    Only what the preprint's record says is known: many preprints never learn of their publication.
    """

    code = "REC024"
    section = "10.8"
    section_from_memory = True
    severity = INFO
    message = "This preprint has since been published: https://doi.org/{doi}."
    record: ClassVar = {
        "type": "posted-content",
        "subtype": "preprint",
        "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/sleep.2014.15"}]},
    }
    VALID = (_CLEAN,)
    INVALID = ("Roe, A. (2013). {==Sleep and memory in dogs==}. PsyArXiv. https://doi.org/10.5555/preprint.13",)

    def check(self, part: Verification) -> Iterator[Mark]:
        """Look for a published version."""
        yield from self.about(part, "published")
