"""Preprints → marks about their source and description (SRC040, SRC041)."""

from collections.abc import Iterator

import regex

from apacheck.findings import INFO, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.entry import body_end

_NUMBER = r"(?P<id>\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7})"
_ARXIV = pattern(
    rf"""(?P<before>[.?!”"]\s+)
        (?P<source>
            (?: arXiv (?:\s(?:e-?)?preprints?)? (?:\.org)? [\s,:]{{0,2}} (?:arXiv[:\s]\s?|abs/)?
              | CoRR, \s (?:abs/|arXiv:) )
            {_NUMBER} (?:\s\[[\w.,\s-]{{2,40}}\])?
        )$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_OTHER = pattern(
    r"""(?P<source>
            (?P<server>bioRxiv|medRxiv|ChemRxiv|PsyArXiv|SocArXiv|EdArXiv|EarthArXiv)
            (?:\spreprints?)?,?\s(?:(?:bioRxiv|medRxiv|doi)[:\s]\s?)?
            (?:pp?\.\s)?\d{4,8}(?:\.\d{2}\.\d{2}\.\d{4,10})?(?:v\d{1,2})?
        )$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SERVERS = {
    name.lower(): name for name in ("bioRxiv", "medRxiv", "ChemRxiv", "PsyArXiv", "SocArXiv", "EdArXiv", "EarthArXiv")
}


class PreprintAsJournal(Rule[Reference]):
    """A preprint is written like an article of a journal called "arXiv preprint".

    APA gives the number in parentheses after the title, the archive as the source, then the DOI or URL: "Title
    (arXiv:1706.03762). arXiv. https://doi.org/10.48550/arXiv.1706.03762".

    The rule knows the forms that search engines and reference managers write. The DOI of a preprint on arXiv follows from
    its number; that of other archives does not, and has to be looked up.
    """

    code = "SRC040"
    signs = ("xiv", "Xiv", "CoRR")
    section = "10.8"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” treats the preprint's archive as a journal; APA writes “{right}”."
    VALID = (
        "Vaswani, A., & Shazeer, N. (2017). *Attention is all you need* (arXiv:1706.03762). arXiv. "
        "https://doi.org/10.48550/arXiv.1706.03762",
        "Harris, N. S., & Rogers, A. R. (2020). *Genomic regions linked to soft sweeps*. bioRxiv. "
        "https://doi.org/10.1101/2020.04.21.053629",
    )
    INVALID = (
        "Vaswani, A., & Shazeer, N. (2017). *Attention is all you need*{~~. arXiv preprint arXiv:1706.03762.~> "
        "(arXiv:1706.03762). arXiv. https://doi.org/10.48550/arXiv.1706.03762~~}",
        "Harris, N. S., & Rogers, A. R. (2020). *Genomic regions linked to soft sweeps*. {~~bioRxiv, 2020.04.21.053629~>"
        "bioRxiv~~}. https://doi.org/10.1101/2020.04.21.053629",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the words before the link."""
        title = part.title
        if title is None or part.container is not None or part.law is not None:
            return
        whole = part.whole
        if "xiv" not in whole and "Xiv" not in whole and "CoRR" not in whole:
            return
        end = body_end(part)
        match = _ARXIV.search(whole, title.start, end)
        if match is not None:
            yield from self._arxiv(part, match, end)
            return
        match = _OTHER.search(whole, title.start, end)
        if match is not None and whole[: match.start()].rstrip().endswith((".", "?", "!")):
            server = _SERVERS[match["server"].lower()]
            edits = ((match.start(), match.end(), server),) if part.links else ()
            yield self.mark(match.span(), *edits, found=match["source"], right=f"{server}. https://doi.org/…")

    def _arxiv(self, reference: Reference, match: "regex.Match[str]", end: int) -> Iterator[Mark]:
        whole, number = reference.whole, match["id"]
        start = match.start() + (match["before"][0] in '?!”"')
        said = f"arXiv:{number}" in whole[: match.start()]
        right = "arXiv" if said else f"(arXiv:{number}). arXiv"
        replacement = f". {right}" if said else f" {right}"
        if not reference.links and not reference.notes:
            right += f". https://doi.org/10.48550/arXiv.{number.split('v')[0] if number[0].isdigit() else number}"
            replacement = f". {right}" if said else f" {right}"
            end = len(whole.rstrip())
        yield self.mark((start, end), replace=replacement, found=match["source"], right=right)


class PreprintDescriptor(Rule[Title]):
    """A preprint is described as "[Preprint]".

    APA's own examples have no such bracket: the name of the archive says it.

    Adding it is no fault; this is a hint.
    """

    code = "SRC041"
    signs = ("[",)
    section = "10.8, 9.21"
    section_from_memory = True
    severity = INFO
    message = "“{found}” describes the preprint; APA's own examples leave that to the archive's name."
    VALID = (
        "Hampton, S., & Rabagliati, H. (2017). *Autism and bilingualism*. PsyArXiv. https://doi.org/10.31234/osf.io/76xfs",
    )
    INVALID = (
        "Hampton, S., & Rabagliati, H. (2017). *Autism and bilingualism* {==[Preprint]==}. PsyArXiv. "
        "https://doi.org/10.31234/osf.io/76xfs",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look for the word alone."""
        for bracket in part.brackets:
            if bracket.description.text.strip().lower() in {"preprint", "pre-print", "preprint article"}:
                yield self.mark(bracket, found=bracket.text)
