"""Words by which names, dates, titles and prose are told apart."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What may stand in a date besides digits.
DATE_WORDS = _words(
    """
    january february march april may june july august september october november december janvier février mars
    avril mai juin juillet août septembre octobre novembre décembre januar jänner februar märz juni juli oktober
    dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio
    febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho
    setembro outubro novembro dezembro januari februari maart mei augustus jan feb mar apr jun jul aug sep sept
    oct nov dec okt dez déc ene abr ago spring summer autumn fall winter frühjahr sommer herbst primavera verano
    otoño invierno printemps été automne hiver
    a b c d e n s o j ca circa bce ad bc ce nd no date undated in press forthcoming preparation preprint present
    submitted accepted advance online publication first early access manuscript under review expected ongoing
    updated originally original and to of the st th rd nd bis heute im druck erscheint en prensa sous presse sd
    sf or month year issue vol quarter q heisei showa
    """
)
#: Words that begin a sentence of prose before a narrative citation, never a group's name.
NOT_NAMES = _words(
    """
    in at as for on by with when while although however to from after before during since if see unlike like
    according moreover furthermore additionally thus therefore hence then finally second because though despite
    given similarly likewise also and but or so this that these those there here it he she they we our his her
    their its i both several some many most other others another research researchers studies study authors
    findings following building based consistent contrary using drawing further more while whereas even under of
    per through later earlier recently
    """
)
#: Words in lower case that stand inside the names of persons and groups.
SMALL_IN_NAMES = _words(
    """
    and of for the in on et al de la le les los las van von der den dem des und für fur y e d du del della dello
    di da do dos das zu zur zum am im to with a an at by och og på als te ter ten bin ibn el eds ed trans hrsg
    comp i en ou of the as pour per sur aux au l und bei mit vom op het een voor against from
    """
)
#: Verbs, pronouns and conjunctions that titles seldom have.
SENTENCE_WORDS = _words(
    """
    is are was were be been being has have had do does did can could should would will may might must shall
    cannot not that this these those they their them we our us it its he she his her you your i my who which
    whose whom when while because however therefore although though since so but also such than there here if
    then thus very more most as ist sind war waren wird werden hat haben dass nicht auch sich es wir sie que est
    sont pas nous ils elle es son fue no se por como
    """
)
#: Words in lower case in a heading whose other words have capitals.
SMALL_IN_HEADINGS = _words("a an the and or of for in on to with by at from as vs de la le und der die das et y")
