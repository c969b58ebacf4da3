"""Descriptions after titles → marks about their brackets and capitals (TTL013–TTL016)."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Bracket, Title
from apacheck.rule import Replacement, Rule
from apacheck.rules.title.edition import ABBREVIATED

#: What forms of work are called in brackets.
_FORMS = pattern(
    r"(?:video|video file|film|motion picture|data ?set|doctoral dissertation|master['’]s thesis|unpublished (?:manuscript|raw data)"
    r"|computer software|mobile app(?:lication)?|(?:audio |video )?podcast|audiobook|webinar|blog post|tweet|song|album|painting"
    r"|photograph|press release|power ?point slides|lecture notes|tv series(?: episode)?|conference presentation"
    r"|poster presentation|paper presentation|infographic|fact sheet|brochure|white paper)(?:, [^()]{3,80})?",
    regex.IGNORECASE,
)
#: Second and later words of descriptions that are no names.
_PLAIN_WORDS = frozenset(
    "album app application article audio audiobook blog book brochure chart clip codebook comment conference data description dissertation doctoral episode "  # noqa: SIM905
    "file film guide handout honors honours image infographic interview lecture manual manuscript map master measure mobile notes page paper photograph "
    "picture podcast post poster presentation program raw recording release report series session set sheet slides software "
    "song speech statistics status symposium table thesis transcript undergraduate update video webinar website".split()
)


class BracketAfterPeriod(Rule[Title]):
    """A period stands between the title and its description in brackets.

    The description belongs to the title: the period comes after the bracket.

    A period of an abbreviation ("Monsters, Inc. [Film]") stays.
    """

    code = "TTL013"
    signs = ("[",)
    section = "9.21"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” separates the title from “{bracket}”; APA puts the description right after the title and the period after it."
    gives_way_to = ("OLD010",)
    VALID = (
        "Docter, P. (Director). (2001). *Monsters, Inc.* [Film]. Pixar Animation Studios.",
        "Baer, R. A. (2015). [Unpublished raw data on the correlations between mindfulness and sleep]. University of Kentucky.",
    )
    INVALID = ("Cutts, S. (2017, November 24). *Happiness*{--.--} [Video]. Vimeo. https://vimeo.com/244405542",)

    def check(self, part: Title) -> Iterator[Mark]:
        """Look between each bracket and what comes before it."""
        if not part.brackets or part.main is None or part.quotes is not None:
            return
        pieces = sorted([part.main, *part.parentheses, *part.brackets], key=lambda piece: piece.start)
        for before, after in pairwise(pieces):
            if not isinstance(after, Bracket):
                continue
            gap = part.whole[before.end : after.start]
            typed = gap.strip()
            if typed in {".", ","} and not (typed == "." and before is part.main and ABBREVIATED.search(before.text)):
                start = before.end + gap.index(typed)
                yield self.mark((start, start + 1), replace="", typed=typed, bracket=after.text)


class BracketLowercase(Rule[Title]):
    """A description in brackets begins with a lowercase letter.

    "[Data set]", "[Video]": the first word is capitalized.
    """

    code = "TTL014"
    signs = ("[",)
    section = "9.21"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The description “{bracket}” begins with a lowercase letter; APA capitalizes its first word."
    gives_way_to = ("SRC062", "SRC063")
    VALID = ("Kim, J. (2014). Oxidation of benzo[a]pyrene in soil. *Chemosphere*, *98*(1), 15–24.",)
    INVALID = (
        "Pew Research Center. (2018). *American trends panel Wave 26* [{~~data~>Data~~} set]. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26/",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the first letter of each description."""
        for bracket in part.brackets:
            text = bracket.description.text
            word = text.split(" ", 1)[0].rstrip(".,;:")
            if bracket.translation or len(text) < 3 or not word.isalpha() or not word.islower() or word == "sic":
                continue
            if bracket.start and part.whole[bracket.start - 1].isalnum():
                continue
            start = bracket.description.start
            where = (start, start + len(word))
            yield self.mark(where, (start, start + 1, word[0].upper()), bracket=bracket.text)


class BracketTitleCase(Rule[Title]):
    """A description in brackets is capitalized like a headline.

    Only its first word and proper nouns are: "[Data set]", but "[TV series episode]" and "[Facebook page]".

    The rule knows the words that descriptions are made of and leaves all others alone.
    """

    code = "TTL015"
    signs = ("[",)
    section = "9.21"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    gives_way_to = ("OLD004", "OLD008", "OLD009", "OLD010", "TTL002", "SRC062", "SRC063")
    message = "The description “{bracket}” is capitalized like a headline; APA writes “[{right}]”."
    VALID = (
        "Rosenberg, L. (2014). *Slides for a course on learning* [PowerPoint slides]. Department of Psychology, University of "
        "Virginia. https://www.virginia.edu/learning",
    )
    INVALID = (
        "Pew Research Center. (2018). *American trends panel Wave 26* [{~~Data Set~>Data set~~}]. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26/",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the known words after the first, up to the first comma or "of"."""
        for bracket in part.brackets:
            edits = headline_edits(bracket)
            if edits:
                right = bracket.description.text
                for start, end, letter in edits:
                    at = start - bracket.description.start
                    right = f"{right[:at]}{letter}{right[at + end - start :]}"
                yield self.mark(bracket.description, *edits, bracket=bracket.text, right=right)


def headline_edits(bracket: Bracket) -> list[Replacement]:
    """What lowers the known words of a description that is capitalized like a headline."""
    text = bracket.description.text
    edits: list[Replacement] = []
    if bracket.translation or " " not in text:
        return edits
    position = 0
    for index, word in enumerate(text.split(" ")):
        bare = word.rstrip(",;:")
        low = bare.lower().removesuffix("'s").removesuffix("’s")
        if index and bare[:1].isupper() and bare[1:2].islower() and low in _PLAIN_WORDS:
            start = bracket.description.start + position
            edits.append((start, start + 1, bare[0].lower()))
        position += len(word) + 1
        if bare != word or word in {"of", "by", "on", "from"}:
            break
    return edits


class DescriptionInParentheses(Rule[Title]):
    """A description of the form of the work stands in parentheses.

    Forms go into square brackets; parentheses hold editions, volumes, pages, numbers and contributors.
    """

    code = "TTL016"
    section = "9.21"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = (
        "The description “{typed}” stands in parentheses; APA puts descriptions of form in square brackets: “{right}”."
    )
    gives_way_to = ("OLD012",)
    VALID = ("Sacchett, C., & Humphreys, G. W. (2004). *Calling a squirrel a squirrel* (3rd ed.). Psychology Press.",)
    INVALID = ("Cutts, S. (2017, November 24). *Happiness* {~~(Video)~>[Video]~~}. Vimeo. https://vimeo.com/244405542",)

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare what parentheses say with the names of forms."""
        for parenthesis in part.parentheses:
            text = parenthesis.text
            if not (text.startswith("(") and text.endswith(")")) or any(
                item.kind != "other" for item in parenthesis.items
            ):
                continue
            inner = text[1:-1].strip()
            if _FORMS.fullmatch(inner) and not part.brackets:
                right = f"[{inner[0].upper()}{inner[1:]}]"
                yield self.mark(parenthesis, replace=right, typed=text, right=right)
