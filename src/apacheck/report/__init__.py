"""Findings → words: one module a format, each with one function."""
