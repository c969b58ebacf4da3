"""A `Reference` → the entry as APA 7 writes it: values taken from the parts, separators from the style.

What stands between the parts is not looked at, with one exception: beside a stretch that no element explains, and in an
element with words that its parts do not cover, everything stays as typed. So nothing that an entry says is lost.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from apacheck.patterns import pattern
from apacheck.reference import apa, forms, values
from apacheck.reference.apa import Run, Sentence, Style
from apacheck.reference.model import (
    Authors,
    Container,
    Date,
    Law,
    Link,
    Note,
    Part,
    Periodical,
    Publisher,
    Reference,
    Separator,
    Title,
    Unparsed,
)


def format(reference: Reference, style: Style = "plain") -> str:  # noqa: A001 - the method's name
    """Write the entry in APA 7; `style` says how italics are shown."""
    return apa.write(_sentences(reference), style)


def _sentences(reference: Reference) -> Iterator[Sentence]:
    """A sentence for each element, in the order in which they stand."""
    elements = [element for element in reference.elements if not isinstance(element, Separator)]
    for element, following in pairwise([*elements, None]):
        assert element is not None
        gap = reference.whole[element.end : following.start if following else reference.end]
        if element is elements[0] and isinstance(element, Unparsed) and element.start > reference.start:
            yield Sentence([], after=reference.whole[reference.start : element.start])
        sentence = _sentence(element, reference)
        if isinstance(element, Unparsed) or isinstance(following, Unparsed):
            sentence.after = gap
        elif isinstance(element, Law) and isinstance(following, Link):
            sentence.stop = gap.strip()[:1]  # the period before a link is free after a law, and a treaty has a comma
        yield sentence


def _sentence(element: Part, reference: Reference) -> Sentence:
    match element:
        case Authors():
            return authors(element)
        case Date():
            return apa.date(values.date(element))
        case Title():
            return title(element, italic=reference.periodical is None and reference.container is None)
        case Periodical():
            return periodical(element)
        case Container():
            return container(element)
        case Publisher():
            return publisher(element)
        case Link():
            return link(element)
        case Note(kind="original"):
            return apa.note(forms.original(element.text))
        case Note():
            return apa.note(forms.single(element.text))
        case Law():
            return law(element)
        case Unparsed():
            return Sentence([Run(element.text)])
        case _:
            return _as_typed(element)


def _as_typed(part: Part) -> Sentence:
    return Sentence([Run(forms.single(part.text))])


# --- authors and title --------------------------------------------------------------------------------------------


def authors(part: Authors) -> Sentence:
    """Write the names before the date."""
    if not values.names_covered(part):
        return _as_typed(part)
    return apa.authors(
        [values.inverted(name) for name in part.names],
        role=values.shared_role(part),
        groups=not any(name.is_person for name in part.names),
        ellipsis=part.ellipsis.text.strip(" ,") if part.ellipsis else "",
        rest=values.et_al(part),
    )


def title(part: Title, *, italic: bool) -> Sentence:
    """Write a title with what follows it."""
    if not values.title_covered(part):
        return _as_typed(part)
    return apa.title(values.main_title(part), values.additions(part), italic=italic)


# --- source -------------------------------------------------------------------------------------------------------

_ADVANCE = pattern(r"advance(?:d)? online publication", regex.IGNORECASE)


def periodical(part: Periodical) -> Sentence:
    """Write a periodical with volume, issue, and pages or article number."""
    if not values.covered(part, *part.parts()):
        return _as_typed(part)
    locators = {}
    if part.pages:
        locators[part.pages.start] = values.pages(part.pages, label=False)
    if part.article:
        number = forms.single(part.article.number.text)
        locators[part.article.start] = forms.article(number, labelled=part.article.label is not None)
    status = forms.single(part.status.text).rstrip(".") if part.status else ""
    return apa.periodical(
        forms.single(part.title.text),
        volume=values.number(part.volume),
        issue=values.number(part.issue),
        locator=", ".join(text for _, text in sorted(locators.items())),
        status="Advance online publication" if _ADVANCE.fullmatch(status) else status,
    )


def container(part: Container) -> Sentence:
    """Write what a chapter, an entry, an episode or a song is part of."""
    editors = part.editors
    understood = values.covered(part, *part.parts()) and values.title_covered(part.title)
    if not understood or (editors and not values.names_covered(editors)):
        return _as_typed(part)
    names = values.inline_names(editors) if editors else ""
    if editors and editors.role:
        names += f" {values.shared_role(editors)}"
    intro = "On" if part.intro and part.intro.text.strip(" :,").lower() == "on" else "In"
    return apa.container(values.main_title(part.title), values.additions(part.title), editors=names, intro=intro)


def publisher(part: Publisher) -> Sentence:
    """Write publishers, companies, a site, a conference; a place stays where it is."""
    gaps = {part.whole[name.end : after.start].strip() for name, after in pairwise(part.names)}
    if part.place or not gaps <= {";"} or not values.covered(part, *part.names):
        return _as_typed(part)
    return apa.publisher(forms.single(name.text) for name in part.names)


# --- links and law ------------------------------------------------------------------------------------------------

_RESOLVER = pattern(r"(?:https?:/{0,2}|(?:dx\.|www\.)?doi\.org/?|doi\b|[\s:/])*+", regex.IGNORECASE)
_LABEL_WORDS = pattern(
    r"""\b(?: dx | doi | https? | org | urn | ur[il] | link | website | web | site | address | online
            | retrieved | accessed | available | viewed | at | on | from | via )\b""",
    regex.IGNORECASE | regex.VERBOSE,
)


def link(part: Link) -> Sentence:
    """Write a DOI or URL without labels that APA has given up; "Retrieved July 3, 2019, from" stays."""
    address = forms.single(part.address.text)
    doi = part.doi
    if doi and _RESOLVER.fullmatch(part.whole, min(part.address.start, doi.start), doi.start):
        rest = part.whole[doi.end : part.address.end]
        if not values.SAYS_SOMETHING.search(rest):
            address = f"https://doi.org/{doi.text}"
    if part.label is None:
        return apa.link(address)
    if part.site or not values.covered(part.label, part.retrieved, besides=_LABEL_WORDS):
        return apa.link(f"{forms.single(part.label.text)} {address}")
    return apa.link(address, retrieved=values.retrieval_date(part.retrieved) if part.retrieved else "")


def law(part: Law) -> Sentence:
    """Write a legal reference in its own form; the title of a hearing is italic."""
    name = part.name.text if part.name and part.kind == "hearing" and part.name.start == part.start else ""
    return apa.law(forms.law(part.text), name=forms.law(name))
