"""Tokens → the places where a sentence of the entry ends, and the end of a stretch without its closing marks."""

from apacheck.tokens import Token


def stops(text: str, tokens: list[Token], start: int, end: int) -> list[tuple[int, int, str]]:
    """Places in `text[start:end]` where a sentence ends: (end of the sentence, start of the next, kind)."""
    found: list[tuple[int, int, str]] = []
    for token in tokens:
        if token.kind not in {"stop", "weak", "glued"} or token.start <= start or token.end >= end:
            continue
        mark = text[token.start : token.end]
        keeps = 0
        for index, char in enumerate(mark):
            if char in "?!" or (char in "\"”’'»" and index):
                keeps = index + 1
        following = token.end
        while following < end and text[following].isspace():
            following += 1
        found.append((token.start + keeps, following, token.kind if "?" not in mark and "!" not in mark else "asked"))
    for token in tokens:  # "[Video] YouTube": a bracket ends a title even where the period is missing
        if (
            token.kind == "bracket"
            and start < token.start
            and token.end + 1 < end
            and text[token.end] == " "
            and text[token.end + 1].isupper()
        ):
            found.append((token.end, token.end + 1, "bracket"))  # noqa: PERF401 - the reason above reads better in a loop
    found.sort()
    return found


def close(text: str, start: int, end: int) -> int:
    """The end without the final period, commas and spaces; a period that an abbreviation owns stays."""
    while end > start and text[end - 1] in " ,;:\t":
        end -= 1
    if end > start and text[end - 1] == "." and not text[start:end].endswith(("...", ". . .")):
        end -= 1
        while end > start and text[end - 1] in " .":
            end -= 1
    return end


def capital(text: str, offset: int) -> bool:
    """Whether a capital or a digit stands at `offset`."""
    return offset < len(text) and (text[offset].isupper() or text[offset].isdigit())
