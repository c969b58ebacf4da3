"""Rules about spaces, punctuation, dashes and characters, wherever in an entry they stand."""
