"""Tests and scales → marks about the capitals of their names (SRC098)."""

from collections.abc import Iterator

import regex

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

_WORD = pattern(r"\p{L}[\p{L}’'-]*")
_NOUN = pattern(
    r"\b(?:scales?|inventor(?:y|ies)|questionnaire|test|index|survey|schedule|checklist|battery|interview|profile|measure|screen"
    r"|examination|assessment|form)\b",
    regex.IGNORECASE,
)
_ABBREVIATION = pattern(r"\((?P<abbreviation>\p{Lu}[\p{Lu}\d–-]{1,9}[\p{Lu}\d])(?:,[^()]{2,20})?\)")
_RECORD = pattern(
    r"(?:database record|(?:measurement )?instrument|measure|test|scale|assessment instrument|psychological test)",
    regex.IGNORECASE,
)
_HOSTS = frozenset({"PsycTESTS", "ETS TestLink", "APA PsycTests", "APA PsycTESTS"})
_SMALL = frozenset("a an the and but for nor or so yet as at by in of off on per to up via with from".split())  # noqa: SIM905
_MINOR_LENGTH = 3
#: What may follow the noun of a name; "survey system" is no survey.
_AFTER_NOUN = frozenset(
    {"", "for", "of", "in", "on", "to", "with", "i", "ii", "iii", "iv", "v", "revised", "version", "short", "brief"}
)


class TestNameLowercased(Rule[Reference]):
    """The name of a test, scale or inventory is in sentence case.

    Such names are proper nouns and keep their capitals in the list as well: "Acculturative Stress Inventory (ASI)".

    The rule knows a name by its abbreviation, whose letters are its words' initials, or by a description such as "[Database
    record]". "A depression scale for adults" is no name.
    """

    code = "SRC098"
    section = "10.11, 6.18"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” belongs to the name of a test; APA keeps the capitals of such names: “{right}”."
    VALID = (
        "Cardoza, D., Morris, J. K., Myers, H. F., & Rodriguez, N. (2000). *Acculturative Stress Inventory (ASI)* (TC022704) [Database "
        "record]. ETS TestLink.",
        "Lund, T. (2015). *A depression scale for adults*. Pearson.",
        "Bush, K. (2011). Development of a short alcohol screening test (SAST). *Addiction*, *106*(2), 112–125.",
    )
    INVALID = (
        "Cardoza, D., Morris, J. K., Myers, H. F., & Rodriguez, N. (2000). *Acculturative {~~stress inventory~>Stress Inventory~~} "
        "(ASI)* [Database record]. ETS TestLink.",
        "Tellegen, A., & Lund, T. (2011). *Childhood {~~anxiety questionnaire~>Anxiety Questionnaire~~} (CAQ): Technical manual*. Pearson.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Find the end of the name, then its words without capitals."""
        title = part.title
        if title is None or title.main is None or part.periodical is not None or part.container is not None:
            return
        name = title.text
        if _NOUN.search(name) is None:
            return
        bracketed = any(_RECORD.fullmatch(bracket.description.text.strip()) for bracket in title.brackets)
        hosted = part.publisher is not None and any(name.text.strip() in _HOSTS for name in part.publisher.names)
        match = _ABBREVIATION.search(name)
        if match is not None:
            end = match.start()
            sure = _spells(name[:end], match["abbreviation"])
        else:
            end = len(title.main.text)
            sure = False
        if not (sure or bracketed or hosted):
            return
        colon = name.find(":", 0, end)
        end = end if colon < 0 else colon
        words = list(_WORD.finditer(name, 0, end))
        nouns = [word for word in words if _NOUN.fullmatch(word[0])]
        if not nouns or words[0][0].lower() in {"a", "an"} or not name[:1].isupper():
            return
        follow = next((word[0].lower() for word in words if word.start() >= nouns[-1].end()), "")
        if follow not in _AFTER_NOUN:
            return
        # What follows the noun ("for children") may be a description; a name's abbreviation shows that it is not.
        low = [
            word
            for word in words[1:]
            if word[0][0].islower()
            and (word[0] not in _SMALL or len(word[0]) > _MINOR_LENGTH)
            and (sure or word.end() <= nouns[-1].end())
        ]
        if not low:
            return
        first, last = low[0].start(), low[-1].end()
        edits = [(title.start + w.start(), title.start + w.start() + 1, w[0][0].upper()) for w in low]
        starts = {w.start() for w in low}
        right = "".join(
            character.upper() if first + index in starts else character
            for index, character in enumerate(name[first:last])
        )
        yield self.mark((title.start + first, title.start + last), *edits, found=name[first:last], right=right)


def _spells(name: str, abbreviation: str) -> bool:
    """Whether the abbreviation begins with the initials of the name's words, small words left out or not."""
    letters = "".join(character for character in abbreviation if character.isalpha()).lower()
    words = [word[0].lower() for word in _WORD.finditer(name.replace("-", " "))]
    full = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in _SMALL)
    return any(len(initials) > 1 and letters.startswith(initials) for initials in (full, short))
