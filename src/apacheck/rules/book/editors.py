"""Containers of chapters → marks about "In" and the editors (BKC001–BKC008)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Container, Editors, Name, Reference
from apacheck.rule import Rule
from apacheck.rules.book.pages import has_pages

_EDITOR_LABEL = pattern(r"(?:eds?|editors?|hrsg|hg)\.?", regex.IGNORECASE)


def _plain(editors: Editors) -> bool:
    """Whether every editor was read as a person and the list is complete."""
    return bool(editors.names) and editors.et_al is None and all(name.is_person for name in editors.names)


def _inverted(name: Name) -> bool:
    return name.inverted and name.family is not None and name.given is not None


class ChapterInMissing(Rule[Container]):
    """ "In" is missing before the editors of the book.

    A chapter's source begins with "In", so that the editors are not taken for part of the chapter's title.
    """

    code = "BKC001"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The editors of the book follow the chapter's title without “In”; APA writes “In {name} …”."
    VALID = (
        "Gold, M. (Ed.). (1999). *The complete social scientist: A Kurt Lewin reader*. American Psychological Association.",
        "Lewin, K. (1999). Group decision and social change. In M. Gold (Ed.), *The complete social scientist* "
        "(pp. 265–284). American Psychological Association.",
    )
    INVALID = (
        "Lewin, K. (1999). Group decision and social change. {~~M. Gold~>In M. Gold~~} (Ed.), *The complete social scientist* "
        "(pp. 265–284). American Psychological Association.",
    )

    def check(self, part: Container) -> Iterator[Mark]:
        """Look for editors with a role that nothing introduces."""
        editors = part.editors
        if part.intro is None and editors is not None and editors.names and editors.role is not None:
            name = editors.names[0]
            yield self.mark(name, (name.start, name.start, "In "), name=name.text)


class ChapterInColon(Rule[Container]):
    """A colon or comma follows "In".

    APA's "In" is a plain word before the editors or the title of the book.
    """

    code = "BKC002"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” carries punctuation; APA writes “{word}” alone before the editors or the book's title."
    VALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* (pp. 5–19). Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. {~~In:~>In~~} L. F. Barrett (Ed.), *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
    )

    def check(self, part: Container) -> Iterator[Mark]:
        """Look at the end of the introducing word."""
        intro = part.intro
        if intro is None:
            return
        word = intro.text.rstrip(" :,")
        stripped = intro.text.rstrip()
        if word and stripped != word:
            end = intro.start + len(stripped)
            yield self.mark((intro.start, end), (intro.start + len(word), end, ""), typed=stripped, word=word)


class ChapterEditorsInverted(Rule[Editors]):
    """The editors after "In" are written surname first.

    Only the author element, by which the list is sorted, puts the surname first; after "In" the initials come first.
    """

    code = "BKC003"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The editors after “In” stand surname first (“{typed}”); APA puts the initials first there: “{right}”."
    VALID = (
        "Merriam-Webster. (n.d.). Culture. In *Merriam-Webster.com dictionary*. Retrieved May 5, 2019, from "
        "https://www.merriam-webster.com/dictionary/culture",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In {~~Barrett, L. F.~>L. F. Barrett~~} (Ed.), *Handbook of emotions* "
        "(pp. 5–19). Guilford Press.",
        "Tamir, M. (2016). Why people feel. In {~~Barrett, L. F., & Lewis, M.~>L. F. Barrett & M. Lewis~~} (Eds.), "
        "*Handbook of emotions* (pp. 5–19). Guilford Press.",
    )

    def check(self, part: Editors) -> Iterator[Mark]:
        """Turn each inverted name round, and drop the comma that two names no longer need."""
        inverted = [name for name in part.names if _inverted(name)]
        if not inverted:
            return
        edits = [(name.start, name.end, _turned(name)) for name in inverted]
        if len(part.names) == 2 and len(inverted) == 2:
            joint = part.joints[0]
            if joint.conjunction is not None and joint.text.startswith(","):
                edits.append((joint.start, joint.start + 1, ""))
        where = (inverted[0].start, inverted[-1].end)
        yield self.mark(where, *edits, typed=inverted[0].text, right=_turned(inverted[0]))


def _turned(name: Name) -> str:
    """The name with its given names first."""
    pieces = [part.text for part in (name.given, name.family) if part is not None]
    if name.suffix is not None:
        pieces.append(name.suffix.text)
    return " ".join(pieces)


class ChapterTwoEditorsComma(Rule[Editors]):
    """A comma stands before the ampersand of two editors.

    Names that are not inverted are joined as in running text: two by an ampersand alone, three or more with commas.
    """

    code = "BKC004"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "A comma stands between two editors; after “In” APA joins two with an ampersand alone."
    VALID = (
        "Fang, L. (2005). Family rituals. In M. McGoldrick, J. Giordano, & N. Garcia-Preto (Eds.), *Ethnicity and family "
        "therapy* (3rd ed., pp. 78–86). Guilford Press.",
    )
    INVALID = (
        "Fang, L. (2019). Family rituals. In G. Y. Iwamasa{--,--} & P. A. Hays (Eds.), *Culturally responsive therapy* "
        "(pp. 78–86). American Psychological Association.",
    )

    def check(self, part: Editors) -> Iterator[Mark]:
        """Look at the one joint of two editors."""
        if len(part.names) != 2 or part.et_al is not None or any(_inverted(name) for name in part.names):
            return
        joint = part.joints[0]
        if joint.conjunction is not None and joint.text.startswith(",") and all(name.is_person for name in part.names):
            where = (joint.start, joint.start + 1)
            yield self.mark(where, replace="")


class ChapterEditorsAnd(Rule[Editors]):
    """The last editor is joined with a word in place of an ampersand.

    Inside a reference APA joins names with "&", after "In" as in the author element.
    """

    code = "BKC005"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The editors are joined with “{word}”; APA uses an ampersand (&) between names in a reference."
    VALID = (
        "Fang, L. (2019). Family rituals. In G. Y. Iwamasa & P. A. Hays (Eds.), *Love and rage* (pp. 78–86). "
        "American Psychological Association.",
    )
    INVALID = (
        "Fang, L. (2019). Family rituals. In G. Y. Iwamasa {~~and~>&~~} P. A. Hays (Eds.), *Culturally responsive therapy* "
        "(pp. 78–86). American Psychological Association.",
    )

    def check(self, part: Editors) -> Iterator[Mark]:
        """Look at the joints' conjunctions."""
        for joint in part.joints:
            if joint.conjunction is not None and joint.conjunction.text.isalpha():
                yield self.mark(joint.conjunction, replace="&", word=joint.conjunction.text)


def _editor_label(editors: Editors) -> str | None:
    """APA's label for the role that stands there, or None where the role is another than editor."""
    if editors.role is None:
        return None
    typed = editors.role.label.text.strip()
    if not _EDITOR_LABEL.fullmatch(typed):
        return None
    if typed in {"Ed.", "Eds."}:
        return typed
    plural = len(editors.names) > 1 if _plain(editors) else typed.lower().rstrip(".").endswith("s")
    return "Eds." if plural else "Ed."


class ChapterEditorRoleForm(Rule[Container]):
    """The editors' role is not "(Ed.)," or "(Eds.),".

    The role has a capital, a period and parentheses, and a comma separates it from the book's title.

    Whether one or several editors are meant is BKC008's.
    """

    code = "BKC006"
    section = "9.28, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The editors' role reads “{typed}”; APA writes “{right}” before the book's title."
    VALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed. & Trans.), *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In L. F. Barrett {~~(ed.)~>(Ed.),~~} *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett {~~(Ed.).~>(Ed.),~~} *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett {~~(Editor)~>(Ed.)~~}, *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
    )

    def check(self, part: Container) -> Iterator[Mark]:
        """Compare role and comma with APA's."""
        editors = part.editors
        if editors is None or editors.role is None:
            return
        label = _editor_label(editors)
        if label is None:
            return
        role = editors.role
        right = f"({label})"
        after = role.whole[role.end : part.title.start]
        punctuation = after.strip()
        end = role.end
        if punctuation != "," and punctuation in {"", ".", ";", ":", ".,"}:
            right += ","
            end = role.end + len(after.rstrip())
        elif role.text == right:
            return
        typed = role.whole[role.start : end]
        if typed != right:
            yield self.mark((role.start, end), replace=right, typed=typed, right=right)


class ChapterEditorRoleMissing(Rule[Reference]):
    """The editors after "In" have no role.

    Without "(Ed.)" a reader takes them for the authors of the book.

    Books that one person wrote are seldom cited as containers; where one is, the finding may be ignored.
    """

    code = "BKC007"
    section = "9.28, 9.10"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{names}” has no role; APA writes “({label})” after the editors of a book."
    VALID = (
        "Beyoncé. (2016). Formation [Song]. On *Lemonade*. Parkwood; Columbia.",
        "Tamir, M. (2016). Why people feel. In L. F. Barrett (Ed.), *Handbook of emotions* (pp. 5–19). Guilford Press.",
    )
    INVALID = (
        "Tamir, M. (2016). Why people feel. In {~~L. F. Barrett~>L. F. Barrett (Ed.)~~}, *Handbook of emotions* (pp. 5–19). "
        "Guilford Press.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for people before a book's title whom nothing describes."""
        container = part.container
        if container is None or container.intro is None or container.editors is None or part.law is not None:
            return
        editors = container.editors
        if editors.role is not None or any(name.role is not None for name in editors.names) or not _plain(editors):
            return
        if any(name.given is None for name in editors.names):
            return
        if not has_pages(container.title) and part.pages is None:
            return
        label = "Eds." if len(editors.names) > 1 else "Ed."
        yield self.mark(editors, (editors.end, editors.end, f" ({label})"), names=editors.text, label=label)


class ChapterEditorCount(Rule[Editors]):
    """ "(Ed.)" follows several editors, or "(Eds.)" one.

    One editor is "Ed.", two or more are "Eds.".

    The fix trusts the names; that a second editor is missing only the writer can see.
    """

    code = "BKC008"
    section = "9.28"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“({typed})” follows {count}; APA writes “({right})”."
    VALID = (
        "Fang, L. (2019). Family rituals. In G. Y. Iwamasa & P. A. Hays (Eds.), *Love and rage* (pp. 78–86). "
        "American Psychological Association.",
    )
    INVALID = (
        "Fang, L. (2019). Family rituals. In G. Y. Iwamasa & P. A. Hays ({~~Ed.~>Eds.~~}), *Love and rage* (pp. 78–86). "
        "American Psychological Association.",
    )

    def check(self, part: Editors) -> Iterator[Mark]:
        """Compare the label's number with the names'."""
        if part.role is None or not _plain(part):
            return
        typed = part.role.label
        right = "Eds." if len(part.names) > 1 else "Ed."
        if typed.text in {"Ed.", "Eds."} and typed.text != right:
            count = "one editor" if len(part.names) == 1 else f"{len(part.names)} editors"
            yield self.mark(typed, replace=right, typed=typed.text, right=right, count=count)
