"""Words and numbers as typed → the form that APA gives them: initials, roles, editions, ranges, descriptions.

Only the form changes: what is not recognised comes back as it was, its white space made single.
"""

import regex

from apacheck.patterns import pattern


def single(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


# --- names --------------------------------------------------------------------------------------------------------

_HYPHEN = pattern(r"(?:(?<!\s)\s++)?+([-‐‑])\s*+")
_GLUED = pattern(r"(?<=\p{Lu}\p{M}?\.)(?=\p{Lu})")
#: One capital that has no period yet, alone or in a hyphenated pair.
_BARE = pattern(r"(?<![\p{L}\p{M}'’.])\p{Lu}\p{M}*+(?![\p{L}\p{M}.'’])")
_STOPS = pattern(r"\.{2,}")


def initials(given: str) -> str:
    """Initials with their periods and spaces; names spelled out and capitals run together stay as typed.

    >>> initials("J-P. A.B")
    'J.-P. A. B.'
    """
    text = _STOPS.sub(".", _HYPHEN.sub(r"\1", single(given)))
    return _BARE.sub(r"\g<0>.", _GLUED.sub(" ", text))


_SUFFIX = pattern(r"(?i:(jr|sr))\.?")


def suffix(text: str) -> str:
    """Jr. and Sr. with capital and period; numerals as they are."""
    match = _SUFFIX.fullmatch(text.strip(" ,"))
    return f"{match[1].capitalize()}." if match else text.strip(" ,")


_EDITOR = pattern(r"\b(?i:ed(s?))\b\.?+")
_AND = pattern(r"(?<=\.)\s+and\s+(?=\p{Lu})")


_SMALL_ROLE = pattern(
    r"\b(?:(?i:executive|guest|principal)\s)?(?i:chairs?|conductors?|directors?|experts?|hosts?|investigators?|producers?|writers?)\b"
)


def role(label: str) -> str:
    """A role with its capitals and periods: "Eds.", "Ed. & Trans."; one spelled out stays."""
    text = _EDITOR.sub(lambda match: f"Ed{match[1].lower()}.", single(label))
    if regex.fullmatch(r"(?i:trans)\.?", text):
        return "Trans."
    text = _SMALL_ROLE.sub(lambda match: match[0].title(), text)
    return _AND.sub(" & ", text)


# --- parentheses after a title ------------------------------------------------------------------------------------

_EDITION = pattern(r"((?:[\s,]*+[^\s,])*?)[\s,]*+\b(?i:edition|edn|eds?)\b\.?+(.*)", regex.DOTALL)
_ORDINAL = pattern(r"(\d+)\s*(?:st|nd|rd|th|d|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)?\.?+(?![\d\p{L}])", regex.IGNORECASE)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_REVISED = pattern(r"^(?i:rev(?:ised)?)\b\.?+$")


def ordinal(number: int) -> str:
    """2 as "2nd"."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def edition(text: str) -> str:
    """An edition with its label: "2nd ed.", "Rev. ed.", "3rd ed., rev."."""
    match = _EDITION.fullmatch(single(text))
    if match is None:
        return single(text)
    which, rest = match[1], match[2]
    number = _ORDINAL.fullmatch(which)
    if number:
        which = ordinal(int(number[1]))
    elif which.lower() in _ORDINALS:
        which = ordinal(_ORDINALS[which.lower()])
    elif _REVISED.match(which):
        which = "Rev."
    return f"{which} ed.{rest}".strip()


_VOLUME = pattern(r"\s*(?i:vol(?:ume)?(s?))\b\.?+\s*")
_RANGE = pattern(r"(?<=\d)\s?(?:-{1,3}|[–—‐‑−])\s?(?=\d)")


def numbers(text: str) -> str:
    """Numbers, their ranges with an en dash: "2–4"."""
    return _RANGE.sub("–", single(text))


def volume(text: str) -> str:
    """A book's volume: "Vol. 2", "Vols. 1–4"."""
    match = _VOLUME.match(text)
    if match is None:
        return single(text)
    return f"Vol{match[1].lower()}. {numbers(text[match.end() :])}"


_VERSION = pattern(r"\s*(?i:version|ver|v)\b\.?+\s*|\s*(?i:v)\.?\s?(?=\d)")


def version(text: str) -> str:
    """A version: "Version 3.3"."""
    match = _VERSION.match(text)
    return single(f"Version {text[match.end() :]}") if match else single(text)


_NUMBER = pattern(r"(?:(?:(?<!\s)\s++)?+\#\s*|(?<!\s)\s++(?i:no|number)\b\.?+\s*(?=\w*\d|#))")
_UMI = pattern(r"^(?i:UMI|Order)(?= No\.)")


def number(text: str) -> str:
    """A report's or publication's number: "Report No. 12"."""
    text = _NUMBER.sub(" No. ", f" {single(text)}", count=1).strip()
    return _UMI.sub("Publication", text)


def pages(ranges: list[tuple[str, str]], *, label: bool) -> str:
    """Pages, each a first and a last or a single one: "pp. 5–9, 12", "C1"."""
    text = ", ".join(f"{first}–{last}" if last else first for first, last in ranges)
    if not label:
        return text
    many = len(ranges) > 1 or any(last for _, last in ranges)
    return f"pp. {text}" if many else f"p. {text}"


_ARTICLE = pattern(r"(?=\p{L}*\d)(?=\d*\p{L})\w{5,}|e\d{4,}")


def article(number: str, *, labelled: bool) -> str:
    """An article number with its word, if it had one or cannot be a page."""
    return f"Article {number}" if labelled or _ARTICLE.fullmatch(number) else number


# --- brackets -----------------------------------------------------------------------------------------------------

#: Descriptions as APA writes them; what is typed in other capitals is these.
_DESCRIPTIONS = {
    words.lower(): words
    for words in (
        "Album", "Audio podcast", "Audio podcast episode", "Audiobook", "Brochure", "Clip art", "Computer software",
        "Conference session", "Data set", "Database record", "Doctoral dissertation", "Editorial", "Fact sheet", "Film",
        "Infographic", "Interview", "Keynote address", "Large language model", "Lecture notes", "Letter to the editor",
        "Lithograph", "Manuscript in preparation", "Manuscript submitted for publication", "Map", "Master's thesis",
        "Mobile app", "Online forum post", "Painting", "Paper presentation", "Photograph", "Policy brief",
        "Poster presentation", "PowerPoint slides", "Press release", "Song", "Special issue", "Special section",
        "Speech audio recording", "Status update", "Symposium", "TV series", "TV series episode", "Tweet",
        "Undergraduate thesis", "Unpublished doctoral dissertation", "Unpublished manuscript",
        "Unpublished master's thesis", "Unpublished raw data", "Video", "Webinar",
    )
}  # fmt: skip

#: Descriptions of the sixth edition, and words for the same, that have one successor.
_SUCCESSORS = {
    "data file": "Data set",
    "dataset": "Data set",
    "facebook status update": "Status update",
    "facebook update": "Status update",
    "mobile application": "Mobile app",
    "mobile application software": "Mobile app",
    "motion picture": "Film",
    "online forum comment": "Online forum post",
    "online video": "Video",
    "television series": "TV series",
    "television series episode": "TV series episode",
    "tv episode": "TV series episode",
    "video file": "Video",
    "youtube": "Video",
    "youtube video": "Video",
}


def is_description(text: str) -> bool:
    """Whether APA, now or in its sixth edition, knows this description."""
    key = _key(text.partition(",")[0])
    return key in _DESCRIPTIONS or key in _SUCCESSORS


def description(text: str) -> str:
    """A bracketed description with its capital and today's words; a university or the like after a comma stays."""
    text = single(text)
    head, comma, rest = text.partition(",")
    key = _key(head)
    known = _SUCCESSORS.get(key) or _DESCRIPTIONS.get(key)
    if known:
        return (known.replace("'", "’") if "’" in head else known) + comma + rest
    first = regex.match(r"\p{Ll}+(?=[\s,]|$)", text)
    return text[0].upper() + text[1:] if first else text


def _key(head: str) -> str:
    return single(head).lower().replace("’", "'")


# --- links, notes, law --------------------------------------------------------------------------------------------

_ORIGINAL = pattern(
    r"\(?\s*(?i:original(?:ly)?(?:\s+work)?\s+published)\s*(?:in\s+|,\s*)?((?:\s*+\S)*?)\s*+\)?\.?", regex.DOTALL
)


def original(text: str) -> str:
    """The note on an earlier publication: "(Original work published 1900)"."""
    match = _ORIGINAL.fullmatch(single(text))
    return f"(Original work published {match[1]})" if match and match[1] else single(text)


_LAW = (
    (pattern(r"(?<=\S )(?:vs?|versus)\b\.?+(?= \p{Lu})"), "v."),
    (pattern(r"\b[Ss]ec\.\s*(?=\d)|§(?=\d)"), "§ "),
    (pattern(r"\b(?:Public Law|P\.\s?L\.|Pub\. Law)\s+(?:No\.?\s*)?(?=\d+[-–])"), "Pub. L. No. "),
)


def law(text: str) -> str:
    """A legal reference with "v.", "§" and "Pub. L. No." as the Bluebook has them."""
    text = single(text)
    for shape, form in _LAW:
        text = shape.sub(form, text)
    return text
