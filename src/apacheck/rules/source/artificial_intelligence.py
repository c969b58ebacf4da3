"""Output of AI tools → marks about their author and the form of 2023 (SRC090, SRC091)."""

from collections.abc import Iterator

import regex

from apacheck.findings import INFO, UNSAFE, WARNING, Mark
from apacheck.patterns import pattern
from apacheck.reference.model import Reference
from apacheck.rule import Rule

#: Tools, and the companies that are their authors.
_COMPANIES = (
    (pattern(r"(?:openai(?:'s|’s)? )?chat ?-?gpt[\w .-]{0,12}|gpt-?[345][\w.-]{0,6}|dall[-·]e ?\d?|sora|whisper", regex.IGNORECASE), "OpenAI"),
    (pattern(r"claude(?: [\d.]{1,4}| (?:opus|sonnet|haiku)){0,2}", regex.IGNORECASE), "Anthropic"),
    (pattern(r"(?:google )?(?:gemini|bard|notebooklm)(?: [\w.]{1,6})?", regex.IGNORECASE), "Google"),
    (pattern(r"(?:microsoft |bing )?copilot|bing (?:chat|ai)", regex.IGNORECASE), "Microsoft"),
)  # fmt: skip
_COMPANY_NAMES = frozenset({"openai", "anthropic", "google", "microsoft", "google deepmind", "google ai"})
_SIGN = pattern(
    r"\[[^\[\]]{0,40}(?:\bAI\b|\bA\.I\.|language model|chatbot|chat)[^\[\]]{0,40}\]"
    r"|//(?:chat\.openai|chatgpt|claude|gemini\.google|bard\.google|copilot\.microsoft|openai|(?:www\.)?bing)\.",
    regex.IGNORECASE,
)


class AiToolAsAuthor(Rule[Reference]):
    """An AI tool stands as the author.

    A tool cannot be an author: the company that made it is (OpenAI, Anthropic, Google, Microsoft); the tool is the title, or
    the source of a chat.

    A name that is also a person's ("Claude") is taken for a tool only where a description or a link says so. APA's advice on this has changed before and may again.
    """

    code = "SRC090"
    signs = ("[", "/")
    section = "10.10"
    severity = WARNING
    fix = UNSAFE
    message = (
        "“{tool}” is a tool and no author; APA names its company, {company}, and gives the tool as title or source."
    )
    VALID = (
        "OpenAI. (2025, August 21). *High school grammar concepts* [Generative AI chat]. ChatGPT. "
        "https://chatgpt.com/share/68a7b1c2d3e4",
        "Claude, M. (2019). *Reading at home* (2nd ed.). Routledge.",
    )
    INVALID = (
        "{~~ChatGPT~>OpenAI~~}. (2025, August 21). *High school grammar concepts* [Generative AI chat]. ChatGPT. "
        "https://chatgpt.com/share/68a7b1c2d3e4",
    )

    def check(self, part: Reference) -> Iterator[Mark]:
        """Compare group authors with the tools."""
        if part.authors is None or part.periodical is not None or part.container is not None:
            return
        names = part.authors.names
        for name in names:
            if name.is_person:
                continue
            tool = name.text.strip()
            company = next((company for known, company in _COMPANIES if known.fullmatch(tool)), None)
            if company is None or _SIGN.search(part.whole) is None:
                continue
            publishers = part.publisher.names if part.publisher is not None else []
            # Where the company is the publisher, more than the author has to change.
            alone = len(names) == 1 and not any(other.text.lower() in _COMPANY_NAMES for other in publishers)
            edits = ((name.start, name.end, company),) if alone else ()
            yield self.mark(name, *edits, tool=tool, company=company)


_DATED_VERSION = pattern(r"\((?P<version>\p{Lu}\p{L}{2,8}\.? \d{1,2}(?:, \d{4})? version)\)")
_MODEL = pattern(r"language model|\bAI\b|chatbot", regex.IGNORECASE)


class Ai2023Form(Rule[Reference]):
    """The entry follows the pattern for AI tools of 2023.

    In 2023 the APA Style blog gave "ChatGPT (Mar 14 version) [Large language model]". In September 2025 it replaced that by
    references to a chat, with title and link, or to the tool without the date of its version.

    Instructors may still
    expect the older form, so this is a hint.
    """

    code = "SRC091"
    signs = ("[",)
    section = "10.10"
    severity = INFO
    message = "“{found}” belongs to the form of 2023; since 2025 APA refers to the chat itself, or to the tool without the date of its version."
    VALID = ("OpenAI. (2025). *ChatGPT* [Large language model]. https://chatgpt.com/",)
    INVALID = ("OpenAI. (2023). *ChatGPT* {==(Mar 14 version)==} [Large language model]. https://chat.openai.com/chat",)

    def check(self, part: Reference) -> Iterator[Mark]:
        """Look for a version that is a date, before the description of a model."""
        title = part.title
        if title is None or " version)" not in title.text or not title.brackets:
            return
        match = _DATED_VERSION.search(part.whole, title.start, title.end)
        if match is not None and _MODEL.search(title.brackets[-1].description.text):
            yield self.mark(match.span(), found=match[0])
