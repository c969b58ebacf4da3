"""Publishers and sites → marks where they repeat the author (SRC001)."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, UNSAFE, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule
from apacheck.rules.source.entry import with_space

#: Works whose publisher is left out like a book's. Films, music, art and posts name their source in any case.
_READ = pattern(
    r"data ?sets?|computer software|software|mobile app|fact sheet|brochure|press release|policy brief|issue brief|white paper"
    r"|report|infographic|database record|webinar|annual report|code book|pamphlet|leaflet|toolkit",
    regex.IGNORECASE,
)
_PERIODICAL = pattern(
    r"""\b(?: times | post | herald | tribune | gazette | guardian | daily | globe | telegraph | independent | observer | sun
            | star | journal | magazine | review | weekly | newspaper | quarterly | bulletin | letters )\b
      | ^(?:the\ )?(?: economist | atlantic | new\ yorker | nation | onion | time | newsweek | forbes | wired | nature | science
            | lancet | bmj | national\ geographic | spectator | new\ statesman | new\ scientist | vogue | esquire | fortune
            | conversation )$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_PLATFORMS = frozenset(
    "facebook twitter x youtube instagram tiktok linkedin reddit vimeo tumblr pinterest snapchat github medium spotify".split()  # noqa: SIM905
)
_ABBREVIATION = pattern(r"\s\((?P<short>[\p{Lu}\d.&-]{2,12})\)$")
_UNTOLD = frozenset({"of", "the", "and", "for", "on", "in", "to", "at"})
_FEWEST_INITIALS = 3


class SourceRepeatsAuthor(Rule[Reference]):
    """The publisher or site is the author once more.

    Where author and publisher or site are the same, APA leaves the second out.

    A periodical and a social platform are named in any case, and so are the companies and museums behind films, music and
    works of art. The rule compares whole names, and an abbreviation in capitals with the author's initials; it leaves works
    with several authors alone.
    """

    code = "SRC001"
    section = "9.24, 9.33"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” repeats the author; APA leaves out a publisher or site that is the author."
    gives_way_to = ("OLD007", "SRC053", "SRC054")
    VALID = (
        "National Institute of Mental Health. (2018, July). *Anxiety disorders*. U.S. Department of Health and Human "
        "Services. https://www.nimh.nih.gov/health/topics/anxiety-disorders",
        "British Cardiovascular Society Working Group. (2016). *Out-of-hours cardiovascular care*. British Cardiovascular "
        "Society. https://www.bcs.com/documents/care.pdf",
        "News From Science. (2018, June 26). *These frogs walk instead of hop* [Video]. Facebook. "
        "https://www.facebook.com/ScienceNOW/videos/10155508587605108",
        "The Economist. (2019, March 2). Why rain gardens pay. *The Economist*. https://www.economist.com/rain-gardens",
    )
    INVALID = (
        "Centers for Disease Control and Prevention. (2018, January 23). *People at high risk of flu*. "
        "{--Centers for Disease Control and Prevention. --}https://www.cdc.gov/flu/highrisk/index.htm",
        "American Psychiatric Association. (2013). *Diagnostic and statistical manual of mental disorders* (5th ed.)."
        "{-- American Psychiatric Association.--}",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the only author, a group, with the only publisher."""
        publisher, authors = part.publisher, part.authors
        if publisher is None or authors is None or len(authors.names) != 1 or len(publisher.names) != 1:
            return
        author = authors.names[0].literal
        if (
            author is None
            or part.container is not None
            or part.periodical is not None
            or publisher.kind == "conference"
        ):
            return
        found = publisher.names[0].text
        if not _is_same(author.text, found) or _PERIODICAL.search(found):
            return
        if part.title is not None and any(
            not bracket.translation and not _READ.fullmatch(bracket.description.text) for bracket in part.title.brackets
        ):
            return
        yield self.mark(with_space(publisher, part), replace="", found=found)


def _is_same(author: str, found: str) -> bool:
    """Whether two names are one: the same words, or the initials of the author in capitals."""
    match = _ABBREVIATION.search(author)
    if match is not None:
        author = author[: match.start()]
    key = _key(found)
    if key in _PLATFORMS or not key:
        return False
    if key == _key(author):
        return True
    if not found.isupper() or len(found) < _FEWEST_INITIALS or " " in found:
        return False
    initials = "".join(word[0] for word in author.split() if word.lower() not in _UNTOLD)
    return found == initials.upper()


def _key(name: str) -> str:
    """A name as it is compared: without "The", punctuation and capitals."""
    words = name.lower().replace("&", " and ").replace(".", "").split()
    if words[:1] == ["the"]:
        words = words[1:]
    return "".join(character for character in " ".join(words) if character.isalnum() or character == " ")
