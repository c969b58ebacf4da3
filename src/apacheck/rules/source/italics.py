"""A `Reference` whose italics are known → marks about names of publishers, sites and legal cases."""

from collections.abc import Iterator

from apacheck.findings import ERROR, SAFE, WARNING, Mark
from apacheck.reference.model import Reference
from apacheck.rule import Rule


class ArchiveNameItalic(Rule[Reference]):
    """The name of a publisher, a repository or a site is italic.

    The title of a work that stands alone is italic, the name of who publishes or hosts it roman.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`. Where
    the title before it is roman, the name is taken for a periodical's and left alone; so is what the title's own italics
    run on into.
    """

    code = "SRC042"
    section = "9.30, 10.8"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "names of publishers, repositories and sites are roman: “{found}”"
    VALID = ("Hampton, S. (2017). *Autism and bilingualism*. PsyArXiv. https://doi.org/10.31234/osf.io/76xfs",)
    INVALID = (
        "Hampton, S. (2017). *Autism and bilingualism*. {~~*PsyArXiv*~>PsyArXiv~~}. https://doi.org/10.31234/osf.io/76xfs",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        publisher, title = reference.publisher, reference.title
        if (
            reference.italics is None
            or publisher is None
            or title is None
            or reference.periodical
            or reference.container
        ):
            return
        if reference.italic(title.main) != "all":
            return
        for name in publisher.names:
            apart = all(span.start >= title.end for span in reference.italics if span.end > name.start)
            if apart and reference.italic(name) == "all":
                yield self.mark(name, styles=((name.start, name.end, "roman"),), found=name.text)


class LegalCaseItalic(Rule[Reference]):
    """The name of a court case is italic in the reference list.

    Names of cases are roman in the reference list; in the text they are italic.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`.
    """

    code = "SRC083"
    section = "11.4"
    severity = WARNING
    fix = SAFE
    styled = True
    message = "the name of a case is roman in the reference list: “{found}”"
    VALID = ("Brown v. Board of Education, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483",)
    INVALID = (
        "{~~*Brown v. Board of Education*~>Brown v. Board of Education~~}, 347 U.S. 483 (1954). https://www.oyez.org/cases/1940-1955/347us483",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        law = reference.law
        if law is not None and law.kind == "case" and law.name is not None and reference.italic(law.name) == "all":
            yield self.mark(law.name, styles=((law.name.start, law.name.end, "roman"),), found=law.name.text)
