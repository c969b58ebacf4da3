"""Crossref messages → entries in APA Style, and the same with one thing wrong: what the measurement is made of.

The entries are written here and not by apacheck, so that the two can disagree.
"""

import html
import random
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Message = dict[str, Any]

#: Types that an entry is made of.
ARTICLES = {"journal-article"}
PARTS = {"book-chapter", "proceedings-article", "reference-entry"}
WHOLES = {"book", "monograph", "report", "edited-book", "dissertation", "posted-content", "dataset", "standard"}


class Case(NamedTuple):
    """An entry and what is to be said of it."""

    kind: str
    text: str
    message: Message | None
    #: The field that is wrong, where one is.
    field: str | None = None


def clean(text: str) -> str:
    text = html.unescape(html.unescape(text or ""))
    return " ".join(re.sub(r"</?[A-Za-z][^<>]*>", "", text).split())


def initials(given: str) -> str:
    words = [
        "-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece[:1].isalpha()) for word in given.split()
    ]
    return " ".join(word for word in words if word)


def name(author: Message) -> str:
    family, given = clean(author.get("family") or ""), clean(author.get("given") or "")
    if not family:
        return clean(author.get("name") or "") or given
    if family.isupper() and len(family) > 2:
        family = family.title()
    return ", ".join(piece for piece in (family, initials(given), clean(author.get("suffix") or "")) if piece)


def names(authors: list[Message]) -> str:
    written = [name(author) for author in authors]
    if len(written) > 20:
        return f"{', '.join(written[:19])}, . . . {written[-1]}"
    return written[0] if len(written) == 1 else f"{', '.join(written[:-1])}, & {written[-1]}"


def year(message: Message) -> int | None:
    parts = (message.get("issued") or {}).get("date-parts") or [[None]]
    found = (parts[0] or [None])[0]
    return found if isinstance(found, int) else None


def title(message: Message) -> str:
    main = clean((message.get("title") or [""])[0])
    subtitle = clean((message.get("subtitle") or [""])[0])
    return f"{main.rstrip(':')}: {subtitle}" if main and subtitle and subtitle.lower() not in main.lower() else main


def entry(message: Message, *, doi: str | None = None, sentence_case: bool = True) -> str | None:
    """The entry of a work; None where its record states too little to write one. `doi` "" leaves it out."""
    main, published = title(message), year(message)
    if not main or not published:
        return None
    if sentence_case:
        main = lowered(main)
    authors, kind = message.get("author") or [], message["type"]
    containers = [clean(text) for text in message.get("container-title") or []]
    pages = (message.get("page") or "").replace("-", "–")
    who = names(authors) if authors else ""
    if kind in ARTICLES and containers:
        source = containers[0]
        if message.get("volume"):
            source += f", {message['volume']}"
        if message.get("issue"):
            source += f"({message['issue']})" if message.get("volume") else f", ({message['issue']})"
        if message.get("article-number") and "–" not in pages:
            source += f", Article {message['article-number']}"
        elif pages:
            source += f", {pages}"
    elif kind in PARTS and containers:
        editors = [
            f"{initials(clean(e.get('given') or ''))} {clean(e.get('family') or e.get('name') or '')}".strip()
            for e in message.get("editor") or []
        ]
        by = " & ".join(editors) if len(editors) < 3 else f"{', '.join(editors[:-1])}, & {editors[-1]}"
        role = "(Ed.)" if len(editors) == 1 else "(Eds.)"
        where = f" ({'pp.' if '–' in pages else 'p.'} {pages})" if pages else ""
        source = (
            f"In {f'{by} {role}, ' if editors else ''}{containers[-1]}{where}. {clean(message.get('publisher') or '')}"
        )
    elif kind in WHOLES:
        house = clean(
            ((message.get("institution") or [{}])[0].get("name") if kind == "posted-content" else "")
            or message.get("publisher")
            or ""
        )
        if kind == "dissertation":
            main, source = f"{main} [Doctoral dissertation, {house}]", ""
        else:
            source = house
        if not who and kind == "edited-book" and message.get("editor"):
            editors = message["editor"]
            who = f"{names(editors)} {'(Eds.)' if len(editors) > 1 else '(Ed.)'}"
    else:
        return None
    link = f"https://doi.org/{message['DOI']}" if doi is None else f"https://doi.org/{doi}" if doi else ""
    start = f"{closed(who)} ({published}). {closed(main)}" if who else f"{closed(main)} ({published})."
    return " ".join(f"{start} {closed(source)} {link}".split())


def closed(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def lowered(text: str) -> str:
    """A title in title case in sentence case; names lose their capitals, as they do in many lists."""
    words = text.split(" ")
    capitals = sum(word[:1].isupper() for word in words)
    if len(words) < 3 or capitals * 3 < len(words) * 2 or text.isupper():
        return text
    done, begins = [], True
    for word in words:
        done.append(word if begins or not re.fullmatch(r"[A-Z][a-z]+[,;]?", word) else word.lower())
        begins = word.endswith((":", "?", "!", "."))
    return " ".join(done)


# --- one thing wrong -----------------------------------------------------------------------------------------------


def shift(number: str, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda match: str(int(match[0]) + chance.randint(2, 30)), number)


def typo(word: str, chance: random.Random) -> str:
    """A word with a letter lost, doubled, or two exchanged."""
    place = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    changed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return changed if changed != word else word[:place] + word[place + 1 :]


def long_words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{6,}", text)


Change = Callable[[Message, Message, random.Random], Message | None]


def _title_replaced(message: Message, other: Message, chance: random.Random) -> Message | None:
    del chance
    return (
        message | {"title": [title(other)], "subtitle": []}
        if len(title(other).split()) > 3 and title(other) != title(message)
        else None
    )


def _title_word(message: Message, other: Message, chance: random.Random) -> Message | None:
    ours, theirs = (
        long_words(title(message)),
        [word for word in long_words(title(other)) if word.lower() not in title(message).lower()],
    )
    if not ours or not theirs:
        return None
    return message | {
        "title": [title(message).replace(chance.choice(ours), chance.choice(theirs).lower(), 1)],
        "subtitle": [],
    }


def misspelled_title(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    words = long_words(title(message))
    if not words:
        return None
    word = chance.choice(words)
    return message | {"title": [title(message).replace(word, typo(word, chance), 1)], "subtitle": []}


def _people(message: Message) -> list[Message]:
    return [dict(author) for author in message.get("author") or []]


def _right(author: Message) -> bool:
    return bool(
        re.fullmatch(r"[A-Za-z]{4,}", author.get("family") or "") and re.match(r"[A-Za-z]", author.get("given") or "")
    )


def _author_spelled(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    people = _people(message)
    places = [place for place, author in enumerate(people[:19]) if _right(author)]
    if not places:
        return None
    author = people[chance.choice(places)]
    author["family"] = typo(author["family"], chance)
    return message | {"author": people}


def _author_initial(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    people = _people(message)
    places = [place for place, author in enumerate(people[:19]) if _right(author)]
    if not places:
        return None
    author = people[chance.choice(places)]
    author["given"] = (
        chance.choice([letter for letter in "ABCDEFGHJKLMNPRSTVW" if letter not in initials(author["given"])]) + "."
    )
    return message | {"author": people}


def _author_dropped(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    people = _people(message)
    if not 2 <= len(people) <= 20 or not all(map(_right, people)):
        return None
    people.pop(chance.randrange(1, len(people)))
    return message | {"author": people}


def _author_added(message: Message, other: Message, chance: random.Random) -> Message | None:
    del chance
    people, more = _people(message), [author for author in _people(other) if _right(author)]
    if not 2 <= len(people) <= 19 or not more or not all(map(_right, people)):
        return None
    return message | {"author": [*people, more[0]]}


def _author_replaced(message: Message, other: Message, chance: random.Random) -> Message | None:
    people, more = _people(message), [author for author in _people(other) if _right(author)]
    if not people or len(people) > 19 or not more:
        return None
    people[chance.randrange(len(people))] = more[0]
    return message | {"author": people}


def _author_order(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    people = _people(message)
    if not 2 <= len(people) <= 20 or not all(map(_right, people)):
        return None
    place = chance.randrange(len(people) - 1)
    if people[place]["family"] == people[place + 1]["family"]:
        return None
    people[place], people[place + 1] = people[place + 1], people[place]
    return message | {"author": people}


def _year(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    published = year(message)
    stated = {
        parts[0][0]
        for key in ("issued", "published", "published-print", "published-online", "posted")
        if (parts := (message.get(key) or {}).get("date-parts")) and parts[0]
    }
    wrong = (published or 0) - chance.choice((2, 3, 5, 10))
    return (
        message | {"issued": {"date-parts": [[wrong]]}}
        if published and wrong > 1500 and not any(abs(wrong - y) < 2 for y in stated if y)
        else None
    )


def _container(message: Message, other: Message, chance: random.Random) -> Message | None:
    del chance
    ours, theirs = message.get("container-title") or [], other.get("container-title") or []
    if (
        message["type"] not in ARTICLES
        or other["type"] not in ARTICLES
        or not ours
        or not theirs
        or ours[0] == theirs[0]
    ):
        return None
    return message | {"container-title": theirs[:1]}


def _volume(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    return (
        message | {"volume": shift(message["volume"], chance)}
        if (message.get("volume") or "").isdigit() and message["type"] in ARTICLES
        else None
    )


def _issue(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    return (
        message | {"issue": shift(message["issue"], chance)}
        if (message.get("issue") or "").isdigit() and message["type"] in ARTICLES
        else None
    )


def _pages(message: Message, other: Message, chance: random.Random) -> Message | None:
    del other
    match = re.fullmatch(r"(\d+)-(\d+)", message.get("page") or "")
    if match is None or len(match[1]) != len(match[2]) or int(match[2]) < int(match[1]):
        return None
    by = chance.randint(2, 40)
    return message | {"page": f"{int(match[1]) + by}-{int(match[2]) + by}"}


#: What can be wrong: a name, the field that is then named, and how the message is changed.
CHANGES: dict[str, tuple[str, Change]] = {
    "title replaced": ("title", _title_replaced),
    "word of the title": ("title", _title_word),
    "typo in the title": ("title", misspelled_title),
    "author misspelled": ("authors", _author_spelled),
    "initial": ("authors", _author_initial),
    "author dropped": ("authors", _author_dropped),
    "author added": ("authors", _author_added),
    "author replaced": ("authors", _author_replaced),
    "order of authors": ("authors", _author_order),
    "year": ("year", _year),
    "journal": ("container", _container),
    "volume": ("volume", _volume),
    "issue": ("issue", _issue),
    "pages": ("pages", _pages),
}


def changed(
    message: Message, others: Iterator[Message], change: Change, chance: random.Random, **how: Any
) -> str | None:
    """The entry of a work with one thing wrong; None where it cannot be."""
    wrong = change(message, next(others), chance)
    right = entry(message, **how)
    text = entry(wrong | {"DOI": message["DOI"]}, **how) if wrong is not None else None
    return text if text != right else None


def invented(message: Message, others: Iterator[Message], chance: random.Random) -> str | None:
    """An entry of a work that does not exist: its title, authors, journal and numbers come from different works."""
    words = long_words(title(message))
    other, third, fourth = next(others), next(others), next(others)
    theirs = long_words(title(other))
    if len(words) < 3 or len(theirs) < 3 or message["type"] not in ARTICLES:
        return None
    made = f"{chance.choice(words).capitalize()} and {chance.choice(theirs).lower()} in the {chance.choice(words).lower()} of {chance.choice(theirs).lower()}"
    work = message | {
        "title": [made],
        "subtitle": [],
        "author": third.get("author") or [],
        "container-title": fourth.get("container-title") or message["container-title"],
        "volume": str(chance.randint(1, 90)),
        "page": f"{(page := chance.randint(1, 800))}-{page + chance.randint(3, 25)}",
    }
    return entry(work, doi="")


def invented_doi(message: Message, known: set[str], chance: random.Random) -> str:
    """A DOI like that of a work, which nobody registered."""
    prefix, _, suffix = message["DOI"].partition("/")
    while True:
        doi = (
            f"{prefix}/{shift(suffix, chance) if re.search(r'[0-9]', suffix) else suffix + str(chance.randint(10, 99))}"
        )
        if doi.lower() not in known:
            return doi
