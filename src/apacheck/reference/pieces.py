"""A list of names → its pieces: cut at commas, semicolons, conjunctions and the ellipsis, with what stands at each cut."""

from typing import NamedTuple

import regex

from apacheck.patterns import pattern

#: One or more initials, in any of the forms that people type: "J. A.", "J.-P.", "J A", "L. M. de".
INITIALS = pattern(
    r"(?:\p{Lu}\p{Ll}?\p{M}*+\.|\p{Lu}\p{M}*+(?=$|[\s\d*†‡-]))(?:[\s\u2010-]*+(?:(?:d[aeo]|dos|del|la|van|von|e|y)\s)?(?:\p{L}\p{Ll}?\p{M}*+\.|\p{Lu}\p{M}*+(?=$|[\s\d*†‡-])))*+(?:\s\.)?+"
    r"(?:\s(?:de|dos|da|das|do|del|di|du|la|le|van|von|der|den|ten|ter|zu)(?=\s|$)){0,3}+(?P<mark>[\d*†‡]*+)"
)

_CUT = pattern(
    r"""
      (?:(?<!\s)\s++)?+
      (?: (?:,\s*+)?(?P<dots>(?:\.\s){2,3}\.|\.{3,}|…)\s*,?\s*(?:&\s*)?
        | (?:,\s*+)?(?P<andother>(?:,\s*+)?&(?:amp;)?(?=\s*\.,)|(?:,\s*+)?&(?:amp;)?|\band(?=,)|\b(?:and|und|et|y|e)\b(?=\s+(?:\p{Lu}|(?:de|van|von|der|den|du|la|le|da|di|del|dos|ten|ter|el|al|bin)\s)))\s*\.?,?\s*
        | [,;]\s*
      )
    | (?<=\p{Lu}\.)\s*/\s*(?=\p{Lu})
    """,
    regex.VERBOSE,
)


_RUN_ON = pattern(r"(?P<given>(?:\p{Lu}\.[ -]?)++)(?<= )(?P<family>\p{Lu}[\p{L}’'-]++(?:[ -]\p{Lu}[\p{L}’'-]++)?)")


class Piece(NamedTuple):
    """A piece of the list between two cuts; `cut` is where the separator after it ends."""

    start: int
    end: int
    cut: int
    dots: tuple[int, int] | None
    conjunction: tuple[int, int] | None


def cut(whole: str, start: int, end: int) -> list[Piece]:
    """Cut the list at separators that are not inside parentheses or brackets."""
    pieces: list[Piece] = []
    begin = start
    hidden = _enclosed(whole, start, end)
    for match in _CUT.finditer(whole, start, end):
        low, high = match.span()
        if low <= begin and low == start:
            continue
        if any(a < high and low < b for a, b in hidden):
            continue
        if match["andother"] in {"y", "e"} and _is_double(whole, begin, low, pieces):
            continue
        dots = match.span("dots") if match["dots"] is not None else None
        conjunction = None
        if match["andother"] is not None:
            a, b = match.span("andother")
            while whole[a] in ", ":
                a += 1
            conjunction = (a, b)
        elif dots is not None and "&" in match[0]:
            a = whole.index("&", low)
            conjunction = (a, a + 1)
        pieces.append(Piece(begin, low, high, dots, conjunction))
        begin = high
    pieces.append(Piece(begin, end, end, None, None))
    return pieces


def _is_double(whole: str, begin: int, end: int, pieces: list[Piece]) -> bool:
    """Whether the word before "y" begins a double surname ("Ortega y Gasset, J.") rather than ends a name."""
    return whole[begin:end].isalpha() and (not pieces or whole[pieces[-1].end - 1] == ".")


def part(whole: str, pieces: list[Piece]) -> list[Piece]:
    """Part "J. Jones" in "Smith, J. Jones, B.": the comma between two authors is lost there."""
    parted: list[Piece] = []
    for index, piece in enumerate(pieces):
        match = _RUN_ON.fullmatch(whole, piece.start, piece.end) if 0 < index < len(pieces) - 1 else None
        following = pieces[index + 1] if match is not None else piece
        if (
            match is not None
            and piece.conjunction is None
            and pieces[index - 1].conjunction is None
            and INITIALS.fullmatch(whole, following.start, following.end)
            and not INITIALS.fullmatch(whole, pieces[index - 1].start, pieces[index - 1].end)
        ):
            given_end = match.start("given") + len(match["given"].rstrip())
            parted += (
                Piece(piece.start, given_end, match.start("family"), None, None),
                piece._replace(start=match.start("family")),
            )
        else:
            parted.append(piece)
    return parted


def _enclosed(whole: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    if "(" in whole[start:end] or "[" in whole[start:end]:
        depth, opened = 0, start
        for offset in range(start, end):
            if whole[offset] in "([":
                if depth == 0:
                    opened = offset
                depth += 1
            elif whole[offset] in ")]" and depth:
                depth -= 1
                if depth == 0:
                    spans.append((opened, offset + 1))
    return spans
