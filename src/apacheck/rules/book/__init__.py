"""Rules about chapters in edited books (BKC…)."""
