"""Lists that are cut short or too long → marks about "et al.", the ellipsis and the number of names (AUT012–AUT014)."""

from collections.abc import Iterator

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors
from apacheck.rule import Rule
from apacheck.rules.authors.slots import in_running_text, meetings, slots

_MOST = 20
_KEPT = 19
_GOOD = pattern(r",\s(?:\.\s\.\s\.|\.\.\.|…)\s")


class AuthorEtAlInList(Rule[Authors]):
    """ "et al." stands in the author element.

    The list gives up to 20 names; of 21 or more the first 19, an ellipsis and the last.

    The missing names are not in the text, so there is no fix.
    """

    code = "AUT012"
    unless_right = True
    section = "9.8"
    severity = ERROR
    message = "“{typed}” stands in the author element; APA gives up to 20 names in the reference list."
    VALID = ("Roe, B. (2012). Comment on Bem et al. *Journal of Sleep Research*, *23*(1), 1–9.",)
    INVALID = (
        "Podsakoff, P. M., {==et al.==} (2003). Common method biases. *Journal of Applied Psychology*, *88*(5), 879–903.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Mark the words without the comma before them."""
        et_al = part.et_al
        if et_al is not None and not in_running_text(part):
            text = et_al.text.lstrip(", ")
            yield self.mark((et_al.end - len(text), et_al.end), typed=text)


class Author21plusFormat(Rule[Authors]):
    """The ellipsis before the last author is not written as APA does.

    The first 19 authors are followed by a comma, an ellipsis and the last author, without an ampersand. Spaced and
    unspaced ellipses are both right.
    """

    code = "AUT013"
    unless_right = True
    section = "9.8"
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands before the last author; APA writes a comma and an ellipsis there, without an ampersand."
    VALID = (
        "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., Mm, M., Nn, N., Oo, O., "
        "Pp, P., Qq, Q., Rr, R., Ss, S., . . . Zhou, L. (2021). *Reading at home*. Wiley.",
    )
    INVALID = (
        "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., Mm, M., Nn, N., Oo, O., "
        "Pp, P., Qq, Q., Rr, R., Ss, S.{~~, . . . &~>, . . .~~} Zhou, L. (2021). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at what stands around the ellipsis."""
        ellipsis = part.ellipsis
        if ellipsis is None:
            return
        for meeting in meetings(part):
            if not meeting.start <= ellipsis.start < meeting.end or _GOOD.fullmatch(meeting.text):
                continue
            if not meeting.left.name.is_person:
                return
            end = meeting.start + len(meeting.text.rstrip())
            space = "" if end < meeting.end else " "
            yield self.mark((meeting.start, end), replace=f", {ellipsis.text}{space}", typed=meeting.text.strip())


class AuthorMoreThan20Listed(Rule[Authors]):
    """More than 20 authors are written out.

    Of 21 or more authors the first 19 stand in the list, then an ellipsis and the last.
    """

    code = "AUT014"
    unless_right = True
    section = "9.8"
    severity = WARNING
    fix = UNSAFE
    message = "{count} authors are written out; of 21 or more, APA gives the first 19, an ellipsis and the last."
    VALID = (
        "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., Mm, M., Nn, N., Oo, O., "
        "Pp, P., Qq, Q., Rr, R., Ss, S., & Tt, T. (2021). *Reading at home*. Wiley.",
    )
    INVALID = (
        "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., Mm, M., Nn, N., Oo, O., "
        "Pp, P., Qq, Q., Rr, R., Ss, S., {~~Tt, T., &~>. . .~~} Zhou, L. (2021). *Reading at home*. Wiley.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Count the names."""
        if len(part.names) <= _MOST or part.ellipsis is not None or part.et_al is not None:
            return
        found = slots(part)
        if len(found) <= _MOST or not all(slot.name.is_person for slot in found[:_MOST]):
            return
        start, last = found[_KEPT].start, found[-1].start
        end = start + len(part.whole[start:last].rstrip())
        yield self.mark((start, end), replace=". . .", count=len(found))
