"""Rules about the date element (DAT): where it stands, how it is written, and what in the source contradicts it."""
