"""Titles → marks where one is missing, or where its capitals are those of title case (TTL001–TTL003).

Sentence case is the case of almost every title seen, so two counts of letters decide first whether a title is worth reading
word by word.
"""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, UNSAFE, WARNING, Mark, Severity
from apacheck.knowledge.english import writing
from apacheck.patterns import pattern
from apacheck.reference.model import Date, Part, Reference, Title
from apacheck.rule import Rule
from apacheck.rules.title.description import headline_edits
from apacheck.rules.title.words import NEUTRAL, Word, keep_names, lowered, words

_CAPITALS = pattern(r"(?<=[ (“\"‘-])\p{Lu}\p{Ll}")
_SMALLS = pattern(r"(?<= )\p{Ll}{4,}+")
_AFTER_COLON = pattern(r"(?:: |\p{L}[?!] |(?<=\w)—)(?=\p{Ll})")
_SMALL_WORD = pattern(r"\p{Ll}++(?=[ ,’']|-\p{Ll}{3,})")
_NO_NAME = pattern(r"[“”\"?!]|: |\. |, ")
_END_INSIDE = pattern(r"[:?!—] ?[^ ]")
_ENGLISH = pattern(r"(?<![\p{L}’'-])(?:the|of|and|for|with|from|to|on|by|in|at|as)(?![\p{L}’'-])", regex.IGNORECASE)
#: A period before a capital: what follows may be the journal, and is let be.
_SOURCE_INSIDE = pattern(r"(?<=\p{Ll}{4}[”\"’)_*]?)\. (?=[\p{Lu}_*])|\]\(|[_*]\.? (?=[\p{Lu}_*])")
_FOREIGN = pattern(
    r"(?<![\p{L}'’-])(?:der|die|das|und|für|von|zur|zum|den|dem|des|im|ein|eine|bei|über|aus|le|la|les|du|et|el|los|las|y|del|en|une|sur|dans"
    r"|mit|auf|zu|als|vom|beim|nach|di|il|della|delle|dei|och|av|het|een|voor|da|do|dos|ao|em|på|og|i|em|para|por|con|una|un|e|na|nas|uma|sul|nel|alla)(?![\p{L}'’-])"
)
#: What keeps its maker's capitals: programs, tests, posts, works of art without a writer.
_OWN_CASE = pattern(
    r"software|app\b|post|tweet|status|profile|page|photograph|database record|measurement|package|library|video game|test\b|code"
    r"|questionnaire|scale\b|inventory|account|thread|organization|computer program|painting|sculpture",
    regex.IGNORECASE,
)
_PROGRAM = pattern(r"software|package|library|program", regex.IGNORECASE)
_GATHERING = pattern(
    r"\b(?:Proceedings?|Proc|Conference|Conf|Symposium|Workshop|Congress|Meeting|Convention|Transactions|Journal|Bulletin|Annals|Lecture Notes"
    r"|Archives|Encyclopedia of Mathematics)\b"
)
#: What organizations are called: names inside titles, which are long.
_BODIES = frozenset(
    [
        "academy", "administration", "agency", "association", "board", "bureau", "center", "centers", "centre", "commission", "committee",
        "council", "department", "foundation", "institute", "institutes", "ministry", "office", "organization", "society", "university",
    ]
)  # fmt: skip
#: Names of organizations and meetings, which some entries give in the title's place.
_BODY = pattern(
    r"^(?:[\p{L}’'.-]++ ){0,3}(?:Academy|Administration|Agency|Association|Board|Bureau|Centers?|Centres?|College|Commission|Committee"
    r"|Council|Department|Foundation|Institutes?|Ministry|Office|Society) (?:for|of|on) \p{Lu}"
    r"|^(?:[\p{L}’'.-]++ ){1,6}(?:Council|Foundation|Institute|Committee|Commission|Ministry|Bureau|Consortium|Working Group|Administration)$"
    r"|\b(?:International|National|Annual|European) (?:Conference|Congress|Symposium|Workshop)\b"
)
_ACT = pattern(r"\b(?:Act|Bill|Convention|Treaty|Constitution|Amendment|Declaration)(?: of(?: \d| the )|$)")


class TitleMissing(Rule[Reference]):
    """No title stands between the date and the source.

    Every work has a title, or a description in square brackets in its place. What the work is called cannot be known from
    the entry, so there is no fix.
    """

    code = "TTL001"
    section = "9.22"
    section_from_memory = True
    severity = ERROR
    fix = None
    message = "“{source}” follows the date; APA puts the title, or a description in brackets, between the two."
    VALID = (
        "Baer, R. A. (2015). [Unpublished raw data on the correlations between the Five Facet Mindfulness Questionnaire and the "
        "Kentucky Inventory of Mindfulness Skills]. University of Kentucky.",
        "Laurent, W. (2008). Human resources and recruiting. *Information Management*, *18*(6), 15–17.",
    )
    INVALID = ("Laurent, W. (2008). {==Information Management==}, 18(6), 15–17.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for an entry that goes from the date right to the source."""
        if part.title is not None or part.law is not None or part.title_first or part.unparsed or part.authors is None:
            return
        if part.date is None:
            return
        source = _next_to(part, part.date)
        if source is None:
            return
        if part.periodical is not None and part.periodical is source:
            source = part.periodical.title
            # A long name, or one with punctuation, is a title that was not told from its journal.
            if source.text.count(" ") > 5 or _NO_NAME.search(source.text) is not None:
                return
        yield self.mark(source, source=source.text)


def _next_to(reference: Reference, date: Date) -> Part | None:
    """The source element or link that follows the date."""
    for element in (reference.periodical, reference.container, *reference.links):
        if (
            element is not None
            and element.start >= date.end
            and not reference.whole[date.end : element.start].strip(" .,:")
        ):
            return element
    return None


class TitleNotSentenceCase(Rule[Reference]):
    """The title of a work is in title case.

    In the reference list only the first word of a title and of its subtitle, proper nouns and what is written with capitals
    anyway are capitalized; only names of periodicals are in title case. Whether a title is in title case is judged from the
    whole of it; the fix lowers the words that English writes small and leaves whatever may be a name. Names of tests,
    programs, laws and conferences keep their capitals and are not judged, nor are titles in other languages.
    """

    code = "TTL002"
    section = "6.17, 9.19"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The title is in title case (“{word}”); APA writes titles of works in sentence case."
    VALID = (
        "Baker, L. M. (2012). The United Nations and the Kyoto Protocol. *Climate Policy*, *12*(4), 415–431.",
        "Ruiz, P. (2009). PTSD in Vietnam veterans after World War II: Psychometric properties of the Beck Depression "
        "Inventory–II (BDI-II). *Assessment*, *16*(2), 112–125.",
        "Henning, U. (2006). Die Geschichte der Psychologie und der Begriff des Unbewussten. *Psyche*, *60*(3), 201–219.",
    )
    INVALID = (
        "Malhotra, D., & Lumineau, F. (2011). *Trust and {~~Collaboration in the Aftermath of Conflict~>collaboration in the "
        "aftermath of conflict~~}*. Wiley.",
        "Larsen, K. (2015). Motivating American {~~College Students: Evidence From Piaget’s Theory of Cognitive Development~>"
        "college students: Evidence from Piaget’s theory of cognitive development~~}. *Learning and Instruction*, "
        "*36*(2), 15–24.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Judge the work's own title and that of the book it stands in."""
        if part.law is not None:
            return
        title = part.title
        if (
            title is not None
            and title.main is not None
            and _may_be_title_case(title.main.text)
            and _is_a_work(part, title)
        ):
            yield from self._judge(title)
        container = part.container
        if container is None or container.title.main is None:
            return
        main = container.title.main
        if _may_be_title_case(main.text) and _GATHERING.search(main.text) is None and container.intro is not None:
            yield from self._judge(container.title)

    def _judge(self, title: Title) -> Iterator[Mark]:
        """Weigh the words of one title and give the mark with the words to lower."""
        main = title.main
        assert main is not None
        text = main.text
        cut = _SOURCE_INSIDE.search(text)
        if cut is not None:
            text = text[: cut.start()]
        foreign = len(_FOREIGN.findall(text))
        if foreign > 1 or (foreign and _ENGLISH.search(text) is None):
            return
        found = judged = words(text)
        groups = _sentences(text, found)
        if any(_OWN_CASE.search(bracket.text) for bracket in title.brackets):
            # A program's name is its maker's; what the name is explained with after the colon is not.
            judged = [word for group in groups[1:] for word in group]
        if _weigh(judged) is None and all(_weigh(group) is None for group in groups):
            return
        keep_names(text, found)
        severity = _weigh(judged)
        if severity is None and judged is found:
            # "What Does It Mean? A review": title and subtitle may come from two hands.
            parts = [part for part in groups if _weigh(part) == ERROR and len(lowered(found, part)) > 2]
            judged = [word for part in parts for word in part]
            severity = WARNING
        if severity is None:
            return
        changed = lowered(found, judged)
        if not changed:
            return
        at = main.start
        edits = [(at + word.start, at + word.start + len(word.text), word.low) for word in changed]
        whole = judged is found or bool(title.brackets)
        if whole:
            edits += [
                (at + word.start, at + word.start + 1, word.text[0].upper())
                for word in judged
                if word.begins
                and word.low in NEUTRAL
                and word.text.islower()
                and text[word.start - 2 : word.start] == ": "
            ]
        end = edits[-1][1]
        if whole:
            for bracket in title.brackets:
                more = headline_edits(bracket)
                edits += more
                end = max(end, bracket.description.end) if more else end
        edits.sort()
        shown = next((word.text for word in changed if word.low not in NEUTRAL), changed[0].text)
        yield self.mark((edits[0][0], max(end, edits[-1][1])), *edits, severity=severity, word=shown)


def _may_be_title_case(text: str) -> bool:
    """Whether enough words of a title, or of a part of it, begin with a capital for a closer look."""
    capitals = len(_CAPITALS.findall(text))
    # What is longer than any title is a stretch that was misread.
    if not capitals or len(text) > 600:
        return False
    if len(_SMALLS.findall(text)) <= capitals:
        return not text.isupper()
    return capitals > 2 and _END_INSIDE.search(text) is not None


def _sentences(text: str, found: list[Word]) -> list[list[Word]]:
    """The words of a title in groups: what stands before and after each colon or end mark."""
    groups: list[list[Word]] = [[]]
    for word in found:
        if word.begins and word.start > 1 and text[word.start - 2] in ":?!" and groups[-1]:
            groups.append([])
        groups[-1].append(word)
    return groups if len(groups) > 1 else []


def _is_a_work(reference: Reference, title: Title) -> bool:
    """Whether the title is one that sentence case is asked of."""
    for bracket in title.brackets:
        if _OWN_CASE.search(bracket.text) and (": " not in title.text or _PROGRAM.search(bracket.text) is None):
            return False
    if reference.authors is not None and any(name.handle is not None for name in reference.authors.names):
        return False
    text = title.text
    if _ACT.search(text) is not None or _BODY.search(text) is not None:
        return False
    names = reference.authors.names if reference.authors is not None else []
    return not any(name.literal is not None and name.literal.text in text for name in names)


def _weigh(found: list[Word]) -> Severity | None:
    """Tell from the words of a title whether it is in title case, and how sure that is."""
    common = small = unknown = either = 0
    for word in found:
        if word.begins or word.joined:
            continue
        low = word.low
        if word.text[0].isupper():
            if word.kept or not word.capital:
                continue
            if low in NEUTRAL:
                common += 1
            else:
                said = word.writing
                common += said == "small"
                unknown += said == "unknown"
                either += said == "both"
        elif low not in NEUTRAL and len(low) > 2 and word.text.islower():
            small += 1
    if unknown > common or not common:
        return None
    if common < 2:
        return WARNING if not small and either > 1 else None
    share = common / (common + small)
    if share >= 0.8:
        return ERROR if common > 2 else WARNING
    if share >= 0.6 and common > 2 and not any(word.low in _BODIES and word.capital for word in found):
        return WARNING
    return None


class SubtitleLowercase(Rule[Reference]):
    """A small letter begins the subtitle.

    The first word after a colon, an em dash or an end mark in a title is capitalized. Words that have a small letter by
    nature ("p-hacking", "iPhone", "van Gogh") and words that are not known to be English are left alone.
    """

    code = "TTL003"
    section = "6.17, 9.19"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{word}” begins the subtitle; APA capitalizes the first word after {mark}."
    gives_way_to = ("TTL002", "TTL005")
    VALID = (
        "Lund, K. (2016). Counting what counts: p-hacking and its cures. *Psychological Methods*, *21*(2), 112–125.",
        "Lund, K. (2016). Sex ratios of 3:1 in birds: iPhone recordings from the field. *Ibis*, *158*(2), 112–125.",
    )
    INVALID = (
        "Cain, S. (2012). *Quiet: {~~the~>The~~} power of introverts*. Crown.",
        "Moreno, P. (2014). Who reads at home? {~~evidence~>Evidence~~} from two languages. *Reading Research Quarterly*, "
        "*49*(2), 112–125.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at what follows a colon or an end mark in the titles."""
        if part.law is not None:
            return
        for title in (part.title, part.container.title if part.container is not None else None):
            if title is None or title.main is None:
                continue
            text = title.main.text
            if ": " in text or "? " in text or "! " in text or "—" in text:
                yield from self._judge(title, text)

    def _judge(self, title: Title, text: str) -> Iterator[Mark]:
        assert title.main is not None
        for found in _AFTER_COLON.finditer(text):
            mark = found[0].strip()[-1]
            if mark == "—" and text.count("—") > 1:
                continue
            word = _SMALL_WORD.match(text, found.end())
            if word is None or (mark == "—" and word[0] in {"and", "or", "but"}) or not _begins_subtitle(word[0], text):
                continue
            names = {":": "a colon", "?": "a question mark", "!": "an exclamation point", "—": "a dash"}
            where = (title.main.start + word.start(), title.main.start + word.end())
            severity = WARNING if mark == "—" else ERROR
            yield self.mark(
                where, (where[0], where[0] + 1, word[0][0].upper()), severity=severity, word=word[0], mark=names[mark]
            )


def _begins_subtitle(word: str, text: str) -> bool:
    """Whether a word with a small letter is an English one that has to have a capital here."""
    if len(word) == 1 and word != "a":
        return False
    if _FOREIGN.search(text) is not None:
        return False
    return word in NEUTRAL or writing(word) in {"small", "both"}
