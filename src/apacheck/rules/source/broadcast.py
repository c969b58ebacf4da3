"""Podcasts, episodes, films and recordings → marks about their descriptions, numbers and companies (SRC063–SRC065)."""

from collections.abc import Iterator

import regex

from apacheck.findings import SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Bracket, Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.sites import after_title, last_word

_PODCAST = pattern(
    r"(?:(?P<medium>audio|video|radio)[ -]?)?pod-?cast(?: (?P<part>audio|video|series|show|program(?:me)?|episode|series episode))?",
    regex.IGNORECASE,
)
_RIGHT = frozenset({"audio podcast", "audio podcast episode", "video podcast", "video podcast episode"})


class PodcastDescriptor(Rule[Reference]):
    """The description of a podcast lacks its medium, or "episode".

    APA writes "[Audio podcast]" or "[Video podcast]" for a whole podcast, and "[Audio podcast episode]" or "[Video podcast
    episode]" for an episode, whose podcast follows after "In".

    That a podcast is heard and not watched is the likelier
    reading, but a guess.
    """

    code = "SRC063"
    signs = ("[",)
    section = "10.13, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "“[{found}]” does not say what APA's description of a podcast says: medium and whether it is an episode, “[{right}]”."
    VALID = (
        "Vedantam, S. (Host). (2015–present). *Hidden brain* [Audio podcast]. NPR. https://www.npr.org/series/423302056/hidden-brain",
        "Glass, I. (Host). (2011, August 12). Amusement park (No. 443) [Audio podcast episode]. In *This American life*. WBEZ "
        "Chicago. https://www.thisamericanlife.org/443/amusement-park",
    )
    INVALID = (
        "Glass, I. (Host). (2011, August 12). Amusement park (No. 443) {~~[Podcast]~>[Audio podcast episode]~~}. In *This "
        "American life*. WBEZ Chicago. https://www.thisamericanlife.org/443/amusement-park",
        "Vedantam, S. (Host). (2015–present). *Hidden brain* {~~[Podcast series]~>[Audio podcast]~~}. NPR. "
        "https://www.npr.org/series/423302056/hidden-brain",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the description with the four that APA knows."""
        title = part.title
        if title is None or not title.brackets:
            return
        bracket = title.brackets[-1]
        found = bracket.description.text.strip()
        words = _PODCAST.fullmatch(found)
        if words is None:
            return
        episode = part.container is not None or "episode" in found.lower()
        medium = (
            "Video"
            if "video" in (words["medium"] or "").lower() or (words["part"] or "").lower() == "video"
            else "Audio"
        )
        right = f"{medium} podcast episode" if episode else f"{medium} podcast"
        if found.lower() != right.lower():
            where = bracket.description.start, bracket.description.end
            yield self.mark(bracket, (*where, right), found=found, right=right)


_EPISODE_BRACKET = pattern(r"\[(?:tv|television)[^\[\]]{0,12} episode\]", regex.IGNORECASE)
_BRACKET_FIRST = pattern(
    r"(?P<bracket>\[(?:tv|television)[^\[\]]{0,12} episode\])(?P<gap> )?\((?P<number>[^()]{2,40})\)", regex.IGNORECASE
)
_IN_PARENTHESES = pattern(r"\((?P<number>[^()]{2,40})\)")
_NUMBERS = pattern(
    r"(?:(?P<word>season|series|s)\.? ?\#?(?P<season>\d{1,3}))(?:[,;:.]? ?|\) \(|, ?)(?:episode|ep|e)\.? ?\#?(?P<episode>\d{1,4})"
    r"|(?P<season>\d{1,2})x(?P<episode>\d{1,3})",
    regex.IGNORECASE,
)
_RIGHT_NUMBERS = pattern(r"(?:Season|Series) \d+, Episodes? \d+(?: ?[–-] ?\d+)?")


class TvEpisodeForm(Rule[Reference]):
    """The number of a TV episode has another place or form, or the series is missing.

    APA writes "Episode title (Season 3, Episode 12) [TV series episode]. In A. Producer (Executive Producer), *Series*.
    Companies."

    That the series is missing is said without a fix. Parentheses that hold anything else than season and episode are left
    alone.
    """

    code = "SRC064"
    signs = ("isode]", "Season", "Episode", "Series")
    section = "10.12"
    severity = WARNING
    fix = UNSAFE
    message = "“{found}” {fault}; APA writes “{right}”."
    VALID = (
        "Barris, K. (Writer & Director). (2017, January 11). Lemons (Season 3, Episode 12) [TV series episode]. In K. Barris "
        "(Executive Producer), *Black-ish*. Wilmore Films; ABC Studios.",
    )
    INVALID = (
        "Barris, K. (Writer & Director). (2017, January 11). Lemons {~~[TV series episode] (S3, E12)~>(Season 3, Episode 12) "
        "[TV series episode]~~}. In K. Barris (Executive Producer), *Black-ish*. ABC Studios.",
        "Barris, K. (Writer & Director). (2017, January 11). Lemons {~~(S3, E12)~>(Season 3, Episode 12)~~} [TV series episode]. "
        "In K. Barris (Executive Producer), *Black-ish*. ABC Studios.",
        "Barris, K. (Writer & Director). (2017, January 11). Lemons (Season 3, Episode {~~12)~>12) [TV series episode]~~}. In K. "
        "Barris (Executive Producer), *Black-ish*. ABC Studios.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the order, then at the numbers, then at the series."""
        title = part.title
        if title is None or part.law is not None:
            return
        text = title.text
        if "isode]" not in text:
            yield from self._undescribed(part, title)
            return
        # The title's end may lie before parentheses that follow the bracket.
        match = _BRACKET_FIRST.search(part.whole, title.start, min(len(part.whole), title.end + 45))
        if match is not None:
            right = f"({_spelled(match['number'])}) {match['bracket']}"
            yield self.mark(
                match.span(), replace=right, found=match[0], fault="puts the number after the description", right=right
            )
            return
        described = _EPISODE_BRACKET.search(text)
        if described is None:
            return
        numbered = _IN_PARENTHESES.search(text, 0, described.start())
        if numbered is not None:
            number = numbered["number"]
            right = _spelled(number)
            if right != number:
                start = title.start + numbered.start()
                yield self.mark(
                    (start, start + len(numbered[0])),
                    (start + 1, start + 1 + len(number), right),
                    found=numbered[0],
                    fault="abbreviates season and episode",
                    right=f"({right})",
                )
        if part.container is None and part.periodical is None and not part.unparsed:
            where = title.start + described.start(), title.start + described.end()
            yield self.mark(
                where, found=described[0], fault="names no series after it", right=f"{described[0]}. In Series"
            )

    def _undescribed(self, part: Reference, title: Title) -> Iterator[Mark]:
        """Mark an episode of a series with producers that has no description."""
        container = part.container
        if title.brackets or container is None or container.editors is None or not title.items("season"):
            return
        role = container.editors.role
        if role is None or "executive producer" not in role.text.lower():
            return
        yield self.mark(
            last_word(title),
            after_title(title, "[TV series episode]"),
            found=title.parentheses[-1].text,
            fault="has no description after it",
            right="[TV series episode]",
        )


def _spelled(number: str) -> str:
    """Season and episode as APA spells them; anything else as it is."""
    match = None if _RIGHT_NUMBERS.fullmatch(number) else _NUMBERS.fullmatch(number.strip())
    if match is None:
        return number
    word = "Series" if (match["word"] or "").lower() == "series" else "Season"
    return f"{word} {int(match['season'])}, Episode {int(match['episode'])}"


#: What companies that make films, series and records are called.
_COMPANY = pattern(
    r"\b(?:Films|Pictures|Productions?|Studios?|Entertainment|Records|Recordings|Music Group|Media|Compan(?:y|ies)|Television"
    r"|Features|Animation|Broadcasting|Cinema|Bros\.?|Brothers|HBO|BBC|CBS|NBC|ABC|PBS|AMC|FX|CNN|Netflix|Hulu|Lucasfilm|Pixar"
    r"|Artists|Century Fox|Columbia|Paramount|DreamWorks|Miramax|Lionsgate|MGM|Interscope|RCA|Capitol|Atlantic|Decca)\b"
)
_SEPARATOR = pattern(r", (?:and |& )?| and | & | ?/ ?")
_LEGAL_FORM = pattern(r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Co|LP|GmbH|S\.A)\b")
_MADE_BY_COMPANIES = pattern(
    r"(?:film|motion picture|tv series|tv series episode|tv (?:special|mini-?series|movie)|album|song|documentary)\b.*+",
    regex.IGNORECASE,
)


class ProductionCompaniesSeparator(Rule[Reference]):
    """Something else than a semicolon stands between two production companies.

    Companies and labels are separated by semicolons: "WingNut Films; The Saul Zaentz Company".

    A comma may belong to one company's name, so the rule speaks only where a company's word (Films, Records, Entertainment)
    stands on both sides.
    """

    code = "SRC065"
    signs = ("[",)
    section = "10.12"
    severity = WARNING
    fix = SAFE
    message = "“{typed}” separates the companies “{left}” and “{right}”; APA puts a semicolon between them."
    VALID = (
        "Jackson, P. (Director). (2001). *The lord of the rings: The fellowship of the ring* [Film]. WingNut Films; The Saul "
        "Zaentz Company.",
        "Lund, T. (Director). (1999). *The mill* [Film]. Heel and Toe Films.",
    )
    INVALID = (
        "Jackson, P. (Director). (2001). *The lord of the rings: The fellowship of the ring* [Film]. {~~WingNut Films, The Saul "
        "Zaentz Company~>WingNut Films; The Saul Zaentz Company~~}.",
        "Lamar, K. (2017). Humble [Song]. On *Damn*. {~~Aftermath Entertainment/Interscope Records~>Aftermath Entertainment; "
        "Interscope Records~~}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Part each publisher of such a work at what may separate companies."""
        publisher, title = part.publisher, part.title
        if publisher is None or title is None or not title.brackets:
            return
        if not _MADE_BY_COMPANIES.fullmatch(_description(title.brackets[-1])):
            return
        for name in publisher.names:
            text = name.text
            if ". " in text or "//" in text:
                continue  # more than a company's name
            done = 0
            edits: list[tuple[int, int, str]] = []
            typed = left = right = ""
            words = False
            separators = list(_SEPARATOR.finditer(text))
            for index, separator in enumerate(separators):
                before = text[done : separator.start()]
                end = separators[index + 1].start() if index + 1 < len(separators) else len(text)
                after = text[separator.end() : end]
                if _LEGAL_FORM.match(after) or not _COMPANY.search(before) or not _COMPANY.search(after):
                    continue
                edits.append((name.start + separator.start(), name.start + separator.end(), "; "))
                if len(edits) == 1:
                    typed, left, right = separator[0].strip(), before, after
                words = words or separator[0].strip() not in {",", "/"}
                done = separator.end()
            if edits:
                applicability = UNSAFE if words else None
                yield self.mark(name, *edits, applicability=applicability, typed=typed, left=left, right=right)


def _description(bracket: Bracket) -> str:
    return bracket.description.text.strip()
