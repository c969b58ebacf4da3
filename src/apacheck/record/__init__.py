"""What is published about a work, and how an entry stands to it: records, comparisons, verdicts. Nothing here opens a connection."""
