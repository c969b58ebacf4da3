"""Entries → verifications: look each entry's DOI up, search for those without one, compare, and say what came of it.

What is sent is the DOI, or the first author's family name, year, title and source. A look-up that fails takes no other with it, and an interrupted run
keeps what is known. What was asked once is not asked again, however often the text is checked while it is mended.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from regex import IGNORECASE

from apacheck import checker
from apacheck.crossref.answer import Answer, Hits
from apacheck.entries import Entry
from apacheck.patterns import pattern
from apacheck.record.judge import judge
from apacheck.record.match import choose
from apacheck.record.model import Record
from apacheck.record.verification import Verification
from apacheck.reference.model import Reference

#: Called with how many look-ups are done, and of how many.
Progress = Callable[[int, int], None]

#: What Crossref does not register: there is no use in asking, and nothing is sent.
_UNREGISTERED = {
    "bill": "laws",
    "broadcast": "broadcasts",
    "graphic": "pictures",
    "hearing": "hearings",
    "interview": "interviews",
    "legal_case": "court cases",
    "legislation": "laws",
    "map": "maps",
    "motion_picture": "films and videos",
    "personal_communication": "personal communications",
    "post": "posts",
    "post-weblog": "blog posts",
    "regulation": "regulations",
    "software": "programs",
    "song": "songs",
    "treaty": "treaties",
    "webpage": "web pages",
}
_DOI = pattern(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"“”]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_PAIRS = (("(", ")"), ("[", "]"))
#: Searches under way at once; the client keeps to Crossref's limits whatever this is.
_WORKERS = 4


class Client(Protocol):
    """Who answers: `apacheck.crossref.client.Client`, or a stand-in for it."""

    @property
    def requests(self) -> int:
        """How many requests were sent."""

    def works(
        self, dois: Sequence[str], *, on_answer: Callable[[str, Answer], None] | None = None
    ) -> dict[str, Answer]:
        """Answer each DOI; `on_answer` is told each answer as it comes."""

    def search(self, *, title: str, author: str | None, year: int | None, container: str | None, rows: int = 5) -> Hits:
        """Search for a work."""

    def cancel(self) -> None:
        """Give up what is under way."""


class _Question(NamedTuple):
    """What a search is made of."""

    title: str
    author: str | None
    year: int | None
    container: str | None


class Verifier:
    """Verifies lists of entries with one client, and remembers every answer."""

    def __init__(self, client: Client, progress: Progress | None = None) -> None:
        """Take the client, and whom to tell how far the work is."""
        self.client = client
        self.interrupted = False
        self._progress = progress
        self._answers: dict[str, Answer] = {}
        self._hits: dict[_Question, Hits] = {}
        self._done = 0
        self._total = 0

    def verify(self, entries: Sequence[Entry]) -> list[Verification]:
        """Give a verification for each entry, in order."""
        dois = {entry.index: doi for entry in entries if (doi := doi_of(entry.reference)) is not None}
        self._done, self._total = 0, len({doi.casefold() for doi in dois.values()} - self._answers.keys())
        if self._progress is not None:
            self._progress(0, self._total)
        self._look_up(list(dois.values()))
        found: dict[int, Verification] = {}
        searches: list[tuple[Entry, Verification | None]] = []
        for entry in entries:
            doi = dois.get(entry.index)
            result = self._judged(entry, doi) if doi is not None else _not_asked(entry)
            if result is not None:
                found[entry.index] = result
            if result is None or result.verdict in {"no-such-doi", "another-work"}:
                searches.append((entry, result))
        self._total += len(searches)
        self._search(searches, found)
        verifications = [found[entry.index] for entry in entries]
        for entry, verification in zip(entries, verifications, strict=True):
            for difference in verification.differences:
                difference.span = entry.source_span(difference.start, difference.end)
        return verifications

    # --- with a DOI ---------------------------------------------------------------------------------------------------

    def _look_up(self, dois: Iterable[str]) -> None:
        wanted = {doi.casefold(): doi for doi in dois if doi.casefold() not in self._answers}
        if not wanted or self.interrupted:
            return

        def keep(doi: str, answer: Answer) -> None:
            if doi.casefold() not in self._answers:
                self._answers[doi.casefold()] = answer
                self._tell()

        try:
            for doi, answer in self.client.works(list(wanted.values()), on_answer=keep).items():
                keep(doi, answer)
        except KeyboardInterrupt:
            self._interrupt()
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the other entries can still be said something of
            reason = f"{type(error).__name__}: {error}"
            for doi in wanted:
                self._answers.setdefault(doi, Answer("unknown", reason=reason))

    def _judged(self, entry: Entry, doi: str) -> Verification:
        answer = self._answers.get(doi.casefold())
        reference = entry.reference
        if answer is None:
            return self._unreached(entry, doi, None)
        if answer.kind == "missing":
            return Verification(entry.index, "no-such-doi", doi, from_cache=answer.from_cache, reference=reference)
        if answer.kind == "elsewhere":
            return Verification(
                entry.index,
                "registered-elsewhere",
                doi,
                agency=answer.agency,
                from_cache=answer.from_cache,
                reference=reference,
            )
        if answer.kind == "unknown":
            return self._unreached(entry, doi, answer.reason)
        record = _read(answer.message)
        if record is None:
            return self._unreached(entry, doi, "Crossref’s answer could not be read")
        return self._compared(entry, record, doi=doi, from_cache=answer.from_cache)

    def _compared(self, entry: Entry, record: Record, *, doi: str, from_cache: bool) -> Verification:
        try:
            return judge(entry.index, entry.reference, record, doi=doi, from_cache=from_cache)
        except Exception as error:
            if checker.RAISE_ERRORS:
                raise
            said = f"comparing failed ({type(error).__name__}: {error}); please report this entry as a bug in apacheck"
            return Verification(entry.index, "not-checked", doi, reason=said, reference=entry.reference)

    def _unreached(self, entry: Entry, doi: str | None, reason: str | None) -> Verification:
        said = reason or ("interrupted" if self.interrupted else "there was no answer")
        return Verification(entry.index, "not-checked", doi, reason=said, unreachable=True, reference=entry.reference)

    # --- without one --------------------------------------------------------------------------------------------------

    def _search(self, searches: list[tuple[Entry, Verification | None]], found: dict[int, Verification]) -> None:
        """Search for the works of these entries; those that have a wrong DOI keep their verdict and may get a proposal."""
        pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="apacheck-search")
        waiting: dict[Future[tuple[Record | None, Hits]], tuple[Entry, Verification | None]] = {}
        try:
            if not self.interrupted:
                waiting = {pool.submit(self._find, entry): (entry, before) for entry, before in searches}
            while waiting:
                done, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    entry, before = waiting.pop(future)
                    found[entry.index] = self._searched(entry, before, future)
                    self._tell()
        except KeyboardInterrupt:
            self._interrupt()
        finally:
            pool.shutdown(wait=not self.interrupted, cancel_futures=True)
        for entry, before in searches:
            if entry.index not in found:
                found[entry.index] = before or self._unreached(entry, None, None)

    def _find(self, entry: Entry) -> tuple[Record | None, Hits]:
        """The record of an entry's work, if a search finds it."""
        question = _question(entry.reference)
        assert question is not None
        hits = self._ask(question, 5)
        record = choose(entry.reference, _records(hits))
        if record is None and hits.kind == "found" and question.container and _may_be_hidden(entry.reference, hits):
            more = self._ask(question._replace(container=None), 20)
            if more.kind == "found":
                record, hits = choose(entry.reference, _records(more)), more
        return record, hits

    def _ask(self, question: _Question, rows: int) -> Hits:
        hits = self._hits.get(question)
        if hits is None:
            hits = self.client.search(**question._asdict(), rows=rows)
            if hits.kind == "found":
                self._hits[question] = hits
        return hits

    def _searched(
        self, entry: Entry, before: Verification | None, future: "Future[tuple[Record | None, Hits]]"
    ) -> Verification:
        try:
            record, hits = future.result()
        except Exception as error:  # noqa: BLE001 - one failing search leaves the others
            return before or self._unreached(entry, None, f"{type(error).__name__}: {error}")
        if before is not None:
            if record is not None:
                before.proposed = record.doi
                self._remember(record, hits)
            return before
        if hits.kind == "unknown":
            return self._unreached(entry, None, hits.reason)
        if record is None:
            return Verification(entry.index, "not-found", from_cache=hits.from_cache, reference=entry.reference)
        self._remember(record, hits)
        result = self._compared(entry, record, doi=record.doi, from_cache=hits.from_cache)
        result.proposed = record.doi
        return result

    def _remember(self, record: Record, hits: Hits) -> None:
        self._answers.setdefault(record.doi.casefold(), Answer("found", record.message, from_cache=hits.from_cache))

    # --- how far ------------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _interrupt(self) -> None:
        self.interrupted = True
        self.client.cancel()


# --- what to ask for --------------------------------------------------------------------------------------------------


def doi_of(reference: Reference) -> str | None:
    """The DOI in an entry, freed of what mangled it; None where there is none."""
    for link in reference.links:
        if link.doi is not None:
            return _clean("".join(link.doi.text.split()))
    if "10." not in reference.whole:
        return None
    start = max((part.end for part in (reference.date, reference.title) if part is not None), default=0)
    match = _DOI.search(reference.whole, start)
    return _clean(match[0]) if match is not None else None


_ADDRESS = pattern(r"^\s*(?:https?:/*)?(?:(?:dx\.|www\.)?doi\.org/)?(?:doi[:\s]*)?", IGNORECASE)


def cleaned(text: str) -> str:
    """The bare DOI in a text that holds one: without the address, the label and the punctuation around it."""
    return _clean(_ADDRESS.sub("", text.strip()))


def _clean(doi: str) -> str:
    if "%" in doi:
        doi = unquote(doi)
    doi = doi.translate(_DASHES).rstrip(".,;:'\"”’")
    for opening, closing in _PAIRS:
        if doi.endswith(closing) and opening not in doi:
            doi = doi[:-1].rstrip(".,;:")
    return doi


def _not_asked(entry: Entry) -> Verification | None:
    """The verification of an entry that there is no use in searching for; None where there is."""
    reference = entry.reference
    reason = None
    kind = reference.type
    if reference.law is not None or (
        kind in _UNREGISTERED and reference.periodical is None and reference.container is None
    ):
        reason = f"{_UNREGISTERED.get(kind, 'laws')} are not registered with Crossref"
    elif _question(reference) is None:
        reason = "the entry has no DOI and no title to search for"
    return None if reason is None else Verification(entry.index, "not-checked", reason=reason, reference=reference)


def _question(reference: Reference) -> _Question | None:
    title = reference.title
    if title is None or title.main is None or not any(char.isalpha() for char in title.main.text):
        return None
    names = reference.authors.names if reference.authors is not None else []
    author = (names[0].family or names[0].literal or names[0]).text if names else None
    date = reference.date
    year = int(date.year.text) if date is not None and date.year is not None and date.year.text.isdecimal() else None
    container = None
    if reference.periodical is not None:
        container = reference.periodical.title.text
    elif reference.container is not None and reference.container.title.main is not None:
        container = reference.container.title.main.text
    return _Question(title.main.text, author, year, container)


def _may_be_hidden(reference: Reference, hits: Hits) -> bool:
    """Whether the work may be there although its like was not among the first hits: its title is a short one."""
    title = reference.title.main.text if reference.title is not None and reference.title.main is not None else ""
    return len(title.split()) < 4 and len(hits.messages) >= 5


def _records(hits: Hits) -> list[Record]:
    return [record for message in hits.messages if (record := _read(message)) is not None]


def _read(message: dict[str, Any] | None) -> Record | None:
    from apacheck.record.message import read  # noqa: PLC0415 - pydantic is wanted for the first answer, not before

    return read(message)
