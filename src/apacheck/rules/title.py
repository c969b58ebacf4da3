"""Titles with their parentheses and brackets → marks about quotation marks, punctuation, descriptions and editions (TTL…)."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.reference.model import Item, Parenthesis, Part, Reference, Title
from apacheck.rule import Rule

#: Words and initials whose period belongs to them: "Monsters, Inc. [Film]", "E.T. [Film]".
_ABBREVIATED = regex.compile(r"(?:\b(?:Inc|Co|Corp|Ltd|Jr|Sr|Bros|etc|vs|Dr|Mr|Mrs|Ms|St|Mt|No|Vol|Pt)|\b\p{Lu})$")
_FIRST_WORD = regex.compile(r"\p{Ll}++(?=[ ,.?!–—-]|$)")
#: Particles that start a name and keep their lowercase letter, and what is written so by its maker.
_LOWER_STARTS = frozenset(
    ["al", "bell", "bis", "cis", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le", "mail", "ter", "tert", "trans", "van", "von", "xkcd"]
)
_OWN_CASE_BRACKET = regex.compile(
    r"software|package|app\b|post|tweet|status|profile|page|photograph|thumbnail|comment|video|meme|thread|account|library",
    regex.IGNORECASE,
)
#: What forms of work are called in brackets.
_FORMS = regex.compile(
    r"(?:video|video file|film|motion picture|data ?set|doctoral dissertation|master['’]s thesis|unpublished (?:manuscript|raw data)"
    r"|computer software|mobile app(?:lication)?|(?:audio |video )?podcast|audiobook|webinar|blog post|tweet|song|album|painting"
    r"|photograph|press release|power ?point slides|lecture notes|tv series(?: episode)?|conference presentation"
    r"|poster presentation|paper presentation|infographic|fact sheet|brochure|white paper)(?:, [^()]{3,80})?",
    regex.IGNORECASE,
)
#: Second and later words of descriptions that are no names.
_PLAIN_WORDS = frozenset(
    "album app application article audio audiobook blog book brochure chart clip codebook comment conference data description dissertation doctoral episode "  # noqa: SIM905
    "file film guide handout image infographic interview lecture manual manuscript map measure mobile notes page paper photograph "
    "picture podcast post poster presentation program raw recording release report series session set sheet slides software "
    "song speech statistics status symposium table thesis transcript update video webinar website".split()
)
_ORDINALS = {
    word: figure
    for words in (
        "first 1st,second 2nd,third 3rd,fourth 4th,fifth 5th,sixth 6th,seventh 7th,eighth 8th,ninth 9th,tenth 10th",
        "eleventh 11th,twelfth 12th,thirteenth 13th,fourteenth 14th,fifteenth 15th",
    )
    for word, figure in (pair.split() for pair in words.split(","))
}
_FIGURE = regex.compile(r"\d{1,2}(?:st|nd|rd|th)", regex.IGNORECASE)
_EDITION_LABELS = frozenset({"ed", "edn", "edition", "edit"})
_ROMAN = regex.compile(r"[IVX]{1,5}")
_VOLUMES = regex.compile(r"\d{1,3}(?: ?[-‐‑–—] ?\d{1,3})?")
_VOLUME_LABELS = frozenset({"vol", "vols", "volume", "volumes"})
_ORDER = {"edition": 0, "volume": 1, "pages": 2}
_ENDS = ("?", "!")


class TitleFirstWordLowercase(Rule[Reference]):
    """The title begins with a lowercase letter.

    The first word is capitalized. Titles of software and posts keep their makers' letters, as do words such as "mRNA" and
    "p values" and names with a particle; those are left alone.
    """

    code = "TTL004"
    section = "6.17, 9.19"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "The title begins with “{word}”; APA capitalizes the first word of a title."
    VALID = (
        "Hurst, R. (2018). p values and what they mean. *Journal of Statistics Education*, *26*(2), 15–24.",
        "Wickham, H., & François, R. (2023). *dplyr: A grammar of data manipulation* (Version 1.1.4) [Computer software]. "
        "CRAN. https://doi.org/10.32614/CRAN.package.dplyr",
        "Klein, T. (2010). *van Gogh: The letters in their time*. Reaktion Books.",
    )
    INVALID = ("Laurent, W. (2008). *{~~human~>Human~~} resources and recruiting*. Wiley.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the first word of the work's own title."""
        title = part.title
        if (
            title is None
            or title.main is None
            or part.law is not None
            or part.unparsed
            or not title.main.text[:1].islower()
        ):
            return
        text = title.main.text
        found = _FIRST_WORD.match(text)
        if found is None or any(_OWN_CASE_BRACKET.search(bracket.text) for bracket in title.brackets):
            return
        word = found[0]
        following = text[found.end() : found.end() + 2]
        if word in _LOWER_STARTS or (len(word) == 1 and word != "a") or not word.isascii():
            return
        if not following.startswith(" ") or following[1:].isupper() or following[1:].isdigit():
            return
        if part.authors is not None and any(name.handle is not None for name in part.authors.names):
            return
        where = (title.main.start, title.main.start + len(word))
        yield self.mark(where, (where[0], where[0] + 1, word[0].upper()), word=word)


class TitleInQuotationMarks(Rule[Title]):
    """The title stands in quotation marks.

    In a reference list titles have none; quotation marks inside a title stay.
    """

    code = "TTL006"
    section = "9.19"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The title stands in quotation marks; APA writes titles in the reference list without them."
    VALID = (
        "Bonilla-Silva, E., & Forman, T. A. (2000). “I am not a racist but . . .”: Mapping White college students’ racial "
        "ideology in the USA. *Discourse & Society*, *11*(1), 50–85. https://doi.org/10.1177/0957926500011001003",
    )
    INVALID = (
        "Laurent, W. (2008). {~~“Human resources and recruiting.”~>Human resources and recruiting.~~} *Information Management*, "
        "*18*(6), 15–17.",
        "Laurent, W. (2008). {~~“Human resources and recruiting,”~>Human resources and recruiting.~~} *Information Management*, "
        "*18*(6), 15–17.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Drop the marks, and what would be punctuation twice without them."""
        if part.quotes is None or part.main is None:
            return
        opening, closing = part.quotes
        inner = part.whole[part.main.end : closing.start]
        after = part.whole[closing.end : closing.end + 2]
        kept = inner.replace(",", ".")
        if after.startswith(".") or after in {" (", " ["} or part.main.text.endswith(_ENDS):
            kept = ""
        edits = ((opening.start, opening.end, ""), (part.main.end, closing.end, kept))
        yield self.mark((opening.start, closing.end), *edits)


def _end_of_title(reference: Reference) -> Part | None:
    """The title, where it ends in plain words right before a source of several elements."""
    title = reference.title
    if (
        title is None
        or title.main is None
        or title.quotes is not None
        or reference.law is not None
        or reference.unparsed
    ):
        return None
    if reference.periodical is None and reference.container is None:
        return None
    return title


class TitlePeriodMissingBeforeSource(Rule[Reference]):
    """No period separates the title from the source.

    Each element ends in a period. Where the title ends is read from the journal's volume and pages, and from the capital
    that begins the journal's name, so the fix is only proposed.
    """

    code = "TTL007"
    section = "9.5"
    severity = ERROR
    fix = UNSAFE
    message = "No period ends the title before “{source}”; APA puts a period after each element."
    VALID = (
        "Henrich, J. (2010). The weirdest people in the world? *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources and {~~recruiting~>recruiting.~~} *Information Management*, *18*(6), 15–17.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the space between title and source, where the reading had to accept it."""
        if "no period after the title" not in part.departures:
            return
        title = _end_of_title(part)
        source = part.periodical or part.container
        if title is None or source is None or title.text.endswith((*_ENDS, ")", "]", "…")):
            return
        gap = part.whole[title.end : source.start]
        if not gap or gap.strip():
            return
        start = max(title.start, part.whole.rfind(" ", title.start, title.end) + 1)
        name = part.periodical.title.text if part.periodical is not None else "In"
        yield self.mark((start, title.end), (title.end, title.end, "."), source=name)


class TitleCommaBeforeSource(Rule[Reference]):
    """A comma separates the title from the source.

    Each element ends in a period. A comma may also belong to the journal's or the title's own words, so the fix is only
    proposed.
    """

    code = "TTL008"
    section = "9.5"
    severity = ERROR
    fix = UNSAFE
    message = "A comma stands between the title and “{source}”; APA ends the title with a period."
    VALID = (
        "Laurent, W. (2008). Human resources, recruiting, and management. *Information Management*, *18*(6), 15–17.",
    )
    INVALID = (
        "Laurent, W. (2008). Human resources and recruiting{~~,~>.~~} *Information Management*, *18*(6), 15–17.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the comma between title and source, where the reading had to accept it."""
        if "a comma after the title" not in part.departures:
            return
        title = _end_of_title(part)
        source = part.periodical or part.container
        if title is None or source is None:
            return
        gap = part.whole[title.end : source.start]
        if gap.strip() == ",":
            start = title.end + gap.index(",")
            name = part.periodical.title.text if part.periodical is not None else "In"
            yield self.mark((start, start + 1), replace=".", source=name)


class TitleDoubleTerminal(Rule[Title]):
    """A period follows the question mark or exclamation point that ends the title.

    The mark takes the period's place.
    """

    code = "TTL009"
    section = "9.5"
    severity = ERROR
    fix = SAFE
    message = "A period follows “{mark}” at the end of the title; APA lets the mark stand alone."
    VALID = (
        "Henrich, J. (2010). The weirdest people in the world? *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
        "Lynch, J. (1995). *Who shot Mr. Burns? (Part one)* [Film]. Gracie Films.",
    )
    INVALID = (
        "Henrich, J. (2010). The weirdest people in the world{~~?.~>?~~} *Behavioral and Brain Sciences*, *33*(2–3), 61–83.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the character after the mark."""
        main = part.main
        if main is None or main.end != part.end or not main.text.endswith(_ENDS):
            return
        if part.whole[main.end : main.end + 1] == "." and part.whole[main.end + 1 : main.end + 2] != ".":
            where = (main.end - 1, main.end + 1)
            yield self.mark(where, replace=part.whole[main.end - 1], mark=part.whole[main.end - 1])


class BracketAfterPeriod(Rule[Title]):
    """A period stands between the title and its description in brackets.

    The description belongs to the title: the period comes after the bracket. A period of an abbreviation ("Monsters, Inc.
    [Film]") stays.
    """

    code = "TTL013"
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
            if after not in part.brackets:
                continue
            gap = part.whole[before.end : after.start]
            typed = gap.strip()
            if typed in {".", ","} and not (typed == "." and before is part.main and _ABBREVIATED.search(before.text)):
                start = before.end + gap.index(typed)
                yield self.mark((start, start + 1), replace="", typed=typed, bracket=after.text)


class BracketLowercase(Rule[Title]):
    """A description in brackets begins with a lowercase letter.

    "[Data set]", "[Video]": the first word is capitalized.
    """

    code = "TTL014"
    section = "9.21"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The description “{bracket}” begins with a lowercase letter; APA capitalizes its first word."
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

    Only its first word and proper nouns are: "[Data set]", but "[TV series episode]" and "[Facebook page]". The rule
    knows the words that descriptions are made of and leaves all others alone.
    """

    code = "TTL015"
    section = "9.21"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
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
            text = bracket.description.text
            if bracket.translation or " " not in text:
                continue
            edits = []
            right = text
            position = 0
            for index, word in enumerate(text.split(" ")):
                bare = word.rstrip(",;:")
                if index and bare.istitle() and bare.lower() in _PLAIN_WORDS:
                    start = bracket.description.start + position
                    edits.append((start, start + 1, bare[0].lower()))
                    right = f"{right[:position]}{bare[0].lower()}{right[position + 1 :]}"
                position += len(word) + 1
                if bare != word or word in {"of", "by", "on", "from"}:
                    break
            if edits:
                yield self.mark(bracket.description, *edits, bracket=bracket.text, right=right)


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


def _edition(item: Item) -> tuple[str, bool] | None:
    """The edition as APA writes it, and whether only the label changes; None where the words are not understood."""
    if item.label is None or item.value is None:
        return None
    label = item.label.text.strip(" .").lower()
    value = item.value.text.strip(" .")
    lowered = value.lower()
    if label not in _EDITION_LABELS:
        return None
    if _FIGURE.fullmatch(value):
        return f"{lowered} ed.", True
    if lowered in _ORDINALS:
        return f"{_ORDINALS[lowered]} ed.", False
    if lowered in {"rev", "revised"}:
        return "Rev. ed.", lowered == "rev"
    return None


class EditionForm(Rule[Title]):
    """The edition is not written "2nd ed." or "Rev. ed.".

    The label is "ed." with a small letter and a period, the number a figure with its ending. Editions that are named
    otherwise ("Kindle edition", "International ed.") are left alone.
    """

    code = "TTL017"
    section = "9.19, 9.50"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "The edition reads “{typed}”; APA writes “{right}”."
    gives_way_to = ("TTL018",)
    VALID = (
        "Schatz, B. R. (2000). *Learning by text or context* (Rev. ed.). Wiley.",
        "Brown, L. S. (2018). *Feminist therapy* (2nd ed.). American Psychological Association.",
    )
    INVALID = (
        "Brown, L. S. (2018). *Feminist therapy* ({~~2nd edition~>2nd ed.~~}). American Psychological Association.",
        "Brown, L. S. (2018). *Feminist therapy* ({~~Second Ed.~>2nd ed.~~}). American Psychological Association.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare each edition with APA's form."""
        for parenthesis in part.parentheses:
            if not parenthesis.text.startswith("("):
                continue
            for item in parenthesis.items:
                if item.kind != "edition":
                    continue
                form = _edition(item)
                if form is not None and item.text != form[0]:
                    applicability = SAFE if form[1] else UNSAFE
                    yield self.mark(item, replace=form[0], applicability=applicability, typed=item.text, right=form[0])


class EditionPunctuation(Rule[Title]):
    """Something separates the title from its edition, volume or number, or the parentheses are missing.

    They stand in parentheses right after the title; the period comes after the parentheses.
    """

    code = "TTL018"
    section = "9.19, 9.5"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{typed}” stands between the title and “{item}”; APA writes “({right})” right after the title."
    VALID = (
        "*The Torah: The five books of Moses* (3rd ed.). (2015). The Jewish Publication Society.",
        "Brown, L. S. (2018). *Who is afraid?* (2nd ed.). American Psychological Association.",
    )
    INVALID = (
        "Brown, L. S. (2018). *Feminist therapy*{--.--} (2nd ed.). American Psychological Association.",
        "Brown, L. S. (2018). *Feminist therapy*{~~, 2nd ed~> (2nd ed.)~~}. American Psychological Association.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look between the title and the parentheses."""
        main = part.main
        if main is None or not part.parentheses or part.quotes is not None:
            return
        first = part.parentheses[0]
        if not first.items or first.items[0].kind not in {"edition", "volume", "number", "version"}:
            return
        if any(item.kind.startswith("pages") for item in first.items):
            return
        gap = part.whole[main.end : first.start]
        typed = gap.strip()
        if first.text.startswith("("):
            if typed in {".", ",", ":"} and not (typed == "." and _ABBREVIATED.search(main.text)):
                start = main.end + gap.index(typed)
                yield self.mark(
                    (start, start + 1), replace="", typed=typed, item=first.text, right=first.text.strip("()")
                )
        elif typed == "," and len(first.items) == 1 and first.items[0].kind == "edition":
            form = _edition(first.items[0])
            if form is not None:
                where = (main.end, first.end)
                yield self.mark(where, replace=f" ({form[0]})", typed=typed, item=first.text, right=form[0])


class VolumeLabelForm(Rule[Title]):
    """A book's volume is not written "Vol. 2" or "Vols. 1–4".

    The label is capitalized and abbreviated, the number an Arabic figure.
    """

    code = "TTL021"
    section = "9.20, 9.50"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The volume reads “{typed}”; APA writes “{right}”."
    VALID = ("Fiske, S. T. (2010). *Handbook of social psychology* (5th ed., Vol. 1). John Wiley & Sons.",)
    INVALID = ("Fiske, S. T. (2010). *Handbook of social psychology* ({~~volume 1~>Vol. 1~~}). John Wiley & Sons.",)

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare each volume with APA's form."""
        for parenthesis in part.parentheses:
            if not parenthesis.text.startswith("("):
                continue
            for item in parenthesis.items:
                if item.kind != "volume" or item.label is None or item.value is None:
                    continue
                value = item.value.text.strip()
                if item.label.text.strip(" .").lower() not in _VOLUME_LABELS:
                    continue
                applicability = SAFE
                if _ROMAN.fullmatch(value):
                    value, applicability = _arabic(value), UNSAFE
                elif not _VOLUMES.fullmatch(value):
                    continue
                right = f"{'Vol.' if value.isdigit() else 'Vols.'} {value}"
                if item.text != right:
                    yield self.mark(item, replace=right, applicability=applicability, typed=item.text, right=right)


def _arabic(numeral: str) -> str:
    """A Roman numeral of I, V and X as a figure."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))


class TitleParenthesesOrder(Rule[Title]):
    """Edition, volume and pages are out of order, or stand in parentheses of their own.

    One pair of parentheses holds them, in this order, with commas between: "(7th ed., Vol. 2, pp. 339–380)".
    """

    code = "TTL022"
    section = "9.19, 9.28"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "The parentheses read “{typed}”; APA writes “{right}”: edition, volume, pages in one pair."
    gives_way_to = ("TTL017", "TTL021", "BKC010")
    VALID = (
        "Piaget, J. (1970). *The psychology of the child* (H. Weaver, Trans.; 2nd ed.). Basic Books.",
        "Weiner, I. B. (2013). *Handbook of psychology* (2nd ed., Vol. 4). Wiley.",
    )
    INVALID = (
        "Weiner, I. B. (2013). *Handbook of psychology* {~~(2nd ed.) (Vol. 4)~>(2nd ed., Vol. 4)~~}. Wiley.",
        "Weiner, I. B. (2013). *Handbook of psychology* {~~(Vol. 4, 2nd ed.)~>(2nd ed., Vol. 4)~~}. Wiley.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Compare the order of the items, and count the parentheses."""
        parentheses = part.parentheses
        if not parentheses or not all(_plain(parenthesis) for parenthesis in parentheses):
            return
        items = [item for parenthesis in parentheses for item in parenthesis.items]
        ranks = [_ORDER[item.kind] for item in items]
        if len(items) == 1 or len(set(ranks)) != len(ranks):
            return
        if any(part.whole[before.end : after.start].strip() for before, after in pairwise(parentheses)):
            return
        if ranks == sorted(ranks) and len(parentheses) == 1:
            return
        right = f"({', '.join(item.text for item in sorted(items, key=lambda item: _ORDER[item.kind]))})"
        where = (parentheses[0].start, parentheses[-1].end)
        yield self.mark(where, replace=right, typed=part.whole[where[0] : where[1]], right=right)


def _plain(parenthesis: Parenthesis) -> bool:
    """Whether parentheses hold edition, volume and pages only."""
    return (
        parenthesis.text.startswith("(")
        and bool(parenthesis.items)
        and all(i.kind in _ORDER for i in parenthesis.items)
    )
