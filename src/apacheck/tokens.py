"""The text of one entry → `Token`s: links, bracketed groups, sentence ends, and the runs of text between them.

Joined again the tokens *are* the text. What may end a sentence is decided here once, with the abbreviations and
initials that only seem to, so that no parser or rule has to guess again.
"""

from typing import Literal, NamedTuple

import regex

from apacheck.patterns import pattern

Kind = Literal["text", "link", "group", "bracket", "stop", "weak", "glued"]


class Token(NamedTuple):
    """A slice of the entry's text.

    "group" is a balanced (…), "bracket" a balanced […]. "stop" is punctuation that ends a sentence; "weak" ends an
    initial or abbreviation and may end a sentence besides; "glued" is a period with the space after it lost
    ("innovation.MIT"). "text" is anything else.
    """

    kind: Kind
    start: int
    end: int


#: Words whose period does not by itself end a sentence. Lower case, without the period.
ABBREVIATIONS = frozenset(
    """
    al amend approx arch art assoc aufl ave bd bros ca cf ch chap co cong const corp dept dir dr ed eds esp et
    exec fed ff fig hrsg inc jg jr ltd mr mrs ms mt narr nat no nos nr op orig para pp prof pt pte pts pty pub rept rev rpt
    sec ser sess spec sr st stat suppl supp tech trans univ vgl viz vol vols vs
    """.split()  # noqa: SIM905 - one paragraph reads better than one word a line
)

_TOKEN = pattern(
    r"""
      (?P<link> (?: (?:https?|ftp):// | www\. | (?<![\w/.])10\.\d{4,9}/ ) (?: [^\s()]++ | \([^\s()]*+\) )++ )
    | (?P<open> [(\[] )
    | (?P<close> [)\]] )
    | (?P<dots> \.\s\.\s\. | \.{3,}+ | … )
    | (?P<weak> (?<= (?<! [\p{L}\d’'&] ) \p{Lu} ) \. (?= [\s(\[] | \Z ) )
    | (?P<inside> \. (?= [^\s(\[.?!"”’'»\p{Lu}] ) )
    | (?P<end> [.?!]++ ["”’'»]*+ )
    """,
    regex.VERBOSE | regex.DOTALL,
)
#: Characters of a word that are no letters.
_IN_WORDS = frozenset("0123456789’'&")
#: No word is looked at further back than this.
_LONGEST_ABBREVIATION = 24


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens: in order, without gaps. Time is linear in its length."""
    tokens: list[Token] = []
    add, new = tokens.append, tuple.__new__  # what `Token(…)` does, without its detour: this is the parser's inner loop
    openings: list[tuple[str, int, int]] = []  # bracket, its offset, how many tokens stand before it
    length = len(text)
    run = 0  # where the pending run of plain text began
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "inside" or kind == "dots":  # noqa: PLR1714 - a set costs more here
            continue
        start, end = match.span()
        if kind == "open":
            openings.append((text[start], start, len(tokens)))
            continue
        if kind == "close":
            if not openings or openings[-1][0] + text[start] not in {"()", "[]"}:
                continue
            bracket, opened, before = openings.pop()
            if before < len(tokens):
                run = min(run, tokens[before].start)
                del tokens[before:]
            run = min(run, opened)
            start = opened
            named: Kind = "group" if bracket == "(" else "bracket"
        elif kind == "end":
            verdict = _sentence_end(text, start, end, length)
            if verdict is None:
                continue
            named = verdict
        else:
            named = "weak" if kind == "weak" else "link"
        if start > run:
            add(new(Token, ("text", run, start)))
        add(new(Token, (named, start, end)))
        run = end
    if run < length:
        add(new(Token, ("text", run, length)))
    return tokens


def _sentence_end(text: str, start: int, end: int, length: int) -> Kind | None:
    """Whether the punctuation `text[start:end]` ends a sentence, may end one, or is inside a word."""
    mark = text[start:end]
    if end < length:
        after = text[end]
        if not after.isspace() and after not in "([":
            # "innovation.MIT", "(2008).Human": the space is lost; "Node.js", "U.S.A", "3.5" are one word.
            glued = (
                after.isupper()
                and start > 0
                and (text[start - 1].islower() or text[start - 1] in ")]" or mark[-1] in '"”’»')
                and end + 1 < length
                and (text[end + 1].isalpha() or text[end + 1] == " ")
                and not _in_domain(text, start, end)
            )
            return "glued" if glued else None
    if "?" in mark or "!" in mark:
        return "stop"
    low = start
    while low > 0 and start - low < _LONGEST_ABBREVIATION and (text[low - 1].isalpha() or text[low - 1] in _IN_WORDS):
        low -= 1
    last = text[low:start]
    if not last:
        return "stop"
    if len(last) == 1 and last.isalpha() and last.isupper():
        return "weak"
    if last.lower() in ABBREVIATIONS or (len(last) == 2 and last[0].isupper() and last[1].islower() and last in _NAMES):
        return "weak"
    if len(last) == 1 and last.islower() and start >= 2 and text[start - 2] in ". ":
        return "weak"  # "n.d.", "e.g.", "i.e.", "b. hooks"
    return "stop"


#: Two-letter beginnings of transliterated given names, as in "Yu. A."
_NAMES = frozenset({"Ch", "Dm", "Ph", "Sh", "Th", "Ts", "Ya", "Ye", "Yu", "Zh"})


def _in_domain(text: str, start: int, end: int) -> bool:
    """Whether the period stands inside one word such as "ResearchGate.Net" rather than between two sentences."""
    before = text.rfind(" ", 0, start) + 1
    return text[before:start].startswith(("http", "www", "10.")) or text[end : end + 3].lower() in {"com", "org", "net"}
