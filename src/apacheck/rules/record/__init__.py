"""Rules about what Crossref's record of a work says (REC). They speak only under `--verify`."""
