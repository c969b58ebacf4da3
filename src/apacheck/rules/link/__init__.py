"""Rules about the DOI or URL at the end of an entry."""
