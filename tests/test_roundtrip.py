"""A valid entry, read and written again, is itself; read from its plain text, its italics come back."""

import pytest

from apacheck.reference import parse

#: CSL type → entries, italics marked.
ENTRIES = {
    "article-journal": """
        Doe, J. (2018). Getting bees to behave. *Bee Leadership*, *76*(1), 26–33.
        Doe, J. A., Roe, B.-C., & van der Poe, E. (2019). Bees & wasps: A review. *PLOS ONE*, *14*(1), Article e0209899. https://doi.org/10.1371/journal.pone.0209899
        Doe, J., Jr., & the Hive Group. (2020a). Do bees think? *Insect Mind*, *2*(3–4), S24–S35. https://doi.org/10.1000/xyz123
        Doe, J. (in press). Bees at night. *Insect Mind*.
        Doe, J. (2021). Bees at noon. *Insect Mind*. Advance online publication. https://doi.org/10.1000/xyz124
        Doe, J. (1972). The mind of the bee (B. Roe & C. Poe, Trans.). *Insect Mind*, *15*(1), 1–12. https://doi.org/10.1000/xyz125 (Original work published 1970)
        Doe, J. (2018). La abeja y la noche [The bee and the night]. *Insectos y Salud*, *29*(3), 12–19.
        Doe, J. (2015). Bees of the world [Editorial]. *Insect Mind*, *9*, 1.
        Doe, J. (2004). Supplements for bees. *Insect Mind*, *9*(Suppl. 2), 45–59.
    """,
    "article-magazine": """
        Doe, J. (2019, March). Bees on the roof. *City Garden*, *50*(2), 20–24.
        Doe, J. (2012, May 7). Bees of the Alps. *The Mountaineer*, *12*, 3–4. https://www.example.org/bees
    """,
    "article-newspaper": """
        Doe, J. (2019, January 3). Bees take the town. *The New York Times*, C1.
    """,
    "review-book": """
        Doe, J. (2017, April 20). Just as they are [Review of the book *Bees at war*, by A. Roe]. *The New York Times*, C4.
    """,
    "book": """
        Doe, J. (2019). *The global hive: Frameworks of power*. Routledge.
        Doe, J., & Roe, A. B. (Eds.). (2003). *Trust in the hive* (2nd ed., Vol. 3). Springer; De Gruyter Mouton.
        Doe, J. (1999). *The complete hive* (A. Roe, Ed. & Trans.; 3rd ed.). Wiley. https://doi.org/10.1000/xyz126 (Original work published 1900)
        American Bee Society. (2013). *The bee manual* (5th ed.). https://doi.org/10.1000/xyz127
        Doe, J. (2003). *Bees of the mind* [Audiobook]. Recorded Bees.
    """,
    "chapter": """
        Doe, J. (2016). Work and the hive: Perspectives. In A. Roe & B. C. Poe (Eds.), *The healthy hive* (pp. 111–113). American Bee Society. https://doi.org/10.1000/xyz128
        Doe, J. (2003). Defining the bee. In A. Roe (Ed.), *Principles of bees* (2nd ed., Vol. 1, pp. 7–13). CRC Press.
        Doe, J. (2003). Defining the wasp. In A. Roe, B. Poe, & C. Moe Jr. (Eds.), *Principles of wasps* (p. 7). CRC Press.
    """,
    "entry-encyclopedia": """
        List of oldest hives. (2019, January 13). In *Wikipedia*. https://en.wikipedia.org/w/index.php?title=Hives&oldid=8781
    """,
    "entry-dictionary": """
        Merriam-Webster. (n.d.). Bee. In *Merriam-Webster.com dictionary*. Retrieved July 12, 2019, from https://www.merriam-webster.com/dictionary/bee
    """,
    "report": """
        National Bee Institute. (2018). *Facing the hive: Life after the swarm* (NBI Publication No. 18-2424). https://www.example.gov/life-after-swarm.pdf
    """,
    "thesis": """
        Doe, J. (2014). *Bee leadership* [Unpublished doctoral dissertation]. University of Virginia.
        Doe, J. (2019). *The beer of bees* (Publication No. 10289373) [Doctoral dissertation, Rice University]. ProQuest Dissertations and Theses Global.
    """,
    "manuscript": """
        Doe, J. (2019). *Bees and faces* [Manuscript submitted for publication]. Department of Biology, Rice University.
    """,
    "article": """
        Doe, J., & Roe, A. (2017). *Autism and the hive*. PsyArXiv. https://doi.org/10.31234/osf.io/abcde
    """,
    "speech": """
        Doe, J. (2018, September 27–30). *Bees and their image* [Poster presentation]. Australian Bee Congress, Sydney, NSW, Australia. https://www.example.org/bees
    """,
    "dataset": """
        Doe, J. (2021). *Bees counted* (Version 2) [Data set]. Harvard Dataverse. https://doi.org/10.7910/ABC
        Doe, J. (2015). [Unpublished raw data on the dances of bees]. University of Kentucky.
    """,
    "software": """
        Doe, J. (2014). *Comprehensive bees* (Version 3.3.070) [Computer software]. Biostat. https://www.example.com/
    """,
    "motion_picture": """
        Doe, J. (Director). (1975). *One flew over the hive* [Film]. United Bees; Wasp Pictures.
        University of Bees. (2016, December 6). *How do bees walk on water?* [Video]. YouTube. https://www.youtube.com/watch?v=qm1xGfO
    """,
    "broadcast": """
        Doe, J., & Roe, A. (Executive Producers). (2002–2008). *The hive* [TV series]. HBO.
        Doe, J. (Writer), & Roe, A. (Director). (2017, January 11). Stings (Season 3, Episode 12) [TV series episode]. In B. Poe (Executive Producer), *The hive*. HBO.
        Doe, J. (Host). (2011–present). *On bees* [Audio podcast]. Bee FM. https://www.example.org/on-bees
    """,
    "song": """
        Doe, J. (2017). Humble bee [Song]. On *Sting*. Aftermath Bees; Interscope Records.
    """,
    "graphic": """
        Doe, J. (1826–1827). *Bee at rest* [Lithograph]. The Louvre, Paris, France.
    """,
    "post": """
        Doe, J. [@JaneDoe]. (2018, June 21). *I treasure every bee #hive* [Image attached] [Tweet]. Twitter. https://twitter.com/JaneDoe/status/1009951
        Bee Style [@bee_style]. (n.d.). *Tweets* [Twitter profile]. Twitter. Retrieved November 1, 2019, from https://twitter.com/bee_style
    """,
    "webpage": """
        Doe, J. (2019, January 3). *The secret of a long hive life*. CNN. https://www.cnn.com/2019/01/03/hive/index.html
        Bee Union. (n.d.). *What keepers should do*. https://www.example.org/keepers
        U.S. Bee Bureau. (n.d.). *World bee clock*. U.S. Department of Bees. Retrieved July 3, 2019, from https://www.example.gov/clock/
    """,
    "legal_case": """
        Bee v. Board of Wasps, 347 U.S. 483 (1954). https://www.example.org/cases/347us483
        Daubert v. Merrell Bees, Inc., 951 F.2d 1128 (9th Cir. 1991).
    """,
    "legislation": """
        Bees With Disabilities Act of 1990, 42 U.S.C. § 12101 et seq. (1990). https://www.example.gov/pubs/adastatute08.htm
    """,
}  # fmt: skip

MARKED = [(kind, line.strip()) for kind, lines in ENTRIES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("kind", "marked"), MARKED)
def test_entry_comes_back(kind: str, marked: str) -> None:
    reference = parse(marked.replace("*", ""))
    assert reference.format() == marked.replace("*", "")
    assert reference.type == kind


@pytest.mark.parametrize("marked", [line for _, line in MARKED])
def test_italics_come_back(marked: str) -> None:
    assert parse(marked.replace("*", "")).format("markdown").replace("\\", "") == _outside_brackets(marked)


def _outside_brackets(marked: str) -> str:
    """The entry with italics inside brackets unmarked: they cannot be told from the text."""
    before, opening, rest = marked.partition("[Review")
    inside, closing, after = rest.partition("]")
    return before + opening + inside.replace("*", "") + closing + after if opening else marked
