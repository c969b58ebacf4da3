"""Everything that apacheck raises on purpose.

    ApacheckError                 the root: catch this one
      DocumentError               a file cannot be opened, decoded or written      (.path)
        UnsupportedDocument       no reader understands the file's format
      ConfigError                 an unknown key, option or code, or a wrong value (.path, .key)
      CrossrefError               the network or an answer was unusable            (.doi, .status)

Bad input text is never an exception: what cannot be understood becomes a finding.
"""

from pathlib import Path


class ApacheckError(Exception):
    """Anything that apacheck raises on purpose."""


class DocumentError(ApacheckError):
    """A document cannot be opened, decoded or written."""

    def __init__(self, message: str, path: Path | str | None = None) -> None:
        """Say what went wrong, and with which file."""
        super().__init__(message)
        self.path = path


class UnsupportedDocument(DocumentError):  # noqa: N818 - the name says what the document is
    """No reader understands the format of this document."""


class ConfigError(ApacheckError):
    """A setting is unknown or has a wrong value."""

    def __init__(self, message: str, path: Path | str | None = None, key: str | None = None) -> None:
        """Say what is wrong, in which file and under which key."""
        super().__init__(message)
        self.path = path
        self.key = key


class CrossrefError(ApacheckError):
    """Crossref could not be reached or answered with something unusable."""

    def __init__(self, message: str, doi: str | None = None, status: int | None = None) -> None:
        """Say what went wrong, for which DOI and with which HTTP status."""
        super().__init__(message)
        self.doi = doi
        self.status = status
