"""Sources of works that are neither articles nor chapters → marks (SRC061)."""

from collections.abc import Iterator

import regex

from apacheck.findings import UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

_VIDEO = pattern(r"(?:online )?video(?: file| clip| recording)?", regex.IGNORECASE)
_HOST = pattern(r"(?:https?://)?(?:www\.|m\.)?([a-z0-9.-]++)", regex.IGNORECASE)
_PLATFORMS = {"youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "tiktok.com": "TikTok"}
_SHORT = 3


class VideoPlatformMissing(Rule[Reference]):
    """A video's entry does not name the platform or site that hosts it.

    After the description APA names the site ("YouTube", "Vimeo", "TED Conferences") and gives the URL. Where the author is
    the site itself, its name is not repeated; the rule knows that from the URL's host.
    """

    code = "SRC061"
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
        if title is None or not title.brackets or part.unparsed or part.law is not None:
            return
        if part.publisher is not None or part.container is not None or part.periodical is not None:
            return
        bracket = title.brackets[-1]
        if not _VIDEO.fullmatch(bracket.description.text.strip()) or any(link.site is not None for link in part.links):
            return
        if not part.links:
            what = "The entry names no platform or site and no URL, so a reader cannot find the video"
            yield self.mark(bracket, what=what, bracket=bracket.text)
            return
        host = _host(part.links[0].address.text)
        if part.links[0].doi is not None or _is_author(host, part):
            return
        platform = _PLATFORMS.get(host)
        edits = ((bracket.end, bracket.end, f". {platform}"),) if platform and bracket.end == title.end else ()
        yield self.mark(bracket, *edits, what="The entry names no platform or site for the video", bracket=bracket.text)


def _host(address: str) -> str:
    """The host of an address, without "www."."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""


def _is_author(host: str, reference: Reference) -> bool:
    """Whether the host's name is the author's, or its initials are."""
    if reference.authors is None:
        return False
    labels = [label.replace("-", "") for label in host.split(".")[:-1] if label]
    for name in reference.authors.names:
        text = (name.literal or name).text.lower()
        letters = "".join(character for character in text if character.isalnum())
        initials = "".join(
            word[0] for word in text.split() if word[0].isalpha() and word not in {"of", "the", "and", "for"}
        )
        for label in labels:
            if (
                label == initials
                or (len(label) >= _SHORT and label in letters)
                or (len(letters) >= _SHORT and letters in label)
            ):
                return True
    return False
