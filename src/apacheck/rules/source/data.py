"""Data sets → marks about their description (SRC030, SRC034)."""

from collections.abc import Iterator

import regex

from apacheck.findings import INFO, SAFE, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference, Title
from apacheck.rule import Rule
from apacheck.rules.source.sites import after_title, last_word

_DATA_PATH = pattern(r"/data-?sets?(?:/|$|\?)", regex.IGNORECASE)
_DATA_HOST = pattern(
    r"https?://(?:www\.)?(?:(?:data|microdata|opendata|dataverse)\.[\w-]++\.|[\w-]*dataverse|datadryad|(?:open)?icpsr)",
    regex.IGNORECASE,
)
#: DOIs of archives that hold data alone: Dryad, ICPSR, Harvard Dataverse, Mendeley Data, PANGAEA, GBIF, UK Data Archive, GESIS.
_DATA_DOI = pattern(
    r"10\.(?:5061/dryad|3886/|7910/dvn|17632/|1594/pangaea|15468/|5255/ukda|4232/1\.|17605/osf\.io/data)",
    regex.IGNORECASE,
)


class DatasetBracketMissing(Rule[Reference]):
    """A data set is not described as one.

    APA writes "[Data set]" after its title.

    The rule knows data sets only by their links: paths with "/dataset/" and the DOIs of archives that hold nothing else.
    It is a hint.
    """

    code = "SRC030"
    section = "10.9, 9.21"
    section_from_memory = True
    severity = INFO
    fix = UNSAFE
    message = "The link leads to a data set; APA writes “[Data set]” after the title."
    VALID = (
        "Pew Research Center. (2018). *American trends panel Wave 26* [Data set]. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26",
    )
    INVALID = (
        "Pew Research Center. (2018). *American trends panel Wave {~~26~>26 [Data set]~~}*. "
        "https://www.pewsocialtrends.org/dataset/american-trends-panel-wave-26",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look at the link of a title without brackets."""
        title = part.title
        if (
            title is None
            or title.brackets
            or part.container is not None
            or part.periodical is not None
            or part.unparsed
        ):
            return
        for link in part.links:
            address = link.address.text
            if link.doi is not None:
                found = _DATA_DOI.match(link.doi.text)
            else:
                found = _DATA_PATH.search(address) or _DATA_HOST.match(address)
            if found:
                yield self.mark(last_word(title), after_title(title, "[Data set]"))
                return


_ONE_WORD = pattern(r"(?:(?:raw|supplementary)\s)?data(?P<hyphen>-?)set(?P<rest>s?)(?=$| and\b|,)", regex.IGNORECASE)


class DatasetDescriptor(Rule[Title]):
    """A data set is described in one word.

    APA writes "[Data set]", and "[Data set and code book]", in two.

    The word in a title is the author's own and stays.
    """

    code = "SRC034"
    signs = ("[",)
    section = "10.9, 9.21"
    section_from_memory = True
    severity = WARNING
    fix = SAFE
    message = "“{found}” describes the work; APA writes “{right}”, in two words."
    VALID = (
        "National Center for Education Statistics. (2016). *The dataset of datasets* [Data set and code book]. U.S. "
        "Department of Education. https://nces.ed.gov/surveys/pss/pssdata.asp",
        "Oregon Youth Authority. (2011). *Recidivism outcomes* [Unpublished raw data].",
    )
    INVALID = (
        "Eurostat. (2021). *Asylum and first time asylum applicants* [{~~Dataset~>Data set~~}]. "
        "https://ec.europa.eu/eurostat/web/asylum",
    )

    def check(self, part: Title) -> Iterator[Mark]:
        """Look at the beginning of each description."""
        for bracket in part.brackets:
            match = _ONE_WORD.match(bracket.description.text)
            if match is None:
                continue
            start = bracket.description.start
            low, high = start + match.start("hyphen"), start + match.end("hyphen")
            found = match[0]
            right = found[: match.start("hyphen")] + " " + found[match.end("hyphen") :]
            yield self.mark((start, start + match.end()), (low, high, " "), found=found, right=right)
