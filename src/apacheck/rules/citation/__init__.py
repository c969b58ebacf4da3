"""Citations in the text (CIT): their form, and how they agree with the list."""
