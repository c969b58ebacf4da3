"""Posts on social media → marks about their descriptions, platforms and length (SRC070–SRC073)."""

import unicodedata
from collections.abc import Iterator

import regex

from apacheck.findings import INFO, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.sites import after_title, has_source, host, is_author, last_word, platform

#: Addresses of single posts, with the description that APA gives them ("" where a picture and a film look the same).
_POSTS = (
    (pattern(r"(?:https?://)?(?:www\.|mobile\.)?twitter\.com/(?:#!/)?\w+/status(?:es)?/\d", regex.IGNORECASE), "Tweet"),
    (pattern(r"(?:https?://)?(?:www\.|mobile\.)?x\.com/\w+/status/\d", regex.IGNORECASE), "Post"),
    (pattern(r"(?:https?://)?(?:www\.|m\.)?facebook\.com/(?:[^/\s]++/posts/|permalink\.php|story\.php)", regex.IGNORECASE), "Status update"),
    (pattern(r"(?:https?://)?(?:www\.|m\.)?facebook\.com/(?:[^/\s]++/videos/|watch/)", regex.IGNORECASE), "Video"),
    (pattern(r"(?:https?://)?(?:www\.|m\.)?facebook\.com/(?:[^/\s]++/photos/|photo)", regex.IGNORECASE), "Photograph"),
    (pattern(r"(?:https?://)?(?:www\.)?instagram\.com/(?:[\w.]++/)?p/", regex.IGNORECASE), ""),
    (pattern(r"(?:https?://)?(?:www\.)?instagram\.com/(?:[\w.]++/)?(?:reel|tv)/", regex.IGNORECASE), "Video"),
    (pattern(r"(?:https?://)?(?:www\.)?tiktok\.com/@[\w.]++/video/", regex.IGNORECASE), "Video"),
    (pattern(r"(?:https?://)?(?:www\.|old\.)?reddit\.com/r/\w++/comments/", regex.IGNORECASE), "Online forum post"),
    (pattern(r"(?:https?://)?(?:www\.)?linkedin\.com/(?:posts/|feed/update/)", regex.IGNORECASE), "Post"),
    (pattern(r"(?:https?://)?(?:www\.)?threads\.net/@[\w.]++/post/", regex.IGNORECASE), "Post"),
    (pattern(r"(?:https?://)?bsky\.app/profile/[^/\s]++/post/", regex.IGNORECASE), "Post"),
)  # fmt: skip
_ATTACHED = pattern(r"(?:\w+ ){0,3}attached", regex.IGNORECASE)
#: Descriptions that only posts and profiles have.
_OF_A_POST = pattern(
    r"""(?: tweet | (?:x[ ]|twitter[ ]|linked ?in[ ]|facebook[ ]|instagram[ ]|tumblr[ ]|mastodon[ ]|threads[ ]|bluesky[ ])?post | status[ ]update
          | online[ ]forum[ ](?:post|comment) | facebook[ ](?:page|update|status[ ]update|group) | (?:twitter|x|instagram|tiktok|linkedin)[ ]profile
          | profile[ ]page )""",
    regex.IGNORECASE | regex.VERBOSE,
)
_X = pattern(r"X(?:\.com)?(?: \(formerly (?:known as )?Twitter\))?")
_PLATFORMS = frozenset({"Twitter", "X", "Facebook", "Instagram", "TikTok", "Reddit", "LinkedIn", "Tumblr", "Threads"})


def _publisher(reference: Reference) -> str:
    """Name the only publisher, or nothing."""
    names = reference.publisher.names if reference.publisher is not None else []
    return names[0].text.strip() if len(names) == 1 else ""


def _last_description(title: Title | None) -> str:
    return title.brackets[-1].description.text.strip() if title is not None and title.brackets else ""


class SocialPlatformMismatch(Rule[Reference]):
    """The description of a post and its platform do not go together.

    On Twitter a post is a "[Tweet]", on X a "[Post]".

    APA's advice after the platform changed its name is to use the name
    it had when the post was written, so this is a hint.
    """

    code = "SRC070"
    signs = ("[",)
    section = "10.15"
    severity = INFO
    message = "“[{found}]” stands with “{platform}”; a tweet was posted on Twitter, on X it is a post, described as “[{right}]”."
    VALID = (
        "White, B. [@BettyMWhite]. (2018, June 21). *I treasure every minute we spent together #koko* [Tweet]. Twitter. "
        "https://twitter.com/BettyMWhite/status/1009951892846227456",
        "Moreno, P. [@paulamoreno]. (2024, March 2). *Reading at home begins with the voice* [Post]. X. "
        "https://x.com/paulamoreno/status/1763951892846227456",
    )
    INVALID = (
        "Moreno, P. [@paulamoreno]. (2024, March 2). *Reading at home begins with the voice* {==[Tweet]==}. X. "
        "https://x.com/paulamoreno/status/1763951892846227456",
        "Moreno, P. [@paulamoreno]. (2019, March 2). *Reading at home begins with the voice* {==[Post]==}. Twitter. "
        "https://twitter.com/paulamoreno/status/1063951892846227456",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare description and publisher."""
        found = _last_description(part.title)
        if found not in {"Tweet", "Post"} or part.title is None:
            return
        name = _publisher(part)
        right = "Post" if _X.fullmatch(name) else "Tweet" if name == "Twitter" else found
        if right != found:
            yield self.mark(part.title.brackets[-1], found=found, platform=name, right=right)


class SocialBracketMissing(Rule[Reference]):
    """The entry of a post lacks its description in brackets.

    A post carries its kind after the title: "[Tweet]", "[Post]", "[Status update]", "[Photograph]", "[Video]", "[Online
    forum post]". "[Image attached]" says what comes with the post, not what it is.

    The rule knows a post by its address, or by a handle with the platform as source.
    """

    code = "SRC071"
    signs = ("[", "@", "m/", "M/", "p/", "P/")
    section = "10.15, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The entry is of a post on {platform}, but nothing says so after the title; APA describes it in brackets there, as in “[{kind}]”."
    gives_way_to = ("TTL016",)
    VALID = (
        "Badlands National Park [@BadlandsNPS]. (2018, February 26). *Biologists have identified more than 400 different plant "
        "species* [Tweet]. Twitter. https://twitter.com/BadlandsNPS/status/968196500412133379",
        "Figliola, P. M. (2020). *TikTok: Technology overview and issues* (Report No. R46543). Congressional Research Service. "
        "https://sgp.fas.org/crs/misc/index.html",
    )
    INVALID = (
        "Badlands National Park [@BadlandsNPS]. (2018, February 26). *Biologists have identified more than 400 different plant "
        "{~~species~>species [Tweet]~~}*. Twitter. https://twitter.com/BadlandsNPS/status/968196500412133379",
        "Moreno, P. [@paulamoreno]. (2024, March 2). *Reading at home begins with the {==voice==}*. Instagram. "
        "https://www.instagram.com/p/C4aBcDeFgHi/",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the address and the source, then at what follows the title."""
        title = part.title
        if title is None or part.law is not None or part.periodical is not None or part.container is not None:
            return
        if not title.text.strip() or part.unparsed or any(not _attached(b.description.text) for b in title.brackets):
            return
        name = _publisher(part)
        kind = next((kind for post, kind in _POSTS if part.links and post.match(part.links[0].address.text)), None)
        if kind is None:
            handle = part.authors is not None and any(author.handle for author in part.authors.names)
            dated = part.date is not None and part.date.day is not None
            if not (handle and dated and (name in _PLATFORMS or _X.fullmatch(name))):
                return
            kind = ""
        if kind in {"Tweet", "Post"} and platform(part) in {"Twitter", "X"}:
            kind = "Post" if _X.fullmatch(name) else "Tweet" if name == "Twitter" else kind
        site = platform(part) or name
        added = (f"[{kind}]",) if has_source(part) or not site else (f"[{kind}]", site)
        edits = (after_title(title, *added),) if kind else ()
        yield self.mark(last_word(title), *edits, platform=site or "the web", kind=kind or "Photograph")


def _attached(description: str) -> bool:
    return _ATTACHED.fullmatch(description.strip()) is not None


class SocialPlatformMissing(Rule[Reference]):
    """A post's entry does not name the platform.

    The platform is the source of a post ("Twitter", "X", "Facebook", "Reddit") and stands before the URL.

    Where the address does not show it, the rule has no fix.
    """

    code = "SRC072"
    signs = ("[",)
    section = "9.32, 10.15"
    section_from_memory = True
    severity = WARNING
    fix = UNSAFE
    message = "The entry names no platform after “{bracket}”; APA names it as the source, before the URL."
    VALID = (
        "Gaiman, N. (2018, March 22). *100,000+ Rohingya refugees could be at serious risk* [Image attached] [Status update]. "
        "Facebook. http://bit.ly/2JQxPAD",
    )
    INVALID = (
        "Badlands National Park [@BadlandsNPS]. (2018, February 26). *Biologists have identified more plant species* "
        "{~~[Tweet]~>[Tweet]. Twitter~~}. https://twitter.com/BadlandsNPS/status/968196500412133379",
        "Gaiman, N. (2018, March 22). *100,000+ Rohingya refugees could be at serious risk* {==[Post]==}. http://bit.ly/2JQxPAD",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a post without a source."""
        title = part.title
        if title is None or not title.brackets or part.unparsed or has_source(part):
            return
        bracket = title.brackets[-1]
        found = bracket.description.text.strip()
        site = platform(part)
        social = _OF_A_POST.fullmatch(found) or (found in {"Photograph", "Video"} and site in {"Instagram", "Facebook"})
        if not social or (part.links and is_author(host(part.links[0].address.text), part)):
            return
        if not site:
            site = "Twitter" if found == "Tweet" else "Facebook" if found.lower().startswith("facebook") else ""
        edits = ((bracket.end, bracket.end, f". {site}"),) if site and bracket.end == title.end else ()
        yield self.mark(bracket, *edits, bracket=bracket.text)


_WORDS = 20
_EMOJI_IN_WORDS = pattern(r"\[[^\[\]]{2,60} emoji\]", regex.IGNORECASE)
_TOKEN = pattern(r"\[[^\[\]]{2,60} emoji\]|\S++", regex.IGNORECASE)
_POST = pattern(
    r"(?:tweet|(?:\w+ )?post|status update|online forum (?:post|comment)|comment on (?:the|an?) .*)", regex.IGNORECASE
)


class SocialTitleTooLong(Rule[Reference]):
    """More than the first 20 words of a post serve as its title.

    APA counts a URL, a hashtag and an emoji as one word each.

    Spaces part words, so that an emoji at the end of a word is not counted; nor is punctuation that stands alone.
    """

    code = "SRC073"
    signs = ("[",)
    section = "10.15"
    severity = WARNING
    fix = UNSAFE
    message = "The title is the first {count} words of the post; APA takes up to the first 20."
    VALID = (
        "Gaiman, N. (2018, March 22). *100,000+ Rohingya refugees could be at serious risk during Bangladesh’s monsoon season. My "
        "fellow UNHCR Goodwill Ambassador Cate Blanchett is* [Image attached] [Status update]. Facebook. http://bit.ly/2JQxPAD",
    )
    INVALID = (
        "Gaiman, N. (2018, March 22). *100,000+ Rohingya refugees could be at serious risk during Bangladesh’s monsoon season. My "
        "fellow UNHCR Goodwill Ambassador Cate Blanchett is{-- visiting them this week in Cox’s Bazar--}* [Image attached] [Status "
        "update]. Facebook. http://bit.ly/2JQxPAD",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Count the words of the title of a post."""
        title = part.title
        if title is None or title.main is None or not title.brackets or title.main.text.count(" ") < _WORDS:
            return
        if not (_POST.fullmatch(_last_description(title)) or _is_video_post(part, title)):
            return
        words = [token for token in _TOKEN.finditer(title.main.text) if _counts(token[0])]
        if len(words) <= _WORDS:
            return
        start = title.main.start + words[_WORDS - 1].start() + len(words[_WORDS - 1][0].rstrip(",;:–—"))
        yield self.mark((start, title.main.end), replace="", count=len(words))


def _is_video_post(part: Reference, title: Title) -> bool:
    """Whether the entry is of a film or picture that someone posted with a text."""
    return _last_description(title) in {"Video", "Photograph"} and _publisher(part) in {
        "Facebook",
        "Instagram",
        "TikTok",
    }


def _counts(token: str) -> bool:
    """Whether a token is a word: it has a letter, digit or emoji."""
    return any(character.isalnum() or unicodedata.category(character) == "So" for character in token)
