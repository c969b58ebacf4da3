"""Works and one part's entries → `Pair`s: which entry is meant, and in what the citation departs from it."""

from collections.abc import Iterable, Mapping, Sequence

from apacheck.citations.known import Author, Known, Listed, acronyms, key, loose
from apacheck.citations.model import Citation, CitedName, CitedYear, Introduced, Pair, Relation, Work
from apacheck.document import Document
from apacheck.reference.model import Part

#: Entries of one year that a misspelt name is compared with.
_MOST = 400


class Matcher:
    """Matches the works of one part of a document with the entries of its lists."""

    def __init__(
        self, known: Known, document: Document, introduced: Mapping[str, Introduced], *, is_reading: bool = False
    ) -> None:
        """Take the entries to match with and the abbreviations of the text; `document` tells lines.

        In a list of further reading nothing is missing.
        """
        self.known = known
        self.document = document
        self.is_reading = is_reading
        #: Indexes of entries that are cited.
        self.used: set[int] = set()
        self.introduced = introduced
        self._met: set[str] = set()
        self._pending: list[tuple[Work, Pair]] = []
        self._cited: dict[tuple[str, str], int] = {}
        self._by_year: dict[str, list[Listed]] = {}
        self._people: dict[str, list[Author]] = {}
        self._by_index = {listed.entry.index: listed for listed in known.listed}
        for listed in known.listed:
            self._by_year.setdefault(listed.year, []).append(listed)
            if listed.authors and not listed.authors[0].group:
                self._people.setdefault(listed.authors[0].key, []).append(listed.authors[0])

    # --- first: what agrees -----------------------------------------------------------------------------------

    def first_pass(self, citations: Iterable[Citation]) -> None:
        """Match what agrees with the list; the rest waits until all that agrees is known."""
        for citation in citations:
            for work in citation.works:
                if work.kind == "personal-communication" or work.original or not work.names:
                    continue
                work.compared = bool(self.known.listed) and not self.is_reading
                if not self.known.listed:
                    continue
                if not work.years:
                    self._yearless(work)
                for year in work.years:
                    pair = self._agreeing(work, year)
                    if pair is None:
                        pair = Pair(year, "unlisted")
                        self._pending.append((work, pair))
                    else:
                        self._use(pair)
                        self._check_abbreviation(citation, work, pair)
                    self._note(citation, work, year)
                    work.pairs.append(pair)

    def _check_abbreviation(self, citation: Citation, work: Work, pair: Pair) -> None:
        """Say where a group's abbreviation stands that nothing has introduced yet."""
        name = work.names[0]
        spelled = key(name.family.text)
        if name.kind != "group" or not name.family.text.isupper() or not pair.authors or spelled in self._met:
            return
        self._met.add(spelled)
        introduced = self.introduced.get(spelled)
        if key(pair.authors[0]) != spelled and (introduced is None or introduced.place > citation.span.start):
            pair.undefined = pair.authors[0]

    def _note(self, citation: Citation, work: Work, year: CitedYear) -> None:
        name = key(work.names[0].family.text)
        line = self.document.places(citation.span.start)[0]
        self._cited.setdefault((name, year.label), line)

    def cites(self, listed: Listed) -> int:
        """The line where this part cites such a work, or 0."""
        return self._cited.get((listed.authors[0].key, listed.year), 0) if listed.authors else 0

    def _yearless(self, work: Work) -> None:
        for listed in self._candidates(work):
            if self._fits(work, listed):
                self.used.add(listed.entry.index)
                work.pairs.append(self._pair(None, "listed", listed))
                return

    def _agreeing(self, work: Work, year: CitedYear) -> Pair | None:
        fitting = [listed for listed in self._candidates(work) if self._fits(work, listed) and _same_year(year, listed)]
        if not fitting:
            return None
        exact = [listed for listed in fitting if listed.letter == year.letter] or fitting
        chosen = self._by_initials(work.names[0], exact)
        entry = chosen[0]
        different = _different(chosen)
        if len(different) > 1:
            same_authors = len({_authors(listed) for listed in different}) == 1
            if not same_authors and work.et_al is None and not work.names[0].given:
                pair = self._pair(year, "listed", entry, different[1:])  # initials tell them apart
                pair.shared = True
                return pair
            relation: Relation = "letter" if same_authors else "ambiguous"
            pair = self._pair(year, relation, entry, different[1:])
            pair.word = ""
            return pair
        relation = "listed" if entry.letter == year.letter else "letter"
        pair = self._pair(year, relation, entry, [listed for listed in _different(fitting) if listed is not entry])
        if relation == "letter":
            pair.word, pair.where = entry.when, year
            if entry.letter and len(_different(fitting)) == 1 and not year.letter:
                pair.others = []
        return pair

    def _by_initials(self, name: CitedName, listed: list[Listed]) -> list[Listed]:
        if name.given is None:
            return listed
        initials = "".join(part[0] for part in name.given.text.replace(".", " ").replace("-", " ").split()).casefold()
        fitting = [
            one
            for one in listed
            if one.authors
            and (one.authors[0].initials.startswith(initials) or initials.startswith(one.authors[0].initials or "?"))
        ]
        return fitting or listed

    def _use(self, pair: Pair) -> None:
        if pair.entry is not None:
            self.used.add(pair.entry.index)
            listed = self._by_index[pair.entry.index]
            self.used.update(other.entry.index for other in self._twins(listed))
        if pair.relation == "ambiguous" or (pair.relation == "letter" and pair.others) or pair.shared:
            self.used.update(entry.index for entry in pair.others)

    def _twins(self, listed: Listed) -> list[Listed]:
        """Entries of the same work."""
        if not listed.authors:
            return [listed]
        return [
            other
            for other in self.known.first.get(listed.authors[0].key, [])
            if other.year == listed.year and other.letter == listed.letter and key(other.title) == key(listed.title)
        ]

    def _pair(self, year: CitedYear | None, relation: Relation, listed: Listed, others: Sequence[Listed] = ()) -> Pair:
        pair = Pair(year, relation, listed.entry, [other.entry for other in others])
        pair.line = self.line(listed)
        pair.authors = [author.name for author in listed.authors]
        pair.count = 0 if listed.more else len(listed.authors)
        pair.original, pair.year_listed = listed.original, listed.year
        pair.title = listed.title if listed.title_first else ""
        pair.crowded = bool(listed.authors) and any(
            other.year == listed.year and len(other.authors) > 2 and _authors(other) != _authors(listed)
            for other in self.known.first.get(listed.authors[0].key, ())
        )
        if listed.authors and not listed.authors[0].group:
            people = self._people.get(listed.authors[0].key, [])
            pair.shared = any(_are_different(listed.authors[0], other) for other in people)
            pair.initials = " ".join(f"{letter.upper()}." for letter in listed.authors[0].initials)
        return pair

    def line(self, listed: Listed) -> int:
        """The line of an entry."""
        return self.document.places(listed.entry.span.start)[0]

    # --- then: what comes close -------------------------------------------------------------------------------

    def second_pass(self, others: Sequence["Matcher"]) -> None:
        """Find for each work that no entry agrees with the entry that comes closest."""
        for work, pair in self._pending:
            self._closest(work, pair, others)

    def _closest(self, work: Work, pair: Pair, others: Sequence["Matcher"]) -> None:
        year = pair.year
        assert year is not None
        candidates = self._candidates(work)
        fitting = [listed for listed in candidates if self._fits(work, listed)]
        free = [listed for listed in fitting if listed.entry.index not in self.used]
        for other in others:
            found = other._agreeing(work, year)  # noqa: SLF001 - one of us
            if found is not None and found.entry is not None:
                pair.relation, pair.entry, pair.line = "elsewhere", found.entry, found.line
                return
        for relation, finder in (("order", self._reordered), ("spelling", self._misspelt)):
            hit = finder(work, year)
            if hit is not None:
                listed, where, word = hit
                self._settle(pair, relation, listed, where, word)  # type: ignore[arg-type]
                return
        if free:
            nearest = min(free, key=lambda listed: _distance_of_years(year, listed))
            self._settle(pair, "year", nearest, year, nearest.when)
            return
        partly = [listed for listed in candidates if _same_year(year, listed)]
        if partly:
            pair.relation, pair.others, pair.line = "authors", [listed.entry for listed in partly], self.line(partly[0])
            pair.word = partly[0].name
            self.used.add(partly[0].entry.index)
            return
        if fitting:
            pair.others, pair.line = [listed.entry for listed in fitting], self.line(fitting[0])
            pair.word = fitting[0].when

    def _settle(self, pair: Pair, relation: Relation, listed: Listed, where: Part, word: str) -> None:
        made = self._pair(pair.year, relation, listed)
        pair.relation, pair.entry, pair.line = relation, listed.entry, made.line
        pair.word, pair.where = word, where
        self.used.add(listed.entry.index)

    def _reordered(self, work: Work, year: CitedYear) -> tuple[Listed, Part, str] | None:
        cited = [key(name.family.text) for name in work.names]
        if len(cited) < 2 and work.et_al is None:
            return None
        for listed in self.known.anyone.get(cited[0], ()):
            if not _same_year(year, listed) or listed.year != year.label or listed.entry.index in self.used:
                continue
            authors = [author.key for author in listed.authors]
            if cited == authors:
                continue
            if work.et_al is not None:
                if authors[0] not in cited and len(authors) > 2 and set(cited) <= set(authors):
                    return listed, work.names[0], listed.name
            elif len(cited) == len(authors) and sorted(cited) == sorted(authors):
                return listed, Part(work.whole, work.names[0].start, work.names[-1].end), listed.name
        return None

    def _misspelt(self, work: Work, year: CitedYear) -> tuple[Listed, Part, str] | None:
        best: tuple[int, Listed, Part, str] | None = None
        for listed in self._by_year.get(year.label, ())[:_MOST]:
            if listed.letter != year.letter and year.letter:
                continue
            if listed.entry.index in self.used and len(work.names) < 2 and len(key(work.names[0].family.text)) < 8:
                continue  # one short name that is like another's may well be another's
            hit = self._near(work, listed)
            if hit is not None and (best is None or hit[0] < best[0]):
                best = hit[0], listed, hit[1], hit[2]
        return best[1:] if best is not None else None

    @staticmethod
    def _near(work: Work, listed: Listed) -> tuple[int, Part, str] | None:
        """How far the names are from the entry's, and which is misspelt, where exactly one is."""
        names, authors = work.names, listed.authors
        if not authors:
            if names[0].kind in {"title", "group"} and listed.title_first:
                cited, whole = key(names[0].family.text), key(listed.title)[: len(key(names[0].family.text))]
                distance = edit_distance(cited, whole, 2) if len(cited) >= 10 else 3
                return (
                    (distance, names[0].family, listed.title[: len(names[0].family.text)])
                    if 0 < distance <= 2
                    else None
                )
            return None
        if work.et_al is not None:
            if len(authors) <= len(names) and not listed.more:
                return None
        elif len(names) != len(authors):
            return None
        found: tuple[int, Part, str] | None = None
        for name, author in zip(names, authors, strict=False):
            cited = key(name.family.text)
            if _is(name, author):
                continue
            allowed = 0 if len(cited) < 4 else 1 if len(cited) < 6 else 2
            distance = edit_distance(cited, author.key, allowed)
            if distance > allowed or found is not None:
                return None
            found = distance, name.family, author.name
        return found

    # --- names ------------------------------------------------------------------------------------------------

    def _candidates(self, work: Work) -> list[Listed]:
        """Entries that may begin with the first name of a work."""
        name, known = work.names[0], self.known
        if work.kind == "legal-case" or name.kind == "title":
            return known.title(name.family.text) or known.begins(name.family.text)
        spelled = key(name.family.text)
        found = known.begins(name.family.text)
        if found:
            return found
        if spelled in self.introduced:
            found = known.first.get(self.introduced[spelled].key, [])
            if found:
                return found
        found = known.short.get(spelled, [])
        if found and (name.kind == "group" or name.family.text.isupper()):
            return found
        if name.abbreviation is not None and (found := known.first.get(key(name.abbreviation.text), [])):
            return found
        short = [one for letters in acronyms(name.family.text) for one in known.first.get(letters, [])]
        if short and name.kind == "group":
            return short
        umlauts = known.first.get(loose(spelled), [])
        if umlauts:
            return umlauts
        if len(work.names) == 1 and work.et_al is None:
            return known.title(name.family.text)
        return []

    def _fits(self, work: Work, listed: Listed) -> bool:
        """Whether the names of a work are those of an entry, as far as it gives them."""
        names, authors = work.names, listed.authors
        if not authors or names[0].kind == "title" or work.kind == "legal-case":
            return len(names) == 1
        if work.et_al is not None:
            if len(authors) <= len(names) and not listed.more and not authors[0].group:
                return False
        elif len(names) != len(authors) and not listed.more:
            return False
        return all(
            index == 0 or _is(name, author) for index, (name, author) in enumerate(zip(names, authors, strict=False))
        )


def _is(name: CitedName, author: Author) -> bool:
    cited = key(name.family.text)
    if cited == author.key or loose(cited) == loose(author.key):
        return True
    words = author.name.split()
    if author.group or name.kind == "group":
        return (
            True
            if name.family.text.isupper()
            else cited in acronyms(author.name) or cited.removeprefix("the") == author.key.removeprefix("the")
        )
    if len(words) > 1 and cited in {key(words[-1]), key(" ".join(words[1:]))}:
        return True
    own = name.family.text.split()
    return len(own) > 1 and key(own[-1]) == author.key


def _same_year(year: CitedYear, listed: Listed) -> bool:
    if year.label == listed.year:
        return True
    if year.original and year.original == listed.year:
        return True
    if listed.original and year.label == listed.original:
        return True
    return year.label in listed.years or (bool(year.end_year) and year.end_year == listed.year)


def _distance_of_years(year: CitedYear, listed: Listed) -> int:
    if year.label.isdigit() and listed.year.isdigit():
        return abs(int(year.label) - int(listed.year))
    return 1000


def _authors(listed: Listed) -> tuple[tuple[str, str], ...]:
    return tuple((author.key, author.initials) for author in listed.authors)


def _different(listed: Sequence[Listed]) -> list[Listed]:
    """The works among entries, each once."""
    seen: dict[tuple[object, ...], Listed] = {}
    for one in listed:
        seen.setdefault((_authors(one), one.letter, key(one.title)), one)
    return list(seen.values())


def _are_different(one: Author, other: Author) -> bool:
    """Whether the initials show two people of one surname."""
    if not one.initials or not other.initials:
        return False
    return any(left != right for left, right in zip(one.initials, other.initials, strict=False))


def edit_distance(left: str, right: str, most: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; more than `most` counts as `most + 1`."""
    if left == right:
        return 0
    if most <= 0 or abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, last = last, current
    return min(last[-1], most + 1)
