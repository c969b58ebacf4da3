"""Software and apps → marks about versions and descriptions (SRC031–SRC033)."""

from collections.abc import Iterator

import regex

from apacheck.findings import SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.entry import source

#: What has versions: elsewhere "(v. 2)" is a volume and "(version 2)" may be a title's own words.
_VERSIONED = pattern(
    r"software|\bapp\b|data ?set|language model|source code|\bcode\b|program|\bpackage\b", regex.IGNORECASE
)
_WORD = r"(?P<label>R package version|[Vv]ersion:?|[Vv]ers?\.?|[Vv]\.?|[Vv]ersion [Nn](?:o\.|umber))"
_IN_PARENTHESES = pattern(rf"\({_WORD}\s?(?P<value>\d[\w.+-]*)(?=[);,])")
_AT_END = pattern(rf"(?P<comma>,?)\s{_WORD}\s?(?P<value>\d[\w.+-]*)$")
_R_NOTE = pattern(r"\(R package version \d[\w.+-]*\)(?=\.?$)")
_R_PACKAGE = pattern(r"R package version (?P<value>\d[\w.+-]*)")


class VersionForm(Rule[Reference]):
    """The version of software or data is not written "(Version 3.3.070)".

    APA gives it in parentheses after the title, with the whole word "Version".

    The rule speaks only of works that the brackets call software, an app, a data set or code, and of the lines that R
    prints for its packages. "(Version V1)" and "(Mar 14 version)" are the makers' own and stay.
    """

    code = "SRC031"
    signs = ("[", "R package version")
    section = "10.9, 10.10, 9.19"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“{found}” gives the version; APA writes “{right}”."
    VALID = (
        "Borenstein, M., Hedges, L., Higgins, J., & Rothstein, H. (2014). *Comprehensive meta-analysis* (Version 3.3.070) "
        "[Computer software]. Biostat. https://www.meta-analysis.com/",
        "OpenAI. (2023). *ChatGPT* (Mar 14 version) [Large language model]. https://chat.openai.com/chat",
        "Wechsler, D. (2008). *Wechsler Adult Intelligence Scale: German version* [Database record]. PsycTESTS.",
    )
    INVALID = (
        "Borenstein, M. (2014). *Comprehensive meta-analysis* {~~(v3.3.070)~>(Version 3.3.070)~~} [Computer software]. "
        "Biostat. https://www.meta-analysis.com/",
        "Borenstein, M. (2014). *Comprehensive meta-analysis*{~~, version 3.3.070~> (Version 3.3.070)~~} [Computer software]. "
        "Biostat. https://www.meta-analysis.com/",
        "Bates, D., & Maechler, M. (2009). *lme4: Linear mixed-effects models using S4 classes*{~~. R package version "
        "0.999375~> (Version 0.999375) [Computer software]~~}. https://cran.r-project.org/package=lme4",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the end of the title, and at what R prints in the publisher's place."""
        title = part.title
        if title is None or title.main is None:
            return
        if "R package version" in part.whole:
            match = _R_NOTE.search(part.whole)
            if match is not None and "://" in part.whole[: match.start()]:
                yield self.mark(match.span(), found=match[0], right="(Version …) [Computer software]")
                return
        versioned = any(
            not bracket.translation and _VERSIONED.search(bracket.description.text) for bracket in title.brackets
        )
        if versioned:
            yield from self._in_title(title)
        elif not title.brackets and "R package version" in part.whole:
            yield from self._printed_by_r(part, title)

    def _in_title(self, title: Title) -> Iterator[Mark]:
        whole = title.whole
        stop = min(bracket.start for bracket in title.brackets)
        match = _IN_PARENTHESES.search(whole, title.start, stop)
        if match is not None:
            if match["label"] != "Version":
                right = f"(Version {match['value']}"
                start, end = match.span()
                closed = whole[end : end + 1] == ")"
                yield self.mark(
                    (start, end + closed),
                    (start, end, right),
                    applicability=UNSAFE if match["label"].startswith("R ") else SAFE,
                    found=whole[start : end + closed],
                    right=right + ")" * closed,
                )
            return
        if title.parentheses:
            return
        match = _AT_END.search(whole, title.start, len(whole[:stop].rstrip()))
        if (
            match is not None
            and match.start() > title.start
            and (match["comma"] or match["label"].lower() == "version")
        ):
            right = f"(Version {match['value']})"
            yield self.mark(
                match.span(),
                replace=f" {right}",
                applicability=SAFE if match["comma"] else UNSAFE,
                found=match[0].lstrip(", "),
                right=right,
            )

    def _printed_by_r(self, reference: Reference, title: Title) -> Iterator[Mark]:
        named = source(reference)
        if named is None or named.start < title.end:
            return
        match = _R_PACKAGE.fullmatch(named.text)
        if match is not None and reference.container is None:
            right = f"(Version {match['value']})"
            yield self.mark(
                (title.end, named.end),
                replace=f" {right} [Computer software]",
                applicability=UNSAFE,
                found=match[0],
                right=f"{right} [Computer software]",
            )


_DESCRIPTIONS = {
    **dict.fromkeys(
        (
            "software", "computer program", "computer programme", "program", "software program", "software package",
            "statistical software", "software application", "computer application", "software tool", "r package",
            "r package software", "python package", "computer software program", "desktop software", "computer software package",
            "online software",
        ),
        "Computer software",
    ),
    **dict.fromkeys(
        (
            "app", "mobile phone app", "smartphone app", "iphone app", "ipad app", "ios app", "android app", "phone app",
            "mobile phone application", "smartphone application", "cell phone app", "tablet app", "apple app",
        ),
        "Mobile app",
    ),
}  # fmt: skip


class SoftwareDescriptor(Rule[Title]):
    """Software or an app is described in other words than APA's.

    APA writes "[Computer software]" and "[Mobile app]".

    Other works have other descriptions, such as "[Large language model]", "[Source code]" and "[Apparatus and software]".
    """

    code = "SRC032"
    signs = ("[",)
    section = "10.10, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“[{found}]” describes the work; APA writes “[{right}]”."
    gives_way_to = ("OLD009",)
    VALID = (
        "SR Research. (2016). *EyeLink 1000 Plus* [Apparatus and software]. https://www.sr-research.com/eyelink1000plus.html",
        "OpenAI. (2023). *ChatGPT* (Mar 14 version) [Large language model]. https://chat.openai.com/chat",
    )
    INVALID = (
        "JASP Team. (2020). *JASP* (Version 0.14) [{~~Software~>Computer software~~}]. https://jasp-stats.org/",
        "Epocrates. (2019). *Medical references* (Version 18.12) [{~~iPhone app~>Mobile app~~}]. App Store. "
        "https://www.epocrates.com/mobile",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare each description with the words others use."""
        for bracket in part.brackets:
            found = bracket.description.text
            right = _DESCRIPTIONS.get(found.strip().lower())
            if right is not None and not bracket.translation:
                yield self.mark(bracket.description, replace=right, found=found, right=right)


_AFTER = pattern(
    rf"\(?{_WORD}\s?(?P<value>\d[\w.+-]*+(?<![.]))\)?(?=\.\s|[,;]\s|\.?$)",
)


class VersionAfterBracket(Rule[Reference]):
    """A version or number follows the bracketed description.

    APA puts parentheses before brackets: "JASP (Version 0.14) [Computer software]".

    A translated title in brackets belongs to the title, and editions and volumes follow it.
    """

    code = "SRC033"
    signs = ("[",)
    section = "10.10, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“{found}” gives the description first; APA writes “{right}”."
    VALID = (
        "JASP Team. (2020). *JASP* (Version 0.14) [Computer software]. https://jasp-stats.org/",
        "Amano, N., & Kondo, H. (2000). *Nihongo no goi tokusei* [Lexical characteristics of Japanese language] (Vol. 7). "
        "Sansei-do.",
    )
    INVALID = (
        "Posit Team. (2023). *RStudio: Integrated development environment for R* {~~[Computer software] (Version 2023.6)~>"
        "(Version 2023.6) [Computer software]~~}. https://posit.co/",
        "Hollander, M. M. (2017). *Resistance to authority* {~~[Doctoral dissertation, University of Wisconsin–Madison] "
        "(Publication No. 10289373)~>(Publication No. 10289373) [Doctoral dissertation, University of "
        "Wisconsin–Madison]~~}. ProQuest Dissertations and Theses Global.",
        "JASP Team. (2020). *JASP* {~~[Computer software]. Version 0.14~>(Version 0.14) [Computer software]~~}. "
        "https://jasp-stats.org/",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the places of parentheses and brackets; look for a version after the title."""
        title = part.title
        if title is None or not title.brackets:
            return
        bracket = title.brackets[-1]
        if bracket.translation or title.main is None:
            return
        for parenthesis in title.parentheses:
            if parenthesis.start < bracket.end or not parenthesis.items:
                continue
            if all(item.kind in {"version", "number"} for item in parenthesis.items) and parenthesis.text.startswith(
                "("
            ):
                right = f"{parenthesis.text} {bracket.text}"
                found = part.whole[bracket.start : parenthesis.end]
                yield self.mark((bracket.start, parenthesis.end), replace=right, found=found, right=right)
            return
        named = source(part)
        if named is None or title.parentheses or not _VERSIONED.search(bracket.text) or bracket.end != title.end:
            return
        match = _AFTER.match(part.whole, named.start, named.end)
        if match is not None:
            right = f"(Version {match['value']}) {bracket.text}"
            found = part.whole[bracket.start : match.end()]
            yield self.mark((bracket.start, match.end()), replace=right, applicability=UNSAFE, found=found, right=right)
