"""The list as a whole: its heading and shape, its order, letters after years, and works listed twice (LST)."""
