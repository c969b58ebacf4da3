"""Rules about the author element: names, what joins them, groups, roles and what closes the element (AUT001–AUT040)."""
