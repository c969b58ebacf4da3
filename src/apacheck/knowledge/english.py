"""An English word → whether it is written small ("theory"), as a name ("Texas"), as both ("March") or is not known.

The words are those of the en_US spelling dictionary that the package spylls brings along, which tells "polish" from
"Polish". It is read (some 20 ms) when the first word is asked for; an entry that needs no such answer never pays.
"""

from functools import cache
from typing import Literal, NamedTuple

from apacheck import knowledge

Writing = Literal["small", "name", "both", "unknown"]

#: What a word may end in beyond a word of the dictionary, and what that word ends in instead.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iers", "y"), ("iest", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("ally", ""),
    ("ily", "y"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("or", "e"), ("ors", "e"), ("est", ""), ("est", "e"), ("ness", ""),
    ("iness", "y"), ("ion", ""), ("ion", "e"), ("ions", ""), ("ions", "e"), ("ication", "y"), ("ications", "y"), ("ive", ""), ("ive", "e"),
    ("able", ""), ("able", "e"), ("ability", "able"), ("ibility", "ible"), ("ment", ""), ("ments", ""), ("ings", ""), ("ings", "e"),
    ("ity", ""), ("ity", "e"), ("ization", "ize"), ("ization", "al"), ("ism", ""), ("ist", ""), ("ists", ""), ("al", ""), ("al", "e"),
    ("ical", "y"), ("ful", ""), ("less", ""), ("like", ""), ("wise", ""), ("ship", ""), ("hood", ""), ("ized", ""), ("izing", ""),
    ("ize", ""),
)  # fmt: skip
#: What a word may begin with before a word of the dictionary.
_BEGINNINGS = (
    "agro", "anti", "auto", "bi", "bio", "co", "con", "counter", "cyber", "de", "dis", "eco", "electro", "ethno", "extra", "fore", "geo",
    "hetero", "homo", "infero", "rostro", "spatio", "dys", "di", "hydro", "hyper", "hypo", "immuno", "in", "infra", "inter", "intra", "iso", "macro", "mega", "meta", "micro",
    "mini", "mis", "mono", "morpho", "multi", "nano", "neo", "neuro", "non", "out", "over", "para", "photo", "physio", "pluri",
    "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "radio", "re", "semi", "socio", "sub", "super", "supra", "tele",
    "thermo", "trans", "tri", "ultra", "un", "under", "uni", "up",
)  # fmt: skip
#: Endings of learned words, which new ones are made with daily and names hardly ever have.
_LEARNED = (
    "tion", "tions", "sion", "sions", "ology", "ologies", "ological", "ologist", "ologists", "ography", "ographies", "ographic",
    "ometry", "ometric", "ivity", "ality", "icity", "ability", "ibility", "ically", "istic", "istics", "ational", "ment", "ments",
    "ness", "ization", "isation", "ance", "ancy", "itis", "osis", "oses", "pathy", "otic", "phobia", "philia", "emia", "aemia",
    "ectomy", "oscopy", "therapy", "genesis", "genetic", "genic", "lysis", "lytic", "onomy", "onomic", "onomics", "acious", "eous",
    "itive", "ative", "ually", "ional", "ionals", "ionist", "ionists", "ism", "isms", "ally", "omic", "omics", "ular", "metrics",
    "synaptic", "campal", "cortical", "cortex", "neuronal", "wires", "tubes", "ectomies", "ectomized", "linguistic", "linguistics",
    "ivism", "ivist", "ivists", "atory", "ality", "alities", "icity", "ence", "ences", "ancies", "ency", "encies", "ical", "ially",
    "emic", "etic", "etics", "ysis", "yses", "ase", "ases", "ine", "phonic", "phony", "phoric", "phora", "morphic", "morphism",
    "morphisms", "morphy", "tactic", "tactics", "syntax", "semantic", "semantics", "typic", "typical", "typology", "logue", "nomics",
    "ified", "ifying", "izing", "ising", "ized", "ised", "fully", "lessly", "edly", "ingly", "ously", "ively", "ably", "ibly",
    "ives", "ality", "oid", "oids", "ote", "otes", "otomy", "ous", "ivation", "ant", "ants", "ics", "axial", "axy", "cranial",
    "ateral", "medial", "dorsal", "ventral", "ulate", "enthic", "rectal", "onary", "torial", "atric", "centric", "rylate", "rylates",
    "rylated", "chrony", "chronous", "graphic", "graphics", "idal", "ional", "inal", "ental", "ogenous", "otropic", "ergic", "acular",
    "cellular", "cultural", "nuclear", "saurs", "saurids", "fish", "list", "lists", "time", "times", "scape", "scapes", "based",
    "making", "sharing", "flow", "flows", "wide", "ware", "eering", "ified", "grams", "graphs", "meter", "meters", "ators", "ator",
)  # fmt: skip
#: Endings that only long words have without being names.
_LONG_LEARNED = ("ic", "al", "ary", "ory", "ate", "ates", "ated", "acy", "ally", "ible", "able", "ial")
_BRITISH = (
    ("our", "or"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("ysi", "yzi"), ("lled", "led"), ("lling", "ling"),
    ("ller", "ler"), ("ogramme", "ogram"), ("gement", "gment"), ("aem", "em"), ("paed", "ped"), ("aesth", "esth"), ("tre", "ter"), ("bre", "ber"), ("iour", "ior"), ("aemi", "emi"),
    ("efence", "efense"), ("oeco", "eco"), ("oes", "es"), ("haem", "hem"), ("ilful", "illful"), ("alogue", "alog"),
)  # fmt: skip


class _Dictionary(NamedTuple):
    small: frozenset[str]
    names: frozenset[str]


@cache
def _dictionary() -> _Dictionary:
    """Read the words and names of the dictionary, without what it says about their forms."""
    from importlib.resources import files  # noqa: PLC0415 - loads half a dozen modules

    lines = files("spylls").joinpath("hunspell/data/en/en_US.dic").read_text(encoding="utf-8").splitlines()
    stems = [line.partition("/")[0] for line in lines]
    small = {stem for stem in stems if stem.islower()}
    names = {stem for stem in stems if not stem.islower()}
    return _Dictionary(frozenset(small | knowledge.words("small_words")), frozenset(names))


def _stems(word: str) -> list[str]:
    """What `word` may be a form of."""
    return [
        word[: -len(ending)] + instead
        for ending, instead in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) + len(instead) > 2
    ]


def _is_form(word: str, small: frozenset[str]) -> bool:
    """Whether `word` is a form of a word of the dictionary, British spellings included."""
    if word in small:
        return True
    for stem in _stems(word):
        if stem in small or (len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in small):
            return True
    for british, american in _BRITISH:
        if british in word:
            other = word.replace(british, american)
            if other in small or any(stem in small for stem in _stems(other)):
                return True
    return False


def _has_beginning(word: str, small: frozenset[str]) -> bool:
    """Whether `word` is a word of the dictionary with a syllable put before it: "nontimber", "reconstruction"."""
    return any(
        word.startswith(beginning) and len(word) > len(beginning) + 3 and _is_form(word[len(beginning) :], small)
        for beginning in _BEGINNINGS
    )


@cache
def writing(word: str) -> Writing:
    """Tell how English writes `word`, given in any case, without hyphens; a possessive 's is left out of account."""
    base = word.replace("’", "'")
    if base not in {"it's", "let's"}:
        base = base.removesuffix("'s").removesuffix("'")
    low = base.lower()
    small, names = _dictionary()
    name = low.capitalize()
    if low in small:
        return "both" if name in names else "small"
    plural = any(
        low.endswith(end) and low[: -len(end)] + instead in small
        for end, instead in (("s", ""), ("es", ""), ("ies", "y"))
    )
    if name in names:
        return "both" if plural else "name"
    if plural:
        return "small"
    if any(stem in names for stem in (name.removesuffix("s"), name.removesuffix("es")) if len(stem) > 3):
        return "name"
    if _is_form(low, small):
        return "small"
    if low in _BEGINNINGS:
        return "small"
    if _has_beginning(low, small):
        return "small"
    if len(low) > 6 and low.isascii() and low.endswith(_LEARNED):
        return "small"
    if len(low) > 8 and low.isascii() and low.endswith(_LONG_LEARNED):
        return "small"
    return "unknown"
