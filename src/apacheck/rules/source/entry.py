"""An entry → what several rules of this family ask of it: what names its source and what describes it."""

from apacheck.reference.model import Bracket, Container, Part, Publisher, Reference


def descriptions(reference: Reference) -> list[Bracket]:
    """The bracketed descriptions of the work and of the larger work it is in, without translated titles."""
    container = reference.container
    titles = (reference.title, container.title if container is not None else None)
    return [bracket for title in titles if title is not None for bracket in title.brackets if not bracket.translation]


def source(reference: Reference) -> Part | None:
    """What names the source: a publisher or site, or a periodical without volume and pages, whichever it was read as."""
    if reference.publisher is not None:
        return reference.publisher
    periodical = reference.periodical
    if (
        periodical is None
        or periodical.volume is not None
        or periodical.issue is not None
        or periodical.pages is not None
    ):
        return None
    return periodical


def body_end(reference: Reference) -> int:
    """Where the words of the entry end: before the first link or note, and before the punctuation that closes them."""
    end = min((part.start for part in (*reference.links, *reference.notes)), default=len(reference.whole))
    return len(reference.whole[:end].rstrip(" .,;\t"))


def with_space(publisher: Publisher, reference: Reference) -> tuple[int, int]:
    """The publisher with its period and with one of the spaces around it: what goes when it is left out."""
    whole = reference.whole
    start, end = publisher.start, publisher.end
    if whole[end : end + 1] == ".":
        end += 1
    if end < len(whole) and whole[end] == " ":
        return start, end + 1
    return len(whole[:start].rstrip(" ")), end


def container_name(container: Container | None) -> str:
    """The title of the larger work, or nothing."""
    main = container.title.main if container is not None else None
    return main.text if main is not None else ""
