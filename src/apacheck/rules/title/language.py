"""Titles → the language their small words tell, and a mark about a missing translation (TTL023)."""

from collections.abc import Iterator

from apacheck.findings import INFO, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

_WORD = pattern(r"\p{L}+")
_CASED = pattern(r"[\p{Latin}]")
_OTHER_SCRIPT = pattern(r"[\p{Cyrillic}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Arabic}\p{Hebrew}\p{Greek}]{3}")
#: Words that are frequent in titles of each language.
_SMALL_WORDS = {
    "en": "the of and for with from to by how what why a an is are its at as in on do no or",
    "fr": "le la les des du de et dans une un sur au aux pour par en l d entre chez est qui sous vers ou",
    "es": "el la los las del de y en una un por para con sobre entre hacia desde al su como",
    "de": "der die das und des dem den im zur zum eine einer eines ein von für mit auf über aus bei in",
    "it": "il la lo gli le dei della del dell delle di e nel nella una un per con sul sulla tra alla",
    "pt": "o os da dos das de e na nos nas um uma em para com por sobre ao pelo",
    "nl": "de het een van en voor met op bij aan naar der uit tot over in",
}
_TELLS: dict[str, list[str]] = {}
for _name, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _TELLS.setdefault(_word, []).append(_name)
#: Words that only English has: one of them makes a title English.
_ENGLISH = frozenset("the of and for with from to by how what why is are".split())  # noqa: SIM905
_SHOWN_BY = 2
#: What a name may begin with at the start of a title: "Van der Waals", "De la Cruz".
_PARTICLES = frozenset({"Van", "Von", "De", "Du", "Della", "Di", "Da"})
#: What introduces links, editors and pages in lists that are not in English.
_FOREIGN_LIST = pattern(
    r"Recuperado|Consultado|Disponible en|Obtenido de|Verkregen|Geraadpleegd|Abgerufen|Verfügbar|Consulté|Récupéré|Disponible à|Disponível"
    r"|Recuperato|Consultato|Disponibile|\((?:Hrsg|Hg|S)\.|\(Coords?\.|\(coords?\."
)


def language(title: str) -> str:
    """The language of a title ("fr"), "en" where an English word decides, "" where the words tell nothing."""
    if not _ENGLISH.isdisjoint(title.split()):
        return "en"
    counts: dict[str, int] = {}
    first, *rest = _WORD.findall(title) or [""]
    opening = "" if first in _PARTICLES else first.lower()
    # A capital inside a title marks a name: the "Van" and "La" of names tell nothing of the title's language.
    for word in {opening, *(word for word in rest if word.islower())}:
        if word in _ENGLISH:
            return "en"
        for name in _TELLS.get(word, ()):
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _SHOWN_BY and counts[best] > counts.get("en", 0) else ""


class TitleTranslationMissing(Rule[Reference]):
    """A title in another language has no translation.

    In an English list a translation follows in square brackets.

    The language is told by two or more of its small words, or by its script; shorter titles are left alone, and entries
    that are themselves in another language. For a whole list in another language, turn this rule off.
    """

    code = "TTL023"
    section = "9.38"
    section_from_memory = True
    severity = INFO
    message = "The title is not in English; APA adds a translation in square brackets after it, “[…]”."
    VALID = (
        "Piaget, J., & Inhelder, B. (1966). *La psychologie de l’enfant* [The psychology of the child]. Quadrige.",
        "Huizinga, J. (1949). *Homo ludens: A study of the play-element in culture*. Routledge.",
        "Hart, P. (2010). *De Gaulle and the war in Algeria*. Routledge.",
    )
    INVALID = (
        "Piaget, J., & Inhelder, B. (1966). *{==La psychologie de l’enfant==}*. Quadrige.",
        "Eco, U. (1968). *{==La struttura assente e la ricerca della semiotica==}*. Bompiani.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Ask for the language of titles without brackets."""
        title = part.title
        if title is None or title.main is None or title.brackets or part.law is not None or part.unparsed:
            return
        text = title.main.text
        foreign = (
            bool(_OTHER_SCRIPT.search(text) and not _CASED.search(text))
            if not text.isascii() and not _CASED.search(text)
            else language(text) not in {"", "en"}
        )
        if foreign and not _FOREIGN_LIST.search(part.whole, title.end):
            yield self.mark(title.main)
