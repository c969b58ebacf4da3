"""A line → whether it is the heading of a reference list, the heading of something else, or a rule between parts."""

import regex

from apacheck.entries.words import SMALL_IN_HEADINGS
from apacheck.patterns import pattern

_LIST_NAMES = """
    reference|references|references? list|list of references|references? cited|cited references|works cited|work cited
    |works? referenced|selected references|selected bibliography|annotated bibliography|reference(?:s)? section
    |apa references?|references? \\(apa(?: 7| 7th| style)?[^()]{0,20}\\)|bibliography|bibliographies|bibliographic references
    |bibliographical references|literature|literature cited|cited literature|literature references|further readings?
    |suggested readings?|recommended readings?|additional readings?|sources|sources cited|list of sources
    |sources and further reading|references and further reading|references? (?:and|&) (?:notes|bibliography)
    |literatur|literaturverzeichnis|literaturliste|literaturangaben|quellen|quellenverzeichnis|referenzen|bibliographie
    |referencias|referencias bibliogr[aá]ficas|bibliograf[ií]a|obras citadas|r[eé]f[eé]rences|r[eé]f[eé]rences bibliographiques
    |ouvrages cit[eé]s|riferimenti|riferimenti bibliografici|bibliografia|refer[eê]ncias|refer[eê]ncias bibliogr[aá]ficas
    |refer[eè]ncies|literatuur|literatuurlijst|bronnen|bronnenlijst|referenties|referenser|referenslista|litteratur
    |litteraturliste|litteraturlista|litteraturf[oö]rteckning|referanser|referanseliste|referencer|kirjallisuus|l[aä]hteet
    |kaynak[cç]a|kaynaklar|literatura|piśmiennictwo|seznam literatury|hivatkoz[aá]sok|irodalomjegyz[eé]k
    |список литературы|литература|библиография|참고문헌|参考文献|參考文獻|引用文献|المراجع|βιβλιογραφία
    |ref+[ea]?r+[aei]{0,2}n[cs]e?s?(?: (?:list|cited|page))?|refern?e[cn]e?s|r e f e r e n c e s|ref[ea]r[ae]ces?|refere?nes?|biblio?gra(?:phy|pgy|hpy|fy|pghy)
    |bibi?li?ograph(?:y|ies)|biblography|biography and references|work sited|works? site
"""
_NAME = "(?:" + "".join(line.strip() for line in _LIST_NAMES.strip().splitlines()) + ")"
_NAME = _NAME.replace("\\\\", "\\")
_NUMBER = r"(?:(?:section\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLivxl]{1,6}|[A-Za-z])[.):]?\s+)?"
_OPEN = (
    r"(?:<h\d[^<>]{0,80}>|<(?:b|p|strong|title|center)>|\\(?:sub)?section\*?\{|\\chapter\*?\{|[#*_=~>|\s\[\"'“]){0,12}+"
)
_CLOSE = r"(?:</?\w{1,8}>|[#*_=~:.|\s\]}\"'”\-–—;]){0,12}+"
_LIST = pattern(rf"{_OPEN}{_NUMBER}[*_]{{0,3}}{_NAME}{_CLOSE}\Z", regex.IGNORECASE)
_RUN_IN = pattern(
    rf"[*_]{{0,3}}(?:{_NAME}[*_]{{0,3}}(?:\s*:[*_]{{0,3}}|\s*[-–—]|[*_]{{1,3}})|references|reference list|works cited|bibliography)\s+(?=\S)",
    regex.IGNORECASE,
)

_END = pattern(
    r"""[#*_\s<>/hb0-9.\[\]]{0,12}+(?:
        (?:appendix|appendices|anhang|annexe?s?|anexos?|endnotes?|footnotes?|fußnoten|notes?|author(?:['’]?s)?\ notes?|acknowledge?ments?
          |danksagung|tables?|figures?|supplement(?:ary|al)\ materials?|about\ the\ authors?|index|glossary|abstract|exhibits?
          |attachments?|list\ of\ (?:tables|figures|abbreviations)|conflicts?\ of\ interest|funding|data\ availability)
        (?:\s*[\d.:—–-]*+|\s+[A-Z0-9]{1,3}\b[^.]{0,60}|:\ [^.]{0,60})
      | (?:top|bottom)\ of\ form | reply | replies | respond | response
      | (?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth)\ (?:colleague|student|classmate|peer|post|reply|response)
    )[#*_\s:<>/hb0-9]{0,12}+\Z""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MARKED = pattern(
    r"#{1,6}\s+\S|<h[1-6]\b|\\(?:sub){0,2}section\b|\\chapter\b|\\(?:author|examples|seealso|keyword|note|details|value)\{"
)
_RULE = pattern(
    r"[\s\-–—=_*~#.·•+|<>/}\{\]`]*+\Z|</?(?:ul|ol|div|hr|br|dl|p|table|tbody|section)\b[^<>]*+>\Z", regex.IGNORECASE
)
_PAGE = pattern(r"(?:page\s+|p\.\s?|-\s?)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4}|\s?-)?\Z", regex.IGNORECASE)

_YEAR = pattern(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:|www\.|\bdoi\b")
_WORD = pattern(r"[\p{L}\p{M}'’\-]++")


def is_list_heading(line: str) -> bool:
    """Whether the line says that a reference list follows."""
    return len(line) <= 120 and _LIST.match(line) is not None


def run_in(line: str) -> int:
    """Length of a list heading that stands on the same line as what follows ("References: Smith, J."), or 0."""
    match = _RUN_IN.match(line)
    return match.end() if match else 0


def ends_list(line: str) -> bool:
    """Whether the line is the heading of something that is not a reference list."""
    return len(line) <= 120 and _END.match(line) is not None


def is_marked(line: str) -> bool:
    """Whether mark-up makes the line a heading, whatever it says."""
    return _MARKED.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether the line holds nothing that a reader reads."""
    return (3 <= len(line) <= 400 or line in {"}", "{", "|", ">"}) and _RULE.match(line) is not None


def is_page_number(line: str) -> bool:
    """Whether the line holds only the number of a page."""
    return len(line) <= 20 and _PAGE.match(line) is not None


def looks_like_heading(line: str) -> bool:
    """Whether a line that stands alone has the look of a heading: short, capitalised, no full stop, no year."""
    if is_marked(line) or ends_list(line):
        return True
    if len(line) > 90 or line[-1:] in ".,;" or _YEAR.search(line):
        return False
    words = _WORD.findall(line)
    if not words or len(words) > 10 or not (line[0].isupper() or line[0].isdigit() or line[0] in '*_#“"'):
        return False
    if line.endswith((":", "?", "!")):
        return True
    ordinary = sum(1 for word in words if word[0].islower() and word not in SMALL_IN_HEADINGS)
    return len(words) <= 2 or ordinary * 2 <= len(words)
