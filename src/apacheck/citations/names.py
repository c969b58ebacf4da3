"""The words before a year → the names of a citation, read from the year backwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from apacheck.citations.forms import SHORT, Names, Token, abbreviated, legal_case, quoted_title, tokens_of
from apacheck.citations.known import Known, key
from apacheck.citations.model import CitedName, NameKind
from apacheck.citations.words import (
    BODIES,
    CONJUNCTIONS,
    NOT_AUTHORS,
    OPENERS,
    ORGANIZATION,
    PARTICLES,
    PLACES,
    SMALL,
    SUFFIXES,
)
from apacheck.reference.model import Part

_SAINTS = frozenset({"st.", "ste.", "mt.", "ft."})
#: Small words and rare particles with which no name is taken to begin: "so do Ring and Lund".
_NEVER_FIRST = (SMALL - PARTICLES) | {"do", "e", "i", "y", "und", "op", "ap", "het", "lo", "dit"}
_COLLEAGUES = frozenset({"colleagues", "coworkers", "co-workers", "collaborators", "associates", "others"})
#: How far back names are looked for.
REACH = 260
_MOST_NAMES = 21


@dataclass(slots=True)
class _Phrase:
    """Words that one space after the other holds together, and may be one name."""

    tokens: list[Token]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def read_names(
    text: str,
    low: int,
    high: int,
    known: Known,
    *,
    narrative: bool,
    introduced: Mapping[str, object] = MappingProxyType({}),
) -> Names | None:
    """Read the names that end at `high`, looking back no further than `low`; `introduced` are abbreviations met before."""
    low = max(low, high - REACH)
    while low > 0 and low < high and text[low - 1].isalnum():
        low += 1
    head = text[low:high].rstrip()
    high = low + len(head)
    if not head:
        return None
    found = quoted_title(text, low, head, known, narrative=narrative) if head[-1] in "”\"’'" else None
    if found is None:
        found = legal_case(text, low, head)
    if found is not None:
        return found
    short = SHORT.search(head)
    if short is not None:
        return abbreviated(text, low, low + short.start(), short, known)
    return _Reader(text, tokens_of(text, low, high), known, introduced, narrative=narrative).read()


class _Reader:
    """Walks the words before a year from the last to the first."""

    def __init__(
        self, text: str, tokens: list[Token], known: Known, introduced: Mapping[str, object], *, narrative: bool
    ) -> None:
        self.text = text
        self.introduced = introduced
        self.tokens = tokens
        self.known = known
        self.narrative = narrative
        self.at = len(tokens) - 1

    def read(self) -> Names | None:
        tokens = self.tokens
        if not tokens:
            return None
        end = tokens[-1].end
        et_al, colleagues, possessive = self._et_al()
        if self.at < 0:
            return None
        last = tokens[self.at]
        if last.kind == "word" and last.lower.endswith(("'s", "’s")):
            possessive = True
        whole = self._known_whole() if et_al is None else None
        if whole is not None:
            return whole
        phrases: list[_Phrase] = []
        joints: list[Part] = []
        while len(phrases) < _MOST_NAMES:
            phrase = self._phrase(first=not phrases and et_al is None)
            if phrase is None:
                break
            phrases.insert(0, phrase)
            if self._is_barred(phrase):
                return None
            joint = self._joint(phrase, et_al_follows=et_al is not None and len(phrases) == 1)
            if joint is None:
                break
            joints.insert(0, joint)
        if not phrases:
            return None
        joints = joints[-(len(phrases) - 1) :] if len(phrases) > 1 else []
        return self._result(phrases, joints, et_al, colleagues, possessive, end)

    # --- pieces -----------------------------------------------------------------------------------------------

    def _et_al(self) -> tuple[Part | None, bool, bool]:
        token = self.tokens[self.at]
        possessive = False
        if token.kind == "word" and token.lower in {"s", "'s", "’s"} and self.at:
            self.at -= 1
            token, possessive = self.tokens[self.at], True
        if token.kind == "other" and token.text in "'’" and self.at:
            self.at -= 1
            token, possessive = self.tokens[self.at], True
        if token.kind == "et_al":
            self.at -= 1
            while self.at > 0 and (
                self.tokens[self.at].kind in {"comma", "amp"} or self.tokens[self.at].lower == "and"
            ):
                self.at -= 1
            return Part(self.text, token.start, token.end), False, possessive
        base = token.lower.removesuffix("'s").removesuffix("’s").rstrip("'’")
        if token.kind == "word" and base in _COLLEAGUES and self.at >= 2:
            step = 1
            words = [self.tokens[self.at - step].lower]
            if words[0] in {"his", "her", "their"}:
                step += 1
            if self.at - step >= 0 and self.tokens[self.at - step].lower in {"and", "&"}:
                part = Part(self.text, self.tokens[self.at - step].start, token.end)
                self.at -= step + 1
                return part, True, token.text.endswith(("s'", "s’", "'s", "’s")) and base != token.lower
        return None, False, possessive

    def _known_whole(self) -> Names | None:
        """The longest stretch that is a group or a title of the lists."""
        tokens, known = self.tokens, self.known
        if not (known.groups or known.titles):
            return None
        last = tokens[self.at]
        if last.kind not in {"word", "initial", "number"} or last is not tokens[-1]:
            return None
        end = last.end
        stem = last.text
        for suffix in ("'s", "’s", "'", "’"):
            if stem.endswith(suffix):
                end -= len(suffix)
                break
        best: tuple[int, NameKind] | None = None
        for index in range(self.at, max(self.at - 30, -1), -1):
            token = tokens[index]
            if token.kind not in {"word", "initial", "number"}:
                continue
            words = self.text[token.start : end]
            spelled = key(words)
            if spelled in known.groups or spelled.removeprefix("the") in known.groups:
                best = token.start, "group"
            elif (token.capital or token.kind == "number") and index < self.at and known.title(words):
                best = token.start, "title"
        if best is None:
            return None
        start, kind = best
        before = next((t for t in reversed(tokens) if t.end <= start), None)
        if before is not None and before.kind == "amp":
            return None  # one of several: read as names
        name = CitedName(self.text, start, last.end, family=Part(self.text, start, end), kind=kind)
        return Names(start, tokens[-1].end, [name], certain=True, possessive=end < last.end)

    def _phrase(self, *, first: bool) -> _Phrase | None:
        """The words of one name, ending where the reader stands."""
        tokens = self.tokens
        taken: list[Token] = []
        at = self.at
        while at >= 0:
            token = tokens[at]
            if taken and self.text[token.end : taken[0].start].strip():
                break
            if taken and token.end == taken[0].start and token.kind in {"word", "number"}:
                break
            if token.kind == "initial" or (token.kind == "word" and token.capital):
                if token.lower in OPENERS and not (token.lower in PARTICLES and taken) and not token.acronym:
                    break
                if token.lower in {"e.g.", "i.e.", "cf."}:
                    break
                taken.insert(0, token)
            elif token.kind == "word" and taken and token.lower in PARTICLES:
                if token.lower in {"y", "e", "und", "i"} and not (at and tokens[at - 1].capital):
                    break
                taken.insert(0, token)
            elif (
                (token.kind == "word" and taken and token.lower in SMALL and at and self._goes_on(at))
                or (token.kind == "word" and not taken and self._is_listed_lower(token))
                or (token.kind == "number" and taken and first and not self.narrative)
                or (token.kind == "word" and not taken and token.lower in SUFFIXES)
            ):
                taken.insert(0, token)
            else:
                break
            at -= 1
        while taken and taken[0].kind == "word" and taken[0].text in _NEVER_FIRST:
            taken.pop(0)
        if not any(token.capital or token.kind == "initial" or self._is_listed_lower(token) for token in taken):
            return None
        if taken[-1].kind == "initial" and not self._ends_inverted(taken):
            return None
        self.at = at
        return _Phrase(taken)

    @staticmethod
    def _ends_inverted(taken: list[Token]) -> bool:
        """Whether an initial may end the phrase: "U.S.", or a name in the list's order ("Smith J.")."""
        return len(taken[-1].text) > 2

    def _is_listed_lower(self, token: Token) -> bool:
        """Whether a word in lower case is the surname of a listed first author ("boyd")."""
        if token.kind != "word" or len(token.text) < 3 or token.lower in SMALL or token.lower in OPENERS:
            return False
        word = token.lower.removesuffix("'s").removesuffix("’s")
        return any(
            author.name[:1].islower() and author.key == key(word)
            for found in self.known.first.get(key(word), ())
            for author in found.authors[:1]
        )

    def _goes_on(self, at: int) -> bool:
        """Whether a capitalised word stands before the small words at `at`: "Institute of the Arts"."""
        tokens = self.tokens
        if tokens[at].lower in {"and", "to", "with", "at", "by", "from", "in", "on", "a", "an"} and (
            self.narrative or tokens[at].lower == "and"
        ):
            return False
        before = at - 1
        while before >= 0 and at - before <= 3 and tokens[before].kind == "word" and tokens[before].lower in SMALL:
            before -= 1
        if before < 0 or not tokens[before].capital or tokens[before].lower in OPENERS:
            return False
        return not self.text[tokens[before].end : tokens[before + 1].start].strip()

    def _is_barred(self, phrase: _Phrase) -> bool:
        """Whether the first (or only) word says that this is no author."""
        words = [token.lower.rstrip(".") for token in phrase.tokens if token.kind != "number"]
        if not words:
            return True
        head, last = words[0], words[-1]
        if self.known.begins(self.text[phrase.start : phrase.end]) or self.known.begins(phrase.tokens[-1].text):
            return False
        if len(words) == 1:
            return last in NOT_AUTHORS
        return (head in NOT_AUTHORS and phrase.tokens[0].kind == "word") or last in NOT_AUTHORS

    def _joint(self, phrase: _Phrase, *, et_al_follows: bool) -> Part | None:
        """What joins the name before to `phrase`; moves on to that name."""
        del et_al_follows
        at = self.at
        seen: list[str] = []
        while at >= 0 and len(seen) < 3:
            token = self.tokens[at]
            if token.kind == "amp" or (token.kind == "word" and token.lower in CONJUNCTIONS):
                if "&" in seen:
                    return None
                seen.append("&")
            elif token.kind == "comma":
                if "," in seen:
                    return None
                seen.append(",")
            else:
                break
            at -= 1
        if not seen or at < 0 or seen == [",", "&"]:
            return None
        before = self.tokens[at]
        if before.kind == "et_al" or not (
            before.capital or before.lower in SUFFIXES or self._is_listed_lower(before) or before.text in {"]", ")"}
        ):
            return None
        if before.lower in OPENERS and before.lower not in SUFFIXES:
            return None
        if seen == [","] and before.lower in NOT_AUTHORS:
            return None
        self.at = at
        return Part(self.text, before.end, phrase.start)

    # --- the whole ----------------------------------------------------------------------------------------------

    def _result(
        self,
        phrases: list[_Phrase],
        joints: list[Part],
        et_al: Part | None,
        colleagues: bool,  # noqa: FBT001
        possessive: bool,  # noqa: FBT001
        end: int,
    ) -> Names | None:
        text = self.text
        if self.narrative:
            phrases, joints = self._without_enumeration(phrases, joints, et_al)
        group = et_al is None and any(self._is_group(phrase) for phrase in phrases)
        if group and len(phrases) > 1 and not all("&" in joint.text for joint in joints[-1:]):
            start, stop = phrases[0].start, phrases[-1].end
            stop = self._stem_end(phrases[-1].tokens[-1])
            listed = bool(self.known.begins(text[start:stop]))
            if self.narrative and not listed:
                # "Smith and the World Health Organization": the group that stands last, alone
                phrases = phrases[-1:] if not self._joined_group(phrases, joints) else phrases
                start = phrases[0].start
            name = CitedName(text, start, phrases[-1].end, family=Part(text, start, stop), kind="group")
            return Names(start, end, [name], certain=listed or self._organized(phrases), possessive=possessive)
        if len(phrases) > 1 and len(phrases[0].tokens) == 1 and phrases[0].tokens[0].acronym and not self.narrative:
            label = phrases[0].tokens[0].text
            if "&" not in joints[0].text and not self.known.begins(label) and len(label) > 2:
                phrases, joints = phrases[1:], joints[1:]  # "(PANAS, Watson & Clark, 1988)": what the work is about
        names = [self._name(phrase, last=index == len(phrases) - 1) for index, phrase in enumerate(phrases)]
        certain = self._certain(phrases, names, et_al, possessive=possessive)
        return Names(names[0].start, end, names, joints, et_al, colleagues, possessive, certain)

    def _without_enumeration(
        self, phrases: list[_Phrase], joints: list[Part], et_al: Part | None
    ) -> tuple[list[_Phrase], list[Part]]:
        """In a sentence commas enumerate more than names: three names need the conjunction that closes a list."""
        if len(phrases) > 1 and et_al is not None and "," not in self.text[phrases[-1].end : et_al.start]:
            before = joints[-1].text.strip()
            if before == "," and not self._pair_is_listed(phrases[-2:]):
                return phrases[-1:], []  # "According to PubMed, Nagaishi et al. (2012)"
        if len(phrases) > 1 and et_al is None:
            closing = joints[-1].text.strip(" ,\n")
            if not closing:
                return phrases[-1:], []
            while len(phrases) == 2 and "," in joints[0].text and "&" not in joints[0].text:
                if self.known.begins(phrases[0].tokens[-1].text) and self._pair_is_listed(phrases):
                    break
                return phrases[-1:], []
        return phrases, joints

    def _pair_is_listed(self, phrases: list[_Phrase]) -> bool:
        second = key(phrases[-1].tokens[-1].text)
        return any(
            second in {author.key for author in found.authors}
            for found in self.known.begins(phrases[0].tokens[-1].text)
        )

    @staticmethod
    def _joined_group(phrases: list[_Phrase], joints: list[Part]) -> bool:
        """Whether "and" stands inside one name ("Centers for Disease Control and Prevention")."""
        return (
            len(phrases) == 2 and "," not in joints[0].text and any(t.lower in {"of", "for"} for t in phrases[0].tokens)
        )

    @staticmethod
    def _is_group(phrase: _Phrase) -> bool:
        words = [token.lower for token in phrase.tokens]
        if any(word in SMALL and word not in PARTICLES for word in words):
            return True
        return len(words) > 1 and any(word.rstrip(".") in ORGANIZATION for word in words)

    def _organized(self, phrases: list[_Phrase]) -> bool:
        known = BODIES if self.narrative else ORGANIZATION
        return any(token.lower.rstrip(".") in known for phrase in phrases for token in phrase.tokens)

    @staticmethod
    def _stem_end(token: Token) -> int:
        """Where a word ends without its possessive."""
        for suffix in ("'s", "’s"):
            if token.lower.endswith(suffix):
                return token.end - 2
        return token.end - 1 if token.text[-1:] in "'’" and len(token.text) > 2 else token.end

    def _name(self, phrase: _Phrase, *, last: bool) -> CitedName:
        text, tokens = self.text, list(phrase.tokens)
        suffix = None
        if len(tokens) > 1 and tokens[-1].lower in SUFFIXES:
            suffix = Part(text, tokens[-1].start, tokens[-1].end)
            tokens.pop()
        end = self._stem_end(tokens[-1]) if last or tokens[-1].text[-1:] not in "'’" else tokens[-1].end
        words = text[tokens[0].start : end]
        if self._is_group(_Phrase(tokens)) or self.known.begins(words):
            listed = self.known.begins(words)
            person = bool(listed) and not listed[0].authors[0].group if listed and listed[0].authors else False
            return CitedName(
                text,
                phrase.start,
                phrase.end,
                family=Part(text, tokens[0].start, end),
                kind="person" if person else "group",
                suffix=suffix,
            )
        if len(tokens) == 1 and words.isupper() and len(words) >= 2 and words.isascii():
            return CitedName(text, phrase.start, phrase.end, family=Part(text, tokens[0].start, end), kind="group")
        begin = 0
        while begin < len(tokens) - 1 and tokens[begin].kind == "initial" and tokens[begin].lower not in _SAINTS:
            begin += 1
        # Of several capitalised words those before the listed surname are given names.
        listed_from = next(
            (index for index in range(begin, len(tokens)) if key(text[tokens[index].start : end]) in self.known.anyone),
            None,
        )
        if listed_from is None and begin == 0:
            listed_from = 0
            if not self.narrative and len(tokens) == 2 and tokens[0].capital:
                listed_from = 0
        start = tokens[listed_from if listed_from is not None else begin]
        if start.start > tokens[0].start and tokens[0].kind != "initial" and self.narrative:
            # in a sentence the words before may be any: they are no part of the citation
            first_initial = next((t for t in tokens[: tokens.index(start)] if t.kind == "initial"), None)
            given = Part(text, first_initial.start, tokens[tokens.index(start) - 1].end) if first_initial else None
            return CitedName(
                text,
                given.start if given else start.start,
                phrase.end,
                family=Part(text, start.start, end),
                given=given,
                suffix=suffix,
            )
        given = Part(text, tokens[0].start, tokens[tokens.index(start) - 1].end) if start is not tokens[0] else None
        return CitedName(
            text, phrase.start, phrase.end, family=Part(text, start.start, end), given=given, suffix=suffix
        )

    def _certain(self, phrases: list[_Phrase], names: list[CitedName], et_al: Part | None, *, possessive: bool) -> bool:
        """Whether these are names: by the lists, or by their number, form or what stands beside them."""
        known = self.known
        if any(known.begins(name.family.text) for name in names[:1]) or known.short.get(key(names[0].family.text)):
            return True
        if et_al is not None or any(name.given is not None and "." in name.given.text for name in names):
            return True
        if len(names) > 1:
            return not any(token.lower in PLACES or token.lower in NOT_AUTHORS for p in phrases for token in p.tokens)
        tokens = phrases[0].tokens
        words = [token for token in tokens if token.kind == "word"]
        if any(token.kind == "number" for token in tokens):
            return False
        if names[0].kind == "group":
            short = names[0].family.text
            if key(short) in self.introduced or self._organized(phrases):
                return True
            return not self.narrative and short.isupper() and short.lower() not in PLACES
        if any(word.lower in PLACES for word in words):
            return False
        capitals = [word for word in words if word.capital]
        return len(capitals) == 1 or (len(capitals) == 2 and (possessive or not self.narrative))
