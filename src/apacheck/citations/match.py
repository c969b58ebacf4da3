"""Works and one part's entries → `Pair`s: which entry is meant, and in what the citation departs from it."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from apacheck.citations.alike import (
    are_different,
    authors_of,
    different,
    distance_of_years,
    edit_distance,
    is_named,
    may_be_misspelt,
    same_year,
)
from apacheck.citations.known import Author, Known, Listed, acronyms, key, loose
from apacheck.citations.model import Citation, CitedName, CitedYear, Introduced, Pair, Relation, Work
from apacheck.document import Document
from apacheck.reference.model import Part

#: Entries of one year that a misspelt name is compared with.
_MOST = 150
#: Parts of a document in whose lists a work is looked for.
_MOST_PARTS = 20
#: More entries by one author are looked up by their year.
_MANY = 50


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
        self._dated: dict[int, tuple[list[Listed], dict[str, list[Listed]]]] = {}
        self._before: dict[tuple[object, ...], Pair] = {}
        self._met: set[str] = set()
        self._pending: list[tuple[Work, Pair]] = []
        #: Where a work by this first author of this year is first cited.
        self.cited: dict[tuple[str, str], int] = {}
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
                    form = _form(work, year)
                    if form in self._before:  # cited in this form before
                        pair = self._before[form]
                        pair = copy(pair)
                        pair.year, pair.undefined = year, ""
                        pair.where = year if pair.where is not None else None
                    else:
                        found = self._agreeing(work, year)
                        if found is None:
                            pair = Pair(year, "unlisted")
                            self._pending.append((work, pair))
                        else:
                            pair = self._before[form] = found
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
        self.cited.setdefault((name, year.label), line)

    def _yearless(self, work: Work) -> None:
        for listed in self._candidates(work):
            if self._fits(work, listed):
                self.used.add(listed.entry.index)
                work.pairs.append(self._pair(None, "listed", listed))
                return

    def _agreeing(self, work: Work, year: CitedYear) -> Pair | None:
        candidates = self._of_year(self._candidates(work), year)
        fitting = [listed for listed in candidates if self._fits(work, listed) and same_year(year, listed)]
        if not fitting:
            return None
        exact = [listed for listed in fitting if listed.letter == year.letter] or fitting
        chosen = self._by_initials(work.names[0], exact)
        entry = chosen[0]
        works = different(chosen)
        if len(works) > 1:
            same_authors = len({authors_of(listed) for listed in works}) == 1
            if not same_authors and work.et_al is None and not work.names[0].given:
                pair = self._pair(year, "listed", entry, works[1:])  # initials tell them apart
                pair.shared = True
                return pair
            relation: Relation = "letter" if same_authors else "ambiguous"
            pair = self._pair(year, relation, entry, works[1:])
            pair.word = ""
            return pair
        relation = "listed" if entry.letter == year.letter else "letter"
        pair = self._pair(year, relation, entry, [listed for listed in different(fitting) if listed is not entry])
        if relation == "letter":
            pair.word, pair.where = entry.when, year
            if entry.letter and len(different(fitting)) == 1 and not year.letter:
                pair.others = []
        return pair

    def _of_year(self, listed: list[Listed], year: CitedYear) -> list[Listed]:
        """Those entries that may have the year, where they are many."""
        if len(listed) <= _MANY:
            return listed
        _, dated = self._dated.get(id(listed), (listed, None))
        if dated is None:
            dated = {}
            self._dated[id(listed)] = listed, dated  # kept, so that no other list gets its number
            for one in listed:
                for label in {one.year, one.original, *one.years}:
                    dated.setdefault(label, []).append(one)
        labels = {label for label in (year.label, year.original, year.end_year) if label}
        return [one for label in labels for one in dated.get(label, ())]

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
            other.year == listed.year and len(other.authors) > 2 and authors_of(other) != authors_of(listed)
            for other in self.known.first.get(listed.authors[0].key, ())
        )
        if listed.authors and not listed.authors[0].group:
            people = self._people.get(listed.authors[0].key, [])
            pair.shared = any(are_different(listed.authors[0], other) for other in people)
            pair.initials = " ".join(f"{letter.upper()}." for letter in listed.authors[0].initials)
        return pair

    def line(self, listed: Listed) -> int:
        """The line of an entry."""
        return self.document.places(listed.entry.span.start)[0]

    # --- then: what comes close -------------------------------------------------------------------------------

    def second_pass(self, homes: Mapping[str, Sequence["Matcher"]]) -> None:
        """Find for each work that no entry agrees with the entry that comes closest; `homes` are parts by names they list."""
        for work, pair in self._pending:
            words = work.names[0].family.text.split()
            names = {key(work.names[0].family.text), key(words[0]) if words else ""}
            introduced = self.introduced.get(key(work.names[0].family.text))
            if introduced is not None:
                names.add(introduced.key)
            others = [matcher for name in names for matcher in homes.get(name, ())[:_MOST_PARTS] if matcher is not self]
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
            nearest = min(free, key=lambda listed: distance_of_years(year, listed))
            self._settle(pair, "year", nearest, year, nearest.when)
            return
        partly = [listed for listed in candidates if same_year(year, listed)]
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
            if not same_year(year, listed) or listed.year != year.label or listed.entry.index in self.used:
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
        first = key(work.names[0].family.text)
        for listed in self._by_year.get(year.label, ())[:_MOST]:
            if listed.authors and not may_be_misspelt(first, listed.authors[0].key):
                continue
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
            if is_named(name, author):
                continue
            allowed = 0 if len(cited) < 4 else 1 if len(cited) < 7 else 2
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
            index == 0 or is_named(name, author)
            for index, (name, author) in enumerate(zip(names, authors, strict=False))
        )


def _form(work: Work, year: CitedYear) -> tuple[object, ...]:
    """What decides which entry is meant: two works of one form have one answer."""
    names = tuple(
        (name.family.text, name.given.text if name.given is not None else "", name.abbreviation is not None)
        for name in work.names
    )
    return (
        work.kind,
        names,
        work.names[0].kind,
        work.et_al is None,
        year.label,
        year.letter,
        year.original,
        year.end_year,
    )
