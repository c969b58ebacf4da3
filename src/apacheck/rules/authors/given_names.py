"""Given names that are common enough to tell "Angela Duckworth" from a group: a word → whether it is one."""

#: Common given names in several languages, without words that groups and places bear too ("Virginia", "Chase").
GIVEN_NAMES = frozenset(
    """
    adam adrian ahmed alan albert alejandro alessandro alex alexander alexandra alice alison amanda amy ana andrea andreas
    andrew angela anita ann anna anne anthony antonio barbara benjamin bernard bruce carl carla carlos carol caroline
    catherine charlotte chris christian christina christine christopher claire claudia craig cynthia daniel daniela david
    deborah dennis diana diane donald donna dorothy douglas edward elena elizabeth emily emma eric erik eva fatima felix
    fernando francesca francesco frank frederick gabriel gary george giovanni giuseppe gregory hannah hans harold heather
    helen henry howard hugo ian ingrid isabel ivan jack jacob james jan jane janet jason jean jeffrey jennifer jessica jill
    joan johann john jonathan jose josé joseph joshua juan judith julia julie karen karl katherine kathleen keith kenneth
    kevin kimberly kristin larry laura lauren laurie linda lisa lucas lucia luigi luis margaret maria marie mario mark martin
    mary matthew melissa michael michelle miguel mohamed mohammed nancy natalie nicholas nicole olga oliver pablo pamela
    patricia patrick paul paula pedro peter philip pierre rachel ralph raymond rebecca richard robert roberto roger ronald
    rosa ruth ryan samantha samuel sandra sara sarah sean sharon simon sofia sophie stefan stephanie stephen steven stuart
    susan suzanne teresa theresa thomas timothy tobias valerie vanessa veronica victoria vincent walter wendy wilhelm william
    wolfgang yolanda yusuf
    """.split()  # noqa: SIM905
)


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name; of "Jean-Paul" the first part counts."""
    return word.partition("-")[0].lower() in GIVEN_NAMES
