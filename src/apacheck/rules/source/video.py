"""Videos on the web → marks about their description and platform (SRC060–SRC062)."""

from collections.abc import Iterator

import regex

from apacheck.findings import SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule
from apacheck.rules.source.sites import PLATFORMS, after_title, has_source, host, is_author, last_word

_VIDEO = pattern(r"(?:online )?video(?: file| clip| recording)?", regex.IGNORECASE)
#: Addresses of single videos: channels and playlists have other descriptions.
_ONE_VIDEO = pattern(
    r"(?:https?://)?(?:www\.|m\.)?(?:youtube\.com/(?:watch\?|shorts/|live/|embed/|v/)|youtu\.be/(?!c/|user/)[\w-]{6}"
    r"|vimeo\.com/(?:channels/[\w-]++/)?\d{5}|ted\.com/talks/(?!.*/transcript))",
    regex.IGNORECASE,
)
_SITES = frozenset({"YouTube", "Vimeo", "TED", "TED Talks", "TED Conferences"})


class VideoBracketMissing(Rule[Reference]):
    """The entry of a video lacks its description in brackets.

    After the title APA writes "[Video]", then the platform and the URL.

    The rule knows a video by its address on YouTube, Vimeo or TED. Another description ("[Film]", "[Lecture]") is left alone, as are playlists and channels.
    """

    code = "SRC060"
    signs = ("m/", "M/", ".b", ".B")
    section = "10.12, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The link leads to a video, but nothing says so after the title; APA writes “[Video]” there."
    gives_way_to = ("TTL016", "SRC064")
    VALID = (
        "University of Oxford. (2016, December 6). *How do geckos walk on water?* [Video]. YouTube. "
        "https://www.youtube.com/watch?v=qm1xGfOZJc8",
        "Crash Course. (n.d.). *Home* [YouTube channel]. YouTube. Retrieved May 4, 2022, from "
        "https://www.youtube.com/c/crashcourse",
        "Docter, P. (Director). (2001). *Monsters, Inc.* [Film]. Pixar Animation Studios. "
        "https://www.youtube.com/watch?v=CGbgaHoapFM",
    )
    INVALID = (
        "TED. (2012, March 16). *Brené Brown: Listening to {~~shame~>shame [Video]~~}*. YouTube. "
        "https://www.youtube.com/watch?v=psN1DORYYV0",
        "Lund, T. (2016, December 6). *How do geckos walk on {~~water?~>water? [Video].~~}* YouTube. "
        "https://youtu.be/qm1xGfOZJc8",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the address, then at what follows the title."""
        title = part.title
        if title is None or title.main is None or title.brackets or not part.links or part.law is not None:
            return
        if part.periodical is not None or part.container is not None or part.unparsed:
            return
        if part.publisher is not None and part.publisher.kind == "conference":
            return
        address = part.links[0].address.text
        if part.date is None or "[" in title.text or "Retrieved" in title.text or _ONE_VIDEO.match(address) is None:
            return
        site = PLATFORMS.get(host(address))
        added = ("[Video]",) if site is None or has_source(part) else ("[Video]", site)
        yield self.mark(last_word(title), after_title(title, *added))


class VideoPlatformMissing(Rule[Reference]):
    """A video's entry does not name the platform or site that hosts it.

    After the description APA names the site ("YouTube", "Vimeo", "TED Conferences") and gives the URL. Where the author is
    the site itself, its name is not repeated.

    That the author is the site, the rule knows from the URL's host.
    """

    code = "SRC061"
    signs = ("[",)
    section = "10.12"
    severity = WARNING
    fix = UNSAFE
    message = "{what}; APA names the site after “{bracket}” and then gives the URL."
    VALID = (
        "TED. (2012, March 16). *Brené Brown: Listening to shame* [Video]. YouTube. "
        "https://www.youtube.com/watch?v=psN1DORYYV0",
        "TED Conferences. (2012, March 16). *Listening to shame* [Video]. https://www.ted.com/talks/listening_to_shame",
    )
    INVALID = (
        "TED. (2012, March 16). *Brené Brown: Listening to shame* {~~[Video]~>[Video]. YouTube~~}. "
        "https://www.youtube.com/watch?v=psN1DORYYV0",
        "Bari, S. (2006). *Formalized partnerships work best* {==[Video]==}.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a video without publisher, container or journal."""
        title = part.title
        if title is None or not title.brackets or part.unparsed or part.law is not None or has_source(part):
            return
        bracket = title.brackets[-1]
        if not _VIDEO.fullmatch(bracket.description.text.strip()):
            return
        if not part.links:
            what = "The entry names no platform or site and no URL, so a reader cannot find the video"
            yield self.mark(bracket, what=what, bracket=bracket.text)
            return
        site = host(part.links[0].address.text)
        if part.links[0].doi is not None or is_author(site, part):
            return
        platform = PLATFORMS.get(site)
        edits = ((bracket.end, bracket.end, f". {platform}"),) if platform and bracket.end == title.end else ()
        yield self.mark(bracket, *edits, what="The entry names no platform or site for the video", bracket=bracket.text)


_OTHER_WORDS = pattern(
    r"""(?: (?:you\s?tube|vimeo|online|on-line|streaming|streamed|web|internet) [ ] (?:video|clip)s? (?:[ ](?:clip|recording|stream))?
          | you\s?tube (?:[ ]?\.com)? | vimeo | ted[ ]?-?talks? | tedx[ ]talks? | video \s (?:on|from|via) \s (?:you\s?tube|vimeo)
          | streaming[ ]video[ ]file )""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: These describe a video only where the link shows that it is one on the web.
_RECORDING = pattern(r"video[ ]?(?:clip|recording)s?|video,? \d{1,2}:\d\d(?::\d\d)?", regex.IGNORECASE)


class VideoDescriptor(Rule[Reference]):
    """A video on the web is described in other words than "[Video]".

    APA's description says what the work is, not where it stands: "[Video]", not "[YouTube video]", "[Online video]" or
    "[YouTube]". The platform is the source.

    "[Video clip]" and "[Video recording]" are taken for a video on the web where the address shows one.
    """

    code = "SRC062"
    signs = ("[",)
    section = "10.12, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“[{found}]” describes a video by its carrier; APA writes “[Video]” and names the platform as the source."
    gives_way_to = ("OLD004",)
    VALID = (
        "Crash Course. (2014, February 3). *Intro to psychology* [Video]. YouTube. https://www.youtube.com/watch?v=vo4pMVb0R6M",
        "Crash Course. (n.d.). *Psychology* [YouTube channel]. YouTube. Retrieved May 4, 2022, from "
        "https://www.youtube.com/user/crashcourse",
    )
    INVALID = (
        "TED. (2012, March 16). *Listening to shame* {~~[YouTube video]~>[Video]~~}. YouTube. "
        "https://www.youtube.com/watch?v=psN1DORYYV0",
        "Crash Course. (2014, February 3). *Intro to psychology* {~~[YouTube]~>[Video]~~}. YouTube. "
        "https://www.youtube.com/watch?v=vo4pMVb0R6M",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the last description with the words for videos."""
        title = part.title
        if title is None or not title.brackets:
            return
        bracket = title.brackets[-1]
        found = bracket.description.text.strip()
        if _OTHER_WORDS.fullmatch(found) or (
            _RECORDING.fullmatch(found) and part.links and _ONE_VIDEO.match(part.links[0].address.text)
        ):
            where = bracket.description.start, bracket.description.end
            # "[Video, 4:27]" loses its length.
            applicability = UNSAFE if any(character.isdigit() for character in found) else None
            yield self.mark(bracket, (*where, "Video"), applicability=applicability, found=found)
