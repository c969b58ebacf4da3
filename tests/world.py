"""A Crossref in memory, and records made from entries: what tests of the judgement ask instead of a server."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from apacheck import examples
from apacheck.crossref.answer import Answer, Hits
from apacheck.crossref.verify import Verifier, doi_of
from apacheck.entries import Entry
from apacheck.record.verification import Verification
from apacheck.record.words import fold
from apacheck.reference import parse
from apacheck.rule import Rule
from apacheck.text import Span, StyledText

_TYPES = {"article-journal": "journal-article", "chapter": "book-chapter", "thesis": "dissertation"}


def message_of(line: str, **stated: Any) -> dict[str, Any]:
    """The message that Crossref would have of the work in a right entry; `stated` comes in place of or besides that."""
    item = parse(line).to_csl()
    people = {
        role: [
            {"family": name["family"], "given": name.get("given", "")}
            if "family" in name
            else {"name": name["literal"]}
            for name in item.get(role, [])
        ]
        for role in ("author", "editor")
    }
    message = {
        "DOI": item.get("DOI", "10.5555/none"),
        "type": _TYPES.get(item["type"], item["type"]),
        "title": [item["title"]] if "title" in item else [],
        **people,
        "issued": {"date-parts": item.get("issued", {}).get("date-parts", [[None]])},
        "container-title": [item["container-title"]] if "container-title" in item else [],
        "volume": item.get("volume"),
        "issue": item.get("issue"),
        "page": item.get("page"),
        "article-number": item.get("number"),
        "publisher": item.get("publisher"),
    }
    return message | {name.replace("_", "-"): value for name, value in stated.items()}


class World:
    """A client that knows some works; DOIs in `elsewhere` are another agency's, those in `lost` cannot be asked."""

    def __init__(
        self,
        *messages: Mapping[str, Any],
        elsewhere: Mapping[str, str] | None = None,
        lost: Sequence[str] = (),
        no_search: bool = False,
        interrupt: int | None = None,
    ) -> None:
        self.messages = {str(message["DOI"]).lower(): dict(message) for message in messages}
        self.elsewhere = elsewhere or {}
        self.lost = lost
        self.no_search = no_search
        self.interrupt = interrupt
        self.asked: list[str] = []
        self.searched: list[dict[str, Any]] = []
        self.cancelled = False

    @property
    def requests(self) -> int:
        return len(self.asked) + len(self.searched)

    def works(
        self, dois: Sequence[str], *, on_answer: Callable[[str, Answer], None] | None = None
    ) -> dict[str, Answer]:
        answers = {}
        for number, doi in enumerate(dois):
            if self.interrupt == number:
                raise KeyboardInterrupt
            self.asked.append(doi)
            answers[doi] = self._answer(doi)
            if on_answer is not None:
                on_answer(doi, answers[doi])
        return answers

    def _answer(self, doi: str) -> Answer:
        if doi in self.lost:
            return Answer("unknown", reason="no connection")
        if doi in self.elsewhere:
            return Answer("elsewhere", agency=self.elsewhere[doi])
        message = self.messages.get(doi.lower())
        return Answer("found", message) if message is not None else Answer("missing")

    def search(self, *, title: str, author: str | None, year: int | None, container: str | None, rows: int = 5) -> Hits:
        self.searched.append({"title": title, "author": author, "year": year, "container": container})
        if self.no_search:
            return Hits("unknown", [], "no connection")
        words = set(fold(" ".join((title, author or "", container or ""))).split())

        def shared(message: dict[str, Any]) -> int:
            stated = " ".join([*message["title"], *message.get("container-title", [])])
            return len(words & set(fold(stated).split()))

        return Hits("found", sorted(self.messages.values(), key=shared, reverse=True)[:rows])

    def cancel(self) -> None:
        self.cancelled = True


def verified(text: str, *messages: Mapping[str, Any], **world: Any) -> Verification:
    """The verification of one entry in a world of these works."""
    return _ask(World(*messages, **world), text)


def _ask(world: World, text: str) -> Verification:
    entry = Entry(StyledText.plain(text), 0, Span(0, len(text)))
    return Verifier(world).verify([entry])[0]


def world_of(rule: Rule[Any], example: examples.Example) -> World:
    """The world of a rule's example: the record of its DOI states what the corrected line says."""
    works: list[Mapping[str, Any]] = list(rule.others)
    if doi_of(parse(example.accepted)) is not None:
        works.append(message_of(example.accepted) | dict(rule.record))
    return World(*works)


def shown(rule: Rule[Any], example: examples.Example, text: str) -> Verification:
    """The verification of a rule's example, or of its mended text."""
    return _ask(world_of(rule, example), text)
