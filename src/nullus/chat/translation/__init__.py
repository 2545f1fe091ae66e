"""Texts in another language, a paragraph at a time."""
