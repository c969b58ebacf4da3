"""A reference in, the published record of the work out: the only part of apacheck that opens a connection."""
