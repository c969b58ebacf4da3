"""A record → the notices about its work: retracted, withdrawn, of concern, corrected, a preprint since published.

Trap: publishers deposit some notices the wrong way round, so that the notice itself seems to be retracted. A record that reads as
a notice, or that updates another work, is never called retracted on that ground.
"""

import regex

from apacheck.patterns import pattern
from apacheck.record.model import Record
from apacheck.record.verification import Notice, NoticeKind
from apacheck.record.words import has_notice, plain

_KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "retracted": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "withdrawal",
    "withdrawn": "withdrawal",
    "removal": "withdrawal",
    "expression_of_concern": "expression-of-concern",
    "correction": "correction",
    "erratum": "correction",
    "corrigendum": "correction",
    "corrected_article": "correction",
    "addendum": "correction",
}
#: The graver first.
_ORDER: tuple[NoticeKind, ...] = ("retraction", "withdrawal", "expression-of-concern", "correction", "published")
#: How the title of a notice begins; "Retracted: …" is the title of the work that it is about.
_NOTICE_TITLE = pattern(
    r"^\W*(?:(?:notice|statement) of (?:\w+ )?(?:retraction|withdrawal|removal|concern|correction|redundant)"
    r"|retraction(?: note| notice| statement| to| of|\W|$)|withdrawal(?: notice| of| to|\W|$)|removal notice"
    r"|(?:editorial )?expressions? of concern|(?:publisher |author )?corrections?(?: to| note|\W|$)|corrigend|errat|addend)",
    regex.IGNORECASE,
)
_WITHDRAWN_TITLE = pattern(r"^\W*(?:temporary )?(?:withdrawn|withdrawal|remov)", regex.IGNORECASE)


def is_notice_title(title: str) -> bool:
    """Whether a title is that of a notice: "Retraction: …", "Erratum to …"; "Retracted: …" is not."""
    return _NOTICE_TITLE.match(plain(title)) is not None


def is_notice(record: Record) -> bool:
    """Whether a record is itself a retraction, a correction or the like, of another work."""
    if any(map(is_notice_title, record.titles)):
        return True
    own = record.doi.casefold()
    others = [
        update for update in record.updated if update.doi and update.doi.casefold() != own and update.kind in _KINDS
    ]
    return bool(others) and not any(has_notice(title) for title in record.titles)


def notices(record: Record) -> list[Notice]:
    """The notices about the work, the gravest first, each once."""
    found: list[Notice] = []
    own = record.doi.casefold()
    if not is_notice(record):
        own_updates = [update for update in record.updated if update.doi.casefold() == own]
        for update in (*record.updates, *own_updates):
            kind = _KINDS.get(update.kind)
            if kind is not None:
                notice = Notice(kind, update.date, update.source, "" if update.doi.casefold() == own else update.doi)
                found.append(notice)
        if not any(notice.kind in {"retraction", "withdrawal"} for notice in found):
            title = next((title for title in map(plain, record.titles) if has_notice(title)), None)
            if title is not None:
                found.append(
                    Notice("withdrawal" if _WITHDRAWN_TITLE.match(title) else "retraction", source="publisher")
                )
    published = record.related("is-preprint-of") if record.type == "posted-content" else ""
    if published and published.casefold() != own:
        found.append(Notice("published", doi=published))
    kept = {(notice.kind, notice.doi or notice.source): notice for notice in reversed(found)}
    return sorted(kept.values(), key=lambda notice: (_ORDER.index(notice.kind), notice.date))
