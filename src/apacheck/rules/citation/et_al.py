"""Citations → marks on “et al.” that is misspelt, joined to one name by a comma or “and”, or italic (CIT006–CIT009)."""

from collections.abc import Iterator

from apacheck.citations import Citation, Work
from apacheck.findings import ERROR, SAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part
from apacheck.rule import Rule
from apacheck.rules.citation.shared import dated

_LIST = "\n\nReferences\n\nMoreno, P., Lund, T., & Birk, A. (2014). *Reading at home*. Routledge."
_RIGHT = pattern(r"et\s+al\.")
_AND = pattern(r"\b(?:and|und)\b|&")


def _et_al(part: Citation) -> Iterator[tuple[Work, Part]]:
    for work, _ in dated(part):
        if work.et_al is not None and not work.colleagues and work.et_al.text.lower().startswith("et"):
            yield work, work.et_al


class EtAlSpelling(Rule[Citation]):
    """“et al.” is misspelt.

    It is two words, with a period after “al” only (“al” is short for “alii”).
    """

    code = "CIT006"
    section = "8.17"
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands for “et al.”, which has one period, after “al”."
    VALID = (f"Moreno et al. (2014) saw them read (Moreno et al., 2014).{_LIST}",)
    INVALID = (
        f"Moreno {{~~et al~>et al.~~}} (2014) saw them read.{_LIST}",
        f"They read (Moreno {{~~et. al.~>et al.~~}}, 2014).{_LIST}",
    )

    def check(self, part: Citation) -> Iterator[Mark]:
        """Compare with the one right spelling."""
        for _, et_al in _et_al(part):
            if _RIGHT.fullmatch(et_al.text) is None:
                yield self.mark(et_al, replace="et al.", found=et_al.text)


class EtAlCommaBefore(Rule[Citation]):
    """A comma stands between one name and the “et al.” after it.

    One name is followed by “et al.” without a comma. Several names (needed to tell works apart) have one.
    """

    code = "CIT007"
    section = "8.17"
    severity = ERROR
    fix = SAFE
    message = "a comma stands between “{name}” and “et al.”; APA has none after a single name."
    VALID = (
        f"They read (Moreno et al., 2014).{_LIST}",
        "Some read (Kapoor, Bloom, Montez, et al., 2017).\n\nReferences\n\n"
        "Kapoor, N., Bloom, A., Montez, L., & Lund, T. (2017). *Writing at home*. Routledge.",
    )
    INVALID = (f"They read (Moreno{{--,--}} et al., 2014).{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what stands before "et al."."""
        for work, et_al in _et_al(part):
            name = work.names[-1]
            comma = part.whole.find(",", name.end, et_al.start)
            if len(work.names) == 1 and comma >= 0:
                yield self.mark((comma, comma + 1), replace="", name=name.family.text)


class EtAlWithAnd(Rule[Citation]):
    """“And” or an ampersand stands before the words “et al.”.

    “et” means “and”: nothing joins it to the name.
    """

    code = "CIT008"
    section = "8.17"
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands before “et al.”, which means “and others” already."
    VALID = (f"Moreno et al. (2014) saw them read.{_LIST}",)
    INVALID = (f"Moreno {{--and --}}et al. (2014) saw them read.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Look at what stands before "et al."."""
        for work, et_al in _et_al(part):
            word = _AND.search(part.whole, work.names[-1].end, et_al.start)
            if word is not None:
                yield self.mark((word.start(), et_al.start), replace="", found=word[0])


class EtAlItalic(Rule[Citation]):
    """“et al.” is italic.

    “et al.” is set in roman type, as the names before it are.

    The rule sees what the format says is italic (Markdown, HTML); plain text says nothing.
    """

    code = "CIT009"
    section = "8.17, 6.22"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“et al.” is italic; APA sets it in roman type."
    styled = True
    VALID = (f"Moreno et al. (2014) saw them read.{_LIST}",)
    INVALID = (f"Moreno {{~~*et al.*~>et al.~~}} (2014) saw them read.{_LIST}",)

    def check(self, part: Citation) -> Iterator[Mark]:
        """Ask the paragraph what is italic."""
        italics = part.content.italics
        if not italics:
            return
        for _, et_al in _et_al(part):
            if any(span.start < et_al.end and span.end > et_al.start for span in italics):
                yield self.mark(et_al, styles=((et_al.start, et_al.end, "roman"),))
