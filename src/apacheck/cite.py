"""A published record → the entry that cites it, with a title in the sentence case that the rules of titles propose."""

from dataclasses import replace

from apacheck.api import fix, parse
from apacheck.config import Config
from apacheck.record.entry import write
from apacheck.record.model import Record
from apacheck.record.words import plain, without_notice
from apacheck.reference.apa import Style

#: The rules that put titles into sentence case and mend the form of what is written; none of them changes a word.
_RULES = ("TTL002", "TTL003")


def cited(record: Record, style: Style = "plain") -> str:
    """The entry. The case of its title is a proposal: names in it may have lost their capitals."""
    return write(replace(record, titles=(_in_sentence_case(record),), subtitles=()), style)


def _in_sentence_case(record: Record) -> str:
    title = without_notice(plain(record.title))
    if title.isupper():
        title = title[:1] + title[1:].lower()
    entry = write(replace(record, titles=(title,), subtitles=()))
    mended = parse(fix(entry, unsafe=True, config=Config(select=_RULES)))
    found = mended[0].title if len(mended) == 1 else None
    text = found.main.text if found is not None and found.main is not None else ""
    return text if text.casefold() == title.casefold() else title
