"""A link → its host, and whether that is the author's; a title → its last word, which stands for what is missing after it."""

import regex

from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title

_HOST = pattern(r"(?:https?://)?(?:www\.|m\.|mobile\.|old\.)?([a-z0-9.-]++)", regex.IGNORECASE)
_SHORT = 3

#: The platforms by their hosts, as an entry names them.
PLATFORMS = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "tiktok.com": "TikTok",
    "twitter.com": "Twitter", "x.com": "X", "facebook.com": "Facebook", "instagram.com": "Instagram",
    "reddit.com": "Reddit", "linkedin.com": "LinkedIn", "threads.net": "Threads", "bsky.app": "Bluesky",
}  # fmt: skip


def host(address: str) -> str:
    """Name the host of an address, without "www."."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""


def platform(reference: Reference) -> str:
    """Name the platform that the first link leads to, or nothing."""
    return PLATFORMS.get(host(reference.links[0].address.text), "") if reference.links else ""


def is_author(site: str, reference: Reference) -> bool:
    """Whether the host's name is the author's, or its initials are."""
    if reference.authors is None:
        return False
    labels = [label.replace("-", "") for label in site.split(".")[:-1] if label]
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


def has_source(reference: Reference) -> bool:
    """Whether the entry names a publisher, site, journal or larger work."""
    return (
        reference.publisher is not None
        or reference.container is not None
        or reference.periodical is not None
        or any(link.site is not None for link in reference.links)
    )


def last_word(title: Title) -> tuple[int, int]:
    """Where the last word of a title stands."""
    text = title.text.rstrip()
    return title.start + text.rfind(" ") + 1, title.start + len(text)


def after_title(title: Title, *added: str) -> tuple[int, int, str]:
    """Put a description (and a source) after a title: the edit closes with a period where none follows."""
    new = f" {'. '.join(added)}"
    return title.end, title.end, new if title.whole.startswith(".", title.end) else f"{new}."
