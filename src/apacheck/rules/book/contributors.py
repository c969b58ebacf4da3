"""Titles → marks about translators and editors of the work in parentheses after them (BKC018–BKC020)."""

from collections.abc import Iterator
from itertools import pairwise

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Item, Name, Reference, Title
from apacheck.rule import Rule

_NAME = (
    r"(?:(?:\p{Lu}\.[ -]?){1,4}+|(?:\p{Lu}[\p{L}’'-]++ ){1,2}(?:\p{Lu}\. ?){0,2})"
    r"(?:(?:van|von|de|der|den|di|da|la|le|el|al) ){0,2}+\p{Lu}[\p{L}’'-]++(?: \p{Lu}\p{Ll}[\p{L}’'-]++)?"
)
_NAMES = rf"(?P<names>{_NAME}(?:(?:, & |, and | & | and |, ){_NAME}){{0,4}})"
_TRANSLATED_BY = pattern(
    rf"(?P<cut>[,.;]? )(?P<open>[(\[]?)(?:[Tt]ranslated(?: from(?: the)? \p{{Lu}}\p{{Ll}}+)? by|[Tt]rans\.?(?: by)?|[Tt]ransl\.|[Tt]r\.)"
    rf" {_NAMES}(?P<close>[)\]]?)$"
)
_LABEL_AFTER = pattern(rf"(?P<cut>[,.;]? )\({_NAMES},? (?:[Tt]ransl?|[Tt]r|[Tt]ranslators?)\.?\)$")
_IN_ITEM = pattern(
    rf"(?:[Tt]ranslated(?: from(?: the)? \p{{Lu}}\p{{Ll}}+)? by|[Tt]rans\.?(?: by)?|[Tt]r\.(?: by)?) {_NAMES}"
)
_FULL_NAMES = pattern(r"\p{Lu}\p{Ll}[\p{L}’'-]++ (?:\p{Lu}\. ?)*+\p{Lu}\p{Ll}[\p{L}’'-]++")
_BRACKETED = pattern(rf"\[{_NAMES}, (?:Trans\.?|Translators?)\]")
_ABBREVIATED = pattern(r"(?:\b(?:Inc|Co|Corp|Ltd|Jr|Sr|Bros|etc|vs|Dr|St|Mt)|\b\p{Lu})$")
_JOINT = pattern(r", & |, and | & | and |, ")
_GIVEN = pattern(r"(?P<given>(?:\p{Lu}\.[ -]?){1,4}+|(?:\p{Lu}[\p{L}.’'-]*+ ){1,4})(?P<family>.+)")
_INITIAL = pattern(r"\p{Lu}")
_SIGNS = ("anslated", "anslator", "rans.", "rans)", "ransl.", "tr.", "Tr.", "Trans ", "(trans ")
_TRANSLATOR_LABELS = frozenset({"trans", "translator", "translators"})


def _initials(names: str) -> str:
    """Names as APA writes them after a title: "Helen Weaver and John Smith" is "H. Weaver & J. Smith"."""
    short = []
    for name in _JOINT.split(names):
        found = _GIVEN.fullmatch(name)
        if found is None:
            short.append(name)
            continue
        given = "-".join(
            " ".join(f"{letter}." for letter in _INITIAL.findall(piece)) for piece in found["given"].split("-")
        )
        short.append(f"{given} {found['family']}")
    if len(short) <= 2:
        return " & ".join(short)
    return f"{', '.join(short[:-1])}, & {short[-1]}"


def _turned(name: Name) -> str:
    """An inverted name with its initials first."""
    assert name.family is not None
    assert name.given is not None
    return f"{name.given.text} {name.family.text}"


class TranslatorForm(Rule[Title]):
    """The translator is not given as "(H. Weaver, Trans.)" after the title.

    Initials come first, then the surname, a comma and "Trans.", in parentheses right after the title.

    Words such as "translated by" are taken for a translator only where a person's name follows and ends the title.
    """

    code = "BKC018"
    signs = ("rans", "r.")
    section = "9.39, 9.10"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The translator is given as “{typed}”; APA writes “{right}” right after the title."
    VALID = (
        "Piaget, J., & Inhelder, B. (1969). *The psychology of the child* (H. Weaver, Trans.; 2nd ed.). Basic Books.",
        "Lund, T. (2014). *Gender, trans. lives, and work*. Routledge.",
    )
    INVALID = (
        "Piaget, J. (1969). *The psychology of the child*{~~, translated by Helen Weaver~> (H. Weaver, Trans.)~~}. Basic Books.",
        "Piaget, J. (1969). *The psychology of the child* {~~(Trans. H. Weaver)~>(H. Weaver, Trans.)~~}. Basic Books.",
        "Piaget, J. (1969). *The psychology of the child* ({~~H. Weaver, Translator~>H. Weaver, Trans.~~}). Basic Books.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the end of the title, at its parentheses and at its brackets."""
        text = part.text
        main = part.main
        if main is None or "r" not in text or part.quotes is not None or not ("rans" in text or "r." in text):
            return
        if any(sign in main.text for sign in _SIGNS):
            yield from self._in_words(part)
        for parenthesis in part.parentheses:
            for index, item in enumerate(parenthesis.items):
                yield from self._in_parentheses(item)
                found = _IN_ITEM.fullmatch(item.text) if item.kind == "other" else None
                if found is not None and len(parenthesis.items) == 2:
                    right = f"{_initials(found['names'])}, Trans."
                    first, second = parenthesis.items
                    other = second if index == 0 else first
                    new = f"{other.text}; {right}" if index else f"{right}; {other.text}"
                    yield self.mark(item, (first.start, second.end, new), typed=item.text, right=f"({right})")
        for bracket in part.brackets:
            found = _BRACKETED.fullmatch(bracket.text)
            if found is not None:
                right = f"({_initials(found['names'])}, Trans.)"
                yield self.mark(bracket, replace=right, typed=bracket.text, right=right)
        yield from self._after_period(part)

    def _in_words(self, part: Title) -> Iterator[Mark]:
        assert part.main is not None
        found = _TRANSLATED_BY.search(part.main.text) or _LABEL_AFTER.search(part.main.text)
        if found is None or found.start() < 2:
            return
        groups = found.groupdict()
        if "open" in groups and not groups["open"] and found["cut"] == " ":
            return
        if "open" in groups and bool(groups["open"]) != bool(groups["close"]):
            return
        names = _initials(found["names"])
        start = part.main.start + found.start() + (1 if found["cut"] == " " else 0)
        end = part.main.end
        typed = part.whole[start:end].strip(" ,.;")
        space = "" if found["cut"] == " " else " "
        new = f"{space}({names}, Trans.)"
        following = next((p for p in part.parentheses if not part.whole[end : p.start].strip()), None)
        if following is not None and following.text.startswith("("):
            edit = (start, following.start + 1, f"{space}({names}, Trans.; ")
        else:
            edit = (start, end, new)
        yield self.mark((start, end), edit, typed=typed, right=f"({names}, Trans.)")

    def _in_parentheses(self, item: Item) -> Iterator[Mark]:
        if item.kind != "contributors" or item.label is None or item.names is None:
            return
        if item.label.text.rstrip(".").lower() not in _TRANSLATOR_LABELS:
            return
        names = item.names.text
        turned = [
            name for name in item.names.names if name.inverted and name.family is not None and name.given is not None
        ]
        if turned and len(turned) == len(item.names.names) == 1:
            names = _turned(turned[0])
        elif turned:
            return
        elif _FULL_NAMES.fullmatch(names):
            names = _initials(names)
        right = f"{names}, Trans."
        if item.text != right:
            yield self.mark(item, replace=right, typed=item.text, right=f"({right})")

    def _after_period(self, part: Title) -> Iterator[Mark]:
        main = part.main
        if main is None or not part.parentheses:
            return
        first = part.parentheses[0]
        if not first.text.startswith("(") or not first.items or first.items[0].kind != "contributors":
            return
        gap = part.whole[main.end : first.start]
        if gap.strip() in {".", ","} and not _ABBREVIATED.search(main.text):
            start = main.end + gap.index(gap.strip())
            typed = part.whole[start : first.end]
            yield self.mark((start, start + 1), replace="", typed=typed, right=first.text)


_CONTRIBUTOR = pattern(rf"{_NAMES}, (?:Eds?|Trans|Narrs?|Illus)\.(?:(?: & |, )(?:Trans|Eds?|Narr)\.)?")
_EDITION_OR_VOLUME = frozenset({"edition", "volume", "pages"})


class TranslatorEditionSeparator(Rule[Title]):
    """A comma separates the translator or editor from the edition or volume.

    Shared parentheses put a semicolon there, since commas stand inside both: "(H. Weaver, Trans.; 2nd ed.)".
    """

    code = "BKC019"
    signs = ("Ed", "rans", "Narr", "Illus")
    section = "9.39, 10.2"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = (
        "A comma stands between “{first}” and “{second}”; APA separates contributors from the rest with a semicolon."
    )
    VALID = ("Piaget, J. (1969). *The psychology of the child* (H. Weaver, Trans.; 2nd ed., Vol. 2). Basic Books.",)
    INVALID = (
        "Piaget, J. (1969). *The psychology of the child* (H. Weaver, Trans.{~~,~>;~~} 2nd ed.). Basic Books.",
        "Piaget, J. (1969). *The psychology of the child* (2nd ed.{~~,~>;~~} H. Weaver, Trans.). Basic Books.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look between neighbours of which one names a contributor."""
        for parenthesis in part.parentheses:
            for first, second in pairwise(parenthesis.items):
                kinds = {first.kind, second.kind}
                if not kinds & _EDITION_OR_VOLUME or part.whole[first.end : first.end + 1] != ",":
                    continue
                named = second if first.kind in _EDITION_OR_VOLUME else first
                if named.kind in {"other", "contributors"} and _CONTRIBUTOR.fullmatch(named.text):
                    where = (first.end, first.end + 1)
                    yield self.mark(where, replace=";", first=first.text, second=second.text)


_BOTH_ROLES = pattern(
    r"(?<=[(]|, )(?P<first>Eds?\.|Trans\.)(?P<joint>,? and |, & |, | ?/ ?)(?P<second>Trans\.|Eds?\.)(?=[);])"
)


class EditorAsTranslatorForm(Rule[Reference]):
    """The two roles of one person are not joined by an ampersand.

    "(J. Strachey, Ed. & Trans.)": in parentheses an ampersand joins the roles, without a comma.
    """

    code = "BKC020"
    signs = ("Trans.",)
    section = "9.10"
    severity = WARNING
    fix = SAFE
    message = "Two roles are given as “{typed}”; APA writes “{right}”."
    VALID = ("Freud, S. (2010). *The interpretation of dreams* (J. Strachey, Ed. & Trans.). Basic Books.",)
    INVALID = (
        "Freud, S. (2010). *The interpretation of dreams* (J. Strachey, {~~Ed. and Trans.~>Ed. & Trans.~~}). Basic Books.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for both labels side by side in parentheses."""
        if "Trans." not in part.whole or "Ed" not in part.whole:
            return
        for found in _BOTH_ROLES.finditer(part.whole):
            if found["first"][:2] != found["second"][:2]:
                right = f"{found['first']} & {found['second']}"
                where = (found.start("joint"), found.end("joint"))
                yield self.mark(found.span(), (*where, " & "), typed=found[0], right=right)
