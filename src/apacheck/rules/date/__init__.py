"""Rules about the date element (DAT): where it stands, how it is written, and what in the source contradicts it."""

from apacheck.rules.date import calendar, place, source, year

__all__ = ["calendar", "place", "source", "year"]
