"""Entries of other styles, and what is no reference at all: one mark about the whole entry silences the others (NAP)."""
