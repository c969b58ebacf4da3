"""Document → reference lists and their `Entry`s: by a heading, or by paragraphs that look like entries.

Lines are put together where a line was wrapped and kept apart where each begins an entry. Prose that cites is never an
entry: what begins one has names (or a title) and then a date, near its beginning, and reads on as a title.
"""

from apacheck.entries.around import may_cite
from apacheck.entries.locate import locate
from apacheck.entries.model import Entries, Entry, EntryList, ListedDocument, every

__all__ = ["Entries", "Entry", "EntryList", "ListedDocument", "every", "locate", "may_cite"]
