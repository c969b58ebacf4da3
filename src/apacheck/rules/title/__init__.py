"""Rules about titles with their parentheses and brackets (TTL…)."""
