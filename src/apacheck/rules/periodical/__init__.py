"""PER: the source of an article. Journal, volume and issue, pages or article number."""
