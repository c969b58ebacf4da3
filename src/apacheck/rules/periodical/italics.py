"""A `Reference` whose italics are known → marks about the italics of a periodical: its title, volume, issue, pages."""

from collections.abc import Iterator

from apacheck.findings import ERROR, INFO, SAFE, Mark
from apacheck.reference.model import Part, Reference
from apacheck.rule import Rule

#: News that has no printed paper (10.16); newspapers are italic.
_NEWS_SITES = frozenset(
    {
        "abc news",
        "al jazeera",
        "bbc",
        "bbc news",
        "bloomberg",
        "buzzfeed news",
        "cbs news",
        "cnn",
        "fox news",
        "huffpost",
    }
    | {"msnbc", "nbc news", "npr", "politico", "reuters", "salon", "sky news", "slate", "vox"}
)


class JournalNotItalic(Rule[Reference]):
    """The title of a periodical is not italic.

    The titles of journals, magazines and newspapers are italic.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`. They may
    run over the comma into the volume or begin anew there.
    """

    code = "PER021"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "the title of a periodical is italic: “{found}”"
    VALID = (
        "Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19.",
        "Laurent, W. (2008). Human resources. *Information Management, 18*(6), 15–19.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources. {~~Information Management~>*Information Management*~~}, *18*(6), 15–19.",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        periodical = reference.periodical
        if periodical is None or reference.title is None or (periodical.volume is None and periodical.pages is None):
            return
        title = periodical.title
        if reference.italic(title) == "none":
            sure = periodical.volume is not None and not reference.title_first
            yield self.mark(
                title,
                styles=((title.start, title.end, "italic"),),
                applicability=None if sure else "unsafe",
                found=title.text,
            )


class VolumeNotItalic(Rule[Reference]):
    """The volume of a periodical is not italic.

    The volume number is italic as the title of the periodical is; the issue in its parentheses is roman.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`.
    """

    code = "PER022"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "the volume number is italic: “{found}”"
    VALID = ("Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. *Information Management*, {~~18~>*18*~~}(6), 15–19.",)

    def check(self, reference: Reference) -> Iterator[Mark]:
        periodical = reference.periodical
        volume = periodical.volume if periodical else None
        if periodical is None or volume is None or not (periodical.issue or periodical.pages or periodical.article):
            return  # a lone number may be a page
        if reference.italic(volume.number) == "none":
            number = volume.number
            yield self.mark(number, styles=((number.start, number.end, "italic"),), found=number.text)


class IssueItalic(Rule[Reference]):
    """The issue of a periodical is italic.

    The issue and the parentheses around it are roman; only the volume before them is italic.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`.
    """

    code = "PER023"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "the issue and its parentheses are roman: “{found}”"
    VALID = ("Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). Human resources. *Information Management*, *18{~~(6)*~>*(6)~~}, 15–19.",
        "Laurent, W. (2008). Human resources. *Information Management, 18{~~(6)*~>*(6)~~}, 15–19.",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        issue = reference.periodical.issue if reference.periodical else None
        if issue is not None and reference.italic(issue.number) == "all":
            yield self.mark(issue, styles=((issue.start, issue.end, "roman"),), found=issue.text)


class PagesOrDoiItalic(Rule[Reference]):
    """Pages, an article number, a DOI or a URL are italic.

    What locates the work inside its source is roman.

    Italics are judged only where they are known: in Markdown, in HTML, and in text with marks such as `*Title*`.
    """

    code = "PER024"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    styled = True
    message = "“{found}” is roman, not italic"
    VALID = (
        "Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19. https://doi.org/10.1037/a0028240",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources. *Information Management*, *18*(6), {~~*15–19*~>15–19~~}.",
        "Laurent, W. (2008). Human resources. *Information Management*, *18*(6), 15–19. {~~*https://doi.org/10.1037/a0028240*~>https://doi.org/10.1037/a0028240~~}",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        if reference.italics is None:
            return
        periodical = reference.periodical
        parts: list[Part | None] = [link.address for link in reference.links]
        if periodical is not None and periodical.volume is not None:
            parts += [periodical.pages, periodical.article]
        for part in parts:
            if part is not None and reference.italic(part) == "all":
                yield self.mark(part, styles=((part.start, part.end, "roman"),), found=part.text)


class NewsSiteVsNewspaper(Rule[Reference]):
    """A news site is italic as if it were a newspaper.

    The name of a newspaper or magazine is italic and the article's title roman; on a news site without a printed paper
    (CNN, BBC News, HuffPost) it is the other way round.

    Only well-known sites are reported, where italics are known: in Markdown, in HTML, and in text with marks such as
    `*Title*`. Others may well see this otherwise, so it never fails a run.
    """

    code = "PER031"
    section = "10.1, 10.16"
    severity = INFO
    styled = True
    message = "{site} is a news site: its name is roman and the title of the page italic"
    VALID = (
        "Avramova, N. (2019, January 3). *The secret to a long, happy, healthy life? Think age-positive*. CNN. https://www.cnn.com/2019/01/03/health/respect-toward-elderly-leads-to-long-life-intl/index.html",
    )
    INVALID = (
        "Avramova, N. (2019, January 3). The secret to a long, happy, healthy life? Think age-positive. *{==CNN==}*. https://www.cnn.com/2019/01/03/health/respect-toward-elderly-leads-to-long-life-intl/index.html",
    )

    def check(self, reference: Reference) -> Iterator[Mark]:
        if reference.italics is None or reference.title is None or reference.italic(reference.title.main) != "none":
            return
        names = list(reference.publisher.names) if reference.publisher else []
        if reference.periodical is not None and reference.periodical.volume is None:
            names.append(reference.periodical.title)
        for name in names:
            if name.text.casefold().removeprefix("the ").strip(" .") in _NEWS_SITES and reference.italic(name) == "all":
                yield self.mark(name, site=name.text)
