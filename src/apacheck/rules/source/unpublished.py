"""What is not published → marks about personal communications and submitted manuscripts (SRC095, SRC096)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part, Reference
from apacheck.rule import Rule

_COMMUNICATION = pattern(
    r"""[(\[]? (?: (?:personal|private) [ ] (?:communications?|correspondence|conversation|interview|e-?mails?|letters?|message)
          | unpublished [ ] interview | (?:tele)?phone [ ] (?:interview|call|conversation) | text [ ] messages?
          | (?:in-person|face-to-face) [ ] interview | interview [ ] (?:by|with) [ ] (?:the [ ])?author
          | e-?mail (?:[ ] (?:message|communication|correspondence|interview))? [ ] (?:to|with|from) [ ] (?:the [ ])?author )
        (?:[ ](?:with|to|from|by)[ ](?:(?:the[ ])?author|(?-i:\p{Lu})[^\[\]():]{2,50}))? (?:[,;][ ][^\[\]()]{3,40})? [)\]]? \.?""",
    regex.IGNORECASE | regex.VERBOSE,
)
_BRACKETED = pattern(r"e-?mail(?: message)?|text messages?|(?:tele)?phone call|whatsapp messages?", regex.IGNORECASE)
_IN_DATE = pattern(r"\((?:personal|private) communication[,;)]", regex.IGNORECASE)
_AFTER_NAME = pattern(
    r"(?:personal|private) communication(?=,? \(?(?:\p{Lu}\p{L}{2,8}\.? \d|\d{1,2} \p{Lu}|\d{4}))", regex.IGNORECASE
)


class PersonalCommunicationInList(Rule[Reference]):
    """A personal communication stands in the reference list.

    Emails, interviews, letters and conversations that readers cannot retrieve are cited in the text only: (J. Smith, personal
    communication, March 3, 2020).

    Published interviews and archived letters have a source or a URL, and so they have entries. This mark silences all
    others for the entry, for it has to go.
    """

    code = "SRC095"
    section = "8.9"
    severity = ERROR
    exclusive = True
    message = (
        "“{found}” cannot be retrieved by readers; APA cites it in the text only, and it has no entry in the list."
    )
    VALID = (
        "Frank, L. B. (1930, August 4). [Letter to Robert Yerkes]. Robert Mearns Yerkes papers (Box 12), Yale University Library, "
        "New Haven, CT, United States.",
        "Baym, N. K. (2015). *Personal connections in the digital age* (2nd ed.). Polity Press.",
        "Lund, T. (2011). Personal communication: A neglected source. *Journal of Documentation*, *67*(2), 112–125.",
    )
    INVALID = (
        "Smith, J. (2020, March 3). {==Personal communication==}.",
        "Moreno, P. (2014, May 2). *Reading at home* {==[Personal interview]==}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at title, description and source; a link makes a work retrievable."""
        if part.links or part.periodical is not None or part.container is not None or part.law is not None:
            return
        lowered = part.whole.lower()
        if not any(word in lowered for word in ("personal", "private", "mail", "interview", "phone", "message")):
            return
        where = self._where(part)
        if where is not None:
            yield self.mark(where, found=part.whole[where[0] : where[1]])

    @staticmethod
    def _where(part: Reference) -> tuple[int, int] | None:
        title = part.title
        candidates: list[Part] = [*part.unparsed]
        if title is not None:
            candidates += [
                title,
                *([title.main] if title.main is not None else []),
                *title.brackets,
                *title.parentheses,
            ]
        if part.publisher is not None:
            candidates.append(part.publisher)
        for candidate in candidates:
            found = candidate.text.strip(" .")
            if 8 <= len(found) <= 120 and _COMMUNICATION.fullmatch(found):
                start = candidate.start + candidate.text.index(found)
                return start, start + len(found)
        if title is not None and part.publisher is None:
            for bracket in title.brackets:
                if _BRACKETED.fullmatch(bracket.description.text.strip()):
                    return bracket.start, bracket.end
        early = part.whole[:160]
        for sign in (_IN_DATE, _AFTER_NAME):
            match = sign.search(early)
            if match is not None and early[: match.start()].count(" ") < 8:
                start, end = match.span()
                return start + (early[start] == "("), end - (early[end - 1] in ",;)")
        return None


_SUBMITTED = pattern(
    r"(?P<before>manuscript (?:submitted|under review|in (?:review|press)|under revision|accepted)(?P<what> for (?:publication|review))?)"
    r"(?P<journal> (?:to|in|at|with|by) (?:the )?(?:journal (?!of ))?(?P<name>\p{L}).{2,120})",
    regex.IGNORECASE,
)


class ManuscriptSubmittedToJournalNamed(Rule[Reference]):
    """The journal to which a manuscript was submitted is named.

    APA writes "[Manuscript submitted for publication]" and names the author's university, not the journal.
    """

    code = "SRC096"
    signs = ("[",)
    section = "10.8"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” names the journal to which the manuscript was submitted; APA does not: “{right}”."
    VALID = (
        "Lippincott, T., & Poindexter, E. K. (2019). *Emotion recognition as a function of facial cues* [Manuscript submitted for "
        "publication]. Department of Psychology, University of Washington.",
    )
    INVALID = (
        "Lippincott, T., & Poindexter, E. K. (2019). *Emotion recognition as a function of facial cues* [Manuscript submitted for "
        "publication{-- to Emotion--}]. Department of Psychology, University of Washington.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the descriptions."""
        if part.title is None:
            return
        for bracket in part.title.brackets:
            text = bracket.description.text
            match = _SUBMITTED.fullmatch(text) if text[:10].lower() == "manuscript" else None
            if match is None or not match["name"].isupper():
                continue
            start = bracket.description.start
            where = start + match.start("journal"), start + match.end("journal")
            lacking = "submitted" in match["before"].lower() and match["what"] is None
            right = match["before"] + (" for publication" if lacking else "")
            yield self.mark(
                where, replace=" for publication" if lacking else "", found=match["journal"].strip(), right=f"[{right}]"
            )
