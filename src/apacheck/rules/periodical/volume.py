"""A `Periodical` → marks about volume and issue."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Part, Periodical, Reference
from apacheck.rule import Rule

_ROMAN = pattern(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|C{1,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
#: A label that is read as a part of the issue: "30(No. 2)".
_INNER_LABEL = pattern(r"(?:no\.?|nr\.?|issue|number)\s*(?=\d)", regex.IGNORECASE)
_ARABIC = pattern(r"\d+(?:[–-]\d+)?")


class VolumeIssueLabels(Rule[Periodical]):
    """Volume or issue carry a label such as "Vol." or "No.".

    In APA the volume is a bare number and the issue stands in parentheses right after it: 51(4).
    """

    code = "PER005"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    message = 'volume and issue are bare numbers: "{expected}", not "{found}"'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = (
        "Laurent, W. (2008). Human resources. Information Management, {~~Vol. 18, No. 6~>18(6)~~}, 15–19.",
        "Laurent, W. (2008). Human resources. Information Management, {~~vol. 18(6)~>18(6)~~}, 15–19.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        volume, issue = part.volume, part.issue
        if volume is None:
            if issue is not None and issue.label is not None and issue.opening is None:
                expected = f"({issue.number.text})"
                yield self.mark(issue, replace=expected, found=issue.text, expected=expected, applicability=UNSAFE)
            return
        number = issue.number.text if issue is not None else ""
        inner = _INNER_LABEL.match(number)
        if inner is not None:
            number = number[inner.end() :]
        labelled = issue is not None and issue.label is not None and _plain(issue.label)
        if volume.label is None and inner is None and not labelled:
            return
        end = issue.end if issue is not None else volume.end
        expected = volume.number.text + (f"({number})" if issue is not None else "")
        found = part.whole[volume.start : end]
        yield self.mark((volume.start, end), replace=expected, found=found, expected=expected)


def _plain(label: Part) -> bool:
    """Whether the label is "no." and its like, not "Suppl."."""
    return label.text.strip()[:1].lower() in "nih#"


class SpaceBeforeIssue(Rule[Periodical]):
    """A space stands between the volume and the parentheses of the issue.

    Nothing stands between volume and issue: 18(6).
    """

    code = "PER006"
    section = "9.25"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("PER005",)
    message = 'no space stands between volume and issue: "{expected}"'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, {~~18 (6)~>18(6)~~}, 15–19.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        gap = _gap(part)
        if gap is not None and gap.text and not gap.text.strip():
            yield _joined(self, part, gap)


class CommaBetweenVolumeAndIssue(Rule[Periodical]):
    """A comma stands between the volume and the parentheses of the issue.

    Nothing stands between volume and issue: 18(6).
    """

    code = "PER008"
    section = "9.5, 9.25"
    severity = ERROR
    fix = SAFE
    gives_way_to = ("PER005",)
    message = 'no comma stands between volume and issue: "{expected}"'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. Information Management, {~~18, (6)~>18(6)~~}, 15–19.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        gap = _gap(part)
        if gap is not None and "," in gap.text:
            yield _joined(self, part, gap)


#: "8 (November 2012)", "2009 (ICPSR 35531)": no issue.
_DATED = pattern(r"\p{L}{3}\s+\d{4}|^(?:19|20)\d\d$")


def _gap(part: Periodical) -> Part | None:
    """What stands between a volume and an issue in parentheses."""
    volume, issue = part.volume, part.issue
    if (
        volume is None
        or issue is None
        or issue.opening is None
        or issue.start < volume.end
        or _DATED.search(issue.number.text)
    ):
        return None
    return volume.gap(issue)


def _joined(rule: Rule[Periodical], part: Periodical, gap: Part) -> Mark:
    assert part.volume is not None
    assert part.issue is not None
    expected = part.volume.text + part.issue.text
    return rule.mark((part.volume.start, part.issue.end), (gap.start, gap.end, ""), expected=expected)


class IssueNotInParentheses(Rule[Periodical]):
    """The issue stands after the volume without parentheses.

    APA puts the issue in parentheses right after the volume: 18(6).
    """

    code = "PER007"
    section = "9.25"
    severity = ERROR
    fix = UNSAFE
    message = 'the issue stands in parentheses: "{expected}", not "{found}"'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18, 15–19.",)
    INVALID = (
        "Laurent, W. (2008). Human resources. Information Management, {~~18, 6~>18(6)~~}, 15–19.",
        "Laurent, W. (2008). Human resources. Information Management, {~~18.6~>18(6)~~}, 15–19.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        volume, issue = part.volume, part.issue
        if (
            volume is None
            or issue is None
            or issue.opening is not None
            or issue.label is not None
            or volume.label is not None
        ):
            return
        if not issue.number.text[:1].isdigit():
            return  # a supplement: PER027
        expected = f"{volume.text}({issue.number.text})"
        found = part.whole[volume.start : issue.end]
        yield self.mark((volume.start, issue.end), replace=expected, found=found, expected=expected)


class VolumeRoman(Rule[Periodical]):
    """The volume is a Roman number.

    APA writes volumes of periodicals in Arabic numbers, whatever the journal prints.
    """

    code = "PER020"
    section = "9.25"
    severity = WARNING
    fix = UNSAFE
    message = 'the volume is in Arabic numbers: "{expected}", not "{found}"'
    VALID = ("Dewey, J. (1896). The reflex arc. Psychological Review, 3(4), 357–370.",)
    INVALID = ("Dewey, J. (1896). The reflex arc. Psychological Review, {~~III~>3~~}(4), 357–370.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        if part.volume is None or not _ROMAN.fullmatch(part.volume.number.text):
            return
        number = part.volume.number
        expected = str(_value(number.text))
        yield self.mark(number, replace=expected, found=number.text, expected=expected)


def _value(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in roman]
    return sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )


_SUPPLEMENT = pattern(r"(?P<word>[Ss]upplement|[Ss]uppl?(?!\.)|suppl\.)\.?\s*(?P<number>\d*)")


class SupplementForm(Rule[Periodical]):
    """A supplement is not written "(Suppl. 1)".

    A supplement goes into the place of the issue as "Suppl." and its number, after the issue if there is one.
    """

    code = "PER027"
    signs = ("upp",)
    section = "9.25, 9.50"
    severity = WARNING
    fix = UNSAFE
    message = 'a supplement is written "{expected}", not "{found}"'
    VALID = ("Rogers, J. W. (2010). Diagnosis of diabetes. Diabetes Care, 33(Suppl. 1), S62–S69.",)
    INVALID = (
        "Rogers, J. W. (2010). Diagnosis of diabetes. Diabetes Care, 33{~~(Supplement 1)~>(Suppl. 1)~~}, S62–S69.",
        "Rogers, J. W. (2010). Diagnosis of diabetes. Diabetes Care, {~~33 Suppl 1~>33(Suppl. 1)~~}, S62–S69.",
    )

    def check(self, part: Periodical) -> Iterator[Mark]:
        issue = part.issue
        match = _SUPPLEMENT.fullmatch(issue.number.text) if issue is not None else None
        if issue is None or match is None:
            return
        expected = f"(Suppl. {match['number']})" if match["number"] else "(Suppl.)"
        if issue.opening is None and part.volume is not None:
            start = part.volume.start
            expected = part.volume.text + expected
        else:
            start = issue.start
        yield self.mark((start, issue.end), replace=expected, found=part.whole[start : issue.end], expected=expected)


class IssueMissing(Rule[Periodical]):
    """The issue is not given.

    APA gives the issue of every periodical that has one, also where pages run through the volume.

    Journals without issues are right as they are, so this is only a reminder.
    """

    code = "PER017"
    section = "9.25"
    severity = INFO
    gives_way_to = ("REC012",)
    message = "volume {volume} has no issue; give it if the journal numbers its issues"
    VALID = ("Bandura, A. (1977). Self-efficacy and change. Psychological Review, 84(2), 191–215.",)
    INVALID = ("Bandura, A. (1977). Self-efficacy and change. Psychological Review, {==84==}, 191–215.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        if (
            part.volume is not None
            and part.issue is None
            and part.pages is not None
            and _ARABIC.fullmatch(part.volume.number.text)
        ):
            yield self.mark(part.volume.number, volume=part.volume.number.text)


class VolumeMissing(Rule[Periodical]):
    """The volume is not given.

    Scholarly journals normally have a volume.

    Newspapers and many magazines have none, so this is only a reminder.
    """

    code = "PER018"
    section = "9.25, 9.26"
    severity = INFO
    gives_way_to = ("REC012",)
    message = '"{name}" has pages but no volume; give it if there is one'
    VALID = ("Laurent, W. (2008). Human resources. Information Management, 18(6), 15–19.",)
    INVALID = ("Laurent, W. (2008). Human resources. {==Journal of Information Management==}, 15–19.",)

    def check(self, part: Periodical) -> Iterator[Mark]:
        if part.volume is None and part.issue is None and part.pages is not None and "Journal" in part.title.text:
            yield self.mark(part.title, name=part.title.text)


_WHOLE_ISSUE = pattern(r"\((?:Special|Themed?|Thematic) (?:issue|section)\)", regex.IGNORECASE)


class WholeIssueForm(Rule[Reference]):
    """ "Special issue" stands in parentheses.

    An edited issue or section of a journal is described in square brackets after its title: "[Special issue]".
    """

    code = "PER032"
    signs = ("pecial issue)",)
    section = "10.1"
    severity = INFO
    fix = UNSAFE
    message = 'a special issue is described in square brackets: "{expected}", not "{found}"'
    VALID = ("McDaniel, S. H. (Ed.). (2018). The science of teamwork [Special issue]. American Psychologist, 73(4).",)
    INVALID = (
        "McDaniel, S. H. (Ed.). (2018). The science of teamwork {~~(Special issue)~>[Special issue]~~}. American Psychologist, 73(4).",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.title is None or part.periodical is None:
            return
        for parenthesis in part.title.parentheses:
            found = parenthesis.text
            if _WHOLE_ISSUE.fullmatch(found):
                expected = f"[{found[1].upper()}{found[2:-1]}]"
                yield self.mark(parenthesis, replace=expected, found=found, expected=expected)
