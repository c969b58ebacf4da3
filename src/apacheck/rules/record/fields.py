"""Verifications → marks on the elements that an entry and its record state differently, one rule an element.

The marks say what both say. Which of them is right, a rule cannot know: records have mistakes, too.
"""

from collections.abc import Iterator
from typing import ClassVar

from apacheck.findings import INFO, UNSAFE, WARNING, Mark
from apacheck.record.verification import Difference, Field, How, Verification
from apacheck.rule import Rule


def _found(verification: Verification, field: Field, *hows: How) -> Iterator[Difference]:
    """The differences in one element, of these kinds or of any."""
    for difference in verification.differences:
        if difference.field == field and (not hows or difference.how in hows):
            yield difference


class _FieldRule(Rule[Verification]):
    """What the rules about one element share."""

    def found(self, difference: Difference) -> Mark:
        """The mark of a difference; a slight one is a note."""
        return self.mark(
            (difference.start, difference.end),
            *difference.edits,
            severity=INFO if difference.slight else None,
            entry=_short(difference.entry),
            record=_short(difference.record),
        )


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:120].rstrip()} … {text[-30:].lstrip()}"


class RecordTitleDiffers(_FieldRule):
    """The title differs from that of the published record.

    An entry gives the title as published. Words that the record does not have, or has otherwise, are marked.

    Capitals, accents, punctuation, hyphens, British and American spelling, and a subtitle that one side leaves out are no difference.
    """

    code = "REC004"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record has “{record}” in the title, the entry “{entry}”."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs: A review. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and {~~memori~>memory~~} in older dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
        "Roe, A. (2014). {~~Why cats wander by night~>Sleep and memory in older dogs~~}. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the words that differ."""
        for difference in _found(part, "title"):
            yield self.found(difference)


class RecordNameDiffers(_FieldRule):
    """The name of an author is spelled otherwise in the published record.

    An entry gives the names of authors as published.

    Accents, capitals, particles, initials that one side leaves out, and family names of which one side has a part are no difference.
    """

    code = "REC005"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record names “{record}”, the entry “{entry}”."
    VALID = (
        "Müller, A. B., & van den Berg, C. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "{~~Anderssen~>Anderson~~}, A. B. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
        "Roe, A., & Doe, {~~K.~>J.~~} (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give each name that is spelled otherwise."""
        for difference in _found(part, "authors", "spelling"):
            yield self.found(difference)


class RecordAuthorsDiffer(_FieldRule):
    """The list of authors differs from that of the published record.

    An entry names up to 20 authors, all of them, in the order of the publication.

    A record may name the first author alone: then further ones are only noted. Groups beside people, and whom "et al." or an ellipsis
    leaves out, are not missed.
    """

    code = "REC006"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record names other authors here: “{record}”."
    VALID = (
        "Roe, A., & Doe, J. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "{~~Roe, A., & Doe, J.~>Doe, J., & Roe, A.~~} (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
        "{~~Whitcomb, A.~>Roe, A.~~} (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    _WORDS = {  # noqa: RUF012 - never changed
        "missing": "The record names authors whom the entry leaves out: “{record}”.",
        "surplus": "The record does not name “{entry}”; it has “{record}”.",
        "order": "The record has the authors in another order: “{record}”.",
    }

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the people who are missing, too many, others, or in another place."""
        for difference in _found(part, "authors", "missing", "surplus", "order", "other"):
            mark = self.found(difference)
            words = self._WORDS.get(difference.how)
            if words is not None:
                mark.message = words.format(entry=_short(difference.entry), record=_short(difference.record))
            yield mark


class RecordYearDiffers(_FieldRule):
    """The year differs from those of the published record.

    An entry gives the year of publication. A work may come out online in one year and in print in the next: any year of the
    record agrees, and one year more or less is only noted.
    """

    code = "REC007"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record gives the year {record}, the entry {entry}."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. ({~~2004~>2014~~}). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the year."""
        for difference in _found(part, "year"):
            yield self.found(difference)


class RecordSourceDiffers(_FieldRule):
    """The journal or book differs from that of the published record.

    An entry names the journal, book or proceedings that the work came out in.

    Abbreviations, acronyms, subtitles and qualifiers of a journal's name are no difference.
    """

    code = "REC008"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record has “{record}”, the entry “{entry}”."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *{~~Sleep Medicine~>Journal of Sleep Research~~}*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the container."""
        for difference in _found(part, "container"):
            yield self.found(difference)


class RecordVolumeDiffers(_FieldRule):
    """The volume differs from that of the published record.

    An entry gives the volume of the journal. Roman and arabic numerals are no difference.
    """

    code = "REC009"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record gives volume {record}, the entry {entry}."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *{~~32~>23~~}*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the volume."""
        for difference in _found(part, "volume", "other"):
            yield self.found(difference)


class RecordIssueDiffers(_FieldRule):
    """The issue differs from that of the published record.

    An entry gives the issue of the journal. "Suppl. 1" and "S1", and double issues written with a dash or a slash, are no difference.
    """

    code = "REC010"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record gives issue {record}, the entry {entry}."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*({~~4~>1~~}), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the issue."""
        for difference in _found(part, "issue", "other"):
            yield self.found(difference)


class RecordPagesDiffer(_FieldRule):
    """The pages or the article number differ from those of the published record.

    An entry gives first and last page, or the article number.

    Elided ranges, and a letter that only one side has, are no difference; a single page that is the first of the record's is only noted.
    """

    code = "REC011"
    section = "9.6"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The record gives {record}, the entry {entry}."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), {~~5–14~>15–24~~}. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the pages."""
        for difference in _found(part, "pages"):
            if difference.entry:
                yield self.found(difference)


class RecordStatesMore(_FieldRule):
    """The published record gives a volume, an issue or pages that the entry leaves out.

    An entry gives volume, issue and pages, or the article number, of what has them.

    Journals differ in what they call an issue, so this is only a note.
    """

    code = "REC012"
    section = "9.25"
    severity = INFO
    fix = UNSAFE
    message = "The record gives the {field} {record}, which the entry leaves out."
    VALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, *23*(1), 15–24. https://doi.org/10.5555/sleep.2014.15",
    )
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. *Journal of Sleep Research*, {~~*23*~>*23*(1)~~}, 15–24. https://doi.org/10.5555/sleep.2014.15",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give what is missing."""
        fields: tuple[Field, ...] = ("volume", "issue", "pages")
        for field in fields:
            for difference in _found(part, field, "missing"):
                if not difference.entry:
                    yield self.mark(
                        (difference.start, difference.end), *difference.edits, field=field, record=difference.record
                    )


class RecordKindDiffers(_FieldRule):
    """The DOI is that of another kind of work: the whole book for a chapter, the journal for an article.

    The DOI of an entry is that of the work itself, where it has one of its own.

    Many chapters have none, and then the book's is right; so this is only a note.
    """

    code = "REC013"
    section = "9.34"
    severity = INFO
    message = "The DOI is registered for {record}; the entry is of {entry}."
    record: ClassVar = {
        "type": "book",
        "title": ["The sleep of animals"],
        "author": [],
        "container-title": [],
        "page": None,
    }
    VALID = ("Doe, J. (Ed.). (2014). *The sleep of animals*. Kestrel Books. https://doi.org/10.5555/sleep.2014",)
    INVALID = (
        "Roe, A. (2014). Sleep and memory in dogs. In J. Doe (Ed.), *The sleep of animals* (pp. 15–24). Kestrel Books. https://doi.org/{==10.5555/sleep.2014==}",
    )

    def check(self, part: Verification) -> Iterator[Mark]:
        """Give the kind of work."""
        for difference in _found(part, "type"):
            yield self.found(difference)
