"""Webpages → marks about their URL and the name of their site (SRC050–SRC052)."""

from collections.abc import Iterator

import regex

from apacheck.findings import WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Authors, Reference
from apacheck.rule import Rule
from apacheck.rules.source.entry import source
from apacheck.rules.source.sites import host, last_word

#: Sites without a printed edition.
_SITES = frozenset(
    """
    axios;bbc news;business insider;buzzfeed;buzzfeed news;cnet;cnn;edutopia;engadget;fivethirtyeight;gizmodo;healthline;huffpost;
    huffington post;inside higher ed;investopedia;lifehacker;live science;mashable;mayo clinic;medical news today;medium;
    medscape;msnbc;nbc news;npr;our world in data;psych central;quartz;salon;science daily;sciencedaily;simply psychology;slate;
    statista;techcrunch;the conversation;the daily beast;the huffington post;the verge;verywell health;verywell mind;vox;webmd;
    yahoo news;zdnet
    """.replace("\n", "")
    .replace("    ", "")
    .split(";")
)


class WebpageUrlMissing(Rule[Reference]):
    """A webpage has no URL.

    APA ends the entry of a webpage with its URL, without which a reader cannot find it.

    A newspaper or magazine read in print needs none, and the text does not say how it was read; so the rule speaks only of
    sites that have no printed edition.
    """

    code = "SRC050"
    section = "9.33, 9.34, 10.16"
    section_from_memory = True
    severity = WARNING
    message = "“{site}” is a website, but the entry has no URL; APA ends the entry of a webpage with it."
    VALID = (
        "Bologna, C. (2018, June 27). *What happens to your mind when you feel homesick?* HuffPost. "
        "https://www.huffpost.com/entry/homesick_us_5b201ebde4b09d7a3d77eee1",
        "Goldman, C. (2018, November 28). The complicated calibration of love. *Chicago Tribune*.",
    )
    INVALID = ("Bologna, C. (2018, June 27). *What happens to your mind when you feel homesick?* {==HuffPost==}.",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare the source of a dated page without link with the sites."""
        date, named = part.date, source(part)
        if named is None or part.links or part.unparsed or part.container is not None or date is None:
            return
        if date.month is None and date.form != "no-date":
            return
        if part.title is None or part.title.brackets or "://" in part.whole or "www." in part.whole:
            return
        if named.text.lower() in _SITES:
            yield self.mark(named, site=named.text)


class SiteNameMissing(Rule[Reference]):
    """A person's webpage goes from its title to the URL without the name of the site.

    APA names the site between the two, unless the author is the site.

    An author's name in the host is taken for a site of the author's own. The rule speaks of pages with a day or "n.d." for
    a date alone: a work dated with the year may be a book or report that its author published.
    """

    code = "SRC051"
    section = "9.33, 10.16"
    section_from_memory = True
    severity = WARNING
    message = "The URL follows the title “{title}” without a source; APA names the website between the two."
    gives_way_to = ("SRC060", "SRC071")
    VALID = (
        "Martin Lillie, C. M. (2016, December 29). *Be kind to yourself: How self-compassion can improve your resiliency*. Mayo "
        "Clinic. https://www.mayoclinic.org/healthy-lifestyle/self-compassion",
        "Clear, J. (2018, March 3). *How to build new habits*. https://jamesclear.com/new-habits",
        "Fried, D. (2018). *Democratic defense against disinformation*. https://www.atlantic.org/images/disinformation.pdf",
    )
    INVALID = (
        "Martin Lillie, C. M. (2016, December 29). *Be kind to yourself: How self-compassion can improve your "
        "{==resiliency==}*. https://www.mayoclinic.org/healthy-lifestyle/self-compassion",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a link right after the title."""
        title, date, authors = part.title, part.date, part.authors
        if title is None or date is None or authors is None or len(part.links) != 1 or part.notes or part.unparsed:
            return
        if part.publisher is not None or part.periodical is not None or part.container is not None or title.brackets:
            return
        if title.parentheses or title.main is None or (date.day is None and date.form != "no-date"):
            return
        link, text = part.links[0], title.main.text
        if link.doi is not None or link.site is not None or link.start < title.end or ". " in text or " | " in text:
            return
        address = link.address.text
        if not authors.names or not all(name.is_person and name.handle is None for name in authors.names):
            return
        if "." not in address or ".pdf" in address.lower() or _is_own(address, authors):
            return
        yield self.mark(last_word(title), title=text)


def _is_own(address: str, authors: Authors) -> bool:
    """Whether the host of an address carries the surname of an author."""
    site = host(address).replace("-", "")
    return any(
        name.family is not None and "".join(filter(str.isalnum, name.family.text.lower())) in site
        for name in authors.names
    )


_DOMAIN = pattern(r"(?:https?://)?www\.[\w-]+(?:\.[\w-]+){1,3}/?", regex.IGNORECASE)


class SiteNameIsDomain(Rule[Reference]):
    """The address of a site stands in the place of its name.

    APA names the site, "Mayo Clinic", and gives the address in the URL.

    Names such as "Dictionary.com" and "WebMD.com" may be the sites' own, so the rule speaks of addresses with "www." alone.
    The name is not in the text, so there is no fix.
    """

    code = "SRC052"
    section = "9.33"
    section_from_memory = True
    severity = WARNING
    message = "“{found}” is an address; APA gives the name of the site before the URL."
    VALID = (
        "Brunner, J. (2019, May 4). *Harbor seals return to the sound*. NJ.com. https://www.nj.com/news/harbor-seals.html",
    )
    INVALID = (
        "Martin Lillie, C. M. (2016, December 29). *Be kind to yourself*. {==www.mayoclinic.org==}. "
        "https://www.mayoclinic.org/healthy-lifestyle/self-compassion",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for an address with "www." before another link."""
        if not part.links or "www." not in part.whole.lower():
            return
        last = part.links[-1]
        for link in part.links[:-1]:
            bare = link.address.text.rstrip(".")
            if link.label is None and link.end <= last.start and _DOMAIN.fullmatch(bare):
                yield self.mark((link.address.start, link.address.start + len(bare)), found=bare)
        named = source(part)
        if named is not None and _DOMAIN.fullmatch(named.text):
            yield self.mark(named, found=named.text)
