"""OLD: what the sixth edition of the Publication Manual asked for and the seventh has dropped or changed."""
