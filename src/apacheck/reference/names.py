"""Lists of names: "Smith, J. A., & Jones, B." before the date, "J. A. Smith & B. Jones" after "In".

The list is cut at commas, semicolons and conjunctions; then the pieces are put together as people write names:
surname and initials (with or without the comma), initials and surname, given names in full, groups.
"""

from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Editors, Joint, Name, Names, Part, Role
from apacheck.reference.pieces import INITIALS, Piece, cut, part
from apacheck.reference.right_names import are_joined_right, read_right

#: Words that only groups have in their names.
GROUP_WORDS = frozenset(
    """
    academy administration agency alliance archive archives army association authority bank board bureau center centers
    centre centres city coalition college collaboration collective commission committee commonwealth community company
    confederation conference congress consortium corporation council court department directorate division embassy
    faculty federation force forum foundation fund government group groups health hospital house inc initiative
    institute institution institutes international laboratory laboratories league library ltd members ministry museum
    national network news office organisation organization panel parliament party police press program programme
    project publications research school schools secretariat senate service services society statistics staff studies
    survey team trust union united universidad universidade università université universitat universität university
    """.split()  # noqa: SIM905
)

#: Names kept whole that look like a surname and an initial.
STAGE_NAMES = frozenset({"Cardi B", "Heavy D", "Kenny G", "Malcolm X", "Mel B", "Mel C", "Plan B", "Sheila E"})

_ET_AL = pattern(r"(?:,\s*+|(?<!\s)\s++)?+\bet\s+al\b\.?(?=\s*+(?:,\s*+)?$)")
_CLUSTER = pattern(r"\p{Lu}{2,3}(?P<mark>[\d*†‡]*+)")
_LOWER_INITIALS = pattern(r"\p{Ll}\.(?:[\s-]*+\p{Ll}\.)*+")
_SUFFIX = pattern(r"(?:Jr|Sr|jr|sr)\.?|II|III|IV|2nd|3rd")
_SURNAME = pattern(r"(?:[\p{L}\p{M}\p{Sk}’'?\uFFFD.\u2010–-]++(?:\s++|$)){1,5}+")
_GIVEN = pattern(
    r"(?:(?:\p{Lu}\.\s?)++(?=\p{Lu}\p{Ll}))?\p{Lu}[\p{L}’'-]++\.?(?:[\s-]++(?:\p{Lu}[\p{L}’'-]*+\.?|(?:de|la|van|von|der|den|du|da|dos|bin|del)\b)){0,3}+"
)
_SURNAME_INITIALS = pattern(
    r"(?P<family>(?:(?:de|van|von|der|den|du|la|le|da|di|del|dos|ten|ter|el|al)\s+)*\p{Lu}[\p{L}\p{M}’'-]++(?:[\s-]\p{Lu}[\p{L}’'-]+){0,2}?)\s+"
    r"(?P<given>\p{Lu}\.?(?:[\s-]?\p{Lu}\.?){0,3}+)(?P<mark>[\d*†‡]*+)"
)
_INITIALS_SURNAME = pattern(
    r"(?P<given>(?:\p{Lu}\p{Ll}?\.[\s-]*+(?:\p{Ll}\.\s*+)?){1,12}|\p{Lu}\s)\s*+(?P<family>[\p{L}\p{M}][\p{L}\p{M}’'. \u2010-]*+)"
)
_GIVEN_SURNAME = pattern(
    r"(?P<given>\p{Lu}\p{Ll}++(?:-\p{Lu}?\p{Ll}++)?(?:\s(?:\p{Lu}\.\s?)+|\s\p{Lu}\p{Ll}++(?=\s))?)\s+"
    r"(?P<family>(?:(?:de|van|von|der|den|du|la|le|da|di|del|dos|ten|ter)\s+)*\p{Lu}[\p{L}’'-]++)"
)
_ROLE_WORDS = (
    r"Eds?\.?|eds?\.?|Editors?|editors?|Hrsg\.?|Hg\.?|Trans\.?|Dirs?\.?|PIs?|(?:Guest\s|Executive\s|Principal\s|Series\s|Game\s|Co-)?"
    r"(?:Director|Writer|Host|Producer|Chair|Editor|Expert|Investigator|Narrator|Illustrator|Translator|Composer|Artist|Photographer|"
    r"Developer|Programmer|Conductor|Performer|Creator|Showrunner|Author|Curator|Interviewer|Interviewee|Moderator|Presenter|Speaker)s?|Narr\.?|Illus\.?|Comp\.?|Comps\.?"
)
ROLE = pattern(rf"(?i)\(\s*(?:{_ROLE_WORDS})(?:\s*(?:&|and|,)\s*(?:{_ROLE_WORDS}))*\s*\)")
_WITH = pattern(r"\(with\s[^()]+\)")
_HANDLE = pattern(r"[\[(]@?[^\[\]()]{1,60}[\])]")


def read_authors(whole: str, start: int, end: int) -> Authors:
    """Read `whole[start:end]` (without the period that closes it) as an author element. Anything fits: at worst a group."""
    role, stop = _closing_role(whole, start, end)
    et_al, stop = _et_al(whole, start, stop)
    right = read_right(whole, start, stop, inverted=True) if start < stop else None
    if right is not None:
        names, joints, ellipsis = *right, None
    else:
        names, joints, ellipsis = _read(whole, start, stop, inverted=True)
    if role is not None and names and names[-1].role is None and any(name.role for name in names):
        names[-1].role, names[-1].end, role = role, role.end, None  # each name has a role of its own
    authors = Authors(whole, start, end, names=names, joints=joints, role=role, ellipsis=ellipsis, et_al=et_al)
    authors.right = right is not None and role is None and et_al is None and are_joined_right(joints)
    return authors


def read_editors(whole: str, start: int, end: int, role: Role | None) -> Editors:
    """Read the names after "In", which are not inverted when right. `role` stands after them, within `end`."""
    stop = role.start if role is not None else end
    while stop > start and whole[stop - 1] in " \t,":
        stop -= 1
    et_al, stop = _et_al(whole, start, stop)
    names, joints, ellipsis = _read(whole, start, stop, inverted=False)
    return Editors(whole, start, end, names=names, joints=joints, role=role, ellipsis=ellipsis, et_al=et_al)


def read_inline(whole: str, start: int, end: int) -> Names:
    """Read names written initials first: translators, interviewers, authors of a reviewed work."""
    names, joints, ellipsis = _read(whole, start, end, inverted=False)
    return Names(whole, start, end, names=names, joints=joints, ellipsis=ellipsis)


def _closing_role(whole: str, start: int, end: int) -> tuple[Role | None, int]:
    if end == start or whole[end - 1] != ")":
        return None, end
    opening = whole.rfind("(", start, end)
    if opening < 0 or not ROLE.fullmatch(whole, opening, end):
        return None, end
    stop = opening
    while stop > start and whole[stop - 1] in " \t,":
        stop -= 1
    return make_role(whole, opening, end), stop


def make_role(whole: str, start: int, end: int) -> Role:
    """The role in the parentheses `whole[start:end]`."""
    low, high = start + 1, end - 1
    while low < high and whole[low] == " ":
        low += 1
    while high > low and whole[high - 1] == " ":
        high -= 1
    return Role(whole, start, end, label=Part(whole, low, high))


def _et_al(whole: str, start: int, end: int) -> tuple[Part | None, int]:
    if "al" not in whole[max(start, end - 8) : end]:
        return None, end
    match = _ET_AL.search(whole, start, end)
    if match is None:
        return None, end
    return Part(whole, match.start(), match.end()), match.start()


def _read(whole: str, start: int, end: int, *, inverted: bool) -> tuple[list[Name], list[Joint], Part | None]:
    if start >= end:
        return [], [], None
    read = None if inverted else read_right(whole, start, end, inverted=False)  # inverted lists were tried before
    if read is not None:
        return *read, None
    pieces = cut(whole, start, end)
    if inverted and len(pieces) > 2:
        pieces = part(whole, pieces)
    trimmed = [_extras(whole, piece.start, piece.end) for piece in pieces]
    people = sum(_given_kind(whole, *extra[:2]) in {"initials", "cluster", "lower"} for extra in trimmed)
    names: list[Name] = []
    ends: list[Piece] = []
    ellipsis: Part | None = None
    index = 0
    if people == 0 and inverted and _has_group_word(whole[start:end]):
        for piece, (low, high, extras) in zip(pieces, trimmed, strict=True):
            group = Name(whole, low, high, literal=Part(whole, low, high))
            _attach(group, extras)
            names.append(group)
            ends.append(piece)
        index = len(pieces)
    while index < len(pieces):
        name, used = _name(whole, pieces, trimmed, index, people, inverted=inverted)
        last = pieces[index + used - 1]
        names.append(name)
        ends.append(last)
        if last.dots is not None:
            ellipsis = Part(whole, *last.dots)
        index += used
    names, ends = _merge_groups(whole, names, ends)
    joints = []
    for left, right, piece in zip(names, names[1:], ends, strict=False):
        conjunction = Part(whole, *piece.conjunction) if piece.conjunction else None
        joints.append(Joint(whole, left.end, right.start, conjunction))
    return names, joints, ellipsis


def _extras(whole: str, start: int, end: int) -> tuple[int, int, list[Part]]:
    """The piece without the handle, role and "(with …)" that follow the name, and those."""
    extras: list[Part] = []
    while end > start and whole[end - 1] in ")]":
        opening = max(whole.rfind("(", start, end), whole.rfind("[", start, end))
        if opening <= start:
            break
        if ROLE.fullmatch(whole, opening, end):
            extras.append(make_role(whole, opening, end))
        elif _WITH.fullmatch(whole, opening, end) or whole[opening] == "[" or whole[opening + 1] == "@":
            extras.append(Part(whole, opening, end))
        else:
            break
        end = opening
        while end > start and whole[end - 1] == " ":
            end -= 1
    return start, end, extras[::-1]


def _given_kind(whole: str, start: int, end: int) -> str:
    """What a piece after a surname is: "initials", "cluster" (JA), "lower" (j. a.), "given" (Angela Lee), or ""."""
    if start >= end:
        return ""
    if end - start > 2 and whole[start : start + 3].isalpha() and whole[start + 1].islower():
        # "Smith": no initials of any kind
        named = end - start <= 60 and _GIVEN.fullmatch(whole, start, end) and not _has_group_word(whole[start:end])
        return "given" if named else ""
    if INITIALS.fullmatch(whole, start, end):
        return "initials"
    if end - start > 60:
        return ""
    if _CLUSTER.fullmatch(whole, start, end):
        return "cluster"
    if _LOWER_INITIALS.fullmatch(whole, start, end):
        return "lower"
    if _GIVEN.fullmatch(whole, start, end) and not _has_group_word(whole[start:end]):
        return "given"
    return ""


def _has_group_word(text: str) -> bool:
    return any(word.lower().strip(".,’'") in GROUP_WORDS for word in text.split())


def _name(
    whole: str,
    pieces: list[Piece],
    trimmed: list[tuple[int, int, list[Part]]],
    index: int,
    people: int,
    *,
    inverted: bool,
) -> tuple[Name, int]:
    """The name that begins with piece `index`, and how many pieces it takes."""
    start, end, extras = trimmed[index]
    following = (
        trimmed[index + 1]
        if index + 1 < len(pieces) and pieces[index].dots is None and pieces[index].conjunction is None
        else None
    )
    semicolon = ";" in whole[pieces[index].end : pieces[index].cut]
    if following is not None and not semicolon and not extras and _is_surname(whole, start, end):
        kind = _given_kind(whole, following[0], following[1])
        suffix: Part | None = None
        used = 2
        if _SUFFIX.fullmatch(whole, following[0], following[1]) and index + 2 < len(pieces):
            third = trimmed[index + 2]
            if _given_kind(whole, third[0], third[1]) in {"initials", "cluster"}:
                suffix = Part(whole, following[0], following[1])
                following, used = third, 3
                kind = "initials"
        if kind in {"initials", "lower"} or (kind == "cluster" and (people > 1 or not whole[start:end].isupper())):
            return _person(whole, pieces, trimmed, index, used, start, end, following, suffix)
        later = trimmed[index + 2] if index + 2 < len(pieces) and pieces[index + 1].conjunction is None else None
        if (
            kind == "given"
            and not (people and later is not None and _given_kind(whole, later[0], later[1]) == "initials")
            and whole[start + 1 : start + 2] != "."
            and not _SURNAME_INITIALS.fullmatch(whole, start, end)
            and not _has_group_word(whole[start:end])
            and _reads_as_given(whole, start, end, following, people)
        ):
            return _person(whole, pieces, trimmed, index, used, start, end, following, suffix)
    return _single(whole, start, end, extras, inverted=inverted), 1


def _reads_as_given(whole: str, start: int, end: int, following: tuple[int, int, list[Part]], people: int) -> bool:
    """Whether "Surname, Given" rather than two names or the parts of a group stand there."""
    words = whole[start:end].split()
    return (
        len(words) <= 3
        and (people == 0 or " " in whole[following[0] : following[1]] or len(words) == 1)
        and " of " not in whole[start:end]
    )


def _is_surname(whole: str, start: int, end: int) -> bool:
    return (
        0 < end - start <= 60 and _SURNAME.fullmatch(whole, start, end) is not None and not whole[start:end].isdigit()
    )


def _person(
    whole: str,
    pieces: list[Piece],
    trimmed: list[tuple[int, int, list[Part]]],
    index: int,
    used: int,
    start: int,
    end: int,
    following: tuple[int, int, list[Part]],
    suffix: Part | None,
) -> tuple[Name, int]:
    family = Part(whole, start, end)
    given = Part(whole, following[0], following[1])
    extras = following[2]
    stop = following[1]
    after = index + used
    if suffix is None and not extras and after < len(pieces) and pieces[after - 1].conjunction is None:
        low, high, more = trimmed[after]
        if _SUFFIX.fullmatch(whole, low, high) and (
            high - low > 2 or after + 1 >= len(pieces) or whole[low:high] == "II"
        ):
            suffix, stop, extras, used = Part(whole, low, high), high, more, used + 1
    words = whole[given.start : given.end].rsplit(" ", 1)
    if suffix is None and len(words) == 2 and words[1] in {"Jr.", "Sr.", "Jr", "Sr", "III"}:
        suffix = Part(whole, given.end - len(words[1]), given.end)
        given = Part(whole, given.start, suffix.start - 1)
    name = Name(whole, start, stop, family=family, given=given, suffix=suffix)
    _attach(name, extras)
    return name, used


def _attach(name: Name, extras: list[Part]) -> None:
    for extra in extras:
        if isinstance(extra, Role):
            name.role = extra
        elif extra.text.startswith("(with"):
            name.contributor = extra
        else:
            name.handle = extra
        name.end = max(name.end, extra.end)


def _single(whole: str, start: int, end: int, extras: list[Part], *, inverted: bool) -> Name:
    """A name within one piece: "Urdan T.", "B. Jones", a mononym, a group."""
    name = Name(whole, start, end)
    match = None
    if end - start <= 80 and not _has_group_word(whole[start:end]):
        text_end = end
        if not inverted:
            match = _INITIALS_SURNAME.fullmatch(whole, start, text_end) or _GIVEN_SURNAME.fullmatch(
                whole, start, text_end
            )
            name.inverted = False
        else:
            match = _SURNAME_INITIALS.fullmatch(whole, start, text_end)
            if match is not None and match[0].rstrip(".") in STAGE_NAMES:
                match = None
            if match is None:
                match = _INITIALS_SURNAME.fullmatch(whole, start, text_end)
                name.inverted = match is None
    if match is not None:
        name.family = Part(whole, *match.span("family"))
        name.given = Part(whole, match.start("given"), match.start("given") + len(match["given"].rstrip()))
    else:
        name.literal = Part(whole, start, end)
        name.inverted = inverted
    _attach(name, extras)
    return name


def _merge_groups(whole: str, names: list[Name], ends: list[Piece]) -> tuple[list[Name], list[Piece]]:
    """Put a group's name together again where a comma or "and" inside it had cut it."""
    if len(names) < 2 or all(name.is_person for name in names):
        return names, ends
    merged: list[Name] = [names[0]]
    stops: list[Piece] = [ends[0]]
    for name, piece in zip(names[1:], ends[1:], strict=True):
        previous, cut = merged[-1], stops[-1]
        comma = cut.conjunction is None and cut.dots is None and ";" not in whole[cut.end : cut.cut]
        joined = cut.conjunction is not None and (
            whole[cut.conjunction[0] : cut.conjunction[1]] != "&" or _is_short(whole, previous, name)
        )
        plain = not (previous.is_person or name.is_person or previous.handle or previous.role)
        if plain and (joined or (comma and not _closes_group_list(whole, ends))):
            previous.end = name.end
            previous.literal = Part(whole, previous.start, name.literal.end if name.literal else name.end)
            previous.handle, previous.role = name.handle, name.role
            stops[-1] = piece
        else:
            merged.append(name)
            stops.append(piece)
    return merged, stops


def _is_short(whole: str, left: Name, right: Name) -> bool:
    """Whether an ampersand joins the halves of one name ("Ernst & Young") rather than two groups."""
    return len(left.text.split()) <= 2 and len(right.text.split()) <= 2 and "," not in whole[left.end : right.start]


def _closes_group_list(whole: str, ends: list[Piece]) -> bool:
    """Whether the list of groups ends in ", & Group": then its commas part groups."""
    return any(
        end.conjunction is not None and "," in whole[end.end : end.conjunction[0]] and whole[end.conjunction[0]] == "&"
        for end in ends
    )
