"""An entry's characters → marks about what export, PDF and encodings did to them."""

import unicodedata
from collections.abc import Iterator

import regex

from apacheck.entries import Entry
from apacheck.findings import Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule
from apacheck.rules.typography.spacing import linked

_ENTITY = pattern(r"&(?:[a-zA-Z]{2,8}\d?|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_TAG = pattern(
    r"</?(?:i|b|em|strong|sub|sup|span|br|u|scp|jats:[a-z]+)(?:\s[^<>]{0,200})?/?>(?!\s(?:tag|element)s?\b)",
    regex.IGNORECASE,
)
_LATEX = pattern(r"\\(?:textit|textbf|emph|textsc|textrm)\{([^{}]*+)\}|\\([&%_$#])")
_DAMAGED = pattern(
    r"(?:â[€\u0080][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÄÅ][\u0080-\u00bf€ƒ†‡ˆ‰Š‹ŒŽ™š›œžŸ])+"
)
_LIGATURE = pattern(r"[ﬀ-ﬆ]")
_SPLIT = pattern(r"(?<![\p{L}’'-])(?P<first>\p{L}\p{Ll}++)- (?P<second>\p{Ll}{3,}+)(?![\p{L}-])")
_CONJUNCTIONS = frozenset(
    [
        "and",
        "or",
        "und",
        "oder",
        "et",
        "ou",
        "y",
        "e",
        "to",
        "nor",
        "versus",
        "but",
        "vs",
        "through",
        "than",
        "en",
        "och",
        "og",
        "bzw",
        "bis",
        "der",
        "die",
        "des",
        "zur",
        "von",
        "für",
        "as",
        "with",
        "for",
        "from",
    ]
)
_SUSPENDED = frozenset(
    [
        "pre",
        "post",
        "short",
        "long",
        "mid",
        "low",
        "high",
        "non",
        "inter",
        "intra",
        "sub",
        "macro",
        "micro",
        "meso",
        "multi",
        "single",
        "multiple",
        "first",
        "second",
        "third",
        "one",
        "two",
        "three",
        "four",
        "half",
        "over",
        "under",
        "near",
        "far",
        "full",
        "part",
        "in",
        "out",
        "up",
        "down",
        "left",
        "right",
        "top",
        "bottom",
        "self",
        "cross",
        "co",
        "anti",
        "pro",
        "bi",
        "tri",
        "uni",
        "mono",
        "poly",
        "hyper",
        "hypo",
        "semi",
        "early",
        "late",
        "upper",
        "lower",
        "middle",
    ]
)


def _repaired(text: str) -> str | None:
    """The text that a wrong reading of UTF-8 as Windows-1252 damaged; None if it was not damaged so."""
    data = bytearray()
    for character in text:
        try:
            data += character.encode("latin-1")
        except UnicodeEncodeError:
            try:
                data += character.encode("cp1252")
            except UnicodeEncodeError:
                return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


class HtmlEntityOrTag(Rule[Reference]):
    """An HTML entity, a tag or a LaTeX command is left over from an export.

    A reference is written in plain characters; italics are a matter of formatting.

    Works about markup may name their elements ("The <canvas> element"): only tags of plain formatting are reported.
    """

    code = "TYP012"
    signs = ("<", "\\", ";")
    section = "9.6"
    severity = "error"
    fix = "safe"
    message = "“{found}” is left over from an export."
    VALID = ("Malhotra, D., & Lumineau, F. (2011). The <canvas> element. Wiley.",)
    INVALID = (
        "Malhotra, D., {~~&amp;~>&~~} Lumineau, F. (2011). Trust and collaboration. Wiley.",
        "Malhotra, D. (2011). Trust in Homo sapiens{--</i>--} and collaboration. Wiley.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if "&" in whole and ";" in whole:
            for match in _ENTITY.finditer(whole):
                import html  # noqa: PLC0415 - few lists hold any

                right = html.unescape(match[0]).replace("\u00a0", " ")
                if right != match[0] and (match[0] == "&amp;" or not linked(whole, match.start())):
                    yield self.mark(match.span(), replace=right, found=match[0])
        if "<" in whole:
            for match in _TAG.finditer(whole):
                if not linked(whole, match.start()):
                    yield self.mark(match.span(), replace="", found=match[0])
        if "\\" in whole:
            for match in _LATEX.finditer(whole):
                yield self.mark(match.span(), replace=match[1] if match[1] is not None else match[2], found=match[0])


class Mojibake(Rule[Reference]):
    """Characters are damaged by a wrong encoding.

    UTF-8 read as Windows-1252 turns an en dash into "â€“".

    Only sequences that decode are reported.
    """

    code = "TYP013"
    signs = ("â", "Â", "Ã", "Ä", "Å")
    section = "9.6"
    severity = "error"
    fix = "unsafe"
    message = "“{found}” is a damaged “{right}”."
    VALID = ("Gonçalves, Â. (2011). A situação de São Tomé. Editora Âmbar.",)
    INVALID = ("Malhotra, D. (2011). Trust and collaboration in the {~~CafÃ©~>Café~~}. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        whole = part.whole
        if whole.isascii() or not any(character in whole for character in "âÂÃÄÅ"):
            return
        for match in _DAMAGED.finditer(whole):
            right = _repaired(match[0])
            if right is None:
                continue
            start, end = match.span()
            while start and whole[start - 1].isalnum():
                start -= 1
            while end < len(whole) and whole[end].isalnum():
                end += 1
            fixed = whole[start : match.start()] + right + whole[match.end() : end]
            yield self.mark((start, end), replace=fixed, found=whole[start:end], right=fixed)


class InvisibleCharacters(Rule[Entry]):
    """A soft hyphen, a zero-width or a no-break space stands in the entry.

    Searching and sorting trip over characters that nobody sees. They come from web pages and PDFs.
    """

    code = "TYP014"
    section = "9.6"
    severity = "info"
    fix = "safe"
    message = "An invisible character ({name}) stands here."
    VALID = ("Laurent, W. (2008). Human resources in practice. Wiley.",)
    INVALID = ("Laurent, W.{~~\u00a0~> ~~}(2008). Human resources in practice. Wiley.",)

    def check(self, part: Entry) -> Iterator[Mark]:
        """See `Rule.check`."""
        text = part.text
        for hidden in part.content.hidden:
            start = min(hidden.position, len(text) - 1)
            if start < 0:
                return
            name = unicodedata.name(hidden.character, f"U+{ord(hidden.character):04X}").lower()
            yield self.mark((start, start + 1), replace=text[start : start + 1], name=name)


class LigatureCharacters(Rule[Reference]):
    """A PDF's ligature stands for two or three letters.

    A PDF sets “fi” as one character: it looks like letters, but nobody finds the word by searching for it.
    """

    code = "TYP015"
    signs = ("ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ")
    section = "9.6"
    severity = "warning"
    fix = "safe"
    message = "“{found}” is one character: write the letters “{right}”."
    VALID = ("Bandura, A. (1977). Self-efficacy and change. Psychological Review, 84(2), 191–215.",)
    INVALID = ("Bandura, A. (1977). Self-e{~~ﬃ~>ffi~~}cacy and change. Psychological Review, 84(2), 191–215.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if part.whole.isascii():
            return
        for match in _LIGATURE.finditer(part.whole):
            right = unicodedata.normalize("NFKC", match[0])
            yield self.mark(match.span(), replace=right, found=match[0], right=right)


class LineBreakHyphenation(Rule[Reference]):
    """A word is divided as at the end of a line.

    Words that a PDF divides are joined again.

    Suspended hyphens ("pre- and posttest") are left alone.
    """

    code = "TYP016"
    signs = ("- ",)
    section = "9.6"
    severity = "warning"
    fix = "unsafe"
    message = "“{found}” looks like a word divided at a line's end: {right}."
    VALID = ("Podsakoff, P. M. (2003). Short- and long-term effects of pre- and posttests. Wiley.",)
    INVALID = ("Podsakoff, P. M. (2003). Common method biases in {~~behav- ioral~>behavioral~~} research. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """See `Rule.check`."""
        if "- " not in part.whole:
            return
        for match in _SPLIT.finditer(part.whole):
            if match["second"] in _CONJUNCTIONS or match["first"].lower() in _SUSPENDED:
                continue
            right = match["first"] + match["second"]
            yield self.mark(match.span(), replace=right, found=match[0], right=right)
