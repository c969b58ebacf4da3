"""Words by which a citation is told from other parentheses, and names from the words before them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words in lower case that belong to a surname.
PARTICLES = _words(
    """
    van von de der den del della di da do dos das du des la le lo los las el al af av ap ben bin ibn abu ter ten te
    tot zu zum zur vom vander vande vanden dela delle degli 't st y e i und dit san santa op het
    """
)
#: Words in lower case inside the name of a group or a title.
SMALL = _words("of for and the on in to with at by from an a de la le du des et y e für und der die das van per &")
#: Words that part one surname from another where they stand between two.
CONJUNCTIONS = _words("and & und et y e en og och")
#: Words (in lower case) with which a sentence goes on to a name; with a capital they are no part of it.
OPENERS = _words(
    """
    a an the in at as for on by with when while whereas although though however to from after before during since if see
    unlike like according moreover furthermore additionally thus therefore hence then finally first second third also and but or
    so this that these those there here it he she they we our his her their its i you your my both several some many most
    other others another each because despite given similarly likewise contrary following building based consistent using
    drawing further more even under of per through later earlier recently until within without upon about against between
    among e.g i.e cf compare whether where which who whose what why how such still yet nor not only just indeed instead
    subsequently consequently specifically notably interestingly conversely accordingly alternatively nevertheless
    nonetheless meanwhile lastly initially originally importantly especially particularly namely again once than versus vs
    researchers research scholars scholar authors author studies study work works professor prof dr mr mrs ms sir
    psychologist psychologists sociologist economist historian philosopher theorist theorists colleagues per via
    scientists critics inspired influenced citing quoting echoing extending adapted adopting reviewing replicating
    regarding concerning considering including recall reading beyond like whilst hereby elsewhere overall
    today all any no one two three four five six seven eight nine ten few
    """
)
#: Words (in lower case) that no author begins with: what stands before a number or a year for other reasons.
NOT_AUTHORS = _words(
    """
    figure figures fig table tables study studies experiment experiments chapter chapters section sections appendix
    appendices equation equations eq eqs part parts version volume vol number no note notes box panel page pages line lines step
    phase wave model hypothesis example item items question questions theorem lemma definition scenario condition
    conditions session sessions sample samples trial block level grade group year years since circa ca born died reprinted
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter
    copyright isbn issn doi http https www n m sd se df ci or p r t f age aged approximately about around
    between from until before after early late mid season seasons episode episodes edition ed eds retrieved accessed updated
    published revised original originally translated total mean median range windows android ios office word excel
    photoshop article articles clause act bill directive regulation resolution law public protocol amendment title
    paragraph chapter theorem fiscal academic olympics olympic cup championship election elections census
    ad bc bce ce am pm et see cf compare for example e.g i.e also
    """
)
#: Places that stand before a year more often than authors of their name.
PLACES = _words(
    """
    afghanistan africa america argentina asia athens atlanta australia austria bangladesh barcelona beijing belgium berlin boston
    brazil britain brussels bulgaria california cambodia cambridge canada chicago chile china colombia copenhagen croatia cuba
    dallas delhi denmark detroit dublin edinburgh egypt england estonia ethiopia europe finland florence florida france
    geneva germany ghana glasgow greece hamburg hawaii helsinki houston hungary iceland india indonesia iran iraq ireland israel
    istanbul italy japan kenya korea kyoto latvia lisbon lithuania liverpool london madrid malaysia manchester melbourne mexico
    miami milan montreal moscow munich naples nepal netherlands nigeria norway oslo oxford pakistan paris peru philadelphia
    philippines poland portugal prague romania rome russia scotland seattle seoul serbia shanghai singapore slovakia slovenia
    spain stockholm sudan sweden switzerland sydney syria taiwan texas thailand tokyo toronto turkey uganda uk ukraine us usa
    vancouver venezuela venice vienna vietnam wales warsaw wisconsin zambia zimbabwe zurich eu un
    """
)
#: Words by which a group is known for one.
ORGANIZATION = _words(
    """
    academy administration agency alliance archive archives assembly association associates authority bank board bureau
    centre center centers centres church club coalition college collaboration collaborative commission committee community
    company conference confederation congress consortium convention corporation council court department directorate
    division federation forum foundation fund group government hospital house inc inc. initiative institute institutes
    institution institutions laboratory laboratories league libraries library ltd ministry movement museum nations navigator network
    office organization organisation panel parliament partnership police press programme program project registry school schools
    secretariat senate service services society statistics survey system taskforce team trust union university
    universität veterans affairs workgroup workshop force health dictionary encyclopedia bible llc gmbh
    """
)
#: What may stand before the works in parentheses.
SIGNALS = _words(
    """
    see also e.g e.g. eg i.e i.e. cf cf. compare for example instance further in contrast but as and review reviews a an the
    reviewed by discussed in described from adapted after following data reported or especially particularly
    more recent recently most notably among others such overview details discussion to similar similarly
    summarized summarised proposed developed by based on per via both consistent with according accord by of
    introduced coined first original originally earlier later work example, instance, review, discussion, overview,
    e.g., i.e., cf., see, also, details, contrast, comprehensive recent detailed summary summary, examples examples,
    critique critique, by, in, however, alternatively, additionally, source source: note: adopted used using
    """
)
#: … also in a sentence, where many a name with a capital stands before a year.
BODIES = _words(
    """
    academy administration agency alliance association authority bank bureau center centers centre centres collaboration
    commission committee consortium corporation council department directorate federation foundation inc institute institutes
    institution laboratory ltd ministry office organization organisation secretariat society university universität
    """
)
#: Suffixes of names.
SUFFIXES = _words("jr jr. sr sr. ii iii iv")
