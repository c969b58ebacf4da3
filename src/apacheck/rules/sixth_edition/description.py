"""Descriptions of works, theses and their numbers → marks about sixth-edition wordings."""

from collections.abc import Iterator

import regex

from apacheck.findings import ERROR, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Bracket, Reference, Title
from apacheck.rule import Rule

_VIDEO_FILE = pattern(r"(?:(?:online|youtube|streaming)\s+)?video\s+file", regex.IGNORECASE)


class VideoFile(Rule[Title]):
    """A video is described as "[Video file]".

    APA 7 describes videos as "[Video]", whatever carries them.
    """

    code = "OLD004"
    signs = ("[",)
    section = "10.12, 9.21"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“[{found}]” is the sixth edition's description; APA 7 writes “[Video]”."
    VALID = ("Cutts, S. (2017, November 24). Happiness [Video]. Vimeo. https://vimeo.com/244405542",)
    INVALID = (
        "Cutts, S. (2017, November 24). Happiness {~~[Video file]~>[Video]~~}. Vimeo. https://vimeo.com/244405542",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        for bracket in part.brackets:
            found = bracket.description.text
            if _VIDEO_FILE.fullmatch(found.strip()):
                yield self.mark(bracket, (*_inside(bracket), "Video"), found=found)


def _inside(bracket: Bracket) -> tuple[int, int]:
    """Where the description stands."""
    return bracket.description.start, bracket.description.end


_EBOOK = pattern(
    r"""(?:Kindle|Nook|Kobo|iBooks?|E-?reader|E-?book|E-?pub|EPUB|PDF|Adobe\s+Digital|Adobe\s+Acrobat|Electronic|Mobipocket)
        (?:\s+(?:DX|Fire|Reader|Cloud))?(?:\s+(?:version|editions?|file|book|format|e-?book))*""",
    regex.IGNORECASE | regex.VERBOSE,
)


class EbookFormatBracket(Rule[Title]):
    """The file format of a book or document stands in brackets.

    APA 7 no longer tells e-books from printed ones: no "[Kindle version]", "[PDF]" or "[E-reader version]".

    An audiobook is described, for it is another work to listen to.
    """

    code = "OLD008"
    signs = ("[",)
    section = "10.2, 9.21"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” names a file format; APA 7 does not describe it."
    VALID = ("Gladwell, M. (2008). Outliers [Audiobook]. Hachette Audio.",)
    INVALID = ("Gladwell, M. (2008). Outliers{-- [Kindle version]--}. Little, Brown and Company.",)

    def check(self, part: Title) -> Iterator[Mark]:
        for bracket in part.brackets:
            if part.whole[bracket.end : bracket.end + 1] == "(":
                continue  # "[PDF](https://…)": a link in Markdown
            if part.main is not None and _EBOOK.fullmatch(bracket.description.text.strip()):
                yield self.mark(_with_space(bracket), replace="", found=bracket.text)


_BLOG_POST = pattern(r"(?:web\s?log|blog)\s+(?:post|entry)", regex.IGNORECASE)


class BlogPostBracket(Rule[Title]):
    """A blog post is described in brackets.

    APA 7 writes blog posts like articles: title, then the name of the blog.

    The name of the blog is not in the text, so the fix takes the bracket away only.
    """

    code = "OLD010"
    signs = ("[",)
    section = "10.1, 9.21"
    section_from_memory = True
    severity = ERROR
    fix = UNSAFE
    message = "“{found}” describes a blog post; APA 7 names the blog after the title instead."
    VALID = (
        "Klymkowsky, M. (2018, September 15). Can we talk about free will? Sci-Ed. https://blogs.plos.org/scied/free-will",
    )
    INVALID = (
        "Klymkowsky, M. (2018, September 15). Can we talk about free will?{-- [Blog post].--} Sci-Ed. "
        "https://blogs.plos.org/scied/free-will",
        "Klymkowsky, M. (2018, September 15). Can we teach it{-- [Web log post]--}. Sci-Ed. "
        "https://blogs.plos.org/scied/free-will",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        for bracket in part.brackets:
            if part.main is not None and _BLOG_POST.fullmatch(bracket.description.text.strip()):
                yield self.mark(_with_space(bracket), replace="", found=bracket.text)


def _with_space(bracket: Bracket) -> tuple[int, int]:
    """The bracket with the space before it, and with the period after it where the title ends in a mark of its own."""
    start, end = bracket.start, bracket.end
    while start and bracket.whole[start - 1] == " ":
        start -= 1
    if bracket.whole[start - 1 : start] in {".", "?", "!"} and bracket.whole[end : end + 1] == ".":
        end += 1
    return start, end


#: The sixth edition's descriptions, in small letters, and the seventh's.
_DESCRIPTIONS = {
    "motion picture": "Film",
    "television series": "TV series",
    "television series episode": "TV series episode",
    "television series webisode": "TV series webisode",
    "data file": "Data set",
    "data file and code book": "Data set and code book",
    "data file and codebook": "Data set and codebook",
    "facebook update": "Status update",
    "facebook status update": "Status update",
    "twitter post": "Tweet",
    "mobile application": "Mobile app",
    "mobile application software": "Mobile app",
    "online forum comment": "Online forum post",
}


class DescriptorSixthEdition(Rule[Title]):
    """A description in brackets has the sixth edition's wording.

    APA 7 writes "[Film]", "[TV series]", "[TV series episode]", "[Data set]", "[Status update]", "[Mobile app]".
    """

    code = "OLD009"
    signs = ("[",)
    section = "9.21, 10.12"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“[{found}]” is the sixth edition's description; APA 7 writes “[{right}]”."
    VALID = ("Forman, M. (Director). (1975). One flew over the cuckoo's nest [Film]. United Artists.",)
    INVALID = (
        "Forman, M. (Director). (1975). One flew over the cuckoo's nest {~~[Motion picture]~>[Film]~~}. United Artists.",
        "Pew Research Center. (2018). American trends panel Wave 26 {~~[Data file]~>[Data set]~~}. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26/",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        for bracket in part.brackets:
            found = bracket.description.text
            right = _DESCRIPTIONS.get(found.strip().lower())
            if right is not None and not bracket.translation:
                yield self.mark(bracket, (*_inside(bracket), right), found=found, right=right)


_THESIS = pattern(
    r"""(?:(?:unpublished|published)\s+)?
        (?:(?:post)?doctoral|ph\.?\s?d\.?|psy\.?d\.?|ed\.?d\.?|master(?:['’]?s|s['’])?|undergraduate|bachelor(?:['’]?s|s['’])?|honou?rs)
        \s+(?:dissertation|thesis|project)(?:,\s[^()\[\]]{3,120})?""",
    regex.IGNORECASE | regex.VERBOSE,
)


class ThesisInParentheses(Rule[Title]):
    """The description of a thesis stands in parentheses.

    APA 7 puts it into square brackets: "[Unpublished doctoral dissertation]".
    """

    code = "OLD012"
    signs = ("hesis", "issertation")
    section = "10.6, 9.21"
    section_from_memory = True
    severity = ERROR
    fix = SAFE
    message = "“{found}” stands in parentheses; APA 7 describes theses in square brackets: “{right}”."
    VALID = (
        "Harris, L. (2014). Instructional leadership [Unpublished doctoral dissertation]. University of Virginia.",
    )
    INVALID = (
        "Harris, L. (2014). Instructional leadership {~~(Unpublished doctoral dissertation)~>[Unpublished doctoral "
        "dissertation]~~}. University of Virginia.",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        for parenthesis in part.parentheses:
            found = parenthesis.text
            if not (found.startswith("(") and found.endswith(")")) or any(
                item.kind != "other" for item in parenthesis.items
            ):
                continue
            inner = found[1:-1].strip()
            if _THESIS.fullmatch(inner):
                right = f"[{inner[0].upper()}{inner[1:]}]"
                yield self.mark(parenthesis, replace=right, found=found, right=right)


_UMI = pattern(r"(?:UMI(?:\s+Order)?|Order)\s+(?:No\.?|Number)", regex.IGNORECASE)
_FROM_THESIS = pattern(r"dissertation|thesis|ProQuest", regex.IGNORECASE)


class UmiNumber(Rule[Reference]):
    """The number of a thesis has the label "UMI No." or "Order No.".

    ProQuest's number follows the title as "(Publication No. 10289373)", before the bracket.

    A number that stands elsewhere is found, but must be moved by hand.
    """

    code = "OLD013"
    section = "10.6"
    severity = WARNING
    fix = SAFE
    message = "“{found}” labels the number of a thesis; APA 7 writes “(Publication No. …)” after the title."
    VALID = (
        "Hollander, M. M. (2017). Resistance to authority (Publication No. 10289373) [Doctoral dissertation, University of "
        "Wisconsin–Madison]. ProQuest Dissertations and Theses Global.",
    )
    INVALID = (
        "Hollander, M. M. (2017). Resistance to authority ({~~UMI No. 10289373~>Publication No. 10289373~~}) [Doctoral dissertation, "
        "University of Wisconsin–Madison]. ProQuest Dissertations and Theses Global.",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        if part.title is not None:
            for item in part.title.items("number"):
                label = item.label
                if label is not None and _UMI.fullmatch(label.text) and _is_thesis(label.text, part):
                    yield self.mark(item, (label.start, label.end, "Publication No."), found=label.text)
        for note in part.notes:
            match = _UMI.search(note.text) if note.kind == "accession" else None
            if match is not None and _is_thesis(match[0], part):
                yield self.mark((note.start + match.start(), note.start + match.end()), found=match[0])


def _is_thesis(label: str, reference: Reference) -> bool:
    """Whether the number is that of a thesis: only ProQuest uses UMI, but many sell by order numbers."""
    return label.upper().startswith("UMI") or bool(_FROM_THESIS.search(reference.text))
