"""Roles in the author element → marks about their form, number and wording (AUT021, AUT022, AUT040)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Part, Role
from apacheck.rule import Rule
from apacheck.rules.authors.slots import BARE_ROLE, slots

_EDITOR = pattern(r"(?P<word>ed|editor)(?P<many>s?)\.?", regex.IGNORECASE)
_PLURAL = {
    "Ed.": "Eds.",
    "Host": "Hosts",
    "Director": "Directors",
    "Producer": "Producers",
    "Executive Producer": "Executive Producers",
    "Writer": "Writers",
}
_SINGULAR = {many: one for one, many in _PLURAL.items()}
_SHORT = {
    "dir": "Director",
    "dirs": "Directors",
    "prod": "Producer",
    "prods": "Producers",
    "exec. prod": "Executive Producer",
    "director": "Director",
    "directors": "Directors",
    "writer": "Writer",
    "writers": "Writers",
    "host": "Host",
    "hosts": "Hosts",
    "producer": "Producer",
    "producers": "Producers",
    "executive producer": "Executive Producer",
    "executive producers": "Executive Producers",
}
_IN_PARENTHESES = pattern(r"(?<=\. )\((?P<label>[\p{L}. ]{3,20})\)$")


def _roles(authors: Authors) -> list[Role]:
    found = [name.role for name in authors.names if name.role is not None]
    return [*found, authors.role] if authors.role is not None else found


def _persons(authors: Authors) -> int:
    """How many persons share the role at the end; 0 where that cannot be told."""
    found = slots(authors)
    if authors.role is None or authors.et_al is not None or any(slot.name.role for slot in found):
        return 0
    return len(found) if all(slot.name.is_person for slot in found) else 0


class EditorRoleFormat(Rule[Authors]):
    """The role of editors is not written "(Ed.)" or "(Eds.)".

    Editors in the author's place have their role in parentheses, with a capital and a period.
    """

    code = "AUT021"
    unless_right = True
    section = "9.10, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The role “{typed}” is not in APA's form; APA writes “({right})”."
    VALID = (
        "Gold, M. (Ed.). (1999). *The complete social scientist* (2nd ed.). American Psychological Association.",
        "Kushilevitz, E., & Malkin, T. (Eds.). (2016). *Theory of cryptography* (Rev. ed.). Springer.",
    )
    INVALID = (
        "Gold, M. ({~~ed.~>Ed.~~}). (1999). *The complete social scientist*. American Psychological Association.",
        "Kushilevitz, E., & Malkin, T. ({~~eds~>Eds.~~}). (2016). *Theory of cryptography*. Springer.",
        "Gold, M.{~~, Ed.~> (Ed.).~~} (1999). *The complete social scientist*. American Psychological Association.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look at roles of editors, and for one without its parentheses."""
        for role in _roles(part):
            label = role.label.text
            match = _EDITOR.fullmatch(label)
            if match is not None and label not in {"Ed.", "Eds."}:
                many = match["many"] or (role is part.role and _persons(part) > 1)
                right = "Eds." if many else "Ed."
                yield self.mark(role.label, replace=right, typed=label, right=right)
        if len(part.names) < 2:
            return
        before, last = part.names[-2], part.names[-1]
        if last.literal is None or last.end != part.end or not before.is_person or not BARE_ROLE.fullmatch(last.text):
            return
        if part.whole[before.end : last.start].strip() == "," and part.whole[before.end - 1] == ".":
            right = "Eds." if last.text.rstrip(".").endswith("s") else "Ed."
            end = last.end + part.whole.startswith(".", last.end)
            yield self.mark(
                (before.end, end),
                replace=f" ({right}).",
                applicability=UNSAFE,
                typed=part.whole[last.start : end],
                right=right,
            )


class EditorCountMismatch(Rule[Authors]):
    """One name has "(Eds.)", or several have "(Ed.)"; other roles likewise.

    One editor is "Ed.", two or more are "Eds."; hosts, directors, producers and writers go the same way.

    Lists in which each name has a role of its own are right as they are.
    """

    code = "AUT022"
    unless_right = True
    section = "9.10"
    severity = ERROR
    fix = UNSAFE
    message = "The role “{typed}” does not fit the number of names ({count}); APA writes “{right}”."
    VALID = (
        "Fosha, D. (Guest Expert), & Levenson, H. (Host). (2017). *Emotion in therapy* [Film]. American Psychological Association.",
        "Barris, K. (Writer & Director). (2017, January 11). *Lemons* [Film]. Wilmore Films.",
    )
    INVALID = (
        "Travis, C. B., & White, J. W. ({~~Ed.~>Eds.~~}). (2018). *Handbook of women*. American Psychological Association.",
    )

    def check(self, part: Authors) -> Iterator[Mark]:
        """Compare the role at the end with the number of persons."""
        if part.role is None:
            return
        label = part.role.label.text
        count = _persons(part)
        right = _SINGULAR.get(label) if count == 1 else _PLURAL.get(label) if count > 1 else None
        if right is not None:
            yield self.mark(part.role.label, replace=right, typed=label, right=right, count=count)


class AuthorRoleWording(Rule[Authors]):
    """A role is abbreviated or not capitalized.

    Roles are spelled out and capitalized, except "Ed." and "Eds.".
    """

    code = "AUT040"
    unless_right = True
    section = "9.10"
    severity = WARNING
    fix = UNSAFE
    message = "The role “{typed}” is not in APA's form; APA writes “({right})”."
    VALID = (
        "Mirabito, A., & Heft, W. (2014). Growing up [Review of the film *The year we thought about love*, by E. Brodsky, Dir.]. "
        "*Women’s Review*, *31*(2), 5–6.",
    )
    INVALID = ("Forman, M. ({~~Dir.~>Director~~}). (1975). *One flew over the cuckoo’s nest* [Film]. United Artists.",)

    def check(self, part: Authors) -> Iterator[Mark]:
        """Look up the roles, also one that was not read as a role."""
        labels = [role.label for role in _roles(part)]
        if not labels and part.end > part.start and part.whole[part.end - 1] == ")":
            match = _IN_PARENTHESES.search(part.whole, part.start, part.end)
            if match is not None:
                labels = [Part(part.whole, *match.span("label"))]
        for label in labels:
            text = label.text
            right = _SHORT.get(text.rstrip(".").lower())
            if right is not None and right != text:
                yield self.mark(label, replace=right, typed=text, right=right)
