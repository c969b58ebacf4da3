"""Stub."""
from apacheck.reference import parse as _p
def parse(text): return [_p(text)] if text.strip() else []
