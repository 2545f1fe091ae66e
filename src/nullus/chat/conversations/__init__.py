"""Conversations and their messages as they are kept: whose they are, what was said, what it was worth."""
