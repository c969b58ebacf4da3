"""A title → its words, each with what decides its first letter: where it stands and how English writes it.

What is a name is told by what stands around it first ("Lake", "University of", "Study 2"), then by lists and the
dictionary; a word that nothing explains is taken for a name.
"""

from collections.abc import Iterator
from itertools import pairwise

from apacheck import knowledge
from apacheck.knowledge.english import Writing, writing
from apacheck.lean import leanclass
from apacheck.patterns import pattern


def _set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


#: Articles, conjunctions and prepositions: small in title case too, or not, so that they tell nothing.
NEUTRAL = _set(
    "a about above across after against along amid among amongst an and around as at before behind below beneath beside between "
    "beyond but by down during except for from if in inside into is it its like near nor not of off on onto or our out outside "
    "over past per so than that the their through throughout till to toward towards under until up upon versus via vs was what "
    "when where which while who with within without yet are be can do does how you your we us"
)
#: Those that title case, too, writes small.
MINOR = _set("a an and as at but by for from if in into nor of on or per so the to up via vs with yet")

WORD = pattern(r"\p{L}[\p{L}\p{M}]*+(?:[’'](?=\p{L})[\p{L}\p{M}]++)*+")
_START_BEFORE = pattern(
    r"(?:(?:[:?!…]|[\p{Ll}\)\]”’\"]\.|\d\.| [–-])[ \u00a0]+|—[ \u00a0]*)[“‘\"'(«¿¡\[]*+$|^[“‘\"'(«¿¡\[ ]*+$"
)
_QUOTE_AFTER = pattern(r"[”\"’»](?!\p{L})")
_QUOTE_BEFORE = pattern(r"[“\"‘«]$")
_SHAPE = pattern(r"\p{Lu}[\p{Ll}\p{M}]++(?:[’']\p{Ll}++)?")
_ABBREVIATION = pattern(r"(?:[–-]?[IV\d]++)? ?\([A-Z][A-Z\d-]+")
_NUMBERED = pattern(r" (?:\d|[IVX]++\b|[A-Z]\b(?![.’'-]))")

_NUMBERED_NOUNS = _set(
    "appendix chapter experiment figure paper phase report stage study table trial version vol volume wave book act section "
    "schedule directive regulation resolution article"
)
_MONTHS = frozenset(["march", "may", "august"])
_DIRECTIONS = _set(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern central"
)
_STAGES_OF_LANGUAGES = frozenset(["old", "middle", "proto"])
_PLACES_AFTER = _set(
    "river rivers island islands valley sea ocean mountain mountains peninsula bay county desert gulf strait plateau empire dynasty "
    "province archipelago canyon highlands isles university college republic hospital institute delta"
)
_SCHOOLS = frozenset(["university", "college", "hospital", "institute"])
_PEOPLES = ("an", "ese", "ish", "ic", "ch")
_BEFORE_NAMES = _set(
    "lake mount cape saint st san santa fort port president king queen pope sir lord lady saint prince emperor dr mr mrs ms"
)
_BEFORE_OF = frozenset(["university", "republic", "gulf", "bay", "duke", "bishop", "archbishop", "kingdom"])
_PEOPLE = _set(
    "adolescents adults americans americans’ boys children college communities community families faculty feminism feminist feminists "
    "fathers female females girls male males men men’s mothers parents patients people peoples people’s students teachers women women’s youth "
    "churches church lives"
)
_RACES = frozenset(["black", "white", "brown", "indigenous"])
_ALWAYS_NAMES = frozenset(["aboriginal", "aborigines", "aborigine", "latinx", "latina", "latino"])
_TESTS = frozenset(["checklist", "inventory", "questionnaire", "scale", "scales", "test"])
_EPITHET = (
    "ensis", "icus", "ica", "icum", "inus", "ina", "inum", "atus", "ata", "atum", "oides", "alis", "aris", "ii", "ianus", "iana", "ulus",
    "ulum", "osus", "osa", "osum", "fer", "gaster",
)  # fmt: skip
_EPITHETS = _set(
    "sapiens elegans coli musculus cerevisiae thaliana aureus falciparum vulgaris erectus habilis rerio norvegicus mays"
)


@leanclass
class Word:
    """One word of a title: where it stands in the title, and what that says of its first letter."""

    text: str
    start: int
    #: The title begins here, or begins again: after a colon, an end mark, an opening quotation mark of a phrase.
    begins: bool
    #: A hyphen or slash joins the word to the one before it.
    joined: bool
    #: Kept as it is: a name, or part of one.
    kept: bool = False

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether a capital begins the word and small letters follow: "Theory", but not "PTSD", "McNemar"."""
        return _SHAPE.fullmatch(self.text) is not None

    @property
    def writing(self) -> Writing:
        """How English writes the word, by the dictionary and the list of what is usually a name."""
        if self.low.removesuffix("’s").removesuffix("'s").capitalize() in knowledge.words("usually_names"):
            return "name"
        return writing(self.text)

    @property
    def is_name(self) -> bool:
        """Whether the word, capitalized, is a name or unknown and so perhaps a name."""
        return self.text[0].isupper() and self.low not in NEUTRAL and self.writing in {"name", "unknown"}


def words(title: str) -> list[Word]:
    """The words of `title`, each judged by itself."""
    found = []
    for match in WORD.finditer(title):
        start = match.start()
        before = title[max(0, start - 4) : start]
        joined = before[-1:] in {"-", "/", "‐", "‑"} and start > 1 and not before[-2:-1].isspace()
        found.append(Word(match[0], start, _begins(title, start, match.end()), joined))
    return found


def _begins(title: str, start: int, end: int) -> bool:
    """Whether a word at `start` begins the title or a stretch of it that starts with a capital of its own."""
    before = title[:start] if start < 6 else "x" + title[start - 6 : start]
    if _START_BEFORE.search(before) is not None:
        return True
    if _QUOTE_BEFORE.search(before) is None:
        return False
    # A quoted sentence or title keeps its capital; a quoted word or two does not.
    closing = _QUOTE_AFTER.search(title, end)
    return closing is not None and title.count(" ", end, closing.start()) > 3


def keep_names(title: str, found: list[Word]) -> None:
    """Mark the words that are names by what stands beside them."""
    _keep_phrases(title, found)
    _keep_titles(found)
    _keep_directions(title, found)
    for index, word in enumerate(found):
        if not word.text[0].isupper():
            continue
        low = word.low
        following = found[index + 1] if index + 1 < len(found) else None
        previous = found[index - 1] if index else None
        end = word.start + len(word.text)
        if (
            low in _ALWAYS_NAMES
            or (low in _NUMBERED_NOUNS and _NUMBERED.match(title, end))
            or (low in _MONTHS and title[end : end + 2].strip().isdigit())
        ):
            word.kept = True
        elif following is not None and following.text[0].isupper() and _adjoins(title, word, following):
            name_follows = following.kept or following.is_name
            if low in _BEFORE_NAMES:
                word.kept = name_follows and not following.begins
            elif low == "down":
                word.kept = following.low == "syndrome"
            elif low in _RACES:
                word.kept = following.low in _PEOPLE
        elif following is not None and low in _BEFORE_OF and following.low == "of" and index + 2 < len(found):
            word.kept = found[index + 2].is_name or found[index + 2].kept
        if (
            not word.kept
            and low in _PLACES_AFTER
            and previous is not None
            and (previous.kept or (previous.is_name and previous.capital))
            and not previous.text.endswith(("’s", "'s"))
            and not (low in _SCHOOLS and previous.low.endswith(_PEOPLES))
            and _adjoins(title, previous, word)
        ):
            word.kept = True
    _keep_tests(title, found)


def _adjoins(title: str, first: Word, second: Word) -> bool:
    """Whether nothing but a space or hyphen stands between two words."""
    return title[first.start + len(first.text) : second.start] in {" ", "-", "–"}


def _keep_phrases(title: str, found: list[Word]) -> None:
    """Mark the words of well-known names of several words."""
    for phrase in _phrases(title):
        at = title.find(phrase)
        while at != -1:
            end = at + len(phrase)
            for word in found:
                if at <= word.start < end:
                    word.kept = True
            at = title.find(phrase, end)


def _phrases(title: str) -> Iterator[str]:
    """The well-known names of several words that occur in `title`."""
    for phrase in knowledge.words("proper_phrases"):
        if phrase in title:
            yield phrase


def _keep_directions(title: str, found: list[Word]) -> None:
    """Mark what stands before a name and belongs to it: "North-Eastern" in "North-Eastern Neo-Aramaic", "Old" in "Old Norse"."""
    for word, following in reversed(list(pairwise(found))):
        if (
            (word.low in _DIRECTIONS or word.low in _STAGES_OF_LANGUAGES)
            and word.text[0].isupper()
            and not following.begins
            and (following.kept or following.is_name)
            and _adjoins(title, word, following)
        ):
            word.kept = True


def _keep_titles(found: list[Word]) -> None:
    """Mark "The Great Gatsby" in "Reading The Great Gatsby in Tehran": a capital article beside small ones begins a name."""
    if not any(word.low in MINOR and word.text.islower() for word in found):
        return
    for index, word in enumerate(found):
        if word.text == "The" and not word.begins:
            for following in found[index:]:
                if not following.text[0].isupper() or following.begins:
                    break
                following.kept = True


def _keep_tests(title: str, found: list[Word]) -> None:
    """Mark the name of a test that begins with a person's or a place's: "Beck Depression Inventory"."""
    for index, word in enumerate(found):
        if word.low not in _TESTS or not word.text[0].isupper():
            continue
        first = index
        while first and found[first - 1].text[0].isupper() and not found[first].begins and first > index - 6:
            first -= 1
        after = title[word.start + len(word.text) :]
        abbreviated = _ABBREVIATION.match(after) is not None
        run = found[first : index + 1]
        for offset, candidate in enumerate(run[:-2]):
            if abbreviated or (candidate.is_name and candidate.writing in {"name", "unknown"}):
                for part in run[offset:]:
                    part.kept = True
                break


def lowered(found: list[Word], among: list[Word]) -> list[Word]:
    """The words of `among` whose capital surely has to go, if they are in title case; `found` are all of the title."""
    minors = any(
        word.low in {"of", "and", "the", "in", "for", "on"} and word.text[0].isupper() and not word.begins
        for word in found
    )
    out = []
    judged = set(among)
    for index, word in enumerate(found):
        if word.begins or word.kept or not word.text[0].isupper() or word not in judged:
            continue
        if len(word.text) == 1:
            if word.text == "A" and minors and not word.joined:
                out.append(word)
        elif not word.capital:
            continue
        elif word.low in NEUTRAL or word.writing in {"small", "both"} or _is_epithet(found, index):
            out.append(word)
    return out


def _is_epithet(found: list[Word], index: int) -> bool:
    """Whether a word is the second half of a species' name."""
    word, before = found[index], found[index - 1]
    if not index or word.writing != "unknown" or not before.capital:
        return False
    return word.low in _EPITHETS or (before.writing != "small" and word.low.endswith(_EPITHET))
